"""The subnets that have emission, and what each block writes about them."""

from __future__ import annotations

import pytest

from pallets.subtensor.emission import EmittingSubnets
from pallets.subtensor.emission.emitting import root_proportion
from pallets.subtensor.stake import StakeWeights
from pallets.subtensor.state import (
    Emissions,
    PoolReserves,
    RegistrationParameters,
    StakeShares,
    Subnets,
)
from runtime.fixed import I96F32, U96F32
from tests.pallets.subtensor.world import TAO, World

ONE = U96F32.from_num(1)


@pytest.fixture
def world() -> World:
    world = World()
    for netuid in (0, 1, 2):
        world.add_network(netuid)
    return world


def test_emission_needs_a_start_trade_and_registrations_and_is_not_for_root(world: World) -> None:
    emitting, subnets = world.pallet(EmittingSubnets), world.pallet(Subnets)
    assert emitting.among([2, 0, 1]) == [2, 1]
    subnets.subnet_emission_enabled[1] = False  # that concerns TAO only
    assert emitting.among([1, 2]) == [1, 2]
    subnets.subtoken_enabled[1] = False
    assert emitting.among([1, 2]) == [2]
    subnets.subtoken_enabled[1] = True
    subnets.first_emission_block_number[1] = None
    assert emitting.among([1, 2]) == [2]
    world.pallet(RegistrationParameters).network_registration_allowed[2] = False
    assert emitting.among([1, 2]) == []


@pytest.mark.parametrize(
    ("tao", "weight", "alpha", "part"),
    [
        (0, ONE, 0, U96F32.ZERO),
        (5, ONE, 0, ONE),
        (5, U96F32.ZERO, 5, U96F32.ZERO),
        (1, ONE, 3, U96F32(1 << 30)),
        (10, U96F32(1 << 31), 10, U96F32((1 << 32) // 3)),
    ],
)
def test_roots_part_is_its_weighted_tao_among_all(
    tao: int, weight: U96F32, alpha: int, part: U96F32
) -> None:
    assert root_proportion(tao, weight, alpha) == part


def test_roots_part_counts_all_alpha_and_the_tao_weight(world: World) -> None:
    reserves = world.pallet(PoolReserves)
    reserves.subnet_tao[0] = 1_000 * TAO
    world.pallet(StakeShares).tao_weight.set(3_320_413_933_267_719_290)
    reserves.subnet_alpha_in[1] = 60 * TAO
    reserves.subnet_alpha_out[1] = 40 * TAO
    weight = world.pallet(StakeWeights).tao_weight()
    weighted = weight * U96F32.from_num(1_000 * TAO)
    expected = weighted / (weighted + U96F32.from_num(100 * TAO))
    assert world.pallet(EmittingSubnets).root_proportion(1) == expected


def test_each_block_remembers_roots_part_and_moves_the_price() -> None:
    world = World()
    first, second = world.add_dynamic_network(10, 11), world.add_dynamic_network(12, 13)
    idle = world.add_dynamic_network(14, 15, started=False)
    reserves, emissions = world.pallet(PoolReserves), world.pallet(Emissions)
    reserves.subnet_tao[0] = 1_000 * TAO
    world.pallet(StakeShares).tao_weight.set(2**64 - 1)
    reserves.subnet_moving_alpha.set(I96F32.from_num(1))
    for netuid in (first, second, idle):
        world.setup_reserves(netuid, 50 * TAO, 100 * TAO)
    assert first not in emissions.root_prop
    world.step()
    emitting = world.pallet(EmittingSubnets)
    for netuid in (first, second):
        # With the alpha that the block has minted.
        assert emissions.root_prop[netuid] == emitting.root_proportion(netuid) > U96F32.ZERO
        assert reserves.subnet_moving_price[netuid] > I96F32.ZERO
    assert idle not in emissions.root_prop
    assert idle not in reserves.subnet_moving_price
    assert reserves.subnet_moving_price[first] < I96F32.from_num(1)
