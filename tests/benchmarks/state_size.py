"""What 1,000,000 accounts in the state cost, against 1,000."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

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
from tests.benchmarks.measure import accounts, sign_transfers, temporary_directory, timed_block
from tests.benchmarks.report import figure, in_seconds, milliseconds, progress, times


@dataclass(frozen=True)
class Sizes:
    """Accounts in the smaller and the larger state, accounts that send, and blocks to time."""

    small: int
    large: int
    senders: int
    per_block: int
    blocks: int
    empty_blocks: int


FULL = Sizes(small=1000, large=1_000_000, senders=1000, per_block=200, blocks=20, empty_blocks=200)
QUICK = Sizes(small=5, large=50, senders=3, per_block=2, blocks=2, empty_blocks=2)


def run(sizes: Sizes) -> None:
    keys = accounts(sizes.senders)
    with ExitStack() as stack:
        chains = []
        for size in (sizes.small, sizes.large):
            directory = stack.enter_context(temporary_directory())
            chain = _loaded(Path(directory) / "db", size, keys)
            chains.append(stack.enter_context(chain))
        # In turn, so that a machine whose speed drifts gives the same ratios.
        empty = [
            [timed_block(chain) for chain in chains]
            for _ in progress(range(sizes.empty_blocks), "empty blocks", sizes.empty_blocks)
        ]
        full = _transfers(chains, keys, sizes)
    _report(f"empty block, {sizes.large:,} accounts", empty, "within 1.1")
    _report(f"{sizes.per_block} transfers, {sizes.large:,} accounts", full, "within 2.5")


def _report(name: str, rows: Sequence[Sequence[float]], target: str) -> None:
    figure(name, [large for _, large in rows], milliseconds)
    figure("    against the smaller state", [large / small for small, large in rows], times, target)


def _transfers(
    chains: Sequence[DevChain], keys: Sequence[Keypair], sizes: Sizes
) -> list[list[float]]:
    """The seconds of blocks of transfers to random accounts of each state."""
    signed = []
    for chain, size in zip(chains, (sizes.small, sizes.large), strict=True):
        chooser = random.Random(size)

        def receiver(chooser: random.Random = chooser, size: int = size) -> bytes:
            return _account(chooser.randrange(size))

        signed.append(sign_transfers(chain, keys, sizes.blocks * sizes.per_block, receiver))
    return [
        [
            timed_block(chain, own[first : first + sizes.per_block])
            for chain, own in zip(chains, signed, strict=True)
        ]
        for first in range(0, sizes.blocks * sizes.per_block, sizes.per_block)
    ]


def _account(index: int) -> bytes:
    return blake2_256(index.to_bytes(4, "little"))


def _loaded(path: Path, size: int, keys: Sequence[Keypair]) -> DevChain:
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
        for index in progress(range(size), "loading accounts", size):
            yield map_.key_of(_account(index)), value

    started = time.perf_counter()
    loader.add(rows())
    pending = loader.finish()
    header = genesis_header(pending.root)
    database.commit_genesis(
        chain_id=spec.id,
        header=encode(Header, header),
        header_hash=header.hash,
        pending=pending,
    )
    figure(f"load {size:,} accounts", [time.perf_counter() - started], in_seconds)
    return DevChain.on(Blockchain(composition, spec, database))
