"""How subnets come and go, and who stands for one."""

from __future__ import annotations

from pallets.subtensor.errors import CannotUseSystemAccount, Error, SubnetNotExists
from pallets.subtensor.events import (
    DissolveNetworkScheduleDurationSet,
    Event,
    NetworkImmunityPeriodSet,
    NetworkLockCostReductionIntervalSet,
    NetworkMinLockCostSet,
    NetworkRateLimitSet,
    StartCallDelaySet,
    SubnetLimitSet,
    SubnetOwnerCutSet,
    SubnetOwnerHotkeySet,
    TransferToggle,
)
from pallets.subtensor.limits import Permissions, RateLimiting, TransactionType
from pallets.subtensor.money import Tao
from pallets.subtensor.state import Emissions, Founding, Subnets
from pallets.system.system import System
from runtime.origin import Origin
from runtime.pallet import Pallet, Uses


class FoundingSettings(Pallet, crate="pallet_subtensor"):
    """Sets how subnets come and go: one value for all of them."""

    event = Event
    founding = Uses(Founding)
    emissions = Uses(Emissions)

    def set_subnet_limit(self, limit: int) -> None:
        """How many subnets there may be, root not counted."""
        self.founding.subnet_limit.set(limit)
        self.deposit_event(SubnetLimitSet(limit))

    def set_network_rate_limit(self, blocks: int) -> None:
        """So many blocks lie between two registrations of subnets by anybody."""
        self.founding.network_rate_limit.set(blocks)
        self.deposit_event(NetworkRateLimitSet(blocks))

    def set_network_immunity_period(self, blocks: int) -> None:
        """For so many blocks after its registration a subnet is not pruned."""
        self.founding.network_immunity_period.set(blocks)
        self.deposit_event(NetworkImmunityPeriodSet(blocks))

    def set_start_call_delay(self, blocks: int) -> None:
        """So many blocks lie between a subnet's registration and its start."""
        self.founding.start_call_delay.set(blocks)
        self.deposit_event(StartCallDelaySet(blocks))

    def set_network_min_lock(self, cost: int) -> None:
        """The lowest cost of a subnet, in rao."""
        self.founding.network_min_lock_cost.set(cost)
        self.deposit_event(NetworkMinLockCostSet(cost))

    def set_lock_reduction_interval(self, blocks: int) -> None:
        """In how many blocks the cost of a subnet falls to the lowest."""
        self.founding.network_lock_reduction_interval.set(blocks)
        self.deposit_event(NetworkLockCostReductionIntervalSet(blocks))

    def set_dissolve_network_schedule_duration(self, blocks: int) -> None:
        """How long a scheduled dissolution waited: it is stored, and not used any more."""
        self.founding.dissolve_network_schedule_duration.set(blocks)
        self.deposit_event(DissolveNetworkScheduleDurationSet(blocks))

    def set_subnet_owner_cut(self, cut: int) -> None:
        """The owner's part of a subnet's alpha, in 65535ths."""
        self.emissions.subnet_owner_cut.set(cut)
        self.deposit_event(SubnetOwnerCutSet(cut))


class SubnetSettings(Pallet, crate="pallet_subtensor"):
    """Sets who stands for a subnet, and whether stake there may change hands."""

    event = Event
    error = Error
    system = Uses(System)
    subnets = Uses(Subnets)
    tao = Uses(Tao)
    permissions = Uses(Permissions)
    rate_limiting = Uses(RateLimiting)

    def set_transfer_toggle(self, netuid: int, enabled: bool) -> None:
        """Whether stake of a subnet may go from coldkey to coldkey. staking/move_stake.rs."""
        self.subnets.transfer_toggle[netuid] = enabled
        self.deposit_event(TransferToggle(netuid, enabled))

    def set_subnet_owner_hotkey(self, netuid: int, hotkey: bytes) -> None:
        """The hotkey that stands for a subnet's owner. Fails with CannotUseSystemAccount."""
        if self.tao.subnet_of_account(hotkey) is not None:
            raise CannotUseSystemAccount()
        self.subnets.subnet_owner_hotkey[netuid] = hotkey
        self.deposit_event(SubnetOwnerHotkeySet(netuid, hotkey))

    def choose_owner_hotkey(self, origin: Origin, netuid: int, hotkey: bytes) -> None:
        """Choose the hotkey as the owner or as root, once a week. subnets/subnet.rs.

        Root is limited as the owner is. Fails with BadOrigin, SubnetNotExists,
        TxRateLimitExceeded and CannotUseSystemAccount.
        """
        self.permissions.ensure_subnet_owner_or_root(origin, netuid)
        if not self.subnets.networks_added[netuid]:
            raise SubnetNotExists()
        kind = TransactionType.SetSNOwnerHotkey
        self.permissions.ensure_within_limits(hotkey, netuid, kind)
        self.rate_limiting.set_last_block(kind, hotkey, netuid, self.system.block_number())
        self.set_subnet_owner_hotkey(netuid, hotkey)
