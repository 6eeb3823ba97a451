"""What is told of an epoch is what the chain has stored of it; and telling it changes nothing."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from chain.explain import account_of, explain_epoch
from chain.kit import DevChain
from pallets.admin_utils import SubnetsAdmin
from pallets.subtensor.state import Hyperparameters, Schedule, Scores, WeightTable
from pallets.subtensor.types import mechanism_index
from pallets.system.system import System
from runtime.hashing import twox_128
from runtime.scale import encode
from tests.chain.explain.scene import NETUID, as_root, set_weights, subnet_of, yuma3

NEURONS = 6
STORED = {
    "permit": "validator_permit",
    "active": "active",
    "stake_weight": "stake_weight",
    "consensus": "consensus",
    "validator_trust": "validator_trust",
    "dividends": "dividends",
    "emission": "emission",
}
"""Columns, and the items of what a subnet has for all its mechanisms."""


class Kind(NamedTuple):
    yuma3: bool = True
    liquid_alpha: bool = False
    mechanisms: int = 1
    split: tuple[int, ...] = ()
    """Shares of mechanisms, of which some may have none."""


KINDS = {
    "Yuma 2": Kind(yuma3=False),
    "Yuma 3": Kind(),
    "liquid alpha": Kind(liquid_alpha=True),
    "Yuma 2 of two": Kind(yuma3=False, mechanisms=2, split=(20_000, 45_535)),
    "liquid alpha of three": Kind(liquid_alpha=True, mechanisms=3, split=(40_000, 25_535)),
}


def chain_of(kind: Kind) -> DevChain:
    """A subnet that is of that kind since a block between two epochs, and before by Yuma 3."""
    chain = subnet_of(DevChain(), mechanisms=kind.mechanisms)
    items = chain.pallet(Hyperparameters)
    on = [(items.liquid_alpha_on.key_of(NETUID), encode(bool, kind.liquid_alpha))]
    as_root(chain, System.set_storage(on))
    if kind.split:
        split = SubnetsAdmin.sudo_set_mechanism_emission_split(NETUID, list(kind.split))
        as_root(chain, split)
    chain.advance(45 - chain.number)
    yuma3(chain, on=kind.yuma3)
    set_weights(chain, {0: {3: 1, 5: 2}, 1: {4: 1, 5: 7}}, 0)
    return chain


def last_step(chain: DevChain, block: int) -> int:
    return chain.at(block).pallet(Schedule).last_mechansim_step_block[NETUID]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_vector_is_the_one_that_is_stored(kind: Kind) -> None:
    chain = chain_of(kind)
    chain.advance(62 - chain.number)
    blocks = [block for block in range(20, 62) if last_step(chain, block) == block]
    assert blocks[-3:] == [40, 50, 60]
    for block in blocks:
        after = chain.at(block)
        scores, bonds = after.pallet(Scores), after.pallet(WeightTable).bonds
        count = chain.explain_epoch(NETUID, 0, block).mechanisms
        for mechanism in range(count):
            it, index = (
                chain.explain_epoch(NETUID, mechanism, block),
                mechanism_index(NETUID, mechanism),
            )
            table = it.tables["stored"]
            for column, item in STORED.items():
                assert table[column] == getattr(scores, item)[NETUID], (block, column)
            assert table["incentive"] == scores.incentive[index]
            told = {
                (row["validator"], row["miner"]): int(row["bond"] * 65_535)
                for row in it.tables["bonds"].rows()
            }
            stored = {
                (uid, miner): bond for uid in range(NEURONS) for miner, bond in bonds[index, uid]
            }
            assert (stored or block == 20) and stored.items() <= told.items()
            assert not any(bond for pair, bond in told.items() if pair not in stored)
            assert set(table.columns) == {"uid", "incentive", *STORED}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_kinds_are_what_they_say(kind: Kind) -> None:
    chain = chain_of(kind)
    chain.advance(51 - chain.number)
    it = chain.explain_epoch(NETUID)
    assert it.block == 50 and it.rules == ("Yuma 3" if kind.yuma3 else "Yuma 2")
    assert ("speed" in it.tables["bonds"].columns) == kind.liquid_alpha
    parts = [chain.explain_epoch(NETUID, mechanism).emission for mechanism in range(it.mechanisms)]
    assert len(parts) == kind.mechanisms and sum(parts) == it.subnet_emission
    shares = [*kind.split, 0] if kind.split else [65_535]
    for part, share in zip(parts, shares, strict=False):
        assert 0 <= part - it.subnet_emission * share // 65_535 <= 2


def contents(chain: DevChain) -> dict[bytes, bytes]:
    """The state of the head, without hashes of blocks, which have random seals in them."""
    hashes = tuple(map(twox_128, (b"System", b"RandomnessCollectiveFlip")))
    view = chain.blockchain.database.head_state
    return {key: value for key, value in view.items() if not key.startswith(hashes)}


def test_explaining_changes_nothing() -> None:
    """Of two chains one is explained in each block: they stay the same."""
    told, untold = (chain_of(KINDS["liquid alpha"]) for _ in range(2))
    while told.number < 52:
        head = told.blockchain.head_hash
        it = told.explain_epoch(NETUID)
        account_of(it, 3)
        told.explain_epoch(NETUID, block="next")
        told.explain_epoch(NETUID, block=40)
        assert told.blockchain.head_hash == head
        told.advance()
        untold.advance()
    assert contents(told) == contents(untold)


def test_the_state_root_is_the_same_afterwards() -> None:
    chain = chain_of(KINDS["Yuma 3"])
    runtime, database = chain.at(chain.number), chain.blockchain.database
    runtime.pallet(Schedule).tempo[NETUID] = 11
    before = database.root_on(chain.number, runtime.state.changes())
    explain_epoch(runtime, NETUID)
    assert database.root_on(chain.number, runtime.state.changes()) == before
