"""Pallets put together to a runtime: indices, types, storage places, what applies to every call.

    Composition(
        version=RuntimeVersion(...), path="node_subtensor_runtime", system=System,
        modules=[Module("System", 0, [System]), Module("Balances", 5, [configured(Balances, cfg)])],
        extensions=(...), guards=[...], apis=[...],
    )

Several Python pallets may form one module. Whatever cannot be put together is refused here, with a
message that names both places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from types import new_class
from typing import TYPE_CHECKING, Any, TypeVar

from runtime.call import Call, CallDeclaration
from runtime.dispatch_error import PalletError
from runtime.module import (
    ENUMS,
    CompositionError,
    Configured,
    Module,
    config_of,
    configured,
    refuse_twice,
)
from runtime.outer import (
    ModuleCalls,
    ModuleEnum,
    ModuleErrors,
    OuterCalls,
    OuterEnum,
    OuterErrors,
)
from runtime.pallet import Pallet
from runtime.scale import Enumeration, Struct, TypeDeclarationError, TypeSpace
from runtime.scale.compound import where
from runtime.scale.containers import TupleShape
from runtime.scale.shapes import Shape
from runtime.storage.items import StorageItem
from runtime.storage.layout import StorageLayout
from runtime.weights import DispatchClass, DispatchInfo, Pays, Weight

if TYPE_CHECKING:
    from runtime.api import ApiCall, RuntimeApi
    from runtime.extension import TransactionExtension
    from runtime.guard import DispatchGuard
    from runtime.metadata.build import RuntimeMetadata
    from runtime.system import SystemPallet
    from runtime.version import RuntimeVersion

__all__ = [
    "Composition",
    "CompositionError",
    "Configured",
    "Module",
    "PalletNotFound",
    "configured",
]

PalletT = TypeVar("PalletT", bound=Pallet)


class PalletNotFound(LookupError):
    """The composition has no such pallet, or two that could be meant."""

    def __init__(self, kind: type[Pallet], candidates: Sequence[type[Pallet]]) -> None:
        found = " and ".join(map(where, candidates)) or "nothing"
        super().__init__(f"{where(kind)} is in no module; {found} derives from it")


class Composition:
    """See the module's text. Made once for each set of rules, and shared by all runtimes on it.

    `variant` says what is other than in the runtime that `version` names: chains of different
    variants are different chains.
    """

    def __init__(
        self,
        *,
        version: RuntimeVersion,
        path: str,
        modules: Iterable[Module],
        system: type[SystemPallet],
        extensions: tuple[Any, ...] = (),
        guards: Sequence[DispatchGuard] = (),
        apis: Sequence[type[RuntimeApi]] = (),
        call_filter: Callable[[Call], bool] | None = None,
        variant: str = "",
    ) -> None:
        self.version, self.path, self.system = version, path, system
        self.variant = variant
        self.modules = sorted(modules, key=lambda module: module.index)
        self.extension_nesting, self.guards, self.call_filter = (
            extensions,
            tuple(guards),
            call_filter,
        )
        self.apis = {api.__name__: api for api in apis}
        self.api_calls: dict[str, ApiCall] = {}  # those that have been asked for
        self.types = TypeSpace(self._outer_shape)
        for module in self.modules:
            module.check()
        refuse_twice("module index {}", [(m.index, m.name) for m in self.modules])
        refuse_twice("module name {}", [(m.name, f"index {m.index}") for m in self.modules])
        refuse_twice("API {}", [(api.__name__, where(api)) for api in apis])
        self.module_of: dict[type[Pallet], Module] = {}
        self.configs: dict[type[Pallet], Any] = {}
        for module in self.modules:
            self._add(module)
        self._check_together()
        self.layouts: dict[StorageItem, StorageLayout] = {}
        self._places: dict[bytes, str] = {}
        for pallet, module in self.module_of.items():
            self._add_storage(pallet, module)
        self._errors = self._error_indices()
        self._infos: dict[CallDeclaration[Any, Any], DispatchInfo] = {}
        self._hooked: dict[str, list[type[Pallet]]] = {}
        self._check_types()

    def changed(self, *modules: Module, **parts: Any) -> Composition:
        """The same runtime with these modules in place of those of the same name, or besides them.

        `parts` are other arguments of a composition, such as `guards`. Raises CompositionError.
        """
        by_name = {module.name: module for module in (*self.modules, *modules)}
        same: dict[str, Any] = {
            "version": self.version,
            "path": self.path,
            "modules": by_name.values(),
            "system": self.system,
            "extensions": self.extension_nesting,
            "guards": self.guards,
            "apis": list(self.apis.values()),
            "call_filter": self.call_filter,
            "variant": self.variant,
        }
        return Composition(**(same | parts))

    # The parts

    @property
    def pallets(self) -> list[type[Pallet]]:
        """All pallets in the order in which their hooks run."""
        return list(self.module_of)

    def pallet_class(self, kind: type[PalletT]) -> type[PalletT]:
        """The pallet that stands for a class here: itself, or the one pallet that derives from it.

        So a runtime can have a changed pallet in the place of the one that others name. Raises
        PalletNotFound.
        """
        if kind in self.module_of:
            return kind
        found = [pallet for pallet in self.module_of if issubclass(pallet, kind)]
        if len(found) != 1:
            raise PalletNotFound(kind, found)
        return found[0]

    def pallets_with(self, hook: str) -> list[type[Pallet]]:
        """The pallets that do something at a hook, in their order."""
        found = self._hooked.get(hook)
        if found is None:
            nothing = getattr(Pallet, hook)
            found = [kind for kind in self.module_of if getattr(kind, hook) is not nothing]
            self._hooked[hook] = found
        return found

    @cached_property
    def extensions(self) -> list[type[TransactionExtension]]:
        """The transaction extensions in their order, without their nesting."""
        return list(_flat(self.extension_nesting))

    @cached_property
    def extension_hint(self) -> Any:
        """The type of all extensions' data, with its nesting."""
        return _tuple_hint(self.extension_nesting)

    @cached_property
    def implicit_encoders(self) -> list[Callable[[Any], bytes] | None]:
        """How what each extension has signed besides is encoded; None where there is nothing."""
        implicit = [extension.implicit for extension in self.extensions]
        return [None if hint is None else self.types.shape(hint).encode for hint in implicit]

    @cached_property
    def extension_data(self) -> TupleShape:
        """The codec of all extensions' data, without the nesting."""
        return TupleShape([self.types.shape(extension) for extension in self.extensions])

    @cached_property
    def calls(self) -> OuterCalls:
        shapes = {}
        for module in self.modules:
            calls = [declared for pallet in module.pallets for declared in pallet.calls]
            if calls:
                path = f"{module.crate}::{module.place}::Call"
                shapes[module.index] = ModuleCalls(module.name, path, calls, self.types)
        return OuterCalls(f"{self.path}::RuntimeCall", shapes)

    @cached_property
    def events(self) -> OuterEnum:
        return self._outer_enum("RuntimeEvent", "event", "Event")

    @cached_property
    def origins(self) -> OuterEnum:
        return self._outer_enum("OriginCaller", "origin", "Origin")

    @cached_property
    def hold_reasons(self) -> OuterEnum:
        return self._outer_enum("RuntimeHoldReason", "hold_reason", "HoldReason")

    @cached_property
    def freeze_reasons(self) -> OuterEnum:
        return self._outer_enum("RuntimeFreezeReason", "freeze_reason", "FreezeReason")

    @cached_property
    def errors(self) -> OuterErrors:
        shapes = {}
        for module in self.modules:
            parts = [pallet.error for pallet in module.pallets if pallet.error is not None]
            if parts:
                path = f"{module.crate}::{module.place}::Error"
                shapes[module.index] = ModuleErrors(module.name, path, parts)
        return OuterErrors(f"{self.path}::RuntimeError", shapes)

    @cached_property
    def itself(self) -> Shape:
        """The runtime as a type, which is a name and nothing else."""
        hint = new_class("Runtime", (Struct,), {"path": f"{self.path}::Runtime"})
        return self.types.shape(hint)

    # What clients download

    @cached_property
    def metadata(self) -> RuntimeMetadata:
        """Everything that clients can know of the runtime; made when it is first asked for."""
        from runtime.metadata.build import RuntimeMetadata

        return RuntimeMetadata(self)

    @property
    def metadata_digest(self) -> bytes:
        """The 32 bytes by which a signer can vouch for the metadata that it was shown."""
        return self.metadata.digest

    def _outer_shape(self, name: str) -> Shape:
        shapes: dict[str, Callable[[], Shape]] = {
            "RuntimeCall": lambda: self.calls,
            "RuntimeEvent": lambda: self.events,
            "RuntimeError": lambda: self.errors,
            "OriginCaller": lambda: self.origins,
            "RuntimeHoldReason": lambda: self.hold_reasons,
            "RuntimeFreezeReason": lambda: self.freeze_reasons,
            "Runtime": lambda: self.itself,
        }
        if name not in shapes:
            raise TypeDeclarationError(f"no composition-wide type is called {name}")
        return shapes[name]()

    def _outer_enum(self, name: str, kind: str, own_name: str) -> OuterEnum:
        shapes = {}
        for module in self.modules:
            parts = module.enums(kind)
            if parts:
                own = parts[0].scale_path or f"{module.crate}::{module.place}::{own_name}"
                shapes[module.index] = ModuleEnum(module.name, own, parts, self.types)
        return OuterEnum(name, f"{self.path}::{name}", shapes)

    # What is known of a call or an error

    def error_module(self, error: type[PalletError]) -> int:
        """The index of the module that declares an error. Raises KeyError for a foreign one."""
        return self._errors[error]

    def error_class(self, module: int, error: int) -> type[PalletError] | None:
        """The error of a module by its number, if there is one."""
        found = self.errors.modules.get(module)
        return None if found is None else found.variants.get(error)

    def dispatch_info(self, call: Call, pallet_of: Callable[[type[Any]], Any]) -> DispatchInfo:
        """What a call costs before it runs, with what the guards cost at each dispatch."""
        declared = call.declaration
        known = self._infos.get(declared)
        if known is not None:
            return known
        if call.cost is not None and call.cost[0] is self:
            return call.cost[1]
        pallet = pallet_of(declared.owner)
        weight, kind, pays = declared.weight, declared.dispatch_class, declared.pays
        info = DispatchInfo(
            (weight if isinstance(weight, Weight) else weight(pallet, *call.args))
            + self.guard_weight(declared),
            kind if isinstance(kind, DispatchClass) else kind(pallet, *call.args),
            pays if isinstance(pays, Pays) else pays(pallet, *call.args),
        )
        if any(callable(rule) for rule in (weight, kind, pays)):
            call.cost = (self, info)
        else:
            self._infos[declared] = info
        return info

    def guard_weight(self, declared: CallDeclaration[Any, Any]) -> Weight:
        total = Weight(0, 0)
        for guard in self.guards:
            total += guard.weight(declared)
        return total

    # Checks

    def _add(self, module: Module) -> None:
        for part, pallet in zip(module.parts, module.pallets, strict=True):
            known = self.module_of.setdefault(pallet, module)
            if known is not module:
                raise CompositionError(
                    f"{where(pallet)} is in two modules: {known.name} and {module.name}"
                )
            self.configs[pallet] = config_of(part)

    def _check_together(self) -> None:
        """What the pallets need of each other, and may not have in common."""
        self.pallet_class(self.system)
        for pallet in self.module_of:
            for used in pallet.uses:
                try:
                    self.pallet_class(used.pallet)
                except PalletNotFound as error:
                    place = f"{where(pallet)}.{used.attribute}"
                    raise CompositionError(f"{place}: {error}") from error
        for kind in ENUMS:
            uses = [(where(enum), m.name) for m in self.modules for enum in m.enums(kind)]
            refuse_twice(f"{kind.replace('_', ' ')} enum {{}}", uses)
        calls = [(c, where(pallet)) for pallet in self.module_of for c in pallet.calls]
        refuse_twice("call {.name}", calls)

    def _add_storage(self, pallet: type[Pallet], module: Module) -> None:
        for item in pallet.storage_items:
            place = f"{where(pallet)}.{item.attribute}"
            try:
                layout = StorageLayout(module.name, item, self.types, self.configs[pallet])
            except TypeDeclarationError as error:
                raise CompositionError(f"{place}: {error}") from error
            known = self._places.setdefault(layout.prefix, place)
            if known != place:
                raise CompositionError(
                    f"{known} and {place} have the same storage, {module.name}.{item.name}"
                )
            if item in self.layouts:
                other = self.layouts[item].prefix_name
                raise CompositionError(
                    f"{place}: this storage is inherited in two modules, {other} and {module.name}"
                )
            self.layouts[item] = layout

    def _error_indices(self) -> dict[type[PalletError], int]:
        return {
            error: module.index
            for module in self.modules
            for pallet in module.pallets
            if pallet.error is not None
            for error in pallet.error.error_variants.values()
        }

    def _check_types(self) -> None:
        """Every type of every declaration has a SCALE form."""
        for pallet in self.module_of:
            for declared in pallet.calls:
                self._check_hints(where(declared.function), declared.hints)
            for named in pallet.constants:
                self._check_hints(where(named.function), named.hints)
            enums = (pallet.event, pallet.origin, pallet.hold_reason, pallet.freeze_reason)
            for enum in enums:
                for variant in (enum.scale_variants if enum else {}).values():
                    self._check_variant(variant)

    def _check_variant(self, variant: type[Enumeration]) -> None:
        try:
            self.types.fields(variant, variant.scale_unnamed)
        except TypeDeclarationError as error:
            raise CompositionError(str(error)) from error

    def _check_hints(self, place: str, hints: Callable[[], dict[str, Any]]) -> None:
        try:
            for hint in hints().values():
                self.types.shape(hint)
        except (TypeDeclarationError, NameError) as error:
            raise CompositionError(f"{place}: {error}") from error


def _tuple_hint(nested: Any) -> Any:
    if isinstance(nested, tuple):
        return tuple.__class_getitem__(tuple(_tuple_hint(part) for part in nested))
    return nested


def _flat(nested: Any) -> Iterable[Any]:
    if not isinstance(nested, tuple):
        yield nested
        return
    for part in nested:
        yield from _flat(part)
