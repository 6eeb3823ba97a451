"""Subnets: creating, starting, naming and removing them."""

from pallets.subtensor.errors.base import Error


class RootNetworkDoesNotExist(Error, index=0):
    """The root network, netuid 0, is not there."""


class NetworkTxRateLimitExceeded(Error, index=33):
    """It is too early to register another subnet."""


class NotSubnetOwner(Error, index=41):
    """The caller's coldkey does not own the subnet."""


class MechanismDoesNotExist(Error, index=74):
    """The subnet, or its mechanism of this number, does not exist."""


class SubnetNotExists(Error, index=76):
    """No subnet has this netuid."""


class FirstEmissionBlockNumberAlreadySet(Error, index=88):
    """The subnet has been started before."""


class NeedWaitingMoreBlocksToStarCall(Error, index=89):
    """A subnet can be started only some blocks after its registration, which are not over."""


class SubtokenDisabled(Error, index=94):
    """The subnet has not been started, so that its token cannot be traded yet."""


class SymbolDoesNotExist(Error, index=108):
    """This is none of the symbols that a subnet's token can have."""


class SymbolAlreadyInUse(Error, index=109):
    """Another subnet's token has this symbol."""


class SubnetLimitReached(Error, index=115):
    """There are as many subnets as are allowed, and none of them may be removed yet."""


class CannotAffordLockCost(Error, index=116):
    """The coldkey's free balance does not cover the cost of a new subnet."""


class TooManyUIDsPerMechanism(Error, index=125):
    """The subnet's UID limit times its number of mechanisms would be more than 256."""
