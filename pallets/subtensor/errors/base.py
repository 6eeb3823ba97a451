"""The errors of SubtensorModule as one enum."""

from runtime.dispatch_error import PalletError


class Error(PalletError):
    """The errors of the SubtensorModule pallet."""
