"""Structs and enums as ordinary classes.

    class Weight(Struct, path="sp_weights::weight_v2::Weight"):
        ref_time: Compact[U64]
        proof_size: Compact[U64]

    class Phase(Enumeration, path="frame_system::Phase"):
        ...
    class ApplyExtrinsic(Phase, index=0, unnamed=True):
        extrinsic_index: U32
    class Finalization(Phase, index=1):
        ...

    class Pays(UnitEnum, path="frame_support::dispatch::Pays"):
        Yes = 0
        No = 1

Each class becomes a frozen dataclass. A field named like a keyword has a trailing underscore (`from_`),
which the wire does not see.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar, dataclass_transform

from runtime.scale.errors import TypeDeclarationError


@dataclass_transform(frozen_default=True)
class Struct:
    """Fields one after the other. `path` is the type's name in metadata, `params` its type parameters.

    With `unnamed` the fields have no names in metadata, as those of a Rust tuple struct.
    """

    scale_path: ClassVar[str] = ""
    scale_params: ClassVar[dict[str, Any]] = {}
    scale_unnamed: ClassVar[bool] = False

    def __init_subclass__(
        cls, path: str = "", params: dict[str, Any] | None = None, unnamed: bool = False
    ) -> None:
        cls.scale_path = path
        cls.scale_params = params or {}
        cls.scale_unnamed = unnamed
        _make_dataclass(cls)


@dataclass_transform(frozen_default=True)
class Enumeration:
    """One of several variants. The direct subclass is the enum, and its subclasses are the variants."""

    scale_path: ClassVar[str] = ""
    scale_params: ClassVar[dict[str, Any]] = {}
    scale_enum: ClassVar[type[Enumeration] | None] = None
    scale_variants: ClassVar[dict[int, type[Enumeration]]] = {}
    scale_index: ClassVar[int] = -1
    scale_name: ClassVar[str] = ""
    scale_unnamed: ClassVar[bool] = False

    def __init_subclass__(
        cls,
        path: str = "",
        params: dict[str, Any] | None = None,
        index: int | None = None,
        name: str | None = None,
        unnamed: bool = False,
    ) -> None:
        if index is None:
            cls.scale_path = path
            cls.scale_params = params or {}
            cls.scale_enum = cls
            cls.scale_variants = {}
            return
        cls.scale_index = index
        cls.scale_name = name or cls.__name__.rstrip("_")
        cls.scale_unnamed = unnamed
        add_variant(cls)
        _make_dataclass(cls)


def _make_dataclass(cls: type) -> None:
    """As `dataclass`, which would write the signature as the docstring of a class that has none."""
    docs = cls.__doc__
    cls.__doc__ = docs or "-"
    dataclass(frozen=True)(cls)
    cls.__doc__ = docs


def add_variant(variant: type[Enumeration]) -> None:
    """Enter a variant in its enum. Raises TypeDeclarationError when the index is taken."""
    known = variant.scale_variants.setdefault(variant.scale_index, variant)
    if known is not variant:
        owner = variant.scale_enum.__qualname__ if variant.scale_enum else "?"
        raise TypeDeclarationError(
            f"index {variant.scale_index} of {owner} is used twice: by {where(known)} and {where(variant)}"
        )


def where(declared: Any) -> str:
    """The place of a class or function, for messages."""
    return f"{declared.__module__}.{declared.__qualname__}"


T = TypeVar("T")
E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Ok(Generic[T]):
    """The good side of a `Result`: annotate `Ok[T] | Err[E]`."""

    value: T


@dataclass(frozen=True, slots=True)
class Err(Generic[E]):
    """The bad side of a `Result`."""

    error: E


class UnitEnum(enum.Enum):
    """An enum whose variants hold nothing: an ordinary Python enum with the indices as values."""

    def __init_subclass__(cls, path: str = "", **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.scale_path = path  # type: ignore[attr-defined]
