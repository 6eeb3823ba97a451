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
        """Start a block."""

    @abstractmethod
    def upgrade_if_new(self) -> bool:
        """Whether the runtime's version is not the one that made the block before; notes it."""

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
    def inherents_applied(self) -> bool: ...

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
        """End the block. The header has a state root of zeros, which whoever keeps the state fills in."""
