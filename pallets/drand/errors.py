"""The errors of the Drand pallet. Only the last two are ever raised."""

from runtime.dispatch_error import PalletError


class Error(PalletError):
    """Why pulses are refused."""


class NoneValue(Error, index=0):
    """There is no value where one was expected."""


class StorageOverflow(Error, index=1):
    """A number in storage cannot grow any further."""


class DrandConnectionFailure(Error, index=2):
    """The beacon could not be reached."""


class UnverifiedPulse(Error, index=3):
    """The beacon has not signed this pulse."""


class InvalidRoundNumber(Error, index=4):
    """A pulse of this round or of a later one is already stored."""


class PulseVerificationError(Error, index=5):
    """The pulse's signature or the beacon's key is not a point of its group."""
