"""Subnets whose neurons may all set weights on each other, so that a test says what it changes.

world = WeightWorld()
world.subnet(1, neurons=3)
world.run(WeightSetting.set_weights(1, [0, 1], [5, 10], 0), by=hotkey(0))
world.weights(0)
"""

from __future__ import annotations

from pallets.subtensor.state import (
    Hyperparameters,
    Mechanisms,
    Neurons,
    Schedule,
    Scores,
    StakeShares,
    Subnets,
    WeightTable,
)
from pallets.subtensor.types import mechanism_index
from pallets.subtensor.weights import TimelockedCommits, WeightCommits
from pallets.subtensor.weights.hashes import hash_of_weights
from pallets.subtensor.weights.rules import GivenWeights
from tests.pallets.subtensor.world import World, account, fails

SALT = [1, 2, 3, 4, 5, 6, 7, 8]
UIDS, VALUES = [0, 1], [10, 20]
SCALED = [(0, 32_768), (1, 65_535)]
"""The usual weights, as they are given and as they are stored."""

TEMPO = 5  # blocks
ROUND = 1000  # of the beacon, whose pulse is recorded
VERSION = 4  # of encrypted commits
LIMIT = 10  # commits


def salt_of(number: int) -> list[int]:
    return [number] * 8


def hotkey(uid: int) -> bytes:
    """The hotkey of a uid, in whatever subnet."""
    return account(100 + uid)


def digest(
    uid: int, uids: list[int], values: list[int], salt: list[int] = SALT, *, index: int = 1
) -> bytes:
    """What the neuron of a uid commits, to reveal these weights."""
    return hash_of_weights(hotkey(uid), index, GivenWeights(uids, values, 0), salt)


class WeightWorld(World):
    """A world with helpers for weights; `netuid` is 1 where it is not given."""

    def subnet(
        self,
        netuid: int = 1,
        neurons: int = 3,
        mechanisms: int = 1,
        tempo: int = TEMPO,
        commit_reveal: bool = False,
    ) -> None:
        """A subnet whose neurons have a permit, and where nothing limits the rate."""
        self.pallet(Subnets).networks_added[netuid] = True
        self.pallet(Mechanisms).mechanism_count_current[netuid] = mechanisms
        self.pallet(WeightTable).commit_reveal_weights_enabled[netuid] = commit_reveal
        self.pallet(Hyperparameters).weights_set_rate_limit[netuid] = 0
        self.pallet(Schedule).tempo[netuid] = tempo
        self.pallet(Schedule).last_epoch_block[netuid] = self.block
        self.populate(netuid, neurons)

    def populate(self, netuid: int, count: int) -> None:
        """Give a subnet so many neurons, with the hotkeys of `hotkey`."""
        neurons = self.pallet(Neurons)
        for uid in range(count):
            neurons.keys[netuid, uid] = hotkey(uid)
            neurons.uids[netuid, hotkey(uid)] = uid
            neurons.is_network_member[hotkey(uid), netuid] = True
            self.stake(uid, 1, netuid)  # without which the next epoch takes the permit
        neurons.subnetwork_n[netuid] = count
        self.permit(netuid, [True] * count)
        for number in range(self.pallet(Mechanisms).mechanism_count_current[netuid]):
            index = mechanism_index(netuid, number)
            self.pallet(WeightTable).last_update[index] = [0] * count

    def subnet_exists(self, netuid: int = 1) -> None:
        self.pallet(Subnets).networks_added[netuid] = True

    def permit(self, netuid: int, permits: list[bool]) -> None:
        self.pallet(Scores).validator_permit[netuid] = permits

    def stake(self, uid: int, alpha: int, netuid: int = 1) -> None:
        """Let so much alpha be on a neuron's hotkey."""
        self.pallet(StakeShares).total_hotkey_alpha[hotkey(uid), netuid] = alpha

    def threshold(self, alpha: int) -> None:
        self.pallet(WeightTable).stake_threshold.set(alpha)

    def limit_rate(self, blocks: int, netuid: int = 1) -> None:
        self.pallet(Hyperparameters).weights_set_rate_limit[netuid] = blocks

    def commit_reveal(self, enabled: bool, netuid: int = 1) -> None:
        self.pallet(WeightTable).commit_reveal_weights_enabled[netuid] = enabled

    def set_epoch(self, number: int, netuid: int = 1) -> None:
        """Say that a subnet has had so many epochs, the last one in this block."""
        self.pallet(Schedule).subnet_epoch_index[netuid] = number
        self.pallet(Schedule).last_epoch_block[netuid] = self.block

    def commit(self, uid: int = 0, salt: list[int] = SALT) -> bytes:
        """Let a neuron commit `UIDS` and `VALUES`. The result is their hash."""
        commit_hash = digest(uid, UIDS, VALUES, salt)
        self.run(WeightCommits.commit_weights(1, commit_hash), by=hotkey(uid))
        return commit_hash

    def reveal(self, uid: int = 0, salt: list[int] = SALT) -> None:
        """Let a neuron reveal `UIDS` and `VALUES`."""
        call = WeightCommits.reveal_weights(1, UIDS, VALUES, salt, 0)
        self.run(call, by=hotkey(uid))

    def reveal_fails(self, error: str, uid: int = 0, salt: list[int] = SALT) -> None:
        """Revealing `UIDS` and `VALUES` is refused, and changes nothing."""
        before = self.stored()
        with fails(error):
            self.reveal(uid, salt)
        assert self.stored() == before

    def commit_sealed(self, ciphertext: bytes, uid: int = 0) -> None:
        """Let a neuron commit encrypted weights to the round."""
        call = TimelockedCommits.commit_timelocked_weights(1, ciphertext, ROUND, VERSION)
        self.run(call, by=hotkey(uid))

    def sealed(self, epoch: int = 0, index: int = 1) -> list[tuple[bytes, int, bytes, int]]:
        """The encrypted commits of an epoch in a mechanism, by its index."""
        return self.pallet(WeightTable).timelocked_weight_commits[index, epoch]

    def weights(self, uid: int, index: int = 1) -> list[tuple[int, int]]:
        """The weights of a neuron in a mechanism, by its index: uids and weights."""
        return self.pallet(WeightTable).weights[index, uid]

    def last_update(self, uid: int, index: int = 1) -> int:
        return self.pallet(WeightTable).last_update[index][uid]

    def commits(self, uid: int, index: int = 1) -> list[tuple[bytes, int, int, int]] | None:
        return self.pallet(WeightTable).weight_commits[index, hotkey(uid)]
