"""A hotkey of a coldkey that can pay for many swaps, on two subnets, where the interval is over."""

from __future__ import annotations

from typing import Any

import pytest

from pallets.subtensor.config import REFERENCE_TESTS
from pallets.subtensor.keys import HotkeySwapping
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import Issuance, KeyRing, PoolReserves, Subnets
from runtime.dispatch_error import DispatchFailure
from runtime.weights import PostInfo
from tests.pallets.subtensor.world import TAO, World, account, name_of

OLD, NEW, THIRD = account(1), account(2), account(3)
COLD, OTHER_COLD, STAKER = account(11), account(12), account(13)
ROOT, NET, OTHER = range(3)
INTERVAL = REFERENCE_TESTS.hotkey_swap_on_subnet_interval
PRICE, PRICE_ON_SUBNET = REFERENCE_TESTS.key_swap_cost, REFERENCE_TESTS.key_swap_on_subnet_cost
FUNDS = 100 * TAO
START = INTERVAL + 1
"""The first block in which a hotkey can be swapped in a subnet."""


def a_world() -> World:
    """COLD owns OLD, which is registered in two subnets but not on root, and owns none of them."""
    world = World()
    for netuid in (NET, OTHER):
        world.add_network(netuid)
        world.register_ok_neuron(netuid, OLD, COLD)
    world.pallet(Subnets).networks_added[ROOT] = True
    world.endow(COLD, FUNDS - world.balance(COLD))
    world.set_block(START)
    world.forget_events()
    return world


def swap(
    world: World,
    netuid: int | None = None,
    *,
    old: bytes = OLD,
    new: bytes = NEW,
    keep: bool = False,
    by: Any = COLD,
) -> PostInfo:
    return world.run(HotkeySwapping.swap_hotkey_v2(old, new, netuid, keep), by=by)


def refuses(world: World, error: str, netuid: int | None = None, **how: Any) -> None:
    """A swap fails with this, and changes nothing."""
    before = world.stored()
    with pytest.raises(DispatchFailure) as caught:
        swap(world, netuid, **how)
    assert name_of(caught.value) == error
    assert world.stored() == before


def stake_of(world: World, hotkey: bytes, coldkey: bytes = STAKER, netuid: int = NET) -> int:
    return world.pallet(Stake).of(hotkey, coldkey, netuid)


def staking_of(world: World, coldkey: bytes = STAKER) -> list[bytes]:
    return world.pallet(KeyRing).staking_hotkeys[coldkey]


def money(world: World) -> tuple[int, ...]:
    """What swaps of keys leave as it is: TAO and alpha of the pools, and the total stake."""
    pools = world.pallet(PoolReserves)
    amounts = (pools.subnet_tao, pools.subnet_alpha_in, pools.subnet_alpha_out)
    return (
        world.pallet(Issuance).total_stake.get(),
        *(amount[netuid] for amount in amounts for netuid in (ROOT, NET, OTHER)),
    )
