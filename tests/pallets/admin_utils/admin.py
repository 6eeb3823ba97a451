"""The tests' chain with AdminUtils, and a subnet that somebody owns."""

from __future__ import annotations

from functools import cache
from typing import Any

from pallets.admin_utils import AdminUtilsConfig, admin_utils
from pallets.aura import Aura, AuraConfig
from pallets.grandpa import Grandpa
from pallets.subtensor.state import Hyperparameters, Neurons, Schedule, Subnets
from pallets.system.system import System
from pallets.timestamp import Timestamp, TimestampConfig
from runtime.composition import Composition, Module, configured
from runtime.pallet import Pallet
from runtime.runtime import Runtime
from tests.pallets.subtensor.world import World, account
from tests.pallets.subtensor.world import composition as without_admin

NETUID, OTHER, UNKNOWN = 1, 2, 99
OWNER, STRANGER = 7, 8
TEMPO, LAST_EPOCH, NOW = 360, 10_000, 10_100
FROZEN = LAST_EPOCH + TEMPO - 1
"""A block in the window before the next epoch."""

HOTKEY = account(70)
CHAIN_ID = b"evm chain id"


def set_chain_id(runtime: Runtime, chain_id: int) -> None:
    runtime.state.set(CHAIN_ID, chain_id.to_bytes(8, "little"))


WITH_EVM = AdminUtilsConfig(set_evm_chain_id=set_chain_id)


@cache
def composition(config: AdminUtilsConfig) -> Composition:
    return without_admin().changed(
        Module("Timestamp", 2, [configured(Timestamp, TimestampConfig(125, (Aura,)))]),
        Module("Aura", 3, [configured(Aura, AuraConfig(250))]),
        Module("Grandpa", 4, [Grandpa]),
        Module("AdminUtils", 19, admin_utils(config)),
    )


class AdminWorld(World):
    """Some blocks after an epoch of a subnet that `OWNER` owns, and which has 3 neurons."""

    def __init__(self, config: AdminUtilsConfig = WITH_EVM) -> None:
        super().__init__(block=NOW)
        self.runtime = Runtime(composition(config), self.state)
        self.system = self.runtime.pallet(System)
        self.own(NETUID)
        self.pallet(Subnets).networks_added[NETUID] = True
        self.pallet(Neurons).subnetwork_n[NETUID] = 3
        self.pallet(Hyperparameters).max_allowed_uids[NETUID] = 128
        self.pallet(Hyperparameters).liquid_alpha_on[NETUID] = True

    def own(self, netuid: int) -> None:
        """Give a netuid an owner and a schedule, whether there is such a subnet or not."""
        self.pallet(Subnets).subnet_owner[netuid] = account(OWNER)
        self.pallet(Schedule).tempo[netuid] = TEMPO
        self.pallet(Schedule).last_epoch_block[netuid] = LAST_EPOCH

    def read(self, where: tuple[type[Pallet], str], key: Any = None) -> Any:
        item = getattr(self.pallet(where[0]), where[1])
        return item.get() if key is None else item[key]
