"""Stake: what coldkeys have on hotkeys, what it is worth and counts, and how it is bought and sold.

    share_pool  where the shares in a hotkey's alpha are stored
    holdings    who has how much alpha where
    pools       reserves, as the swap asks for them
    prices      of alpha: now, moving, median
    values      what stake is worth in TAO
    weight      what counts in a subnet, by parents and children, and with root's TAO
    flow, claimed
                what follows when stake comes and goes
    trades      TAO for alpha, alpha for TAO

The rules of prices and weights are functions of numbers, beside the pallets that ask the state.
"""

from __future__ import annotations

from pallets.subtensor.stake.claimed import ClaimedDividends
from pallets.subtensor.stake.flow import TaoFlow
from pallets.subtensor.stake.holdings import Stake
from pallets.subtensor.stake.pools import Pools, pools_of
from pallets.subtensor.stake.prices import Prices
from pallets.subtensor.stake.trades import Trades
from pallets.subtensor.stake.values import StakeValues
from pallets.subtensor.stake.weight import StakeWeight, StakeWeights
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [
    Pools,
    Stake,
    Prices,
    StakeValues,
    StakeWeights,
    TaoFlow,
    ClaimedDividends,
    Trades,
]

__all__ = [
    "PARTS",
    "ClaimedDividends",
    "Pools",
    "Prices",
    "Stake",
    "StakeValues",
    "StakeWeight",
    "StakeWeights",
    "TaoFlow",
    "Trades",
    "pools_of",
]
