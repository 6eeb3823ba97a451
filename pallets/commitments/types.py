"""What is stored of a commitment."""

from __future__ import annotations

from typing import Annotated

from pallets.commitments.data import DataField
from runtime.scale import U16, U32, U64, Bounded, Spelled, Struct

MAX_FIELDS = 3

NetUid = Annotated[U16, Spelled("NetUid")]


class CommitmentInfo(
    Struct, path="pallet_commitments::types::CommitmentInfo", params={"FieldLimit": None}
):
    """The fields that a neuron publishes together."""

    fields: Annotated[list[DataField], Bounded(MAX_FIELDS), Spelled("BoundedVec<Data, FieldLimit>")]


class Registration(
    Struct,
    path="pallet_commitments::types::Registration",
    params={"Balance": U64, "MaxFields": None, "BlockNumber": U32},
):
    """A commitment, the block in which it was made, and what is reserved for it (rao)."""

    deposit: Annotated[U64, Spelled("Balance")]
    block: Annotated[U32, Spelled("BlockNumber")]
    info: Annotated[CommitmentInfo, Spelled("CommitmentInfo<MaxFields>")]


class UsageTracker(Struct, path="pallet_commitments::types::UsageTracker"):
    """How many bytes a neuron has used in an epoch of its subnet."""

    last_epoch: U64 = 0
    used_space: U64 = 0
