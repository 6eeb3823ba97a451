"""Authoring by Aura: the slot in the digest, the author's turn, the seal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from chain.authoring.builder import BlockBuilder, BlockPlan
from chain.authoring.clock import BlockClock
from chain.blockchain import Blockchain
from pallets.aura import ENGINE, Aura
from pallets.timestamp import INHERENT as TIMESTAMP_INHERENT
from pallets.timestamp import Timestamp
from runtime.block import PreRuntime, Seal
from runtime.scale import U64, encode

AURA_INHERENT = b"auraslot"


class SigningKey(Protocol):
    """A key that can seal blocks."""

    @property
    def public(self) -> bytes: ...

    def sign(self, message: bytes) -> bytes: ...


class NotAnAuthority(Exception):
    """The node has no key for the authority whose turn it is."""


class AuraAuthor:
    """Begins the blocks of the authorities whose keys the node holds."""

    def __init__(self, keys: Iterable[SigningKey], clock: BlockClock) -> None:
        self._keys = {key.public: key for key in keys}
        self._clock = clock

    def begin(self, chain: Blockchain) -> BlockBuilder:
        """The next block, by the authority whose turn it is then.

        Raises NotAnAuthority, and BlockInvalid if the rules allow no block at that time.
        """
        runtime = chain.head_runtime()
        timestamp = self._clock.next(runtime.pallet(Timestamp).now.get())
        slot_duration = self._clock.slot_duration
        authorities = runtime.pallet(Aura).authorities.get()
        key = self._key_for(timestamp // slot_duration, authorities)
        return BlockBuilder(chain, plan(timestamp, slot_duration, key))

    def _key_for(self, slot: int, authorities: list[bytes]) -> SigningKey:
        if not authorities:
            raise NotAnAuthority("the chain has no authorities")
        public = authorities[slot % len(authorities)]
        if public not in self._keys:
            raise NotAnAuthority(
                f"it is the turn of authority 0x{public.hex()}, whose key is not here"
            )
        return self._keys[public]


def plan(timestamp: int, slot_duration: int, key: SigningKey) -> BlockPlan:
    """A block at this time (in milliseconds): what it carries, and how it is sealed."""
    slot = encode(U64, timestamp // slot_duration)
    return BlockPlan(
        [PreRuntime(ENGINE, slot)],
        {TIMESTAMP_INHERENT: encode(U64, timestamp), AURA_INHERENT: slot},
        lambda header_hash: Seal(ENGINE, key.sign(header_hash)),
    )
