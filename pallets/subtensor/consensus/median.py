"""The median of scores by stake: a score that enough stake supports, column by column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from runtime.fixed.arrays import normalized

if TYPE_CHECKING:
    from pallets.subtensor.consensus.interface import Bits


def weighted_median(stake: Bits, scores: Bits, majority: int) -> Bits:
    """For each column of scores, the highest that a majority of the stake gives at least.

    That is: the lowest score such that those who give it or less have more stake than the minority
    of `1 - majority`; the highest score if none has. The reference narrows the column down by
    pivots from its middle. All sums are exact, so its way does not matter, and sorting gives the
    same, ties and all.

    Who has no stake does not count; without stake all is zero. Scores are from 0 to 2^15.
    """
    voters = stake > 0
    shares, columns = normalized(stake[voters]), np.ascontiguousarray(scores[voters].T)
    if not len(shares):
        return np.zeros(scores.shape[1], np.int64)
    minority = int(shares.sum()) - majority
    # A score of 48 bits and the index of its voter, below 16 bits, sort as one integer.
    width = len(shares).bit_length()
    ordered = np.sort(columns << width | np.arange(len(shares)), axis=1)
    supported = np.cumsum(shares[ordered & (1 << width) - 1], axis=1) > minority
    supported[:, -1] = True
    found = np.take_along_axis(ordered, supported.argmax(axis=1)[:, None], axis=1)
    median: Bits = found[:, 0] >> width
    return median
