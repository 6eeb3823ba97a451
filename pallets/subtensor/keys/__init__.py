"""Keys that are replaced, and keys of the EVM.

coldkey_swap      announcing, disputing, clearing and resetting the swap of a coldkey
coldkey_price     what that costs
coldkey_swapping  the swap itself
coldkey_moving    what it moves
hotkey_swap       replacing hotkeys, and what that moves
evm_signature     what an EVM key signs, and who signed it
evm               neurons and their EVM keys
"""

from __future__ import annotations

from pallets.subtensor.keys import hotkey_swap
from pallets.subtensor.keys.coldkey_moving import ColdkeyMoving
from pallets.subtensor.keys.coldkey_price import ColdkeySwapPrice
from pallets.subtensor.keys.coldkey_swap import ColdkeySwapNotice
from pallets.subtensor.keys.coldkey_swapping import ColdkeySwapping
from pallets.subtensor.keys.evm import EvmKeys
from pallets.subtensor.keys.hotkey_swap import HotkeySwapping
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [
    ColdkeySwapPrice,
    ColdkeySwapNotice,
    ColdkeyMoving,
    ColdkeySwapping,
    *hotkey_swap.PARTS,
    EvmKeys,
]

__all__ = ["PARTS", "ColdkeySwapNotice", "ColdkeySwapping", "EvmKeys", "HotkeySwapping"]
