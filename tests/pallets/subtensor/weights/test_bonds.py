"""A neuron asks that the bonds on it be forgotten."""

from __future__ import annotations

import pytest

from pallets.subtensor.state import Hyperparameters, Mechanisms, WeightTable
from pallets.subtensor.types import mechanism_index
from pallets.subtensor.weights import BondsReset
from tests.pallets.subtensor.weights.world import WeightWorld, hotkey
from tests.pallets.subtensor.world import account

FIRST, SECOND, BEYOND = (mechanism_index(1, mechanism) for mechanism in range(3))


@pytest.fixture
def world() -> WeightWorld:
    """Subnet 1 has two mechanisms, and bonds of 0 and 1 in these and in one that it had."""
    world = WeightWorld()
    world.subnet(1)
    world.subnet(2)
    world.pallet(Mechanisms).mechanism_count_current[1] = 2
    world.pallet(Hyperparameters).bonds_reset_on[1] = True
    bonds = world.pallet(WeightTable).bonds
    for index in (FIRST, SECOND, BEYOND, 2):
        bonds[index, 0] = [(1, 7), (2, 8)]
        bonds[index, 1] = [(2, 9)]
    return world


def bonds_of(world: WeightWorld, index: int) -> list[list[tuple[int, int]]]:
    return [world.pallet(WeightTable).bonds[index, uid] for uid in (0, 1)]


def test_the_bonds_on_a_neuron_are_forgotten_in_all_mechanisms(world: WeightWorld) -> None:
    world.pallet(BondsReset).reset(1, hotkey(2))
    assert bonds_of(world, FIRST) == bonds_of(world, SECOND) == [[(1, 7)], []]
    # An empty list stays where there were bonds, and nothing comes where there were none.
    assert (FIRST, 1) in world.pallet(WeightTable).bonds
    assert (FIRST, 2) not in world.pallet(WeightTable).bonds
    assert bonds_of(world, BEYOND) == bonds_of(world, 2) == [[(1, 7), (2, 8)], [(2, 9)]]


def test_nothing_is_forgotten_for_others_or_where_the_subnet_does_not_allow_it(
    world: WeightWorld,
) -> None:
    before = world.stored()
    world.pallet(BondsReset).reset(1, account(99))  # without a neuron
    world.pallet(BondsReset).reset(2, hotkey(2))
    assert world.stored() == before
