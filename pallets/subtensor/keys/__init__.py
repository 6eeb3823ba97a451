"""Keys that are replaced, and keys of the EVM.

    coldkey_swap   announcing, disputing, clearing and resetting the swap of a coldkey
    evm_signature  what an EVM key signs, and who signed it
    evm            neurons and their EVM keys

What a swap moves is in the parts that hold it.
"""

from __future__ import annotations

from pallets.subtensor.keys.coldkey_swap import ColdkeySwapNotice
from pallets.subtensor.keys.evm import EvmKeys
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [ColdkeySwapNotice, EvmKeys]

__all__ = ["PARTS", "ColdkeySwapNotice", "EvmKeys"]
