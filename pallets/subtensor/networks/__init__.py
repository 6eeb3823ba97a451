"""Subnets come and go, and each block begins here.

    creation    a subnet with its first parameters
    register    a coldkey founds a subnet, at a price (`lock_cost`), with a pool (`first_pool`)
                and a symbol (`symbols`, `symbol_table`); a full chain loses one (`pruning`)
    start       a subnet's emission begins
    dissolution a subnet ends: the stakers are paid, all else is forgotten
    tempo_control
                what owners may do about epochs
    block_step  what happens in each block: `swap_records` and what other packages have
    genesis     root and subnet 1

Of these packages it is the last: it may use all others.
"""

from __future__ import annotations

from pallets.subtensor.networks import dissolution
from pallets.subtensor.networks.block_step import BlockStep
from pallets.subtensor.networks.creation import Networks
from pallets.subtensor.networks.dissolution import Dissolution
from pallets.subtensor.networks.first_pool import FirstPool
from pallets.subtensor.networks.genesis import SubtensorGenesis
from pallets.subtensor.networks.lock_cost import LockCost
from pallets.subtensor.networks.pruning import Pruning
from pallets.subtensor.networks.register import NetworkRegistration
from pallets.subtensor.networks.start import SubnetStart
from pallets.subtensor.networks.swap_records import HotkeySwapRecords
from pallets.subtensor.networks.symbols import SubnetSymbols
from pallets.subtensor.networks.tempo_control import TempoControl
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [
    Networks,
    SubnetSymbols,
    LockCost,
    FirstPool,
    Pruning,
    *dissolution.PARTS,
    NetworkRegistration,
    SubnetStart,
    TempoControl,
    HotkeySwapRecords,
    BlockStep,
    SubtensorGenesis,
]

__all__ = [
    "BlockStep",
    "Dissolution",
    "FirstPool",
    "HotkeySwapRecords",
    "LockCost",
    "NetworkRegistration",
    "Networks",
    "PARTS",
    "Pruning",
    "SubnetStart",
    "SubnetSymbols",
    "SubtensorGenesis",
    "TempoControl",
]
