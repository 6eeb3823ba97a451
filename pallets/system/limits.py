"""How much fits into a block: weight and length, by dispatch class. As frame-system's limits."""

from __future__ import annotations

from typing import Annotated

from runtime.scale import U32, U64, Option, Spelled, Struct
from runtime.weights import DB_READ, DB_WRITE, U64_MAX, DispatchClass, Weight

BASE_EXTRINSIC = Weight(108_157_000, 0)  # what any extrinsic costs besides its call
BASE_BLOCK = Weight(431_614_000, 0)  # what a block costs with nothing in it
MAX_BLOCK = Weight(4_000_000_000_000, U64_MAX)  # four seconds
NORMAL_PERCENT = 75  # of a block that normal extrinsics may fill
INITIALIZATION_PERCENT = 10  # of a block that its hooks are expected to take
MAX_LENGTH = 10 * 1024 * 1024  # bytes


class WeightByClass(Struct, path="frame_support::dispatch::PerDispatchClass", params={"T": Weight}):
    """A weight for each dispatch class."""

    normal: Annotated[Weight, Spelled("T")]
    operational: Annotated[Weight, Spelled("T")]
    mandatory: Annotated[Weight, Spelled("T")]

    def of(self, dispatch_class: DispatchClass) -> Weight:
        if dispatch_class is DispatchClass.Normal:
            return self.normal
        return self.mandatory if dispatch_class is DispatchClass.Mandatory else self.operational

    def total(self) -> Weight:
        return self.normal + self.operational + self.mandatory

    def with_(self, dispatch_class: DispatchClass, weight: Weight) -> WeightByClass:
        """The same but for one class."""
        if dispatch_class is DispatchClass.Normal:
            return WeightByClass(weight, self.operational, self.mandatory)
        if dispatch_class is DispatchClass.Mandatory:
            return WeightByClass(self.normal, self.operational, weight)
        return WeightByClass(self.normal, weight, self.mandatory)


class WeightsPerClass(Struct, path="frame_system::limits::WeightsPerClass"):
    """The limits of one class; None is no limit.

    `max_extrinsic` is for one extrinsic, `max_total` for all of the class. What is `reserved` stays
    available to the class when the block is full.
    """

    base_extrinsic: Weight
    max_extrinsic: Option[Weight]
    max_total: Option[Weight]
    reserved: Option[Weight]


class LimitsByClass(
    Struct, path="frame_support::dispatch::PerDispatchClass", params={"T": WeightsPerClass}
):
    """The limits of each dispatch class."""

    normal: Annotated[WeightsPerClass, Spelled("T")]
    operational: Annotated[WeightsPerClass, Spelled("T")]
    mandatory: Annotated[WeightsPerClass, Spelled("T")]


class BlockWeights(Struct, path="frame_system::limits::BlockWeights"):
    """The weight of an empty block, the most that a block may weigh, and the limits by class."""

    base_block: Weight
    max_block: Weight
    per_class: Annotated[LimitsByClass, Spelled("PerDispatchClass<WeightsPerClass>")]

    def of(self, dispatch_class: DispatchClass) -> WeightsPerClass:
        limits = self.per_class
        if dispatch_class is DispatchClass.Normal:
            return limits.normal
        if dispatch_class is DispatchClass.Mandatory:
            return limits.mandatory
        return limits.operational


class LengthByClass(Struct, path="frame_support::dispatch::PerDispatchClass", params={"T": U32}):
    """A number of bytes for each dispatch class."""

    normal: Annotated[U32, Spelled("T")]
    operational: Annotated[U32, Spelled("T")]
    mandatory: Annotated[U32, Spelled("T")]


class BlockLength(Struct, path="frame_system::limits::BlockLength"):
    """How many bytes all extrinsics of a block may have together, by the class that comes last."""

    max: Annotated[LengthByClass, Spelled("PerDispatchClass<u32>")]

    def of(self, dispatch_class: DispatchClass) -> int:
        if dispatch_class is DispatchClass.Normal:
            return self.max.normal
        if dispatch_class is DispatchClass.Mandatory:
            return self.max.mandatory
        return self.max.operational


class RuntimeDbWeight(Struct, path="sp_weights::RuntimeDbWeight"):
    """The reference time of one database read and of one write, in picoseconds."""

    read: U64
    write: U64


def block_weights(max_block: Weight = MAX_BLOCK) -> BlockWeights:
    """Limits for blocks of this weight.

    Normal extrinsics may fill three quarters, and one extrinsic of them may take what the hooks
    leave of that; the other quarter is reserved for operational ones. Nothing limits the mandatory.
    """
    normal_total = _percent(max_block, NORMAL_PERCENT)
    taken = _percent(max_block, INITIALIZATION_PERCENT) + BASE_EXTRINSIC
    return BlockWeights(
        BASE_BLOCK,
        max_block,
        LimitsByClass(
            WeightsPerClass(BASE_EXTRINSIC, normal_total - taken, normal_total, Weight(0, 0)),
            WeightsPerClass(BASE_EXTRINSIC, max_block - taken, max_block, max_block - normal_total),
            WeightsPerClass(BASE_EXTRINSIC, None, None, None),
        ),
    )


def block_length(max_length: int = MAX_LENGTH) -> BlockLength:
    """Limits for blocks of this many bytes, of which normal extrinsics may fill three quarters."""
    normal = max_length * NORMAL_PERCENT // 100
    return BlockLength(LengthByClass(normal, max_length, max_length))


ROCKS_DB_WEIGHT = RuntimeDbWeight(DB_READ, DB_WRITE)


def _percent(weight: Weight, percent: int) -> Weight:
    return Weight(weight.ref_time * percent // 100, weight.proof_size * percent // 100)
