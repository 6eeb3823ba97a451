"""Identities, of coldkeys, subnets and EVM keys."""

from pallets.subtensor.errors.base import Error


class InvalidIdentity(Error, index=73):
    """A field of the identity is too long, or a signature is not valid."""


class UnableToRecoverPublicKey(Error, index=92):
    """No public key can be derived from the signature."""


class InvalidRecoveredPublicKey(Error, index=93):
    """The signature is not by this EVM key, or not about this hotkey and block."""


class EvmKeyAssociateRateLimitExceeded(Error, index=117):
    """The neuron was associated with an EVM key too recently for another."""
