"""When epochs are run."""

from pallets.subtensor.errors.base import Error


class TempoOutOfBounds(Error, index=141):
    """The tempo is out of the range that subnet owners may choose from."""


class ActivityCutoffFactorMilliOutOfBounds(Error, index=142):
    """The factor of the activity cutoff is out of its range."""


class EpochTriggerAlreadyPending(Error, index=143):
    """An epoch that was asked for before has not been run."""


class AutoEpochAlreadyImminent(Error, index=144):
    """The next epoch comes so soon that none can be triggered before it."""


class DynamicTempoBlockedByCommitReveal(Error, index=145):
    """With commit-reveal, which relies on the time of epochs, none can be triggered."""
