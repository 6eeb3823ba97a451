"""Commits to weights by their hash, and the reveals of what was hashed.

A hotkey has a queue of up to ten commits in each mechanism. Those that were not revealed in time
are dropped from its front, and a reveal drops those before its own.
"""

from __future__ import annotations

from pallets.subtensor.errors import (
    CommitRevealDisabled,
    CommittingWeightsTooFast,
    Error,
    ExpiredWeightCommit,
    InputLengthsUnequal,
    InvalidRevealCommitHashNotMatch,
    NoWeightsCommitFound,
    RevealTooEarly,
    TooManyUnrevealedCommits,
)
from pallets.subtensor.events import (
    Event,
    WeightsBatchRevealed,
    WeightsCommitted,
    WeightsRevealed,
)
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.state import WeightTable
from pallets.subtensor.types import MAIN_MECHANISM, CompactNetUid, MechId, NetUid, mechanism_index
from pallets.subtensor.weights.batches import run_batch
from pallets.subtensor.weights.hashes import hash_of_weights
from pallets.subtensor.weights.mechanisms import SubnetMechanisms
from pallets.subtensor.weights.permission import WeightPermission
from pallets.subtensor.weights.queue import (
    MAX_UNREVEALED,
    Commit,
    position_of,
    without_expired,
)
from pallets.subtensor.weights.rules import GivenWeights
from pallets.subtensor.weights.setting import WeightSetting
from pallets.subtensor.weights.windows import RevealWindow, RevealWindows
from runtime.call import call
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import H256, U16, U64
from runtime.weights import Pays, weigh


class WeightCommits(Pallet, crate="pallet_subtensor"):
    """Commits to weights by their hash, and the reveals of what was hashed."""

    error = Error
    event = Event
    table = Uses(WeightTable)
    neuron_table = Uses(NeuronTable)
    mechanisms = Uses(SubnetMechanisms)
    permission = Uses(WeightPermission)
    setting = Uses(WeightSetting)
    windows = Uses(RevealWindows)

    # Calls

    @call(index=96, weight=weigh(69_049_000, 4714, reads=13, writes=2), pays=Pays.No)
    def commit_weights(self, origin: Origin, netuid: NetUid, commit_hash: H256) -> None:
        """Commit the hash of weights, to be revealed as many epochs later as the subnet says."""
        self._commit(origin, netuid, MAIN_MECHANISM, commit_hash)

    @call(index=115, weight=weigh(55_130_000, reads=7, writes=2), pays=Pays.No)
    def commit_mechanism_weights(
        self, origin: Origin, netuid: NetUid, mecid: MechId, commit_hash: H256
    ) -> None:
        """Commit the hash of weights in one of the subnet's mechanisms."""
        self._commit(origin, netuid, mecid, commit_hash)

    @call(index=100, weight=weigh(147_224_000, 4765, reads=15, writes=2), pays=Pays.No)
    def batch_commit_weights(
        self, origin: Origin, netuids: list[CompactNetUid], commit_hashes: list[H256]
    ) -> None:
        """Commit one hash on each of several subnets, some of which may fail.

        Fails with InputLengthsUnequal.
        """
        hotkey = ensure_signed(origin)
        if len(netuids) != len(commit_hashes):
            raise InputLengthsUnequal()

        def commit_item(position: int, netuid: int) -> None:
            self._commit(origin, netuid, MAIN_MECHANISM, commit_hashes[position])

        run_batch(self, hotkey, netuids, commit_item)

    @call(index=97, weight=weigh(111_227_000, 7590, reads=19, writes=2), pays=Pays.No)
    def reveal_weights(  # noqa: PLR0917
        self,
        origin: Origin,
        netuid: NetUid,
        uids: list[U16],
        values: list[U16],
        salt: list[U16],
        version_key: U64,
    ) -> None:
        """Reveal the weights of a commit, which are set with that."""
        given = GivenWeights(uids, values, version_key)
        self._reveal(origin, netuid, MAIN_MECHANISM, given, salt)

    @call(index=116, weight=weigh(122_000_000, reads=16, writes=2), pays=Pays.No)
    def reveal_mechanism_weights(  # noqa: PLR0917
        self,
        origin: Origin,
        netuid: NetUid,
        mecid: MechId,
        uids: list[U16],
        values: list[U16],
        salt: list[U16],
        version_key: U64,
    ) -> None:
        """Reveal the weights of a commit in one of the subnet's mechanisms."""
        self._reveal(origin, netuid, mecid, GivenWeights(uids, values, version_key), salt)

    @call(index=98, weight=weigh(421_363_000, 8095, reads=19, writes=2), pays=Pays.No)
    def batch_reveal_weights(  # noqa: PLR0917
        self,
        origin: Origin,
        netuid: NetUid,
        uids_list: list[list[U16]],
        values_list: list[list[U16]],
        salts_list: list[list[U16]],
        version_keys: list[U64],
    ) -> None:
        """Reveal the weights of several commits on a subnet, all of them or none.

        Fails with InputLengthsUnequal, CommitRevealDisabled, NoWeightsCommitFound without any
        commit, and for each reveal with ExpiredWeightCommit, InvalidRevealCommitHashNotMatch,
        RevealTooEarly, and as `WeightSetting.set_for`.
        """
        if not len(uids_list) == len(values_list) == len(salts_list) == len(version_keys):
            raise InputLengthsUnequal()
        hotkey = ensure_signed(origin)
        commits, expired, window = self._unexpired(netuid, netuid, hotkey)
        reveals = list(map(GivenWeights, uids_list, values_list, version_keys))
        hashes = [
            hash_of_weights(hotkey, netuid, given, salt)
            for given, salt in zip(reveals, salts_list, strict=True)
        ]
        for commit_hash in hashes:
            _ensure_open(window, commits[_found(commits, expired, commit_hash)])
        for commit_hash, given in zip(hashes, reveals, strict=True):
            # One that is given twice is not found any more the second time.
            del commits[_found(commits, expired, commit_hash)]
            self.setting.set_for(hotkey, netuid, MAIN_MECHANISM, given)
        self.table.weight_commits[netuid, hotkey] = commits or None
        self.deposit_event(WeightsBatchRevealed(hotkey, netuid, hashes))

    # Committing and revealing

    def _commit(self, origin: Origin, netuid: int, mechanism: int, commit_hash: bytes) -> None:
        """Add a commit to the signer's queue.

        Fails, in this order, with MechanismDoesNotExist, BadOrigin, CommitRevealDisabled,
        HotKeyNotRegisteredInSubNet, CommittingWeightsTooFast, TooManyUnrevealedCommits.
        """
        self.mechanisms.ensure_exists(netuid, mechanism)
        hotkey = ensure_signed(origin)
        self._ensure_enabled(netuid)
        index, block = mechanism_index(netuid, mechanism), self.runtime.system.block_number()
        uid = self.neuron_table.uid_of(netuid, hotkey)
        if not self.permission.is_not_too_soon(index, uid, block):
            raise CommittingWeightsTooFast()
        window = self.windows.of(netuid)
        commits, _ = without_expired(self.table.weight_commits[index, hotkey] or [], window)
        if len(commits) >= MAX_UNREVEALED:
            raise TooManyUnrevealedCommits()
        commits.append((commit_hash, window.epoch, block, 0))
        self.table.weight_commits[index, hotkey] = commits
        self.deposit_event(WeightsCommitted(hotkey, index, commit_hash))
        self.neuron_table.set_last_update(index, uid, block)

    def _reveal(
        self,
        origin: Origin,
        netuid: int,
        mechanism: int,
        given: GivenWeights,
        salt: list[int],
    ) -> None:
        """Set the weights of one of the signer's commits, which goes with all before it.

        Fails, in this order, with BadOrigin, CommitRevealDisabled, NoWeightsCommitFound,
        ExpiredWeightCommit, InvalidRevealCommitHashNotMatch, RevealTooEarly, and as
        `WeightSetting.set_for`.
        """
        hotkey, index = ensure_signed(origin), mechanism_index(netuid, mechanism)
        commits, expired, window = self._unexpired(netuid, index, hotkey)
        commit_hash = hash_of_weights(hotkey, index, given, salt)
        if not commits and commit_hash not in expired:
            raise NoWeightsCommitFound()
        position = _found(commits, expired, commit_hash)
        _ensure_open(window, commits[position])
        self.setting.set_for(hotkey, netuid, mechanism, given)
        self.table.weight_commits[index, hotkey] = commits[position + 1 :] or None
        self.deposit_event(WeightsRevealed(hotkey, index, commit_hash))

    def _unexpired(
        self, netuid: int, index: int, hotkey: bytes
    ) -> tuple[list[Commit], list[bytes], RevealWindow]:
        """The hotkey's commits in a mechanism, the hashes of expired ones, and the window.

        Fails with CommitRevealDisabled, and with NoWeightsCommitFound if nothing is stored.
        """
        self._ensure_enabled(netuid)
        commits = self.table.weight_commits[index, hotkey]
        if commits is None:
            raise NoWeightsCommitFound()
        window = self.windows.of(netuid)
        return *without_expired(commits, window), window

    def _ensure_enabled(self, netuid: int) -> None:
        if not self.table.commit_reveal_weights_enabled[netuid]:
            raise CommitRevealDisabled()


def _found(commits: list[Commit], expired: list[bytes], commit_hash: bytes) -> int:
    """Where the commit is. Fails with ExpiredWeightCommit or InvalidRevealCommitHashNotMatch."""
    position = position_of(commits, commit_hash)
    if position is not None:
        return position
    raise ExpiredWeightCommit() if commit_hash in expired else InvalidRevealCommitHashNotMatch()


def _ensure_open(window: RevealWindow, commit: Commit) -> None:
    if not window.is_open(commit[1]):
        raise RevealTooEarly()
