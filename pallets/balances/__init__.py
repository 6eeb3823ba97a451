"""The Balances pallet: the native token. As FRAME's pallet-balances.

    ledger          what is stored, and the one way in which an account changes
    rules           what may be taken and put, as functions of an account
    fungible        transfer, mint, burn: what most pallets want
    balanced        withdraw and deposit with a credit in between: fees, rewards
    unbalanced      changes of free funds without the issuance, which these are made of
    holds, freezes  funds on hold or frozen for a reason of some pallet
    currency, reserves, named_reserves, locks
                    the older interfaces, which some of Substrate's pallets use
    pallet          the calls

Each is a Python pallet, which others use by `Uses(Fungible)`, `Uses(Holds)` and so on; together
they form the module: `Module("Balances", 5, balances(config))`.
"""

from __future__ import annotations

from pallets.balances.balanced import Balanced
from pallets.balances.config import BalancesConfig
from pallets.balances.currency import Currency
from pallets.balances.freezes import Freezes
from pallets.balances.fungible import Fungible
from pallets.balances.holds import Holds
from pallets.balances.ledger import Ledger
from pallets.balances.locks import Locks
from pallets.balances.named_reserves import NamedReserves
from pallets.balances.pallet import Balances
from pallets.balances.reserves import Reserves
from pallets.balances.unbalanced import Unbalanced
from runtime.composition import Configured, configured
from runtime.pallet import Pallet


def balances(config: BalancesConfig | None = None) -> list[type[Pallet] | Configured]:
    """The parts of the module. Without a configuration: an ED of 500 rao, and 50 of each list."""
    return [
        configured(Ledger, config or BalancesConfig()),
        Unbalanced,
        Fungible,
        Balanced,
        Holds,
        Freezes,
        Currency,
        Reserves,
        NamedReserves,
        Locks,
        Balances,
    ]


__all__ = [
    "Balanced",
    "Balances",
    "BalancesConfig",
    "Currency",
    "Freezes",
    "Fungible",
    "Holds",
    "Ledger",
    "Locks",
    "NamedReserves",
    "Reserves",
    "Unbalanced",
    "balances",
]
