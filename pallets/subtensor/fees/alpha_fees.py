"""A fee that is paid with stake: alpha is sold, and the author of the block gets the TAO.

As `AlphaFeeHandler` of the reference. A fee is in rao of TAO and has the tip in it. It is what the
call may cost at most: nothing is given back when the call turns out to cost less, or fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pallets.subtensor.errors import Error
from pallets.subtensor.events import Event, TransactionFeePaidWithAlpha
from pallets.subtensor.stake import Stake
from pallets.subtensor.staking import Position, StakeChanges
from pallets.subtensor.types import ROOT
from pallets.swap import Swap
from pallets.transaction_payment.charging import CannotPay
from runtime.dispatch_error import DispatchFailure
from runtime.pallet import Pallet, Uses

ANY_PRICE = 0


class AlphaFee(NamedTuple):
    """The alpha that was sold for a fee, and the TAO that it brought, both in rao."""

    netuid: int
    alpha: int
    tao: int


NOTHING = AlphaFee(ROOT, 0, 0)


class AlphaFees(Pallet, crate="pallet_subtensor"):
    """Fees paid with stake on one hotkey in one subnet. More places at once are not drawn on."""

    event = Event
    error = Error
    stake = Uses(Stake)
    changes = Uses(StakeChanges)
    swap = Uses(Swap)

    def can_pay(self, sources: Sequence[Position], fee: int) -> bool:
        """Whether there is stake for the fee, by the price of now and without slippage."""
        if len(sources) != 1:
            return False
        return self._staked(sources[0]) >= self._needed(sources[0], fee)

    def take(self, sources: Sequence[Position], fee: int, author: bytes | None) -> AlphaFee:
        """Sell stake for the fee without the fee of a trade, at any price, locked or not.

        All stake is sold if it is too little for the fee, and if the fee is worth less than a rao
        of alpha; slippage is the author's loss. Without an author nothing is sold. Raises CannotPay
        if the sale fails, and undoes it.
        """
        if len(sources) != 1 or author is None:
            return NOTHING
        place = sources[0]
        staked = self._staked(place)
        alpha = min(self._needed(place, fee) or staked, staked)
        try:
            tao = self.runtime.in_layer(lambda: self._sell(place, alpha, author))
        except DispatchFailure as failure:
            raise CannotPay from failure
        return AlphaFee(place.netuid, alpha, tao)

    def tell(self, payer: bytes, paid: AlphaFee) -> None:
        """Let clients know what a fee was paid with."""
        netuid, alpha, tao = paid
        self.deposit_event(TransactionFeePaidWithAlpha(payer, netuid, alpha, tao))

    def _sell(self, place: Position, alpha: int, author: bytes) -> int:
        return self.changes.sell(
            place, alpha, beneficiary=author, price_limit=ANY_PRICE, drop_fees=True
        )

    def _staked(self, place: Position) -> int:
        return self.stake.of(place.hotkey, place.coldkey, place.netuid)

    def _needed(self, place: Position, fee: int) -> int:
        return self.swap.get_alpha_amount_for_tao(place.netuid, fee)
