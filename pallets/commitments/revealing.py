"""Opening the sealed fields of a commitment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from pallets.commitments.data import Data, Raw, TimelockEncrypted
from runtime.timelock import TimelockError, open_timelocked


@dataclass
class Opened:
    """What has become of the fields.

    `sealed` counts the sealed ones, `tried` those whose pulse is there. These are gone, whether
    they opened (then they are in `revealed`) or not.
    """

    remaining: list[Data | Raw] = field(default_factory=list)
    revealed: list[bytes] = field(default_factory=list)
    sealed: int = 0
    tried: int = 0

    @property
    def still_sealed(self) -> bool:
        return self.sealed > self.tried


def open_fields(
    fields: Iterable[Data | Raw], signature_of: Callable[[int], bytes | None]
) -> Opened:
    """Open what can be opened; `signature_of` gives the beacon's signature of a round."""
    opened = Opened()
    for each in fields:
        if not isinstance(each, TimelockEncrypted):
            opened.remaining.append(each)
            continue
        opened.sealed += 1
        signature = signature_of(each.reveal_round)
        if signature is None:
            opened.remaining.append(each)
            continue
        opened.tried += 1
        content = _content(each.encrypted, signature)
        if content:
            opened.revealed.append(content)
    return opened


def _content(encrypted: bytes, signature: bytes) -> bytes:
    """What was sealed; nothing if it does not open."""
    try:
        return open_timelocked(encrypted, signature)
    except TimelockError:
        return b""
