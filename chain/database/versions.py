"""Records with a history: each version of a record carries the number of the block that wrote it.

A record's key is its table, its name and the inverted block number, so the newest version comes
first and the one that holds at block N is the first from (name, N) on. Names end in a way that
keeps any name from being the beginning of another one, and keeps their order: `ordered_name` for
arbitrary bytes. An empty value says that the record is deleted.
"""

from collections.abc import Iterator

from chain.database.backend import Backend

MAX_NUMBER = 0xFFFF_FFFF
"""Block numbers are 32 bits wide."""

_SUFFIX = 4
_TERMINATOR = b"\x00\x00"
_STEPS_BEFORE_SEEK = 4


def ordered_name(key: bytes) -> bytes:
    """The key as a name: zero bytes become 00 ff, the end is 00 00. Sorts as the keys do."""
    return key.replace(b"\x00", b"\x00\xff") + _TERMINATOR


def ordered_name_prefix(prefix: bytes) -> bytes:
    """What the names of exactly those keys begin with that begin with `prefix`."""
    return prefix.replace(b"\x00", b"\x00\xff")


def key_of_name(name: bytes) -> bytes:
    """The key that `ordered_name` gave this name."""
    return name[:-2].replace(b"\x00\xff", b"\x00")


def inverted(number: int) -> bytes:
    """A block number as the end of a record's key: greater numbers sort first."""
    return (MAX_NUMBER - number).to_bytes(_SUFFIX, "big")


def after_prefix(prefix: bytes) -> bytes:
    """The least bytes above everything that begins with `prefix`, which is not all 0xff."""
    kept = prefix.rstrip(b"\xff")
    return kept[:-1] + bytes([kept[-1] + 1])


def version_at(backend: Backend, record: bytes, number: int) -> tuple[int, bytes] | None:
    """The version of a record (table and name) at a block: the block that wrote it, its value."""
    found = backend.seek(record + inverted(number))
    if found is None:
        return None
    key, value = found
    if len(key) != len(record) + _SUFFIX or not key.startswith(record):
        return None
    return MAX_NUMBER - int.from_bytes(key[-_SUFFIX:], "big"), value


def versions_at(
    backend: Backend, start: bytes, stop: bytes, number: int
) -> Iterator[tuple[bytes, int, bytes]]:
    """The records (table and name) from `start` up to `stop` at a block, without deleted ones.

    Gives the record, the number of the block that wrote the version, and the value.
    """
    earliest = inverted(number)
    beyond = b"\xff" * (_SUFFIX + 1)
    cursor = backend.cursor(start, stop)
    current: bytes | None = None
    found = False
    skipped = 0
    for key, value in cursor:
        record, suffix = key[:-_SUFFIX], key[-_SUFFIX:]
        if record != current:
            current, found, skipped = record, False, 0
        if not found and suffix >= earliest:
            found, skipped = True, 0
            if value:
                yield record, MAX_NUMBER - int.from_bytes(suffix, "big"), value
            continue
        skipped += 1
        if skipped == _STEPS_BEFORE_SEEK:
            cursor.seek(record + (beyond if found else earliest))
