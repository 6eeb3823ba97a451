"""The errors of the System pallet."""

from runtime.dispatch_error import PalletError


class Error(PalletError):
    """Why a call of the System pallet fails."""


class InvalidSpecName(Error, index=0):
    """The new runtime has another spec name than the one that runs now."""


class SpecVersionNeedsToIncrease(Error, index=1):
    """The new runtime's spec version is not greater than that of the one that runs now."""


class FailedToExtractRuntimeVersion(Error, index=2):
    """The code is not a runtime whose version can be read."""


class NonDefaultComposite(Error, index=3):
    """The account holds data and cannot be removed."""


class NonZeroRefCount(Error, index=4):
    """Something still refers to the account, so it cannot be removed."""


class CallFiltered(Error, index=5):
    """A filter does not let this call through for this origin."""


class MultiBlockMigrationsOngoing(Error, index=6):
    """The runtime cannot be replaced while a migration over several blocks goes on."""


class NothingAuthorized(Error, index=7):
    """No upgrade of the runtime has been authorized."""


class Unauthorized(Error, index=8):
    """The code does not have the hash that was authorized."""
