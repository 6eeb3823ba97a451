"""The declarations of storage items. An instance of their pallet binds them to its state."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args, get_origin, overload

from runtime.scale import TypeDeclarationError
from runtime.storage.bound import BoundMap, BoundValue
from runtime.storage.layout import ConfigDefault

if TYPE_CHECKING:
    from runtime.pallet import Pallet

V = TypeVar("V")
K = TypeVar("K")
K1 = TypeVar("K1")
K2 = TypeVar("K2")


def from_config(read: Callable[[Any], Any]) -> ConfigDefault:
    """A default taken from the pallet's config: `from_config(lambda config: config.tempo)`."""
    return ConfigDefault(read)


class StorageItem:
    """What the three kinds of storage item share."""

    def __init__(self, docs: str, *, default: Any = None, name: str | None = None) -> None:
        self.docs, self.default, self.given_name = docs, default, name
        self.attribute = ""
        self.__orig_class__: Any = None  # set by typing after __init__: the item with its types

    def __set_name__(self, owner: type, attribute: str) -> None:
        self.attribute = attribute

    @property
    def name(self) -> str:
        return self.given_name or self.attribute.title().replace("_", "")

    @property
    def hints(self) -> tuple[Any, ...]:
        """The types of the keys, then that of the value."""
        if self.__orig_class__ is None:
            raise TypeDeclarationError(f"{self.attribute}: declare it with its types in brackets")
        return get_args(self.__orig_class__)


class StorageValue(StorageItem, Generic[V]):
    """One value."""

    @overload
    def __get__(self, instance: None, owner: type) -> StorageValue[V]: ...
    @overload
    def __get__(self, instance: Pallet, owner: type) -> BoundValue[V]: ...
    def __get__(self, instance: Pallet | None, owner: type) -> StorageValue[V] | BoundValue[V]:
        if instance is None:
            return self
        bound: BoundValue[V] = BoundValue(instance.state, instance.layout_of(self))
        instance.__dict__[self.attribute] = bound
        return bound


class StorageMap(StorageItem, Generic[K, V]):
    """Values by one key."""

    @overload
    def __get__(self, instance: None, owner: type) -> StorageMap[K, V]: ...
    @overload
    def __get__(self, instance: Pallet, owner: type) -> BoundMap[K, V]: ...
    def __get__(self, instance: Pallet | None, owner: type) -> StorageMap[K, V] | BoundMap[K, V]:
        if instance is None:
            return self
        bound: BoundMap[K, V] = BoundMap(instance.state, instance.layout_of(self))
        instance.__dict__[self.attribute] = bound
        return bound


class StorageDoubleMap(StorageItem, Generic[K1, K2, V]):
    """Values by two keys; entries under one first key can be walked and cleared together."""

    @overload
    def __get__(self, instance: None, owner: type) -> StorageDoubleMap[K1, K2, V]: ...
    @overload
    def __get__(self, instance: Pallet, owner: type) -> BoundMap[tuple[K1, K2], V]: ...
    def __get__(
        self, instance: Pallet | None, owner: type
    ) -> StorageDoubleMap[K1, K2, V] | BoundMap[tuple[K1, K2], V]:
        if instance is None:
            return self
        bound: BoundMap[tuple[K1, K2], V] = BoundMap(instance.state, instance.layout_of(self))
        instance.__dict__[self.attribute] = bound
        return bound


class StorageNMap(StorageItem, Generic[K, V]):
    """Values by three or more keys: `StorageNMap[tuple[Hasher[A], Hasher[B], Hasher[C]], V]`."""

    @property
    def hints(self) -> tuple[Any, ...]:
        keys, value = super().hints
        if get_origin(keys) is not tuple:
            raise TypeDeclarationError("the keys are written as tuple[Hasher[A], ...]")
        return (*get_args(keys), value)

    @overload
    def __get__(self, instance: None, owner: type) -> StorageNMap[K, V]: ...
    @overload
    def __get__(self, instance: Pallet, owner: type) -> BoundMap[K, V]: ...
    def __get__(self, instance: Pallet | None, owner: type) -> StorageNMap[K, V] | BoundMap[K, V]:
        if instance is None:
            return self
        bound: BoundMap[K, V] = BoundMap(instance.state, instance.layout_of(self))
        instance.__dict__[self.attribute] = bound
        return bound
