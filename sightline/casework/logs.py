"""Logging that carries no personal data: what went wrong and where in the code, never what was being read.

A newcomer would get this wrong: an exception's own text may quote a name or a row, so it is left out; its type and the
lines of code stay.
"""

import logging
import traceback
from types import TracebackType
from typing import Any


class QuietFormatter(logging.Formatter):
    """Writes an exception as its type and the places in the code, without its text."""

    def formatException(  # noqa: N802 - the name is logging's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Type and places only."""
        kind, _, where = ei
        lines = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(where)]
        return "\n".join([kind.__name__ if kind else "nothing", *lines])


def logging_settings() -> dict[str, Any]:
    """Everything from warnings up, to standard error, quietly; no query and no request body at any level."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "quiet": {
                "()": "sightline.casework.logs.QuietFormatter",
                "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "quiet"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
            "django.db.backends": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        },
    }
