"""Make the file of results: `python -m tests.arithmetic.record PROGRAM`, see rust/README.md.

PROGRAM reads one operation a line (subject, operation, operands) and writes one result a line.
"""

import subprocess
import sys

from tests.arithmetic.operations import all_groups
from tests.arithmetic.recorded import write


def main(program: str) -> None:
    groups = all_groups()
    lines = [
        " ".join((group.name, *map(str, operands)))
        for group in groups
        for operands in group.operands()
    ]
    told = subprocess.run(
        [program], input="\n".join(lines), text=True, capture_output=True, check=True
    )
    results = iter(told.stdout.splitlines())
    write({group.name: [next(results) for _ in range(group.count)] for group in groups})


if __name__ == "__main__":
    main(sys.argv[1])
