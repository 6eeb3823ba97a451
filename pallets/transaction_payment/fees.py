"""Prices: what weight and length cost in rao. Functions of numbers alone, which saturate at u64.

An extrinsic that pays costs

    base fee        for being in the block: the price of its class's base weight
    length fee      one rao a byte, the length prefix counted
    weight fee      half a rao for each 1,000 ps of reference time, times the multiplier
    tip             what the sender adds

and one that does not pay costs the tip alone. As FRAME's pallet-transaction-payment, with the
coefficients of the Subtensor runtime.
"""

from __future__ import annotations

from collections.abc import Mapping

from pallets.transaction_payment.types import InclusionFee
from runtime.weights import U64_MAX, DispatchClass, Weight

BILLION = 1_000_000_000
FEE_PER_BILLION = 500_000  # rao for a billion picoseconds
ONE = 10**18  # the multiplier 1.0


def weight_to_fee(ref_time: int) -> int:
    """The price of reference time: to the nearest rao, an exact half down. Proof size is free."""
    return min((ref_time * FEE_PER_BILLION + BILLION // 2 - 1) // BILLION, U64_MAX)


def length_to_fee(length: int) -> int:
    """The price of so many bytes."""
    return length


def multiplied(fee: int, multiplier: int) -> int:
    """A fee times a factor with 18 decimals, rounded down."""
    return min(fee * multiplier // ONE, U64_MAX)


class Prices:
    """The prices of a runtime, whose block limits set the base fees and the largest weight fee."""

    def __init__(self, base_weights: Mapping[DispatchClass, Weight], max_block: Weight) -> None:
        self._max_time = max_block.ref_time
        self._base_fees = {kind: self.of_weight(weight) for kind, weight in base_weights.items()}

    def of_weight(self, weight: Weight) -> int:
        """The price of a weight, of which no more counts than a block can hold."""
        return weight_to_fee(min(weight.ref_time, self._max_time))

    def inclusion_fee(
        self, kind: DispatchClass, weight: Weight, length: int, multiplier: int
    ) -> InclusionFee:
        """What being in a block costs, in parts."""
        return InclusionFee(
            self._base_fees[kind],
            length_to_fee(length),
            multiplied(self.of_weight(weight), multiplier),
        )

    def total(self, kind: DispatchClass, weight: Weight, length: int, multiplier: int) -> int:
        """The sum of the parts of the inclusion fee."""
        weight_fee = multiplied(self.of_weight(weight), multiplier)
        return min(self._base_fees[kind] + length_to_fee(length) + weight_fee, U64_MAX)
