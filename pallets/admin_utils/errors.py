"""Why a parameter is not set."""

from runtime.dispatch_error import PalletError


class Error(PalletError):
    """The errors of the AdminUtils pallet."""


class SubnetDoesNotExist(Error, index=0):
    """There is no subnet of this netuid."""


class MaxValidatorsLargerThanMaxUIds(Error, index=1):
    """A subnet can not have more validators than uids."""


class MaxAllowedUIdsLessThanCurrentUIds(Error, index=2):
    """The subnet has more neurons than that already."""


class BondsMovingAverageMaxReached(Error, index=3):
    """The owner can not set the moving average of bonds so high."""


class NegativeSigmoidSteepness(Error, index=4):
    """Only root can make the sigmoid's steepness negative."""


class ValueNotInBounds(Error, index=5):
    """The value is out of its bounds."""


class MinAllowedUidsGreaterThanCurrentUids(Error, index=6):
    """The subnet does not have more neurons than that."""


class MinAllowedUidsGreaterThanMaxAllowedUids(Error, index=7):
    """The subnet is limited to so few uids, or fewer."""


class MaxAllowedUidsLessThanMinAllowedUids(Error, index=8):
    """The subnet may not be limited to so few uids."""


class MaxAllowedUidsGreaterThanDefaultMaxAllowedUids(Error, index=9):
    """No subnet can have so many uids."""


class InvalidValue(Error, index=10):
    """The parameter can not have this value."""


class NotPermittedOnRootSubnet(Error, index=11):
    """The root network has no such parameter."""


class POWRegistrationDisabled(Error, index=12):
    """There is no registration by proof of work any more."""


class Deprecated(Error, index=13):
    """The call was withdrawn."""
