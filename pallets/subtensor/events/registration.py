"""Neurons join subnets; what that costs and how often it is possible."""

from pallets.subtensor.events.base import Event
from pallets.subtensor.types import NetUid, TaoBalance
from runtime.fixed import U64F64
from runtime.scale import U16, U64, AccountId


class NeuronRegistered(Event, index=6, unnamed=True):
    """A hotkey became a neuron of a subnet."""

    netuid: NetUid
    uid: U16
    hotkey: AccountId


class DifficultySet(Event, index=11, unnamed=True):
    """The difficulty of registrations by work on a subnet was set."""

    netuid: NetUid
    difficulty: U64


class AdjustmentIntervalSet(Event, index=12, unnamed=True):
    """The number of blocks was set after which a subnet adjusts the cost of registration."""

    netuid: NetUid
    blocks: U16


class RegistrationPerIntervalSet(Event, index=13, unnamed=True):
    """The number of registrations that a subnet aims at in an interval was set."""

    netuid: NetUid
    target: U16


class MaxRegistrationsPerBlockSet(Event, index=14, unnamed=True):
    """The number of registrations that a subnet allows in a block was set."""

    netuid: NetUid
    limit: U16


class MinDifficultySet(Event, index=33, unnamed=True):
    """The least difficulty of registrations by work on a subnet was set."""

    netuid: NetUid
    difficulty: U64


class MaxDifficultySet(Event, index=34, unnamed=True):
    """The greatest difficulty of registrations by work on a subnet was set."""

    netuid: NetUid
    difficulty: U64


class MaxBurnSet(Event, index=37, unnamed=True):
    """The highest price of a registration on a subnet was set."""

    netuid: NetUid
    price: TaoBalance


class MinBurnSet(Event, index=38, unnamed=True):
    """The lowest price of a registration on a subnet was set."""

    netuid: NetUid
    price: TaoBalance


class RegistrationAllowed(Event, index=50, unnamed=True):
    """Registrations on a subnet were switched on or off."""

    netuid: NetUid
    allowed: bool


class PowRegistrationAllowed(Event, index=51, unnamed=True):
    """Registrations by work on a subnet were switched on or off."""

    netuid: NetUid
    allowed: bool


class RAORecycledForRegistrationSet(Event, index=53, unnamed=True):
    """The sum that registrations on a subnet have recycled was set."""

    netuid: NetUid
    amount: TaoBalance


class AdjustmentAlphaSet(Event, index=55, unnamed=True):
    """The weight of the old cost in such an adjustment was set, of 2^64 - 1."""

    netuid: NetUid
    alpha: U64


class Faucet(Event, index=56, unnamed=True):
    """A coldkey got free funds for some work."""

    coldkey: AccountId
    amount: U64


class BurnHalfLifeSet(Event, index=124):
    """The number of blocks was set in which a subnet's price of registration halves."""

    netuid: NetUid
    burn_half_life: U16


class BurnIncreaseMultSet(Event, index=125):
    """The factor was set by which a registration raises a subnet's price."""

    netuid: NetUid
    burn_increase_mult: U64F64
