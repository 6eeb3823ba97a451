"""The pages about explanations and consensus have the tables and the stages that there are."""

from __future__ import annotations

import inspect

from pallets.subtensor.consensus.yuma import YumaRules
from tests.chain.explain.told import explained, inputs
from tests.doc_pages import codes, page, rows, section

NAMES = ("uid", "hotkey", "validator", "miner")
"""Columns that say of whom a row is."""


def test_every_column_is_there() -> None:
    documented: dict[str, list[str]] = {}
    table = ""
    for cells in rows(section(page("explain.md"), "## Tables")):
        table = codes(cells[0])[0] if cells[0] else table
        documented.setdefault(table, []).extend(codes(cells[1]))
    given = inputs([5, 0], {0: {1: 1}}, commit_blocks=[9, 9], yuma3=True, liquid_alpha=True)
    assert {name: sorted(names) for name, names in documented.items()} == {
        name: sorted(set(table.columns) - set(NAMES))
        for name, table in explained(given).tables.items()
    }


def test_every_stage_is_there() -> None:
    stages = [
        name
        for name, member in vars(YumaRules).items()
        if inspect.isfunction(member) and name != "epoch"
    ]
    documented = [
        name
        for cells in rows(section(page("consensus.md"), "## The stages"))
        for name in codes(cells[0])
    ]
    assert sorted(documented) == sorted(stages)
