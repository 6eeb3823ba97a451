"""What a dispatch costs: weights, classes and whether a fee is paid. As FRAME's dispatch module.

Reference time is in picoseconds, proof size in bytes; all sums saturate at 2**64 - 1.
"""

from __future__ import annotations

from collections.abc import Iterable

from runtime.scale import U64, Compact, Struct, UnitEnum

U64_MAX = 2**64 - 1
DB_READ = 25_000_000  # reference time of one database read, as RocksDbWeight
DB_WRITE = 100_000_000


class Weight(Struct, path="sp_weights::weight_v2::Weight"):
    """Reference time in picoseconds, and proof size in bytes."""

    ref_time: Compact[U64]
    proof_size: Compact[U64]

    def __add__(self, other: Weight) -> Weight:
        return Weight(
            min(self.ref_time + other.ref_time, U64_MAX),
            min(self.proof_size + other.proof_size, U64_MAX),
        )

    def __sub__(self, other: Weight) -> Weight:
        return Weight(
            max(self.ref_time - other.ref_time, 0), max(self.proof_size - other.proof_size, 0)
        )

    def __mul__(self, count: int) -> Weight:
        return Weight(min(self.ref_time * count, U64_MAX), min(self.proof_size * count, U64_MAX))

    def lesser(self, other: Weight) -> Weight:
        """The smaller of each component."""
        return Weight(min(self.ref_time, other.ref_time), min(self.proof_size, other.proof_size))

    def greater(self, other: Weight) -> Weight:
        """The larger of each component."""
        return Weight(max(self.ref_time, other.ref_time), max(self.proof_size, other.proof_size))

    def any_above(self, other: Weight) -> bool:
        """Whether some component is larger than the other's."""
        return self.ref_time > other.ref_time or self.proof_size > other.proof_size

    def all_below(self, other: Weight) -> bool:
        """Whether each component is smaller than the other's."""
        return self.ref_time < other.ref_time and self.proof_size < other.proof_size


ZERO_WEIGHT = Weight(0, 0)


def weigh(ref_time: int, proof_size: int = 0, *, reads: int = 0, writes: int = 0) -> Weight:
    """A benchmarked weight with its database accesses."""
    return Weight(min(ref_time + reads * DB_READ + writes * DB_WRITE, U64_MAX), proof_size)


def total_weight(weights: Iterable[Weight]) -> Weight:
    total = ZERO_WEIGHT
    for weight in weights:
        total += weight
    return total


class DispatchClass(UnitEnum, path="frame_support::dispatch::DispatchClass"):
    """What kind of work a dispatch is, which decides how much of a block it may take."""

    Normal = 0
    Operational = 1
    Mandatory = 2


class Pays(UnitEnum, path="frame_support::dispatch::Pays"):
    """Whether the sender pays a fee for the weight and length of a dispatch."""

    Yes = 0
    No = 1


class DispatchInfo(Struct, path="frame_support::dispatch::DispatchInfo"):
    """What is known of a call before it runs."""

    weight: Weight
    class_: DispatchClass
    pays_fee: Pays


class DispatchEventInfo(Struct, path="frame_system::DispatchEventInfo"):
    """What ExtrinsicSuccess and ExtrinsicFailed say about cost: the weight with the base weight."""

    weight: Weight
    class_: DispatchClass
    pays_fee: Pays


class PostInfo(Struct):
    """What a call reports after it ran: the weight that it took, if it knows, and who pays."""

    actual_weight: Weight | None = None
    pays_fee: Pays = Pays.Yes


def weight_of(info: DispatchInfo, post: PostInfo) -> Weight:
    """The weight to charge: the actual one, never more than what was declared."""
    if post.actual_weight is None:
        return info.weight
    return post.actual_weight.lesser(info.weight)


def pays_of(info: DispatchInfo, post: PostInfo) -> Pays:
    """No fee if either the declaration or the outcome says so."""
    return Pays.No if Pays.No in (info.pays_fee, post.pays_fee) else Pays.Yes
