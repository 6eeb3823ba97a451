"""How operations on balances fail."""

from runtime.dispatch_error import PalletError


class Error(PalletError):
    """The errors of the Balances pallet."""


class VestingBalance(Error, index=0):
    """The vesting schedule is too high for the amount to be sent."""


class LiquidityRestrictions(Error, index=1):
    """Locked or frozen funds do not allow the withdrawal."""


class InsufficientBalance(Error, index=2):
    """The account does not have so much to take."""


class ExistentialDeposit(Error, index=3):
    """The amount is too low to bring an account into being."""


class Expendability(Error, index=4):
    """The transfer or payment would remove the account, which has to stay."""


class ExistingVestingSchedule(Error, index=5):
    """The account has a vesting schedule already."""


class DeadAccount(Error, index=6):
    """The account that is to receive the funds does not exist."""


class TooManyReserves(Error, index=7):
    """The account has as many named reserves as are possible."""


class TooManyHolds(Error, index=8):
    """The account has as many holds as there are reasons for holds."""


class TooManyFreezes(Error, index=9):
    """The account has as many freezes as are possible."""


class IssuanceDeactivated(Error, index=10):
    """The total issuance cannot go below what of it is deactivated."""


class DeltaZero(Error, index=11):
    """The total issuance is not adjusted by nothing."""
