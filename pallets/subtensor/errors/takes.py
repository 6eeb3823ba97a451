"""What delegates and child hotkeys keep of the rewards."""

from pallets.subtensor.errors.base import Error


class DelegateTxRateLimitExceeded(Error, index=34):
    """The hotkey's take was changed too recently to be increased again."""


class DelegateTakeTooLow(Error, index=49):
    """The take is below the least allowed, or is not a change in the direction of the call."""


class DelegateTakeTooHigh(Error, index=50):
    """The take is above the most that delegates may keep."""


class InvalidChildkeyTake(Error, index=71):
    """The take is out of the range that child hotkeys may keep."""


class TxChildkeyTakeRateLimitExceeded(Error, index=72):
    """The child hotkey's take was changed too recently to be increased again."""
