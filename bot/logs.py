"""Logging: one line per event on standard error; what people write, and who they are, never gets here."""

from __future__ import annotations

import logging
import sys
import traceback
from typing import Final

_QUIET: Final = {"aiogram.event": logging.WARNING, "aiohttp.access": logging.WARNING, "asyncio": logging.WARNING}
"""aiogram's own line per update carries the update id and the bot id; ours replaces it."""


class _NoMessages(logging.Formatter):
    """Prints tracebacks without the last line's message: the text of an exception may quote a child."""

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's name
        error = ei[1] if isinstance(ei, tuple) else None
        return without_values(error) if isinstance(error, BaseException) else ""


class _NoErrorTexts(logging.Filter):
    """Replaces every exception among the arguments of a record by its kind: aiogram's may hold a whole update."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(type(a).__name__ if isinstance(a, BaseException) else a for a in record.args)
        return True


def set_up(level: str) -> None:
    """Sends all logging to standard error, one line each."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_NoErrorTexts())
    handler.setFormatter(_NoMessages("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, least in _QUIET.items():
        logging.getLogger(name).setLevel(max(least, logging.getLevelName(level)))


def without_values(error: BaseException) -> str:
    """The kind of an error and where it happened: file, line and function; never its message, which may quote a child."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    where = " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    return f"{type(error).__name__} at {where}"
