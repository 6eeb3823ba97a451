"""The swap of a hotkey for one that has something already: what is lost, added up and kept."""

from __future__ import annotations

import pytest

from pallets.subtensor.keys import HotkeySwapping
from pallets.subtensor.shares import SafeFloat
from pallets.subtensor.state import (
    Delegation,
    Emissions,
    Endpoints,
    Identities,
    KeyRing,
    RateLimits,
    StakeLocks,
    StakeShares,
    VotingPowers,
    WeightTable,
)
from pallets.subtensor.types import (
    AxonInfo,
    ChainIdentityV2,
    LastTxBlock,
    LastTxBlockChildKeyTake,
    LastTxBlockDelegateTake,
    LockState,
    NeuronCertificate,
    PrometheusInfo,
)
from runtime.fixed import U64F64
from tests.pallets.subtensor.keys.everything import (
    ALPHA,
    ANOTHER,
    BLOCK,
    CHILD,
    COLD,
    NET,
    NEW,
    OLD,
    PARENT,
    STAKER,
    Entry,
    a_full_world,
    an_entry,
    entries,
)
from tests.pallets.subtensor.world import World, account

OTHER_CHILD, OTHER_PARENT, CHOOSER = (account(number) for number in range(21, 24))
MORE = 400

LOST = {
    "AutoStakeDestinationColdkeys",
    "Axons",
    "ChildKeys",
    "ChildkeyTake",
    "DecayingHotkeyLock",
    "HotkeyLock",
    "NeuronCertificates",
    "ParentKeys",
    "PendingChildKeys",
    "Prometheus",
    "WeightCommits",
}
"""Where the new hotkey has what the old one had, and nothing else, in the subnet."""

ADDED_UP = {
    "AlphaDividendsPerSubnet": (10, 60),
    "TotalHotkeyAlpha": (ALPHA, MORE),
    "TotalHotkeyAlphaLastEpoch": (900, 70),
    "VotingPower": (13, 80),
}
"""Where it has the sum: of what the old hotkey had, and it itself."""

KEPT = {
    "AlphaV2",
    "IdentitiesV2",
    "LastColdkeyHotkeyStakeBlock",
    "LastHotkeyEmissionOnNetuid",
    "Lock",
    "LockingColdkeys",
    "RootAlphaDividendsPerSubnet",
    "TransactionKeyLastBlock",
}
"""Where what it has stays as it is, beside what comes."""


@pytest.fixture
def world() -> World:
    """NEW belongs to the same coldkey, is not registered, and has much in NET."""
    made = a_full_world()
    _fill_what_is_lost(made)
    _fill_what_is_added_up(made)
    _fill_what_is_kept(made)
    keys, limits = made.pallet(KeyRing), made.pallet(RateLimits)
    keys.owner[NEW] = COLD
    keys.owned_hotkeys[COLD] = [NEW, OLD]
    for limited in (LastTxBlock, LastTxBlockChildKeyTake, LastTxBlockDelegateTake):
        limits.last_rate_limited_block[limited(NEW)] = 99
    made.pallet(Delegation).delegates[NEW] = 98
    return made


def _fill_what_is_lost(world: World) -> None:
    endpoints, delegation = world.pallet(Endpoints), world.pallet(Delegation)
    endpoints.axons[NET, NEW] = AxonInfo(port=1)
    endpoints.prometheus[NET, NEW] = PrometheusInfo(port=2)
    endpoints.neuron_certificates[NET, NEW] = NeuronCertificate(b"\7", 2)
    world.pallet(WeightTable).weight_commits[NET, NEW] = [(bytes(32), 4, 5, 6)]
    delegation.childkey_take[NEW, NET] = 4_000
    delegation.child_keys[NEW, NET] = [(15, OTHER_CHILD)]
    delegation.parent_keys[OTHER_CHILD, NET] = [(15, NEW)]
    delegation.child_keys[OTHER_PARENT, NET] = [(16, NEW)]
    delegation.parent_keys[NEW, NET] = [(16, OTHER_PARENT)]
    delegation.pending_child_keys[NET, NEW] = ([(17, OTHER_CHILD)], 3_000)
    locks, lock = world.pallet(StakeLocks), _lock(40_000)
    locks.hotkey_lock[NET, NEW] = locks.decaying_hotkey_lock[NET, NEW] = lock
    world.pallet(StakeShares).auto_stake_destination_coldkeys[NEW, NET] = [CHOOSER]


def _fill_what_is_added_up(world: World) -> None:
    shares, share = world.pallet(StakeShares), SafeFloat.from_u64(MORE)
    shares.total_hotkey_alpha[NEW, NET] = MORE
    shares.total_hotkey_shares_v2[NEW, NET] = shares.alpha_v2[NEW, ANOTHER, NET] = share
    shares.total_hotkey_alpha_last_epoch[NEW, NET] = 70
    world.pallet(Emissions).alpha_dividends_per_subnet[NET, NEW] = 60
    world.pallet(VotingPowers).voting_power[NET, NEW] = 80


def _fill_what_is_kept(world: World) -> None:
    locks, limits = world.pallet(StakeLocks), world.pallet(RateLimits)
    locks.lock[CHOOSER, NET, NEW] = _lock(40_000)
    locks.locking_coldkeys[NET, NEW, CHOOSER] = ()
    world.pallet(StakeShares).auto_stake_destination[CHOOSER, NET] = NEW
    world.pallet(KeyRing).staking_hotkeys[ANOTHER] = [NEW]
    emissions = world.pallet(Emissions)
    emissions.root_alpha_dividends_per_subnet[NET, NEW] = 61
    emissions.last_hotkey_emission_on_netuid[NEW, NET] = 62
    limits.transaction_key_last_block[NEW, NET, 0] = 63
    limits.last_coldkey_hotkey_stake_block[ANOTHER, NEW] = 64
    world.pallet(Identities).identities_v2[NEW] = ChainIdentityV2(b"new", *[b""] * 6)


def _lock(mass: int) -> LockState:
    return LockState(mass, U64F64.from_num(mass), BLOCK)


def about(found: set[Entry], hotkey: bytes) -> dict[tuple[str, tuple[str, ...]], str]:
    """What there is in NET, or beside subnets, under this hotkey; it is named HOTKEY here."""
    key = repr(hotkey)
    return {
        (entry.name, tuple("HOTKEY" if each == key else each for each in entry.keys)): entry.value
        for entry in found
        if key in entry.keys and entry.netuid in (NET, None)
    }


def of_maps(found: dict[tuple[str, tuple[str, ...]], str], names: set[str]) -> dict[object, str]:
    return {place: value for place, value in found.items() if place[0] in names}


@pytest.mark.parametrize("netuid", [None, NET])
def test_what_the_new_hotkey_has(world: World, netuid: int | None) -> None:
    before = entries(world)
    old, new = about(before, OLD), about(before, NEW)
    assert LOST | ADDED_UP.keys() | KEPT <= {name for name, _ in new}
    world.run(HotkeySwapping.swap_hotkey_v2(OLD, NEW, netuid, False), by=COLD)
    after = about(entries(world), NEW)
    assert of_maps(after, LOST) == of_maps(old, LOST)
    assert of_maps(new, KEPT).items() <= after.items()
    for name, amounts in ADDED_UP.items():
        assert list(of_maps(after, {name}).values()) == [repr(sum(amounts))]
    assert world.pallet(StakeShares).auto_stake_destination[CHOOSER, NET] == NEW
    assert world.pallet(KeyRing).staking_hotkeys[ANOTHER] == [NEW]
    assert world.pallet(RateLimits).last_rate_limited_block[LastTxBlock(NEW)] == 41
    assert world.pallet(Delegation).delegates[NEW] == (100 if netuid is None else 98)


def test_stake_of_both_is_on_the_new_hotkey(world: World) -> None:
    world.run(HotkeySwapping.swap_hotkey_v2(OLD, NEW, NET, False), by=COLD)
    shares = world.pallet(StakeShares)
    assert shares.alpha_v2[NEW, STAKER, NET] == SafeFloat.from_u64(ALPHA)
    assert shares.alpha_v2[NEW, ANOTHER, NET] == SafeFloat.from_u64(MORE)
    assert shares.total_hotkey_shares_v2[NEW, NET] == SafeFloat.from_u64(ALPHA + MORE)


def test_the_former_family_of_the_new_hotkey_does_not_know_it_any_more(world: World) -> None:
    world.run(HotkeySwapping.swap_hotkey_v2(OLD, NEW, NET, False), by=COLD)
    found = entries(world)
    of_others = {an_entry("ParentKeys", CHILD, NET, value=[(5, NEW)])}
    of_others.add(an_entry("ChildKeys", PARENT, NET, value=[(6, NEW)]))
    assert of_others <= found
    for key in (OTHER_CHILD, OTHER_PARENT):
        names = {entry.name for entry in found if repr(key) in entry.keys}
        assert not names & {"ChildKeys", "ParentKeys"}
