"""A state in which every map that can name an account names OLD: as a hotkey, and as a coldkey.

world = a_world_full_of(OLD)
before = entries(world)
...
assert entries(world) == renamed(before, {("Uids", 1), ("Keys", VALUE)}, [NET])
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pallets.subtensor.shares import SafeFloat
from pallets.subtensor.state import (
    ColdkeySwaps,
    Delegation,
    Emissions,
    Endpoints,
    Identities,
    KeyRing,
    Leases,
    Neurons,
    RateLimits,
    RootClaims,
    Scores,
    StakeLocks,
    StakeShares,
    Subnets,
    VotingPowers,
    WeightTable,
)
from pallets.subtensor.types import (
    AxonInfo,
    ChainIdentityV2,
    Keep,
    LastTxBlock,
    LastTxBlockChildKeyTake,
    LastTxBlockDelegateTake,
    LockState,
    NeuronCertificate,
    PrometheusInfo,
    SubnetLease,
)
from runtime.fixed import I96F32, U64F64
from tests.pallets.subtensor.world import TAO, World, account

OLD, NEW = account(1), account(2)
COLD = account(3)
"""Owns OLD, which is a hotkey."""
HOT = account(4)
"""OLD owns it, and stakes on it, as a coldkey."""
STAKER, ANOTHER, CHILD, PARENT = (account(number) for number in range(5, 9))
ROOT, NET, OTHER = range(3)
BLOCK = 1_000
ALPHA = 1_000
VALUE = "value"
"""The place of what a map says, beside its keys 0, 1 and 2."""

SURFACE = json.loads(Path("tests/data/surface-425.json").read_text())
KEYS: dict[str, list[str]] = {
    entry["name"]: entry["rust_keys"]
    for pallet in SURFACE["pallets"]
    if pallet["name"] == "SubtensorModule"
    for entry in pallet["storage"]
    if "AccountId" in f"{entry['rust_keys']}{entry['rust_value']}"
    or entry["name"] == "SubnetLeases"
}
"""The keys of the maps that have accounts as keys or in what they say."""


class Entry(NamedTuple):
    """An entry of a map, spelled out."""

    name: str
    keys: tuple[str, ...]
    value: str

    @property
    def netuid(self) -> int | None:
        """The subnet that it is about, be it by the index of a mechanism."""
        for spelled, key in zip(KEYS[self.name], self.keys, strict=True):
            if "NetUid" in spelled:
                return int(key)
        return None


def an_entry(name: str, *keys: object, value: object) -> Entry:
    return Entry(name, tuple(map(repr, keys)), repr(value))


def entries(world: World) -> set[Entry]:
    """All entries of these maps."""
    return {
        an_entry(layout.name, *_tuple(key), value=layout.decode(world.state.get(raw) or b""))
        for layout in world.runtime.composition.layouts.values()
        if layout.prefix_name == "SubtensorModule" and layout.name in KEYS
        for raw in list(world.state.keys(layout.prefix))
        for key in [layout.split_key(raw)]
    }


def _tuple(key: object) -> tuple[object, ...]:
    return key if isinstance(key, tuple) else (key,)


def of_map(found: set[Entry], *names: str) -> set[Entry]:
    assert set(names) <= KEYS.keys()
    return {entry for entry in found if entry.name in names}


def renamed(
    found: set[Entry], places: set[tuple[str, int | str]], netuids: Iterable[int]
) -> set[Entry]:
    """NEW instead of OLD at these places, as far as it is about one of these subnets, or none."""
    netuids = list(netuids)

    def replaced(entry: Entry, place: int | str, text: str) -> str:
        return text.replace(repr(OLD), repr(NEW)) if (entry.name, place) in places else text

    def moved(entry: Entry) -> Entry:
        if entry.netuid is not None and entry.netuid not in netuids:
            return entry
        keys = tuple(replaced(entry, place, key) for place, key in enumerate(entry.keys))
        return Entry(entry.name, keys, replaced(entry, VALUE, entry.value))

    return {moved(entry) for entry in found}


def a_full_world() -> World:
    """Three subnets. In OTHER, OLD is the owner's hotkey, and shares are in their first form."""
    world = World(block=BLOCK)
    for netuid in (ROOT, NET, OTHER):
        world.pallet(Subnets).networks_added[netuid] = True
        _fill_neuron(world, netuid)
        _fill_family(world, netuid)
        _fill_stake(world, netuid)
        _fill_limits(world, netuid)
    _fill_accounts(world)
    _fill_locks(world)
    _fill_root(world)
    for rich in (OLD, COLD):
        world.endow(rich, 10 * TAO)
    world.forget_events()
    return world


def _fill_neuron(world: World, netuid: int) -> None:
    neurons, endpoints = world.pallet(Neurons), world.pallet(Endpoints)
    neurons.is_network_member[OLD, netuid] = True
    neurons.uids[netuid, OLD] = 3
    neurons.keys[netuid, 3] = OLD
    endpoints.axons[netuid, OLD] = AxonInfo(port=8091)
    endpoints.prometheus[netuid, OLD] = PrometheusInfo(port=9090)
    endpoints.neuron_certificates[netuid, OLD] = NeuronCertificate(b"\1\2\3", 1)
    table = world.pallet(WeightTable)
    table.weight_commits[netuid, OLD] = [(bytes(32), 1, 2, 3)]
    table.timelocked_weight_commits[netuid, 7] = [(OLD, 1, b"", 2)]
    table.crv3_weight_commits[netuid, 7] = [(OLD, b"", 2)]
    table.crv3_weight_commits_v2[netuid, 7] = [(OLD, 1, b"", 2)]
    world.pallet(Scores).loaded_emission[netuid] = [(OLD, 1, 2), (HOT, 3, 4)]
    subnets = world.pallet(Subnets)
    subnets.subnet_owner[netuid] = OLD
    subnets.subnet_owner_hotkey[netuid] = OLD if netuid == OTHER else HOT


def _fill_family(world: World, netuid: int) -> None:
    delegation = world.pallet(Delegation)
    delegation.childkey_take[OLD, netuid] = 5_000
    delegation.child_keys[OLD, netuid] = [(5, CHILD)]
    delegation.parent_keys[CHILD, netuid] = [(5, OLD)]
    delegation.child_keys[PARENT, netuid] = [(6, OLD)]
    delegation.parent_keys[OLD, netuid] = [(6, PARENT)]
    delegation.pending_child_keys[netuid, OLD] = ([(7, ANOTHER)], 2_000)
    delegation.pending_child_keys[netuid, PARENT] = ([(8, OLD)], 2_000)


def _fill_stake(world: World, netuid: int) -> None:
    shares = world.pallet(StakeShares)
    for hotkey, coldkey in ((OLD, STAKER), (HOT, OLD)):
        shares.total_hotkey_alpha[hotkey, netuid] = ALPHA
        if netuid == OTHER:
            shares.total_hotkey_shares[hotkey, netuid] = U64F64.from_num(ALPHA)
            shares.alpha[hotkey, coldkey, netuid] = U64F64.from_num(ALPHA)
        else:
            shares.total_hotkey_shares_v2[hotkey, netuid] = SafeFloat.from_u64(ALPHA)
            shares.alpha_v2[hotkey, coldkey, netuid] = SafeFloat.from_u64(ALPHA)
        shares.auto_stake_destination[coldkey, netuid] = hotkey
        shares.auto_stake_destination_coldkeys[hotkey, netuid] = [coldkey]
    shares.total_hotkey_alpha_last_epoch[OLD, netuid] = 900
    emissions = world.pallet(Emissions)
    emissions.alpha_dividends_per_subnet[netuid, OLD] = 10
    emissions.root_alpha_dividends_per_subnet[netuid, OLD] = 11
    emissions.last_hotkey_emission_on_netuid[OLD, netuid] = 12
    world.pallet(VotingPowers).voting_power[netuid, OLD] = 13


def _fill_limits(world: World, netuid: int) -> None:
    world.pallet(ColdkeySwaps).last_hotkey_swap_on_netuid[netuid, OLD] = 21
    world.pallet(RateLimits).transaction_key_last_block[OLD, netuid, 0] = 22


def _fill_accounts(world: World) -> None:
    keys, swaps, limits = (world.pallet(kind) for kind in (KeyRing, ColdkeySwaps, RateLimits))
    for hotkey, coldkey in ((OLD, COLD), (HOT, OLD)):
        keys.owner[hotkey] = coldkey
        keys.owned_hotkeys[coldkey] = [hotkey]
    keys.staking_hotkeys[STAKER] = [OLD]
    keys.staking_hotkeys[OLD] = [HOT]
    keys.account_flags[OLD] = 1
    world.pallet(Delegation).delegates[OLD] = 100
    world.pallet(Identities).identities_v2[OLD] = ChainIdentityV2(b"old", *[b""] * 6)
    swaps.coldkey_swap_announcements[OLD] = (31, bytes(32))
    swaps.coldkey_swap_disputes[OLD] = 32
    for block, limited in enumerate(
        (LastTxBlock, LastTxBlockChildKeyTake, LastTxBlockDelegateTake), 41
    ):
        limits.last_rate_limited_block[limited(OLD)] = block
    for former in (
        limits.last_tx_block,
        limits.last_tx_block_child_key_take,
        limits.last_tx_block_delegate_take,
    ):
        former[OLD] = 44
    limits.last_coldkey_hotkey_stake_block[OLD, HOT] = 45
    limits.last_coldkey_hotkey_stake_block[STAKER, OLD] = 46
    leases = world.pallet(Leases)
    leases.subnet_leases[0] = SubnetLease(OLD, OLD, OLD, 10, None, NET, 0)
    leases.subnet_lease_shares[0, OLD] = U64F64.from_num(1)


def _fill_locks(world: World) -> None:
    locks = world.pallet(StakeLocks)
    kept, decaying, owners = (
        LockState(mass, U64F64.from_num(mass), BLOCK) for mass in (700, 500, 300)
    )
    for coldkey, netuid, hotkey, lock in (
        (STAKER, NET, OLD, kept),
        (ANOTHER, NET, OLD, decaying),
        (STAKER, OTHER, OLD, owners),
        (OLD, NET, HOT, decaying),
    ):
        locks.lock[coldkey, netuid, hotkey] = lock
        locks.locking_coldkeys[netuid, hotkey, coldkey] = ()
    locks.decaying_lock[STAKER, NET] = locks.decaying_lock[STAKER, OTHER] = False
    locks.decaying_lock[OLD, NET] = True
    locks.hotkey_lock[NET, OLD] = kept
    locks.decaying_hotkey_lock[NET, OLD] = decaying
    locks.owner_lock[OTHER] = owners
    locks.decaying_owner_lock[NET] = decaying


def _fill_root(world: World) -> None:
    claims, shares = world.pallet(RootClaims), world.pallet(StakeShares)
    claims.root_claimable[OLD] = {NET: I96F32.from_num(2), OTHER: I96F32.from_num(3)}
    for netuid in (NET, OTHER):
        claims.root_claimed[netuid, OLD, STAKER] = 51
        claims.root_claimed[netuid, HOT, OLD] = 52
    claims.root_claimed[ROOT, HOT, OLD] = 53
    claims.root_claim_type[OLD] = Keep()
    shares.staking_coldkeys[OLD] = 0
    shares.staking_coldkeys_by_index[0] = OLD
    shares.num_staking_coldkeys.set(1)
    world.pallet(Delegation).auto_parent_delegation_enabled[OLD] = False
