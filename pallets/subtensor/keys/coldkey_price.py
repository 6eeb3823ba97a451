"""What the swap of a coldkey costs: it is recycled. As charge_swap_cost in swap/swap_coldkey.rs."""

from __future__ import annotations

from pallets.subtensor.errors import Error, NotEnoughBalanceToPaySwapColdKey
from pallets.subtensor.money import Tao
from runtime.dispatch_error import DispatchFailure
from runtime.pallet import Pallet, Uses


class ColdkeySwapPrice(Pallet, crate="pallet_subtensor"):
    """The price of a swap."""

    error = Error
    tao = Uses(Tao)

    def charge(self, coldkey: bytes, price: int) -> None:
        """Recycle the price (rao). Fails with NotEnoughBalanceToPaySwapColdKey.

        The existential deposit has to be left.
        """
        try:
            self.tao.recycle(coldkey, price)
        except DispatchFailure:
            raise NotEnoughBalanceToPaySwapColdKey() from None
