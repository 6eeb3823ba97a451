"""Emission: what a block mints, from the subnets' pools to the stake of each hotkey.

    coinbase      all of it, block by block
    shares        how the TAO of a block is divided among subnets
    pool_terms    what becomes of a subnet's TAO: for its pool, or to buy alpha
    injection     ... and so it happens
    emitting      the subnets that have emission, and root's proportion
    alpha_parts   how a subnet's new alpha is divided
    pending       ... and waits for the epoch
    distribution  the epoch runs, and what waited for it is paid:
    owner, miners, validators, root_dividends
                  ... to these
    dividends     how dividends are divided among parents, children and validators

What is divided how is stated by functions of numbers: shares, pool_terms, alpha_parts, dividends.
"""

from __future__ import annotations

from pallets.subtensor.emission.coinbase import Coinbase
from pallets.subtensor.emission.distribution import Distribution
from pallets.subtensor.emission.emitting import EmittingSubnets
from pallets.subtensor.emission.injection import PoolInjection
from pallets.subtensor.emission.miners import MinerPayments
from pallets.subtensor.emission.owner import OwnerPayments
from pallets.subtensor.emission.pending import PendingAlpha
from pallets.subtensor.emission.root_dividends import RootDividends
from pallets.subtensor.emission.validators import ValidatorPayments
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [
    EmittingSubnets,
    PoolInjection,
    PendingAlpha,
    OwnerPayments,
    MinerPayments,
    RootDividends,
    ValidatorPayments,
    Distribution,
    Coinbase,
]

__all__ = [
    "PARTS",
    "Coinbase",
    "Distribution",
    "EmittingSubnets",
    "MinerPayments",
    "OwnerPayments",
    "PendingAlpha",
    "PoolInjection",
    "RootDividends",
    "ValidatorPayments",
]
