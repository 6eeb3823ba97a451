"""How the benchmarks tell what they found: median, spread and target, and how far they are."""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
Format = Callable[[float], str]

_NAME, _MEDIAN, _SPREAD = 56, 12, 24
_TERMINAL_EVERY, _ELSEWHERE_EVERY = 1.0, 10.0  # seconds between two lines of progress


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"


def per_second(rate: float) -> str:
    return f"{rate:,.0f}/s"


def in_seconds(seconds: float) -> str:
    return f"{seconds:.2f} s"


def mebibytes(amount: float) -> str:
    return f"{amount:.0f} MiB"


def times(ratio: float) -> str:
    return f"{ratio:.2f} times"


def machine() -> str:
    """What the figures were measured on."""
    cores = len(os.sched_getaffinity(0))
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{_processor()}, {cores} cores; {python}; {platform.system()} {platform.machine()}"


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    for line in cpuinfo.read_text().splitlines() if cpuinfo.exists() else ():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"


def heading() -> None:
    """Print what the columns are."""
    columns = f"{'median':>{_MEDIAN}}   {'p10 to p90':<{_SPREAD}} target"
    print(f"  {'':<{_NAME}} {columns}", flush=True)


def figure(name: str, values: Sequence[float], format_: Format, target: str = "") -> None:
    """Print the median of what was measured, and between what the middle eight tenths lie."""
    spread = f"{format_(quantile(values, 0.1))} to {format_(quantile(values, 0.9))}"
    shown = f"{format_(statistics.median(values)):>{_MEDIAN}}"
    columns = f"{shown}   {spread if len(values) > 1 else '':<{_SPREAD}} {target}"
    print(f"  {name:<{_NAME}} {columns}".rstrip(), flush=True)


def quantile(values: Sequence[float], part: float) -> float:
    """The value that this part of all values does not exceed."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)]


def progress(items: Iterable[T], what: str, total: int) -> Iterator[T]:
    """The items, and now and then a line that tells how many have been taken."""
    terminal = sys.stderr.isatty()
    every = _TERMINAL_EVERY if terminal else _ELSEWHERE_EVERY
    started = last = time.monotonic()
    for count, item in enumerate(items):
        now = time.monotonic()
        if now - last > every:
            last = now
            line = f"  {what}: {count:,} of {total:,}, {now - started:.0f} s"
            print(line, end="\r" if terminal else "\n", file=sys.stderr, flush=True)
        yield item
    if terminal and last > started:
        print("\033[K", end="", file=sys.stderr, flush=True)
