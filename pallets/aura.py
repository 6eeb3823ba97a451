"""Aura: authorities take turns, one a slot, to make blocks. As FRAME's pallet-aura.

The author names the slot in the digest, and seals the block with the key of the authority whose
turn it is. Checking the seal is the node's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pallets.system.system import System
from pallets.timestamp import TimestampListener
from runtime.accounts import ss58_decode
from runtime.api import RuntimeApi
from runtime.block import BlockInvalid, ConsensusDigest, DigestItem, PreRuntime
from runtime.pallet import Uses, constant
from runtime.scale import U64, Bounded, Bytes32, Newtype, encode
from runtime.storage import StorageValue
from runtime.weights import Weight, weigh

ENGINE = b"aura"
MAX_AUTHORITIES = 32

AuthorityId = Annotated[
    Bytes32,
    Newtype("sp_consensus_aura::sr25519::app_sr25519::Public", field_type_name="sr25519::Public"),
]
Slot = Annotated[U64, Newtype("sp_consensus_slots::Slot")]
SlotDuration = Annotated[U64, Newtype("sp_consensus_slots::SlotDuration")]


class InvalidAuthorities(ValueError):
    """So many authorities, or such as these, cannot be."""


@dataclass(frozen=True)
class AuraConfig:
    """How long a slot is, in milliseconds."""

    slot_duration: int = 12_000


class Aura(TimestampListener, crate="pallet_aura"):
    """The authorities that make blocks, and the slot of the last block."""

    config: AuraConfig
    system = Uses(System)

    authorities = StorageValue[Annotated[list[AuthorityId], Bounded(MAX_AUTHORITIES)]](
        "The authorities that make blocks, in the order of their turns."
    )
    current_slot = StorageValue[Slot]("The slot of this block.")

    @constant
    def slot_duration(self) -> U64:
        """How long a slot is, in milliseconds."""
        return self.config.slot_duration

    def on_initialize(self, number: int) -> Weight:
        slot = slot_in(self.system.digest.get().logs)
        if slot is None:
            return weigh(0, reads=1)
        if slot <= self.current_slot.get():
            raise BlockInvalid("Slot must increase")
        self.current_slot.set(slot)
        return weigh(0, reads=2, writes=1)

    def on_timestamp_set(self, now: int) -> None:
        if now // self.slot_duration != self.current_slot.get():
            raise BlockInvalid("Timestamp slot must match `CurrentSlot`")

    def find_author(self) -> bytes | None:
        """The authority that makes the block at hand, if its digest says so."""
        return self.author_of(self.system.digest.get().logs)

    def author_of(self, logs: Iterable[DigestItem]) -> bytes | None:
        """The authority whose turn it is in the slot that a digest names."""
        slot, authorities = slot_in(logs), self.authorities.get()
        return authorities[slot % len(authorities)] if slot is not None and authorities else None

    def change_authorities(self, authorities: Sequence[bytes]) -> None:
        """Have other authorities from the next block on; nothing happens if there are none.

        Raises InvalidAuthorities if there are too many.
        """
        if not authorities:
            return
        if len(authorities) > MAX_AUTHORITIES:
            raise InvalidAuthorities(f"at most {MAX_AUTHORITIES} authorities")
        self.authorities.set(list(authorities))
        log = b"\x01" + encode(list[AuthorityId], list(authorities))
        self.system.deposit_log(ConsensusDigest(ENGINE, log))

    def build_genesis(self, genesis: Mapping[str, Any]) -> None:
        authorities = [ss58_decode(address) for address in genesis.get("authorities", [])]
        if len(authorities) > MAX_AUTHORITIES:
            raise InvalidAuthorities(f"at most {MAX_AUTHORITIES} authorities")
        if authorities:
            self.authorities.set(authorities)


def slot_in(logs: Iterable[DigestItem]) -> int | None:
    """The slot that the author of a block says it is."""
    for item in logs:
        if isinstance(item, PreRuntime) and item.engine == ENGINE and len(item.data) >= 8:
            return int.from_bytes(item.data[:8], "little")
    return None


class AuraApi(RuntimeApi, version=1):
    """What a node that makes blocks by Aura asks."""

    def slot_duration(self) -> SlotDuration:
        """How long a slot is, in milliseconds."""
        return self.runtime.pallet(Aura).slot_duration

    def authorities(self) -> list[AuthorityId]:
        """The authorities that make blocks, in the order of their turns."""
        return self.runtime.pallet(Aura).authorities.get()
