"""A write that fails leaves the last whole block, in memory and on disk."""

import resource
import signal
from contextlib import contextmanager

import pytest

from chain.database import ChainDatabase, DatabaseWriteFailed
from chain.database.backend import Batch, MemoryBackend
from tests.chain.database.mini_chain import MiniChain


class FailingBackend(MemoryBackend):
    """Refuses to write while `full` is set."""

    full = False

    def write(self, batch: Batch) -> None:
        if self.full:
            raise DatabaseWriteFailed("no space left")
        super().write(batch)


def test_memory_stays_at_the_last_whole_block():
    backend = FailingBackend()
    chain = MiniChain(ChainDatabase(backend), {b"a": b"1", b"b": b"1"})
    chain.commit({b"a": b"2"})
    head, root = chain.db.head, chain.db.head_state.root
    backend.full = True
    with pytest.raises(DatabaseWriteFailed):
        chain.commit({b"a": b"3", b"b": None, b"c": b"3"})
    assert chain.db.head == head
    assert chain.db.head_state.root == root
    assert dict(chain.db.head_state.items()) == chain.states[1]
    assert [chain.db.head_state.get(key) for key in (b"a", b"b", b"c")] == [b"2", b"1", None]
    backend.full = False
    chain.commit({b"a": b"4"})
    assert dict(chain.db.head_state.items()) == {b"a": b"4", b"b": b"1"}


@contextmanager
def _largest_file(size: int):
    """Files cannot grow beyond this size: LevelDB's log fails as on a full disk, in mid-record."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)


def test_leveldb_keeps_the_last_whole_block_when_the_disk_is_full(tmp_path):
    path = tmp_path / "chain"
    with ChainDatabase.open(path) as db:
        chain = MiniChain(db, {b"a": b"1"})
        chain.commit({b"a": b"2"})
        with _largest_file(100_000), pytest.raises(DatabaseWriteFailed, match="cannot write"):
            chain.commit({b"a": b"3", b"big": bytes(1_000_000)})
        assert db.head.number == 1
        assert dict(db.head_state.items()) == {b"a": b"2"}
        # Even with room again: what follows a torn record could be lost.
        with pytest.raises(DatabaseWriteFailed, match="earlier"):
            chain.commit({b"a": b"4"})
        assert db.head_state.get(b"a") == b"2"
    with ChainDatabase.open(path) as db:
        assert db.head.number == 1
        assert dict(db.head_state.items()) == {b"a": b"2"}
        chain.db = db
        chain.commit({b"a": b"5"})
    with ChainDatabase.open(path) as db:
        assert dict(db.head_state.items()) == {b"a": b"5"}
