"""Storage items of a pallet, declared as attributes and used like values and dictionaries.

    total_issuance = StorageValue[Balance]("The total units issued in the system.")
    key = StorageValue[AccountId | None]("The `AccountId` of the sudo key.")
    locks = StorageMap[Blake2_128Concat[AccountId], list[BalanceLock]]("Any liquidity locks ...")
    bonds = StorageDoubleMap[Identity[U16], Identity[U16], list[...]]("...")

    self.total_issuance.get(); self.total_issuance.set(5)
    self.locks[who]; self.locks[who] = [lock]; del self.locks[who]; who in self.locks
    self.bonds[netuid, uid]; self.bonds.items(netuid)

A value annotated `T | None` is FRAME's OptionQuery: reading what is absent gives None, and storing
None removes. Any other value type has a default (ValueQuery), which is what absence reads as;
assigning the default stores it all the same, as in FRAME.
"""

from runtime.storage.bound import BoundMap, BoundValue
from runtime.storage.items import (
    StorageDoubleMap,
    StorageItem,
    StorageMap,
    StorageNMap,
    StorageValue,
    from_config,
)
from runtime.storage.layout import StateCorrupted, StorageLayout

__all__ = [
    "BoundMap",
    "BoundValue",
    "StateCorrupted",
    "StorageDoubleMap",
    "StorageItem",
    "StorageLayout",
    "StorageMap",
    "StorageNMap",
    "StorageValue",
    "from_config",
]
