"""The weights and bonds of each subnet's mechanisms, and the commits still to be revealed."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.types import CommitBytes, MechanismIndex, NetUid
from runtime.hashers import Identity, Twox64Concat
from runtime.pallet import Pallet
from runtime.scale import H256, U16, U64, AccountId
from runtime.storage import StorageDoubleMap, StorageMap, StorageValue


class WeightTable(Pallet, crate="pallet_subtensor"):
    """The weights and bonds of each subnet's mechanisms, and the commits still to be revealed."""

    config: SubtensorConfig

    weights = StorageDoubleMap[Identity[MechanismIndex], Identity[U16], list[tuple[U16, U16]]](
        "The weights that a neuron gives: pairs of uid and weight, the largest 65535."
    )
    bonds = StorageDoubleMap[Identity[MechanismIndex], Identity[U16], list[tuple[U16, U16]]](
        "The bonds of a validator: pairs of uid and bond as a fraction of 65535."
    )
    last_update = StorageMap[Identity[MechanismIndex], list[U64]](
        "The block in which each neuron set or committed weights last."
    )
    weight_commits = StorageDoubleMap[
        Twox64Concat[MechanismIndex],
        Twox64Concat[AccountId],
        list[tuple[H256, U64, U64, U64]] | None,
    ]("Commits of a hotkey: hash, epoch, block, and a number that is not used any more.")
    timelocked_weight_commits = StorageDoubleMap[
        Twox64Concat[MechanismIndex],
        Twox64Concat[U64],
        list[tuple[AccountId, U64, CommitBytes, U64]],
    ](
        "Encrypted commits of an epoch: hotkey, block, ciphertext, drand round that opens it.",
    )
    crv3_weight_commits = StorageDoubleMap[
        Twox64Concat[MechanismIndex], Twox64Concat[U64], list[tuple[AccountId, CommitBytes, U64]]
    ]("Encrypted commits in their first form. Not used any more.", name="CRV3WeightCommits")
    crv3_weight_commits_v2 = StorageDoubleMap[
        Twox64Concat[MechanismIndex],
        Twox64Concat[U64],
        list[tuple[AccountId, U64, CommitBytes, U64]],
    ]("Encrypted commits in their second form. Not used any more.", name="CRV3WeightCommitsV2")
    reveal_period_epochs = StorageMap[Twox64Concat[NetUid], U64](
        "After how many epochs a commit is revealed.", default=1
    )
    commit_reveal_weights_enabled = StorageMap[Identity[NetUid], bool](
        "Whether weights have to be committed before they are revealed.", default=True
    )
    commit_reveal_weights_version = StorageValue[U16](
        "The version of timelocked commits that the chain takes.", default=4
    )
    stake_threshold = StorageValue[U64](
        "With less stake than this, in alpha rao, a neuron can not set weights."
    )
