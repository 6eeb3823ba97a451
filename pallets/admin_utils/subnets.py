"""AdminUtils: a subnet's tempo, mechanisms, owner and emission."""

from __future__ import annotations

from typing import Annotated

from pallets.admin_utils.events import SubnetEmissionEnabledSet
from pallets.admin_utils.part import AdminPart
from pallets.subtensor.hyperparameters import SubnetSettings
from pallets.subtensor.limits import TransactionType
from pallets.subtensor.schedule import EpochSchedule
from pallets.subtensor.state import Hyperparameters, PoolReserves, StakeLocks
from pallets.subtensor.types import Hyperparameter, MechId, NetUid, RecycleOrBurnEnum
from pallets.subtensor.weights import SubnetMechanisms
from runtime.call import call
from runtime.origin import Origin, ensure_root
from runtime.pallet import Uses
from runtime.scale import U16, U64, AccountId, Spelled
from runtime.weights import DispatchClass, weigh

Hotkey = Annotated[AccountId, Spelled("<T as frame_system::Config>::AccountId")]
RecycleOrBurn = Annotated[RecycleOrBurnEnum, Spelled("pallet_subtensor::RecycleOrBurnEnum")]

MECHANISMS = weigh(15_000_000, reads=1, writes=1)
OWNER_CUT = weigh(25_000_000, reads=4, writes=1)


class SubnetsAdmin(AdminPart):
    """Sets a subnet's tempo, mechanisms and emission, and who stands for its owner."""

    settings = Uses(SubnetSettings)
    epochs = Uses(EpochSchedule)
    mechanisms = Uses(SubnetMechanisms)
    hyperparameters = Uses(Hyperparameters)
    pools = Uses(PoolReserves)
    stake_locks = Uses(StakeLocks)

    @call(index=30, weight=weigh(36_298_000, 4383, reads=5, writes=2))
    def sudo_set_tempo(self, origin: Origin, netuid: NetUid, tempo: U16) -> None:
        """Set any tempo, in blocks, and count the next epoch from now. Root only."""
        self.ensure_root_may_change(origin, netuid)
        self.epochs.apply_tempo_with_cycle_reset(netuid, tempo)

    @call(index=61, weight=weigh(28_343_000, 4280, reads=4, writes=1))
    def sudo_set_toggle_transfer(self, origin: Origin, netuid: NetUid, toggle: bool) -> None:
        """Set whether stake may go from coldkey to coldkey. The owner, or root."""
        with self.permissions.owner_or_root(origin, netuid, Hyperparameter.TransferEnabled):
            self.settings.set_transfer_toggle(netuid, toggle)

    @call(index=64, weight=weigh(3_918_000, writes=1))
    def sudo_set_subnet_owner_hotkey(self, origin: Origin, netuid: NetUid, hotkey: Hotkey) -> None:
        """Choose the hotkey that stands for the owner, once a week. The owner, or root."""
        self.settings.choose_owner_hotkey(origin, netuid, hotkey)

    @call(index=65, weight=weigh(4_198_000, writes=1))
    def sudo_set_ema_price_halving_period(
        self, origin: Origin, netuid: NetUid, ema_halving: U64
    ) -> None:
        """Set the blocks in which the moving price gets half way to a new price. Root only."""
        ensure_root(origin)
        self.pools.ema_price_halving_blocks[netuid] = ema_halving

    @call(index=66, weight=weigh(25_467_000, 4280, reads=4, writes=1))
    def sudo_set_subtoken_enabled(
        self, origin: Origin, netuid: NetUid, subtoken_enabled: bool
    ) -> None:
        """Set whether a subnet's alpha may be traded. Root only."""
        ensure_root(origin)
        self.permissions.ensure_admin_window_open(netuid)
        self.subnets.subtoken_enabled[netuid] = subtoken_enabled

    @call(index=67, weight=weigh(25_687_000, 4177, reads=2, writes=2))
    def sudo_set_sn_owner_hotkey(self, origin: Origin, netuid: NetUid, hotkey: Hotkey) -> None:
        """The same as `sudo_set_subnet_owner_hotkey`. The owner, or root."""
        self.settings.choose_owner_hotkey(origin, netuid, hotkey)

    @call(index=76, weight=MECHANISMS)
    def sudo_set_mechanism_count(
        self, origin: Origin, netuid: NetUid, mechanism_count: MechId
    ) -> None:
        """Set how many mechanisms a subnet has. The owner, or root."""
        with self.permissions.owner_or_root(origin, netuid, TransactionType.MechanismCountUpdate):
            self.mechanisms.set_count(netuid, mechanism_count)

    @call(index=77, weight=MECHANISMS)
    def sudo_set_mechanism_emission_split(
        self, origin: Origin, netuid: NetUid, maybe_split: list[U16] | None
    ) -> None:
        """Set each mechanism's share of emission, in 65535ths. The owner, or root."""
        with self.permissions.owner_or_root(origin, netuid, TransactionType.MechanismEmission):
            self.mechanisms.set_emission_split(netuid, maybe_split)

    @call(index=80, weight=weigh(20_000_000, reads=2, writes=2))
    def sudo_set_recycle_or_burn(
        self, origin: Origin, netuid: NetUid, recycle_or_burn: RecycleOrBurn
    ) -> None:
        """Set what becomes of emission for the owner's miners. The owner, or root."""
        with self.permissions.owner_or_root(origin, netuid, Hyperparameter.RecycleOrBurn):
            self.hyperparameters.recycle_or_burn[netuid] = recycle_or_burn

    @call(index=92, weight=OWNER_CUT, dispatch_class=DispatchClass.Operational)
    def sudo_set_owner_cut_enabled(self, origin: Origin, netuid: NetUid, enabled: bool) -> None:
        """Set whether the owner gets a cut of the emission. The owner, or root."""
        with self.changing(origin, netuid):
            self.ensure_not_root(netuid)
            self.hyperparameters.owner_cut_enabled[netuid] = enabled

    @call(index=94, weight=weigh(16_351_000, 4084, reads=1, writes=1))
    def sudo_set_subnet_emission_enabled(
        self, origin: Origin, netuid: NetUid, enabled: bool
    ) -> None:
        """Switch the emission of TAO to a subnet's pool on or off. Root only."""
        ensure_root(origin)
        self.ensure_exists(netuid)
        self.ensure_not_root(netuid)
        self.subnets.subnet_emission_enabled[netuid] = enabled
        self.deposit_event(SubnetEmissionEnabledSet(netuid, enabled))

    @call(index=95, weight=OWNER_CUT, dispatch_class=DispatchClass.Operational)
    def sudo_set_owner_cut_auto_lock_enabled(
        self, origin: Origin, netuid: NetUid, enabled: bool
    ) -> None:
        """Set whether the owner's cut is locked as it comes in. The owner, or root."""
        with self.changing(origin, netuid):
            self.ensure_not_root(netuid)
            self.stake_locks.owner_cut_auto_lock_enabled[netuid] = enabled
