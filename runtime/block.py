"""Headers, digests and blocks, and their hashes."""

from __future__ import annotations

from typing import Annotated

from runtime.extrinsic import UncheckedExtrinsic
from runtime.hashing import blake2_256
from runtime.scale import H256, U32, Bytes4, Compact, Enumeration, Spelled, Struct, UnitEnum
from runtime.scale import encode as scale_encode

EngineId = Annotated[Bytes4, Spelled("ConsensusEngineId")]
HeaderHash = Annotated[H256, Spelled("Hash::Output")]


class BlockInvalid(Exception):
    """A block that no honest author makes; the message says what is wrong with it."""


class DigestItem(Enumeration, path="sp_runtime::generic::digest::DigestItem"):
    """A note in a block's header for consensus engines and light clients."""


class OtherDigest(DigestItem, index=0, name="Other", unnamed=True):
    data: bytes


class ConsensusDigest(DigestItem, index=4, name="Consensus", unnamed=True):
    engine: EngineId
    data: bytes


class Seal(DigestItem, index=5, unnamed=True):
    """The author's signature over the hash of the header without it."""

    engine: EngineId
    data: bytes


class PreRuntime(DigestItem, index=6, unnamed=True):
    """What the author tells the runtime before the block is executed, such as the slot."""

    engine: EngineId
    data: bytes


class RuntimeEnvironmentUpdated(DigestItem, index=8):
    pass


class Digest(Struct, path="sp_runtime::generic::digest::Digest"):
    """The notes of a header, in order."""

    logs: list[DigestItem]


class Header(
    Struct,
    path="sp_runtime::generic::header::Header",
    params={"Number": U32, "Hash": None},
):
    """What a block is known by. Its hash is the BLAKE2b-256 of its encoding."""

    parent_hash: HeaderHash
    number: Annotated[Compact[U32], Spelled("Number")]
    state_root: HeaderHash
    extrinsics_root: HeaderHash
    digest: Digest

    @property
    def hash(self) -> bytes:
        return blake2_256(scale_encode(Header, self))


class Block(
    Struct,
    path="sp_runtime::generic::block::Block",
    params={"Header": Header, "Extrinsic": UncheckedExtrinsic},
):
    """A header, and the extrinsics as bytes."""

    header: Header
    extrinsics: Annotated[list[UncheckedExtrinsic], Spelled("Vec<Extrinsic>")]


class ExtrinsicInclusionMode(UnitEnum, path="sp_runtime::ExtrinsicInclusionMode"):
    """Which extrinsics a block may hold."""

    AllExtrinsics = 0
    OnlyInherents = 1
