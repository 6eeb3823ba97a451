"""An explanation as text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import fill

from chain.explain.explanation import UIDS, Cell, EpochExplanation, Table

WIDTH = 100
HOTKEYS, SHORT_HOTKEY = ("hotkey", "staked_on"), 8
BLOCKS = ("last_update", "registered_at", "committed_at")


def headline(it: EpochExplanation) -> str:
    """Which epoch it is, in a line."""
    of = f"subnet {it.netuid}"
    if it.mechanisms > 1:
        of += f", mechanism {it.mechanism} of {it.mechanisms}"
    if it.ran:
        when = f"The epoch of {of} in block {it.block}"
    else:
        due = "" if it.due == it.block else f" (it is due in block {it.due})"
        when = f"The epoch of {of} as it would be in block {it.block}{due}"
    return f"{when}, by {it.rules}: {it.emission:,} rao of alpha"


def as_text(
    it: EpochExplanation,
    most: int | None = None,
    width: int = WIDTH,
    account: Sequence[str] | None = None,
) -> str:
    """All tables, each with at most so many rows; before them a neuron's account, or a headline."""
    lines = account or [headline(it)]
    parts = ["\n".join(fill(line, width, subsequent_indent="  ") for line in lines)]
    for name, table in it.tables.items():
        about = fill(f"{name}: {table.about}", min(width, WIDTH))
        parts.append("\n".join([about, *_lines(table, most, width)]))
    return "\n\n".join(parts)


def _lines(table: Table, most: int | None, width: int) -> Iterator[str]:
    if not len(table):
        yield "  (none)"
        return
    shown = {
        name: [_cell(name, cell) for cell in cells[:most]] for name, cells in table.columns.items()
    }
    widths = {name: max(map(len, [name, *cells])) for name, cells in shown.items()}
    for place, names in enumerate(_side_by_side(widths, width)):
        if place:
            yield ""
        yield "  " + "  ".join(name.rjust(widths[name]) for name in names)
        for cells in zip(*(shown[name] for name in names), strict=True):
            pairs = zip(cells, names, strict=True)
            yield "  " + "  ".join(cell.rjust(widths[name]) for cell, name in pairs)
    hidden = len(table) - len(next(iter(shown.values())))
    if hidden:
        yield f"  ... and {hidden:,} more rows: --all, or --uid for one neuron"


def _side_by_side(widths: Mapping[str, int], width: int) -> Iterator[list[str]]:
    """Columns that fit beside each other, those that name the neurons with each of them."""
    naming = [name for name in widths if name in UIDS]
    names, used = list(naming), sum(widths[name] + 2 for name in naming)
    left = width - used
    for name in widths:
        if name in naming:
            continue
        if widths[name] + 2 > left and len(names) > len(naming):
            yield names
            names, left = list(naming), width - used
        names.append(name)
        left -= widths[name] + 2
    yield names


def _cell(column: str, value: Cell) -> str:
    match value:
        case None:
            return "-"
        case bool():
            return "yes" if value else "no"
        case float():
            return fraction(value)
        case int():
            return f"{value}" if column in BLOCKS else f"{value:,}"
    if column in HOTKEYS:
        return value[:SHORT_HOTKEY] or "-"
    return value or "-"


def fraction(value: float) -> str:
    """A fraction, to six places."""
    if value.is_integer():
        return f"{value:.0f}"
    return f"{value:.6f}" if value >= 0.000_001 else "<1e-6"
