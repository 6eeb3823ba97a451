"""The runtime API by which clients read subnets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from pallets.subtensor.apis.facts import SubnetView, filled
from pallets.subtensor.apis.hyperparameters import (
    HyperparamEntry,
    SubnetHyperparams,
    SubnetHyperparamsV2,
    third_form,
)
from pallets.subtensor.apis.metagraph import Metagraph, SelectiveMetagraph, metagraph, selected
from pallets.subtensor.apis.subnet_state import SubnetState, subnet_state
from pallets.subtensor.apis.subnets import (
    DynamicInfo,
    SubnetInfo,
    SubnetInfov2,
    dynamic_info,
    old_form,
)
from pallets.subtensor.money import Tao
from pallets.subtensor.networks import Pruning
from pallets.subtensor.schedule import EpochSchedule
from pallets.subtensor.state import Mechanisms, StakeShares, Subnets
from pallets.subtensor.types import MechId, NetUid
from pallets.subtensor.weights import SubnetMechanisms
from runtime.api import RuntimeApi
from runtime.scale import U16, U64, AccountId

T = TypeVar("T")


class SubnetInfoRuntimeApi(RuntimeApi, version=2):
    """Subnets. There is no answer about one that does not exist."""

    def get_subnet_info(self, netuid: NetUid) -> SubnetInfo | None:
        """A subnet in its first form."""
        return self._of(netuid, lambda view: old_form(SubnetInfo, view))

    def get_subnets_info(self) -> list[SubnetInfo | None]:
        """All subnets in their first form, by netuid."""
        return [self.get_subnet_info(netuid) for netuid in self._existing()]

    def get_subnet_info_v2(self, netuid: NetUid) -> SubnetInfov2 | None:
        """A subnet in its second form."""
        return self._of(netuid, lambda view: old_form(SubnetInfov2, view))

    def get_subnets_info_v2(self) -> list[SubnetInfov2 | None]:
        """All subnets in their second form, by netuid."""
        return [self.get_subnet_info_v2(netuid) for netuid in self._existing()]

    def get_subnet_hyperparams(self, netuid: NetUid) -> SubnetHyperparams | None:
        """The hyperparameters of a subnet in their first form."""
        return self._of(netuid, lambda view: filled(SubnetHyperparams, view))

    def get_subnet_hyperparams_v2(self, netuid: NetUid) -> SubnetHyperparamsV2 | None:
        """The hyperparameters of a subnet in their second form."""
        return self._of(netuid, lambda view: filled(SubnetHyperparamsV2, view))

    def get_all_dynamic_info(self) -> list[DynamicInfo | None]:
        """All subnets with their pools, in the order of the storage: 256 comes before 1."""
        return [self.get_dynamic_info(netuid) for netuid in self._stored()]

    def get_all_metagraphs(self) -> list[Metagraph | None]:
        """The metagraphs of all subnets, in the order of the storage."""
        return [self.get_metagraph(netuid) for netuid in self._stored()]

    def get_metagraph(self, netuid: NetUid) -> Metagraph | None:
        """Everything about a subnet and its neurons."""
        return self._of(netuid, metagraph)

    def get_all_mechagraphs(self) -> list[Metagraph | None]:
        """The metagraphs of all mechanisms of all subnets, in the order of the storage."""
        counts = self.runtime.pallet(Mechanisms).mechanism_count_current
        return [
            self.get_mechagraph(netuid, mechanism)
            for netuid in self._stored()
            for mechanism in range(counts[netuid])
        ]

    def get_mechagraph(self, netuid: NetUid, mecid: MechId) -> Metagraph | None:
        """Everything about a subnet, with the incentives and last weights of a mechanism."""
        if not self.runtime.pallet(SubnetMechanisms).exists(netuid, mecid):
            return None
        return metagraph(SubnetView(self.runtime, netuid, mecid))

    def get_dynamic_info(self, netuid: NetUid) -> DynamicInfo | None:
        """A subnet with its pool."""
        return self._of(netuid, dynamic_info)

    def get_subnet_state(self, netuid: NetUid) -> SubnetState | None:
        """The neurons of a subnet as lists."""
        return self._of(netuid, subnet_state)

    def get_selective_metagraph(
        self, netuid: NetUid, metagraph_indexes: list[U16]
    ) -> SelectiveMetagraph | None:
        """Some fields of a metagraph, by their numbers."""
        return self._of(netuid, lambda view: selected(view, metagraph_indexes))

    def get_coldkey_auto_stake_hotkey(self, coldkey: AccountId, netuid: NetUid) -> AccountId | None:
        """The hotkey that a coldkey's miners' emission is staked on."""
        return self.runtime.pallet(StakeShares).auto_stake_destination[coldkey, netuid]

    def get_selective_mechagraph(
        self, netuid: NetUid, subid: MechId, metagraph_indexes: list[U16]
    ) -> SelectiveMetagraph | None:
        """Some fields of a mechanism's metagraph, by their numbers.

        The netuid is the subnet's. A mechanism that there is not has no incentives.
        """
        if not self.runtime.pallet(Subnets).exists(netuid):
            return None
        view = SubnetView(self.runtime, netuid, subid)
        return replace(selected(view, metagraph_indexes), netuid=netuid)

    def get_subnet_to_prune(self) -> NetUid | None:
        """The subnet that would go if another came, if one would."""
        return self.runtime.pallet(Pruning).network_to_prune()

    def get_subnet_account_id(self, netuid: NetUid) -> AccountId | None:
        """The account that holds a subnet's TAO."""
        return self.runtime.pallet(Tao).subnet_account(netuid)

    def get_next_epoch_start_block(self, netuid: NetUid) -> U64 | None:
        """The block in which the next epoch is due; also asked about subnets that are not there."""
        return self.runtime.pallet(EpochSchedule).next_epoch_start_block(netuid)

    def get_subnet_hyperparams_v3(self, netuid: NetUid) -> list[HyperparamEntry] | None:
        """The hyperparameters of a subnet as a list of names and values."""
        return self._of(netuid, third_form)

    def _of(self, netuid: int, read: Callable[[SubnetView], T]) -> T | None:
        view = SubnetView(self.runtime, netuid)
        return read(view) if view.exists else None

    def _existing(self) -> list[int]:
        added = self.runtime.pallet(Subnets).networks_added.items()
        return sorted(netuid for netuid, exists in added if exists)

    def _stored(self) -> list[int]:
        return self.runtime.pallet(Subnets).netuids()
