"""Parameters that were set, where SubtensorModule does not tell of them itself."""

from pallets.admin_utils.types import PrecompileEnum
from pallets.subtensor.types import NetUid
from runtime.fixed import U64F64
from runtime.scale import U16, Enumeration


class Event(Enumeration, params={"T": None}):
    """The events of the AdminUtils pallet."""


class PrecompileUpdated(Event, index=0):
    """A precompile of the EVM was switched on or off."""

    precompile_id: PrecompileEnum
    enabled: bool


class Yuma3EnableToggled(Event, index=1):
    """The third version of Yuma consensus was switched on or off in a subnet."""

    netuid: NetUid
    enabled: bool


class BondsResetToggled(Event, index=2):
    """It was set whether bonds in a subnet are reset when a neuron asks for it."""

    netuid: NetUid
    enabled: bool


class BurnHalfLifeSet(Event, index=3):
    """The number of blocks was set in which a subnet's price of registration halves."""

    netuid: NetUid
    burn_half_life: U16


class BurnIncreaseMultSet(Event, index=4):
    """The factor was set by which a registration raises a subnet's price."""

    netuid: NetUid
    burn_increase_mult: U64F64


class SubnetEmissionEnabledSet(Event, index=5):
    """The emission of TAO to a subnet's pool was switched on or off."""

    netuid: NetUid
    enabled: bool
