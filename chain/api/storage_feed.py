"""state_subscribeStorage: what keys hold, then each block's changes to them."""

from __future__ import annotations

from typing import Any

from chain.api.errors import ClientError
from chain.api.forms import hex_text, optional_hex
from chain.api.reading import Growth
from chain.blockchain import Blockchain, ImportedBlock
from chain.rpc import HexBytes, Sink, subscription

MAX_WATCHED_KEYS = 100_000
"""Keys that all subscriptions together may watch."""

Change = list[str | None]


class _Watch:
    """One subscription. What blocks change before the first notice is out waits for it."""

    def __init__(self, sink: Sink, keys: set[bytes]) -> None:
        self.keys = keys
        self._sink = sink
        self._early: list[dict[str, Any]] | None = []

    def begin(self, block_hash: bytes, changes: list[Change]) -> None:
        """Give the first notice, and those that waited."""
        early, self._early = self._early, None
        for notice in [_notice(block_hash, changes), *(early or ())]:
            if notice["changes"]:
                self._sink.send(notice)

    def tell(self, block_hash: bytes, changes: list[Change]) -> None:
        notice = _notice(block_hash, changes)
        if self._early is None:
            self._sink.send(notice)
        else:
            self._early.append(notice)


def _notice(block_hash: bytes, changes: list[Change]) -> dict[str, Any]:
    return {"block": hex_text(block_hash), "changes": changes}


class StorageFeed:
    """A block costs one look-up for each of its changes, however many subscriptions there are."""

    def __init__(self, chain: Blockchain) -> None:
        self._chain = chain
        self._watches: dict[bytes, dict[_Watch, None]] = {}
        self._watched = 0
        chain.on_block(self._tell)

    @subscription(
        "state_subscribeStorage",
        unsubscribe="state_unsubscribeStorage",
        notification="state_storage",
    )
    async def storage(self, sink: Sink, keys: list[HexBytes]) -> None:
        """Raises ClientError when too many keys are watched, ResponseTooBig for what they hold."""
        watch = _Watch(sink, set(keys))
        if self._watched + len(watch.keys) > MAX_WATCHED_KEYS:
            raise ClientError(f"all subscriptions together watch at most {MAX_WATCHED_KEYS} keys")
        self._watched += len(watch.keys)
        sink.on_close(lambda: self._forget(watch))
        for key in watch.keys:
            self._watches.setdefault(key, {})[watch] = None
        view, block_hash = self._chain.database.head_state, self._chain.head_hash
        changes: list[Change] = []
        growth = Growth(sink.limits)
        for key in keys:
            value = view.get(key)
            await growth.by(2 * (len(key) + len(value or b"")) + 14)
            changes.append([hex_text(key), optional_hex(value)])
        watch.begin(block_hash, changes)

    def _forget(self, watch: _Watch) -> None:
        self._watched -= len(watch.keys)
        for key in watch.keys:
            watches = self._watches[key]
            del watches[watch]
            if not watches:
                del self._watches[key]

    def _tell(self, block: ImportedBlock) -> None:
        if not self._watches:
            return
        changes: dict[_Watch, list[Change]] = {}
        for key, value in block.changes.items():
            watches = self._watches.get(key)
            if watches is None:
                continue
            change: Change = [hex_text(key), optional_hex(value)]
            for watch in watches:
                changes.setdefault(watch, []).append(change)
        for watch, changed in changes.items():
            watch.tell(block.hash, changed)
