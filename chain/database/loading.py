"""The mark on a database that is being filled with its genesis state and is no chain yet."""

from chain.database.backend import Backend

LOADING = b"mloading"
_EVERYTHING = (b"", b"\xff")
_BATCH = 10_000


def mark_loading(backend: Backend) -> None:
    """Mark an empty database, for the batch with its genesis block to delete the mark."""
    backend.write([(LOADING, b"")])


def clear_unfinished_load(backend: Backend) -> None:
    """Empty a database whose load was interrupted.

    The mark goes last, so this too may be interrupted.
    """
    if backend.get(LOADING) is None:
        return
    batch: list[tuple[bytes, bytes | None]] = []
    for key, _value in backend.cursor(*_EVERYTHING):
        if key != LOADING:
            batch.append((key, None))
        if len(batch) == _BATCH:
            backend.write(batch)
            batch = []
    backend.write([*batch, (LOADING, None)])
