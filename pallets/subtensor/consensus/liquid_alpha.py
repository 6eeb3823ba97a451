"""Liquid alpha: a bond follows its weight faster when its validator is ahead of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from runtime.fixed import I32F32
from runtime.fixed.arrays import EXP_MOST, ONE, exp, product, ratio

if TYPE_CHECKING:
    from pallets.subtensor.consensus.interface import Bits, EpochInputs

_HUNDREDTHS = I32F32.from_num(-100)


def liquid_alphas(inputs: EpochInputs, weights: Bits, bonds: Bits, consensus: Bits) -> Bits:
    """The speed of each bond, from `alpha_low` to `alpha_high` on a sigmoid curve.

    A weight that is not below its bond buys, and is the faster the more it is above the consensus;
    another one sells, and is the faster the more it is below its bond. The middle is at 0.5.
    """
    low, high = u16_fraction(inputs.alpha_low), u16_fraction(inputs.alpha_high)
    bought = np.clip(weights - consensus, 0, ONE)
    sold = np.clip(bonds - weights, 0, ONE)
    ahead = np.where(weights >= bonds, bought, sold)
    steepness = I32F32.from_num(inputs.alpha_sigmoid_steepness).saturating_div(_HUNDREDTHS)
    power = product(ahead - ONE // 2, steepness.bits)
    curve = sigmoid(np.clip(power, -EXP_MOST, EXP_MOST))
    return np.maximum(np.minimum(low + product(curve, high - low), high), low)


def sigmoid(power: Bits) -> Bits:
    """1 / (1 + e^power), for powers that `exp` takes: their sum with 1 fits."""
    return ratio(np.full_like(power, ONE), exp(power) + ONE)


def u16_fraction(value: int) -> int:
    """A part of 65535, as bits."""
    return (value << 32) // 65_535
