"""How the TAO of a block is divided among subnets, as functions of numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pallets.subtensor.emission.shares import (
    emission_shares,
    enabled_shares,
    root_sells,
    tao_emissions,
)
from runtime.fixed import U64F64, U96F32

ONE = U64F64.from_num(1)
HALF = U64F64(1 << 63)
THIRD = U64F64((1 << 64) // 3)
NONE = U96F32.ZERO
ALL_BURNED = U96F32.from_num(1)


def prices(*tenths: int) -> list[U64F64]:
    return [U64F64.from_num(number) / U64F64.from_num(10) for number in tenths]


def test_a_share_is_the_part_of_the_price() -> None:
    shares = emission_shares(prices(10, 20, 30), [NONE] * 3)
    assert [share.bits for share in shares] == [(1 << 64) // 6, (1 << 64) // 3, 1 << 63]


def test_what_miners_did_not_get_lowers_the_share() -> None:
    half_burned = U96F32(1 << 31)
    assert emission_shares(prices(10, 10), [NONE, ALL_BURNED]) == [ONE, U64F64.ZERO]
    shares = emission_shares(prices(10, 10), [NONE, half_burned])
    assert shares == [U64F64((1 << 65) // 3), THIRD]
    # Prices in the proportion of what miners get: the shares are the same.
    assert emission_shares(prices(5, 10), [NONE, half_burned]) == [HALF, HALF]


def test_where_all_burn_everything_the_price_alone_counts() -> None:
    assert emission_shares(prices(10, 30), [ALL_BURNED] * 2) == [U64F64(1 << 62), U64F64(3 << 62)]


def test_more_than_all_counts_as_all() -> None:
    assert emission_shares(prices(10, 10), [NONE, U96F32.from_num(3)]) == [ONE, U64F64.ZERO]


def test_without_prices_there_are_no_shares() -> None:
    assert emission_shares(prices(0, 0), [NONE] * 2) == [U64F64.ZERO] * 2
    assert emission_shares([], []) == []


def test_what_disabled_subnets_do_not_get_goes_to_the_others() -> None:
    assert enabled_shares([HALF, HALF], [True, True]) == [HALF, HALF]
    assert enabled_shares([HALF, HALF], [True, False]) == [ONE, U64F64.ZERO]
    thirds = [THIRD] * 3
    assert enabled_shares(thirds, [True, False, True]) == [HALF, U64F64.ZERO, HALF]
    assert enabled_shares(thirds, [False] * 3) == [U64F64.ZERO] * 3
    assert enabled_shares([U64F64.ZERO, ONE], [True, False]) == [U64F64.ZERO] * 2


def test_shares_are_not_renormalised_if_all_are_enabled() -> None:
    assert enabled_shares([THIRD] * 3, [True] * 3) == [THIRD] * 3


def test_what_a_subnet_gets_is_not_rounded_to_rao() -> None:
    (emission,) = tao_emissions(U96F32.from_num(1_000_000_000), [THIRD])
    assert emission.bits == (10**9 << 32) // 3
    assert tao_emissions(U96F32.from_num(7), [HALF, U64F64.ZERO]) == [U96F32(7 << 31), U96F32.ZERO]


def test_root_sells_if_all_alpha_costs_more_than_one_tao() -> None:
    assert not root_sells([])
    assert not root_sells([HALF, HALF])
    assert root_sells([HALF, U64F64((1 << 63) + 1)])


def test_the_sum_of_prices_wraps() -> None:
    assert not root_sells([U64F64.MAX, U64F64(1)])


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.integers(0, 1 << 64), st.integers(0, 1 << 32), st.booleans()), max_size=8)
)
def test_no_more_is_given_out_than_there_is(subnets: list[tuple[int, int, bool]]) -> None:
    shares = emission_shares(
        [U64F64(bits) for bits, _, _ in subnets], [U96F32(bits) for _, bits, _ in subnets]
    )
    enabled = [on for _, _, on in subnets]
    parts = tao_emissions(U96F32.from_num(10**9), enabled_shares(shares, enabled))
    assert sum(part.bits for part in parts) <= 10**9 << 32
    assert not any(part.bits for part, on in zip(parts, enabled, strict=True) if not on)


@pytest.mark.parametrize("burned", [0, 1 << 30, 3 << 30])
def test_shares_are_as_exact_as_their_64_bits(burned: int) -> None:
    kept = 1 - Fraction(burned, 1 << 32)
    share, _ = emission_shares(prices(1, 2), [U96F32(burned), NONE])
    exact = kept / (kept + 2)
    assert abs(Fraction(share.bits, 1 << 64) - exact) < Fraction(8, 1 << 64)
