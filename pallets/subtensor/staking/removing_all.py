"""All stake on a hotkey is sold, in all subnets. As staking/remove_stake.rs of the reference."""

from __future__ import annotations

from pallets.subtensor.errors import Error
from pallets.subtensor.stake import Stake
from pallets.subtensor.staking.changes import StakeChanges
from pallets.subtensor.staking.checks import StakingChecks
from pallets.subtensor.staking.nominations import SmallNominations
from pallets.subtensor.staking.positions import Position
from pallets.subtensor.state import Subnets
from pallets.subtensor.types import ROOT
from runtime.call import call
from runtime.fixed.integers import saturating_add
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import AccountId
from runtime.weights import weigh


class RemoveAllStake(Pallet, crate="pallet_subtensor"):
    """Unstaking wherever that is possible, in the order of the netuids' keys."""

    error = Error
    subnets = Uses(Subnets)
    stake = Uses(Stake)
    checks = Uses(StakingChecks)
    changes = Uses(StakeChanges)
    nominations = Uses(SmallNominations)

    @call(index=83, weight=weigh(26_830_000, 9189, reads=6))
    def unstake_all(self, origin: Origin, hotkey: AccountId) -> None:
        """Sell all that the signer has on a hotkey. Where that fails, it stays.

        Fails with HotKeyAccountNotExists, and as `StakeChanges.sell`.
        """
        coldkey = ensure_signed(origin)
        self.checks.ensure_hotkey(hotkey)
        for netuid in self.subnets.netuids():
            self._sell_if_possible(Position(coldkey, hotkey, netuid))

    @call(index=84, weight=weigh(700_873_000, 11306, reads=43, writes=25))
    def unstake_all_alpha(self, origin: Origin, hotkey: AccountId) -> None:
        """Sell all that the signer has on a hotkey but on root, and stake what it brings there.

        Fails with HotKeyAccountNotExists, with AmountTooLow if it brings nothing, and as
        `StakeChanges.sell` and `StakeChanges.buy`.
        """
        coldkey = ensure_signed(origin)
        self.checks.ensure_hotkey(hotkey)
        total = 0
        for netuid in self.subnets.netuids():
            if netuid != ROOT:
                tao = self._sell_if_possible(Position(coldkey, hotkey, netuid))
                total = saturating_add(total, tao)
        self.changes.buy(Position(coldkey, hotkey, ROOT), total)

    def _sell_if_possible(self, place: Position) -> int:
        """Sell all stake, if the checks allow it. The result is the TAO (rao)."""
        coldkey, hotkey, netuid = place
        if not self.subnets.subtoken_enabled[netuid]:
            return 0
        alpha = self.stake.of(hotkey, coldkey, netuid)
        try:
            self.checks.ensure_removable(place, alpha, most=alpha, is_partial=False)
        except Error:
            return 0
        tao = self.changes.sell(place, alpha)
        self.nominations.clear_if_small(place)
        return tao
