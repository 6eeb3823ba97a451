"""What 1,000,000 accounts in the state cost, against 1,000."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from chain.blockchain import Blockchain
from chain.chains import composition_for
from chain.database import ChainDatabase, GenesisLoader
from chain.kit import DevChain
from genesis.build import genesis_header, genesis_state
from genesis.keys import Keypair
from genesis.presets import TAO, preset
from genesis.rules import FAST
from pallets.system.accounts import AccountData, AccountInfo, Accounts
from runtime.block import Header
from runtime.hashing import blake2_256
from runtime.runtime import Runtime
from runtime.scale import encode
from runtime.state import MemoryView, State
from tests.benchmarks.measure import accounts, figure, milliseconds, sign_transfers, timed_block

ACTIVE = 1000
BLOCKS = 20
PER_BLOCK = 200
SIZES = (ACTIVE, 1_000_000)


def run() -> None:
    keys = accounts(ACTIVE)
    medians = [_measure(size, keys) for size in SIZES]
    (empty, full), (empty_large, full_large) = medians
    figure("empty block, 1,000,000 accounts against 1,000", f"{empty_large / empty:.2f} times", "1.1")
    figure("200 transfers, likewise", f"{full_large / full:.2f} times", "within 2.5")


def _measure(size: int, keys: list[Keypair]) -> tuple[float, float]:
    with TemporaryDirectory(prefix="pysubtensor-bench-") as directory:
        start = time.perf_counter()
        chain = _loaded_chain(Path(directory) / "db", size, keys)
        figure(f"load {size:,} accounts", f"{time.perf_counter() - start:.1f} s")
        empty = [timed_block(chain, [])[0] for _ in range(100)]
        chooser = random.Random(size)
        times = []
        signed = sign_transfers(chain, keys, BLOCKS * PER_BLOCK, lambda: _receiver(chooser, size))
        for first in range(0, len(signed), PER_BLOCK):
            times.append(timed_block(chain, signed[first : first + PER_BLOCK])[0])
        chain.close()
    figure(f"empty block with {size:,} accounts", milliseconds(empty))
    figure(f"block of 200 transfers with {size:,} accounts", milliseconds(times))
    return statistics.median(empty), statistics.median(times)


def _receiver(chooser: random.Random, size: int) -> bytes:
    return _account(chooser.randrange(size))


def _account(index: int) -> bytes:
    return blake2_256(index.to_bytes(4, "little"))


def _loaded_chain(path: Path, size: int, keys: list[Keypair]) -> DevChain:
    """A chain whose genesis has this many accounts, written without holding them in memory."""
    spec = preset("dev", FAST)
    composition = composition_for(FAST)
    database = ChainDatabase.open(path)
    loader = GenesisLoader(database)
    loader.add(genesis_state(composition, spec).items())
    map_ = Runtime(composition, State(MemoryView())).pallet(Accounts).account
    value = encode(AccountInfo, AccountInfo(0, 0, 1, 0, AccountData(1000 * TAO, 0, 0, 1 << 127)))

    def rows() -> Iterator[tuple[bytes, bytes]]:
        for key in keys:
            yield map_.key_of(key.account), value
        for index in range(size):
            yield map_.key_of(_account(index)), value

    loader.add(rows())
    pending = loader.finish()
    header = genesis_header(pending.root)
    database.commit_genesis(
        chain_id=spec.id,
        header=encode(Header, header),
        header_hash=header.hash,
        pending=pending,
    )
    return DevChain.on(Blockchain(composition, spec, database))
