"""Replacing hotkeys, in steps.

step        what a step is
neuron, family, subnet, stake
            what is moved in a subnet, step by step
account     what is moved beside subnets
moving      the steps in their order, in a subnet or in all
pallet      the calls: who may, how often, and for what price
"""

from __future__ import annotations

from pallets.subtensor.keys.hotkey_swap.account import HotkeyAccounts
from pallets.subtensor.keys.hotkey_swap.moving import ALL_STEPS, HotkeyMoving
from pallets.subtensor.keys.hotkey_swap.pallet import HotkeySwapping
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [*ALL_STEPS, HotkeyAccounts, HotkeyMoving, HotkeySwapping]

__all__ = ["ALL_STEPS", "PARTS", "HotkeyMoving", "HotkeySwapping"]
