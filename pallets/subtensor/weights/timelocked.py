"""Commits of encrypted weights, which a later round of the drand beacon opens.

A client encrypts its weights to a round that is to be signed in the epoch of their reveal. The
chain opens them then by itself, at the beginning of each block of that epoch until the pulse is
there; what does not open is dropped.
"""

from __future__ import annotations

from typing import NamedTuple

from pallets.drand import Drand, Pulse
from pallets.subtensor.errors import (
    CommitRevealDisabled,
    CommittingWeightsTooFast,
    Error,
    IncorrectCommitRevealVersion,
    TooManyUnrevealedCommits,
)
from pallets.subtensor.events import (
    Event,
    TimelockedWeightsCommitted,
    TimelockedWeightsRevealed,
)
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.state import WeightTable
from pallets.subtensor.types import MAIN_MECHANISM, CommitBytes, MechId, NetUid, mechanism_index
from pallets.subtensor.weights.mechanisms import SubnetMechanisms
from pallets.subtensor.weights.payload import NotTheirs, weights_of
from pallets.subtensor.weights.permission import WeightPermission
from pallets.subtensor.weights.queue import MAX_UNREVEALED
from pallets.subtensor.weights.rules import GivenWeights
from pallets.subtensor.weights.setting import WeightSetting
from pallets.subtensor.weights.windows import RevealWindows
from runtime.call import call
from runtime.dispatch_error import DispatchFailure
from runtime.hashing import blake2_256
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import U16, U64, DecodeError
from runtime.timelock import TimelockError, open_timelocked
from runtime.weights import Pays, weigh

CRV3_VERSION = 4
"""The version that the call without one stands for."""

EncryptedCommit = tuple[bytes, int, bytes, int]
"""The hotkey, the block of the commit, the ciphertext, the round that opens it."""


class Sealed(NamedTuple):
    """Encrypted weights, and the round of the beacon that opens them."""

    ciphertext: bytes
    reveal_round: int


class TimelockedCommits(Pallet, crate="pallet_subtensor"):
    """Commits of encrypted weights, which a later round of the drand beacon opens."""

    error = Error
    event = Event
    drand = Uses(Drand)
    table = Uses(WeightTable)
    neuron_table = Uses(NeuronTable)
    mechanisms = Uses(SubnetMechanisms)
    permission = Uses(WeightPermission)
    setting = Uses(WeightSetting)
    windows = Uses(RevealWindows)

    # Calls

    @call(index=113, weight=weigh(86_951_000, 4713, reads=14, writes=2), pays=Pays.No)
    def commit_timelocked_weights(
        self,
        origin: Origin,
        netuid: NetUid,
        commit: CommitBytes,
        reveal_round: U64,
        commit_reveal_version: U16,
    ) -> None:
        """Commit weights that are encrypted to a round of the beacon; the chain reveals them."""
        sealed = Sealed(commit, reveal_round)
        self._commit(origin, netuid, MAIN_MECHANISM, sealed, commit_reveal_version)

    @call(index=118, weight=weigh(84_020_000, reads=9, writes=2), pays=Pays.No)
    def commit_timelocked_mechanism_weights(  # noqa: PLR0917
        self,
        origin: Origin,
        netuid: NetUid,
        mecid: MechId,
        commit: CommitBytes,
        reveal_round: U64,
        commit_reveal_version: U16,
    ) -> None:
        """Commit encrypted weights in one of the subnet's mechanisms."""
        sealed = Sealed(commit, reveal_round)
        self._commit(origin, netuid, mecid, sealed, commit_reveal_version)

    @call(index=117, weight=weigh(77_750_000, reads=7, writes=2), pays=Pays.No)
    def commit_crv3_mechanism_weights(
        self,
        origin: Origin,
        netuid: NetUid,
        mecid: MechId,
        commit: CommitBytes,
        reveal_round: U64,
    ) -> None:
        """Commit encrypted weights in one of the subnet's mechanisms, in version 4."""
        self._commit(origin, netuid, mecid, Sealed(commit, reveal_round), CRV3_VERSION)

    def _commit(
        self, origin: Origin, netuid: int, mechanism: int, sealed: Sealed, version: int
    ) -> None:
        """Add a commit to those of this epoch.

        Fails, in this order, with MechanismDoesNotExist, BadOrigin, CommitRevealDisabled,
        IncorrectCommitRevealVersion, HotKeyNotRegisteredInSubNet, CommittingWeightsTooFast, and
        TooManyUnrevealedCommits after ten commits of the hotkey in the epoch.
        """
        self.mechanisms.ensure_exists(netuid, mechanism)
        hotkey = ensure_signed(origin)
        if not self.table.commit_reveal_weights_enabled[netuid]:
            raise CommitRevealDisabled()
        if version != self.table.commit_reveal_weights_version.get():
            raise IncorrectCommitRevealVersion()
        index, block = mechanism_index(netuid, mechanism), self.runtime.system.block_number()
        uid = self.neuron_table.uid_of(netuid, hotkey)
        if not self.permission.is_not_too_soon(index, uid, block):
            raise CommittingWeightsTooFast()
        key = (index, self.windows.epoch(netuid))
        commits = self.table.timelocked_weight_commits
        if sum(theirs == hotkey for theirs, _, _, _ in commits[key]) >= MAX_UNREVEALED:
            raise TooManyUnrevealedCommits()
        commits.append(key, (hotkey, block, *sealed))
        digest = blake2_256(sealed.ciphertext)
        self.deposit_event(TimelockedWeightsCommitted(hotkey, index, digest, sealed.reveal_round))
        self.neuron_table.set_last_update(index, uid, block)

    # Revealing

    def are_any_waiting(self) -> bool:
        """Whether there is a commit in any subnet."""
        return next(self.table.timelocked_weight_commits.keys(), None) is not None

    def reveal_crv3_commits(self, netuid: int) -> None:
        """Set the weights of all commits of a subnet whose epoch is now and whose pulse is there.

        Those without a pulse wait as long as the epoch lasts. Commits of earlier epochs go, and so
        does what does not open, names another hotkey or can not be set.
        """
        window = self.windows.of(netuid)
        commits = self.table.timelocked_weight_commits
        for mechanism in range(self.mechanisms.count(netuid)):
            index = mechanism_index(netuid, mechanism)
            for key in commits.keys(index):
                if key[1] < window.revealed_epoch:
                    del commits[key]
            if window.epoch < window.period:
                return
            due = index, window.revealed_epoch
            waiting = [
                commit
                for commit in commits.take(due)
                if not self._is_settled(netuid, mechanism, commit)
            ]
            if waiting:
                commits[due] = waiting

    def _is_settled(self, netuid: int, mechanism: int, commit: EncryptedCommit) -> bool:
        """Set the weights of a commit if that is possible; False if there is no pulse yet."""
        hotkey, _, ciphertext, reveal_round = commit
        pulse = self.drand.pulses[reveal_round]
        if pulse is None:
            return False
        if self._set_opened(netuid, mechanism, hotkey, ciphertext, pulse):
            index = mechanism_index(netuid, mechanism)
            self.deposit_event(TimelockedWeightsRevealed(index, hotkey))
        return True

    def _set_opened(
        self, netuid: int, mechanism: int, hotkey: bytes, ciphertext: bytes, pulse: Pulse
    ) -> bool:
        """Whether what is encrypted are weights of the hotkey, which are set with that."""
        try:
            plain = open_timelocked(ciphertext, pulse.signature)
            found = weights_of(plain, hotkey)
            given = GivenWeights(found.uids, found.values, found.version_key)
            self.setting.set_for(hotkey, netuid, mechanism, given)
        except (TimelockError, DecodeError, NotTheirs, DispatchFailure):
            return False
        return True
