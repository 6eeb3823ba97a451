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

Each class is a frozen record. A field named like a keyword has a trailing underscore (`from_`),
which the wire does not see.
"""

from __future__ import annotations

import enum
from typing import Any, ClassVar, Generic, TypeVar

from runtime.scale.errors import TypeDeclarationError
from runtime.scale.record import Record, make_record


class Struct(Record):
    """Fields one after the other. `path` is the name in metadata, `params` are type parameters.

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
        make_record(cls)


class Enumeration(Record):
    """One of several variants: the direct subclass is the enum, its subclasses are the variants."""

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
        if cls.scale_index >= 0:
            raise TypeDeclarationError(f"{where(cls)} derives from a variant; variants have none")
        if index is None:
            cls.scale_path = path
            cls.scale_params = params or {}
            cls.scale_enum = cls
            cls.scale_variants = {}
            return
        cls.scale_index = index
        cls.scale_name = name or cls.__name__.rstrip("_")
        cls.scale_unnamed = unnamed
        _add_variant(cls)
        make_record(cls)


def _add_variant(variant: type[Enumeration]) -> None:
    enum, index, name = variant.scale_enum, variant.scale_index, variant.scale_name
    if enum is None:
        raise TypeDeclarationError(
            f"{where(variant)} is a variant of no enum: derive the enum first"
        )
    check_index(index, variant)
    for known in enum.scale_variants.values():
        if known.scale_index == index or known.scale_name == name:
            taken = f"index {index}" if known.scale_index == index else f"name {name}"
            places = f"{where(known)} and {where(variant)}"
            raise TypeDeclarationError(f"{taken} of {enum.__qualname__} is used twice: by {places}")
    enum.scale_variants[index] = variant


def check_index(index: Any, declared: Any) -> None:
    """Raises TypeDeclarationError for an index that is not one byte."""
    if type(index) is not int or not 0 <= index <= 255:
        raise TypeDeclarationError(f"{where(declared)}: an index is from 0 to 255, not {index!r}")


def where(declared: Any) -> str:
    """The place of a class or function, for messages."""
    return f"{declared.__module__}.{declared.__qualname__}"


T = TypeVar("T")
E = TypeVar("E")


class Ok(Record, Generic[T]):
    """The good side of a `Result`: annotate `Ok[T] | Err[E]`."""

    value: T


class Err(Record, Generic[E]):
    """The bad side of a `Result`."""

    error: E


class Some(Record, Generic[T]):
    """A value that is there, where None is a value too: annotate `Some[T | None] | None`.

    On the wire it is the value alone, so that this is Option<Option<T>>.
    """

    value: T


class UnitEnum(enum.Enum):
    """An enum whose variants hold nothing: an ordinary Python enum with the indices as values."""

    def __init_subclass__(cls, path: str = "", **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.scale_path = path  # type: ignore[attr-defined]
        for name, member in cls.__members__.items():
            check_index(member.value, cls)
            if name != member.name:
                taken = f"index {member.value} of {where(cls)}"
                raise TypeDeclarationError(f"{taken} is used twice: by {member.name} and {name}")
