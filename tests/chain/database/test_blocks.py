"""Blocks and their indices, and what a commit accepts."""

import pytest

from chain.database import ChainDatabase, StaleUpdate, UnknownBlock
from runtime.merkle import EMPTY_ROOT, blake2_256, trie_root
from tests.chain.database.mini_chain import CHAIN_ID, MiniChain, header_of


@pytest.fixture
def chain():
    return MiniChain(ChainDatabase.in_memory(), {b"a": b"1"})


def test_an_empty_database_says_so():
    db = ChainDatabase.in_memory()
    assert db.is_empty
    assert db.genesis_hash is None
    assert db.chain_id is None
    assert db.hash_of(0) is db.header(0) is db.body(0) is db.number_of(bytes(32)) is None


def test_blocks_are_found_by_number_and_hash(chain):
    db = chain.db
    chain.commit({b"a": b"2"}, [b"first", b"", b"third"])
    chain.commit({}, [])
    assert db.genesis_hash == blake2_256(header_of(0))
    assert db.chain_id == CHAIN_ID
    for number, body in enumerate([[], [b"first", b"", b"third"], []]):
        header = header_of(number)
        assert db.header(number) == db.header(blake2_256(header)) == header
        assert db.hash_of(number) == blake2_256(header)
        assert db.number_of(blake2_256(header)) == number
        assert db.body(number) == body
    assert db.head == (2, blake2_256(header_of(2)))
    assert db.block(1).state_root == trie_root([(b"a", b"2")], 1) == chain.roots[1]
    assert db.header(3) is db.body(3) is db.hash_of(3) is db.hash_of(-1) is None
    assert db.header(bytes(32)) is db.number_of(bytes(32)) is None


def test_extrinsics_are_found_by_hash(chain):
    db = chain.db
    chain.commit({}, [b"one", b"two"])
    chain.commit({}, [b"three", b"two"])
    assert db.find_extrinsic(blake2_256(b"one")) == (1, 0)
    assert db.find_extrinsic(blake2_256(b"two")) == (2, 1)
    assert db.find_extrinsic(blake2_256(b"four")) is None
    assert db.find_extrinsic(blake2_256(b"one")[:5]) is None
    db.rewind(1)
    assert db.find_extrinsic(blake2_256(b"two")) == (1, 1)
    assert db.find_extrinsic(blake2_256(b"three")) is None


def test_rewinding_forgets_blocks_and_their_indices(chain):
    db = chain.db
    for value in (b"2", b"3", b"4"):
        chain.commit({b"a": value, b"new" + value: value})
    db.rewind(1)
    assert db.head.number == 1
    assert db.header(2) is db.body(2) is db.number_of(blake2_256(header_of(2))) is None
    assert dict(db.head_state.items()) == chain.states[1]
    with pytest.raises(UnknownBlock):
        db.rewind(2)
    db.rewind(0)
    assert dict(db.head_state.items()) == {b"a": b"1"}


def test_preparing_a_candidate_moves_nothing(chain):
    db = chain.db
    head, root = db.head, db.head_state.root
    first, _ = db.root_of({b"a": b"x"})
    second, _ = db.root_of({b"a": None})
    assert first == trie_root([(b"a", b"x")], 1)
    assert second == EMPTY_ROOT
    assert db.head == head
    assert db.head_state.root == root
    assert db.head_state.get(b"a") == b"1"


def test_a_candidate_on_an_old_head_is_refused(chain):
    db = chain.db
    _, pending = db.root_of({b"a": b"x"})
    chain.commit({b"a": b"2"})
    for number in (1, 2):
        with pytest.raises(StaleUpdate):
            db.commit_block(
                header=b"h", header_hash=bytes(32), number=number, body=[], pending=pending
            )
    _, pending = db.root_of({b"a": b"x"})
    with pytest.raises(StaleUpdate):
        db.commit_block(header=b"h", header_hash=bytes(32), number=3, body=[], pending=pending)
    assert db.head.number == 1
    assert db.head_state.get(b"a") == b"2"


def test_there_is_one_genesis_block(chain):
    db = chain.db
    _, pending = db.root_of({})
    with pytest.raises(StaleUpdate):
        db.commit_genesis(chain_id="x", header=b"h", header_hash=bytes(32), pending=pending)


def test_a_value_written_again_costs_no_record(chain):
    _, pending = chain.db.root_of({b"a": b"1", b"absent": None})
    assert pending.changes == {}
    assert pending.nodes == {}
