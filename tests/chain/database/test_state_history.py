"""The state of every block, read back against a model."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chain.database import ChainDatabase, UnknownBlock
from chain.trie import verify_proof
from runtime.merkle import trie_root
from tests.chain.database.mini_chain import MiniChain

_pieces = st.sampled_from([b"\x00", b"\x00\x00", b"\x00\xff", b"\x01", b"\xff", b"abcdefgh" * 4])
_keys = st.lists(_pieces, max_size=4).map(b"".join)
_values = st.sampled_from([b"", b"\x00", b"\x01", bytes(31), bytes(32), bytes(33), bytes(80)])
_changes = st.dictionaries(_keys, st.none() | _values, max_size=8)
_genesis = st.dictionaries(_keys, _values, max_size=8)


@pytest.fixture(params=["memory", "leveldb"])
def make_db(request, tmp_path_factory):
    if request.param == "memory":
        return ChainDatabase.in_memory
    return lambda: ChainDatabase.open(tmp_path_factory.mktemp("db") / "chain")


@settings(max_examples=20, deadline=None)
@given(genesis=_genesis, blocks=st.lists(_changes, max_size=10), prefix=_keys, key=_keys)
def _check_history(make_db, genesis, blocks, prefix, key):
    with make_db() as db:
        chain = MiniChain(db, genesis)
        views = [db.head_state]
        for changes in blocks:
            chain.commit(changes)
            views.append(db.head_state)
        for number, state in enumerate(chain.states):
            expected = sorted(state.items())
            # A view taken when its block was the head, and one asked for now.
            for view in (views[number], db.state_at(number)):
                assert view.root == trie_root(expected, 1)
                assert list(view.items()) == expected
                within = [pair for pair in expected if pair[0].startswith(prefix)]
                assert list(view.items(prefix)) == within
                above = [name for name, _ in within if name > key]
                assert list(view.iter_keys(prefix, key)) == above
                assert view.next_key(key, prefix) == (above[0] if above else None)
                for name in {key, prefix, *state, *chain.states[-1]}:
                    assert view.get(name) == state.get(name)
                proof = view.prove([key, prefix])
                for name in (key, prefix):
                    assert verify_proof(view.root, proof, name) == state.get(name)


def test_a_view_at_any_block_is_the_state_after_it(make_db):
    _check_history(make_db)


def test_many_versions_of_one_key_do_not_hide_its_neighbours(make_db):
    with make_db() as db:
        chain = MiniChain(db, {b"a": b"0", b"b": b"0", b"c": b"0"})
        for number in range(1, 30):
            chain.commit({b"b": b"%d" % number, b"bb": b"%d" % number if number % 2 else None})
        for number in (0, 1, 2, 15, 28, 29):
            assert dict(db.state_at(number).items()) == chain.states[number]


def test_a_running_iteration_does_not_see_later_blocks(make_db):
    with make_db() as db:
        chain = MiniChain(db, {bytes([number]): b"old" for number in range(10)})
        items = db.head_state.items()
        assert next(items) == (b"\x00", b"old")
        chain.commit({bytes([number]): b"new" if number % 2 else None for number in range(12)})
        assert list(items) == [(bytes([number]), b"old") for number in range(1, 10)]


def test_blocks_beyond_the_head_have_no_state(make_db):
    with make_db() as db:
        with pytest.raises(UnknownBlock):
            _ = db.head
        with pytest.raises(UnknownBlock):
            db.state_at(0)
        MiniChain(db, {})
        assert list(db.state_at(0).items()) == []
        for number in (1, -1):
            with pytest.raises(UnknownBlock):
                db.state_at(number)


@settings(max_examples=20, deadline=None)
@given(genesis=_genesis, blocks=st.lists(_changes, min_size=1, max_size=8), data=st.data())
def _check_rewind(make_db, genesis, blocks, data):
    with make_db() as db:
        chain = MiniChain(db, genesis)
        for changes in blocks:
            chain.commit(changes)
        target = data.draw(st.integers(0, len(blocks)))
        db.rewind(target)
        assert db.head.number == target
        for changes in data.draw(st.lists(_changes, max_size=4)):
            chain.commit(changes, salt=b"again")
        for number in range(db.head.number + 1):
            view = db.state_at(number)
            assert dict(view.items()) == chain.states[number]
            assert view.root == trie_root(chain.states[number].items(), 1)
            assert verify_proof(view.root, view.prove([b"\x00"]), b"\x00") == view.get(b"\x00")


def test_a_rewound_chain_goes_on_as_if_the_dropped_blocks_had_never_been(make_db):
    _check_rewind(make_db)


def test_the_cache_is_bounded_and_reads_stay_right():
    from chain.database.backend import MemoryBackend

    db = ChainDatabase(MemoryBackend(), value_cache=20_000, node_cache=20_000)
    chain = MiniChain(db, {b"%d" % number: b"genesis" for number in range(500)})
    for number in range(5):
        chain.commit({b"%d" % at: b"%d" % number for at in range(0, 500, 3)})
        assert len(db._store.cache) < 100
        for key, value in chain.states[-1].items():
            assert db.head_state.get(key) == value


def test_trie_nodes_of_the_past_do_not_fill_the_memory():
    with ChainDatabase.in_memory() as db:
        chain = MiniChain(db, {b"%d" % number: b"%d" % number * 20 for number in range(100)})
        at_first = len(db._store._nodes)
        assert at_first >= 100
        for number in range(50):
            chain.commit({b"%d" % at: b"%d/%d" % (at, number) * 20 for at in range(0, 100, 7)})
        assert len(db._store._nodes) <= at_first
