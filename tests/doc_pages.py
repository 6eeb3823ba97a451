"""The pages of the documentation, and what their tables say."""

from __future__ import annotations

import re
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
DOCS = REPOSITORY / "docs"
PAGES = sorted([*REPOSITORY.glob("*.md"), *DOCS.glob("*.md")])


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def rows(text: str) -> list[list[str]]:
    """The cells of all rows of tables, without headings."""
    found = [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in text.splitlines()
        if line.startswith("|")
    ]
    rules = [index for index, cells in enumerate(found) if set("".join(cells)) <= set("- ")]
    headings = {index - 1 for index in rules if index and "".join(found[index]).startswith("---")}
    return [cells for i, cells in enumerate(found) if i not in headings and i not in rules]


def section(text: str, heading: str) -> str:
    """What stands below a heading, up to the next of its level."""
    level = heading.split(" ", maxsplit=1)[0]
    rest = text.split(f"\n{heading}\n", 1)[1]
    return re.split(rf"^{level} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def codes(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)
