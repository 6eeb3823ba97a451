"""What metadata says of each module: its storage, constants, and enums."""

from __future__ import annotations

from typing import Any

from runtime.composition import Module
from runtime.metadata.layout import (
    Constant,
    Hasher,
    Map,
    Modifier,
    PalletStorage,
    PalletV15,
    Plain,
    StorageEntry,
    StorageKind,
)
from runtime.metadata.registry import Registry
from runtime.outer import OuterCalls, OuterEnum, OuterErrors
from runtime.pallet import ConstantDeclaration, Pallet
from runtime.runtime import Runtime
from runtime.scale.containers import TupleShape
from runtime.scale.spelling import docs_of
from runtime.storage.layout import StorageLayout


def describe_module(module: Module, runtime: Runtime, registry: Registry) -> PalletV15:
    """The constants are those of the runtime's pallets; its state does not matter."""
    composition = runtime.composition
    pallets = module.pallets
    layouts = [composition.layouts[item] for pallet in pallets for item in pallet.storage_items]
    entries = [_storage_entry(layout, registry) for layout in layouts]
    return PalletV15(
        module.name,
        PalletStorage(module.name, entries) if entries else None,
        _part(composition.calls, module, registry),
        _part(composition.events, module, registry),
        [
            _constant(declared, runtime.pallet(pallet), registry)
            for pallet in pallets
            for declared in pallet.constants
        ],
        _part(composition.errors, module, registry),
        module.index,
        docs_of(next((pallet for pallet in pallets if pallet.calls), pallets[0])),
    )


def _part(
    outer: OuterCalls | OuterEnum | OuterErrors, module: Module, registry: Registry
) -> int | None:
    """The number of the module's own enum in an outer enum, if it has one."""
    part = outer.modules.get(module.index)
    return None if part is None else registry.number_of(part)


def _storage_entry(layout: StorageLayout, registry: Registry) -> StorageEntry:
    return StorageEntry(
        layout.name,
        Modifier.Optional if layout.optional else Modifier.Default,
        _storage_kind(layout, registry),
        layout.default_bytes(),
        docs_of(layout.docs),
    )


def _storage_kind(layout: StorageLayout, registry: Registry) -> StorageKind:
    shapes = [key.shape for key in layout.keys]
    if not shapes:
        return Plain(registry.number_of(layout.value))
    key = shapes[0] if len(shapes) == 1 else TupleShape(shapes)
    hashers = [Hasher(key.hasher.index) for key in layout.keys]
    return Map(hashers, registry.number_of(key), registry.number_of(layout.value))


def _constant(declared: ConstantDeclaration[Any], pallet: Pallet, registry: Registry) -> Constant:
    (hint,) = declared.hints().values()
    value = registry.types.encode(hint, declared.function(pallet))
    return Constant(declared.name, registry.number(hint), value, declared.docs)
