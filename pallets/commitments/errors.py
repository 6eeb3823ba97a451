"""The errors of the Commitments pallet."""

from runtime.dispatch_error import PalletError


class Error(PalletError):
    """Why a commitment is refused."""


class TooManyFieldsInCommitmentInfo(Error, index=0):
    """The commitment has more fields than are allowed."""


class AccountNotAllowedCommit(Error, index=1):
    """The account is no neuron of the subnet."""


class SpaceLimitExceeded(Error, index=2):
    """The account's commitments of this epoch would take more space than is allowed."""


class UnexpectedUnreserveLeftover(Error, index=3):
    """Less is reserved than the commitment's deposit."""
