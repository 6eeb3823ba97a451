"""The declaration of a pallet: a class with storage, constants, events, errors, calls and hooks.

    class Balances(Pallet, crate="pallet_balances"):
        '''The native token: accounts, transfers, total issuance.'''

        event = Event
        error = Error
        config: BalancesConfig
        system = Uses(System)

        total_issuance = StorageValue[Balance]("The total units issued in the system.")

        @constant
        def existential_deposit(self) -> Balance:
            '''The minimum amount required to keep an account open.'''
            return self.config.existential_deposit

        @call(index=3, weight=...)
        def transfer_keep_alive(self, origin: Origin, dest: Address, value: Balance) -> None:
            ...

An instance belongs to one `Runtime`, which is a composition on a state. Instances are made when
they are first asked for, and so are the storage accessors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, overload

from runtime.annotations import annotations_of
from runtime.call import Call, CallDeclaration
from runtime.dispatch_error import PalletError
from runtime.scale import Enumeration, TypeDeclarationError
from runtime.scale.compound import where
from runtime.scale.spelling import docs_of
from runtime.storage.items import StorageItem
from runtime.weights import ZERO_WEIGHT, Weight

if TYPE_CHECKING:
    from runtime.runtime import Runtime
    from runtime.state import State
    from runtime.storage.layout import StorageLayout
    from runtime.validity import TransactionSource, ValidTransaction

R = TypeVar("R")
PalletT = TypeVar("PalletT", bound="Pallet")
InherentData = Mapping[bytes, bytes]
"""What the node supplies for inherents, by identifier."""


class ConstantDeclaration(Generic[R]):
    """A value that clients read in the metadata. Reads as an attribute of the pallet."""

    def __init__(self, function: Callable[[Any], R], name: str | None) -> None:
        self.function, self.attribute = function, function.__name__
        self.name = name or self.attribute.title().replace("_", "")
        self.docs = docs_of(function)

    def hints(self) -> dict[str, Any]:
        """The type, under the name of the method."""
        hints = annotations_of(self.function)
        if "return" not in hints:
            raise TypeDeclarationError("a constant's method has to say what it returns")
        return {self.attribute: hints["return"]}

    @overload
    def __get__(self, instance: None, owner: type) -> ConstantDeclaration[R]: ...
    @overload
    def __get__(self, instance: Pallet, owner: type) -> R: ...
    def __get__(self, instance: Pallet | None, owner: type) -> ConstantDeclaration[R] | R:
        if instance is None:
            return self
        value = instance.__dict__[self.attribute] = self.function(instance)
        return value


@overload
def constant(function: Callable[[Any], R]) -> ConstantDeclaration[R]: ...
@overload
def constant(*, name: str) -> Callable[[Callable[[Any], R]], ConstantDeclaration[R]]: ...
def constant(function: Callable[[Any], R] | None = None, *, name: str | None = None) -> Any:
    """Declare a method without parameters as a constant; `name` where it is not in camel case."""
    if function is None:
        return lambda named: ConstantDeclaration(named, name)
    return ConstantDeclaration(function, None)


class Uses(Generic[PalletT]):
    """Another pallet of the same composition, as an attribute."""

    def __init__(self, pallet: type[PalletT]) -> None:
        self.pallet = pallet

    def __set_name__(self, owner: type, attribute: str) -> None:
        self.attribute = attribute

    @overload
    def __get__(self, instance: None, owner: type) -> Uses[PalletT]: ...
    @overload
    def __get__(self, instance: Pallet, owner: type) -> PalletT: ...
    def __get__(self, instance: Pallet | None, owner: type) -> Uses[PalletT] | PalletT:
        if instance is None:
            return self
        found: PalletT = instance.runtime.pallet(self.pallet)
        instance.__dict__[self.attribute] = found
        return found


class Pallet:
    """The base of all pallets. Its hooks do nothing; a pallet overrides those that it needs."""

    crate: ClassVar[str] = ""
    event: ClassVar[type[Enumeration] | None] = None
    error: ClassVar[type[PalletError] | None] = None
    origin: ClassVar[type[Enumeration] | None] = None
    hold_reason: ClassVar[type[Enumeration] | None] = None
    freeze_reason: ClassVar[type[Enumeration] | None] = None
    storage_items: ClassVar[list[StorageItem]] = []
    calls: ClassVar[list[CallDeclaration[Any, Any]]] = []
    constants: ClassVar[list[ConstantDeclaration[Any]]] = []
    uses: ClassVar[list[Uses[Any]]] = []
    storage_version: ClassVar[int] = 0
    has_config: ClassVar[bool] = False
    config: Any = None

    def __init_subclass__(cls, crate: str = "") -> None:
        cls.has_config = cls.has_config or "config" in cls.__annotations__
        cls.crate = crate or cls.crate
        cls.storage_items = _declared(cls, StorageItem)
        cls.calls = _declared(cls, CallDeclaration)
        cls.constants = _declared(cls, ConstantDeclaration)
        cls.uses = _declared(cls, Uses)
        indices: dict[int, CallDeclaration[Any, Any]] = {}
        for declared in cls.calls:
            known = indices.setdefault(declared.index, declared)
            if known is not declared:
                places = f"{where(known.function)} and {where(declared.function)}"
                raise TypeDeclarationError(f"call index {declared.index} is used twice: {places}")

    def __init__(self, runtime: Runtime, config: Any) -> None:
        self.runtime = runtime
        self.state: State = runtime.state
        self.config = config

    @classmethod
    def config_class(cls) -> type | None:
        """What `config` is annotated as, if the pallet has parameters."""
        hint = annotations_of(cls).get("config") if cls.has_config else None
        return hint if isinstance(hint, type) else None

    def layout_of(self, item: StorageItem) -> StorageLayout:
        return self.runtime.composition.layouts[item]

    def deposit_event(self, event: Enumeration) -> None:
        """Add an event to the block's events. Nothing happens at genesis, as in FRAME."""
        self.runtime.deposit_event(event)

    # Hooks, in the order in which a block runs them.

    def on_runtime_upgrade(self) -> Weight:
        """Before anything else in the first block of a new runtime version."""
        return ZERO_WEIGHT

    def on_initialize(self, number: int) -> Weight:
        """At the start of block `number`. The result is charged to the block."""
        return ZERO_WEIGHT

    def on_idle(self, number: int, remaining: Weight) -> Weight:
        """With the weight that the extrinsics left. The result is what was used."""
        return ZERO_WEIGHT

    def on_finalize(self, number: int) -> None:
        """At the end of block `number`."""

    # What comes into a block without anybody's signature.

    def create_inherent(self, data: InherentData) -> Call | None:
        """The inherent that this pallet wants in the block, made from what the node supplies."""
        return None

    def is_inherent(self, call: Call) -> bool:
        return False

    def check_inherent(self, call: Call, data: InherentData) -> None:
        """Compare an inherent with the data of a node. Raises InherentProblem."""

    def validate_unsigned(self, source: TransactionSource, call: Call) -> ValidTransaction | None:
        """Whether the pool takes this call unsigned; None if this pallet has nothing to say.

        Raises InvalidTransaction.
        """
        return None

    def pre_dispatch(self, call: Call) -> None:
        """The last check of a bare extrinsic before it runs. Raises InvalidTransaction."""

    def build_genesis(self, genesis: Mapping[str, Any]) -> None:
        """Write the state of block 0, from this pallet's part of a chain specification."""


def _declared(cls: type, kind: type[R]) -> list[R]:
    """The class attributes of a kind, bases first, in the order of their declaration."""
    found: dict[str, R] = {}
    for base in reversed(cls.__mro__):
        for name, value in vars(base).items():
            if isinstance(value, kind):
                found[name] = value
            else:
                found.pop(name, None)
    return list(found.values())
