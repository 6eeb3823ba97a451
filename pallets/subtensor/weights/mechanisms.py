"""The incentive mechanisms of a subnet: how many there are, and the share of each.

Weights, bonds, commits, incentive and last updates are kept for each mechanism on its own.
"""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.errors import (
    Error,
    InvalidValue,
    MechanismDoesNotExist,
    TooManyUIDsPerMechanism,
)
from pallets.subtensor.state import Hyperparameters, Mechanisms, Scores, Subnets, WeightTable
from pallets.subtensor.types import MAX_MECHANISM_COUNT_PER_SUBNET, mechanism_index
from pallets.subtensor.weights.split import is_whole, split_emission
from runtime.pallet import Pallet, Uses


class SubnetMechanisms(Pallet, crate="pallet_subtensor"):
    """The incentive mechanisms of a subnet: how many there are, and the share of each."""

    error = Error
    config: SubtensorConfig
    mechanisms = Uses(Mechanisms)
    subnets = Uses(Subnets)
    hyperparameters = Uses(Hyperparameters)
    scores = Uses(Scores)
    table = Uses(WeightTable)

    # Looking

    def exists(self, netuid: int, mechanism: int) -> bool:
        """Whether there is the subnet, and the mechanism in it."""
        return self.subnets.exists(netuid) and self.count(netuid) > mechanism

    def ensure_exists(self, netuid: int, mechanism: int) -> None:
        """Fails with MechanismDoesNotExist, also where there is no such subnet."""
        if not self.exists(netuid, mechanism):
            raise MechanismDoesNotExist()

    def count(self, netuid: int) -> int:
        return self.mechanisms.mechanism_count_current[netuid]

    def split_emissions(self, netuid: int, alpha: int) -> list[int]:
        """What each mechanism gets of a subnet's emission, in alpha rao."""
        shares = self.mechanisms.mechanism_emission_split[netuid]
        return split_emission(alpha, self.count(netuid), shares)

    def ensure_max_uids_over_all_mechanisms(self, max_uids: int, count: int) -> None:
        """A subnet with many mechanisms has to do with fewer neurons.

        Fails with TooManyUIDsPerMechanism if the two multiply to more than the uids that a new
        subnet has.
        """
        if min(max_uids * count, 65_535) > self.config.initial_max_allowed_uids:
            raise TooManyUIDsPerMechanism()

    # Changing

    def set_count(self, netuid: int, count: int) -> None:
        """Give a subnet so many mechanisms; what is stored of those that go is forgotten.

        Fails with MechanismDoesNotExist where there is no such subnet, InvalidValue for none or
        too many, and TooManyUIDsPerMechanism.
        """
        self._ensure_subnet(netuid)
        if count == 0 or count > self.mechanisms.max_mechanism_count.get():
            raise InvalidValue()
        max_uids = self.hyperparameters.max_allowed_uids[netuid]
        self.ensure_max_uids_over_all_mechanisms(max_uids, count)
        if count > MAX_MECHANISM_COUNT_PER_SUBNET:
            raise InvalidValue()
        self.update_count(netuid, count)

    def set_max_count(self, count: int) -> None:
        """Allow so many mechanisms on each subnet. Fails with InvalidValue beyond 1 to 16."""
        if not 1 <= count <= MAX_MECHANISM_COUNT_PER_SUBNET:
            raise InvalidValue()
        self.mechanisms.max_mechanism_count.set(count)

    def update_count(self, netuid: int, count: int) -> None:
        """Set the number if it is another one; the shares are equal again then."""
        old = self.count(netuid)
        if count == old:
            return
        for number in range(count, old):
            self.forget(mechanism_index(netuid, number))
        self.mechanisms.mechanism_count_current[netuid] = count
        del self.mechanisms.mechanism_emission_split[netuid]

    def set_emission_split(self, netuid: int, shares: list[int] | None) -> None:
        """Set the share of each mechanism, of 65535; None for equal shares.

        Fails with MechanismDoesNotExist where there is no such subnet, and with InvalidValue
        unless there are at most as many shares as mechanisms and they add up to 65535.
        """
        self._ensure_subnet(netuid)
        if shares is not None and not (1 <= len(shares) <= self.count(netuid) and is_whole(shares)):
            raise InvalidValue()
        self.mechanisms.mechanism_emission_split[netuid] = shares

    def forget(self, index: int) -> None:
        """Forget what is stored of a mechanism, by its index."""
        table = self.table
        table.weights.clear(index)
        del self.scores.incentive[index]
        del table.last_update[index]
        table.bonds.clear(index)
        table.weight_commits.clear(index)
        table.timelocked_weight_commits.clear(index)

    def _ensure_subnet(self, netuid: int) -> None:
        if not self.subnets.exists(netuid):
            raise MechanismDoesNotExist()
