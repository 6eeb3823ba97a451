"""Subnets that are leased."""

from pallets.subtensor.errors.base import Error


class InvalidLeaseBeneficiary(Error, index=98):
    """Only the creator of the crowdloan can lease a subnet with it."""


class LeaseCannotEndInThePast(Error, index=99):
    """The lease would end before it begins."""


class LeaseNetuidNotFound(Error, index=100):
    """The lease's coldkey owns no subnet."""


class LeaseDoesNotExist(Error, index=101):
    """No lease has this number."""


class LeaseHasNoEndBlock(Error, index=102):
    """The lease is for ever."""


class LeaseHasNotEnded(Error, index=103):
    """The lease's last block has not come."""


class Overflow(Error, index=104):
    """There are no numbers left for another one."""


class BeneficiaryDoesNotOwnHotkey(Error, index=105):
    """The hotkey does not belong to the lease's beneficiary."""


class ExpectedBeneficiaryOrigin(Error, index=106):
    """Only the lease's beneficiary can do this."""
