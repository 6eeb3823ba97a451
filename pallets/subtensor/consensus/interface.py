"""What rules of consensus are given, and what they give.

All is plain: whole numbers, lists of them by uid, and rows of pairs. Fractions are whole numbers
too, and each field says of what they are parts; `bits` of an I32F32 are parts of 2^32.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bits = npt.NDArray[np.int64]
    """An array of I32F32 numbers: parts of 2^32."""

    Row = Sequence[tuple[int, int]] | npt.NDArray[np.uint16]
    """Pairs of a uid and a value of 16 bits, as a list or as an array of two columns. No uid is
    in a row twice."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EpochInputs:
    """One mechanism of a subnet at the end of a tempo.

    Lists are by uid, and `stake` says how many uids there are. Other lists may be shorter or
    longer, as the stored ones may: what is missing counts as the field says. Parameters are by
    default what the storage has in production where nothing is set; of these, a new subnet has
    other `max_validators`, which are 64, and Yuma 3.
    """

    stake: Sequence[int]
    """Stake weight, as bits of an I64F64: rao times 2^64."""
    weights: Sequence[Row]
    """The weights that each neuron has set on others, in the order in which it has set them."""
    bonds: Sequence[Row]
    """The bonds of each validator, as the last epoch has left them."""
    last_update: Sequence[int]
    """The block in which each neuron has last set weights. Missing: inactive, unless all are."""
    registered_at: Sequence[int]
    """The block in which each neuron was registered. Missing: 0."""
    permits: Sequence[bool]
    """Who may validate, by the last epoch. Missing: may not."""
    commit_blocks: Sequence[int] | None = None
    """With commit-reveal, the block of each neuron's earliest commit that has not expired, and
    2^64 - 1 for none; None without commit-reveal."""
    owner_uid: int | None = None
    """The neuron of the subnet's owner, which needs no stake and may weigh itself."""

    block: int
    """The current one."""
    last_step_block: int = 0
    """The block of the subnet's last epoch, 0 if there was none."""
    tempo: int = 360
    """Blocks; says what is a recent registration as long as there was no epoch."""
    activity_cutoff: int = 5_000
    """The blocks after which a neuron without new weights is inactive."""

    emission: int
    """The alpha to distribute, in rao."""
    min_stake: int = 0
    """Who has less rao of stake weight has none."""
    max_validators: int = 128
    """Permits for the next epoch."""
    kappa: int = 32_767
    """The part of stake that decides what a weight is worth, of 65535."""
    yuma3: bool = False
    """Bonds of their own for each pair of validator and miner, instead of shares in a miner."""
    bonds_penalty: int = 65_535
    """How far bonds follow the clipped weights instead of the weights, of 65535."""
    bonds_moving_average: int = 900_000
    """How much of a bond stays from epoch to epoch without liquid alpha, of 1,000,000."""
    liquid_alpha: bool = False
    """Whether a bond follows its weight faster when the validator is ahead; with Yuma 3 only."""
    alpha_low: int = 45_875
    """The lowest and ..."""
    alpha_high: int = 58_982
    """... the highest speed of liquid alpha, of 65535."""
    alpha_sigmoid_steepness: int = 1_000
    """How sharply liquid alpha goes from the one to the other, in hundredths."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EpochTrace:
    """The stages of an epoch, for whoever asks why.

    Vectors are by uid. Matrices have a column for each uid and a row for each uid in `validators`:
    those with a permit or with bonds; a cell is 0 where a sparse row has no entry.
    All are bits of I32F32 numbers, which is parts of 2^32.
    """

    validators: npt.NDArray[np.int64]
    stake: Bits
    """Of all stake that reaches the minimum."""
    active_stake: Bits
    """Of the stake of active validators."""
    masks: Mapping[str, npt.NDArray[np.bool_]]
    """Why a weight does not count: the reason, and for which cells it holds."""
    weights: Bits
    """After all masks; a row sums to 1."""
    consensus: Bits
    clipped_weights: Bits
    validator_trust: Bits
    incentive: Bits
    """Which is rank; the sum is 1."""
    weights_for_bonds: Bits
    old_bonds: Bits
    """After the mask: fractions of 1 with Yuma 3, shares in each miner with Yuma 2."""
    alphas: Bits | None
    """The speed of each bond with liquid alpha."""
    bonds: Bits
    """As they are stored, but not yet floored to 65535ths."""
    dividends: Bits
    server_emission: Bits
    """Of all emission: the miner's part of a neuron, and ..."""
    validator_emission: Bits
    """... the validator's part, and ..."""
    emission: Bits
    """... both, rounded once."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EpochOutputs:
    """What an epoch has found out, as it is stored. Lists are by uid; fractions are of 65535."""

    active: list[bool]
    permits: list[bool]
    """Who may validate until the next epoch."""
    stake: list[int]
    """Stake weight in rao, also below the minimum."""
    stake_weight: list[int]
    """The part of all stake weight that reaches the minimum."""
    consensus: list[int]
    validator_trust: list[int]
    incentive: list[int]
    dividends: list[int]
    emission: list[int]
    """Rao of both parts, rounded once: it may be a little more than their sum."""
    server_emission: list[int]
    """Rao for mining."""
    validator_emission: list[int]
    """Rao for validating."""
    bonds: list[npt.NDArray[np.uint16]]
    """Rows of two columns, uid and bond, in the order in which they are stored."""
    trace: EpochTrace | None = None
    """If the rules keep one."""


class ConsensusRules(Protocol):
    """Rules by which a subnet's emission is divided among its neurons."""

    def epoch(self, inputs: EpochInputs) -> EpochOutputs:
        """Divide `inputs.emission`. Nothing else than the inputs may have a part in it."""
        ...
