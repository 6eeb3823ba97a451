"""The subnets that there are, who owns them, and what stage of life each is in."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.types import NetUid
from runtime.hashers import Identity
from runtime.pallet import Pallet
from runtime.scale import U16, U64, AccountId
from runtime.storage import StorageMap, StorageValue

DEFAULT_SYMBOL = "\U0001d70f".encode()  # a mathematical tau


class Subnets(Pallet, crate="pallet_subtensor"):
    """The subnets that there are, who owns them, and what stage of life each is in."""

    config: SubtensorConfig

    total_networks = StorageValue[U16]("How many subnets there are, root included.")
    networks_added = StorageMap[Identity[NetUid], bool]("Whether a subnet exists.")
    network_registered_at = StorageMap[Identity[NetUid], U64](
        "The block in which a subnet was registered."
    )
    registered_subnet_counter = StorageMap[Identity[NetUid], U64](
        "How many subnets have been registered under a netuid; it outlives them.",
    )
    subnet_owner = StorageMap[Identity[NetUid], AccountId]("The coldkey that owns a subnet.")
    subnet_owner_hotkey = StorageMap[Identity[NetUid], AccountId](
        "The owner's hotkey, whose neuron is protected and which the owner's cut goes to."
    )
    subnet_mechanism = StorageMap[Identity[NetUid], U16](
        "How a subnet's alpha is priced: 0 fixed at one TAO, 1 by its pool."
    )
    subtoken_enabled = StorageMap[Identity[NetUid], bool](
        "Whether a subnet's alpha may be traded: it was started."
    )
    first_emission_block_number = StorageMap[Identity[NetUid], U64 | None](
        "The block from which a subnet has emission; absent until it is started."
    )
    subnet_emission_enabled = StorageMap[Identity[NetUid], bool](
        "Whether a subnet takes part in the TAO emission.", default=True
    )
    transfer_toggle = StorageMap[Identity[NetUid], bool](
        "Whether stake of a subnet may go from coldkey to coldkey.", default=True
    )
    token_symbol = StorageMap[Identity[NetUid], bytes](
        "The UTF-8 symbol of a subnet's alpha.", default=DEFAULT_SYMBOL
    )

    def exists(self, netuid: int) -> bool:
        """Whether there is such a subnet; root is one."""
        return self.networks_added[netuid]

    def owners_hotkey(self, netuid: int) -> bytes | None:
        """The hotkey that stands for a subnet's owner, if one is stored."""
        if netuid not in self.subnet_owner_hotkey:
            return None
        return self.subnet_owner_hotkey[netuid]

    def netuids(self) -> list[int]:
        """All subnets, root included, in the order of the storage: 256 comes before 1."""
        return list(self.networks_added.keys())
