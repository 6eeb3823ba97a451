"""The Grandpa pallet and what nodes ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pallets.grandpa.equivocation import EquivocationProof, Void
from pallets.grandpa.errors import ChangePending, Error, PauseFailed, ResumeFailed, TooSoon
from pallets.grandpa.events import Event, NewAuthorities, Paused, Resumed
from pallets.grandpa.types import (
    MAX_AUTHORITIES,
    Authorities,
    AuthorityId,
    ConsensusLog,
    ForcedChangeLog,
    Live,
    PausedState,
    PauseLog,
    PendingPause,
    PendingResume,
    ResumeLog,
    ScheduledChange,
    ScheduledChangeLog,
    StoredPendingChange,
    StoredState,
)
from pallets.system.system import System
from runtime.accounts import ss58_decode
from runtime.api import OpaqueValue, RuntimeApi
from runtime.block import ConsensusDigest
from runtime.call import Call, call
from runtime.hashers import Twox64Concat
from runtime.origin import Origin, ensure_none, ensure_root, ensure_signed
from runtime.pallet import Pallet, Uses, constant
from runtime.scale import U32, U64, Bounded, Spelled, encode
from runtime.storage import StorageMap, StorageValue
from runtime.validity import InvalidCall, InvalidTransaction, TransactionSource, ValidTransaction
from runtime.weights import Pays, PostInfo, weigh

ENGINE = b"FRNK"
MAX_NOMINATORS = 20
REPORT = weigh(740_000_000 + 100 * 175_000, reads=81, writes=70)

BlockNumber = Annotated[U32, Spelled("BlockNumberFor<T>")]
Proof = Annotated[EquivocationProof, Spelled("Box<EquivocationProof<T::Hash, BlockNumberFor<T>>>")]
KeyOwnerProof = Annotated[Void, Spelled("T::KeyOwnerProof")]


class InvalidAuthorities(ValueError):
    """So many authorities cannot be."""


class Grandpa(Pallet, crate="pallet_grandpa"):
    """The authorities that finalize blocks, and changes of them that are to come."""

    event = Event
    error = Error
    storage_version = 5
    system = Uses(System)

    stored_state = StorageValue[StoredState](
        "Whether the authorities finalize blocks.", name="State", default=Live()
    )
    pending_change = StorageValue[StoredPendingChange | None](
        "The change of the authorities that is to come, if there is one."
    )
    next_forced = StorageValue[U32 | None](
        "The block from which on the authorities can be changed by force again."
    )
    stalled = StorageValue[tuple[U32, U32] | None](
        "The delay and the last finalized block to restart from, if finality has stalled."
    )
    current_set_id = StorageValue[U64]("How often the authorities have changed.")
    set_id_session = StorageMap[Twox64Concat[U64], U32 | None](
        "The last session in which a set of authorities was responsible."
    )
    authorities = StorageValue[Annotated[Authorities, Bounded(MAX_AUTHORITIES, weak=True)]](
        "The authorities that finalize blocks, with their weights."
    )

    @constant
    def max_authorities(self) -> U32:
        """How many authorities there can be."""
        return MAX_AUTHORITIES

    @constant
    def max_nominators(self) -> U32:
        """How many nominators an authority can have."""
        return MAX_NOMINATORS

    @constant
    def max_set_id_session_entries(self) -> U64:
        """For how many sets of authorities the session is kept."""
        return 0

    # Calls

    @call(index=0, weight=REPORT)
    def report_equivocation(
        self, origin: Origin, equivocation_proof: Proof, key_owner_proof: KeyOwnerProof
    ) -> PostInfo:
        """Report that an authority voted twice. No report can be written on this chain."""
        ensure_signed(origin)
        return PostInfo(pays_fee=Pays.No)

    @call(index=1, weight=REPORT)
    def report_equivocation_unsigned(
        self, origin: Origin, equivocation_proof: Proof, key_owner_proof: KeyOwnerProof
    ) -> PostInfo:
        """Report that an authority voted twice, as a block's author."""
        ensure_none(origin)
        return PostInfo(pays_fee=Pays.No)

    @call(index=2, weight=weigh(3_000_000, writes=1))
    def note_stalled(
        self, origin: Origin, delay: BlockNumber, best_finalized_block_number: BlockNumber
    ) -> None:
        """Note that no blocks get finalized, so that the next change of authorities is forced."""
        ensure_root(origin)
        self.stalled.set((delay, best_finalized_block_number))

    # Changes to come

    def schedule_change(
        self, next_authorities: list[tuple[bytes, int]], delay: int, forced: int | None
    ) -> None:
        """Change the authorities at the end of the block `delay` blocks from now.

        Fails with ChangePending, and with TooSoon if it is forced and the last forced is recent.
        """
        if self.pending_change.exists():
            raise ChangePending()
        now = self.system.block_number()
        if forced is not None:
            if (self.next_forced.get() or 0) > now:
                raise TooSoon()
            self.next_forced.set(now + delay * 2)
        self.pending_change.set(StoredPendingChange(now, delay, next_authorities, forced))

    def schedule_pause(self, delay: int) -> None:
        """Stop finality in `delay` blocks. Fails with PauseFailed unless it is live."""
        if not isinstance(self.stored_state.get(), Live):
            raise PauseFailed()
        self.stored_state.set(PendingPause(self.system.block_number(), delay))

    def schedule_resume(self, delay: int) -> None:
        """Go on with finality in `delay` blocks. Fails with ResumeFailed unless it is paused."""
        if not isinstance(self.stored_state.get(), PausedState):
            raise ResumeFailed()
        self.stored_state.set(PendingResume(self.system.block_number(), delay))

    def on_finalize(self, number: int) -> None:
        change = self.pending_change.get()
        if change is not None:
            self._proceed(change, number)
        match self.stored_state.get():
            case PendingPause(scheduled_at, delay):
                if number == scheduled_at:
                    self._log(PauseLog(delay))
                if number == scheduled_at + delay:
                    self.stored_state.set(PausedState())
                    self.deposit_event(Paused())
            case PendingResume(scheduled_at, delay):
                if number == scheduled_at:
                    self._log(ResumeLog(delay))
                if number == scheduled_at + delay:
                    self.stored_state.set(Live())
                    self.deposit_event(Resumed())

    def _proceed(self, change: StoredPendingChange, number: int) -> None:
        if number == change.scheduled_at:
            told = ScheduledChange(change.next_authorities, change.delay)
            forced = change.forced
            self._log(ScheduledChangeLog(told) if forced is None else ForcedChangeLog(forced, told))
        if number == change.scheduled_at + change.delay:
            self.authorities.set(change.next_authorities)
            self.deposit_event(NewAuthorities(change.next_authorities))
            self.pending_change.kill()

    def _log(self, log: ConsensusLog) -> None:
        self.system.deposit_log(ConsensusDigest(ENGINE, encode(ConsensusLog, log)))

    # Unsigned calls: only reports, which cannot be written

    def validate_unsigned(self, source: TransactionSource, call: Call) -> ValidTransaction:
        raise InvalidTransaction(InvalidCall())

    def pre_dispatch(self, call: Call) -> None:
        raise InvalidTransaction(InvalidCall())

    # Genesis

    def build_genesis(self, genesis: Mapping[str, Any]) -> None:
        self.current_set_id.set(0)
        authorities = [
            (ss58_decode(address), weight) for address, weight in genesis.get("authorities", [])
        ]
        if len(authorities) > MAX_AUTHORITIES:
            raise InvalidAuthorities(f"at most {MAX_AUTHORITIES} authorities")
        if authorities:
            self.authorities.set(authorities)
        self.set_id_session[0] = 0


class GrandpaApi(RuntimeApi, version=3):
    """What a node that finalizes by GRANDPA asks."""

    def grandpa_authorities(self) -> Authorities:
        """The authorities that finalize blocks, with their weights."""
        return self.runtime.pallet(Grandpa).authorities.get()

    def submit_report_equivocation_unsigned_extrinsic(
        self, equivocation_proof: EquivocationProof, key_owner_proof: OpaqueValue
    ) -> tuple[()] | None:
        """Report that an authority voted twice. Never done: there is no proof of who owns a key."""
        return None

    def generate_key_ownership_proof(
        self, set_id: U64, authority_id: AuthorityId
    ) -> OpaqueValue | None:
        """A proof of who owns an authority's key. There is none on this chain."""
        return None

    def current_set_id(self) -> U64:
        """How often the authorities have changed."""
        return self.runtime.pallet(Grandpa).current_set_id.get()
