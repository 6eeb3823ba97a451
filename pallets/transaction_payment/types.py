"""What TransactionPayment stores and what its runtime APIs answer. All amounts in rao."""

from __future__ import annotations

from typing import Annotated

from runtime.scale import U64, U128, Newtype, Spelled, Struct, UnitEnum
from runtime.weights import DispatchClass, Weight

Balance = Annotated[U64, Spelled("Balance")]
Multiplier = Annotated[U128, Newtype("sp_arithmetic::fixed_point::FixedU128")]
"""A factor with 18 decimals."""


class Releases(UnitEnum, path="pallet_transaction_payment::Releases"):
    """Versions of what the pallet stores."""

    V1Ancient = 0
    V2 = 1


class InclusionFee(
    Struct, path="pallet_transaction_payment::types::InclusionFee", params={"Balance": U64}
):
    """The parts of what it costs to be in a block: for being there, for length and for weight."""

    base_fee: Balance
    len_fee: Balance
    adjusted_weight_fee: Balance


class FeeDetails(
    Struct, path="pallet_transaction_payment::types::FeeDetails", params={"Balance": U64}
):
    """The parts of a fee. What does not pay has no inclusion fee; the tip is not known here."""

    inclusion_fee: Annotated[InclusionFee, Spelled("InclusionFee<Balance>")] | None
    tip: Balance = 0


class RuntimeDispatchInfo(
    Struct,
    path="pallet_transaction_payment::types::RuntimeDispatchInfo",
    params={"Balance": U64, "Weight": Weight},
):
    """What a call is declared to cost. `partial_fee` is the fee without a tip."""

    weight: Weight
    class_: DispatchClass
    partial_fee: Balance
