"""Hotkeys join the root network: for nothing, but one a block, and in a full one by stake."""

from __future__ import annotations

import pytest

from pallets.subtensor.events import NeuronRegistered
from pallets.subtensor.money import Tao
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.registration import BurnPrices, RootRegistration
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import (
    Delegation,
    Hyperparameters,
    KeyRing,
    Neurons,
    RegistrationParameters,
    Subnets,
)
from runtime.call import Call
from runtime.origin import NOBODY
from tests.pallets.subtensor.world import World, account, fails

ROOT = 0
COLDKEY = 500
TAKE = 11_796  # 18 % of 65535


def joining(hotkey: int) -> Call:
    return RootRegistration.root_register(account(hotkey))


class Root:
    """The root network, which takes as many registrations as there are."""

    def __init__(self) -> None:
        self.world = World()
        self.world.add_network(ROOT)
        pallet = self.world.pallet
        self.parameters = pallet(RegistrationParameters)
        self.hyperparameters = pallet(Hyperparameters)
        self.table, self.neurons = pallet(NeuronTable), pallet(Neurons)
        self.delegation = pallet(Delegation)
        self.limit(block=1_000, target=1_000)
        self.hyperparameters.max_allowed_uids[ROOT] = 1_000

    def limit(self, block: int, target: int) -> None:
        self.parameters.max_registrations_per_block[ROOT] = block
        self.parameters.target_registrations_per_interval[ROOT] = target

    def join(self, hotkey: int, by: int = COLDKEY) -> None:
        self.world.run(joining(hotkey), by=by)

    def stake(self, hotkey: int, amount: int) -> None:
        self.world.pallet(Stake).shares.total_hotkey_alpha[account(hotkey), ROOT] = amount

    def fill(self, *stakes: int) -> None:
        """Hotkeys 1, 2, ... with these stakes, and no place for more."""
        for hotkey, amount in enumerate(stakes, start=1):
            self.join(hotkey)
            self.stake(hotkey, amount)
        self.hyperparameters.max_allowed_uids[ROOT] = len(stakes)

    def hotkeys(self) -> list[int]:
        keys = sorted(self.neurons.keys.items(ROOT))
        return [int.from_bytes(key, "little") for _, key in keys]


@pytest.fixture
def root() -> Root:
    return Root()


def test_a_hotkey_joins_for_nothing_and_becomes_a_delegate(root: Root) -> None:
    root.world.forget_events()
    root.join(1)
    assert root.hotkeys() == [1]
    assert root.world.all_events() == [NeuronRegistered(ROOT, 0, account(1))]
    assert root.delegation.delegates[account(1)] == TAKE
    assert account(1) in root.delegation.delegates
    assert root.world.pallet(KeyRing).owner[account(1)] == account(COLDKEY)
    assert root.parameters.registrations_this_block[ROOT] == 1
    assert root.parameters.registrations_this_interval[ROOT] == 1


def test_a_delegate_keeps_its_take(root: Root) -> None:
    root.delegation.delegates[account(1)] = 7
    root.join(1)
    assert root.delegation.delegates[account(1)] == 7


def test_somebody_elses_hotkey_may_be_registered_and_stays_theirs(root: Root) -> None:
    """Unlike in other subnets, the owner is not asked."""
    root.world.pallet(KeyRing).owner[account(1)] = account(7)
    root.join(1)
    assert root.hotkeys() == [1]
    assert root.world.pallet(KeyRing).owner[account(1)] == account(7)


def test_registrations_switched_off_do_not_matter(root: Root) -> None:
    root.parameters.network_registration_allowed[ROOT] = False
    root.join(1)
    assert root.hotkeys() == [1]


class TestLimits:
    def test_so_many_in_a_block(self, root: Root) -> None:
        root.limit(block=2, target=1_000)
        root.join(1)
        root.join(2)
        with fails("TooManyRegistrationsThisBlock"):
            root.join(3)
        root.world.pallet(BurnPrices).step([ROOT])
        root.join(3)
        assert root.hotkeys() == [1, 2, 3]

    def test_three_times_the_target_in_an_interval(self, root: Root) -> None:
        root.limit(block=1_000, target=1)
        for hotkey in (1, 2, 3):
            root.join(hotkey)
        with fails("TooManyRegistrationsThisInterval"):
            root.join(4)
        root.parameters.target_registrations_per_interval[ROOT] = 2
        root.join(4)

    def test_three_times_the_target_saturates(self, root: Root) -> None:
        root.limit(block=1_000, target=30_000)
        root.parameters.registrations_this_interval[ROOT] = 65_534
        root.join(1)
        with fails("TooManyRegistrationsThisInterval"):
            root.join(2)

    def test_other_subnets_do_not_count(self, root: Root) -> None:
        root.limit(block=1, target=1)
        root.parameters.registrations_this_block[1] = 5
        root.parameters.registrations_this_interval[1] = 5
        root.join(1)
        assert root.parameters.registrations_this_block[1] == 5


class TestFull:
    """Another one has to go."""

    def test_the_one_with_the_least_stake_goes(self, root: Root) -> None:
        root.fill(30, 10, 20)
        root.stake(9, 11)
        root.world.set_block(77)
        root.join(9)
        assert root.hotkeys() == [1, 9, 3]
        assert not root.table.is_registered(ROOT, account(2))
        assert root.neurons.block_at_registration[ROOT, 1] == 77
        assert root.world.events(NeuronRegistered)[-1] == NeuronRegistered(ROOT, 1, account(9))
        assert root.parameters.registrations_this_interval[ROOT] == 4

    @pytest.mark.parametrize("stake", [0, 10])
    def test_with_no_more_stake_than_that_nobody_goes(self, root: Root, stake: int) -> None:
        root.fill(30, 10, 20)
        root.stake(9, stake)
        before = root.world.stored()
        with fails("StakeTooLowForRoot"):
            root.join(9)
        assert root.world.stored() == before

    def test_of_equals_the_first_by_storage_key_goes(self, root: Root) -> None:
        """Uids are little-endian there: 256 comes before 1, but 0 before all."""
        root.fill(*([5] * 258))
        root.stake(1, 6)
        root.stake(900, 7)
        root.join(900)
        assert root.hotkeys()[256] == 900
        root.stake(901, 6)
        root.join(901)
        assert root.hotkeys()[1] == 901

    def test_stake_elsewhere_does_not_count(self, root: Root) -> None:
        root.fill(10)
        root.world.pallet(Stake).shares.total_hotkey_alpha[account(9), 1] = 1_000
        with fails("StakeTooLowForRoot"):
            root.join(9)

    def test_the_hotkey_of_roots_owner_stays_though_it_is_said_to_be_replaced(
        self, root: Root
    ) -> None:
        root.fill(10, 20)
        root.world.pallet(Subnets).subnet_owner_hotkey[ROOT] = account(1)
        root.stake(9, 15)
        root.join(9)
        assert root.hotkeys() == [1, 2]
        assert root.world.events(NeuronRegistered)[-1] == NeuronRegistered(ROOT, 0, account(9))

    def test_a_network_of_no_places(self, root: Root) -> None:
        root.hyperparameters.max_allowed_uids[ROOT] = 0
        with fails("HotKeyNotRegisteredInSubNet"):
            root.join(1)


def test_refusals_in_order(root: Root) -> None:
    """All at once first; each is put right in turn."""
    world = root.world
    root.join(2)
    subnets, parameters = world.pallet(Subnets), root.parameters
    system = world.pallet(Tao).existing_subnet_account(ROOT)
    hotkey = int.from_bytes(system, "little")
    root.table.append(ROOT, system, 1)
    root.limit(block=0, target=0)
    root.hyperparameters.max_allowed_uids[ROOT] = 2
    subnets.networks_added[ROOT] = False

    def refused(name: str, by: int | None) -> None:
        with fails(name):
            world.run(joining(hotkey), by=NOBODY if by is None else by)

    refused("RootNetworkDoesNotExist", None)
    subnets.networks_added[ROOT] = True
    refused("BadOrigin", None)
    refused("TooManyRegistrationsThisBlock", COLDKEY)
    parameters.max_registrations_per_block[ROOT] = 9
    refused("TooManyRegistrationsThisInterval", COLDKEY)
    parameters.target_registrations_per_interval[ROOT] = 9
    refused("HotKeyAlreadyRegisteredInSubNet", COLDKEY)
    root.table.replace(ROOT, 1, account(3), 1)
    refused("CannotUseSystemAccount", COLDKEY)
    hotkey = 9
    refused("StakeTooLowForRoot", COLDKEY)
    root.stake(9, 1)
    root.join(9)
    assert root.hotkeys() == [9, 3]
