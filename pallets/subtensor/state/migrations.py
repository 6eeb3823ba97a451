"""Which changes of the storage have been made."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from runtime.hashers import Identity
from runtime.pallet import Pallet
from runtime.storage import StorageMap


class Migrations(Pallet, crate="pallet_subtensor"):
    """Which changes of the storage have been made."""

    config: SubtensorConfig

    has_migration_run = StorageMap[Identity[bytes], bool]("Whether a migration was run.")
