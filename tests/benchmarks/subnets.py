"""Weights on all neurons of a subnet, registrations, and what a block does by itself."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from chain.kit import DevChain
from chain.signing import sign_call
from genesis.keys import Keypair
from genesis.presets import TAO
from pallets.subtensor.registration import Registration
from pallets.subtensor.state import Neurons
from pallets.subtensor.weights import WeightSetting
from runtime.call import Call
from runtime.extension import SigningOptions
from runtime.origin import signed
from tests.benchmarks.measure import accounts, timed_block, timed_blocks
from tests.benchmarks.populated import FIRST_NETUID, populated_chain
from tests.benchmarks.report import figure, in_seconds, milliseconds, progress

BLOCK_OF_WEIGHTS = 25  # as many as the weight of a block has room for


@dataclass(frozen=True)
class Sizes:
    """Neurons in a subnet, subnets of the large chain, and how often each thing is timed."""

    neurons: int
    subnets: int
    calls: int
    blocks: int
    registrations: int
    rounds: int


FULL = Sizes(neurons=256, subnets=64, calls=200, blocks=20, registrations=256, rounds=3)
QUICK = Sizes(neurons=4, subnets=2, calls=1, blocks=1, registrations=2, rounds=1)


def run(sizes: Sizes) -> None:
    keys = accounts(sizes.neurons)
    size = f"{sizes.neurons} uids"
    with populated_chain(1, keys) as chain:
        calls = _calls(chain, keys, sizes)
        figure(f"set_weights on {size}, the call alone", calls, milliseconds, "under 3 ms")
        blocks = _blocks_of_weights(chain, keys[:BLOCK_OF_WEIGHTS], sizes)
        name = f"block with {len(keys[:BLOCK_OF_WEIGHTS])} of them, signatures checked"
        figure(name, blocks, milliseconds, "under 100 ms")
    rounds = [_register(sizes.registrations) for _ in range(sizes.rounds)]
    figure(f"{sizes.registrations} registrations, 64 a block", rounds, in_seconds, "under 2 s")
    with populated_chain(sizes.subnets, keys) as chain:
        count = sizes.blocks * 10
        blocks = [timed_block(chain) for _ in progress(range(count), "blocks", count)]
        name = f"block of a chain with {sizes.subnets} subnets of {size}"
        figure(name, blocks, milliseconds, "under 60 ms")


def _calls(chain: DevChain, keys: Sequence[Keypair], sizes: Sizes) -> list[float]:
    """The seconds of each call, in one block."""
    runtime = chain.begin().runtime
    made = _weights(sizes.neurons)
    found = []
    for number in progress(range(sizes.calls), "calls", sizes.calls):
        origin = signed(keys[number % len(keys)].account)
        start = time.perf_counter()
        runtime.dispatch(made, origin)
        found.append(time.perf_counter() - start)
    return found


def _blocks_of_weights(chain: DevChain, keys: Sequence[Keypair], sizes: Sizes) -> list[float]:
    """The seconds of each block in which all these hotkeys set weights."""
    found = []
    for nonce in progress(range(sizes.blocks), "blocks of weights", sizes.blocks):
        executive, made = chain.signing(), _weights(sizes.neurons)
        options = SigningOptions(nonce=nonce)
        found.append(timed_block(chain, [sign_call(executive, made, key, options) for key in keys]))
    return found


def _weights(neurons: int) -> Call:
    """Weights on all neurons, no two the same."""
    values = [(7919 * uid) % 65_521 for uid in range(neurons)]
    return WeightSetting.set_weights(FIRST_NETUID, list(range(neurons)), values, 0)


def _register(count: int) -> float:
    """Seconds until so many hotkeys of one coldkey are registered by its extrinsics."""
    (coldkey,) = accounts(1)
    hotkeys = [sha256(number.to_bytes(4, "little")).digest() for number in range(count)]
    with populated_chain(1, [coldkey], balance=1_000_000 * TAO) as chain:
        executive = chain.signing()
        extrinsics = [
            sign_call(
                executive,
                Registration.burned_register(FIRST_NETUID, hotkey),
                coldkey,
                SigningOptions(nonce=nonce),
            )
            for nonce, hotkey in enumerate(hotkeys)
        ]
        seconds = sum(timed_blocks(chain, extrinsics, 64))
        assert chain.pallet(Neurons).subnetwork_n[FIRST_NETUID] == min(count + 1, 256)
    return seconds
