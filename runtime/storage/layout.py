"""The place of a storage item in the state, and its codec."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Protocol, Union, get_args, get_origin

from runtime.hashers import Hashed
from runtime.hashing import StorageHasher, storage_prefix
from runtime.scale import DecodeError, TypeDeclarationError, TypeSpace
from runtime.scale.markers import OPTION
from runtime.scale.shapes import Shape
from runtime.scale.space import NOT_AN_ENCODING


class Declared(Protocol):
    """What a layout needs of the declaration of a storage item."""

    docs: str
    default: Any

    @property
    def name(self) -> str: ...

    @property
    def hints(self) -> tuple[Any, ...]:
        """The types of the keys, then that of the value."""
        ...


class StateCorrupted(Exception):
    """A stored value is not an encoding of its item's type. A bug, or a foreign hand in the database."""


@dataclass(frozen=True)
class StorageKey:
    """One key of a map: how it is hashed, and its type."""

    hasher: StorageHasher
    hint: Any
    shape: Shape


class StorageLayout:
    """A storage item inside of a composition: its place in the state and its compiled codec."""

    def __init__(self, prefix: str, item: Declared, types_: TypeSpace) -> None:
        self.prefix_name, self.item = prefix, item
        self.name, self.docs = item.name, item.docs
        self.prefix = storage_prefix(prefix, item.name)
        *key_hints, self.value_hint = item.hints
        self.optional, self.value_hint = _optional(self.value_hint)
        self.value = types_.shape(self.value_hint)
        self.keys = [_storage_key(hint, item, types_) for hint in key_hints]

    @cached_property
    def default(self) -> Callable[[], Any]:
        """Makes the value that absence reads as."""
        if self.optional:
            return lambda: None
        declared = self.item.default
        if declared is None:
            return self.value.zero
        return declared if callable(declared) else lambda: declared

    @cached_property
    def encode(self) -> Callable[[Any], bytes]:
        return self.value.encode

    def decode(self, data: bytes) -> Any:
        try:
            value, end = self.value.decode(data, 0)
        except (*NOT_AN_ENCODING, DecodeError) as error:
            raise StateCorrupted(f"{self.prefix_name}.{self.name}: {error}") from error
        if end > len(data):
            raise StateCorrupted(f"{self.prefix_name}.{self.name}: the stored value is truncated")
        return value

    def default_bytes(self) -> bytes:
        """What metadata gives as the default."""
        return b"\x00" if self.optional else self.encode(self.default())

    @cached_property
    def key_of(self) -> Callable[[Any], bytes]:
        """The whole storage key, from a map's key."""
        prefix = self.prefix
        if len(self.keys) == 1:
            encode, hashed = self.keys[0].shape.encode, self.keys[0].hasher.hash
            return lambda key: prefix + hashed(encode(key))
        parts = [(key.hasher.hash, key.shape.encode) for key in self.keys]

        def key_of(key: tuple[Any, ...]) -> bytes:
            return prefix + b"".join(
                [hashed(encode(part)) for (hashed, encode), part in zip(parts, key, strict=False)]
            )

        return key_of

    def split_key(self, key: bytes) -> Any:
        """The map's key, from a whole storage key. Raises StateCorrupted if a hasher hides it."""
        pos, parts = len(self.prefix), []
        for part in self.keys:
            if not part.hasher.reversible:
                raise StateCorrupted(f"{self.prefix_name}.{self.name}: its hasher hides the key")
            value, pos = part.shape.decode(key, pos + part.hasher.digest_length)
            parts.append(value)
        return parts[0] if len(parts) == 1 else tuple(parts)


def _optional(hint: Any) -> tuple[bool, Any]:
    """Whether the hint is `T | None`, and T if so."""
    if get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint):
        (inner,) = (arg for arg in get_args(hint) if arg is not type(None))
        return True, inner
    if get_origin(hint) is Annotated:
        base, *marks = get_args(hint)
        if OPTION not in marks and _optional(base)[0]:
            raise TypeDeclarationError("annotate inside of the union: `Annotated[T, ...] | None`")
    return False, hint


def _storage_key(hint: Any, item: Declared, types_: TypeSpace) -> StorageKey:
    marks = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    hashers = [mark.hasher for mark in marks if isinstance(mark, Hashed)]
    if len(hashers) != 1:
        raise TypeDeclarationError(f"{item.name}: the key {hint!r} needs exactly one hasher")
    return StorageKey(hashers[0], hint, types_.shape(hint))
