"""What the benchmarks share: a funded chain on LevelDB, signed transfers, and how figures are printed."""

from __future__ import annotations

import hashlib
import statistics
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
from pallets.balances import Balances
from runtime.extension import SigningOptions


def figure(name: str, value: str, target: str = "") -> None:
    """Print one line."""
    print(f"  {name:<58} {value:>18}   {target}", flush=True)


def milliseconds(times: Sequence[float]) -> str:
    """The median of seconds, and the worst tenth's edge."""
    ordered = sorted(times)
    edge = ordered[min(len(ordered) * 9 // 10, len(ordered) - 1)]
    return f"{statistics.median(ordered) * 1000:.2f} ms (p90 {edge * 1000:.2f})"


def accounts(count: int) -> list[Keypair]:
    """Keys that are the same in every run."""
    seeds = (hashlib.sha256(f"benchmark {index}".encode()).hexdigest() for index in range(count))
    return [Keypair.from_uri(f"0x{seed}") for seed in seeds]


@contextmanager
def funded_chain(keys: Sequence[Keypair]) -> Iterator[DevChain]:
    """A chain on LevelDB in which each key has 1,000 TAO."""
    spec = preset("dev", FAST)
    patch = dict(spec.patch or {})
    rows = [*patch["balances"]["balances"], *([key.address, 1000 * TAO] for key in keys)]
    patch["balances"] = {"balances": rows}
    with TemporaryDirectory(prefix="pysubtensor-bench-") as directory:
        spec = replace(spec, patch=patch)
        with DevChain(spec=spec, directory=Path(directory) / "db") as chain:
            yield chain


def sign_transfers(
    chain: DevChain,
    keys: Sequence[Keypair],
    count: int,
    receiver: Callable[[], bytes] | None = None,
) -> list[bytes]:
    """Transfers of 0.001 TAO from each key in turn, by default to another one, with nonces in order."""
    executive = chain.signing()
    signed = []
    for index in range(count):
        sender = keys[index % len(keys)]
        dest = receiver() if receiver else keys[(index * 7 + 3) % len(keys)].account
        call = Balances.transfer_keep_alive(to(dest), TAO // 1000)
        options = SigningOptions(nonce=index // len(keys))
        signed.append(sign_call(executive, call, sender, options))
    return signed


def timed_block(chain: DevChain, extrinsics: Sequence[bytes]) -> tuple[float, ImportedBlock]:
    """Seconds from the bytes of extrinsics to a block that is in the database."""
    start = time.perf_counter()
    builder: BlockBuilder = chain.begin()
    for extrinsic in extrinsics:
        builder.push(extrinsic)
    block = builder.finish()
    return time.perf_counter() - start, block

