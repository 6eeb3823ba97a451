"""Calls that cannot be made any more."""

from pallets.subtensor.errors.base import Error


class CallDisabled(Error, index=87):
    """The call is switched off."""


class Deprecated(Error, index=128):
    """The call was withdrawn: there is another way to do this."""


class DisabledTemporarily(Error, index=133):
    """The call is switched off for the time being."""
