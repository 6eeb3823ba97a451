"""What miners get. As distribute_dividends_and_incentives in coinbase/run_coinbase.rs."""

from __future__ import annotations

from collections.abc import Mapping

from pallets.subtensor.emission.owner import OwnerPayments
from pallets.subtensor.events import AutoStakeAdded, Event
from pallets.subtensor.money import AlphaSupply
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import Emissions, Hyperparameters, StakeShares
from pallets.subtensor.types import RecycleOrBurnEnum
from runtime.fixed import U96F32
from runtime.fixed.integers import U64_MAX
from runtime.pallet import Pallet, Uses


def withheld_part(withheld: int, total: int) -> U96F32:
    """The part of the miners' alpha that is not paid to them, of both in rao."""
    return U96F32.from_num(withheld).safe_div(U96F32.from_num(total))


class MinerPayments(Pallet, crate="pallet_subtensor"):
    """Incentives, which are staked."""

    event = Event
    owner = Uses(OwnerPayments)
    ownership = Uses(Ownership)
    stake = Uses(Stake)
    shares = Uses(StakeShares)
    emissions = Uses(Emissions)
    hyperparameters = Uses(Hyperparameters)
    alpha_supply = Uses(AlphaSupply)

    def pay(self, netuid: int, incentives: Mapping[bytes, int]) -> None:
        """Pay incentives (rao of alpha), in the order of the hotkeys.

        The owner's hotkeys get nothing: theirs is burned or recycled, and lowers the subnet's share
        of the emission until the next epoch.
        """
        owners = set(self.owner.hotkeys(netuid))
        withheld = 0
        for hotkey in sorted(incentives):
            if hotkey in owners:
                withheld += incentives[hotkey]
                self._withhold(netuid, incentives[hotkey])
            else:
                self._pay(netuid, hotkey, incentives[hotkey])
        total = min(sum(incentives.values()), U64_MAX)
        self.emissions.miner_burned[netuid] = withheld_part(min(withheld, U64_MAX), total)

    def _withhold(self, netuid: int, alpha: int) -> None:
        if self.hyperparameters.recycle_or_burn[netuid] == RecycleOrBurnEnum.Recycle:
            self.alpha_supply.recycle(netuid, alpha)
        else:
            self.alpha_supply.burn(netuid, alpha)

    def _pay(self, netuid: int, hotkey: bytes, alpha: int) -> None:
        """Stake on the hotkey that the miner's owner has chosen, or else on the miner's own."""
        owner = self.ownership.owner_of(hotkey)
        chosen = self.shares.auto_stake_destination[owner, netuid]
        if chosen is not None:
            self.deposit_event(AutoStakeAdded(netuid, chosen, hotkey, owner, alpha))
        self.stake.increase(hotkey if chosen is None else chosen, owner, netuid, alpha)
