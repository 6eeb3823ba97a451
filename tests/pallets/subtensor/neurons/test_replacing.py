"""A uid gets another hotkey: it begins with nothing, and the old hotkey leaves nothing."""

from __future__ import annotations

import pytest

from pallets.subtensor.types import mechanism_index
from tests.pallets.subtensor.neurons.population import EVM, NETUID, Population
from tests.pallets.subtensor.world import account

OLD, NEW = 101, 500


@pytest.fixture
def subnet() -> Population:
    """Three neurons, of which uid 1 is replaced in the tests."""
    subnet = Population()
    subnet.mechanisms.mechanism_count_current[NETUID] = 2
    subnet.fill(3)
    return subnet


def replace(subnet: Population, block: int = 123) -> None:
    subnet.table.replace(NETUID, 1, account(NEW), block)


def test_the_new_hotkey_has_the_uid(subnet: Population) -> None:
    replace(subnet)
    assert subnet.hotkeys() == [100, NEW, 102]
    assert subnet.neurons.block_at_registration[NETUID, 1] == 123
    assert not subnet.table.is_registered_anywhere(account(OLD))


def test_the_old_hotkey_stays_in_other_subnets(subnet: Population) -> None:
    subnet.table.append(2, account(OLD), 1)
    replace(subnet)
    assert subnet.table.networks_of(account(OLD)) == [2]
    assert subnet.table.is_registered(2, account(OLD))
    assert not subnet.table.is_registered(NETUID, account(OLD))


def test_scores_begin_at_zero(subnet: Population) -> None:
    scores, last_update = subnet.scores, subnet.weights.last_update
    vectors = (scores.emission, scores.consensus, scores.dividends, scores.validator_trust)
    for vector in (*vectors, scores.stake_weight):
        vector[NETUID] = [5, 6, 7]
    scores.validator_permit[NETUID] = [True, True, True]
    scores.active[NETUID] = [False, False, False]
    indices = subnet.mechanisms.indices(NETUID)
    for index in indices:
        scores.incentive[index] = [5, 6, 7]
        last_update[index] = [7, 7, 7]
    replace(subnet)
    for vector in (*vectors, scores.stake_weight):
        assert vector[NETUID] == [5, 0, 7]
    assert scores.validator_permit[NETUID] == [True, False, True]
    assert scores.active[NETUID] == [False, True, False]
    for index in indices:
        assert scores.incentive[index] == [5, 0, 7]
        assert last_update[index] == [7, 123, 7]


def test_weights_and_bonds_of_the_uid_go_and_weights_on_it_become_zero(subnet: Population) -> None:
    weights, bonds = subnet.weights.weights, subnet.weights.bonds
    other = mechanism_index(2, 0)
    indices = subnet.mechanisms.indices(NETUID)
    for index in (*indices, other):
        weights[index, 0] = [(1, 10), (2, 20), (1, 30)]
        weights[index, 1] = [(0, 10)]
        weights[index, 2] = [(0, 10)]
        bonds[index, 0] = [(1, 10)]
        bonds[index, 1] = [(1, 10)]
    replace(subnet)
    for index in indices:
        assert dict(weights.items(index)) == {
            (index, 0): [(1, 0), (2, 20), (1, 0)],
            (index, 2): [(0, 10)],
        }
        assert dict(bonds.items(index)) == {(index, 0): [(1, 10)]}
    assert weights[other, 0] == [(1, 10), (2, 20), (1, 30)]
    assert (other, 1) in weights
    assert (other, 1) in bonds


def test_endpoints_and_evm_address_go(subnet: Population) -> None:
    for hotkey in (100, OLD):
        subnet.serve(hotkey)
    subnet.keys.associated_evm_address[NETUID, 0] = EVM, 1
    subnet.keys.associated_evm_address[NETUID, 1] = EVM, 1
    replace(subnet)
    assert [subnet.serves(hotkey) for hotkey in (100, OLD, NEW)] == [True, False, False]
    assert (NETUID, 0) in subnet.keys.associated_evm_address
    assert (NETUID, 1) not in subnet.keys.associated_evm_address


def test_vectors_that_are_too_short_are_stored_as_they_are(subnet: Population) -> None:
    scores = subnet.scores
    del scores.active[NETUID]
    del scores.stake_weight[NETUID]
    scores.emission[NETUID] = [5]
    replace(subnet)
    assert NETUID not in scores.active
    assert NETUID in scores.stake_weight
    assert scores.stake_weight[NETUID] == []
    assert scores.emission[NETUID] == [5]


def test_the_hotkey_of_the_owner_is_not_replaced(subnet: Population) -> None:
    subnet.own(coldkey=9, hotkey=OLD)
    subnet.keys.associated_evm_address[NETUID, 1] = EVM, 1
    before = subnet.world.stored()
    replace(subnet)
    assert subnet.world.stored() == before


def test_another_hotkey_of_the_owner_is_replaced(subnet: Population) -> None:
    subnet.own(coldkey=9, hotkey=102)
    subnet.keys.owner[account(OLD)] = account(9)
    replace(subnet)
    assert subnet.hotkeys() == [100, NEW, 102]
    subnet.own(coldkey=9, hotkey=100)
    subnet.table.replace(NETUID, 2, account(600), 1)
    assert subnet.hotkeys() == [100, NEW, 600]


def test_without_a_hotkey_of_the_owner_the_account_of_zeros_is_nobody(subnet: Population) -> None:
    subnet.table.replace(NETUID, 1, account(0), 1)
    replace(subnet)
    assert subnet.hotkeys() == [100, NEW, 102]
