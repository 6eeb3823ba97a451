"""How a dissolved subnet's TAO is divided."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pallets.subtensor.networks.dissolution.split import owner_emission_value, split
from runtime.fixed import U64F64

U64_MAX = 2**64 - 1


@pytest.mark.parametrize(
    ("pot", "stakes", "protocol", "portions"),
    [
        (99_999, [5_000], 0, [(0, 99_999)]),
        (10_000, [300, 700], 0, [(0, 3_000), (1, 7_000)]),
        (1, [3, 2], 0, [(0, 1), (1, 0)]),
        (1, [2, 3], 0, [(1, 1), (0, 0)]),  # who has the larger remainder comes first
        (1, [1, 1, 1], 0, [(0, 1), (1, 0), (2, 0)]),  # equals keep their order
        (2, [1, 1], 1, [(0, 1), (1, 1), (None, 0)]),  # and the protocol is last
        (200, [50], 50, [(0, 100), (None, 100)]),
        (200, [50], 150, [(0, 50), (None, 150)]),
        (100, [], 100, [(None, 100)]),
        (5, [0, 2, 0], 0, [(1, 5)]),
        (10, [1, 0], 2, [(None, 7), (0, 3)]),
        (0, [1], 1, []),
        (5, [], 0, []),
        (5, [0], 0, []),
        (U64_MAX, [U64_MAX, U64_MAX], 0, [(0, U64_MAX // 2 + 1), (1, U64_MAX // 2)]),
    ],
)
def test_a_pot_is_divided_by_the_largest_remainder(
    pot: int, stakes: list[int], protocol: int, portions: list[tuple[int | None, int]]
) -> None:
    assert split(pot, stakes, protocol) == portions


AMOUNTS = st.integers(0, U64_MAX) | st.integers(0, 20)


@settings(max_examples=30, deadline=None)
@given(pot=AMOUNTS, stakes=st.lists(AMOUNTS, max_size=8), protocol=AMOUNTS)
def test_all_of_the_pot_is_divided_and_nobody_is_off_by_a_rao(
    pot: int, stakes: list[int], protocol: int
) -> None:
    portions = split(pot, stakes, protocol)
    total = sum(stakes) + protocol
    if not total or not pot:
        assert portions == []
        return
    assert sum(portion.tao for portion in portions) == pot
    for staker, tao in portions:
        alpha = protocol if staker is None else stakes[staker]
        assert pot * alpha // total <= tao <= -(-pot * alpha // total)


@pytest.mark.parametrize(
    ("issuance", "cut", "price", "value"),
    [
        (800, 65_535, U64F64.from_num(1), 800),
        (800, 11_796, U64F64.from_num(1), 143),
        (800, 11_796, U64F64(3 << 63), 214),  # 143 at 1.5, floored again
        (0, 65_535, U64F64.from_num(1), 0),
        (800, 0, U64F64.from_num(1), 0),
        (U64_MAX, 65_535, U64F64.from_num(2), U64_MAX),
        (800, 65_535, U64F64(1 << 31), 0),  # a price below 2^-32 is none
    ],
)
def test_the_owners_cut_is_valued_at_the_price(
    issuance: int, cut: int, price: U64F64, value: int
) -> None:
    assert owner_emission_value(issuance, cut, price) == value
