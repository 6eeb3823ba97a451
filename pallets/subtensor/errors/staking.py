"""Adding, removing, moving, recycling and burning stake."""

from pallets.subtensor.errors.base import Error


class HotKeyAccountNotExists(Error, index=5):
    """No coldkey has registered this hotkey."""


class NonAssociatedColdKey(Error, index=7):
    """The hotkey does not belong to this coldkey."""


class NotEnoughStakeToWithdraw(Error, index=9):
    """The coldkey has less stake with the hotkey on this subnet than is to be taken."""


class NotEnoughBalanceToStake(Error, index=12):
    """The coldkey's free balance does not cover the amount."""


class BalanceWithdrawalError(Error, index=13):
    """The amount could not be taken from the coldkey's balance."""


class StakeUnavailable(Error, index=75):
    """So much of the stake is locked that the rest is less than the amount."""


class AmountTooLow(Error, index=82):
    """The amount is below the least that can be staked or unstaked."""


class InsufficientLiquidity(Error, index=83):
    """The subnet's pool does not hold enough for this trade."""


class SlippageTooHigh(Error, index=84):
    """The trade would move the price beyond the limit."""


class TransferDisallowed(Error, index=85):
    """The subnet does not allow that stake goes to another coldkey."""


class CannotBurnOrRecycleOnRootSubnet(Error, index=91):
    """Stake on the root network can be neither burned nor recycled."""


class SameNetuid(Error, index=96):
    """The stake would go where it is already."""


class InsufficientBalance(Error, index=97):
    """The account does not have so much free balance."""


class SameAutoStakeHotkeyAlreadySet(Error, index=118):
    """Rewards of this subnet go to that hotkey already."""


class CannotUseSystemAccount(Error, index=139):
    """The account belongs to a subnet and cannot be used for this."""
