"""What Grandpa stores and tells: authorities, and changes of them that are to come."""

from __future__ import annotations

from typing import Annotated

from runtime.scale import U32, U64, Bounded, Bytes32, Enumeration, Newtype, Spelled, Struct

MAX_AUTHORITIES = 32

AuthorityId = Annotated[
    Bytes32, Newtype("sp_consensus_grandpa::app::Public", field_type_name="ed25519::Public")
]
Authorities = list[tuple[AuthorityId, U64]]
"""Authorities with their voting weights."""

AuthorityList = Annotated[Authorities, Spelled("AuthorityList")]
BoundedAuthorities = Annotated[
    Authorities, Bounded(MAX_AUTHORITIES, weak=True), Spelled("BoundedAuthorityList<Limit>")
]
N = Annotated[U32, Spelled("N")]


class StoredState(Enumeration, path="pallet_grandpa::StoredState", params={"N": U32}):
    """Whether the authorities finalize blocks."""


class Live(StoredState, index=0):
    """They do."""


class PendingPause(StoredState, index=1):
    """They do, until `delay` blocks after block `scheduled_at`."""

    scheduled_at: N
    delay: N


class PausedState(StoredState, index=2, name="Paused"):
    """They do not."""


class PendingResume(StoredState, index=3):
    """They do not, until `delay` blocks after block `scheduled_at`."""

    scheduled_at: N
    delay: N


class StoredPendingChange(
    Struct, path="pallet_grandpa::StoredPendingChange", params={"N": U32, "Limit": None}
):
    """A change of the authorities `delay` blocks after block `scheduled_at`.

    One that is `forced` is taken over without finality, from the last finalized block given there.
    """

    scheduled_at: N
    delay: N
    next_authorities: BoundedAuthorities
    forced: Annotated[U32 | None, Spelled("Option<N>")]


class ScheduledChange(Struct, path="sp_consensus_grandpa::ScheduledChange"):
    """The authorities after a change, and by how many blocks it is delayed."""

    next_authorities: Authorities
    delay: U32


class ConsensusLog(Enumeration, path="sp_consensus_grandpa::ConsensusLog"):
    """What nodes are told in a block's digest."""


class ScheduledChangeLog(ConsensusLog, index=1, name="ScheduledChange", unnamed=True):
    change: ScheduledChange


class ForcedChangeLog(ConsensusLog, index=2, name="ForcedChange", unnamed=True):
    last_finalized: U32
    change: ScheduledChange


class PauseLog(ConsensusLog, index=4, name="Pause", unnamed=True):
    delay: U32


class ResumeLog(ConsensusLog, index=5, name="Resume", unnamed=True):
    delay: U32
