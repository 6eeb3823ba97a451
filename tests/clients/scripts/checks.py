"""Named checks of a client, each reported as one JSON line on standard output."""

from __future__ import annotations

import json
import signal
import traceback
from collections.abc import Callable
from types import FrameType
from typing import Any

CHECK_SECONDS = 60
"""A client that waits for something that never comes fails its check, not the whole run."""


class CheckTimedOutError(Exception):
    """A check did not end in `CHECK_SECONDS`."""


class Refused:
    """The error that a client raised, as text."""

    def __init__(self, error: Exception) -> None:
        self.kind = type(error).__name__
        self.text = str(error)


class Checks:
    """The checks of one script, in the order in which they are declared."""

    def __init__(self) -> None:
        self._checks: list[Callable[[Any], object]] = []

    def __call__(self, check: Callable[[Any], object]) -> Callable[[Any], object]:
        """Declare a check: it gets the script's state, returns a detail, raises when it fails."""
        self._checks.append(check)
        return check

    def run(self, state: Any) -> None:
        """Run all checks and print what each of them saw."""
        signal.signal(signal.SIGALRM, _time_is_up)
        for check in self._checks:
            signal.alarm(CHECK_SECONDS)
            try:
                detail = str(check(state))
                ok = True
            except Exception:  # a check may fail in any way: the line says how
                detail = traceback.format_exc()
                ok = False
            finally:
                signal.alarm(0)
            line = {"check": check.__name__, "ok": ok, "detail": detail}
            print(json.dumps(line), flush=True)


def refusal(attempt: Callable[[], object]) -> Refused:
    """The error with which `attempt` ends; raises `AssertionError` when it does not fail."""
    try:
        result = attempt()
    except CheckTimedOutError:
        raise
    except Exception as error:  # every client has exceptions of its own
        return Refused(error)
    raise AssertionError(f"this was accepted: {result}")


def same(seen: object, expected: object) -> None:
    """Hold that two values are equal, and name both when they are not."""
    assert seen == expected, f"seen {seen!r}, expected {expected!r}"


def _time_is_up(_signal: int, _frame: FrameType | None) -> None:
    raise CheckTimedOutError(f"no end after {CHECK_SECONDS} s")
