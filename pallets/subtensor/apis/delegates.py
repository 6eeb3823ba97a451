"""Hotkeys that take stake of others, as clients read them. As rpc_info/delegate_info.rs."""

from __future__ import annotations

from typing import Annotated, TypeVar

from pallets.subtensor.apis.types import ACCOUNT_PARAMETER, Account, CompactAlpha
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import Delegation, Schedule, Scores, Subnets
from pallets.subtensor.types import ROOT, CompactNetUid, CompactU16, CompactU64
from runtime.api import RuntimeApi
from runtime.fixed import U64F64
from runtime.fixed.integers import U16_MAX
from runtime.runtime import Runtime
from runtime.scale import AccountId, Spelled, Struct

V = TypeVar("V")

BLOCKS_A_DAY = U64F64.from_num(7_200)
_1000_TAO = U64F64.from_num(1_000 * 10**9)  # in rao
_ONE = U64F64.from_num(1)

Holdings = list[tuple[CompactNetUid, CompactU64]]
"""Alpha (rao) by netuid."""

Nominators = Annotated[
    list[tuple[AccountId, Holdings]],
    Spelled("Vec<(AccountId, Vec<(Compact<NetUid>, Compact<u64>)>)>"),
]
CompactNetUids = Annotated[list[CompactNetUid], Spelled("Vec<Compact<NetUid>>")]


class DelegateInfo(
    Struct,
    path="pallet_subtensor::rpc_info::delegate_info::DelegateInfo",
    params=ACCOUNT_PARAMETER,
):
    """A hotkey with a take, its nominators, and what it earns.

    Returns are in rao: of all subnets together, as if one alpha were one TAO, from the emissions of
    the last epochs and for stake on root.
    """

    delegate_ss58: Account
    take: CompactU16
    nominators: Nominators
    owner_ss58: Account
    registrations: CompactNetUids
    validator_permits: CompactNetUids
    return_per_1000: CompactU64
    total_daily_return: CompactU64


def daily_emission(emission: int, tempo: int) -> U64F64:
    """What a neuron earns in a day, if each epoch is like the last; `emission` is in rao."""
    if tempo == 0:
        return U64F64.of_bits(0)
    epochs = BLOCKS_A_DAY.safe_div(U64F64.from_num(tempo))
    return U64F64.from_num(emission).saturating_mul(epochs)


def return_per_1000_tao(take: int, root_stake: int, daily: U64F64) -> U64F64:
    """What 1,000 TAO on root would get in a day of it, without the take (of 65535), in rao."""
    if root_stake == 0:
        return U64F64.of_bits(0)
    without_take = _ONE.saturating_sub(U64F64.from_num(take).safe_div(U64F64.from_num(U16_MAX)))
    thousands = U64F64.from_num(root_stake).safe_div(_1000_TAO)
    return daily.saturating_mul(without_take).safe_div(thousands)


class DelegateInfoRuntimeApi(RuntimeApi, version=1):
    """Hotkeys with a take, in the order of the storage."""

    def get_delegates(self) -> list[DelegateInfo]:
        """All of them, with their nominators."""
        reader = DelegateReader(self.runtime)
        return [reader.info(delegate, reader.nominators(delegate)) for delegate in reader.delegates]

    def get_delegate(self, delegate_account: AccountId) -> DelegateInfo | None:
        """One of them, with its nominators."""
        reader = DelegateReader(self.runtime)
        if delegate_account not in reader.delegates:
            return None
        return reader.info(delegate_account, reader.nominators(delegate_account))

    def get_delegated(
        self, delegatee_account: AccountId
    ) -> list[tuple[DelegateInfo, tuple[CompactNetUid, CompactAlpha]]]:
        """Where a coldkey has stake: each hotkey, without nominators, with subnet and alpha."""
        reader, stake = DelegateReader(self.runtime), self.runtime.pallet(Stake)
        return [
            (reader.info(delegate, []), (netuid, stake.of(delegate, delegatee_account, netuid)))
            for delegate in reader.delegates
            for netuid, _ in stake.positions_of(delegate, delegatee_account)
        ]


class DelegateReader:
    """Reads what is known of delegates."""

    def __init__(self, runtime: Runtime) -> None:
        self.netuids = runtime.pallet(Subnets).netuids()
        self.takes = runtime.pallet(Delegation).delegates
        self.delegates = dict.fromkeys(self.takes.keys())
        self.table, self.scores = runtime.pallet(NeuronTable), runtime.pallet(Scores)
        self.tempo = runtime.pallet(Schedule).tempo
        self.ownership, self.stake = runtime.pallet(Ownership), runtime.pallet(Stake)

    def info(
        self, delegate: bytes, nominators: list[tuple[bytes, list[tuple[int, int]]]]
    ) -> DelegateInfo:
        registrations = self.table.networks_of(delegate)
        take, on_root = self.takes[delegate], self.stake.on_hotkey(delegate, ROOT)
        permits, daily = [], U64F64.of_bits(0)
        for netuid in registrations:
            uid = self.table.neurons.uids[netuid, delegate]
            if uid is None:
                continue
            if _at(self.scores.validator_permit[netuid], uid, False):
                permits.append(netuid)
            emission = _at(self.scores.emission[netuid], uid, 0)
            daily = daily.saturating_add(daily_emission(emission, self.tempo[netuid]))
        return DelegateInfo(
            delegate_ss58=delegate,
            take=take,
            nominators=nominators,
            owner_ss58=self.ownership.owner_of(delegate),
            registrations=registrations,
            validator_permits=permits,
            return_per_1000=return_per_1000_tao(take, on_root, daily).saturating_to_num(),
            total_daily_return=daily.saturating_to_num(),
        )

    def nominators(self, delegate: bytes) -> list[tuple[bytes, list[tuple[int, int]]]]:
        """Each coldkey's stake on a delegate, in the order of coldkeys.

        As in the reference, the pool that shares are valued by is found by counting through the
        subnets: that of another one, or none, where netuids are not 0, 1, 2, ... without gaps.
        """
        pools = [self.stake.pool(delegate, netuid) for netuid in self.netuids]
        found: dict[bytes, list[tuple[int, int]]] = {}
        for coldkey, netuid, share in self.stake.positions_on(delegate):
            if not share.is_zero and netuid < len(pools):
                value = pools[netuid].value_of_shares(share)
                found.setdefault(coldkey, []).append((netuid, value))
        return list(found.items())


def _at(values: list[V], uid: int, absent: V) -> V:
    return values[uid] if uid < len(values) else absent
