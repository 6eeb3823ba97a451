"""Log levels that are changed while the node runs."""

from __future__ import annotations

import logging

LEVELS = {
    "off": logging.CRITICAL + 10,
    "error": logging.ERROR,
    "warn": logging.WARNING,
    "info": logging.INFO,
    "debug": logging.DEBUG,
    "trace": 5,
}


MAX_LOGGERS = 100
"""Loggers whose levels may be changed at a time; Python never forgets one that was named."""


class LogFilter:
    """Directives such as `chain.pool=debug,warn`: a logger's level, or that of all others."""

    def __init__(self) -> None:
        self._before: dict[str, int] = {}

    def add(self, directives: str) -> None:
        """Set levels. Raises ValueError, with nothing set, for what is not a directive."""
        levels = dict(_directive(part) for part in directives.split(","))
        if len(self._before.keys() | levels.keys()) > MAX_LOGGERS:
            raise ValueError(f"the levels of at most {MAX_LOGGERS} loggers can be changed")
        for target, level in levels.items():
            logger = logging.getLogger(target or None)
            self._before.setdefault(target, logger.level)
            logger.setLevel(level)

    def reset(self) -> None:
        """Give every logger the level that it had before the first directive."""
        for target, level in self._before.items():
            logging.getLogger(target or None).setLevel(level)
        self._before.clear()


def _directive(text: str) -> tuple[str, int]:
    target, _, level = text.strip().rpartition("=")
    if level.lower() not in LEVELS:
        raise ValueError(f"{text.strip()!r:.80} is not [logger=]level; levels: {', '.join(LEVELS)}")
    return target, LEVELS[level.lower()]
