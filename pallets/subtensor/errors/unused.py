"""Errors that no rule raises any more. Clients know their numbers, which stay theirs."""

from pallets.subtensor.errors.base import Error


class NotEnoughStake(Error, index=8):
    """The caller has less stake than this takes."""


class ZeroBalanceAfterWithdrawn(Error, index=14):
    """The withdrawal would leave nothing on the account."""


class HotKeyAlreadyDelegate(Error, index=28):
    """The hotkey is a delegate already."""


class StakingRateLimitExceeded(Error, index=36):
    """The caller staked too recently to do it again."""


class TransactorAccountShouldBeHotKey(Error, index=39):
    """Only a hotkey can do this."""


class AllNetworksInImmunity(Error, index=44):
    """All subnets are too young to be removed."""


class NotRootSubnet(Error, index=46):
    """Only the root network has such weights."""


class NotEnoughAlphaOutToRecycle(Error, index=90):
    """The subnet has less of its token in circulation than would be recycled."""


class AddStakeBurnRateLimitExceeded(Error, index=129):
    """Stake was bought and burned on this subnet too recently to do it again."""


class UnlockAmountTooHigh(Error, index=140):
    """Less than this amount is locked."""
