"""The AlphaAssets pallet: how much alpha of each subnet has been issued, burned and recycled.

Counters only: in whose hands the alpha is, is the business of those who mint and burn. As
subtensor's pallet-alpha-assets.
"""

from __future__ import annotations

from typing import Annotated

from runtime.fixed.integers import saturating_add, saturating_sub
from runtime.hashers import Twox64Concat
from runtime.pallet import Pallet
from runtime.scale import U16, U64, Spelled
from runtime.storage import StorageMap

NetUid = Annotated[U16, Spelled("NetUid")]
AlphaBalance = Annotated[U64, Spelled("AlphaBalance")]


class AlphaAssets(Pallet, crate="pallet_alpha_assets"):
    """The alpha of all subnets, in rao. Sums saturate at the bounds of u64."""

    total_alpha_issuance = StorageMap[Twox64Concat[NetUid], AlphaBalance](
        "The alpha of a subnet that has been issued and not recycled."
    )
    alpha_burned = StorageMap[Twox64Concat[NetUid], AlphaBalance](
        "The alpha of a subnet that has been burned."
    )
    alpha_recycled = StorageMap[Twox64Concat[NetUid], AlphaBalance](
        "The alpha of a subnet that has been recycled."
    )

    def mint_alpha(self, netuid: int, amount: int) -> int:
        """Issue alpha, which the caller has to put somewhere. The result is the amount."""
        if amount:
            issued = self.total_alpha_issuance[netuid]
            self.total_alpha_issuance[netuid] = saturating_add(issued, amount)
        return amount

    def burn_alpha(self, netuid: int, amount: int) -> int:
        """Count burned alpha; it stays issued. The result is the amount."""
        if amount:
            self.alpha_burned[netuid] = saturating_add(self.alpha_burned[netuid], amount)
        return amount

    def recycle_alpha(self, netuid: int, amount: int) -> int:
        """Count recycled alpha, which may be issued again. The result is the amount."""
        if amount:
            self.alpha_recycled[netuid] = saturating_add(self.alpha_recycled[netuid], amount)
            issued = self.total_alpha_issuance[netuid]
            self.total_alpha_issuance[netuid] = saturating_sub(issued, amount)
        return amount
