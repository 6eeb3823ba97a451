"""The books of a block: number, phase, extrinsics, events, digest, weight. As frame-system.

These run in every block, for every extrinsic and every event, so they handle stored bytes as such
where a value passes through unread: the stored phase is the beginning of every event record.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pallets.system.config import SystemConfig
from pallets.system.errors import CallFiltered
from pallets.system.events import ExtrinsicFailed, ExtrinsicSuccess
from pallets.system.limits import WeightByClass
from pallets.system.types import (
    CodeUpgradeAuthorization,
    EventRecord,
    LastRuntimeUpgradeInfo,
    Phase,
)
from runtime.block import BlockInvalid, Digest, DigestItem, Header
from runtime.call import Call
from runtime.dispatch_error import DispatchError, DispatchFailure
from runtime.hashers import Blake2_128Concat, Twox64Concat
from runtime.hashing import blake2_256
from runtime.merkle import ordered_root
from runtime.scale import H256, U32, Enumeration
from runtime.storage import StorageMap, StorageValue
from runtime.system import SystemPallet
from runtime.weights import (
    ZERO_WEIGHT,
    DispatchClass,
    DispatchEventInfo,
    DispatchInfo,
    PostInfo,
    Weight,
    pays_of,
    weight_of,
)

if TYPE_CHECKING:
    from runtime.runtime import Runtime

EXTRINSIC_INDEX_KEY = b":extrinsic_index"
ENTROPY_KEY = b":intrablock_entropy"
ENTROPY_SUBJECT = b"frame_system::initialize"
INITIALIZATION, FINALIZATION, APPLY_EXTRINSIC = b"\x02", b"\x01", b"\x00"  # phases as stored
ZERO = bytes(4)
U32_MAX = 2**32 - 1
NO_TOPICS = b"\x00"
NO_WEIGHT_YET = WeightByClass(ZERO_WEIGHT, ZERO_WEIGHT, ZERO_WEIGHT)


class BlockBooks(SystemPallet, crate="frame_system"):
    """What the executive has the System pallet note; `System` adds calls and constants."""

    config: SystemConfig

    extrinsic_count = StorageValue[U32 | None]("How many extrinsics the block being ended has.")
    inherents_applied = StorageValue[bool]("Whether the inherents of this block have all been run.")
    block_weight = StorageValue[WeightByClass]("The weight that this block has used, by class.")
    all_extrinsics_len = StorageValue[U32 | None](
        "The bytes of this block's extrinsics so far.", name="AllExtrinsicsLen"
    )
    block_hash = StorageMap[Twox64Concat[U32], H256]("Hashes of recent blocks, and of block 0.")
    extrinsic_data = StorageMap[Twox64Concat[U32], bytes]("This block's extrinsics, by index.")
    number = StorageValue[U32]("The number of this block.")
    parent_hash = StorageValue[H256]("The hash of the block before this one.")
    digest = StorageValue[Digest]("The notes that go into this block's header.")
    events = StorageValue[list[EventRecord]]("The events of this block, in order.")
    event_count = StorageValue[U32]("How many events this block has.")
    event_topics = StorageMap[Blake2_128Concat[H256], list[tuple[U32, U32]]](
        "Where events of a topic are: block number, and index in that block's events."
    )
    last_runtime_upgrade = StorageValue[LastRuntimeUpgradeInfo | None](
        "The runtime version that made the last block."
    )
    upgraded_to_u32_ref_count = StorageValue[bool](
        "Whether reference counts are of 32 bits.", name="UpgradedToU32RefCount"
    )
    upgraded_to_triple_ref_count = StorageValue[bool](
        "Whether accounts have three reference counts."
    )
    execution_phase = StorageValue[Phase | None]("What the block being made is doing now.")
    authorized_upgrade = StorageValue[CodeUpgradeAuthorization | None](
        "The hash of the code that anybody may put, if there is one."
    )
    extrinsic_weight_reclaimed = StorageValue[Weight](
        "What the extrinsic being run has given back of its weight."
    )

    def __init__(self, runtime: Runtime, config: SystemConfig) -> None:
        super().__init__(runtime, config)
        self._number_key = self.number.key
        self._phase_key = self.execution_phase.key
        self._events_key = self.events.key
        self._event_count_key = self.event_count.key
        self._block_weight_key = self.block_weight.key
        self._encode_event = runtime.composition.events.encode
        self._encode_weight = self.layout_of(BlockBooks.block_weight).encode
        self._weight: tuple[bytes | None, WeightByClass] = (None, NO_WEIGHT_YET)

    # What there is

    def block_number(self) -> int:
        return int.from_bytes(self.state.get(self._number_key) or ZERO, "little")

    def hash_of(self, number: int) -> bytes | None:
        """The hash of a block before this one, if it is still kept."""
        return self.state.get(self.block_hash.key_of(number))

    def extrinsic_index(self) -> int | None:
        """The index of the extrinsic being run; None outside of a block's body."""
        index = self.state.get(EXTRINSIC_INDEX_KEY)
        return None if index is None else int.from_bytes(index, "little")

    def used_weight(self) -> WeightByClass:
        """The weight that this block has used."""
        stored = self.state.get(self._block_weight_key)
        if stored != self._weight[0]:
            self._weight = (stored, self.block_weight.get() if stored else NO_WEIGHT_YET)
        return self._weight[1]

    def put_used_weight(self, weight: WeightByClass) -> None:
        encoded = self._encode_weight(weight)
        self._weight = (encoded, weight)
        self.state.set(self._block_weight_key, encoded)

    def remaining_weight(self) -> Weight:
        return self.config.block_weights.max_block - self.used_weight().total()

    # Filters

    def base_call_filter(self, call: Call) -> bool:
        allowed = self.runtime.composition.call_filter
        return allowed is None or allowed(call)

    def call_filtered(self) -> DispatchFailure:
        return CallFiltered()

    # Starting a block

    def reset_events(self) -> None:
        self.state.set(self._events_key, None)
        self.state.set(self._event_count_key, None)
        self.event_topics.clear()

    def is_upgraded(self) -> bool:
        last, version = self.last_runtime_upgrade.get(), self.runtime.composition.version
        if last is None:
            return True
        return version.spec_version > last.spec_version or version.spec_name != last.spec_name

    def note_upgraded(self) -> None:
        version = self.runtime.composition.version
        self.last_runtime_upgrade.set(
            LastRuntimeUpgradeInfo(version.spec_version, version.spec_name)
        )

    def initialize(self, number: int, parent_hash: bytes, digest: Sequence[DigestItem]) -> None:
        if number != self.block_number() + 1:
            raise BlockInvalid("Block number must be strictly increasing.")
        state = self.state
        state.set(self._phase_key, INITIALIZATION)
        state.set(EXTRINSIC_INDEX_KEY, ZERO)
        state.set(ENTROPY_KEY, blake2_256(ENTROPY_SUBJECT + parent_hash))
        state.set(self._number_key, number.to_bytes(4, "little"))
        self.digest.set(Digest(list(digest)))
        self.parent_hash.set(parent_hash)
        self.block_hash[number - 1] = parent_hash
        state.set(self._block_weight_key, None)

    def base_block_weight(self) -> Weight:
        return self.config.block_weights.base_block

    def register_weight(self, weight: Weight, dispatch_class: DispatchClass) -> None:
        if weight == ZERO_WEIGHT and self.state.get(self._block_weight_key) is not None:
            return
        used = self.used_weight()
        self.put_used_weight(used.with_(dispatch_class, used.of(dispatch_class) + weight))

    def note_finished_initialize(self) -> None:
        self.state.set(self._phase_key, APPLY_EXTRINSIC + ZERO)

    # Extrinsics

    def are_inherents_applied(self) -> bool:
        return self.inherents_applied.get()

    def note_inherents_applied(self) -> None:
        self.inherents_applied.set(True)

    def note_extrinsic(self, encoded: bytes) -> None:
        self.extrinsic_data[self.extrinsic_index() or 0] = encoded

    def note_applied_extrinsic(
        self, error: DispatchError | None, info: DispatchInfo, post: PostInfo
    ) -> None:
        base = self.config.block_weights.of(info.class_).base_extrinsic
        told = DispatchEventInfo(weight_of(info, post) + base, info.class_, pays_of(info, post))
        self.record_event(ExtrinsicSuccess(told) if error is None else ExtrinsicFailed(error, told))
        following = ((self.extrinsic_index() or 0) + 1).to_bytes(4, "little")
        self.state.set(EXTRINSIC_INDEX_KEY, following)
        self.state.set(self._phase_key, APPLY_EXTRINSIC + following)
        self.extrinsic_weight_reclaimed.kill()

    def reclaim_weight(self, info: DispatchInfo, post: PostInfo) -> None:
        """Give back to the block what the extrinsic did not use of its weight, once."""
        unspent = info.weight - weight_of(info, post)
        if unspent == ZERO_WEIGHT:
            return
        already = self.extrinsic_weight_reclaimed.get()
        reclaimed = unspent.greater(already)
        if reclaimed == already:
            return
        used = self.used_weight()
        lower = used.of(info.class_) - (reclaimed - already)
        self.put_used_weight(used.with_(info.class_, lower))
        self.extrinsic_weight_reclaimed.set(reclaimed)

    # Events and digest

    def record_event(self, event: Enumeration) -> None:
        self._record(self._encode_event(event) + NO_TOPICS)

    def deposit_event_indexed(self, topics: Sequence[bytes], event: Enumeration) -> None:
        """Add an event that can be found by its topics, each of 32 bytes."""
        index = self.event_count.get()
        encoded = self._encode_event(event)
        if self._record(encoded + self.runtime.composition.types.encode(list[H256], list(topics))):
            for topic in topics:
                self.event_topics.append(topic, (self.block_number(), index))

    def _record(self, event: bytes) -> bool:
        """Add the rest of an event record, after the phase. There are no events at genesis."""
        state = self.state
        phase = state.get(self._phase_key)
        if phase is None:
            if self.block_number() == 0:
                return False
            phase = INITIALIZATION
        count = int.from_bytes(state.get(self._event_count_key) or ZERO, "little")
        if count == U32_MAX:
            return False
        state.set(self._event_count_key, (count + 1).to_bytes(4, "little"))
        state.append(self._events_key, phase + event)
        return True

    def deposit_log(self, item: DigestItem) -> None:
        """Add a note to the block's header."""
        self.digest.set(Digest([*self.digest.get().logs, item]))

    # Ending a block

    def note_finished_extrinsics(self) -> None:
        self.extrinsic_count.set(self.extrinsic_index() or 0)
        self.state.set(EXTRINSIC_INDEX_KEY, None)
        self.state.set(self._phase_key, FINALIZATION)

    def finalize(self) -> Header:
        self.state.set(self._phase_key, None)
        self.all_extrinsics_len.kill()
        self.state.set(ENTROPY_KEY, None)
        self.inherents_applied.kill()
        count = self.extrinsic_count.take() or 0
        extrinsics = [self.extrinsic_data.take(index) for index in range(count)]
        number = self.block_number()
        outdated = number - self.config.block_hash_count - 1
        if outdated > 0:
            del self.block_hash[outdated]
        root = ordered_root(extrinsics)
        return Header(self.parent_hash.get(), number, bytes(32), root, self.digest.get())
