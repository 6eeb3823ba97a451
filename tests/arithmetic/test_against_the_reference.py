"""Our arithmetic gives what the reference's own in Rust gave, over 100,000 random operations."""

import pytest

from runtime.fixed import I32F32
from tests.arithmetic.draws import Draws
from tests.arithmetic.fixed import KINDS, SIGNED
from tests.arithmetic.groups import Group
from tests.arithmetic.operations import all_groups
from tests.arithmetic.recorded import DATA, results

GROUPS = all_groups()


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_each_result_is_the_references(group: Group) -> None:
    operands, expected = group.operands(), results()[group.name]
    assert len(operands) == len(expected) == group.count
    rows = zip(operands, expected, group.results(operands), strict=True)
    wrong = [(given, theirs, ours) for given, theirs, ours in rows if theirs != ours]
    assert not wrong, f"{len(wrong)} of {group.count}, as {wrong[:3]}"


def test_there_are_100_000_results_and_none_without_an_operation() -> None:
    assert set(results()) == {group.name for group in GROUPS}
    assert sum(map(len, results().values())) >= 100_000
    assert DATA.stat().st_size < 1_000_000


def test_operands_are_the_same_everywhere() -> None:
    """If these differ, so do all operands, and no result says anything."""
    draws = Draws("test")
    assert [draws.bits(64) for _ in range(3)] == [
        15_617_239_151_573_638_443, 6_868_145_438_004_883_935, 17_037_437_619_879_032_752,
    ]  # fmt: skip
    assert [draws.fixed(I32F32) for _ in range(6)] == [
        -1_422_784_637_296_505_414, 9_223_372_036_854_775_807, 4_294_967_299, -447_940_216_955,
        1_301_375_090_688, 26_130_026_640_121_042,
    ]  # fmt: skip
    assert "".join(draws.one_of("abcdef") for _ in range(6)) == "fbdafe"


def test_results_are_of_all_sorts() -> None:
    """Most differ, thousands are missing, and some have saturated."""
    told = results().values()
    assert sum(len(set(group)) for group in told) > 60_000
    assert sum(group.count("-") for group in told) > 5_000
    assert all(
        str(bound) in results()[f"{kind.__name__} saturating_{operation}"]
        for kind in KINDS
        for operation in ("add", "sub", "mul", "div")
        for bound in ((kind.max_bits, kind.min_bits) if kind in SIGNED else (kind.max_bits,))
        if (kind in SIGNED or operation != "sub")
    )
