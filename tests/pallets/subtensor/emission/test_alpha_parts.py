"""How a subnet's new alpha is divided, as a function of numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pallets.subtensor.emission.alpha_parts import alpha_parts
from runtime.fixed import U96F32

ALPHA = U96F32.from_num(10**9)
NONE, ALL, QUARTER = U96F32.ZERO, U96F32.from_num(1), U96F32(1 << 30)
OWNER = U96F32((11_796 << 32) // 65_535)  # 18 %
TENTH = U96F32((6_553 << 32) // 65_535)


@pytest.mark.parametrize(
    ("cut", "root", "parts"),
    [
        (NONE, NONE, (0, 500_000_000, 500_000_000, 0)),
        (NONE, ALL, (0, 500_000_000, 0, 500_000_000)),
        (NONE, QUARTER, (0, 500_000_000, 375_000_000, 125_000_000)),
        (ALL, ALL, (10**9, 0, 0, 0)),
        # A u16 is not quite a tenth; and rao are lost to rounding.
        (TENTH, NONE, (99_992_370, 450_003_814, 450_003_814, 0)),
        (TENTH, QUARTER, (99_992_370, 450_003_814, 337_502_861, 112_500_953)),
        (OWNER, NONE, (179_995_422, 410_002_288, 410_002_288, 0)),
    ],
)
def test_parts(cut: U96F32, root: U96F32, parts: tuple[int, int, int, int]) -> None:
    assert alpha_parts(ALPHA, cut, root) == parts


def test_there_may_be_no_alpha() -> None:
    assert alpha_parts(NONE, OWNER, QUARTER) == (0, 0, 0, 0)


@settings(max_examples=30)
@given(st.integers(0, 10**9), st.integers(0, 65_535), st.integers(0, 1 << 32))
def test_at_most_three_rao_are_lost(alpha: int, cut: int, root: int) -> None:
    part = U96F32((cut << 32) // 65_535)
    given_out = sum(alpha_parts(U96F32.from_num(alpha), part, U96F32(root)))
    assert alpha - 3 <= given_out <= alpha
