"""The directory: whose it is, who may open it, and that it lasts."""

import subprocess
import sys

import plyvel
import pytest

from chain.database import (
    ChainDatabase,
    DatabaseInUse,
    DatabaseNotFound,
    DatabaseUnreadable,
    ForeignDirectory,
    NewerFormat,
    WrongChain,
)
from chain.database.leveldb import FORMAT_VERSION, MARKER_NAME
from runtime.merkle import blake2_256
from tests.chain.database.mini_chain import MiniChain, header_of


def _contents(path):
    return {entry.name: entry.read_bytes() for entry in path.iterdir() if entry.name != "LOCK"}


@pytest.fixture
def path(tmp_path):
    """A directory with three blocks in it."""
    path = tmp_path / "deep" / "chain"
    with ChainDatabase.open(path) as db:
        chain = MiniChain(db, {b"a": b"1"})
        chain.commit({b"a": b"2", b"b": bytes(80)})
        chain.commit({b"a": None})
    return path


def test_what_was_committed_is_there_after_reopening(path):
    with ChainDatabase.open(path, genesis_hash=blake2_256(header_of(0))) as db:
        assert db.head == (2, blake2_256(header_of(2)))
        assert dict(db.state_at(0).items()) == {b"a": b"1"}
        assert dict(db.state_at(1).items()) == {b"a": b"2", b"b": bytes(80)}
        chain = MiniChain(db, {})
        chain.states = [dict(db.state_at(number).items()) for number in range(3)]
        chain.commit({b"c": b"3"})
    with ChainDatabase.open(path) as db:
        assert dict(db.head_state.items()) == {b"b": bytes(80), b"c": b"3"}


def test_a_second_process_is_told_that_the_directory_is_in_use(path):
    with ChainDatabase.open(path), pytest.raises(DatabaseInUse, match="in use by another"):
        ChainDatabase.open(path)
    code = f"import plyvel, sys; db = plyvel.DB({str(path)!r}); print('open', flush=True); input()"
    other = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdout.readline() == b"open\n"
    with pytest.raises(DatabaseInUse):
        ChainDatabase.open(path)
    other.communicate(b"\n")
    ChainDatabase.open(path).close()


def test_another_chain_is_refused_and_left_alone(path):
    with pytest.raises(WrongChain, match="'mini'"):
        ChainDatabase.open(path, genesis_hash=bytes(32))
    with ChainDatabase.open(path) as db:
        assert db.head.number == 2


def test_a_newer_format_is_refused_and_left_alone(path):
    marker = path / MARKER_NAME
    newer = marker.read_text().replace(str(FORMAT_VERSION), str(FORMAT_VERSION + 1))
    marker.write_text(newer)
    before = _contents(path)
    with pytest.raises(NewerFormat):
        ChainDatabase.open(path)
    assert _contents(path) == before


@pytest.mark.parametrize("marker", ["", "pysubtensor database, format x", "something else"])
def test_a_marker_that_is_not_ours_is_refused(path, marker):
    (path / MARKER_NAME).write_text(marker)
    with pytest.raises(ForeignDirectory):
        ChainDatabase.open(path)


def test_a_foreign_directory_is_refused_and_left_alone(tmp_path):
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "thesis.txt").write_text("years of work")
    with pytest.raises(ForeignDirectory):
        ChainDatabase.open(foreign)
    assert [entry.name for entry in foreign.iterdir()] == ["thesis.txt"]
    other = tmp_path / "other"
    plyvel.DB(str(other), create_if_missing=True).close()
    before = _contents(other)
    with pytest.raises(ForeignDirectory):
        ChainDatabase.open(other)
    assert _contents(other) == before
    with pytest.raises(ForeignDirectory, match="is a file"):
        ChainDatabase.open(foreign / "thesis.txt")


def test_an_empty_directory_becomes_a_database(tmp_path):
    with ChainDatabase.open(tmp_path) as db:
        assert db.is_empty
    with ChainDatabase.open(tmp_path, genesis_hash=bytes(32)) as db:
        assert db.is_empty


def test_nothing_is_created_unless_asked_for(tmp_path):
    path = tmp_path / "none"
    with pytest.raises(DatabaseNotFound):
        ChainDatabase.open(path, create=False)
    assert not path.exists()


def test_a_directory_that_leveldb_cannot_read_is_named(path):
    (path / "CURRENT").write_text("nothing\n")
    with pytest.raises(DatabaseUnreadable, match="cannot open"):
        ChainDatabase.open(path)
