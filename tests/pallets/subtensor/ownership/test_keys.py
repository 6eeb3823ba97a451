"""Who owns a hotkey, and how that comes about."""

from __future__ import annotations

import pytest

from pallets.subtensor.money.accounts import subnet_account
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.state import Delegation, KeyRing
from runtime.origin import ROOT
from runtime.weights import DispatchClass, Pays, Weight
from tests.pallets.subtensor.world import World, account, fails

HOTKEY, COLDKEY, OTHER = account(1), account(2), account(3)


def test_the_first_coldkey_that_claims_a_hotkey_owns_it() -> None:
    world = World()
    ownership, keys = world.pallet(Ownership), world.pallet(KeyRing)
    assert not ownership.hotkey_exists(HOTKEY)
    assert ownership.owner_of(HOTKEY) == bytes(32)
    world.run(Ownership.try_associate_hotkey(HOTKEY), by=COLDKEY)
    assert ownership.hotkey_exists(HOTKEY)
    assert ownership.owner_of(HOTKEY) == COLDKEY
    assert ownership.owns(COLDKEY, HOTKEY) and not ownership.owns(OTHER, HOTKEY)
    assert keys.owned_hotkeys[COLDKEY] == [HOTKEY]
    assert keys.staking_hotkeys[COLDKEY] == [HOTKEY]


def test_who_comes_second_changes_nothing_and_is_not_told() -> None:
    world = World()
    world.run(Ownership.try_associate_hotkey(HOTKEY), by=COLDKEY)
    before = world.stored()
    for coldkey in (OTHER, COLDKEY):
        world.run(Ownership.try_associate_hotkey(HOTKEY), by=coldkey)
    assert world.stored() == before
    assert OTHER not in world.pallet(KeyRing).owned_hotkeys


def test_a_coldkey_owns_hotkeys_in_the_order_of_its_claims_and_may_be_one_itself() -> None:
    world = World()
    for hotkey in (account(9), account(4), COLDKEY):
        world.run(Ownership.try_associate_hotkey(hotkey), by=COLDKEY)
    assert world.pallet(KeyRing).owned_hotkeys[COLDKEY] == [account(9), account(4), COLDKEY]


def test_to_associate_a_hotkey_costs_a_fee() -> None:
    info = World().runtime.dispatch_info(Ownership.try_associate_hotkey(HOTKEY))
    assert info.weight == Weight(400_337_000, 4283)
    assert (info.class_, info.pays_fee) == (DispatchClass.Normal, Pays.Yes)


def test_root_owns_no_hotkey() -> None:
    with fails("BadOrigin"):
        World().run(Ownership.try_associate_hotkey(HOTKEY), by=ROOT)


@pytest.mark.parametrize("netuid", [0, 1, 65535])
def test_the_account_of_a_subnet_is_no_hotkey_whether_the_subnet_exists_or_not(
    netuid: int,
) -> None:
    world = World()
    hotkey = subnet_account(b"subtensr", netuid)
    before = world.stored()
    with fails("CannotUseSystemAccount"):
        world.run(Ownership.try_associate_hotkey(hotkey), by=COLDKEY)
    with fails("CannotUseSystemAccount"):
        world.pallet(Ownership).set_owner(COLDKEY, hotkey)
    assert world.stored() == before


def test_the_account_of_a_subnet_is_refused_even_if_somebody_owns_it() -> None:
    world = World()
    hotkey = subnet_account(b"subtensr", 1)
    world.pallet(KeyRing).owner[hotkey] = COLDKEY
    with fails("CannotUseSystemAccount"):
        world.run(Ownership.try_associate_hotkey(hotkey), by=COLDKEY)


def test_an_owner_can_be_replaced_while_lists_stay() -> None:
    world = World()
    ownership, keys = world.pallet(Ownership), world.pallet(KeyRing)
    ownership.create_account_if_non_existent(COLDKEY, HOTKEY)
    ownership.set_owner(OTHER, HOTKEY)
    assert ownership.owns(OTHER, HOTKEY)
    assert keys.owned_hotkeys[COLDKEY] == [HOTKEY]
    assert OTHER not in keys.owned_hotkeys


def test_keys_that_are_listed_already_are_not_listed_twice() -> None:
    world = World()
    ownership, keys = world.pallet(Ownership), world.pallet(KeyRing)
    keys.owned_hotkeys[COLDKEY] = keys.staking_hotkeys[COLDKEY] = [HOTKEY]
    ownership.create_account_if_non_existent(COLDKEY, HOTKEY)
    ownership.add_staking_hotkey(COLDKEY, HOTKEY)
    assert keys.owned_hotkeys[COLDKEY] == keys.staking_hotkeys[COLDKEY] == [HOTKEY]


def test_a_hotkey_becomes_a_delegate_with_the_default_take_once() -> None:
    world = World()
    ownership = world.pallet(Ownership)
    assert not ownership.is_delegate(HOTKEY)
    assert ownership.take_of(HOTKEY) == 11_796
    ownership.maybe_become_delegate(HOTKEY)
    assert world.pallet(Delegation).delegates[HOTKEY] == 11_796
    assert ownership.is_delegate(HOTKEY)
    ownership.delegate(HOTKEY, 7_000)
    ownership.maybe_become_delegate(HOTKEY)
    assert ownership.take_of(HOTKEY) == 7_000
