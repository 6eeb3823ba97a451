"""What follows when stake comes and goes: flows, and dividends that count as claimed."""

from __future__ import annotations

import pytest

from pallets.subtensor.stake import ClaimedDividends, TaoFlow
from pallets.subtensor.stake.claimed import claim_of
from pallets.subtensor.state import PoolReserves, RootClaims
from runtime.fixed import I96F32
from tests.pallets.subtensor.world import World, account

HOTKEY, COLDKEY = account(1), account(2)
HALF = I96F32(1 << 31)
U128_MAX = 2**128 - 1


def test_the_flow_is_what_came_less_what_went() -> None:
    world = World()
    flow = world.pallet(TaoFlow)
    flow.record_inflow(1, 100)
    flow.record_outflow(1, 130)
    flow.record_inflow(2, 7)
    recorded = world.pallet(PoolReserves).subnet_tao_flow
    assert (recorded[1], recorded[2], recorded[3]) == (-30, 7, 0)


@pytest.mark.parametrize(
    ("amounts", "flow"),
    [([2**63 - 1, 5], 2**63 - 1), ([-(2**63) + 1, -5], -(2**63)), ([2**64 - 1], -1)],
)
def test_the_flow_stays_within_i64_and_amounts_are_cast_to_it(
    amounts: list[int], flow: int
) -> None:
    world = World()
    for amount in amounts:
        if amount > 0:
            world.pallet(TaoFlow).record_inflow(1, amount)
        else:
            world.pallet(TaoFlow).record_outflow(1, -amount)
    assert world.pallet(PoolReserves).subnet_tao_flow[1] == flow


@pytest.mark.parametrize(
    ("rate", "stake", "claim"),
    [
        (0, 100, 0),
        (1 << 31, 101, 50),
        (3 << 32, 100, 300),
        (-1, 100, 0),
        (2**127 - 1, 9, 2**95 - 1),
    ],
)
def test_a_claim_is_floored_and_not_negative(rate: int, stake: int, claim: int) -> None:
    assert claim_of(I96F32(rate), stake) == claim


@pytest.fixture
def world() -> World:
    world = World()
    claims = world.pallet(RootClaims)
    claims.root_claimable[HOTKEY] = {0: HALF, 1: HALF, 5: I96F32.from_num(2)}
    for netuid in (0, 1, 5):
        claims.root_claimed[netuid, HOTKEY, COLDKEY] = 60
    return world


def claimed(world: World) -> list[int]:
    return [world.pallet(RootClaims).root_claimed[netuid, HOTKEY, COLDKEY] for netuid in (0, 1, 5)]


def test_new_root_stake_has_claimed_already_what_came_before_it(world: World) -> None:
    world.pallet(ClaimedDividends).follow_added_stake(HOTKEY, COLDKEY, 101)
    assert claimed(world) == [110, 110, 262]


def test_root_stake_that_goes_has_claimed_nothing_except_on_root(world: World) -> None:
    world.pallet(ClaimedDividends).follow_removed_stake(HOTKEY, COLDKEY, 101)
    assert claimed(world) == [60, 10, 0]


def test_only_the_keys_that_are_meant_have_claimed(world: World) -> None:
    followers = world.pallet(ClaimedDividends)
    before = claimed(world)
    followers.follow_added_stake(account(9), COLDKEY, 100)  # has no rates
    followers.follow_added_stake(HOTKEY, account(9), 100)
    assert claimed(world) == before
    assert world.pallet(RootClaims).root_claimed[5, HOTKEY, account(9)] == 200


def test_what_was_claimed_stays_within_u128(world: World) -> None:
    world.pallet(RootClaims).root_claimed[5, HOTKEY, COLDKEY] = U128_MAX - 1
    world.pallet(ClaimedDividends).follow_added_stake(HOTKEY, COLDKEY, 100)
    assert claimed(world)[2] == U128_MAX
