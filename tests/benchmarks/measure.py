"""What the benchmarks measure with: a funded chain on LevelDB, signed transfers, timed blocks."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from chain.authoring.builder import BlockBuilder
from chain.blockchain import ImportedBlock
from chain.kit import DevChain, to
from chain.signing import sign_call
from genesis.keys import Keypair
from genesis.presets import TAO, preset
from genesis.rules import FAST
from genesis.spec import ChainSpec
from pallets.balances import Balances
from runtime.extension import SigningOptions
from tests.benchmarks.report import progress


def temporary_directory() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="pysubtensor-bench-")


def accounts(count: int) -> list[Keypair]:
    """Keys that are the same in every run."""
    seeds = (hashlib.sha256(f"benchmark {index}".encode()).hexdigest() for index in range(count))
    return [Keypair.from_uri(f"0x{seed}") for seed in seeds]


def funded_spec(keys: Sequence[Keypair], balance: int = 1000 * TAO) -> ChainSpec:
    """The chain `dev`, in which each key has `balance` rao besides."""
    spec = preset("dev", FAST)
    patch = dict(spec.patch or {})
    rows = [*patch["balances"]["balances"], *([key.address, balance] for key in keys)]
    return replace(spec, patch={**patch, "balances": {"balances": rows}})


@contextmanager
def funded_chain(keys: Sequence[Keypair] = ()) -> Iterator[DevChain]:
    """That chain, on LevelDB."""
    with (
        temporary_directory() as directory,
        DevChain(spec=funded_spec(keys), directory=Path(directory) / "db") as chain,
    ):
        yield chain


def sign_transfers(
    chain: DevChain,
    keys: Sequence[Keypair],
    count: int,
    receiver: Callable[[], bytes] | None = None,
) -> list[bytes]:
    """Transfers of 0.001 TAO from each key in turn, to another one by default, nonces in order."""
    executive = chain.signing()
    signed = []
    for index in progress(range(count), "signing", count):
        sender = keys[index % len(keys)]
        dest = receiver() if receiver else keys[(index * 7 + 3) % len(keys)].account
        call = Balances.transfer_keep_alive(to(dest), TAO // 1000)
        options = SigningOptions(nonce=index // len(keys))
        signed.append(sign_call(executive, call, sender, options))
    return signed


def timed_block(chain: DevChain, extrinsics: Sequence[bytes] = ()) -> float:
    """Seconds from the bytes of extrinsics to a block with them that is in the database."""
    start = time.perf_counter()
    builder: BlockBuilder = chain.begin()
    for extrinsic in extrinsics:
        builder.push(extrinsic)
    block: ImportedBlock = builder.finish()
    seconds = time.perf_counter() - start
    assert list(block.extrinsics[1:]) == list(extrinsics)  # after the inherent
    return seconds


def timed_blocks(chain: DevChain, extrinsics: Sequence[bytes], per_block: int) -> list[float]:
    """The seconds of each block, with so many extrinsics in a block."""
    starts = range(0, len(extrinsics), per_block)
    return [
        timed_block(chain, extrinsics[start : start + per_block])
        for start in progress(starts, f"blocks of {per_block} extrinsics", len(starts))
    ]
