"""The errors of the Grandpa pallet."""

from runtime.dispatch_error import PalletError


class Error(PalletError):
    """Why the authorities cannot be changed, or a report is refused."""


class PauseFailed(Error, index=0):
    """Finality can only be paused while it is live and no pause is pending."""


class ResumeFailed(Error, index=1):
    """Finality can only be resumed while it is paused."""


class ChangePending(Error, index=2):
    """A change of the authorities is already pending."""


class TooSoon(Error, index=3):
    """The last forced change of the authorities is too recent for another one."""


class InvalidKeyOwnershipProof(Error, index=4):
    """The proof of who owns the reported key is not valid."""


class InvalidEquivocationProof(Error, index=5):
    """The proof of the two votes is not valid."""


class DuplicateOffenceReport(Error, index=6):
    """The two votes have been reported before."""
