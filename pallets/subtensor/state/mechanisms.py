"""The incentive mechanisms that a subnet divides its emission among."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.types import MechId, NetUid, mechanism_index
from runtime.hashers import Twox64Concat
from runtime.pallet import Pallet
from runtime.scale import U16
from runtime.storage import StorageMap, StorageValue


class Mechanisms(Pallet, crate="pallet_subtensor"):
    """The incentive mechanisms that a subnet divides its emission among."""

    config: SubtensorConfig

    max_mechanism_count = StorageValue[MechId]("How many mechanisms a subnet may have.", default=2)
    mechanism_count_current = StorageMap[Twox64Concat[NetUid], MechId](
        "How many mechanisms a subnet has.", default=1
    )
    mechanism_emission_split = StorageMap[Twox64Concat[NetUid], list[U16] | None](
        "The share of each mechanism, of 65535; absent for equal shares."
    )

    def indices(self, netuid: int) -> list[int]:
        """What each of a subnet's mechanisms is in the keys of storage."""
        count = self.mechanism_count_current[netuid]
        return [mechanism_index(netuid, mechanism) for mechanism in range(count)]
