"""What block execution needs of the pallet that keeps the books of a block."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from runtime.block import DigestItem, Header
from runtime.call import Call
from runtime.dispatch_error import DispatchError, DispatchFailure
from runtime.pallet import Pallet
from runtime.scale import Enumeration
from runtime.weights import DispatchClass, DispatchInfo, PostInfo, Weight


class SystemPallet(Pallet):
    """The base of the System pallet: block number, phases, events, digests, weights."""

    @abstractmethod
    def block_number(self) -> int:
        """The number of the block that is being made, or was made last."""

    @abstractmethod
    def base_call_filter(self, call: Call) -> bool:
        """Whether calls of this kind may be made at all, by anybody but root."""

    @abstractmethod
    def call_filtered(self) -> DispatchFailure:
        """The failure of a call that a filter does not let through."""

    @abstractmethod
    def record_event(self, event: Enumeration) -> None:
        """Add to the block's events."""

    @abstractmethod
    def reset_events(self) -> None:
        """Forget the events of the block before."""

    @abstractmethod
    def initialize(self, number: int, parent_hash: bytes, digest: Sequence[DigestItem]) -> None:
        """Start a block. Raises BlockInvalid unless it follows the one before."""

    @abstractmethod
    def is_upgraded(self) -> bool:
        """Whether the runtime is another version than the one that made the block before."""

    @abstractmethod
    def note_upgraded(self) -> None:
        """The runtime's version is the one that makes blocks from now on."""

    @abstractmethod
    def base_block_weight(self) -> Weight:
        """What a block costs with nothing in it."""

    @abstractmethod
    def register_weight(self, weight: Weight, dispatch_class: DispatchClass) -> None:
        """Charge the block, without a check."""

    @abstractmethod
    def remaining_weight(self) -> Weight:
        """What is left of the block's weight."""

    @abstractmethod
    def note_finished_initialize(self) -> None: ...

    @abstractmethod
    def are_inherents_applied(self) -> bool:
        """Whether the inherents of this block are all there."""

    @abstractmethod
    def note_inherents_applied(self) -> None: ...

    @abstractmethod
    def note_extrinsic(self, encoded: bytes) -> None:
        """Keep the bytes for the extrinsics root."""

    @abstractmethod
    def note_applied_extrinsic(
        self, error: DispatchError | None, info: DispatchInfo, post: PostInfo
    ) -> None:
        """Deposit ExtrinsicSuccess or ExtrinsicFailed, and go on to the next index."""

    @abstractmethod
    def note_finished_extrinsics(self) -> None: ...

    @abstractmethod
    def finalize(self) -> Header:
        """End the block. The header's state root is left at zeros: the state's keeper knows it."""
