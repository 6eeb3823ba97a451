"""The pure rules: which weights, when a commit may be revealed, what it is the hash of."""

from __future__ import annotations

from hashlib import blake2b

import pytest

from pallets.subtensor.weights.hashes import hash_of_weights
from pallets.subtensor.weights.queue import position_of, without_expired
from pallets.subtensor.weights.rules import (
    GivenWeights,
    are_enough,
    is_version_current,
    may_set_again,
)
from pallets.subtensor.weights.windows import RevealWindow
from tests.pallets.subtensor.weights.world import account


@pytest.mark.parametrize(
    ("uid", "uids", "values", "on_it"),
    [
        (1, [1], [1], True),
        (1, [1], [0], True),
        (1, [1, 2, 3], [1, 2, 3], False),  # several weights
        (2, [1], [0], False),  # another neuron
        (2, [1, 2, 3], [0], False),  # another neuron first
        (1, [1, 2, 3], [0], True),  # the lengths are looked at elsewhere
        (1, [], [5], False),
    ],
)
def test_a_weight_is_on_a_neuron_if_it_is_the_only_one_and_on_it(
    uid: int, uids: list[int], values: list[int], on_it: bool
) -> None:
    assert GivenWeights(uids, values, 0).are_on(uid) == on_it


def test_duplicates_are_found_wherever_they_are() -> None:
    assert not GivenWeights([], [], 0).have_duplicates()
    assert not GivenWeights([3, 1, 2], [1, 1, 1], 0).have_duplicates()
    assert GivenWeights([3, 1, 3], [1, 2, 3], 0).have_duplicates()


@pytest.mark.parametrize(
    ("count", "neurons", "least", "enough"),
    [(2, 7, 3, False), (3, 7, 3, True), (2, 2, 3, True), (1, 2, 3, False), (0, 0, 3, True)],
)
def test_weights_are_enough_if_they_are_the_least_number_or_one_for_each_neuron(
    count: int, neurons: int, least: int, enough: bool
) -> None:
    assert are_enough(count, neurons, least) == enough


@pytest.mark.parametrize(
    ("last", "block", "limit", "may"),
    [(0, 3, 10, True), (1, 10, 10, False), (1, 11, 10, True), (5, 5, 0, True), (9, 5, 1, False)],
)
def test_weights_may_be_set_again_after_the_limit_and_if_never_set_at_once(
    last: int, block: int, limit: int, may: bool
) -> None:
    assert may_set_again(last, block, limit) == may


@pytest.mark.parametrize(
    ("key", "asked_for", "current"),
    [(0, 0, True), (5, 0, True), (12_312, 12_312, True), (20_313, 12_312, True), (4, 5, False)],
)
def test_a_version_key_may_be_newer_than_asked_for(key: int, asked_for: int, current: bool) -> None:
    assert is_version_current(key, asked_for) == current


@pytest.mark.parametrize(
    ("epoch", "period", "is_open", "is_over", "revealed"),
    [
        (4, 2, False, False, 2),
        (6, 2, False, False, 4),
        (7, 2, True, False, 5),
        (8, 2, False, True, 6),
        (1, 100, False, False, 0),
    ],
)
def test_a_commit_of_epoch_5_is_revealed_in_one_epoch_only(
    epoch: int, period: int, is_open: bool, is_over: bool, revealed: int
) -> None:
    window = RevealWindow(epoch, period)
    assert (window.is_open(5), window.is_over(5)) == (is_open, is_over)
    assert window.revealed_epoch == revealed


def test_expired_commits_are_dropped_from_the_front_only() -> None:
    commits = [(bytes([epoch]) * 32, epoch, 0, 0) for epoch in (1, 2, 5, 2, 4)]
    kept, expired = without_expired(commits, RevealWindow(5, 1))
    assert [commit[1] for commit in kept] == [5, 2, 4]
    assert expired == [b"\1" * 32, b"\2" * 32]
    assert without_expired([], RevealWindow(5, 1)) == ([], [])


def test_the_first_commit_of_a_hash_is_found() -> None:
    commits = [(bytes([digit]) * 32, 0, 0, 0) for digit in (1, 2, 3, 2)]
    assert position_of(commits, b"\2" * 32) == 1
    assert position_of(commits, b"\4" * 32) is None


def test_a_commit_is_the_hash_of_hotkey_mechanism_uids_weights_salt_and_version() -> None:
    preimage = (
        account(1)
        + (4097).to_bytes(2, "little")
        + bytes([2 << 2, 0, 0, 1, 0])
        + bytes([2 << 2, 10, 0, 10, 0])
        + bytes([1 << 2, 9, 0])
        + (7).to_bytes(8, "little")
    )
    expected = blake2b(preimage, digest_size=32).digest()
    assert hash_of_weights(account(1), 4097, GivenWeights([0, 1], [10, 10], 7), [9]) == expected
