"""Loading a large genesis state."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chain.database import ChainDatabase, DatabaseError, GenesisLoader
from chain.trie import verify_proof
from runtime.merkle import EMPTY_ROOT, blake2_256, trie_root
from tests.chain.database.mini_chain import MiniChain, header_of

_keys = st.lists(st.sampled_from([b"\x00", b"\xff", b"k" * 32]), max_size=5).map(b"".join)
_pairs = st.lists(st.tuples(_keys, st.binary(min_size=30, max_size=35)), max_size=20)


def _load(db: ChainDatabase, pairs: list[tuple[bytes, bytes]]) -> bytes:
    loader = GenesisLoader(db)
    loader.add(pairs)
    pending = loader.finish()
    header = header_of(0)
    db.commit_genesis(
        chain_id="mini", header=header, header_hash=blake2_256(header), pending=pending
    )
    return pending.root


@settings(max_examples=30, deadline=None)
@given(_pairs, st.dictionaries(_keys, st.none() | st.binary(max_size=40), max_size=8))
def test_a_loaded_state_is_like_any_other(pairs, changes):
    db = ChainDatabase.in_memory()
    state = dict(pairs)
    assert _load(db, pairs) == trie_root(state.items(), 1)
    assert dict(db.head_state.items()) == state
    for key, value in state.items():
        assert verify_proof(db.head_state.root, db.head_state.prove([key]), key) == value
    chain = MiniChain(db, {})
    chain.states = [state]
    chain.commit(changes)
    assert dict(db.head_state.items()) == chain.states[1]
    assert db.head_state.root == trie_root(chain.states[1].items(), 1)


def test_an_interrupted_load_leaves_an_empty_database(tmp_path):
    path = tmp_path / "chain"
    with ChainDatabase.open(path) as db:
        loader = GenesisLoader(db)
        loader.add((b"%d" % number, bytes(40)) for number in range(12_000))
        assert db.is_empty
    with ChainDatabase.open(path) as db:
        assert db.is_empty
        assert db.root_of({})[0] == EMPTY_ROOT
        assert _load(db, [(b"a", b"1")]) == trie_root([(b"a", b"1")], 1)
    with ChainDatabase.open(path) as db:
        assert dict(db.head_state.items()) == {b"a": b"1"}


def test_only_an_empty_database_can_be_loaded():
    db = ChainDatabase.in_memory()
    MiniChain(db, {})
    with pytest.raises(DatabaseError):
        GenesisLoader(db)
