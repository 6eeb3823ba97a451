"""What people say about themselves and their subnets."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.types import ChainIdentityV2, NetUid, SubnetIdentityV3
from runtime.hashers import Blake2_128Concat
from runtime.pallet import Pallet
from runtime.scale import AccountId
from runtime.storage import StorageMap


class Identities(Pallet, crate="pallet_subtensor"):
    """What people say about themselves and their subnets."""

    config: SubtensorConfig

    identities_v2 = StorageMap[Blake2_128Concat[AccountId], ChainIdentityV2 | None](
        "The identity of a coldkey."
    )
    subnet_identities_v3 = StorageMap[Blake2_128Concat[NetUid], SubnetIdentityV3 | None](
        "The identity of a subnet."
    )
