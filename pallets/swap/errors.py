"""The errors of the Swap pallet."""

from runtime.dispatch_error import PalletError


class Error(PalletError):
    """Why a swap or a call of the pallet fails."""


class FeeRateTooHigh(Error, index=0):
    """The fee rate is above the maximum."""


class InsufficientInputAmount(Error, index=1):
    """The amount is too small to be swapped."""


class InsufficientLiquidity(Error, index=2):
    """The pool holds less than it would have to pay out."""


class PriceLimitExceeded(Error, index=3):
    """The price is at the limit or beyond it already."""


class InsufficientBalance(Error, index=4):
    """The caller does not have enough for the operation."""


class InvalidTickRange(Error, index=5):
    """The range of ticks is not valid."""


class InvalidLiquidityValue(Error, index=6):
    """The liquidity is not valid; it may be too small."""


class ReservesTooLow(Error, index=7):
    """The pool's reserves are too low for a swap."""


class MechanismDoesNotExist(Error, index=8):
    """The subnet does not exist."""


class SubtokenDisabled(Error, index=9):
    """The subnet's alpha cannot be traded yet."""


class ReservesOutOfBalance(Error, index=10):
    """The pool's reserves are too far from each other at this price."""


class SwapInputTooLarge(Error, index=11):
    """The amount is more than a thousand times the reserve that it is paid into."""


class Deprecated(Error, index=12):
    """This call is deprecated and does nothing."""
