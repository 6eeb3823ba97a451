"""Stake as clients read it. As rpc_info/stake_info.rs of the reference."""

from __future__ import annotations

from collections.abc import Iterator

from pallets.subtensor.apis.types import (
    ACCOUNT_PARAMETER,
    Account,
    CompactAlpha,
    CompactTao,
)
from pallets.subtensor.locks import Conviction, Locks, UnlockedStake
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import Emissions, KeyRing, Subnets
from pallets.subtensor.types import CompactNetUid, CompactU64, LockState, NetUid
from pallets.swap import Swap
from runtime.api import RuntimeApi
from runtime.fixed import U64F64
from runtime.runtime import Runtime
from runtime.scale import U64, AccountId, Struct


class StakeInfo(
    Struct, path="pallet_subtensor::rpc_info::stake_info::StakeInfo", params=ACCOUNT_PARAMETER
):
    """What a coldkey has on a hotkey in a subnet.

    `emission` is what the last epoch paid to all stake on the hotkey. What is locked, what is
    drained and the emission in TAO are always 0 here.
    """

    hotkey: Account
    coldkey: Account
    netuid: CompactNetUid
    stake: CompactAlpha
    locked: CompactU64
    emission: CompactAlpha
    tao_emission: CompactTao
    drain: CompactU64
    is_registered: bool


class StakeAvailability(Struct, path="pallet_subtensor::rpc_info::stake_info::StakeAvailability"):
    """What a coldkey has in a subnet on all hotkeys, and what of that it can unstake."""

    total: CompactAlpha
    locked: CompactAlpha
    available: CompactAlpha


class StakeInfoRuntimeApi(RuntimeApi, version=1):
    """Stake of coldkeys, and locks on it."""

    def get_stake_info_for_coldkey(self, coldkey_account: AccountId) -> list[StakeInfo]:
        """All that a coldkey has staked: subnet by subnet, in the order of the storage."""
        return StakeReader(self.runtime).of_coldkey(coldkey_account)

    def get_stake_info_for_coldkeys(
        self, coldkey_accounts: list[AccountId]
    ) -> list[tuple[AccountId, list[StakeInfo]]]:
        """All that these coldkeys have staked."""
        reader = StakeReader(self.runtime)
        return [(coldkey, reader.of_coldkey(coldkey)) for coldkey in coldkey_accounts]

    def get_stake_info_for_hotkey_coldkey_netuid(
        self, hotkey_account: AccountId, coldkey_account: AccountId, netuid: NetUid
    ) -> StakeInfo | None:
        """What a coldkey has on a hotkey in a subnet; always something, if only of zero."""
        return StakeReader(self.runtime).info(hotkey_account, coldkey_account, netuid)

    def get_stake_availability_for_coldkeys(
        self, coldkey_accounts: list[AccountId], netuids: list[NetUid] | None
    ) -> dict[AccountId, dict[NetUid, StakeAvailability]]:
        """What coldkeys can unstake, where they have stake or a lock; in all subnets if not said.

        There are no subnets in the answer if none are asked for, or more than there are.
        """
        found = self.runtime.pallet(UnlockedStake).for_coldkeys(coldkey_accounts, netuids)
        return {
            coldkey: {netuid: StakeAvailability(*free) for netuid, free in by_netuid.items()}
            for coldkey, by_netuid in found.items()
        }

    def get_stake_fee(
        self,
        origin: tuple[AccountId, NetUid] | None,
        origin_coldkey_account: AccountId,
        destination: tuple[AccountId, NetUid] | None,
        destination_coldkey_account: AccountId,
        amount: U64,
    ) -> U64:
        """What the pool takes of an amount that is staked, unstaked or moved. Keys do not matter.

        A move is charged as if it were staked in the destination's subnet.
        """
        place = destination or origin
        if destination == origin or place is None:
            return 0
        _, netuid = place
        return self.runtime.pallet(Swap).approx_fee_amount(netuid, amount)

    def get_coldkey_lock(self, coldkey: AccountId, netuid: NetUid) -> LockState | None:
        """A coldkey's lock as it is now."""
        return self.runtime.pallet(Locks).of_coldkey(coldkey, netuid)

    def get_hotkey_conviction(self, hotkey: AccountId, netuid: NetUid) -> U64F64:
        """The conviction of all locks on a hotkey."""
        return self.runtime.pallet(Conviction).of_hotkey(hotkey, netuid)

    def get_most_convicted_hotkey_on_subnet(self, netuid: NetUid) -> AccountId | None:
        """The hotkey with most conviction."""
        return self.runtime.pallet(Conviction).strongest(netuid)


class StakeReader:
    """Reads what coldkeys have staked."""

    def __init__(self, runtime: Runtime) -> None:
        self.netuids = runtime.pallet(Subnets).netuids()
        self.staking_hotkeys = runtime.pallet(KeyRing).staking_hotkeys
        self.stake, self.table = runtime.pallet(Stake), runtime.pallet(NeuronTable)
        self.dividends = runtime.pallet(Emissions).alpha_dividends_per_subnet

    def info(self, hotkey: bytes, coldkey: bytes, netuid: int) -> StakeInfo:
        return StakeInfo(
            hotkey=hotkey,
            coldkey=coldkey,
            netuid=netuid,
            stake=self.stake.of(hotkey, coldkey, netuid),
            locked=0,
            emission=self.dividends[netuid, hotkey],
            tao_emission=0,
            drain=0,
            is_registered=self.table.is_registered(netuid, hotkey),
        )

    def of_coldkey(self, coldkey: bytes) -> list[StakeInfo]:
        """Where there is any."""
        return [info for info in self._all_of(coldkey) if info.stake]

    def _all_of(self, coldkey: bytes) -> Iterator[StakeInfo]:
        hotkeys = self.staking_hotkeys[coldkey]
        for netuid in self.netuids:
            for hotkey in hotkeys:
                yield self.info(hotkey, coldkey, netuid)
