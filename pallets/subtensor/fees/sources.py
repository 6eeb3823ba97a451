"""Out of which stake the fee of a call may be paid. As `fees_in_alpha` of the reference."""

from __future__ import annotations

from typing import Any

from pallets.subtensor.stake import Stake
from pallets.subtensor.staking import BurnStake, MoveStake, Position, RemoveAllStake, RemoveStake
from pallets.subtensor.state import Subnets
from runtime.call import Call, CallDeclaration
from runtime.pallet import Pallet, Uses

# The calls that take stake from one hotkey in one subnet, and how their arguments name these.
OF_ONE_SUBNET: dict[CallDeclaration[Any, Any], tuple[str, str]] = {
    RemoveStake.remove_stake: ("hotkey", "netuid"),
    RemoveStake.remove_stake_limit: ("hotkey", "netuid"),
    RemoveStake.remove_stake_full_limit: ("hotkey", "netuid"),
    MoveStake.move_stake: ("origin_hotkey", "origin_netuid"),
    MoveStake.transfer_stake: ("hotkey", "origin_netuid"),
    MoveStake.swap_stake: ("hotkey", "origin_netuid"),
    MoveStake.swap_stake_limit: ("hotkey", "origin_netuid"),
    BurnStake.recycle_alpha: ("hotkey", "netuid"),
    BurnStake.burn_alpha: ("hotkey", "netuid"),
}

# Those that take it from a hotkey in all subnets.
OF_ALL_SUBNETS = (RemoveAllStake.unstake_all, RemoveAllStake.unstake_all_alpha)


class FeeSources(Pallet, crate="pallet_subtensor"):
    """The stake that a call is about."""

    subnets = Uses(Subnets)
    stake = Uses(Stake)

    def of(self, payer: bytes, call: Call) -> list[Position]:
        """Where the payer may have stake for the fee; nowhere, for most calls.

        What is inside of another call, such as a batch, does not count. Of a call about one subnet
        it is not asked here whether there is any stake, nor whether it could be sold.
        """
        declaration = call.declaration
        if declaration in OF_ALL_SUBNETS:
            hotkey = call.args[0]
            return [Position(payer, hotkey, netuid) for netuid in self._staked(payer, hotkey)]
        names = OF_ONE_SUBNET.get(declaration)
        if names is None:
            return []
        hotkey, netuid = (call.args[declaration.parameter_names.index(name)] for name in names)
        return [Position(payer, hotkey, netuid)]

    def _staked(self, coldkey: bytes, hotkey: bytes) -> list[int]:
        """The subnets with stake whose alpha can be traded, root too."""
        return [
            netuid
            for netuid in self.subnets.netuids()
            if self.subnets.subtoken_enabled[netuid] and self.stake.of(hotkey, coldkey, netuid)
        ]
