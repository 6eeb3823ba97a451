"""The ledger names tests that are there, and keeps the share that it has reached."""

import tomllib

from tests.ledger import counts, covering, problems, read, report, share

GOAL = 90  # percent


def test_the_ledger_is_sound() -> None:
    assert list(problems(read())) == []


def test_enough_of_the_reference_is_covered() -> None:
    count = sum((counts(entries) for entries in read().values()), start=counts({}))
    assert share(count) >= GOAL


def test_the_report_has_a_line_for_each_file() -> None:
    assert len(list(report(read()))) == len(read()) + 2


def test_an_entry_that_names_nothing_is_found() -> None:
    tables = tomllib.loads(
        """
        ["a.rs"]
        good = { covered_by = "tests/test_ledger.py::test_the_ledger_is_sound" }
        gone = { covered_by = "tests/test_ledger.py::test_of_nothing" }
        nowhere = { covered_by = ["tests/test_nowhere.py::test_x"] }
        wrong = { covered = "x" }
        silent = { missing = "" }
        """
    )
    found = [problem.split(":")[2] for problem in problems(tables)]
    assert found == ["gone", "nowhere", "wrong", "silent"]
    assert covering(tables["a.rs"]["good"]) == ["tests/test_ledger.py::test_the_ledger_is_sound"]


def test_the_share_leaves_out_what_cannot_be_covered() -> None:
    tables = tomllib.loads(
        """
        ["a.rs"]
        a = { covered_by = "x" }
        b = { missing = "x" }
        c = { later = "x" }
        d = { not_applicable = "x" }
        """
    )
    assert share(counts(tables["a.rs"])) == 50
