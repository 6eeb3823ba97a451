"""Joining a subnet, and the neurons in it."""

from pallets.subtensor.errors.base import Error


class HotKeyNotRegisteredInSubNet(Error, index=4):
    """The hotkey is not a neuron of this subnet."""


class HotKeyNotRegisteredInNetwork(Error, index=6):
    """The hotkey is not a neuron where it has to be one."""


class TooManyRegistrationsThisBlock(Error, index=20):
    """This block has as many registrations on the subnet as are allowed."""


class HotKeyAlreadyRegisteredInSubNet(Error, index=21):
    """The hotkey is a neuron of the subnet already."""


class InvalidWorkBlock(Error, index=24):
    """The block that the work was done for is too old or in the future."""


class InvalidDifficulty(Error, index=25):
    """The work is not hard enough."""


class InvalidSeal(Error, index=26):
    """The work does not belong to this nonce, block and account."""


class SubNetRegistrationDisabled(Error, index=37):
    """Registrations are switched off."""


class TooManyRegistrationsThisInterval(Error, index=38):
    """This interval has as many registrations on the subnet as are allowed."""


class FaucetDisabled(Error, index=40):
    """This chain has no faucet."""


class RegistrationNotPermittedOnRootSubnet(Error, index=42):
    """This is not possible on the root network."""


class StakeTooLowForRoot(Error, index=43):
    """The root network is full, and the hotkey has no more stake than its weakest member."""


class NoNeuronIdAvailable(Error, index=48):
    """The subnet is full, and none of its neurons may be replaced."""


class UidMapCouldNotBeCleared(Error, index=119):
    """The subnet's table of UIDs is too large to be cleared at once."""


class TrimmingWouldExceedMaxImmunePercentage(Error, index=120):
    """Too large a part of the neurons that would be left is immune."""


class RegistrationPriceLimitExceeded(Error, index=134):
    """Registering costs more now than the caller is willing to pay."""
