"""Parameters of subnets."""

from __future__ import annotations

from runtime.scale import UnitEnum


class Hyperparameter(UnitEnum, path="pallet_subtensor::utils::rate_limiting::Hyperparameter"):
    """What owners of subnets can set, each thing only so often."""

    Unknown = 0
    ServingRateLimit = 1
    MaxDifficulty = 2
    AdjustmentAlpha = 3
    MaxWeightLimit = 4
    ImmunityPeriod = 5
    MinAllowedWeights = 6
    Kappa = 7
    Rho = 8
    ActivityCutoff = 9
    PowRegistrationAllowed = 10
    MinBurn = 11
    MaxBurn = 12
    BondsMovingAverage = 13
    BondsPenalty = 14
    CommitRevealEnabled = 15
    LiquidAlphaEnabled = 16
    AlphaValues = 17
    WeightCommitInterval = 18
    TransferEnabled = 19
    AlphaSigmoidSteepness = 20
    Yuma3Enabled = 21
    BondsResetEnabled = 22
    ImmuneNeuronLimit = 23
    RecycleOrBurn = 24
    MaxAllowedUids = 25
    BurnHalfLife = 26
    BurnIncreaseMult = 27
    SubnetEmissionEnabled = 28
    MinChildkeyTake = 29
    ActivityCutoffFactorMilli = 30
    TriggerEpoch = 31


class RecycleOrBurnEnum(UnitEnum, path="pallet_subtensor::pallet::RecycleOrBurnEnum"):
    """What becomes of rewards for the neurons of a subnet's owner: gone, or emitted once more."""

    Burn = 0
    Recycle = 1
