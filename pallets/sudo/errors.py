"""Why calls of the Sudo pallet fail."""

from runtime.dispatch_error import PalletError


class Error(PalletError):
    """The errors of the Sudo pallet."""


class RequireSudo(Error, index=0):
    """The sender does not hold the key."""
