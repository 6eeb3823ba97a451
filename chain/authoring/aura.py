"""Authoring by Aura: the slot in the digest, the author's turn, the seal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from chain.authoring.builder import BlockPlan
from runtime.block import DigestItem, PreRuntime, Seal
from runtime.scale import U64, encode

ENGINE = b"aura"
TIMESTAMP_INHERENT, AURA_INHERENT = b"timstap0", b"auraslot"


class SigningKey(Protocol):
    """A key that can seal blocks."""

    @property
    def public(self) -> bytes: ...

    def sign(self, message: bytes) -> bytes: ...


class NotAnAuthority(Exception):
    """The node has no key for the authority whose turn it is."""


class AuraAuthor:
    """Plans and seals the blocks of the authorities whose keys the node holds."""

    def __init__(self, keys: Iterable[SigningKey], slot_duration: int) -> None:
        self._keys = {key.public: key for key in keys}
        self.slot_duration = slot_duration

    def plan(self, timestamp: int, authorities: list[bytes]) -> BlockPlan:
        """A block at this time, by the authority whose turn it is. Raises NotAnAuthority."""
        return plan(timestamp, self.slot_duration, self._key_for(timestamp, authorities))

    def _key_for(self, timestamp: int, authorities: list[bytes]) -> SigningKey:
        """The key of the authority whose turn it is. Raises NotAnAuthority."""
        if not authorities:
            raise NotAnAuthority("the chain has no authorities")
        public = authorities[timestamp // self.slot_duration % len(authorities)]
        if public not in self._keys:
            raise NotAnAuthority(f"no key for authority 0x{public.hex()}")
        return self._keys[public]


def plan(timestamp: int, slot_duration: int, key: SigningKey) -> BlockPlan:
    """A block at this time (in milliseconds): what it carries, and how it is sealed."""
    slot = encode(U64, timestamp // slot_duration)
    return BlockPlan(
        [PreRuntime(ENGINE, slot)],
        {TIMESTAMP_INHERENT: encode(U64, timestamp), AURA_INHERENT: slot},
        lambda header_hash: Seal(ENGINE, key.sign(header_hash)),
    )
