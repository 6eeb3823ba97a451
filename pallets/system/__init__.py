"""The System pallet: accounts, and the books that every block keeps. As FRAME's frame-system.

It is two Python pallets: `accounts.Accounts` and `system.System`, in this order, form the module.
"""

from pallets.system.accounts import Accounts
from pallets.system.config import SystemConfig
from pallets.system.system import System

__all__ = ["Accounts", "System", "SystemConfig"]
