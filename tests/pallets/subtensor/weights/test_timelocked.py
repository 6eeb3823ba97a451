"""Encrypted commits: real ciphertexts of the clients' library, opened by recorded pulses."""

from __future__ import annotations

import pytest
from bittensor_core import get_encrypted_commit_v2

from pallets.balances.events import Issued
from pallets.drand import Drand, Pulse
from pallets.subtensor.events import (
    TimelockedWeightsRevealed,
    WeightsSet,
)
from pallets.subtensor.state import Hyperparameters, Mechanisms, WeightTable
from pallets.subtensor.types import MAX_COMMIT_BYTES, mechanism_index
from pallets.subtensor.weights import RevealWindows, TimelockedCommits
from pallets.subtensor.weights.payload import LegacyPayload, Payload
from runtime.scale import encode
from tests.pallets.subtensor.weights.world import ROUND, SCALED, VERSION, WeightWorld, hotkey
from tests.pallets.subtensor.world import TAO
from tests.quicknet import NOT_A_POINT, PULSES, seal


@pytest.fixture
def world() -> WeightWorld:
    made = WeightWorld()
    made.subnet(commit_reveal=True)
    return made


def weights_of(uid: int, values: tuple[int, ...] = (10, 20)) -> bytes:
    """Weights on the first neurons, as clients write them."""
    return encode(Payload, Payload(hotkey(uid), list(range(len(values))), list(values), 0))


def commit(
    world: WeightWorld, uid: int = 0, plain: bytes | None = None, sealed_to: int = ROUND
) -> bytes:
    """Commit sealed weights to the round. The result is the ciphertext."""
    ciphertext = seal(weights_of(uid) if plain is None else plain, sealed_to)
    world.commit_sealed(ciphertext, uid)
    return ciphertext


def pulse(world: WeightWorld, signature: bytes | None = None) -> None:
    """The beacon's pulse of the round arrives, or one with another signature."""
    real = PULSES[ROUND]
    made = real if signature is None else Pulse(ROUND, bytes(32), signature)
    world.pallet(Drand).pulses[ROUND] = made


def reveal(world: WeightWorld, netuid: int = 1) -> None:
    world.pallet(TimelockedCommits).reveal_crv3_commits(netuid)


# Reveals


@pytest.mark.parametrize("period", [1, 3])
def test_weights_are_set_in_the_epoch_of_their_reveal(world: WeightWorld, period: int) -> None:
    world.pallet(RevealWindows).set_reveal_period(1, period)
    pulse(world)
    commit(world)
    world.step_epochs(period - 1, 1)
    reveal(world)
    assert world.weights(0) == []
    world.step_epochs(1, 1)
    assert world.weights(0) == SCALED
    assert world.sealed() == []
    assert world.last_update(0) == 1  # of the commit
    # After the block's TAO was minted, and before its epochs.
    minted, *events = world.all_events()
    assert minted == Issued(TAO)
    assert events[:2] == [WeightsSet(1, 0), TimelockedWeightsRevealed(1, hotkey(0))]


def test_weights_of_a_mechanism_are_set_there(world: WeightWorld) -> None:
    world.subnet(mechanisms=2, commit_reveal=True)
    world.pallet(RevealWindows).set_reveal_period(1, 3)
    sealed = seal(weights_of(0), ROUND)
    call = TimelockedCommits.commit_timelocked_mechanism_weights(1, 1, sealed, ROUND, VERSION)
    world.run(call, by=hotkey(0))
    pulse(world)
    world.step_epochs(3, 1)
    assert world.weights(0, mechanism_index(1, 1)) == SCALED
    assert world.weights(0) == []
    (event,) = world.events(TimelockedWeightsRevealed)
    assert event == TimelockedWeightsRevealed(mechanism_index(1, 1), hotkey(0))


def test_what_the_clients_library_commits_are_such_weights(world: WeightWorld) -> None:
    """Its round lies in the future, so that only the envelope is compared."""
    ciphertext, _ = get_encrypted_commit_v2(
        [0, 1], [10, 20], 0, 1, 0, 0, 360, 0, 1, 1, 12.0, hotkey(0)
    )
    assert len(ciphertext) == len(seal(weights_of(0), ROUND))


def test_commits_wait_for_their_pulse_within_the_epoch(world: WeightWorld) -> None:
    commit(world)
    commit(world, uid=1)
    world.set_epoch(1)
    world.step()
    assert len(world.sealed()) == 2
    assert world.weights(0) == []
    pulse(world)
    world.step()
    assert world.weights(0) == world.weights(1) == SCALED
    assert world.sealed() == []


def test_a_pulse_that_comes_after_the_epoch_opens_nothing(world: WeightWorld) -> None:
    commit(world)
    world.step_epochs(1, 1)
    assert len(world.sealed()) == 1
    pulse(world)
    world.set_epoch(2)
    reveal(world)
    assert world.weights(0) == []
    assert (1, 0) not in world.pallet(WeightTable).timelocked_weight_commits


def test_commits_of_past_epochs_are_forgotten_and_those_of_this_turn_wait(
    world: WeightWorld,
) -> None:
    commits = world.pallet(WeightTable).timelocked_weight_commits
    world.set_epoch(10)
    for epoch in (3, 8, 9, 10, 11):
        commits[1, epoch] = [(hotkey(0), 1, b"\1", ROUND)]
    reveal(world)
    assert sorted(epoch for _, epoch in commits.keys(1)) == [9, 10, 11]


def test_nothing_is_revealed_before_the_first_reveal_period(world: WeightWorld) -> None:
    world.pallet(RevealWindows).set_reveal_period(1, 3)
    commit(world)
    pulse(world)
    world.set_epoch(2)
    reveal(world)  # epoch 0 is not 2 - 3
    assert len(world.sealed()) == 1


def test_the_epoch_that_is_due_in_this_block_is_revealed_before_it_runs(
    world: WeightWorld,
) -> None:
    commit(world)
    pulse(world)
    world.set_block(5)
    reveal(world)
    assert world.weights(0) == []
    world.set_block(6)
    reveal(world)
    assert world.weights(0) == SCALED


def test_commits_are_revealed_in_order_so_that_the_last_one_stays(world: WeightWorld) -> None:
    pulse(world)
    for values in ((1, 0), (0, 1)):
        commit(world, plain=weights_of(0, values))
    world.step_epochs(1, 1)
    assert world.weights(0) == [(0, 0), (1, 65_535)]
    assert len(world.events(TimelockedWeightsRevealed)) == 2


def test_no_commits_are_no_trouble(world: WeightWorld) -> None:
    world.set_epoch(2)
    before = world.stored()
    reveal(world)
    reveal(world, netuid=9)
    assert world.stored() == before
    world.step_epochs(2, 1)
    assert world.weights(0) == []


def test_the_older_layout_without_hotkey_is_opened_too(world: WeightWorld) -> None:
    commit(world, plain=encode(LegacyPayload, LegacyPayload([0, 1], [10, 20], 0)))
    pulse(world)
    world.step_epochs(1, 1)
    assert world.weights(0) == SCALED


# What does not open, or can not be set


def bad_weights(name: str) -> bytes:
    return {
        "lengths": encode(Payload, Payload(hotkey(0), [0], [10, 20], 0)),
        "duplicates": encode(Payload, Payload(hotkey(0), [0, 0], [10, 20], 0)),
        "no neuron": encode(Payload, Payload(hotkey(0), [0, 9], [10, 20], 0)),
        "version": encode(Payload, Payload(hotkey(0), [0], [10], 1)),
        "hotkey": weights_of(1),
        "zeroes": bytes(10),
        "nothing": b"",
    }[name]


@pytest.mark.parametrize(
    "name", ["lengths", "duplicates", "no neuron", "version", "hotkey", "zeroes", "nothing"]
)
def test_bad_weights_are_dropped_and_the_others_set(world: WeightWorld, name: str) -> None:
    world.pallet(Hyperparameters).weights_version_key[1] = 2
    good = encode(Payload, Payload(hotkey(1), [0, 1], [10, 20], 2))
    commit(world, plain=bad_weights(name))
    commit(world, uid=1, plain=good)
    pulse(world)
    world.step_epochs(1, 1)
    assert world.weights(0) == []
    assert world.weights(1) == SCALED
    assert world.sealed() == []
    assert world.events(TimelockedWeightsRevealed) == [TimelockedWeightsRevealed(1, hotkey(1))]


@pytest.mark.parametrize("ciphertext", [b"", b"\1\2\3", b"\xff" * 100, bytes(5000)])
def test_what_is_no_ciphertext_is_dropped(world: WeightWorld, ciphertext: bytes) -> None:
    world.commit_sealed(ciphertext)
    commit(world, uid=1)
    pulse(world)
    world.step_epochs(1, 1)
    assert world.sealed() == []
    assert world.weights(1) == SCALED


def test_what_is_sealed_to_another_round_is_dropped(world: WeightWorld) -> None:
    commit(world, sealed_to=ROUND + 1)
    pulse(world)
    world.step_epochs(1, 1)
    assert (world.sealed(), world.weights(0)) == ([], [])


@pytest.mark.parametrize("signature", [b"", bytes(48), bytes(128), NOT_A_POINT])
def test_a_signature_that_is_none_opens_nothing(world: WeightWorld, signature: bytes) -> None:
    commit(world)
    pulse(world, signature)
    world.step_epochs(1, 1)
    assert (world.sealed(), world.weights(0)) == ([], [])


def test_a_signature_may_have_0x_before_it(world: WeightWorld) -> None:
    commit(world)
    pulse(world, b"0x" + PULSES[ROUND].signature)
    world.step_epochs(1, 1)
    assert world.weights(0) == SCALED


def test_a_hotkey_that_is_gone_or_lost_its_stake_has_its_commit_dropped(
    world: WeightWorld,
) -> None:
    commit(world)
    world.threshold(5)
    pulse(world)
    world.step_epochs(1, 1)
    assert (world.sealed(), world.weights(0)) == ([], [])


def test_where_weights_are_set_in_the_open_by_now_their_rate_limit_holds(
    world: WeightWorld,
) -> None:
    commit(world)
    commit(world, uid=1)
    world.commit_reveal(False)
    world.limit_rate(100)
    world.pallet(WeightTable).last_update[1] = [1, 0, 0]
    pulse(world)
    world.step_epochs(1, 1)
    assert world.weights(0) == []
    assert world.weights(1) == SCALED
    assert world.last_update(1) == world.block


def test_mechanisms_that_are_gone_are_not_revealed(world: WeightWorld) -> None:
    world.subnet(mechanisms=2, commit_reveal=True)
    sealed = seal(weights_of(0), ROUND)
    call = TimelockedCommits.commit_crv3_mechanism_weights(1, 1, sealed, ROUND)
    world.run(call, by=hotkey(0))
    world.pallet(Mechanisms).mechanism_count_current[1] = 1
    pulse(world)
    world.step_epochs(1, 1)
    assert world.weights(0, mechanism_index(1, 1)) == []
    assert len(world.sealed(index=mechanism_index(1, 1))) == 1


def test_weights_of_1024_neurons_fit_into_a_commit(world: WeightWorld) -> None:
    world.subnet(neurons=1024, commit_reveal=True)
    pulse(world)
    for uid in range(3):
        assert len(commit(world, uid, weights_of(uid, (10,) * 1024))) <= MAX_COMMIT_BYTES
    world.step_epochs(1, 1)
    for uid in range(3):
        assert world.weights(uid) == [(other, 65_535) for other in range(1024)]
