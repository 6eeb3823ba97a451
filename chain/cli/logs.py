"""Log lines as Substrate's nodes write them: date, time, message."""

from __future__ import annotations

import logging
import sys

LEVELS = ("error", "warning", "info", "debug")


def configure(level: str) -> None:
    """Log to standard error, from one of the levels on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        logging.Formatter("%(asctime)s %(prefix)s%(message)s", "%Y-%m-%d %H:%M:%S")
    )
    handler.addFilter(_prefix)
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    logging.getLogger("aiohttp").setLevel(logging.WARNING)
    logging.getLogger("asyncio").setLevel(logging.WARNING)


def _prefix(record: logging.LogRecord) -> bool:
    """Name the level only where it is not the ordinary one."""
    record.prefix = "" if record.levelno == logging.INFO else f"{record.levelname} "
    return True
