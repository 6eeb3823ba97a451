"""Setting, committing and revealing weights."""

from pallets.subtensor.errors.base import Error


class NotEnoughStakeToSetWeights(Error, index=10):
    """The hotkey has less stake than validators need to set weights."""


class NeuronNoValidatorPermit(Error, index=15):
    """Only neurons with a validator permit may set weights on others than themselves."""


class WeightVecNotEqualSize(Error, index=16):
    """There are not as many weights as UIDs."""


class DuplicateUids(Error, index=17):
    """One UID is given several weights."""


class UidVecContainInvalidOne(Error, index=18):
    """One of the UIDs does not exist in the subnet."""


class WeightVecLengthIsLow(Error, index=19):
    """Fewer weights are given than the subnet asks for."""


class MaxWeightExceeded(Error, index=27):
    """One of the weights is too large a share of all."""


class SettingWeightsTooFast(Error, index=29):
    """The hotkey set weights too recently to set them again."""


class IncorrectWeightVersionKey(Error, index=30):
    """The version key is older than the one that the subnet asks for."""


class UidsLengthExceedUidsInSubNet(Error, index=32):
    """More weights are given than the subnet has neurons."""


class CanNotSetRootNetworkWeights(Error, index=47):
    """The root network has no weights to set."""


class NoWeightsCommitFound(Error, index=51):
    """There is no commit of the hotkey on this subnet that could be revealed."""


class InvalidRevealCommitHashNotMatch(Error, index=52):
    """None of the hotkey's commits is the hash of what is revealed."""


class CommitRevealEnabled(Error, index=53):
    """The subnet asks for weights to be committed first and then revealed."""


class CommitRevealDisabled(Error, index=54):
    """The subnet takes weights directly, not as commits."""


class TooManyUnrevealedCommits(Error, index=77):
    """The hotkey has as many commits to reveal as are allowed."""


class ExpiredWeightCommit(Error, index=78):
    """The time in which this commit could be revealed is over."""


class RevealTooEarly(Error, index=79):
    """The time in which this commit can be revealed has not come."""


class InputLengthsUnequal(Error, index=80):
    """The lists of a batch do not have the same length."""


class CommittingWeightsTooFast(Error, index=81):
    """The hotkey committed weights too recently to commit again."""


class IncorrectCommitRevealVersion(Error, index=110):
    """The chain asks for another version of commit-reveal."""


class InvalidRevealRound(Error, index=111):
    """The round of randomness for the reveal is over already."""


class RevealPeriodTooLarge(Error, index=112):
    """Commits cannot wait for so many epochs to be revealed."""


class RevealPeriodTooSmall(Error, index=113):
    """Commits have to wait for more epochs to be revealed."""
