"""Why calls of the Utility pallet fail."""

from runtime.dispatch_error import PalletError


class Error(PalletError):
    """The errors of the Utility pallet."""


class TooManyCalls(Error, index=0):
    """There are more calls in the batch than a batch may have."""


class InvalidDerivedAccount(Error, index=1):
    """The hash for a pseudonym does not make an account. Hashes of 32 bytes always do."""
