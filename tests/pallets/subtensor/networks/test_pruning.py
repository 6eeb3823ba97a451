"""Which subnet has to go when another comes."""

from __future__ import annotations

import pytest

from pallets.subtensor.networks import Dissolution, Pruning
from pallets.subtensor.networks.pruning import Candidate, weakest
from pallets.subtensor.state import Founding, PoolReserves, Subnets
from runtime.fixed import I96F32, U64F64
from tests.pallets.subtensor.world import World


def candidate(netuid: int, registered_at: int, price: int) -> Candidate:
    return Candidate(netuid, registered_at, U64F64.from_num(price))


@pytest.mark.parametrize(
    ("candidates", "chosen"),
    [
        ([], None),
        ([(1, 5, 10), (2, 9, 1)], 2),
        ([(1, 9, 1), (2, 5, 1)], 2),
        ([(256, 5, 1), (1, 5, 1)], 256),  # the storage has 256 before 1
        ([(1, 5, 1), (256, 4, 1), (2, 0, 2)], 256),
    ],
)
def test_the_weakest_has_the_lowest_price_then_the_earliest_block_then_the_first_place(
    candidates: list[tuple[int, int, int]], chosen: int | None
) -> None:
    assert weakest(candidate(*numbers) for numbers in candidates) == chosen


@pytest.fixture
def world() -> World:
    return World(block=0)


@pytest.fixture
def immunity(world: World) -> int:
    return world.pallet(Founding).network_immunity_period.get()


def price(world: World, netuid: int, value: int) -> None:
    world.pallet(PoolReserves).subnet_moving_price[netuid] = I96F32.from_num(value)


def pruned(world: World) -> int | None:
    return world.pallet(Pruning).network_to_prune()


def test_without_subnets_none_is_pruned(world: World) -> None:
    world.pallet(Subnets).networks_added[0] = True
    world.set_block(10**9)
    assert pruned(world) is None


def test_young_subnets_are_immune(world: World, immunity: int) -> None:
    first = world.add_dynamic_network(2, 1)
    world.set_block(5)
    second = world.add_dynamic_network(4, 3)
    price(world, first, 5)
    price(world, second, 1)
    for block, chosen in ((immunity - 1, None), (immunity, first), (immunity + 4, first)):
        world.set_block(block)
        assert pruned(world) == chosen
    world.set_block(immunity + 5)
    assert pruned(world) == second


def test_the_moving_price_decides_and_then_the_age(world: World, immunity: int) -> None:
    nets = []
    for number, block in enumerate((0, 0, 1, 2, immunity + 5, immunity + 6)):
        world.set_block(block)
        nets.append(world.add_dynamic_network(100 + number, 200 + number))
    n1, n2, n3, n4, n5, n6 = nets
    for netuid, value in ((n1, 25), (n2, 25), (n3, 100), (n4, 1), (n5, 0), (n6, 0)):
        price(world, netuid, value)
    world.set_block(immunity + 10)
    assert pruned(world) == n4
    price(world, n4, 25)
    assert pruned(world) == n1
    price(world, n3, 25)
    assert pruned(world) == n1
    world.set_block(0)
    assert pruned(world) is None
    world.set_block(2 * immunity + 10)
    assert pruned(world) == n5
    world.run(Dissolution.root_dissolve_network(n5))
    assert pruned(world) == n6
    price(world, n6, 100)
    price(world, n3, 1)
    assert pruned(world) == n3
    price(world, n2, 1)
    assert pruned(world) == n2
    world.pallet(Subnets).networks_added[n2] = False
    assert pruned(world) == n3


def test_ties_go_by_the_bytes_of_the_netuid(world: World) -> None:
    world.pallet(Founding).network_immunity_period.set(0)
    for netuid in (1, 2, 256, 513):
        world.add_network(netuid)
        world.pallet(Subnets).subnet_mechanism[netuid] = 1
    assert pruned(world) == 256
    price(world, 256, 1)
    assert pruned(world) == 1
    price(world, 1, 1)
    assert pruned(world) == 513


def test_a_subnet_without_a_pool_counts_as_one_tao(world: World) -> None:
    world.pallet(Founding).network_immunity_period.set(0)
    for netuid, mechanism in ((1, 0), (2, 1)):
        world.add_network(netuid)
        world.pallet(Subnets).subnet_mechanism[netuid] = mechanism
    price(world, 2, 2)
    assert pruned(world) == 1


def test_the_chain_is_full_with_as_many_subnets_as_the_limit_and_root(world: World) -> None:
    world.pallet(Founding).subnet_limit.set(2)
    for netuid in (0, 1):
        world.add_network(netuid)
    assert not world.pallet(Pruning).is_full()
    world.add_network(2)
    assert world.pallet(Pruning).is_full()
    world.pallet(Subnets).networks_added[2] = False
    assert not world.pallet(Pruning).is_full()
