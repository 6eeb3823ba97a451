"""The types of a composition with numbers, each once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from runtime.composition import Composition
from runtime.metadata.describe import CLASS_SHAPES, describe
from runtime.metadata.outer import OUTER_SHAPES
from runtime.metadata.portable import PortableType, TypeInfo
from runtime.scale import TypeSpace, encode
from runtime.scale.shapes import CustomShape, LateShape, Shape


class Registry:
    """Gives numbers to types as they are asked for; what a type refers to comes along with it.

    A class is one type. All other types are the same when their content is the same: `list[U8]` and
    `bytes`, or bytes with two different limits. `params` are type parameters that a class cannot
    declare itself, because they depend on the composition.
    """

    def __init__(
        self, composition: Composition, params: Mapping[type, Mapping[str, Any]] | None = None
    ) -> None:
        self.types: TypeSpace = composition.types
        self.crates = {module.name: module.alias or module.crate for module in composition.modules}
        self._modules = {module.name: module for module in composition.modules}
        self.params = params or {}
        self._infos: list[TypeInfo | None] = []
        self._numbers: dict[Shape, int] = {}
        self._by_content: dict[bytes, int] = {}

    def number(self, hint: Any) -> int:
        """The number of the type that a hint stands for."""
        return self.number_of(self.types.shape(hint))

    def number_of(self, shape: Shape) -> int:
        known = self._numbers.get(shape)
        if known is None:
            known = self._numbers[shape] = self._enter(_what_is_shown(shape))
        return known

    def generics(self, module: str) -> Sequence[str]:
        """`T`, and what else the module's events declare: an instance `I`, as a rule."""
        events = [pallet.event for pallet in self._modules[module].pallets if pallet.event]
        declared = [name for event in events for name in event.scale_params]
        return list(dict.fromkeys(["T", *declared]))

    def intern(self, info: TypeInfo) -> int:
        """The number of a type with this content."""
        content = encode(TypeInfo, info)
        known = self._by_content.get(content)
        if known is None:
            known = self._by_content[content] = len(self._infos)
            self._infos.append(info)
        return known

    def portable(self) -> list[PortableType]:
        """All types until now. They refer to none that comes later."""
        return [
            PortableType(number, info)
            for number, info in enumerate(self._infos)
            if info is not None
        ]

    def _enter(self, shape: Shape) -> int:
        if shape in self._numbers:
            return self._numbers[shape]
        if not isinstance(shape, (*CLASS_SHAPES, *OUTER_SHAPES)):
            return self.intern(describe(shape, self))
        # The number comes first, so that a type which holds itself finds it.
        number = self._numbers[shape] = len(self._infos)
        self._infos.append(None)
        self._infos[number] = describe(shape, self)
        return number


def _what_is_shown(shape: Shape) -> Shape:
    while True:
        match shape:
            case LateShape():
                shape = shape.found
            case CustomShape():
                shape = shape.description
            case _:
                return shape
