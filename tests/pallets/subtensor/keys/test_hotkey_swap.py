"""A hotkey is swapped: who may, when, for what price, and what that weighs."""

from __future__ import annotations

import pytest

from pallets.subtensor.config import REFERENCE_TESTS
from pallets.subtensor.events import HotkeySwapped, HotkeySwappedOnSubnet
from pallets.subtensor.keys import HotkeySwapping
from pallets.subtensor.keys.hotkey_swap import HotkeyMoving
from pallets.subtensor.money import Tao
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import (
    ColdkeySwaps,
    Delegation,
    Issuance,
    KeyRing,
    Neurons,
    RateLimits,
    RootClaims,
)
from pallets.subtensor.types import LastTxBlock, LastTxBlockChildKeyTake, LastTxBlockDelegateTake
from runtime.fixed import I96F32
from runtime.origin import NOBODY
from runtime.origin import ROOT as ROOT_ORIGIN
from tests.pallets.subtensor.keys import everything
from tests.pallets.subtensor.keys.swaps import (
    COLD,
    FUNDS,
    INTERVAL,
    NET,
    NEW,
    OLD,
    OTHER,
    OTHER_COLD,
    PRICE,
    PRICE_ON_SUBNET,
    ROOT,
    STAKER,
    START,
    THIRD,
    a_world,
    refuses,
    swap,
)
from tests.pallets.subtensor.world import ED, World

BOTH = [None, NET]


@pytest.fixture
def world() -> World:
    return a_world()


def last_swap(world: World, netuid: int, coldkey: bytes = COLD) -> int:
    return world.pallet(ColdkeySwaps).last_hotkey_swap_on_netuid[netuid, coldkey]


def members(world: World, hotkey: bytes) -> dict[int, bool]:
    found = world.pallet(Neurons).is_network_member.items(hotkey)
    return {netuid: is_member for (_, netuid), is_member in found}


# What happens to the hotkeys


def test_the_owner_has_the_new_hotkey_instead(world: World) -> None:
    keys = world.pallet(KeyRing)
    keys.owned_hotkeys[COLD] = [OLD, THIRD]
    swap(world)
    assert OLD not in keys.owner
    assert keys.owner[NEW] == COLD
    assert keys.owned_hotkeys[COLD] == [THIRD, NEW]
    assert world.all_events()[-1] == HotkeySwapped(COLD, OLD, NEW)


def test_the_owner_has_both_hotkeys_after_a_swap_in_one_subnet(world: World) -> None:
    keys = world.pallet(KeyRing)
    swap(world, NET)
    assert keys.owner[OLD] == keys.owner[NEW] == COLD
    assert keys.owned_hotkeys[COLD] == [OLD, NEW]
    assert world.all_events()[-1] == HotkeySwappedOnSubnet(COLD, OLD, NEW, NET)


@pytest.mark.parametrize("netuid", BOTH)
def test_the_new_hotkey_may_be_the_coldkeys_already(world: World, netuid: int | None) -> None:
    keys = world.pallet(KeyRing)
    keys.owner[NEW] = COLD
    keys.owned_hotkeys[COLD] = [NEW, OLD]
    swap(world, netuid)
    assert keys.owner[NEW] == COLD
    assert keys.owned_hotkeys[COLD] == ([NEW] if netuid is None else [NEW, OLD])


def test_the_neuron_keeps_its_uid(world: World) -> None:
    neurons = world.pallet(Neurons)
    world.register_ok_neuron(NET, THIRD, OTHER_COLD)
    uid = neurons.uids[NET, OLD]
    swap(world, NET)
    assert neurons.uids[NET, OLD] is None
    assert (neurons.uids[NET, NEW], neurons.keys[NET, uid]) == (uid, NEW)
    assert members(world, OLD) == {OTHER: True}
    assert members(world, NEW) == {NET: True}
    assert neurons.subnetwork_n[NET] == 2


def test_the_neuron_has_its_uid_after_swapping_back(world: World) -> None:
    neurons = world.pallet(Neurons)
    del neurons.uids[NET, OLD]
    neurons.uids[NET, OLD], neurons.keys[NET, 5] = 5, OLD
    swap(world, NET)
    assert (neurons.uids[NET, OLD], neurons.uids[NET, NEW]) == (None, 5)
    world.set_block(START + INTERVAL + 1)
    swap(world, NET, old=NEW, new=OLD)
    assert (neurons.uids[NET, OLD], neurons.uids[NET, NEW]) == (5, None)
    assert neurons.keys[NET, 5] == OLD


def test_all_neurons_of_the_hotkey_are_swapped(world: World) -> None:
    swap(world)
    assert members(world, OLD) == {}
    assert members(world, NEW) == {ROOT: False, NET: True, OTHER: True}


def test_a_hotkey_without_a_neuron_is_swapped_too(world: World) -> None:
    """It need not be registered, nor need there be such a subnet."""
    world.pallet(KeyRing).owner[THIRD] = COLD
    swap(world, 77, old=THIRD)
    assert members(world, NEW) == {77: False}
    assert world.pallet(KeyRing).owner[NEW] == COLD
    swap(world, old=THIRD, new=OTHER_COLD)
    assert members(world, OTHER_COLD) == {ROOT: False, NET: False, OTHER: False}


def test_what_is_kept_for_neurons_stays_where_there_is_none(world: World) -> None:
    everything_in = everything.a_full_world()
    everything_in.pallet(Neurons).is_network_member[everything.OLD, NET] = False
    before = everything.entries(everything_in)
    swap(everything_in, NET, old=everything.OLD, new=everything.NEW, by=everything.COLD)
    for name in (
        "Uids",
        "Keys",
        "Axons",
        "Prometheus",
        "NeuronCertificates",
        "WeightCommits",
        "LoadedEmission",
    ):
        assert everything.of_map(everything.entries(everything_in), name) == everything.of_map(
            before, name
        )


def test_what_is_moved_does_not_depend_on_the_owners(world: World) -> None:
    """Whether the coldkey may do that is asked before."""
    keys = world.pallet(KeyRing)
    keys.owner[NEW] = OTHER_COLD
    world.pallet(HotkeyMoving).move_all(COLD, THIRD, NEW, keep=False)
    assert keys.owner[NEW] == COLD
    assert THIRD not in keys.owner


@pytest.mark.parametrize("netuid", BOTH)
def test_the_new_hotkey_is_limited_as_the_old_one_was(world: World, netuid: int | None) -> None:
    blocks = world.pallet(RateLimits).last_rate_limited_block
    kinds = {LastTxBlock: 123, LastTxBlockDelegateTake: 4567, LastTxBlockChildKeyTake: 8910}
    for kind, block in kinds.items():
        blocks[kind(OLD)] = block
        blocks[kind(NEW)] = 99_999
    swap(world, netuid)
    for kind, block in kinds.items():
        assert blocks[kind(NEW)] == block
        assert (kind(OLD) in blocks) == (netuid is not None)
    assert blocks[LastTxBlock(COLD)] == START


def test_the_take_of_a_delegate_moves_in_a_swap_of_all_subnets(world: World) -> None:
    delegates = world.pallet(Delegation).delegates
    delegates[OLD] = 100
    swap(world, NET)
    assert delegates[OLD] == 100
    assert NEW not in delegates
    world.set_block(START + INTERVAL + 1)
    swap(world, new=THIRD)
    assert OLD not in delegates
    assert delegates[THIRD] == 100


def test_no_take_appears_where_there_was_none(world: World) -> None:
    delegation = world.pallet(Delegation)
    swap(world)
    assert NEW not in delegation.delegates
    assert (NEW, NET) not in delegation.childkey_take


@pytest.mark.parametrize("netuid", BOTH)
def test_the_take_of_a_child_moves(world: World, netuid: int | None) -> None:
    takes = world.pallet(Delegation).childkey_take
    takes[OLD, NET] = 5_000
    swap(world, netuid)
    assert takes[NEW, NET] == 5_000
    assert (OLD, NET) not in takes


# Price


@pytest.mark.parametrize(("netuid", "price"), [(None, PRICE), (NET, PRICE_ON_SUBNET)])
def test_a_swap_has_a_price_which_is_recycled(world: World, netuid: int | None, price: int) -> None:
    issued = world.pallet(Issuance).total_issuance.get()
    swap(world, netuid)
    assert world.balance(COLD) == FUNDS - price
    assert world.pallet(Issuance).total_issuance.get() == issued - price


@pytest.mark.parametrize(("netuid", "price"), [(None, PRICE), (NET, PRICE_ON_SUBNET)])
def test_the_price_must_leave_the_existential_deposit(netuid: int | None, price: int) -> None:
    world = World(block=START)
    world.add_network(NET)
    world.pallet(KeyRing).owner[OLD] = COLD
    world.endow(COLD, price - 1)
    refuses(world, "NotEnoughBalanceToPaySwapHotKey", netuid)
    world.endow(COLD, 1)
    refuses(world, "InsufficientBalance", netuid)
    world.endow(COLD, ED)
    swap(world, netuid)
    assert world.balance(COLD) == ED


# When


@pytest.mark.parametrize("netuid", BOTH)
def test_swaps_of_a_coldkey_are_limited(world: World, netuid: int | None) -> None:
    world.pallet(RateLimits).tx_rate_limit.set(100)
    swap(world, netuid)
    world.set_block(START + 100)
    refuses(world, "HotKeySetTxRateLimitExceeded", netuid, old=NEW, new=THIRD)
    world.set_block(START + 101)
    swap(world, netuid, old=NEW, new=THIRD)


def test_the_limit_may_be_one_block(world: World) -> None:
    world.pallet(RateLimits).tx_rate_limit.set(1)
    swap(world)
    for block in (START, START + 1):
        world.set_block(block)
        refuses(world, "HotKeySetTxRateLimitExceeded", old=NEW, new=THIRD)
    world.set_block(START + 1_001)
    swap(world, old=NEW, new=THIRD)


def test_the_first_swap_in_a_subnet_waits_for_the_interval(world: World) -> None:
    world.set_block(INTERVAL)
    refuses(world, "HotKeySwapOnSubnetIntervalNotPassed", NET)
    world.set_block(INTERVAL + 1)
    swap(world, NET)
    assert last_swap(world, NET) == INTERVAL + 1
    assert last_swap(world, OTHER) == 0


def test_the_first_swap_in_all_subnets_does_not_wait(world: World) -> None:
    world.set_block(1)
    swap(world)
    assert [last_swap(world, netuid) for netuid in (ROOT, NET, OTHER)] == [0, 1, 1]


@pytest.mark.parametrize("netuid", BOTH)
def test_the_interval_counts_for_both_kinds_of_swaps(world: World, netuid: int | None) -> None:
    """ghsa_2026_011: a swap in all subnets is no way around it."""
    swap(world, NET)
    world.set_block(START + INTERVAL)
    refuses(world, "HotKeySwapOnSubnetIntervalNotPassed", netuid, old=NEW, new=THIRD)
    swap(world, OTHER, new=STAKER)
    world.set_block(START + INTERVAL + 1)
    swap(world, netuid, old=NEW, new=THIRD)
    assert last_swap(world, NET) == START + INTERVAL + 1


def test_the_interval_counts_where_the_hotkey_is_a_parent_not_where_it_is_a_child(
    world: World,
) -> None:
    delegation, neurons = world.pallet(Delegation), world.pallet(Neurons)
    for netuid in (3, 4):
        world.add_network(netuid)
    delegation.child_keys[OLD, 3] = [(5, THIRD)]
    delegation.parent_keys[OLD, 4] = [(5, THIRD)]
    assert not neurons.is_network_member[OLD, 3]
    swap(world)
    assert [last_swap(world, netuid) for netuid in (ROOT, NET, OTHER, 3, 4)] == [
        0,
        START,
        START,
        START,
        0,
    ]
    assert delegation.child_keys[NEW, 3] == delegation.parent_keys[NEW, 4] == [(5, THIRD)]
    world.pallet(ColdkeySwaps).last_hotkey_swap_on_netuid[4, COLD] = START
    for netuid in (NET, OTHER):
        del world.pallet(ColdkeySwaps).last_hotkey_swap_on_netuid[netuid, COLD]
    refuses(world, "HotKeySwapOnSubnetIntervalNotPassed", old=NEW, new=THIRD)
    del world.pallet(ColdkeySwaps).last_hotkey_swap_on_netuid[3, COLD]
    swap(world, old=NEW, new=STAKER)


def test_the_record_of_a_swap_is_forgotten_in_time(world: World) -> None:
    swap(world, NET)
    assert last_swap(world, NET) == START
    world.step(2 * (INTERVAL + NET))
    assert (NET, COLD) not in world.pallet(ColdkeySwaps).last_hotkey_swap_on_netuid


# Who, and what does not go


@pytest.mark.parametrize("origin", [ROOT_ORIGIN, NOBODY])
def test_a_coldkey_has_to_sign(world: World, origin: object) -> None:
    refuses(world, "BadOrigin", by=origin)
    before = world.stored()
    with pytest.raises(Exception, match="BadOrigin"):
        world.run(HotkeySwapping.swap_hotkey(OLD, NEW, None), by=origin)
    assert world.stored() == before


def test_only_the_owner_of_the_hotkeys_swaps_them(world: World) -> None:
    for netuid in BOTH:
        refuses(world, "NonAssociatedColdKey", netuid, by=OTHER_COLD)
        refuses(world, "NonAssociatedColdKey", netuid, old=THIRD)
    world.pallet(KeyRing).owner[NEW] = OTHER_COLD
    for netuid in BOTH:
        refuses(world, "NonAssociatedColdKey", netuid)


def test_an_old_hotkey_that_nobody_owns_is_not_swapped(world: World) -> None:
    refuses(world, "NonAssociatedColdKey", NET, old=THIRD, new=OLD)


@pytest.mark.parametrize("netuid", BOTH)
def test_the_new_hotkey_must_not_be_registered(world: World, netuid: int | None) -> None:
    world.register_ok_neuron(NET, NEW, COLD)
    refuses(world, "HotKeyAlreadyRegisteredInSubNet", netuid)
    if netuid is not None:
        swap(world, OTHER)
        assert members(world, NEW) == {NET: True, OTHER: True}


def test_a_hotkey_on_record_as_not_registered_is_free_only_in_a_swap_of_all_subnets(
    world: World,
) -> None:
    """A swap of all subnets leaves such records."""
    world.pallet(Neurons).is_network_member[NEW, NET] = False
    refuses(world, "HotKeyAlreadyRegisteredInSubNet", NET)
    swap(world)
    assert members(world, NEW)[NET]


@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("netuid", [None, ROOT])
@pytest.mark.parametrize("reason", ["claimable", "claimed", "stake"])
def test_the_new_hotkey_must_be_clean_on_root(
    world: World, netuid: int | None, reason: str, keep: bool
) -> None:
    claims = world.pallet(RootClaims)
    if reason == "claimable":
        claims.root_claimable[NEW] = {NET: I96F32.from_num(0)}
    elif reason == "claimed":
        claims.root_claimed[ROOT, NEW, STAKER] = 0
    else:
        world.pallet(Stake).increase(NEW, STAKER, ROOT, 1_000_000)
    refuses(world, "NewHotKeyNotCleanForRootSwap", netuid, keep=keep)
    swap(world, NET, keep=keep)


def test_what_was_claimed_through_the_new_hotkey_of_other_subnets_is_no_hindrance(
    world: World,
) -> None:
    claims = world.pallet(RootClaims)
    claims.root_claimed[NET, NEW, STAKER] = 5
    claims.root_claimable[NEW] = {}
    swap(world)


def test_the_account_of_a_subnet_is_no_hotkey(world: World) -> None:
    system_account = world.pallet(Tao).existing_subnet_account(NET)
    for netuid in BOTH:
        refuses(world, "CannotUseSystemAccount", netuid, new=system_account)


# Which of two reasons decides


@pytest.mark.parametrize("netuid", [None, ROOT])
def test_the_order_of_the_checks(netuid: int | None) -> None:
    """All that can be wrong is wrong, and is put right one after another."""
    world = World(block=INTERVAL)
    keys, claims = world.pallet(KeyRing), world.pallet(RootClaims)
    world.add_network(NET)
    new = world.pallet(Tao).existing_subnet_account(NET)
    delegation, neurons = world.pallet(Delegation), world.pallet(Neurons)
    delegation.child_keys[OLD, NET] = delegation.child_keys[OLD, ROOT] = [(1, NEW)]
    world.pallet(ColdkeySwaps).last_hotkey_swap_on_netuid[NET, COLD] = 1
    world.pallet(RateLimits).tx_rate_limit.set(1)
    world.pallet(RateLimits).last_rate_limited_block[LastTxBlock(COLD)] = INTERVAL
    for hotkey in (new, NEW):
        neurons.is_network_member[hotkey, ROOT] = True
        claims.root_claimable[hotkey] = {NET: I96F32.from_num(1)}
        keys.owner[hotkey] = OTHER_COLD
    refuses(world, "NonAssociatedColdKey", netuid, new=new)
    keys.owner[OLD] = COLD
    refuses(world, "NonAssociatedColdKey", netuid, new=new)
    refuses(world, "NewHotKeyIsSameWithOld", netuid, new=OLD)
    for hotkey in (new, NEW):
        del keys.owner[hotkey]
    refuses(world, "HotKeySetTxRateLimitExceeded", netuid, new=new)
    world.pallet(RateLimits).tx_rate_limit.set(0)
    refuses(world, "HotKeyAlreadyRegisteredInSubNet", netuid, new=new)
    for hotkey in (new, NEW):
        del neurons.is_network_member[hotkey, ROOT]
    refuses(world, "NewHotKeyNotCleanForRootSwap", netuid, new=new)
    for hotkey in (new, NEW):
        del claims.root_claimable[hotkey]
    refuses(world, "HotKeySwapOnSubnetIntervalNotPassed", netuid, new=new)
    world.set_block(INTERVAL + 2)
    price, account_first = (PRICE, False) if netuid is None else (PRICE_ON_SUBNET, True)
    if account_first:
        refuses(world, "CannotUseSystemAccount", netuid, new=new)
        new = NEW
    refuses(world, "NotEnoughBalanceToPaySwapHotKey", netuid, new=new)
    world.endow(COLD, price)
    refuses(world, "InsufficientBalance", netuid, new=new)
    world.endow(COLD, ED)
    if not account_first:
        refuses(world, "CannotUseSystemAccount", netuid, new=new)
    refuses(world, "InvalidChild", netuid)
    delegation.child_keys.clear()
    swap(world, netuid)


def test_who_did_not_swap_is_limited_by_no_record(world: World) -> None:
    """The interval is for each coldkey by itself."""
    swap(world, NET)
    world.register_ok_neuron(NET, THIRD, OTHER_COLD)
    world.endow(OTHER_COLD, FUNDS)
    swap(world, NET, old=THIRD, new=STAKER, by=OTHER_COLD)
    assert last_swap(world, NET, OTHER_COLD) == START


def test_the_figures_are_those_of_the_reference() -> None:
    assert (REFERENCE_TESTS.key_swap_cost, PRICE_ON_SUBNET, INTERVAL) == (10**9, 10**7, 15)
