"""Neurons come in: uids one after the other, and vectors that grow with them."""

from __future__ import annotations

import pytest

from pallets.subtensor.types import mechanism_index
from tests.pallets.subtensor.neurons.population import NETUID, Population
from tests.pallets.subtensor.world import account, fails


@pytest.fixture
def subnet() -> Population:
    return Population(block=7)


def test_uids_are_given_one_after_the_other(subnet: Population) -> None:
    assert [subnet.add(hotkey) for hotkey in (30, 10, 20)] == [0, 1, 2]
    assert subnet.hotkeys() == [30, 10, 20]


def test_vectors_grow_with_each_neuron(subnet: Population) -> None:
    subnet.mechanisms.mechanism_count_current[NETUID] = 2
    subnet.add(5, block=7)
    subnet.add(6, block=9)
    scores = subnet.scores
    assert scores.active[NETUID] == [True, True]
    assert scores.emission[NETUID] == [0, 0]
    assert scores.consensus[NETUID] == [0, 0]
    assert scores.dividends[NETUID] == [0, 0]
    assert scores.validator_trust[NETUID] == [0, 0]
    assert scores.validator_permit[NETUID] == [False, False]
    assert NETUID not in scores.stake_weight  # the epoch's business
    for mechanism in (0, 1):
        index = mechanism_index(NETUID, mechanism)
        assert scores.incentive[index] == [0, 0]
        assert subnet.weights.last_update[index] == [7, 9]
    assert mechanism_index(NETUID, 2) not in scores.incentive
    assert list(subnet.neurons.block_at_registration.values(NETUID)) == [7, 9]


def test_a_vector_of_last_updates_that_is_too_short_is_filled_up(subnet: Population) -> None:
    """It can be absent for mechanisms that came later."""
    subnet.neurons.subnetwork_n[NETUID] = 3
    subnet.add(5)
    assert subnet.weights.last_update[NETUID] == [0, 0, 0, 7]


def test_last_update_of_a_uid(subnet: Population) -> None:
    subnet.fill(3)
    del subnet.weights.last_update[NETUID]
    assert subnet.table.last_updates(NETUID) == [0, 0, 0]
    subnet.table.set_last_update(NETUID, 1, 50)
    assert subnet.weights.last_update[NETUID] == [0, 50, 0]
    before = subnet.world.stored()
    subnet.table.set_last_update(NETUID, 3, 60)
    assert subnet.world.stored() == before
    subnet.weights.last_update[NETUID] = [1, 2, 3, 4, 5]  # longer than it should be
    subnet.table.set_last_update(NETUID, 4, 60)
    assert subnet.weights.last_update[NETUID] == [1, 2, 3, 4, 60]


def test_lookups(subnet: Population) -> None:
    subnet.fill(2, first=100)
    table = subnet.table
    assert table.uid_of(NETUID, account(101)) == 1
    assert table.hotkey_of(NETUID, 1) == account(101)
    assert table.has_uid(NETUID, 1)
    assert table.is_registered(NETUID, account(101))
    assert table.is_member(account(101), NETUID)
    assert not table.has_uid(NETUID, 2)
    assert not table.is_registered(NETUID, account(102))
    assert not table.is_registered(2, account(101))
    assert not table.is_member(account(101), 2)
    with fails("HotKeyNotRegisteredInSubNet"):
        table.uid_of(NETUID, account(102))
    with fails("HotKeyNotRegisteredInSubNet"):
        table.hotkey_of(NETUID, 2)


def test_networks_of_a_hotkey_come_in_the_order_of_raw_keys(subnet: Population) -> None:
    table, hotkey = subnet.table, account(1)
    assert table.networks_of(hotkey) == []
    assert not table.is_registered_anywhere(hotkey)
    for netuid in (2, 256, 1):
        table.append(netuid, hotkey, 1)
    assert table.networks_of(hotkey) == [256, 1, 2]
    assert table.is_registered_anywhere(hotkey)


def test_being_on_record_as_no_member_is_not_being_one(subnet: Population) -> None:
    """`is_member` asks whether there is a record, as the reference does."""
    subnet.neurons.is_network_member[account(1), 3] = False
    assert subnet.table.networks_of(account(1)) == []
    assert not subnet.table.is_registered_anywhere(account(1))
    assert subnet.table.is_member(account(1), 3)


def test_a_full_subnet_gives_the_uid_of_a_neuron_that_goes(subnet: Population) -> None:
    subnet.hyperparameters.max_allowed_uids[NETUID] = 3
    assert [subnet.table.register(NETUID, account(key)) for key in (10, 11, 12)] == [0, 1, 2]
    subnet.emit(5, 4, 6)
    subnet.world.set_block(20)
    assert subnet.table.register(NETUID, account(13)) == 1
    assert subnet.hotkeys() == [10, 13, 12]
    assert subnet.neurons.block_at_registration[NETUID, 1] == 20


def test_a_full_subnet_with_nobody_to_replace(subnet: Population) -> None:
    subnet.hyperparameters.max_allowed_uids[NETUID] = 2
    subnet.hyperparameters.min_non_immune_uids[NETUID] = 2
    subnet.fill(2)
    with fails("NoNeuronIdAvailable"):
        subnet.table.register(NETUID, account(1))
    assert subnet.hotkeys() == [100, 101]


def test_an_owner_who_is_chosen_to_go_stays_and_the_new_hotkey_gets_nothing(
    subnet: Population,
) -> None:
    """Without protected uids of the owner; the uid is given back all the same."""
    subnet.hyperparameters.max_allowed_uids[NETUID] = 2
    subnet.fill(2)
    subnet.own(coldkey=9, hotkey=100)
    assert subnet.table.register(NETUID, account(1)) == 0
    assert subnet.hotkeys() == [100, 101]
