"""Which neurons are safe, and which one goes from a full subnet."""

from __future__ import annotations

import pytest

from tests.pallets.subtensor.neurons.population import NETUID, Population
from tests.pallets.subtensor.world import account

OWNER = 9


@pytest.fixture
def subnet() -> Population:
    return Population(block=1000)


def test_immunity_lasts_for_a_period_after_the_registration(subnet: Population) -> None:
    subnet.hyperparameters.immunity_period[NETUID] = 100
    uids = [subnet.add(hotkey, block=block) for hotkey, block in ((1, 850), (2, 901), (3, 900))]
    assert [subnet.immunity.is_immune(NETUID, uid) for uid in uids] == [False, True, False]


@pytest.mark.parametrize(("block", "expected"), [(1, 0), (4, 0)])
def test_of_two_the_one_that_earns_less_goes_immune_or_not(block: int, expected: int) -> None:
    subnet = Population(block=block)
    subnet.hyperparameters.immunity_period[NETUID] = 2
    subnet.own(coldkey=999_999)
    subnet.add(0, coldkey=1, block=0)
    subnet.add(1, coldkey=2, block=1)
    subnet.emit(100, 110)
    assert subnet.immunity.is_immune(NETUID, 1) is (block == 1)
    assert subnet.immunity.uid_to_replace(NETUID) == expected


def test_nobody_goes_from_an_empty_subnet(subnet: Population) -> None:
    assert subnet.immunity.uid_to_replace(NETUID) is None


def test_the_oldest_goes_of_those_that_earn_the_same(subnet: Population) -> None:
    subnet.hyperparameters.immunity_period[NETUID] = 100
    for hotkey, block in ((30_001, 850), (30_002, 800), (30_003, 990)):
        subnet.add(hotkey, block=block)
    subnet.emit(10, 10, 1)  # the last one is immune
    assert subnet.immunity.uid_to_replace(NETUID) == 1


def test_so_many_have_to_stay_without_immunity(subnet: Population) -> None:
    subnet.hyperparameters.immunity_period[NETUID] = 100
    for block in (1, 2, 3, 1000):
        subnet.add(block, block=block)
    subnet.hyperparameters.min_non_immune_uids[NETUID] = 3
    assert subnet.immunity.uid_to_replace(NETUID) == 3
    subnet.hyperparameters.min_non_immune_uids[NETUID] = 2
    assert subnet.immunity.uid_to_replace(NETUID) == 0


def test_what_emission_does_not_name_has_none(subnet: Population) -> None:
    subnet.fill(3)
    subnet.emit(0, 1)
    subnet.neurons.block_at_registration[NETUID, 2] = 999
    assert subnet.immunity.uid_to_replace(NETUID) == 2


def test_a_uid_without_a_hotkey_is_passed_over(subnet: Population) -> None:
    subnet.fill(2)
    del subnet.neurons.keys[NETUID, 0]
    assert subnet.immunity.uid_to_replace(NETUID) == 1


class TestOwner:
    """Some of the owner's neurons never go."""

    @pytest.mark.parametrize(("limit", "uid"), [(0, 0), (1, 1), (2, 2), (3, 2)])
    @pytest.mark.parametrize("period", [1, 5000])
    def test_as_many_as_the_limit_says_are_safe(
        self, subnet: Population, limit: int, uid: int, period: int
    ) -> None:
        subnet.own(OWNER, hotkey=1)
        for hotkey, coldkey in ((1, OWNER), (2, OWNER), (3, 4)):
            subnet.add(hotkey, coldkey, block=hotkey)
        subnet.emit(0, 0, 1)
        subnet.hyperparameters.immunity_period[NETUID] = period
        subnet.hyperparameters.immune_owner_uids_limit[NETUID] = limit
        assert subnet.immunity.uid_to_replace(NETUID) == uid

    def test_the_oldest_are_safe_and_of_equals_the_lowest_uids(self, subnet: Population) -> None:
        subnet.own(OWNER)
        for hotkey, block in ((1, 12), (2, 11), (3, 10), (4, 11)):
            subnet.add(hotkey, OWNER, block)
        owned = subnet.keys.owned_hotkeys
        owned[account(OWNER)] = owned[account(OWNER)][::-1]
        subnet.hyperparameters.immune_owner_uids_limit[NETUID] = 3
        safe = [(2, account(3)), (1, account(2)), (3, account(4))]
        assert subnet.immunity.owner_neurons(NETUID) == safe

    def test_the_hotkey_of_the_owner_comes_first_if_it_is_not_among_them(
        self, subnet: Population
    ) -> None:
        for hotkey in (1, 2, 3):
            subnet.add(hotkey, OWNER, block=hotkey)
        subnet.own(OWNER, hotkey=3)
        limits = subnet.hyperparameters.immune_owner_uids_limit
        limits[NETUID] = 1
        assert subnet.immunity.owner_neurons(NETUID) == [(2, account(3))]
        limits[NETUID] = 2
        assert subnet.immunity.owner_neurons(NETUID) == [(2, account(3)), (0, account(1))]
        limits[NETUID] = 3  # then it keeps its place
        assert [uid for uid, _ in subnet.immunity.owner_neurons(NETUID)] == [0, 1, 2]

    def test_the_hotkey_of_the_owner_is_safe_whoever_has_it(self, subnet: Population) -> None:
        subnet.fill(2)
        subnet.own(OWNER, hotkey=100)
        subnet.hyperparameters.immune_owner_uids_limit[NETUID] = 1
        assert subnet.immunity.uid_to_replace(NETUID) == 1

    def test_hotkeys_that_are_elsewhere_do_not_count(self, subnet: Population) -> None:
        subnet.own(OWNER, hotkey=70)
        subnet.keys.owned_hotkeys[account(OWNER)] = [account(70), account(71)]
        subnet.hyperparameters.immune_owner_uids_limit[NETUID] = 1
        subnet.add(72)
        assert subnet.immunity.owner_neurons(NETUID) == []
        assert subnet.immunity.uid_to_replace(NETUID) == 0

    def test_nobody_goes_if_all_are_the_owners(self, subnet: Population) -> None:
        subnet.own(7777)
        for hotkey in (9001, 9002, 9003):
            subnet.add(hotkey, coldkey=7777)
        subnet.hyperparameters.immune_owner_uids_limit[NETUID] = 10
        assert subnet.immunity.uid_to_replace(NETUID) is None

    def test_who_is_not_the_owners_hotkey_goes(self, subnet: Population) -> None:
        for hotkey, coldkey in ((123, 999), (456, 999), (1000, 2000), (1001, 2001)):
            subnet.add(hotkey, coldkey)
        subnet.hyperparameters.immune_owner_uids_limit[NETUID] = 1
        subnet.emit(0, 1, 2, 3)
        subnet.own(999, hotkey=123)
        assert subnet.immunity.uid_to_replace(NETUID) == 1
        subnet.own(999, hotkey=456)
        assert subnet.immunity.uid_to_replace(NETUID) == 0
