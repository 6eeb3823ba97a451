"""Reserves as the swap asks for them."""

from __future__ import annotations

from pallets.subtensor.stake import Pools, pools_of
from pallets.subtensor.state import PoolReserves, Subnets
from tests.pallets.subtensor.world import World

U64_MAX = 2**64 - 1


def test_pools_tell_of_subnets_in_the_order_of_their_keys() -> None:
    world = World()
    subnets, pools = world.pallet(Subnets), world.pallet(Pools)
    for netuid, exists in ((1, True), (256, True), (2, False)):
        subnets.networks_added[netuid] = exists
    subnets.subnet_mechanism[256] = 1
    assert pools.netuids() == [256, 1, 2]
    assert [pools.exists(netuid) for netuid in (1, 2, 3, 256)] == [True, False, False, True]
    assert [pools.mechanism(netuid) for netuid in (1, 256)] == [0, 1]
    assert pools_of(world.runtime) is pools


def test_reserves_shrink_down_to_zero() -> None:
    world = World()
    pools = world.pallet(Pools)
    world.setup_reserves(1, 105, 207)
    pools.decrease_tao_reserve(1, 100)
    pools.decrease_alpha_reserve(1, 300)
    assert (pools.tao_reserve(1), pools.alpha_reserve(1)) == (5, 0)
    pools.decrease_tao_reserve(1, 6)
    assert pools.tao_reserve(1) == 0


def test_nothing_is_written_for_nothing() -> None:
    world = World()
    pools = world.pallet(Pools)
    pools.decrease_tao_reserve(1, 0)
    pools.decrease_alpha_reserve(1, 0)
    assert world.stored().keys() == World().stored().keys()


def test_the_alpha_of_a_subnet_is_in_its_pool_and_outside() -> None:
    world = World()
    reserves, pools = world.pallet(PoolReserves), world.pallet(Pools)
    world.setup_reserves(1, 1, 200)
    reserves.subnet_alpha_out[1] = 300
    assert pools.alpha_issuance(1) == 500
    reserves.subnet_alpha_out[1] = U64_MAX
    assert pools.alpha_issuance(1) == U64_MAX
