"""Recycling and burning of alpha, also of alpha that is bought for it."""

from __future__ import annotations

import pytest

from pallets.alpha_assets import AlphaAssets
from pallets.subtensor.errors import (
    AmountTooLow,
    CannotBurnOrRecycleOnRootSubnet,
    HotKeyAccountNotExists,
    InsufficientLiquidity,
    NotEnoughBalanceToStake,
    SlippageTooHigh,
    StakeUnavailable,
    SubnetNotExists,
    SubtokenDisabled,
)
from pallets.subtensor.events import AddStakeBurn, AlphaBurned, AlphaRecycled, StakeAdded
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.shares import SafeFloat
from pallets.subtensor.stake import Stake
from pallets.subtensor.staking import BurnStake
from pallets.subtensor.state import KeyRing, PoolReserves, StakeShares, Subnets
from pallets.swap.errors import PriceLimitExceeded
from runtime.call import Call
from runtime.fixed.integers import U64_MAX
from runtime.origin import NOBODY
from runtime.origin import ROOT as ROOT_ORIGIN
from tests.pallets.subtensor.staking.market import (
    COLDKEY,
    FIRST,
    FUNDS,
    HOTKEY,
    LEAST,
    NO_HOTKEY,
    NOWHERE,
    OTHER_COLDKEY,
    OWNER,
    ROOT,
    STABLE,
    a_market,
    books,
    bought,
    fill,
    give,
    refuses,
    stake,
    trade,
)
from tests.pallets.subtensor.world import TAO, World, fails

recycle, burn = BurnStake.recycle_alpha, BurnStake.burn_alpha
add_burn = BurnStake.add_stake_burn


@pytest.fixture
def world() -> World:
    """Two coldkeys with stake on a hotkey, one of which owns it."""
    world = a_market()
    give(world, 199_999, coldkey=OWNER)
    give(world, 199_899)
    return world


@pytest.mark.parametrize("coldkey", [OWNER, COLDKEY])
def test_recycled_alpha_leaves_the_stake_and_the_issuance(world: World, coldkey: bytes) -> None:
    pools, assets = world.pallet(PoolReserves), world.pallet(AlphaAssets)
    had = {who: stake(world, coldkey=who) for who in (OWNER, COLDKEY)}
    outside, pooled = pools.subnet_alpha_out[FIRST], pools.subnet_alpha_in[FIRST]
    world.run(recycle(HOTKEY, 100_000, FIRST), by=coldkey)
    had[coldkey] -= 100_000
    assert {who: stake(world, coldkey=who) for who in had} == had
    assert pools.subnet_alpha_out[FIRST] == outside - 100_000
    assert pools.subnet_alpha_in[FIRST] == pooled
    assert assets.alpha_burned[FIRST] == 0
    assert world.all_events()[-1] == AlphaRecycled(coldkey, HOTKEY, 100_000, FIRST)


@pytest.mark.parametrize("coldkey", [OWNER, COLDKEY])
def test_burned_alpha_leaves_the_stake_alone(world: World, coldkey: bytes) -> None:
    pools, assets = world.pallet(PoolReserves), world.pallet(AlphaAssets)
    had = {who: stake(world, coldkey=who) for who in (OWNER, COLDKEY)}
    outside = pools.subnet_alpha_out[FIRST]
    world.run(burn(HOTKEY, 100_000, FIRST), by=coldkey)
    had[coldkey] -= 100_000
    assert {who: stake(world, coldkey=who) for who in had} == had
    assert pools.subnet_alpha_out[FIRST] == outside
    assert assets.alpha_burned[FIRST] == 100_000
    assert world.all_events()[-1] == AlphaBurned(coldkey, HOTKEY, 100_000, FIRST)


@pytest.mark.parametrize("call", [recycle, burn])
@pytest.mark.parametrize("amount", [199_899, 199_900, U64_MAX])
def test_more_than_there_is_means_all(world: World, call: type, amount: int) -> None:
    world.run(call(HOTKEY, amount, FIRST), by=COLDKEY)
    assert stake(world) == 0
    assert world.all_events()[-1].alpha == 199_899  # type: ignore[attr-defined]


@pytest.mark.parametrize("call", [recycle, burn])
@pytest.mark.parametrize("amount", [0, 1])
def test_dust_and_nothing_are_destroyed_too(world: World, call: type, amount: int) -> None:
    world.run(call(HOTKEY, amount, FIRST), by=COLDKEY)
    assert stake(world) == 199_899 - amount
    world.run(call(HOTKEY, 5, FIRST), by=OTHER_COLDKEY)  # who has nothing
    assert world.all_events()[-1].alpha == 0  # type: ignore[attr-defined]


@pytest.mark.parametrize("call", [recycle, burn])
def test_without_a_pool_alpha_is_destroyed_as_well(world: World, call: type) -> None:
    give(world, TAO, STABLE)
    world.run(call(HOTKEY, TAO // 4, STABLE), by=COLDKEY)
    assert stake(world, STABLE) == 3 * TAO // 4


@pytest.mark.parametrize("call", [recycle, burn])
def test_half_of_a_share_that_is_tiny_is_half(world: World, call: type) -> None:
    shares = world.pallet(StakeShares)
    tiny = SafeFloat.from_u64(1).div(SafeFloat.from_u64(10**9))
    assert tiny is not None
    shares.total_hotkey_shares_v2[HOTKEY, FIRST] = tiny
    shares.alpha_v2[HOTKEY, COLDKEY, FIRST] = tiny
    shares.total_hotkey_alpha[HOTKEY, FIRST] = 200_000
    world.run(call(HOTKEY, 100_000, FIRST), by=COLDKEY)
    assert stake(world) == 100_000


@pytest.mark.parametrize("call", [recycle, burn])
def test_which_check_of_destroying_decides(world: World, call: type) -> None:
    """All is wrong at first, and is put right one by one."""
    subnets, keys = world.pallet(Subnets), world.pallet(KeyRing)
    give(world, TAO, hotkey=NO_HOTKEY)
    keys.staking_hotkeys[COLDKEY] = []
    world.pallet(PoolReserves).subnet_alpha_out[FIRST] = TAO - 1
    subnets.networks_added[FIRST] = subnets.subtoken_enabled[FIRST] = False
    subnets.networks_added[ROOT] = subnets.subtoken_enabled[ROOT] = False
    for netuid in (ROOT, FIRST):
        refuses(world, call(NO_HOTKEY, TAO, netuid), SubnetNotExists)
        subnets.networks_added[netuid] = True
    refuses(world, call(NO_HOTKEY, TAO, ROOT), CannotBurnOrRecycleOnRootSubnet)
    refuses(world, call(NO_HOTKEY, TAO, FIRST), SubtokenDisabled)
    subnets.subtoken_enabled[FIRST] = True
    refuses(world, call(NO_HOTKEY, TAO, FIRST), HotKeyAccountNotExists)
    keys.owner[NO_HOTKEY] = OWNER
    refuses(world, call(NO_HOTKEY, U64_MAX, FIRST), InsufficientLiquidity)
    world.pallet(PoolReserves).subnet_alpha_out[FIRST] = TAO
    refuses(world, call(NO_HOTKEY, U64_MAX, FIRST), StakeUnavailable)
    keys.staking_hotkeys[COLDKEY] = [NO_HOTKEY]
    world.run(call(NO_HOTKEY, U64_MAX, FIRST), by=COLDKEY)


def test_only_a_coldkey_can_destroy_stake(world: World) -> None:
    calls: list[Call] = [
        recycle(HOTKEY, 1, FIRST),
        burn(HOTKEY, 1, FIRST),
        add_burn(HOTKEY, FIRST, TAO, None),
        add_burn(HOTKEY, FIRST, TAO, U64_MAX),
    ]
    for call in calls:
        for origin in (NOBODY, ROOT_ORIGIN):
            with fails("BadOrigin"):
                world.run(call, by=origin)


# Bought to be burned


@pytest.mark.parametrize("limit", [None, 2 * TAO])
def test_what_is_bought_is_burned_at_once(world: World, limit: int | None) -> None:
    had, before = stake(world), books(world)
    alpha = bought(10 * TAO).out
    world.run(add_burn(HOTKEY, FIRST, 10 * TAO, limit), by=COLDKEY)
    assert stake(world) == had
    assert world.balance(COLDKEY) == FUNDS - 10 * TAO
    assert world.pallet(AlphaAssets).alpha_burned[FIRST] == alpha
    assert books(world) == before
    kinds = (StakeAdded, AlphaBurned, AddStakeBurn)
    told = [event for event in world.all_events() if isinstance(event, kinds)]
    assert told[1:] == [
        AlphaBurned(COLDKEY, HOTKEY, alpha, FIRST),
        AddStakeBurn(FIRST, HOTKEY, 10 * TAO, alpha),
    ]
    assert isinstance(told[0], StakeAdded)


def test_the_price_stays_below_the_limit(world: World) -> None:
    """100 TAO bring a pool of a thousand from 1 to 1.2099."""
    fill(world, FIRST, 1_000 * TAO, 1_000 * TAO)
    world.run(add_burn(HOTKEY, FIRST, 100 * TAO, 1_210_000_000), by=COLDKEY)
    assert (
        world.pallet(AlphaAssets).alpha_burned[FIRST]
        == trade(100 * TAO, 1_000 * TAO, 1_000 * TAO).out
    )
    fill(world, FIRST, 1_000 * TAO, 1_000 * TAO)
    refuses(world, add_burn(HOTKEY, FIRST, 100 * TAO, 1_209_000_000), SlippageTooHigh)
    refuses(world, add_burn(HOTKEY, FIRST, 100 * TAO, 500_000_000), PriceLimitExceeded)


def test_whose_hotkey_it_is_does_not_matter_but_a_limit_makes_it_a_delegate(world: World) -> None:
    for call, is_delegate in (
        (add_burn(HOTKEY, FIRST, 10 * LEAST, None), False),
        (add_burn(HOTKEY, FIRST, 10 * LEAST, 2 * TAO), True),
    ):
        world.run(call, by=OTHER_COLDKEY)
        assert stake(world, coldkey=OTHER_COLDKEY) == 0
        assert world.pallet(Ownership).is_delegate(HOTKEY) == is_delegate


def test_what_cannot_be_bought_is_not_burned(world: World) -> None:
    refuses(world, add_burn(HOTKEY, NOWHERE, TAO, None), SubnetNotExists)
    refuses(world, add_burn(NO_HOTKEY, FIRST, TAO, None), HotKeyAccountNotExists)
    refuses(world, add_burn(HOTKEY, FIRST, 1_001 * TAO, None), NotEnoughBalanceToStake)
    refuses(world, add_burn(HOTKEY, FIRST, 0, None), AmountTooLow)
    refuses(world, add_burn(HOTKEY, FIRST, U64_MAX, None), InsufficientLiquidity)
    world.pallet(Subnets).subtoken_enabled[FIRST] = False
    refuses(world, add_burn(HOTKEY, FIRST, TAO, None), SubtokenDisabled)


def test_what_cannot_be_burned_is_not_bought(world: World) -> None:
    refuses(world, add_burn(HOTKEY, ROOT, TAO, None), CannotBurnOrRecycleOnRootSubnet)
    refuses(world, add_burn(HOTKEY, ROOT, TAO, TAO), CannotBurnOrRecycleOnRootSubnet)
    assert world.pallet(Stake).on_hotkey(HOTKEY, ROOT) == 0
    assert world.balance(COLDKEY) == FUNDS
