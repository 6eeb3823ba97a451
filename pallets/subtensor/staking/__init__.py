"""Staking: the calls by which TAO becomes stake and stake TAO, and by which stake moves and goes.

positions     where stake is, and within what limit it may be traded
price_limits  how much a price limit allows, as functions of numbers
order_sizes   how much a pool and a price limit allow
checks        what is checked before anything happens
changes       buying, selling and handing over
nominations   small stakes of nominators are cleared
adding, removing, removing_all, moving, burning
              the calls
auto_stake    where the emission of a coldkey's miners is staked
"""

from __future__ import annotations

from pallets.subtensor.staking.adding import AddStake
from pallets.subtensor.staking.auto_stake import AutoStake
from pallets.subtensor.staking.burning import BurnStake
from pallets.subtensor.staking.changes import StakeChanges
from pallets.subtensor.staking.checks import StakingChecks
from pallets.subtensor.staking.moving import MoveStake
from pallets.subtensor.staking.nominations import SmallNominations
from pallets.subtensor.staking.order_sizes import OrderSizes
from pallets.subtensor.staking.positions import Position, PriceLimit
from pallets.subtensor.staking.removing import RemoveStake
from pallets.subtensor.staking.removing_all import RemoveAllStake
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [
    OrderSizes,
    StakingChecks,
    StakeChanges,
    SmallNominations,
    AddStake,
    RemoveStake,
    RemoveAllStake,
    MoveStake,
    BurnStake,
    AutoStake,
]

__all__ = [
    "PARTS",
    "AddStake",
    "AutoStake",
    "BurnStake",
    "MoveStake",
    "OrderSizes",
    "Position",
    "PriceLimit",
    "RemoveAllStake",
    "RemoveStake",
    "SmallNominations",
    "StakeChanges",
    "StakingChecks",
]
