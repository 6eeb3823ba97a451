"""Trimming a subnet through AdminUtils: sixteen neurons, four mechanisms, eight that stay."""

from __future__ import annotations

import pytest

from pallets.admin_utils import NeuronsAdmin
from pallets.subtensor import errors
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.state import (
    Hyperparameters,
    KeyRing,
    Mechanisms,
    Neurons,
    Scores,
    Subnets,
    WeightTable,
)
from pallets.subtensor.types import mechanism_index
from tests.pallets.admin_utils.admin import NETUID, NOW, UNKNOWN, AdminWorld
from tests.pallets.subtensor.world import account, fails

VALUES = [17, 42, 8, 56, 23, 91, 34, 77, 12, 65, 3, 88, 29, 51, 74, 39]
STAY = [3, 5, 6, 7, 9, 11, 13, 14]  # uid 6 is new, and so is safe
KEPT = [VALUES[uid] for uid in STAY]
INDICES = [mechanism_index(NETUID, number) for number in range(4)]
EVM = {6: bytes([1]) * 20, 10: bytes([2]) * 20, 12: bytes([3]) * 20, 14: bytes([4]) * 20}

trim = NeuronsAdmin.sudo_trim_to_max_allowed_uids


def hotkey(uid: int) -> bytes:
    return account(1_000 * (uid + 1))


@pytest.fixture
def world() -> AdminWorld:
    world = AdminWorld()
    parameters, scores = world.pallet(Hyperparameters), world.pallet(Scores)
    table, neurons = world.pallet(WeightTable), world.pallet(Neurons)
    neurons.subnetwork_n[NETUID] = 0
    parameters.min_allowed_uids[NETUID] = 4
    parameters.immune_owner_uids_limit[NETUID] = 2
    world.pallet(Mechanisms).mechanism_count_current[NETUID] = 4
    for uid in range(16):
        world.pallet(NeuronTable).append(NETUID, hotkey(uid), NOW if uid == 6 else NOW - 100)
    for vector in (scores.emission, scores.consensus, scores.dividends, scores.stake_weight):
        vector[NETUID] = VALUES
    scores.validator_permit[NETUID] = [uid in STAY for uid in range(16)]
    for index in INDICES:
        scores.incentive[index] = table.last_update[index] = VALUES
        for uid in range(16):
            others = [other for other in range(16) if other != uid]
            table.weights[index, uid] = [(other, uid + other) for other in others]
            table.bonds[index, uid] = [(other, uid * other) for other in others]
    for uid, address in EVM.items():
        world.pallet(KeyRing).associated_evm_address[NETUID, uid] = (address, NOW)
    return world


def test_the_eight_best_and_the_safe_stay_and_move_up(world):
    world.run(trim(NETUID, 8))
    neurons, scores = world.pallet(Neurons), world.pallet(Scores)
    assert world.pallet(Hyperparameters).max_allowed_uids[NETUID] == 8
    assert neurons.subnetwork_n[NETUID] == 8
    assert [neurons.keys[NETUID, uid] for uid in range(8)] == [hotkey(uid) for uid in STAY]
    assert [neurons.uids[NETUID, hotkey(uid)] for uid in STAY] == list(range(8))
    for vector in (scores.emission, scores.consensus, scores.dividends, scores.stake_weight):
        assert vector[NETUID] == KEPT == [56, 91, 34, 77, 65, 88, 51, 74]
    assert scores.validator_permit[NETUID] == [True] * 8
    addresses = world.pallet(KeyRing).associated_evm_address
    assert {uid: found[0] for (_, uid), found in addresses.items(NETUID)} == {2: EVM[6], 7: EVM[14]}


def test_those_that_go_are_forgotten(world):
    world.run(trim(NETUID, 8))
    neurons = world.pallet(Neurons)
    assert not any((NETUID, uid) in neurons.keys for uid in range(8, 16))
    assert not any((NETUID, uid) in neurons.block_at_registration for uid in range(8, 16))
    for uid in set(range(16)) - set(STAY):
        assert (NETUID, hotkey(uid)) not in neurons.uids
        assert (hotkey(uid), NETUID) not in neurons.is_network_member


@pytest.mark.parametrize("index", INDICES)
def test_each_mechanism_is_trimmed(world, index):
    world.run(trim(NETUID, 8))
    table = world.pallet(WeightTable)
    assert world.pallet(Scores).incentive[index] == table.last_update[index] == KEPT
    for new, old in enumerate(STAY):
        others = [(to, was) for to, was in enumerate(STAY) if was != old]
        assert table.weights[index, new] == [(to, old + was) for to, was in others]
        assert table.bonds[index, new] == [(to, old * was) for to, was in others]
    for uid in range(8, 16):
        assert (index, uid) not in table.weights and (index, uid) not in table.bonds


def test_a_limit_within_the_bounds_of_a_subnet(world):
    with fails("SubnetNotExists"):
        world.pallet(Subnets).networks_added[UNKNOWN] = False
        world.own(UNKNOWN)
        world.run(trim(UNKNOWN, 8))
    for most in (3, world.pallet(Hyperparameters).max_allowed_uids[NETUID] + 1):
        with pytest.raises(errors.InvalidValue):
            world.run(trim(NETUID, most))


@pytest.mark.parametrize("most", [4, 5])
def test_four_of_five_that_are_safe_are_too_many(world, most):
    for uid in (0, 1, 2):
        world.pallet(Neurons).block_at_registration[NETUID, uid] = NOW
    with fails("TrimmingWouldExceedMaxImmunePercentage"):
        world.run(trim(NETUID, most))
    world.run(trim(NETUID, 6))
