"""Alpha: how much of it a subnet has, in its pool and outside. Whose it is, is told elsewhere."""

from __future__ import annotations

from pallets.alpha_assets import AlphaAssets
from pallets.subtensor.state import PoolReserves
from runtime.fixed.integers import saturating_add, saturating_sub
from runtime.pallet import Pallet, Uses


class AlphaSupply(Pallet, crate="pallet_subtensor"):
    """The alpha of subnets comes into being and goes. Amounts are in rao of alpha."""

    reserves = Uses(PoolReserves)
    assets = Uses(AlphaAssets)

    def mint_into_pool(self, netuid: int, amount: int) -> None:
        """Make alpha that the subnet's pool holds."""
        if self.assets.mint_alpha(netuid, amount):
            pooled = self.reserves.subnet_alpha_in
            pooled[netuid] = saturating_add(pooled[netuid], amount)

    def mint_outside(self, netuid: int, amount: int) -> None:
        """Make alpha that somebody is to have as stake."""
        if self.assets.mint_alpha(netuid, amount):
            outside = self.reserves.subnet_alpha_out
            outside[netuid] = saturating_add(outside[netuid], amount)

    def recycle(self, netuid: int, amount: int) -> None:
        """Destroy alpha from outside of the pool; it can be mined again."""
        if self.assets.recycle_alpha(netuid, amount):
            outside = self.reserves.subnet_alpha_out
            outside[netuid] = saturating_sub(outside[netuid], amount)

    def burn(self, netuid: int, amount: int) -> None:
        """Count alpha as burned. It is nobody's then, but still counts as outside of the pool."""
        self.assets.burn_alpha(netuid, amount)
