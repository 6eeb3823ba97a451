"""The two forms in which shares are stored: any mixture of them is one pool."""

from __future__ import annotations

import pytest

from pallets.subtensor.shares import SafeFloat
from pallets.subtensor.stake import Stake, Trades
from pallets.subtensor.state import StakeShares
from runtime.fixed import U64F64
from tests.pallets.subtensor.world import RESERVE, World, account

HOTKEY, COLDKEY = account(1), account(2)
ALPHA = 200_000
FORMS = [(1, 1), (2, 2), (1, 2), (2, 1)]
"""The form of a share, and of the sum of shares."""


def pooled(share_form: int | None, sum_form: int) -> World:
    """One share of one, which is all of the alpha. None: there is no share."""
    world = World()
    shares = world.pallet(StakeShares)
    shares.total_hotkey_alpha[HOTKEY, 1] = ALPHA
    if share_form == 1:
        shares.alpha[HOTKEY, COLDKEY, 1] = U64F64.from_num(1)
    elif share_form == 2:
        shares.alpha_v2[HOTKEY, COLDKEY, 1] = SafeFloat.from_u64(1)
    if sum_form == 1:
        shares.total_hotkey_shares[HOTKEY, 1] = U64F64.from_num(1)
    else:
        shares.total_hotkey_shares_v2[HOTKEY, 1] = SafeFloat.from_u64(1)
    return world


@pytest.mark.parametrize("forms", FORMS)
def test_a_share_has_its_value_in_whatever_form(forms: tuple[int, int]) -> None:
    world = pooled(*forms)
    assert world.pallet(Stake).of(HOTKEY, COLDKEY, 1) == ALPHA
    pool = world.pallet(Stake).pool(HOTKEY, 1)
    assert pool.value_of(COLDKEY) == pool.find_value(COLDKEY) == ALPHA
    assert pool.value_of_shares(SafeFloat.from_fixed(U64F64.from_num(1))) == ALPHA


@pytest.mark.parametrize("sum_form", [1, 2])
def test_who_has_no_share_has_nothing(sum_form: int) -> None:
    pool = pooled(None, sum_form).pallet(Stake).pool(HOTKEY, 1)
    assert pool.value_of(COLDKEY) == 0
    assert pool.find_value(COLDKEY) is None
    assert pool.value_of_shares(SafeFloat.from_u64(1)) == ALPHA


@pytest.mark.parametrize("forms", FORMS)
def test_an_update_of_all_changes_the_value_and_no_share(forms: tuple[int, int]) -> None:
    world = pooled(*forms)
    before = world.stored()
    pool = world.pallet(Stake).pool(HOTKEY, 1)
    pool.update_all(ALPHA)
    assert pool.value_of(COLDKEY) == 2 * ALPHA
    pool.update_all(-ALPHA)
    assert world.stored() == before


@pytest.mark.parametrize("forms", FORMS)
def test_an_update_of_one_brings_all_that_it_writes_into_the_second_form(
    forms: tuple[int, int],
) -> None:
    world = pooled(*forms)
    pool, shares = world.pallet(Stake).pool(HOTKEY, 1), world.pallet(StakeShares)
    pool.update_one(COLDKEY, ALPHA)
    assert pool.value_of(COLDKEY) == 2 * ALPHA
    assert (HOTKEY, COLDKEY, 1) not in shares.alpha
    assert (HOTKEY, 1) not in shares.total_hotkey_shares
    two = SafeFloat.from_u64(2)
    assert shares.alpha_v2[HOTKEY, COLDKEY, 1] == two
    assert shares.total_hotkey_shares_v2[HOTKEY, 1] == two


def test_staking_brings_shares_into_the_second_form() -> None:
    world = pooled(1, 1)
    world.add_network(1)
    world.setup_reserves(1)
    world.endow(COLDKEY, RESERVE)
    world.pallet(Trades).stake_into_subnet(HOTKEY, COLDKEY, 1, ALPHA)
    shares = world.pallet(StakeShares)
    assert (HOTKEY, COLDKEY, 1) not in shares.alpha
    assert (HOTKEY, 1) not in shares.total_hotkey_shares
    mine = shares.alpha_v2[HOTKEY, COLDKEY, 1]
    assert mine == shares.total_hotkey_shares_v2[HOTKEY, 1]
