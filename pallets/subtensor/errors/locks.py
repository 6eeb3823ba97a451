"""Stake that is locked for conviction."""

from pallets.subtensor.errors.base import Error


class LockHotkeyMismatch(Error, index=135):
    """The coldkey's stake on this subnet is locked to another hotkey."""


class InsufficientStakeForLock(Error, index=136):
    """The coldkey has less stake on this subnet than would be locked."""


class NoExistingLock(Error, index=137):
    """The coldkey has nothing locked on this subnet."""


class ActiveLockExists(Error, index=138):
    """The coldkey that would receive the locks has stake locked of its own."""


class AccountRejectsLockedAlpha(Error, index=146):
    """The receiving coldkey takes no locked stake."""
