"""Parameters of subnets were set."""

from pallets.subtensor.events.base import Event
from pallets.subtensor.types import NetUid
from runtime.scale import U16, U32, U64


class MaxAllowedUidsSet(Event, index=9, unnamed=True):
    """The number of neurons that a subnet can have was set."""

    netuid: NetUid
    limit: U16


class ActivityCutoffSet(Event, index=15, unnamed=True):
    """The number of blocks was set after which a silent validator does not count."""

    netuid: NetUid
    blocks: U16


class KappaSet(Event, index=18, unnamed=True):
    """The stake that makes a majority in consensus was set, in 65535ths."""

    netuid: NetUid
    kappa: U16


class MinAllowedWeightSet(Event, index=19, unnamed=True):
    """The least number of weights that a validator has to set was set."""

    netuid: NetUid
    minimum: U16


class ValidatorPruneLenSet(Event, index=20, unnamed=True):
    """The length of the pruning of validators was set."""

    netuid: NetUid
    length: U64


class ScalingLawPowerSet(Event, index=21, unnamed=True):
    """The power of the scaling law was set, in hundredths."""

    netuid: NetUid
    power: U16


class WeightsSetRateLimitSet(Event, index=22, unnamed=True):
    """The number of blocks was set that lie between two settings of weights."""

    netuid: NetUid
    blocks: U64


class ImmunityPeriodSet(Event, index=23, unnamed=True):
    """The number of blocks was set for which a new neuron cannot be replaced."""

    netuid: NetUid
    blocks: U16


class BondsMovingAverageSet(Event, index=24, unnamed=True):
    """The weight of old bonds in their moving average was set, in millionths."""

    netuid: NetUid
    weight: U64


class BondsPenaltySet(Event, index=25, unnamed=True):
    """The part of bonds that is lost by weights out of consensus was set, in 65535ths."""

    netuid: NetUid
    penalty: U16


class BondsResetOnSet(Event, index=26, unnamed=True):
    """It was set whether bonds are reset when a neuron asks for it."""

    netuid: NetUid
    enabled: bool


class MaxAllowedValidatorsSet(Event, index=27, unnamed=True):
    """The number of validators that a subnet can have was set."""

    netuid: NetUid
    limit: U16


class WeightsVersionKeySet(Event, index=32, unnamed=True):
    """The least version key of weights was set."""

    netuid: NetUid
    version_key: U64


class ServingRateLimitSet(Event, index=35, unnamed=True):
    """The number of blocks was set that lie between two changes of a neuron's address."""

    netuid: NetUid
    blocks: U64


class CommitRevealPeriodsSet(Event, index=100, unnamed=True):
    """The number of epochs was set after which commits are revealed."""

    netuid: NetUid
    epochs: U64


class CommitRevealEnabled(Event, index=101, unnamed=True):
    """Commit-reveal was switched on or off."""

    netuid: NetUid
    enabled: bool


class MinAllowedUidsSet(Event, index=111, unnamed=True):
    """The least number of neurons that a subnet can be limited to was set."""

    netuid: NetUid
    limit: U16


class MinNonImmuneUidsSet(Event, index=113, unnamed=True):
    """The number of a subnet's neurons that are never immune was set."""

    netuid: NetUid
    minimum: U16


class ActivityCutoffFactorMilliSet(Event, index=130):
    """The same was set as a multiple of the subnet's tempo, in thousandths."""

    netuid: NetUid
    factor_milli: U32
