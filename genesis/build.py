"""The state of block 0 from a chain specification."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from genesis.spec import ChainSpec, InvalidChainSpec
from runtime.block import Digest, Header
from runtime.composition import Composition, Module
from runtime.hashing import storage_prefix
from runtime.merkle import EMPTY_ROOT
from runtime.runtime import Runtime
from runtime.state import MemoryView, State

CODE_KEY = b":code"
EXTRINSIC_INDEX_KEY = b":extrinsic_index"
STORAGE_VERSION = ":__STORAGE_VERSION__:"
# Part of the code marker, so that what block 0 or the metadata holds otherwise is another chain:
# clients keep metadata by the genesis hash and the spec version.
FORMAT = "0.3"


def code_marker(composition: Composition, spec: ChainSpec) -> bytes:
    """What stands in place of the runtime's code. Clients hash it to tell runtimes apart.

    A variant of the runtime makes other blocks of the same extrinsics, so that it says so here, in
    a raw specification's block 0 too.
    """
    version = composition.version
    text = f"pysubtensor {FORMAT} {version.spec_name} {version.spec_version} {spec.rules.name}"
    if composition.variant:
        text += f" {composition.variant}"
    return text.encode()


def genesis_state(composition: Composition, spec: ChainSpec) -> dict[bytes, bytes]:
    """The keys and values of block 0. Raises InvalidChainSpec."""
    if spec.raw is not None:
        variant = {CODE_KEY: code_marker(composition, spec)} if composition.variant else {}
        return {**spec.raw, **variant}
    patch = spec.patch or {}
    known = {_key(module.name) for module in composition.modules}
    if unknown := sorted(set(patch) - known):
        raise InvalidChainSpec(f"the genesis configures pallets that are not here: {unknown}")
    state = State(MemoryView())
    state.set(CODE_KEY, code_marker(composition, spec))
    state.set(EXTRINSIC_INDEX_KEY, bytes(4))
    runtime = Runtime(composition, state)
    for module in composition.modules:
        _build_module(runtime, module, patch.get(_key(module.name), {}))
    for module in composition.modules:
        version = max(pallet.storage_version for pallet in module.pallets)
        state.set(storage_prefix(module.name, STORAGE_VERSION), version.to_bytes(2, "little"))
    return {key: value for key, value in state.changes().items() if value is not None}


class _Section(Mapping[str, Any]):
    """A module's part of the specification, which notes what was asked for."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values
        self.known: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self.known.add(key)
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def _build_module(runtime: Runtime, module: Module, config: object) -> None:
    if not isinstance(config, Mapping):
        raise InvalidChainSpec(f"the genesis of {module.name} is no object: {config!r:.40}")
    section = _Section(config)
    for pallet in module.pallets:
        try:
            runtime.pallet(pallet).build_genesis(section)
        except (KeyError, TypeError, ValueError) as error:
            reason = str(error) if isinstance(error, ValueError) else repr(error)
            raise InvalidChainSpec(f"the genesis of {module.name}: {reason}") from error
    if unknown := sorted(set(section) - section.known):
        raise InvalidChainSpec(f"the genesis of {module.name} has nothing called {unknown}")


def _key(name: str) -> str:
    """A pallet's name as genesis configurations have it: in lower camel case."""
    return name[0].lower() + name[1:]


def genesis_header(state_root: bytes) -> Header:
    """The header of block 0."""
    return Header(bytes(32), 0, state_root, EMPTY_ROOT, Digest([]))
