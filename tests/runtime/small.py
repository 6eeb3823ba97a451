"""A composition no bigger than a test needs: a System pallet, and the pallets under test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from runtime.call import Call
from runtime.composition import Composition, Configured, Module
from runtime.dispatch_error import DispatchFailure, PalletError
from runtime.origin import RawOrigin
from runtime.pallet import Pallet
from runtime.runtime import Runtime
from runtime.scale import U32, Enumeration, Outer
from runtime.state import MemoryView, State
from runtime.storage import StorageValue
from runtime.system import SystemPallet
from runtime.version import RuntimeVersion

VERSION = RuntimeVersion("small", "small", 1, 1, 1, [], 1, 1)


class SystemError(PalletError):
    pass


class CallFiltered(SystemError, index=5):
    """The call may not be made."""


class System(SystemPallet, crate="frame_system"):
    """Events in a list, and calls by name that the base filter refuses."""

    error = SystemError
    origin = RawOrigin

    number = StorageValue[U32]("The number of the block.")
    events = StorageValue[list[Annotated[Enumeration, Outer("RuntimeEvent")]]]("The events.")
    refused: tuple[str, ...] = ()

    def record_event(self, event: Enumeration) -> None:
        self.events.append(event)

    def base_call_filter(self, call: Call) -> bool:
        return call.declaration.name not in self.refused

    def call_filtered(self) -> DispatchFailure:
        return CallFiltered()


def compose(
    *pallets: type[Pallet] | Configured, modules: Sequence[Module] = (), **options: Any
) -> Composition:
    """The System module at 0, then each pallet in a module of its own with its own name, from 1."""
    own = [
        Module((part.pallet if isinstance(part, Configured) else part).__name__, index, [part])
        for index, part in enumerate(pallets, start=1)
    ]
    options = {"system": System, "version": VERSION, "path": "small_runtime"} | options
    return Composition(modules=[Module("System", 0, [System]), *own, *modules], **options)


def runtime_of(composition: Composition, view: Mapping[bytes, bytes] | None = None) -> Runtime:
    return Runtime(composition, State(MemoryView(view or {})))
