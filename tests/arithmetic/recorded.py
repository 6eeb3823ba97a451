"""The results that the reference's arithmetic in Rust gave: `tests/data/arithmetic.json.xz`.

    {"seed": 425, "computed_by": "...", "results": {"I32F32 checked_add": "7 - 12 ...", ...}}

The operands are not in it: each group draws them again from the seed and its name. A result is a
number, several of them with commas, `-` for none, and `!` where the program panicked.
"""

import json
import lzma
from functools import cache
from pathlib import Path

from tests.arithmetic.draws import SEED

DATA = Path(__file__).parents[1] / "data" / "arithmetic.json.xz"
COMPUTED_BY = (
    "encointer/substrate-fixed v0.6.0, sam0x17/safe-bigmath 0.4.1 (013c499), sp-arithmetic 27.0.0 "
    "and opentensor/subtensor 425, in a build with overflow checks; tests/arithmetic/rust"
)


@cache
def results() -> dict[str, list[str]]:
    """The results of each group, by its name."""
    stored = json.loads(lzma.decompress(DATA.read_bytes()))
    assert stored["seed"] == SEED
    return {name: told.split(" ") for name, told in stored["results"].items()}


def write(found: dict[str, list[str]]) -> None:
    stored = {
        "seed": SEED,
        "computed_by": COMPUTED_BY,
        "results": {name: " ".join(told) for name, told in found.items()},
    }
    text = json.dumps(stored, separators=(",", ":"))
    DATA.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
