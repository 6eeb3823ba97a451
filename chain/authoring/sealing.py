"""When blocks are made."""

from __future__ import annotations

import re
from dataclasses import dataclass

DEFAULT_INTERVAL_MS = 250


class InvalidSealing(ValueError):
    """The text names no way of sealing."""


@dataclass(frozen=True)
class Interval:
    """A block every so many milliseconds, empty or not."""

    milliseconds: int = DEFAULT_INTERVAL_MS

    def __str__(self) -> str:
        return f"a block every {self.milliseconds} ms"


@dataclass(frozen=True)
class Instant:
    """A block as soon as an extrinsic can go into one, and no empty blocks."""

    def __str__(self) -> str:
        return "a block for each extrinsic, as it comes"


@dataclass(frozen=True)
class Manual:
    """A block only when somebody asks for one."""

    def __str__(self) -> str:
        return "blocks only on request"


Sealing = Interval | Instant | Manual


def parse_sealing(text: str) -> Sealing:
    """`interval`, `interval=1000`, `instant` or `manual`. Raises InvalidSealing."""
    if text == "instant":
        return Instant()
    if text == "manual":
        return Manual()
    match = re.fullmatch(r"interval(?:=([0-9]{1,9}))?", text)
    if match is None:
        raise InvalidSealing(f"{text!r}: use interval, interval=MILLISECONDS, instant or manual")
    interval = DEFAULT_INTERVAL_MS if match[1] is None else int(match[1])
    if interval == 0:
        raise InvalidSealing("the interval between blocks has at least 1 millisecond")
    return Interval(interval)
