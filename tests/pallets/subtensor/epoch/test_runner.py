"""Epochs from the state to the state, with all mechanisms of a subnet."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pallets.subtensor.consensus import EpochInputs, EpochOutputs
from pallets.subtensor.epoch import EpochRunner, NeuronEmission
from pallets.subtensor.epoch.terms import terms_of
from pallets.subtensor.events import IncentiveAlphaEmittedToMiners
from pallets.subtensor.module import subtensor
from pallets.subtensor.seams import Seams
from pallets.subtensor.state import (
    Hyperparameters,
    Mechanisms,
    Neurons,
    Schedule,
    Scores,
    Subnets,
    VotingPowers,
    WeightTable,
)
from pallets.subtensor.types import mechanism_index
from pallets.subtensor.weights import SubnetMechanisms
from runtime.composition import Configured
from tests.pallets.subtensor.emission.scenes import stake
from tests.pallets.subtensor.epoch.table import write_subnet, write_weights
from tests.pallets.subtensor.world import TAO, World, account

NETUID = 1
SECOND = mechanism_index(NETUID, 1)
ALL = 65_535


@pytest.fixture
def world() -> World:
    return World()


def run(world: World, emission: int = TAO) -> list[NeuronEmission]:
    return world.pallet(EpochRunner).run(NETUID, emission)


def outputs(world: World, mechanism: int, emission: int) -> EpochOutputs:
    runner = world.pallet(EpochRunner)
    return runner.outputs(NETUID, mechanism, emission, runner.reader.uids(NETUID))


def two_mechanisms(world: World, size: int = 2) -> None:
    """Two validators that weigh themselves and each other in both mechanisms, and miners."""
    permits = [uid < 2 for uid in range(size)]
    write_subnet(world, NETUID, [TAO] * 2 + [0] * (size - 2), permits=permits, mechanisms=2)
    for mechanism in (0, 1):
        write_weights(world, NETUID, {0: {0: ALL, 1: ALL}, 1: {0: ALL, 1: ALL}}, mechanism)


# What is stored


def test_each_mechanism_has_incentives_of_its_own(world: World) -> None:
    two_mechanisms(world)
    run(world)
    incentive = world.pallet(Scores).incentive
    assert incentive[NETUID] == incentive[SECOND] == [ALL // 2, ALL // 2]


def test_each_mechanism_has_bonds_of_its_own(world: World) -> None:
    two_mechanisms(world)
    write_weights(world, NETUID, {0: {0: ALL, 1: 0}, 1: {0: ALL, 1: ALL}}, mechanism=1)
    run(world)
    bonds = world.pallet(WeightTable).bonds
    assert (bonds[NETUID, 0], bonds[NETUID, 1]) == ([(1, ALL)], [(0, ALL)])
    assert (bonds[SECOND, 0], bonds[SECOND, 1]) == ([], [(0, ALL)])


def test_incentive_follows_the_weights_of_the_mechanism(world: World) -> None:
    two_mechanisms(world, size=3)
    world.pallet(Scores).validator_permit[NETUID] = [True, False, False]
    write_weights(world, NETUID, {0: {1: ALL // 5 * 4, 2: ALL // 5}})
    write_weights(world, NETUID, {0: {1: ALL // 5, 2: ALL // 5 * 4}}, mechanism=1)
    run(world)
    incentive = world.pallet(Scores).incentive
    assert incentive[NETUID] == [0, 52_427, 13_106]
    assert incentive[SECOND] == [0, 13_106, 52_427]


def test_no_weight_no_incentive(world: World) -> None:
    two_mechanisms(world, size=3)
    world.pallet(Scores).validator_permit[NETUID] = [True, False, False]
    for mechanism in (0, 1):
        write_weights(world, NETUID, {0: {1: 1, 2: 0}}, mechanism)
    run(world)
    incentive = world.pallet(Scores).incentive
    assert incentive[NETUID] == incentive[SECOND] == [0, ALL, 0]


def test_the_subnet_has_the_weighted_terms_of_its_mechanisms(world: World) -> None:
    two_mechanisms(world, size=3)
    world.pallet(Scores).validator_permit[NETUID] = [True, False, False]
    world.pallet(Mechanisms).mechanism_emission_split[NETUID] = [ALL // 4, ALL - ALL // 4]
    write_weights(world, NETUID, {0: {1: ALL // 5 * 3, 2: ALL // 5 * 2}})
    write_weights(world, NETUID, {0: {1: ALL // 5, 2: ALL // 5 * 4}}, mechanism=1)
    parts = world.pallet(SubnetMechanisms).split_emissions(NETUID, TAO)
    assert parts == [249_988_556, 750_011_444]
    found = [outputs(world, mechanism, part) for mechanism, part in enumerate(parts)]

    earned = run(world)

    assert earned == [
        NeuronEmission(account(10 + uid), sum(servers), sum(validators))
        for uid, (servers, validators) in enumerate(
            zip(
                zip(*(of.server_emission for of in found), strict=True),
                zip(*(of.validator_emission for of in found), strict=True),
                strict=True,
            )
        )
    ]
    scores = world.pallet(Scores)
    assert [scores.incentive[NETUID], scores.incentive[SECOND]] == [of.incentive for of in found]
    weights = [(part << 64) // TAO for part in parts]
    for stored, name in (
        (scores.emission, "emission"),
        (scores.consensus, "consensus"),
        (scores.dividends, "dividends"),
        (scores.validator_trust, "validator_trust"),
        (scores.stake_weight, "stake_weight"),
    ):
        terms = zip(*(getattr(of, name) for of in found), strict=True)
        assert stored[NETUID] == [
            sum(term * weight >> 64 for term, weight in zip(neuron, weights, strict=True))
            for neuron in terms
        ]
    # So that a figure of 65,535 becomes less by one for each mechanism.
    assert scores.validator_trust[NETUID] == [65_533, 0, 0]
    assert scores.active[NETUID] == [True, True, True]
    assert scores.validator_permit[NETUID] == [True, True, False]
    bonds = world.pallet(WeightTable).bonds
    assert bonds[NETUID, 0] == bonds[SECOND, 0] == [(1, ALL), (2, ALL)]


def test_without_emission_the_first_mechanism_speaks_for_the_subnet(world: World) -> None:
    two_mechanisms(world, size=3)
    write_weights(world, NETUID, {0: {2: ALL}, 1: {}})
    write_weights(world, NETUID, {0: {}, 1: {2: ALL}}, mechanism=1)
    run(world, 0)
    scores = world.pallet(Scores)
    assert scores.stake_weight[NETUID] == [ALL // 2, ALL // 2, 0]
    assert scores.validator_trust[NETUID] == [ALL, 0, 0]
    assert scores.incentive[SECOND] == [0, 0, ALL]


def test_miners_emission_is_told_of_for_each_mechanism(world: World) -> None:
    two_mechanisms(world, size=3)
    world.pallet(Scores).validator_permit[NETUID] = [True, False, False]
    for mechanism in (0, 1):
        write_weights(world, NETUID, {0: {1: ALL}}, mechanism)
    run(world, 1_001)
    assert world.all_events() == [
        IncentiveAlphaEmittedToMiners(NETUID, [0, 250, 0]),
        IncentiveAlphaEmittedToMiners(SECOND, [0, 250, 0]),
    ]


def test_one_mechanism_is_stored_as_it_is(world: World) -> None:
    write_subnet(world, NETUID, [TAO, TAO, 0], permits=[True, True, False])
    write_weights(world, NETUID, {0: {2: ALL}, 1: {2: ALL}})
    found = outputs(world, 0, TAO)
    run(world)
    scores = world.pallet(Scores)
    assert scores.active[NETUID] == found.active
    assert scores.emission[NETUID] == found.emission == [TAO // 4, TAO // 4, TAO // 2]
    assert scores.consensus[NETUID] == found.consensus == [0, 0, ALL]
    assert scores.dividends[NETUID] == found.dividends == [ALL // 2, ALL // 2, 0]
    assert scores.validator_trust[NETUID] == found.validator_trust == [ALL, ALL, 0]
    assert scores.validator_permit[NETUID] == found.permits == [True, True, False]
    assert scores.stake_weight[NETUID] == found.stake_weight == [ALL // 2, ALL // 2, 0]
    assert scores.incentive[NETUID] == found.incentive == [0, 0, ALL]


def test_asking_stores_nothing(world: World) -> None:
    two_mechanisms(world)
    before = world.stored()
    outputs(world, 0, TAO)
    assert world.stored() == before


def test_who_loses_the_permit_loses_the_bonds(world: World) -> None:
    write_subnet(world, NETUID, [TAO, TAO - 1, 0], permits=[True, True, False])
    write_weights(world, NETUID, {0: {2: ALL}, 1: {2: ALL}})
    run(world)
    bonds = world.pallet(WeightTable).bonds
    assert [bonds[NETUID, uid] for uid in (0, 1)] == [[(2, ALL)], [(2, 65_534)]]
    world.pallet(Hyperparameters).max_allowed_validators[NETUID] = 1
    run(world)
    assert [bonds[NETUID, uid] for uid in (0, 1)] == [[(2, ALL)], []]
    assert (NETUID, 2) in bonds  # empty, but there


def test_lists_are_as_long_as_there_are_keys(world: World) -> None:
    """A uid without a key, which should not be, moves those behind it up."""
    write_subnet(world, NETUID, [TAO, TAO, 0], permits=[True, True, False])
    write_weights(world, NETUID, {0: {2: ALL}})
    del world.pallet(Neurons).keys[NETUID, 1]
    run(world)
    assert world.pallet(Scores).incentive[NETUID] == [0, ALL]
    assert world.pallet(Scores).stake_weight[NETUID] == [ALL, 0]


def test_so_are_bonds(world: World) -> None:
    write_subnet(world, NETUID, [0, TAO, 0], permits=[False, True, False])
    write_weights(world, NETUID, {1: {2: ALL}})
    del world.pallet(Neurons).keys[NETUID, 0]
    run(world)
    assert dict(world.pallet(WeightTable).bonds.items()) == {
        (NETUID, 0): [(2, ALL)],
        (NETUID, 1): [],
    }


def test_what_was_earned_comes_by_hotkeys(world: World) -> None:
    """In the order in which they are paid."""
    write_subnet(world, NETUID, [TAO, 2 * TAO], permits=[True, True])
    world.pallet(Neurons).keys[NETUID, 1] = account(256)  # as bytes before account 10
    stake(world, 256, 9, NETUID, 3 * TAO)
    assert [(neuron.hotkey, neuron.dividends) for neuron in run(world, 1_000)] == [
        (account(256), 750),
        (account(10), 250),
    ]


def test_who_may_validate_has_voting_power(world: World) -> None:
    """By the stake that the mechanisms count together, so two of them count it twice."""
    two_mechanisms(world, size=3)
    powers = world.pallet(VotingPowers)
    powers.voting_power_tracking_enabled[NETUID] = True
    powers.voting_power_ema_alpha[NETUID] = 10**18
    for hotkey in (10, 11, 12):
        world.pallet(Neurons).is_network_member[account(hotkey), NETUID] = True
    stake(world, 12, 9, NETUID, 5)
    world.pallet(Hyperparameters).max_allowed_validators[NETUID] = 2
    powers.voting_power[NETUID, account(12)] = 7
    run(world)
    assert dict(powers.voting_power.items()) == {
        (NETUID, account(10)): 2 * TAO,
        (NETUID, account(11)): 2 * TAO,
    }


def test_without_neurons_all_lists_are_empty(world: World) -> None:
    world.pallet(Scores).incentive[NETUID] = [1]
    world.pallet(Scores).active[NETUID] = [True]
    assert run(world) == []
    assert world.pallet(Scores).incentive[NETUID] == []
    assert world.pallet(Scores).active[NETUID] == []
    assert world.all_events() == [IncentiveAlphaEmittedToMiners(NETUID, [])]


def test_a_list_that_does_not_fit_does_not_matter(world: World) -> None:
    """One neuron that weighs itself, and three blocks of last updates."""
    write_subnet(world, NETUID, [TAO], permits=[True])
    write_weights(world, NETUID, {0: {0: ALL}})
    world.pallet(WeightTable).last_update[NETUID] = [1, 1, 1]
    run(world)
    scores = world.pallet(Scores)
    assert scores.consensus[NETUID] == scores.incentive[NETUID] == [0]
    assert scores.dividends[NETUID] == [0]
    assert scores.active[NETUID] == [True]


# Figures of the reference for epochs from storage


def test_where_nobody_weighs_anybody_stake_is_paid(world: World) -> None:
    write_subnet(world, NETUID, [10, 30, 60, 0], permits=[True, True, True, False], mechanisms=2)
    found = outputs(world, 1, 1_000_000)
    assert found.server_emission == [0, 0, 0, 0]
    assert found.validator_emission == [99_999, 299_999, 600_000, 0]


def test_one_staker_without_weights_has_all_dividends(world: World) -> None:
    world.add_network(NETUID, tempo=50_000)
    world.register_ok_neuron(NETUID, 1, 2)
    stake(world, 1, 2, NETUID, 1)
    assert run(world) == [NeuronEmission(account(1), 0, TAO)]


def test_the_owner_may_weigh_itself(world: World) -> None:
    write_subnet(world, NETUID, [5_000 * TAO, 0], permits=[True, False])
    world.pallet(Subnets).subnet_owner_hotkey[NETUID] = account(10)
    write_weights(world, NETUID, {0: {0: ALL // 2, 1: ALL // 2}})
    earned = run(world)
    assert [neuron.incentive for neuron in earned] == [TAO // 4, TAO // 4]


def test_weights_are_of_their_mechanism(world: World) -> None:
    """Three validators, of which two agree on the one miner here, and on the other there."""
    permits = [True] * 3 + [False] * 2
    write_subnet(world, NETUID, [TAO] * 3 + [0] * 2, permits=permits, mechanisms=2)
    for mechanism, (liked, other) in enumerate(((3, 4), (4, 3))):
        rows = {0: {liked: ALL}, 1: {other: ALL}, 2: {liked: ALL}}
        write_weights(world, NETUID, rows, mechanism)
    assert outputs(world, 0, 1_000).emission == [250, 0, 250, 500, 0]
    assert outputs(world, 1, 1_000).emission == [250, 0, 250, 0, 500]


def test_three_mechanisms_are_three_epochs(world: World) -> None:
    permits = [True, True, False, False]
    write_subnet(world, NETUID, [TAO, TAO, 0, 0], permits=permits, mechanisms=3)
    for mechanism, row in enumerate(({2: ALL}, {2: ALL, 3: ALL}, {3: ALL})):
        write_weights(world, NETUID, {0: row, 1: row}, mechanism)
    found = [outputs(world, mechanism, 1_000).emission for mechanism in range(3)]
    assert found == [[250, 250, 500, 0], [250, 250, 250, 250], [250, 250, 0, 500]]
    # All together, a third of a thousand to each, and what is left to the first.
    earned = run(world, 1_000)
    assert [neuron.incentive for neuron in earned] == [0, 0, 250, 249]


def test_weights_of_before_a_registration_within_the_window_of_commits_do_not_count(
    world: World,
) -> None:
    """The validator committed, then two miners came: it weighs all three, and one counts."""
    write_subnet(world, NETUID, [10_000, 1_000, 1_000, 1_000], permits=[True] + [False] * 3)
    table, neurons = world.pallet(WeightTable), world.pallet(Neurons)
    write_weights(world, NETUID, {0: {1: ALL, 2: ALL, 3: ALL}})
    table.commit_reveal_weights_enabled[NETUID] = True
    table.reveal_period_epochs[NETUID] = 2
    world.pallet(Schedule).tempo[NETUID] = 8
    world.pallet(Schedule).subnet_epoch_index[NETUID] = 4
    world.pallet(Schedule).last_epoch_block[NETUID] = 38
    for uid, block in ((1, 10), (2, 35), (3, 35)):
        neurons.block_at_registration[NETUID, uid] = block
    table.last_update[NETUID] = [40, 0, 0, 0]
    # The first commit is over; the second one is not.
    table.weight_commits[NETUID, account(10)] = [
        (bytes(32), 1, 9, 0),
        (bytes(32), 4, 34, 0),
    ]
    world.set_block(41)
    assert outputs(world, 0, 1_000).incentive == [0, ALL, 0, 0]
    table.commit_reveal_weights_enabled[NETUID] = False
    assert outputs(world, 0, 1_000).incentive == [0, 21_844, 21_844, 21_844]


# Other rules


class ByUid:
    """Rules that pay the last uid, and say so."""

    def epoch(self, inputs: EpochInputs) -> EpochOutputs:
        import numpy as np

        nobody = [0] * (len(inputs.stake) - 1)
        return EpochOutputs(
            active=[True] * len(inputs.stake),
            permits=[False] * len(inputs.stake),
            stake=[*nobody, 0],
            stake_weight=[*nobody, 0],
            consensus=[*nobody, 0],
            validator_trust=[*nobody, 0],
            incentive=[*nobody, ALL],
            dividends=[*nobody, 0],
            emission=[*nobody, inputs.emission],
            server_emission=[*nobody, inputs.emission],
            validator_emission=[*nobody, 0],
            bonds=[np.array([[0, 7]], np.uint16)] * len(inputs.stake),
        )


def test_the_rules_may_be_others() -> None:
    parts = subtensor(seams=Seams(consensus=ByUid))
    (runner,) = (
        part for part in parts if isinstance(part, Configured) and part.pallet is EpochRunner
    )
    world = World()
    write_subnet(world, NETUID, [1, 2, 3], permits=[])
    mine = EpochRunner(world.runtime, runner.config)
    earned = mine.run(NETUID, 50)
    assert [neuron.incentive for neuron in earned] == [0, 0, 50]
    assert world.pallet(WeightTable).bonds[NETUID, 1] == [(0, 7)]


def test_terms_are_by_uid(world: World) -> None:
    write_subnet(world, NETUID, [TAO, 0], permits=[True, False])
    found = outputs(world, 0, 10)
    assert terms_of(found, {account(10): 0})[account(10)].stake == TAO


NO_NUMPY = """
import sys
from pallets.subtensor.module import subtensor
from tests.pallets.subtensor.world import World
world = World()
world.add_network(1, tempo=1)
world.step(3)
assert "numpy" not in sys.modules
world.register_ok_neuron(1, 1, 2)
world.step()
assert "numpy" in sys.modules
"""


def test_only_an_epoch_with_neurons_needs_numpy() -> None:
    subprocess.run([sys.executable, "-c", NO_NUMPY], check=True)
