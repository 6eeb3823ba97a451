"""Calls: declared as methods of a pallet, made as values, dispatched later.

    @call(index=3, weight=weigh(39_051_000, 3593, reads=1, writes=1))
    def transfer_keep_alive(self, origin: Origin, dest: Address, value: Compact[Balance]) -> None:

Through the class it makes a value, with the types checked: `Balances.transfer_keep_alive(dest, 5)`
is a `Call`. Through an instance it runs: `balances.transfer_keep_alive(origin, dest, 5)`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cached_property
from typing import (
    Annotated,
    Any,
    Concatenate,
    Generic,
    ParamSpec,
    TypeVar,
    overload,
)

from runtime.annotations import annotations_of
from runtime.origin import Origin
from runtime.scale import Outer, TypeDeclarationError
from runtime.scale.compound import check_index, where
from runtime.scale.spelling import docs_of
from runtime.weights import DispatchClass, DispatchInfo, Pays, PostInfo, Weight

S = TypeVar("S")
P = ParamSpec("P")

# Costs may depend on the arguments: then they are functions of the pallet and the call's arguments.
# They must not depend on the state: a call remembers what it costs, lest calls within calls be
# added up again and again.
WeightRule = Weight | Callable[..., Weight]
ClassRule = DispatchClass | Callable[..., DispatchClass]
PaysRule = Pays | Callable[..., Pays]


class Call:
    """A call with its arguments, not yet made by anybody."""

    __slots__ = ("args", "cost", "declaration")

    def __init__(self, declaration: CallDeclaration[Any, Any], args: tuple[Any, ...]) -> None:
        self.declaration, self.args = declaration, args
        # What a composition found the call to cost, if its cost depends on the arguments.
        self.cost: tuple[object, DispatchInfo] | None = None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Call):
            return NotImplemented
        return self.declaration is other.declaration and self.args == other.args

    def __hash__(self) -> int:
        return hash(self.declaration)

    def __repr__(self) -> str:
        names = self.declaration.parameter_names
        inner = ", ".join(f"{name}={arg!r}" for name, arg in zip(names, self.args, strict=True))
        return f"{self.declaration.owner.__name__}.{self.declaration.name}({inner})"


RuntimeCall = Annotated[Call, Outer("RuntimeCall")]
"""Any call of the composition."""


class CallDeclaration(Generic[S, P]):
    """What `@call` makes of a method."""

    owner: type[Any]

    def __init__(
        self,
        function: Callable[Concatenate[S, Origin, P], PostInfo | None],
        index: int,
        weight: WeightRule,
        dispatch_class: ClassRule,
        pays: PaysRule,
    ) -> None:
        self.function, self.index = function, index
        self.weight, self.dispatch_class, self.pays = weight, dispatch_class, pays
        self.name = function.__name__
        self.docs = docs_of(function)
        self.parameter_names = _parameter_names(function)
        check_index(index, function)

    def __set_name__(self, owner: type, name: str) -> None:
        self.owner = owner

    @overload
    def __get__(self, instance: None, owner: type) -> CallDeclaration[S, P]: ...
    @overload
    def __get__(
        self, instance: S, owner: type
    ) -> Callable[Concatenate[Origin, P], PostInfo | None]: ...
    def __get__(self, instance: Any, owner: type) -> Any:
        if instance is None:
            return self
        return self.function.__get__(instance, owner)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Call:
        """The call with these arguments, as a value. Raises TypeError if they do not fit."""
        if not kwargs and len(args) == len(self.parameter_names):
            return Call(self, args)
        bound = inspect.signature(self.function).bind(None, None, *args, **kwargs)
        bound.apply_defaults()
        return Call(self, tuple(bound.arguments.values())[2:])

    def hints(self) -> dict[str, Any]:
        """The types of the parameters."""
        return self._hints

    @cached_property
    def _hints(self) -> dict[str, Any]:
        hints = annotations_of(self.function)
        untyped = [name for name in self.parameter_names if name not in hints]
        if untyped:
            raise TypeDeclarationError(f"the parameter {untyped[0]} of a call has no type")
        return {name: hints[name] for name in self.parameter_names}


def _parameter_names(function: Callable[..., Any]) -> list[str]:
    """Of the parameters after `self` and the origin."""
    code = function.__code__
    named = code.co_varnames[: code.co_argcount]
    variable = code.co_flags & (inspect.CO_VARARGS | inspect.CO_VARKEYWORDS)
    if len(named) < 2 or variable or code.co_kwonlyargcount:
        raise TypeDeclarationError(
            f"{where(function)}: a call takes self, the origin and plain parameters"
        )
    return list(named[2:])


def call(
    index: int,
    weight: WeightRule,
    *,
    dispatch_class: ClassRule = DispatchClass.Normal,
    pays: PaysRule = Pays.Yes,
) -> Callable[[Callable[Concatenate[S, Origin, P], PostInfo | None]], CallDeclaration[S, P]]:
    """Declare a method as a call with this index in its pallet, and what it costs."""

    def declare(
        function: Callable[Concatenate[S, Origin, P], PostInfo | None],
    ) -> CallDeclaration[S, P]:
        return CallDeclaration(function, index, weight, dispatch_class, pays)

    return declare
