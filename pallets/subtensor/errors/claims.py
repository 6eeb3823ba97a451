"""Root claims and voting power."""

from pallets.subtensor.errors.base import Error


class InvalidNumRootClaim(Error, index=122):
    """So many root claims cannot be made in one block."""


class InvalidRootClaimThreshold(Error, index=123):
    """The threshold for root claims is above the most allowed."""


class InvalidSubnetNumber(Error, index=124):
    """No subnets are named, or more than can be claimed from at once."""


class VotingPowerTrackingNotEnabled(Error, index=126):
    """The subnet does not track voting power."""


class InvalidVotingPowerEmaAlpha(Error, index=127):
    """The weight of new stake in voting power cannot be more than one (10^18)."""
