"""Delegation between hotkeys, and takes.

    relations       children and parents of a hotkey, and what they must not be
    graph           how they are stored
    setting         hotkeys choose children, which they have after a cooldown
    root_parents    root validators as parents of the owners of new subnets
    childkey_takes  what child hotkeys keep
    delegate_takes  what delegates keep

Stake that a parent gives away counts for its children in that subnet: see `stake.weight`.
"""

from __future__ import annotations

from pallets.subtensor.children.childkey_takes import ChildkeyTakes
from pallets.subtensor.children.delegate_takes import DelegateTakes
from pallets.subtensor.children.graph import ChildGraph
from pallets.subtensor.children.root_parents import RootParents
from pallets.subtensor.children.setting import Children
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [ChildGraph, Children, RootParents, ChildkeyTakes, DelegateTakes]

__all__ = [
    "PARTS",
    "ChildGraph",
    "ChildkeyTakes",
    "Children",
    "DelegateTakes",
    "RootParents",
]
