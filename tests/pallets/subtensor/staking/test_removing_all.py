"""Unstaking everywhere at once, to TAO or to root."""

from __future__ import annotations

import pytest

from pallets.subtensor.errors import AmountTooLow, HotKeyAccountNotExists
from pallets.subtensor.events import StakeAdded, StakeRemoved
from pallets.subtensor.staking import RemoveAllStake
from pallets.subtensor.state import KeyRing, PoolReserves, StakeShares, Subnets
from runtime.origin import NOBODY
from runtime.origin import ROOT as ROOT_ORIGIN
from tests.pallets.subtensor.staking.market import (
    COLDKEY,
    FIRST,
    FUNDS,
    HOTKEY,
    LEAST,
    NO_HOTKEY,
    OTHER_COLDKEY,
    OTHER_HOTKEY,
    POOLS,
    ROOT,
    SECOND,
    STABLE,
    a_market,
    books,
    fill,
    give,
    refuses,
    sold,
    stake,
    subnet,
)
from tests.pallets.subtensor.world import MINIMUM_RESERVE, TAO, World, fails

unstake_all, unstake_all_alpha = RemoveAllStake.unstake_all, RemoveAllStake.unstake_all_alpha


@pytest.fixture
def world() -> World:
    """The coldkey has stake everywhere."""
    world = a_market()
    for netuid in (ROOT, FIRST, SECOND, STABLE):
        give(world, 10 * TAO, netuid)
    return world


def left(world: World) -> list[int]:
    return [stake(world, netuid) for netuid in (ROOT, FIRST, SECOND, STABLE)]


def test_all_is_unstaked_to_tao(world: World) -> None:
    before = books(world)
    world.run(unstake_all(HOTKEY), by=COLDKEY)
    assert left(world) == [0, 0, 0, 0]
    tao = [10 * TAO, sold(10 * TAO).out, sold(10 * TAO, SECOND).out, 10 * TAO]
    assert world.balance(COLDKEY) == FUNDS + sum(tao)
    assert [event.tao for event in world.events(StakeRemoved)] == tao
    assert books(world) == before


def test_all_but_root_is_unstaked_to_root(world: World) -> None:
    world.run(unstake_all_alpha(HOTKEY), by=COLDKEY)
    tao = sold(10 * TAO).out + sold(10 * TAO, SECOND).out + 10 * TAO
    assert left(world) == [10 * TAO + tao, 0, 0, 0]
    assert world.balance(COLDKEY) == FUNDS
    assert world.events(StakeAdded) == [StakeAdded(COLDKEY, HOTKEY, tao, tao, ROOT, 0)]
    assert world.pallet(StakeShares).staking_coldkeys[COLDKEY] == 0


def test_only_stake_on_this_hotkey_of_this_coldkey_goes(world: World) -> None:
    give(world, TAO, hotkey=OTHER_HOTKEY)
    give(world, TAO, coldkey=OTHER_COLDKEY)
    world.run(unstake_all(HOTKEY), by=COLDKEY)
    assert stake(world, hotkey=OTHER_HOTKEY) == TAO
    assert stake(world, coldkey=OTHER_COLDKEY) == TAO


def test_dust_is_unstaked_too(world: World) -> None:
    world = a_market()
    give(world, 700)
    give(world, 1, STABLE)
    world.run(unstake_all(HOTKEY), by=COLDKEY)
    assert left(world) == [0, 0, 0, 0]
    assert world.balance(COLDKEY) == FUNDS + 1_049 + 1


def test_what_may_not_be_traded_stays(world: World) -> None:
    world.pallet(Subnets).subtoken_enabled[SECOND] = False
    world.run(unstake_all(HOTKEY), by=COLDKEY)
    assert left(world) == [0, 0, 10 * TAO, 0]


def test_what_cannot_be_sold_stays(world: World) -> None:
    fill(world, FIRST, MINIMUM_RESERVE - 1, 200 * TAO)
    world.run(unstake_all(HOTKEY), by=COLDKEY)
    assert left(world) == [0, 10 * TAO, 0, 0]


def test_what_is_not_available_stays(world: World) -> None:
    world.pallet(KeyRing).staking_hotkeys[COLDKEY] = []
    world.run(unstake_all(HOTKEY), by=COLDKEY)
    assert left(world) == [10 * TAO] * 4


def test_to_unstake_nothing_is_no_failure_but_to_stake_nothing_on_root_is(world: World) -> None:
    """The first is as if nothing had been asked for."""
    world.run(unstake_all(OTHER_HOTKEY), by=COLDKEY)
    assert world.all_events() == []
    refuses(world, unstake_all_alpha(OTHER_HOTKEY), AmountTooLow)
    for netuid in (FIRST, SECOND, STABLE):
        world.pallet(Subnets).subtoken_enabled[netuid] = False
    refuses(world, unstake_all_alpha(HOTKEY), AmountTooLow)


def test_a_pool_without_tao_leaves_nothing_for_root(world: World) -> None:
    world = a_market()
    give(world, 10 * TAO)
    fill(world, FIRST, MINIMUM_RESERVE - 1, 20 * TAO)
    refuses(world, unstake_all_alpha(HOTKEY), AmountTooLow)
    world.run(unstake_all(HOTKEY), by=COLDKEY)
    assert stake(world) == 10 * TAO


def test_where_root_may_not_be_traded_it_is_still_staked_on(world: World) -> None:
    world.pallet(Subnets).subtoken_enabled[ROOT] = False
    world.run(unstake_all_alpha(HOTKEY), by=COLDKEY)
    assert stake(world, ROOT) > 10 * TAO


def test_what_brings_less_than_the_least_stake_is_staked_on_root(world: World) -> None:
    world = a_market()
    give(world, LEAST // 2, STABLE)
    world.run(unstake_all_alpha(HOTKEY), by=COLDKEY)
    assert left(world) == [LEAST // 2, 0, 0, 0]


def test_subnets_are_gone_through_in_the_order_of_their_keys(world: World) -> None:
    """256 comes before 1: keys are little-endian."""
    subnets = world.pallet(Subnets)
    subnets.networks_added[256] = subnets.subtoken_enabled[256] = True
    give(world, TAO, 256)
    world.run(unstake_all(HOTKEY), by=COLDKEY)
    assert [event.netuid for event in world.events(StakeRemoved)] == [0, 256, 1, 2, 3]


def test_what_fails_in_a_trade_fails_all(world: World) -> None:
    """Such as money that is not in the subnet's account."""
    world.setup_reserves(SECOND, 1_000_000 * TAO, POOLS[SECOND][1])
    before = world.stored()
    for call in (unstake_all(HOTKEY), unstake_all_alpha(HOTKEY)):
        with fails("InsufficientBalance"):
            world.run(call, by=COLDKEY)
    assert world.stored() == before
    assert world.balance(subnet(world, SECOND)) == 1_000 * TAO


def test_only_a_coldkey_can_unstake_and_only_from_a_hotkey(world: World) -> None:
    for call in (unstake_all(HOTKEY), unstake_all_alpha(HOTKEY)):
        for origin in (NOBODY, ROOT_ORIGIN):
            with fails("BadOrigin"):
                world.run(call, by=origin)
    refuses(world, unstake_all(NO_HOTKEY), HotKeyAccountNotExists)
    refuses(world, unstake_all_alpha(NO_HOTKEY), HotKeyAccountNotExists)


def test_a_large_stake_is_unstaked_whole(world: World) -> None:
    """At a price of a tenth, 190 alpha into a pool of a hundred times that."""
    world = a_market()
    fill(world, FIRST, 1_900 * TAO, 19_000 * TAO)
    give(world, 190 * TAO)
    pools = world.pallet(PoolReserves)
    world.run(unstake_all(HOTKEY), by=COLDKEY)
    assert stake(world) == 0
    assert world.balance(COLDKEY) - FUNDS == 18_802_502_250
    assert pools.subnet_alpha_in[FIRST] == 19_190 * TAO
