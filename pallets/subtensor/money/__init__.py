"""TAO and alpha: who has it, how it moves, how much of it there is.

    accounts        of subnets, and of what is burned
    tao             movement and issuance of TAO
    alpha           issuance of alpha
    block_emission  what a block mints

Nothing here knows of stake.
"""

from __future__ import annotations

from pallets.subtensor.money.alpha import AlphaSupply
from pallets.subtensor.money.block_emission import BlockEmission, block_emission
from pallets.subtensor.money.tao import MAX_ISSUANCE, Tao
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [Tao, AlphaSupply, BlockEmission]

__all__ = ["MAX_ISSUANCE", "PARTS", "AlphaSupply", "BlockEmission", "Tao", "block_emission"]
