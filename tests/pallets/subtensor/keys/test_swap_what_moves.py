"""What the swap of a key moves, of all that names it, and what it leaves."""

from __future__ import annotations

import pytest

from pallets.subtensor.keys import ColdkeySwapping, HotkeySwapping
from pallets.subtensor.shares import SafeFloat
from pallets.subtensor.types import LastTxBlock, LastTxBlockChildKeyTake, LastTxBlockDelegateTake
from tests.pallets.subtensor.keys.everything import (
    ALPHA,
    BLOCK,
    COLD,
    HOT,
    KEYS,
    NET,
    NEW,
    OLD,
    OTHER,
    ROOT,
    STAKER,
    VALUE,
    Entry,
    a_full_world,
    an_entry,
    entries,
    of_map,
    renamed,
)
from tests.pallets.subtensor.world import World

ALL = (ROOT, NET, OTHER)
Places = set[tuple[str, int | str]]

NEURON: Places = {
    ("AutoStakeDestination", VALUE),
    ("AutoStakeDestinationColdkeys", 0),
    ("Axons", 1),
    ("ChildKeys", 0),
    ("ChildKeys", VALUE),
    ("ChildkeyTake", 0),
    ("DecayingHotkeyLock", 1),
    ("HotkeyLock", 1),
    ("IsNetworkMember", 0),
    ("Keys", VALUE),
    ("LoadedEmission", VALUE),
    ("Lock", 2),
    ("LockingColdkeys", 1),
    ("NeuronCertificates", 1),
    ("ParentKeys", 0),
    ("ParentKeys", VALUE),
    ("PendingChildKeys", 1),
    ("PendingChildKeys", VALUE),
    ("Prometheus", 1),
    ("SubnetOwnerHotkey", VALUE),
    ("Uids", 1),
    ("WeightCommits", 1),
}
STAKE: Places = {
    ("AlphaDividendsPerSubnet", 1),
    ("AlphaV2", 0),
    ("TotalHotkeyAlpha", 0),
    ("TotalHotkeyAlphaLastEpoch", 0),
    ("TotalHotkeySharesV2", 0),
    ("VotingPower", 1),
}
CLAIMS: Places = {("RootClaimable", 0), ("RootClaimed", 1), ("AutoParentDelegationEnabled", 0)}
HOTKEY: Places = {
    ("Delegates", 0),
    ("LastRateLimitedBlock", 0),
    ("OwnedHotkeys", VALUE),
    ("Owner", 0),
}
COLDKEY: Places = {
    ("AccountFlags", 0),
    ("AlphaV2", 1),
    ("AutoStakeDestination", 0),
    ("AutoStakeDestinationColdkeys", VALUE),
    ("DecayingLock", 0),
    ("IdentitiesV2", 0),
    ("Lock", 0),
    ("LockingColdkeys", 2),
    ("OwnedHotkeys", 0),
    ("Owner", VALUE),
    ("RootClaimed", 2),
    ("StakingColdkeys", 0),
    ("StakingColdkeysByIndex", VALUE),
    ("StakingHotkeys", 0),
    ("SubnetOwner", VALUE),
}
FIRST_FORM = ("Alpha", "TotalHotkeyShares")
SHARES = SafeFloat.from_u64(ALPHA)


@pytest.fixture
def world() -> World:
    return a_full_world()


def swap(world: World, netuid: int | None = None, *, keep: bool = False) -> None:
    world.run(HotkeySwapping.swap_hotkey_v2(OLD, NEW, netuid, keep), by=COLD)


def empty_lists(netuids: tuple[int, ...]) -> set[Entry]:
    """A list of no children stays behind."""
    return {an_entry("ChildKeys", OLD, netuid, value=[]) for netuid in netuids}


def of_other_maps(world: World) -> set[tuple[str, tuple[bytes, bytes]]]:
    """All that is stored in no map with hotkeys or coldkeys, by the name of its place."""
    stored = world.stored().items()
    return {
        (layout.name, entry)
        for layout in world.runtime.composition.layouts.values()
        if layout.prefix_name != "SubtensorModule" or layout.name not in KEYS
        for entry in stored
        if entry[0].startswith(layout.prefix)
    }


def records(netuids: tuple[int, ...]) -> set[Entry]:
    """When the coldkey swapped."""
    swapped = {an_entry("LastHotkeySwapOnNetuid", netuid, COLD, value=BLOCK) for netuid in netuids}
    return {*swapped, an_entry("LastRateLimitedBlock", LastTxBlock(COLD), value=BLOCK)}


def without_first_form(found: set[Entry], hotkey: bytes) -> set[Entry]:
    return {
        entry for entry in found if entry.name not in FIRST_FORM or entry.keys[0] != repr(hotkey)
    }


def in_second_form(hotkey: bytes, coldkey: bytes) -> set[Entry]:
    return {
        an_entry("AlphaV2", hotkey, coldkey, OTHER, value=SHARES),
        an_entry("TotalHotkeySharesV2", hotkey, OTHER, value=SHARES),
    }


def beside_subnets(before: set[Entry], staking: list[bytes]) -> set[Entry]:
    """After a swap in some subnets only: the coldkey has both hotkeys, with the same limits."""
    replaced = {
        an_entry("OwnedHotkeys", COLD, value=[OLD]),
        an_entry("StakingHotkeys", STAKER, value=[OLD]),
    }
    assert replaced <= before
    limits = enumerate((LastTxBlock, LastTxBlockChildKeyTake, LastTxBlockDelegateTake), 41)
    return before - replaced | {
        an_entry("OwnedHotkeys", COLD, value=[OLD, NEW]),
        an_entry("Owner", NEW, value=COLD),
        an_entry("StakingHotkeys", STAKER, value=staking),
        *(an_entry("LastRateLimitedBlock", kind(NEW), value=block) for block, kind in limits),
    }


def test_the_world_names_the_key_wherever_there_can_be_one(world: World) -> None:
    found = entries(world)
    places = {
        (entry.name, place)
        for entry in found
        for place, text in [*enumerate(entry.keys), (VALUE, entry.value)]
        if repr(OLD) in text
    }
    keys = {
        (name, place)
        for name, spelled in KEYS.items()
        for place, key in enumerate(spelled)
        if "AccountId" in key
    }
    assert keys <= places
    assert {name for name, _ in places} == KEYS.keys()
    assert places >= NEURON | STAKE | CLAIMS | HOTKEY | COLDKEY
    assert not any(repr(NEW) in text for entry in found for text in (*entry.keys, entry.value))


def test_a_hotkey_is_swapped_in_all_subnets(world: World) -> None:
    before = entries(world)
    swap(world)
    moved = renamed(before, NEURON | STAKE | CLAIMS | HOTKEY | {("StakingHotkeys", VALUE)}, ALL)
    moved = without_first_form(moved, OLD) | in_second_form(NEW, STAKER)
    assert entries(world) == moved | empty_lists(ALL) | records(ALL)


def test_stake_may_stay_on_a_hotkey_that_is_swapped_in_all_subnets(world: World) -> None:
    before = entries(world)
    swap(world, keep=True)
    moved = renamed(before, NEURON | HOTKEY, ALL)
    assert entries(world) == moved | empty_lists(ALL) | records(ALL)


@pytest.mark.parametrize("netuid", ALL)
def test_a_hotkey_is_swapped_in_one_subnet(world: World, netuid: int) -> None:
    before = entries(world)
    swap(world, netuid)
    moved = renamed(before, NEURON | STAKE, [netuid])
    if netuid == ROOT:
        moved = renamed(moved, CLAIMS, ALL)
    if netuid == OTHER:
        moved = without_first_form(moved, OLD) | in_second_form(NEW, STAKER)
    moved = beside_subnets(moved, [OLD, NEW])
    assert entries(world) == moved | empty_lists((netuid,)) | records((netuid,))


@pytest.mark.parametrize("netuid", ALL)
def test_stake_may_stay_on_a_hotkey_that_is_swapped_in_one_subnet(
    world: World, netuid: int
) -> None:
    before = entries(world)
    swap(world, netuid, keep=True)
    moved = beside_subnets(renamed(before, NEURON, [netuid]), [OLD])
    assert entries(world) == moved | empty_lists((netuid,)) | records((netuid,))


@pytest.mark.parametrize("netuid", [None, *ALL])
@pytest.mark.parametrize("keep", [False, True])
def test_beside_maps_with_keys_a_hotkey_swap_changes_its_price_alone(
    world: World, netuid: int | None, keep: bool
) -> None:
    """The coldkey's account and both issuances; and it is told of."""
    before = of_other_maps(world)
    swap(world, netuid, keep=keep)
    changed = {name for name, _ in before ^ of_other_maps(world)}
    assert changed == {"Account", "TotalIssuance", "Events", "EventCount"}


def test_swap_hotkey_moves_stake(world: World) -> None:
    world.run(HotkeySwapping.swap_hotkey(OLD, NEW, NET), by=COLD)
    other = a_full_world()
    swap(other, NET)
    assert entries(world) == entries(other)


def test_a_coldkey_is_swapped(world: World) -> None:
    before = entries(world)
    announced = of_map(before, "ColdkeySwapAnnouncements", "ColdkeySwapDisputes")
    assert len(announced) == 2
    world.run(ColdkeySwapping.swap_coldkey(OLD, NEW, 0))
    moved = renamed(before - announced, COLDKEY, ALL)
    moved = without_first_form(moved, HOT) | in_second_form(HOT, NEW)
    swapped = an_entry("LastRateLimitedBlock", LastTxBlock(NEW), value=BLOCK)
    assert entries(world) == moved | {swapped}


def test_beside_maps_with_keys_a_coldkey_swap_changes_accounts_alone(world: World) -> None:
    before = of_other_maps(world)
    world.run(ColdkeySwapping.swap_coldkey(OLD, NEW, 0))
    changed = {name for name, _ in before ^ of_other_maps(world)}
    assert changed == {"Account", "Events", "EventCount"}
