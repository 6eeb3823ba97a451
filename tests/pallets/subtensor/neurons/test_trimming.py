"""A subnet gets fewer uids: the weakest neurons go, and those that stay move up."""

from __future__ import annotations

import pytest

from pallets.subtensor.state import Emissions
from pallets.subtensor.types import mechanism_index
from tests.pallets.subtensor.neurons.population import EVM, NETUID, Population
from tests.pallets.subtensor.world import account, fails

OWNER = 9


@pytest.fixture
def subnet() -> Population:
    """Five neurons with the hotkeys 100 to 104, all of the same age."""
    subnet = Population(block=10)
    subnet.mechanisms.mechanism_count_current[NETUID] = 2
    subnet.fill(5)
    subnet.emit(5, 1, 4, 2, 3)
    subnet.world.set_block(1000)
    return subnet


def trim(subnet: Population, most: int) -> None:
    subnet.table.trim_to_max_allowed_uids(NETUID, most)


def test_the_neurons_with_the_highest_emission_stay_in_order(subnet: Population) -> None:
    trim(subnet, 3)
    assert subnet.hotkeys() == [100, 102, 104]
    assert subnet.scores.emission[NETUID] == [5, 4, 3]
    assert subnet.hyperparameters.max_allowed_uids[NETUID] == 3


def test_of_equals_those_with_the_lower_uids_stay(subnet: Population) -> None:
    subnet.emit(7, 7, 7, 7, 7)
    trim(subnet, 2)
    assert subnet.hotkeys() == [100, 101]


def test_a_limit_that_is_kept_already_changes_nothing_else(subnet: Population) -> None:
    before = subnet.world.stored()
    trim(subnet, 5)
    changed = subnet.hyperparameters.max_allowed_uids.key_of(NETUID)
    after = subnet.world.stored()
    assert {key for key in after if after[key] != before.get(key)} == {changed}
    assert after.keys() == before.keys()


def test_immune_neurons_and_the_owners_stay(subnet: Population) -> None:
    subnet.hyperparameters.immunity_period[NETUID] = 100
    subnet.neurons.block_at_registration[NETUID, 3] = 950
    subnet.own(OWNER, hotkey=101)
    subnet.hyperparameters.immune_owner_uids_limit[NETUID] = 1
    trim(subnet, 3)
    assert subnet.hotkeys() == [100, 101, 103]


def test_all_vectors_are_shortened_alike(subnet: Population) -> None:
    scores = subnet.scores
    numbers = (scores.consensus, scores.dividends, scores.validator_trust, scores.stake_weight)
    for vector in numbers:
        vector[NETUID] = [10, 11, 12, 13, 14]
    for flags in (scores.active, scores.validator_permit):
        flags[NETUID] = [True, False, True, False, False]
    indices = subnet.mechanisms.indices(NETUID)
    for index in indices:
        scores.incentive[index] = [10, 11, 12, 13, 14]
        subnet.weights.last_update[index] = [20, 21, 22]  # two are missing
    trim(subnet, 3)
    for vector in numbers:
        assert vector[NETUID] == [10, 12, 14]
    for flags in (scores.active, scores.validator_permit):
        assert flags[NETUID] == [True, True, False]
    for index in indices:
        assert scores.incentive[index] == [10, 12, 14]
        assert subnet.weights.last_update[index] == [20, 22, 0]


def test_weights_and_bonds_move_and_lose_targets_that_are_gone(subnet: Population) -> None:
    weights, bonds = subnet.weights.weights, subnet.weights.bonds
    elsewhere = mechanism_index(NETUID, 2)
    indices = subnet.mechanisms.indices(NETUID)
    for index in (*indices, elsewhere):
        weights[index, 0] = [(4, 40), (1, 10), (2, 20)]
        weights[index, 1] = [(0, 1)]
        weights[index, 4] = [(3, 30), (4, 44)]
        bonds[index, 2] = [(1, 7), (0, 8), (4, 9)]
        bonds[index, 3] = [(0, 1)]
    trim(subnet, 3)
    for index in indices:
        assert dict(weights.items(index)) == {
            (index, 0): [(2, 40), (1, 20)],
            (index, 1): [],  # what had no entry has one now
            (index, 2): [(2, 44)],
        }
        assert dict(bonds.items(index)) == {
            (index, 0): [],
            (index, 1): [(0, 8), (2, 9)],
            (index, 2): [],
        }
    assert weights[elsewhere, 4] == [(3, 30), (4, 44)]


def test_what_belongs_to_uids_and_hotkeys_moves_or_goes(subnet: Population) -> None:
    for uid, hotkey in enumerate(range(100, 105)):
        subnet.serve(hotkey)
        subnet.keys.associated_evm_address[NETUID, uid] = EVM, uid
        subnet.neurons.block_at_registration[NETUID, uid] = 10 + uid
    del subnet.keys.associated_evm_address[NETUID, 2]
    emissions = subnet.world.pallet(Emissions)
    for hotkey in (100, 101):
        emissions.last_hotkey_emission_on_netuid[account(hotkey), NETUID] = 1
        emissions.alpha_dividends_per_subnet[NETUID, account(hotkey)] = 1
    trim(subnet, 3)
    assert [subnet.serves(hotkey) for hotkey in range(100, 105)] == [True, False, True, False, True]
    evm = dict(subnet.keys.associated_evm_address.items(NETUID))
    assert evm == {(NETUID, 0): (EVM, 0), (NETUID, 2): (EVM, 4)}
    blocks = subnet.neurons.block_at_registration
    assert [blocks[NETUID, uid] for uid in range(3)] == [10, 12, 14]
    emitted = list(emissions.last_hotkey_emission_on_netuid.keys())
    assert emitted == [(account(100), NETUID)]
    assert list(emissions.alpha_dividends_per_subnet.keys()) == [(NETUID, account(100))]


def test_uids_of_hotkeys_that_have_none_vanish(subnet: Population) -> None:
    subnet.neurons.uids[NETUID, account(7)] = 4
    trim(subnet, 3)
    assert subnet.hotkeys() == [100, 102, 104]


def test_other_subnets_are_left_alone(subnet: Population) -> None:
    subnet.table.append(2, account(101), 5)
    trim(subnet, 3)
    assert subnet.table.networks_of(account(101)) == [2]
    assert subnet.table.uid_of(2, account(101)) == 0


@pytest.mark.parametrize(("immune", "most", "fits"), [(3, 4, True), (4, 5, False), (3, 3, False)])
def test_less_than_four_fifths_may_be_immune(
    subnet: Population, immune: int, most: int, fits: bool
) -> None:
    subnet.add(105)
    subnet.emit(*range(6))
    subnet.hyperparameters.immunity_period[NETUID] = 5
    for uid in range(6):
        subnet.neurons.block_at_registration[NETUID, uid] = 999 if uid < immune else 0
    if fits:
        trim(subnet, most)
        assert len(subnet.hotkeys()) == most
    else:
        with fails("TrimmingWouldExceedMaxImmunePercentage"):
            trim(subnet, most)


def test_the_owners_neurons_count_as_immune(subnet: Population) -> None:
    for hotkey in range(100, 104):
        subnet.keys.owned_hotkeys[account(OWNER)] = [account(key) for key in range(100, 104)]
        subnet.keys.owner[account(hotkey)] = account(OWNER)
    subnet.own(OWNER, hotkey=100)
    subnet.hyperparameters.immune_owner_uids_limit[NETUID] = 4
    with fails("TrimmingWouldExceedMaxImmunePercentage"):
        trim(subnet, 4)
    subnet.hyperparameters.immune_owner_uids_limit[NETUID] = 3
    trim(subnet, 4)
    assert subnet.hotkeys() == [100, 101, 102, 104]


def test_a_limit_of_none(subnet: Population) -> None:
    subnet.hyperparameters.min_allowed_uids[NETUID] = 0
    with fails("TrimmingWouldExceedMaxImmunePercentage"):
        trim(subnet, 0)


def test_limits_are_checked_first(subnet: Population) -> None:
    """In this order: the subnet, the least number, the present number."""
    with fails("SubnetNotExists"):
        subnet.table.trim_to_max_allowed_uids(2, 0)
    subnet.hyperparameters.min_allowed_uids[NETUID] = 4
    for most in (3, 17):
        before = subnet.world.stored()
        with fails("InvalidValue"):
            trim(subnet, most)
        assert subnet.world.stored() == before
    trim(subnet, 4)
    assert len(subnet.hotkeys()) == 4
