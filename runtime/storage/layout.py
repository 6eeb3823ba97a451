"""The place of a storage item in the state, and its codec."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Protocol, Union, get_args, get_origin

from runtime.hashers import Hashed
from runtime.hashing import IDENTITY, HashNotReversible, StorageHasher, storage_prefix
from runtime.scale import DecodeError, EncodeError, TypeDeclarationError, TypeSpace, UnitEnum
from runtime.scale.containers import SequenceShape
from runtime.scale.markers import OPTION
from runtime.scale.record import Record
from runtime.scale.shapes import Shape
from runtime.scale.source import Source
from runtime.scale.space import NOT_A_VALUE, NOT_AN_ENCODING


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


class ConfigDefault:
    """A default value that is a parameter of the pallet. Made by `from_config`."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self.read = read


class StateCorrupted(Exception):
    """A stored value is not one of its item's type: a bug, or a foreign hand in the database."""


@dataclass(frozen=True)
class StorageKey:
    """One key of a map: how it is hashed, and its type."""

    hasher: StorageHasher
    hint: Any
    shape: Shape


class StorageLayout:
    """A storage item inside of a composition: its place in the state and its compiled codec."""

    def __init__(
        self, prefix: str, item: Declared, types_: TypeSpace, config: object = None
    ) -> None:
        self.prefix_name, self.item, self.config = prefix, item, config
        self.name, self.docs = item.name, item.docs
        self.prefix = storage_prefix(prefix, item.name)
        *key_hints, self.value_hint = item.hints
        self.optional, self.value_hint = _optional(self.value_hint)
        self.value = types_.shape(self.value_hint)
        self.keys = [_storage_key(hint, item, types_) for hint in key_hints]

        if self.optional and item.default is not None:
            raise TypeDeclarationError("what may be absent has no default")
        if not self.optional and item.default is None:
            self._check_zero()

    def _check_zero(self) -> None:
        try:
            self.value.zero()
        except LookupError as error:
            raise TypeDeclarationError(f"give default=..., because {error}") from error

    @cached_property
    def default(self) -> Callable[[], Any]:
        """Makes the value that absence reads as: a new one each time, if it can be changed."""
        if self.optional:
            return lambda: None
        declared = self.item.default
        if isinstance(declared, ConfigDefault):
            declared = declared.read(self.config)
        if callable(declared):
            made: Callable[[], Any] = declared
            return made
        value = self.value.zero() if declared is None else declared
        if _is_frozen(value):
            return lambda: value
        encoded = self.encode(value)
        return lambda: self.decode(encoded)

    @cached_property
    def encode(self) -> Callable[[Any], bytes]:
        """The bytes of a value. Raises EncodeError."""
        return self._checked(self.value)

    def _checked(self, shape: Shape) -> Callable[[Any], bytes]:
        compiled = shape.encode

        def encode(value: Any) -> bytes:
            try:
                return compiled(value)
            except (*NOT_A_VALUE, EncodeError) as error:
                raise EncodeError(f"{self.place} = {value!r:.120}: {error}") from error

        return encode

    @cached_property
    def encode_item(self) -> Callable[[Any], bytes]:
        """The bytes of an item of the list that the value is. Raises EncodeError."""
        if not isinstance(self.value, SequenceShape):
            raise TypeError(f"{self.place} is not a list")
        return self._checked(self.value.item)

    def decode(self, data: bytes) -> Any:
        """The value; more bytes after it do not matter, as in FRAME. Raises StateCorrupted."""
        try:
            value, end = self.value.decode(data, 0)
        except (*NOT_AN_ENCODING, DecodeError) as error:
            raise StateCorrupted(f"{self.place}: {error}") from error
        if end > len(data):
            raise StateCorrupted(f"{self.place}: the stored value is truncated")
        return value

    @property
    def place(self) -> str:
        """Module and name, for messages."""
        return f"{self.prefix_name}.{self.name}"

    def default_bytes(self) -> bytes:
        """What metadata gives as the default."""
        return b"\x00" if self.optional else self.encode(self.default())

    # The keys of maps

    @cached_property
    def key_of(self) -> Callable[[Any], bytes]:
        """The whole storage key, from a map's key. Raises EncodeError."""
        source = Source()
        names = ["key"] if len(self.keys) == 1 else [source.fresh("key") for _ in self.keys]
        source.line("try:")
        if names != ["key"]:
            source.line(f"    {', '.join(names)} = key")
        parts = [source.bind(self.prefix, "prefix")]
        for part, name in zip(self.keys, names, strict=True):
            encoded = part.shape.encode_expr(source, name)
            plain = part.hasher is IDENTITY
            parts.append(encoded if plain else f"{source.bind(part.hasher.hash)}({encoded})")
        source.line(f"    return {' + '.join(parts)}")
        failures = source.bind((*NOT_A_VALUE, ValueError), "failures")
        source.line(f"except {failures} as error:")
        source.line(f"    raise {source.bind(self._wrong_key, 'wrong')}(key, error) from error")
        return source.function("key_of", "key")

    def _wrong_key(self, key: Any, error: Exception) -> EncodeError:
        return EncodeError(f"{self.place}[{key!r:.120}]: {error}")

    def prefix_of(self, first: tuple[Any, ...]) -> bytes:
        """What the storage keys under some first keys start with. Raises EncodeError."""
        if len(first) > len(self.keys):
            raise EncodeError(f"{self.place} has {len(self.keys)} keys, not {len(first)}")
        prefix = self.prefix
        for part, key in zip(self.keys, first, strict=False):
            try:
                prefix += part.hasher.hash(part.shape.encode(key))
            except (*NOT_A_VALUE, EncodeError) as error:
                raise self._wrong_key(first, error) from error
        return prefix

    def split_key(self, key: bytes) -> Any:
        """The map's key, from a whole storage key. Raises StateCorrupted, HashNotReversible."""
        pos, parts = len(self.prefix), []
        for part in self.keys:
            if not part.hasher.reversible:
                raise HashNotReversible(f"{self.place}: {part.hasher.name} does not keep the key")
            try:
                value, pos = part.shape.decode(key, pos + part.hasher.digest_length)
            except (*NOT_AN_ENCODING, DecodeError) as error:
                raise StateCorrupted(f"{self.place}, key {key.hex()}: {error}") from error
            parts.append(value)
        if pos != len(key):
            raise StateCorrupted(f"{self.place}, key {key.hex()}: it is not {pos} bytes long")
        return parts[0] if len(parts) == 1 else tuple(parts)


def _is_frozen(value: Any) -> bool:
    """Whether nobody can change the value."""
    if isinstance(value, tuple):
        return all(map(_is_frozen, value))
    if isinstance(value, Record):
        return all(_is_frozen(getattr(value, name)) for name in value.field_names)
    return value is None or isinstance(value, int | bytes | str | UnitEnum)


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
