"""The Commitments pallet."""

from __future__ import annotations

from typing import Annotated

from pallets.balances.reserves import Reserves
from pallets.commitments.config import CommitmentsConfig
from pallets.commitments.data import ResetBondsFlag, TimelockEncrypted
from pallets.commitments.errors import (
    AccountNotAllowedCommit,
    Error,
    SpaceLimitExceeded,
    TooManyFieldsInCommitmentInfo,
    UnexpectedUnreserveLeftover,
)
from pallets.commitments.events import Commitment, CommitmentRevealed, Event, TimelockCommitment
from pallets.commitments.revealing import Opened, open_fields
from pallets.commitments.space import DEFAULT_MAX_SPACE, required_space, used_after
from pallets.commitments.types import (
    MAX_FIELDS,
    CommitmentInfo,
    NetUid,
    Registration,
    UsageTracker,
)
from pallets.drand import Drand
from pallets.system.system import System
from runtime.call import call
from runtime.hashers import Identity, Twox64Concat
from runtime.origin import Origin, ensure_root, ensure_signed
from runtime.pallet import Pallet, Uses, constant
from runtime.scale import U32, U64, AccountId, Spelled
from runtime.storage import StorageDoubleMap, StorageValue
from runtime.weights import Pays, Weight, weigh

MAX_REVEALED = 10  # fields of one account on one subnet; older ones are forgotten

Info = Annotated[CommitmentInfo, Spelled("Box<CommitmentInfo<T::MaxFields>>")]
Balance = Annotated[U64, Spelled("BalanceOf<T>")]

READ, WRITE = weigh(0, reads=1), weigh(0, writes=1)
INDEX_CHANGED = READ + WRITE


class Commitments(Pallet, crate="pallet_commitments"):
    """What neurons publish about themselves."""

    event = Event
    error = Error
    config: CommitmentsConfig
    system = Uses(System)
    reserves = Uses(Reserves)
    drand = Uses(Drand)

    timelocked_index = StorageValue[frozenset[tuple[NetUid, AccountId]]](
        "The commitments that have sealed fields."
    )
    commitment_of = StorageDoubleMap[
        Identity[NetUid], Twox64Concat[AccountId], Registration | None
    ]("Commitments by subnet and account.")
    last_commitment = StorageDoubleMap[Identity[NetUid], Twox64Concat[AccountId], U32 | None](
        "The block of the last commitment."
    )
    last_bonds_reset = StorageDoubleMap[Identity[NetUid], Twox64Concat[AccountId], U32 | None](
        "The block of the last commitment that reset the account's bonds."
    )
    revealed_commitments = StorageDoubleMap[
        Identity[NetUid], Twox64Concat[AccountId], list[tuple[bytes, U64]] | None
    ]("Opened fields, the latest ten, with the blocks in which they were opened.")
    used_space_of = StorageDoubleMap[
        Identity[NetUid], Twox64Concat[AccountId], UsageTracker | None
    ]("How many bytes an account has used on a subnet in an epoch.")
    max_space = StorageValue[U32](
        "How many bytes an account may use on a subnet in each epoch.", default=DEFAULT_MAX_SPACE
    )

    @constant
    def max_fields(self) -> U32:
        """How many fields a commitment can have."""
        return MAX_FIELDS

    @constant
    def initial_deposit(self) -> Balance:
        """What is reserved for a commitment, in rao."""
        return self.config.initial_deposit

    @constant
    def field_deposit(self) -> Balance:
        """What is reserved besides for each of its fields, in rao."""
        return self.config.field_deposit

    # Calls

    @call(index=0, weight=weigh(33_480_000, reads=5, writes=4), pays=Pays.No)
    def set_commitment(self, origin: Origin, netuid: NetUid, info: Info) -> None:
        """Publish fields on a subnet, in place of those published before."""
        who = ensure_signed(origin)
        if not self.config.can_commit(self.runtime, netuid, who):
            raise AccountNotAllowedCommit()
        if len(info.fields) > MAX_FIELDS:
            raise TooManyFieldsInCommitmentInfo()
        now = self.system.block_number()
        usage = self._usage_with(netuid, who, info, now)
        if any(isinstance(field, ResetBondsFlag) for field in info.fields):
            self.last_bonds_reset[netuid, who] = now
            self.config.on_reset_bonds(self.runtime, netuid, who)
        if usage.used_space > self.max_space.get():
            raise SpaceLimitExceeded()
        self.used_space_of[netuid, who] = usage
        deposit = self._reserve_deposit(netuid, who, len(info.fields))
        self.commitment_of[netuid, who] = Registration(deposit, now, info)
        self.last_commitment[netuid, who] = now
        self._index(netuid, who, info)

    @call(index=2, weight=weigh(2_856_000, writes=1))
    def set_max_space(self, origin: Origin, new_limit: U32) -> None:
        """Set how many bytes an account may use on a subnet in each epoch, as root."""
        ensure_root(origin)
        self.max_space.set(new_limit)

    def _usage_with(self, netuid: int, who: bytes, info: CommitmentInfo, now: int) -> UsageTracker:
        usage = self.used_space_of[netuid, who] or UsageTracker()
        epoch = self.config.epoch_index(self.runtime, netuid, now)
        return used_after(usage, epoch, required_space(info.fields))

    def _reserve_deposit(self, netuid: int, who: bytes, fields: int) -> int:
        """Reserve more than for the last commitment, or less. The result is what is due now.

        Fails with UnexpectedUnreserveLeftover, and as `Reserves.reserve`.
        """
        known = self.commitment_of[netuid, who]
        old = 0 if known is None else known.deposit
        due = self.config.initial_deposit + fields * self.config.field_deposit
        if due > old:
            self.reserves.reserve(who, due - old)
        elif self.reserves.unreserve(who, old - due) != 0:
            raise UnexpectedUnreserveLeftover()
        return due

    def _index(self, netuid: int, who: bytes, info: CommitmentInfo) -> None:
        """Note whether there are sealed fields, and tell of the commitment."""
        rounds = [
            field.reveal_round for field in info.fields if isinstance(field, TimelockEncrypted)
        ]
        key = frozenset([(netuid, who)])
        index = self.timelocked_index.get()
        if rounds:
            self.deposit_event(TimelockCommitment(netuid, who, rounds[0]))
            self.timelocked_index.set(index | key)
        else:
            self.deposit_event(Commitment(netuid, who))
            self.timelocked_index.set(index - key)

    # Sealed fields

    def on_initialize(self, number: int) -> Weight:
        return self.reveal(number)

    def reveal(self, number: int) -> Weight:
        """Open the sealed fields whose pulse is there. The result is what this costs."""
        index = self.timelocked_index.get()
        weight, done = READ, []
        for netuid, who in sorted(index):
            cost, finished = self._reveal_one(netuid, who, number)
            weight += cost
            if finished:
                weight += INDEX_CHANGED
                done.append((netuid, who))
        if done:
            self.timelocked_index.set(index.difference(done))
        return weight

    def _reveal_one(self, netuid: int, who: bytes, number: int) -> tuple[Weight, bool]:
        """Open the fields of one commitment. The result has whether none is sealed any more."""
        registration = self.commitment_of[netuid, who]
        if registration is None:
            return READ, True
        opened = open_fields(registration.info.fields, self._signature)
        weight = READ * (1 + opened.sealed)
        if opened.tried:
            weight += self._keep(netuid, who, registration, opened, number)
        return weight, not opened.still_sealed

    def _signature(self, round_number: int) -> bytes | None:
        pulse = self.drand.pulses[round_number]
        return None if pulse is None else pulse.signature

    def _keep(
        self, netuid: int, who: bytes, registration: Registration, opened: Opened, number: int
    ) -> Weight:
        """Store what was opened and what is left."""
        weight = WRITE
        if opened.revealed:
            self._add_revealed(netuid, who, opened.revealed, number)
            weight += READ + WRITE
        if opened.remaining:
            info = CommitmentInfo(opened.remaining)
            self.commitment_of[netuid, who] = Registration(
                registration.deposit, registration.block, info
            )
        else:
            del self.commitment_of[netuid, who]
        return weight

    def _add_revealed(self, netuid: int, who: bytes, fields: list[bytes], number: int) -> None:
        known = self.revealed_commitments[netuid, who] or []
        for _ in fields:
            self.deposit_event(CommitmentRevealed(netuid, who))
        known += [(content, number) for content in fields]
        self.revealed_commitments[netuid, who] = known[-MAX_REVEALED:]

    # Subnets

    def purge_netuid(self, netuid: int) -> None:
        """Forget all commitments of a subnet, which is dissolved. Deposits stay reserved."""
        for items in (
            self.commitment_of,
            self.last_commitment,
            self.last_bonds_reset,
            self.revealed_commitments,
            self.used_space_of,
        ):
            items.clear(netuid)
        index = self.timelocked_index.get()
        self.timelocked_index.set(frozenset(key for key in sorted(index) if key[0] != netuid))
