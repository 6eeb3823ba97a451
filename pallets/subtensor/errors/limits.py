"""Parameters that are out of their range, and changes that come too often."""

from pallets.subtensor.errors.base import Error


class LiquidAlphaDisabled(Error, index=55):
    """The subnet does not use liquid alpha."""


class AlphaHighTooLow(Error, index=56):
    """The upper value of alpha is below the least allowed."""


class AlphaLowOutOfRange(Error, index=57):
    """The lower value of alpha is below the least allowed or above the upper value."""


class TxRateLimitExceeded(Error, index=64):
    """The same was done too recently to be done again."""


class ActivityCutoffTooLow(Error, index=86):
    """The activity cutoff is below the least allowed."""


class AdminActionProhibitedDuringWeightsWindow(Error, index=107):
    """The subnet's parameters cannot be changed so shortly before its epoch."""


class InvalidValue(Error, index=114):
    """The value is out of its range."""
