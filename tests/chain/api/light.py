"""A chain whose blocks are made by hand, on a runtime that has only a few API methods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chain.blockchain import Blockchain, ImportedBlock
from chain.database import ChainDatabase
from genesis.spec import ChainSpec
from runtime.api import RuntimeApi
from runtime.block import Digest, Header, PreRuntime
from runtime.composition import Composition, Module
from runtime.scale import U32
from runtime.system import SystemPallet
from runtime.version import RuntimeVersion

METADATA = b"meta\x0e" + bytes(5000)


class Metadata(RuntimeApi, version=2):
    """As the real one, with next to nothing in it."""

    def metadata(self) -> bytes:
        MADE.append(14)
        return METADATA

    def metadata_at_version(self, version: U32) -> bytes | None:
        MADE.append(version)
        return METADATA if version in (14, 15) else None


MADE: list[int] = []


class Probe(RuntimeApi, version=1):
    """Methods that do what runtime calls can do."""

    def double(self, value: U32) -> U32:
        return value * 2

    def read(self, key: bytes) -> bytes | None:
        return self.runtime.state.get(key)

    def scribble(self, key: bytes) -> bytes | None:
        self.runtime.state.set(key, b"scribbled")
        return self.runtime.state.get(key)

    def broken(self) -> U32:
        return 1 // 0


class Books(SystemPallet, crate="frame_system"):
    """Only there because a composition needs one."""


VERSION = RuntimeVersion("light", "light-impl", 1, 7, 2, [(b"\x01" * 8, 3)], 5, 1)
COMPOSITION = Composition(
    version=VERSION,
    path="light",
    modules=[Module("System", 0, [Books])],
    system=Books,
    apis=[Metadata, Probe],
)


def light_chain(values: Mapping[bytes, bytes]) -> Blockchain:
    """A chain with these values in block 0."""
    spec = ChainSpec(name="Light", id="light", properties={"ss58Format": 42}, raw=dict(values))
    return Blockchain.start(COMPOSITION, spec, ChainDatabase.in_memory())


def grow(
    chain: Blockchain,
    changes: Mapping[bytes, bytes | None] | None = None,
    extrinsics: Sequence[bytes] = (),
) -> ImportedBlock:
    """The next block, which changes the state as told."""
    root, pending = chain.database.root_of(changes or {})
    digest = Digest([PreRuntime(b"aura", bytes([chain.head_number, 0, 0, 0, 0, 0, 0, 0]))])
    header = Header(chain.head_hash, chain.head_number + 1, root, bytes([9] * 32), digest)
    return chain.commit(header, extrinsics, pending)
