"""An ordered store in a LevelDB directory."""

import threading
from collections.abc import Iterator
from pathlib import Path

import plyvel

from chain.database.backend import Batch, Cursor, Record
from chain.database.errors import (
    DatabaseInUse,
    DatabaseNotFound,
    DatabaseUnreadable,
    DatabaseWriteFailed,
    ForeignDirectory,
    NewerFormat,
)

FORMAT_VERSION = 1
"""The format of the directory and all records in it."""

MARKER_NAME = "PYSUBTENSOR"
_MARKER_TEXT = "pysubtensor database, format "


class LevelDBBackend:
    """Records in a directory that belongs to one process at a time.

    A file beside LevelDB's own marks the directory as ours, so that a foreign one is refused
    without being touched. Point reads share one iterator, which is much cheaper than one each and
    is renewed after a write.
    """

    def __init__(self, path: Path, *, create: bool = True, block_cache: int = 16 << 20) -> None:
        """Open the directory.

        Raises DatabaseNotFound, ForeignDirectory, NewerFormat, DatabaseInUse, DatabaseUnreadable.
        """
        self.path = path
        _claim(path, create)
        try:
            self._db = plyvel.DB(
                str(path),
                create_if_missing=True,
                write_buffer_size=8 << 20,
                lru_cache_size=block_cache,
            )
        except plyvel.Error as error:
            if "lock" in str(error).lower():
                raise DatabaseInUse(f"{path} is in use by another process") from error
            raise DatabaseUnreadable(f"cannot open {path}: {_text(error)}") from error
        self._lock = threading.Lock()
        self._iterator: plyvel.RawIterator | None = None
        self._failure: str | None = None

    def get(self, key: bytes) -> bytes | None:
        """The value under exactly this key. Raises DatabaseUnreadable."""
        try:
            value: bytes | None = self._db.get(key)
        except plyvel.Error as error:
            raise DatabaseUnreadable(_text(error)) from error
        return value

    def seek(self, key: bytes) -> Record | None:
        """The first record whose key is not below `key`. Raises DatabaseUnreadable."""
        with self._lock:
            iterator = self._iterator
            try:
                if iterator is None:
                    iterator = self._iterator = self._db.raw_iterator()
                iterator.seek(key)
                if iterator.valid():
                    return iterator.key(), iterator.value()
            except plyvel.Error as error:
                raise DatabaseUnreadable(_text(error)) from error
        return None

    def cursor(self, start: bytes, stop: bytes) -> Cursor:
        """The records from `start` on and below `stop`, as they are now."""
        return _LevelDBCursor(self._db.iterator(start=start, stop=stop))

    def write(self, batch: Batch) -> None:
        """Write all of the batch or nothing. Raises DatabaseWriteFailed, and so from then on."""
        if self._failure is not None:
            raise DatabaseWriteFailed(f"an earlier write failed: {self._failure}")
        records = self._db.write_batch()
        for key, value in batch:
            if value is None:
                records.delete(key)
            else:
                records.put(key, value)
        try:
            records.write()
        except plyvel.Error as error:
            self._failure = _text(error)
            raise DatabaseWriteFailed(f"cannot write to {self.path}: {self._failure}") from error
        self._drop_iterator()

    def close(self) -> None:
        """Give the directory free. Closing twice does no harm."""
        self._drop_iterator()
        self._db.close()

    def _drop_iterator(self) -> None:
        with self._lock:
            iterator, self._iterator = self._iterator, None
            if iterator is not None:
                iterator.close()


class _LevelDBCursor:
    def __init__(self, iterator: "plyvel.Iterator") -> None:
        self._iterator = iterator

    def __iter__(self) -> Iterator[Record]:
        return self

    def __next__(self) -> Record:
        try:
            record: Record = next(self._iterator)
        except plyvel.Error as error:
            raise DatabaseUnreadable(_text(error)) from error
        return record

    def seek(self, target: bytes) -> None:
        self._iterator.seek(target)


def _claim(path: Path, create: bool) -> None:
    """Make sure that the directory is ours, or empty and now ours."""
    marker = path / MARKER_NAME
    try:
        if marker.is_file():
            _check_format(path, marker.read_text(encoding="ascii", errors="replace"))
            return
        if path.exists() and not path.is_dir():
            raise ForeignDirectory(f"{path} is a file, not a directory")
        draft = path / (MARKER_NAME + ".new")
        if path.exists() and any(entry != draft for entry in path.iterdir()):
            raise ForeignDirectory(f"{path} is not empty and holds no pysubtensor database")
        if not create:
            raise DatabaseNotFound(f"there is no database in {path}")
        path.mkdir(parents=True, exist_ok=True)
        draft.write_text(f"{_MARKER_TEXT}{FORMAT_VERSION}\n", encoding="ascii")
        draft.replace(marker)
    except OSError as error:
        raise DatabaseUnreadable(f"cannot open {path}: {error}") from error


def _check_format(path: Path, text: str) -> None:
    version = text.removeprefix(_MARKER_TEXT).strip()
    if version == text.strip() or not version.isdecimal():
        raise ForeignDirectory(f"{path / MARKER_NAME} is not a pysubtensor database's")
    if int(version) > FORMAT_VERSION:
        raise NewerFormat(
            f"{path} was written in format {version}; this version knows {FORMAT_VERSION}"
        )


def _text(error: plyvel.Error) -> str:
    cause = error.args[0] if error.args else error
    return cause.decode(errors="replace") if isinstance(cause, bytes) else str(cause)
