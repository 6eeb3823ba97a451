"""Results that the reference's own Rust code computed, from seeded random operands.

`tests/data/*_vectors.json.gz`: a list of rows, the operation, its arguments and the result. Numbers
are texts; fixed-point numbers are their bits; null is a result that there is not. A row in
fixed_vectors starts with the type. The operands are of all lengths alike, with the bounds, zero and
numbers close to each other among them. `computed_by` names sources and versions: the unchanged
sources (of a pallet, the file without its FRAME attributes) in a program that calls each operation
and prints one row for each call.
"""

import gzip
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[2] / "data"


def rows(name: str) -> list[Any]:
    found: list[Any] = json.loads(gzip.decompress((DATA / f"{name}_vectors.json.gz").read_bytes()))[
        "rows"
    ]
    return found


def by_operation(name: str, width: int = 1) -> dict[Any, list[Any]]:
    """The rows under their first column, or their first columns."""
    grouped: dict[Any, list[Any]] = defaultdict(list)
    for row in rows(name):
        head = row[0] if width == 1 else tuple(row[:width])
        grouped[head].append(row[width:])
    return dict(grouped)
