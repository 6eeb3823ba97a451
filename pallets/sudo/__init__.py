"""The Sudo pallet: one account may act as root. As FRAME's pallet-sudo."""

from pallets.sudo.extension import SudoTransactionExtension
from pallets.sudo.pallet import Sudo

__all__ = ["Sudo", "SudoTransactionExtension"]
