"""The bittensor SDK 11 sets weights, openly and sealed: `bittensor_weights.py WS_URL`."""

from __future__ import annotations

import sys
from hashlib import blake2b
from typing import Any

import bittensor as bt
import bittensor_core
from bittensor.keyfiles import Keypair
from bittensor.result import chain_error_from_dispatch
from checks import Checks, refusal, same
from pulses import give_pulse, seal
from sdk import Sdk, attributes, key, names

SubtensorModule = bt.calls.SubtensorModule
ROUND = 1_000
"""A round of quicknet of long ago, whose pulse is recorded."""

TEMPO = 20
"""Long enough for what has to be done within one epoch, on a busy machine too."""

check = Checks()


class State(Sdk):
    """Alice owns a subnet; her hotkey is neuron 0 and may set weights. Miners are 1 to 3."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.owner = key("Alice_hk")
        self.miners = [key(f"Miner{index}") for index in range(1, 4)]
        self.netuid = self.new_subnet(self.alice, self.owner)
        self.register(self.netuid, self.miners, self.alice)
        self.set_by_root(weights_set_rate_limit=(self.netuid, 0), tempo=(self.netuid, TEMPO))

    def commit_reveal(self, enabled: bool) -> None:
        self.set_by_root(commit_reveal_weights_enabled=(self.netuid, enabled))

    def weights(self, mechanism: int = 0) -> Any:
        return self.chain.read("weights", netuid=self.netuid, mechid=mechanism)

    def wait_for_epoch(self) -> None:
        self.chain.wait_for_epoch(self.netuid, timeout=20)


def set_weights(state: State, row: dict[int, float], **changed: Any) -> Any:
    """`set_weights` with values as the SDK prepares them: the largest becomes 65535."""
    uids, values = bt.intents.normalize(list(row), list(row.values()))
    given = {"netuid": state.netuid, "dests": uids, "weights": values, "version_key": 0}
    return SubtensorModule.set_weights(**given | changed)


@check
def the_sdk_asks_for_what_came_later(state: State) -> str:
    """So its own `SetWeights` works with later chains only; what it would send works here."""
    weights = bt.SetWeights(netuid=state.netuid, weights={1: 1.0})
    refused = refusal(lambda: state.chain.execute(weights, state.owner))
    same(refused.text, "storage function SubtensorModule.SubnetEpochConsensus not found")
    return refused.text


@check
def open_weights_need_commit_reveal_off(state: State) -> str:
    found = state.refused(set_weights(state, {1: 1}), state.owner)
    same(found.name, "CommitRevealEnabled")
    state.commit_reveal(False)
    return found.text


@check
def open_weights(state: State) -> None:
    done = state.send(set_weights(state, {1: 1.0, 2: 3.0, 3: 0.0}), state.owner)
    same(attributes(done.events, "WeightsSet"), (state.netuid, 0))
    same(state.stored("Weights", state.netuid, 0), [(1, 21_845), (2, 65_535)])
    row = state.weights()[0]
    same({uid: round(weight, 4) for uid, weight in row.items()}, {1: 0.25, 2: 0.75})
    block = int(done.extrinsic_id.split("-")[0])
    same(state.stored("LastUpdate", state.netuid)[0], block)
    assert done.fee.rao == 0, done.fee


@check
def neurons_tell_the_weights(state: State) -> None:
    neurons = state.chain.neurons.all(state.netuid, lite=False)
    same([tuple(pair) for pair in neurons[0].raw["weights"]], [(1, 21_845), (2, 65_535)])
    same(neurons[1].raw["weights"], [])
    same(neurons[0].last_update, state.stored("LastUpdate", state.netuid)[0])


@check
def values_are_scaled_to_the_largest(state: State) -> None:
    call = set_weights(state, {}, dests=[1, 2, 3], weights=[1, 2, 4])
    state.send(call, state.owner)
    same(state.stored("Weights", state.netuid, 0), [(1, 16_384), (2, 32_768), (3, 65_535)])


@check
def a_miner_may_weigh_itself_alone(state: State) -> str:
    state.send(set_weights(state, {1: 1.0}), state.miners[0])
    same(state.weights()[1], {1: 1.0})
    found = state.refused(set_weights(state, {2: 1.0}), state.miners[0])
    same(found.name, "NeuronNoValidatorPermit")
    return found.text


@check
def weights_that_are_refused(state: State) -> str:
    owner, netuid = state.owner, state.netuid
    state.set_by_root(weights_version_key=(netuid, 7), min_allowed_weights=(netuid, 2))

    def given(**changed: Any) -> Any:
        return set_weights(state, {1: 1.0, 2: 1.0}, **{"version_key": 7} | changed)

    tries = [
        (given(dests=[1, 99]), owner, "UidVecContainInvalidOne"),
        (given(dests=[1, 1]), owner, "DuplicateUids"),
        (given(version_key=6), owner, "IncorrectWeightVersionKey"),
        (given(dests=[1], weights=[1]), owner, "WeightVecLengthIsLow"),
        (given(dests=[1]), owner, "WeightVecNotEqualSize"),
        (given(netuid=99), owner, "CommitRevealEnabled"),  # as it is by default
        (given(), key("New"), "HotKeyNotRegisteredInSubNet"),
    ]
    found = [state.refused(what, who) for what, who, _ in tries]
    same([each.name for each in found], [name for _, _, name in tries])
    state.set_by_root(weights_version_key=(netuid, 0), min_allowed_weights=(netuid, 1))
    return "; ".join(each.text for each in found)


@check
def weights_that_the_pool_refuses(state: State) -> str:
    """Of those who set weights too often, and of those with too little stake."""
    row = set_weights(state, {1: 1.0})
    state.set_by_root(weights_set_rate_limit=(state.netuid, 1_000), stake_threshold=1)
    found = [state.refused(row, who) for who in (state.owner, state.miners[0])]
    state.set_by_root(weights_set_rate_limit=(state.netuid, 0), stake_threshold=0)
    same([each.name for each in found], ["RateLimitExceeded", "StakeAmountTooLow"])
    assert all(each.at_the_pool for each in found), found
    return "; ".join(each.text for each in found)


@check
def weights_of_two_mechanisms(state: State) -> None:
    state.set_by_root(max_allowed_uids=(state.netuid, 128), mechanism_count=(state.netuid, 2))
    call = SubtensorModule.set_mechanism_weights(
        netuid=state.netuid, mecid=1, dests=[2, 3], weights=[65_535, 65_535], version_key=0
    )
    state.send(call, state.owner)
    same(state.weights(mechanism=1), {0: {2: 0.5, 3: 0.5}})
    assert state.weights()[0] != {2: 0.5, 3: 0.5}


@check
def weights_of_several_subnets(state: State) -> None:
    """The batch succeeds whatever becomes of its parts."""
    batch = SubtensorModule.batch_set_weights(
        netuids=[state.netuid, 99], weights=[[(3, 1)], [(1, 1)]], version_keys=[0, 0]
    )
    done = state.send(batch, state.owner)
    netuid, error = attributes(done.events, "BatchWeightItemFailed")
    same((netuid, chain_error_from_dispatch(error).name), (99, "CommitRevealEnabled"))
    assert "SubtensorModule.BatchCompletedWithErrors" in names(done.events), names(done.events)
    same(state.weights()[0], {3: 1.0})


# Commit and reveal

SALT = [11, 22, 33]


def commit_hash(state: State, who: Keypair, uids: list[int], values: list[int]) -> str:
    """What `commit_weights` takes: the hash of the SCALE tuple of all that is revealed."""
    parts = [
        bytes(who.public_key),
        state.netuid.to_bytes(2, "little"),
        *(_vector(numbers) for numbers in (uids, values, SALT)),
        (0).to_bytes(8, "little"),
    ]
    return "0x" + blake2b(b"".join(parts), digest_size=32).hexdigest()


def _vector(numbers: list[int]) -> bytes:
    """A short `Vec<u16>` in SCALE."""
    return bytes([4 * len(numbers)]) + b"".join(each.to_bytes(2, "little") for each in numbers)


def reveal(state: State, weights: list[float], salt: list[int] = SALT) -> bt.RevealWeights:
    return bt.RevealWeights(netuid=state.netuid, uids=[1, 2], weights=weights, salt=salt)


@check
def commit_and_reveal(state: State) -> str:
    state.commit_reveal(True)
    state.wait_for_epoch()
    uids, values = bt.intents.normalize([1, 2], [1.0, 0.5])
    digest = commit_hash(state, state.owner, uids, values)
    done = state.send(
        SubtensorModule.commit_weights(netuid=state.netuid, commit_hash=digest), state.owner
    )
    same(attributes(done.events, "WeightsCommitted")[2], digest)
    early = state.refused(reveal(state, [1.0, 0.5]), state.owner)
    state.wait_for_epoch()
    wrong = state.refused(reveal(state, [1.0, 0.5], [1]), state.owner)
    done = state.send(reveal(state, [1.0, 0.5]), state.owner)
    assert "SubtensorModule.WeightsRevealed" in names(done.events), names(done.events)
    same(state.stored("Weights", state.netuid, 0), [(1, 65_535), (2, 32_768)])
    again = state.refused(reveal(state, [1.0, 0.5]), state.owner)
    found = [early, wrong, again]
    expected = ["RevealTooEarly", "NoWeightsCommitFound", "NoWeightsCommitFound"]
    same([each.name for each in found], expected)
    assert all(each.at_the_pool for each in found), found
    return "; ".join(each.text for each in found)


@check
def a_commit_expires(state: State) -> str:
    """The pool says the same of what is too late as of what is too early."""
    digest = commit_hash(state, state.owner, [1, 2], [65_535, 65_535])
    state.send(SubtensorModule.commit_weights(netuid=state.netuid, commit_hash=digest), state.owner)
    for _ in range(2):
        state.wait_for_epoch()
    found = state.refused(reveal(state, [1.0, 1.0]), state.owner)
    same((found.name, found.at_the_pool), ("RevealTooEarly", True))
    return found.text


# Commits with a timelock


def sealed_weights(who: Keypair, uids: list[int], values: list[int]) -> bytes:
    """Weights as clients seal them, for a round of long ago instead of the next ones."""
    owner = bytes(who.public_key)
    payload = bytes([4 * len(owner)])  # one byte of length is enough for less than 64
    payload += owner + _vector(uids) + _vector(values) + (0).to_bytes(8, "little")
    return seal(payload, ROUND)


@check
def a_pulse_opens_weights(state: State) -> str:
    state.wait_for_epoch()
    commit = SubtensorModule.commit_timelocked_weights(
        netuid=state.netuid,
        commit=sealed_weights(state.owner, [2, 3], [30_000, 60_000]),
        reveal_round=ROUND,
        commit_reveal_version=4,
    )
    done = state.send(commit, state.owner)
    same(attributes(done.events, "TimelockedWeightsCommitted")[3], ROUND)
    pending = state.chain.read("timelocked_weight_commits", netuid=state.netuid)
    ((waiting,),) = pending.values()
    same((waiting["hotkey"], waiting["reveal_round"]), (state.owner.ss58_address, ROUND))
    give_pulse(state.url, ROUND)
    before = state.stored("Weights", state.netuid, 0)
    state.wait_for_epoch()
    state.chain.wait_for_block(state.chain.block + 1)
    same(state.stored("Weights", state.netuid, 0), [(2, 32_767), (3, 65_535)])
    same(state.chain.read("timelocked_weight_commits", netuid=state.netuid), {})
    return f"{before} -> opened"


@check
def a_round_that_is_over_is_refused(state: State) -> str:
    commit = SubtensorModule.commit_timelocked_weights(
        netuid=state.netuid,
        commit=sealed_weights(state.owner, [2], [1]),
        reveal_round=ROUND - 1,
        commit_reveal_version=4,
    )
    found = state.refused(commit, state.owner)
    same((found.name, found.at_the_pool), ("InvalidRevealRound", True))
    return found.text


@check
def weights_as_the_sdk_seals_them(state: State) -> str:
    """For the epoch after the next, by the clock: they wait for that time."""
    status = state.chain.read("epoch_status", netuid=state.netuid)
    commit, reveal_round = bittensor_core.get_encrypted_commit_v2(
        uids=[1, 2],
        weights=[65_535, 1],
        version_key=0,
        last_epoch_block=status["last_epoch_block"],
        pending_epoch_at=0,
        subnet_epoch_index=status["epoch_index"],
        tempo=status["tempo"],
        blocks_since_last_step=status["blocks_since_last_step"],
        current_block=status["block"],
        subnet_reveal_period_epochs=state.chain.read("reveal_period", netuid=state.netuid),
        block_time=state.chain.block_time(),
        hotkey=bytes(state.owner.public_key),
    )
    call = SubtensorModule.commit_timelocked_mechanism_weights(
        netuid=state.netuid,
        mecid=1,
        commit=commit,
        reveal_round=reveal_round,
        commit_reveal_version=4,
    )
    state.send(call, state.owner)
    pending = state.chain.read("timelocked_weight_commits", netuid=state.netuid, mechid=1)
    ((waiting,),) = pending.values()
    same(waiting["reveal_round"], reveal_round)
    same(bytes.fromhex(waiting["ciphertext"].removeprefix("0x")), commit)
    same(state.weights(mechanism=1), {0: {2: 0.5, 3: 0.5}})
    return f"round {reveal_round}, {len(commit)} bytes"


if __name__ == "__main__":
    state = State(sys.argv[1])
    check.run(state)
    state.chain.close()
