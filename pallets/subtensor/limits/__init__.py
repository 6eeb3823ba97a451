"""How often something may be done, by whom, and when not.

transactions   what is limited: kinds of transactions, parameters of a subnet
rules          when something may be done again, as functions of block numbers
rate_limiting  the limits, and when it was done last
permissions    root and the owner of a subnet, and the window before an epoch
"""

from __future__ import annotations

from pallets.subtensor.limits.permissions import Permissions
from pallets.subtensor.limits.rate_limiting import RateLimiting
from pallets.subtensor.limits.transactions import Limited, TransactionType
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [RateLimiting, Permissions]

__all__ = ["Limited", "PARTS", "Permissions", "RateLimiting", "TransactionType"]
