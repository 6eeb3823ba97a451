"""The pool that a subnet begins with: the TAO that it cost, and alpha at the median price."""

from __future__ import annotations

from pallets.subtensor.state import Founding, Issuance, PoolReserves, RegistrationParameters
from runtime.fixed import U64F64
from runtime.fixed.integers import saturating_add
from runtime.pallet import Pallet, Uses


def first_alpha(tao: int, price: U64F64) -> int:
    """The alpha to put beside so much TAO for this price, both in rao; none if it is too much."""
    return U64F64.from_num(tao).safe_div(price).saturating_to_num()


class FirstPool(Pallet, crate="pallet_subtensor"):
    """Fills the pools of new subnets."""

    founding = Uses(Founding)
    reserves = Uses(PoolReserves)
    parameters = Uses(RegistrationParameters)
    issuance = Uses(Issuance)

    def fill(self, netuid: int, paid: int, price: U64F64) -> None:
        """Begin a pool with what the subnet cost, at this price.

        It counts as the lowest cost at least, also where less was paid to keep the payer's account
        alive: then the subnet's account has a little less than its pool.
        """
        tao = max(paid, self.founding.network_min_lock_cost.get())
        reserves = self.reserves
        reserves.subnet_tao[netuid] = tao
        reserves.subnet_alpha_in[netuid] = first_alpha(tao, price)
        reserves.subnet_alpha_out[netuid] = 0
        reserves.subnet_volume[netuid] = 0
        self.parameters.rao_recycled_for_registration[netuid] = 0
        if tao:
            total_stake = self.issuance.total_stake
            total_stake.set(saturating_add(total_stake.get(), tao))
