"""AdminUtils: takes of delegates and child hotkeys, and the least stake of nominators."""

from __future__ import annotations

from pallets.admin_utils.errors import InvalidValue
from pallets.admin_utils.part import AdminPart
from pallets.subtensor.hyperparameters import NominationSettings, TakeSettings
from pallets.subtensor.staking import SmallNominations
from pallets.subtensor.state import Delegation
from pallets.subtensor.types import Hyperparameter, NetUid
from runtime.call import call
from runtime.origin import Origin, ensure_root
from runtime.pallet import Uses
from runtime.scale import U16, U64
from runtime.weights import weigh


class TakesAdmin(AdminPart):
    """Sets the bounds of takes, which are in 65535ths, and the least stake of nominators."""

    settings = Uses(TakeSettings)
    nominations = Uses(NominationSettings)
    small_nominations = Uses(SmallNominations)
    delegation = Uses(Delegation)

    @call(index=1, weight=weigh(5_400_000, writes=1))
    def sudo_set_default_take(self, origin: Origin, default_take: U16) -> None:
        """Set the highest take of delegates, which is that of new ones too. Root only."""
        ensure_root(origin)
        self.settings.set_max_delegate_take(default_take)

    @call(index=43, weight=weigh(30_697_000, 6890, reads=5, writes=1))
    def sudo_set_nominator_min_required_stake(self, origin: Origin, min_stake: U64) -> None:
        """Set the least stake of nominators, in millionths of the least stake. Root only.

        When it is raised, what is below it then is unstaked.
        """
        ensure_root(origin)
        is_raised = self.nominations.is_raised_by(min_stake)
        self.nominations.set_factor(min_stake)
        if is_raised:
            self.small_nominations.clear()

    @call(index=45, weight=weigh(5_420_000, writes=1))
    def sudo_set_tx_delegate_take_rate_limit(self, origin: Origin, tx_rate_limit: U64) -> None:
        """Set the blocks between two increases of a delegate's take. Root only."""
        ensure_root(origin)
        self.settings.set_tx_delegate_take_rate_limit(tx_rate_limit)

    @call(index=46, weight=weigh(5_490_000, writes=1))
    def sudo_set_min_delegate_take(self, origin: Origin, take: U16) -> None:
        """Set the lowest take of delegates. Root only."""
        ensure_root(origin)
        self.settings.set_min_delegate_take(take)

    @call(index=73, weight=weigh(15_650_000, reads=1, writes=1))
    def sudo_set_ck_burn(self, origin: Origin, burn: U64) -> None:
        """Set the part of parents' dividends that is recycled, of 2^64 - 1. Root only."""
        ensure_root(origin)
        self.delegation.ck_burn.set(burn)

    @call(index=93, weight=weigh(38_100_000, 4419, reads=7, writes=1))
    def sudo_set_min_childkey_take_per_subnet(
        self, origin: Origin, netuid: NetUid, take: U16
    ) -> None:
        """Set the lowest take of child hotkeys on a subnet, within the chain's bounds.

        The owner, or root.
        """
        with self.changing(origin, netuid, Hyperparameter.MinChildkeyTake):
            lowest = self.delegation.min_childkey_take.get()
            if not lowest <= take <= self.delegation.max_childkey_take.get():
                raise InvalidValue()
            self.settings.set_min_childkey_take_for_subnet(netuid, take)
