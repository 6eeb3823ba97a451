"""AdminUtils: limits of the chain as a whole, and how subnets come and go. All is for root only."""

from __future__ import annotations

from pallets.admin_utils.errors import ValueNotInBounds
from pallets.admin_utils.part import AdminPart
from pallets.subtensor.hyperparameters import ChainSettings, FoundingSettings
from pallets.subtensor.types import BlockNumber, MechId, TaoBalance
from pallets.subtensor.weights import SubnetMechanisms
from runtime.call import call
from runtime.origin import Origin, ensure_root
from runtime.pallet import Uses
from runtime.scale import U8, U16, U64
from runtime.weights import weigh

PLAIN = weigh(14_000_000, writes=1)


class FoundingAdmin(AdminPart):
    """Sets how subnets come and go."""

    settings = Uses(FoundingSettings)
    mechanisms = Uses(SubnetMechanisms)

    @call(index=28, weight=PLAIN)
    def sudo_set_subnet_owner_cut(self, origin: Origin, subnet_owner_cut: U16) -> None:
        """Set the owners' part of their subnets' alpha, in 65535ths. Root only."""
        ensure_root(origin)
        self.settings.set_subnet_owner_cut(subnet_owner_cut)

    @call(index=29, weight=PLAIN)
    def sudo_set_network_rate_limit(self, origin: Origin, rate_limit: U64) -> None:
        """Set the blocks between two registrations of subnets. Root only."""
        ensure_root(origin)
        self.settings.set_network_rate_limit(rate_limit)

    @call(index=35, weight=PLAIN)
    def sudo_set_network_immunity_period(self, origin: Origin, immunity_period: U64) -> None:
        """Set the blocks for which a new subnet is not pruned. Root only."""
        ensure_root(origin)
        self.settings.set_network_immunity_period(immunity_period)

    @call(index=36, weight=PLAIN)
    def sudo_set_network_min_lock_cost(self, origin: Origin, lock_cost: TaoBalance) -> None:
        """Set the lowest cost of a subnet, in rao. Root only."""
        ensure_root(origin)
        self.settings.set_network_min_lock(lock_cost)

    @call(index=37, weight=PLAIN)
    def sudo_set_subnet_limit(self, origin: Origin, max_subnets: U16) -> None:
        """Set how many subnets there may be, root not counted. Root only."""
        ensure_root(origin)
        self.settings.set_subnet_limit(max_subnets)

    @call(index=38, weight=PLAIN)
    def sudo_set_lock_reduction_interval(self, origin: Origin, interval: U64) -> None:
        """Set the blocks in which the cost of a subnet falls to the lowest. Root only."""
        ensure_root(origin)
        self.settings.set_lock_reduction_interval(interval)

    @call(index=55, weight=weigh(5_591_000, writes=1))
    def sudo_set_dissolve_network_schedule_duration(
        self, origin: Origin, duration: BlockNumber
    ) -> None:
        """Set how long a scheduled dissolution waits, without effect. Root only."""
        ensure_root(origin)
        self.settings.set_dissolve_network_schedule_duration(duration)

    @call(index=85, weight=PLAIN)
    def sudo_set_start_call_delay(self, origin: Origin, delay: U64) -> None:
        """Set the blocks between a subnet's registration and its start. Root only."""
        ensure_root(origin)
        self.settings.set_start_call_delay(delay)

    @call(index=88, weight=weigh(15_000_000, reads=1, writes=1))
    def sudo_set_max_mechanism_count(self, origin: Origin, max_mechanism_count: MechId) -> None:
        """Set how many mechanisms a subnet may have, from 1 to 16. Root only."""
        ensure_root(origin)
        self.mechanisms.set_max_count(max_mechanism_count)


class ChainAdmin(AdminPart):
    """Sets limits of the chain as a whole."""

    settings = Uses(ChainSettings)

    @call(index=2, weight=weigh(5_440_000, writes=1))
    def sudo_set_tx_rate_limit(self, origin: Origin, tx_rate_limit: U64) -> None:
        """Set the blocks between two swaps of a coldkey's hotkeys. Root only."""
        ensure_root(origin)
        self.settings.set_tx_rate_limit(tx_rate_limit)

    @call(index=74, weight=weigh(5_450_000, writes=1))
    def sudo_set_admin_freeze_window(self, origin: Origin, window: U16) -> None:
        """Set the blocks before an epoch in which a subnet is not changed. Root only."""
        ensure_root(origin)
        self.settings.set_admin_freeze_window(window)

    @call(index=75, weight=weigh(5_471_000, writes=1))
    def sudo_set_owner_hparam_rate_limit(self, origin: Origin, epochs: U16) -> None:
        """Set the epochs between two changes of a parameter by the owner. Root only."""
        ensure_root(origin)
        self.settings.set_owner_hyperparam_rate_limit(epochs)

    @call(index=86, weight=weigh(5_370_000, writes=1))
    def sudo_set_coldkey_swap_announcement_delay(
        self, origin: Origin, duration: BlockNumber
    ) -> None:
        """Set the blocks that the announced swap of a coldkey waits. Root only."""
        ensure_root(origin)
        self.settings.set_coldkey_swap_announcement_delay(duration)

    @call(index=87, weight=weigh(5_360_000, writes=1))
    def sudo_set_coldkey_swap_reannouncement_delay(
        self, origin: Origin, duration: BlockNumber
    ) -> None:
        """Set the blocks until another swap of a coldkey can be announced. Root only."""
        ensure_root(origin)
        self.settings.set_coldkey_swap_reannouncement_delay(duration)

    @call(index=96, weight=weigh(5_530_000, writes=1))
    def sudo_set_max_epochs_per_block(self, origin: Origin, max_epochs_per_block: U8) -> None:
        """Set how many epochs a block may have, at least one. Root only."""
        ensure_root(origin)
        if max_epochs_per_block < 1:
            raise ValueNotInBounds()
        self.settings.set_max_epochs_per_block(max_epochs_per_block)
