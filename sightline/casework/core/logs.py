"""Logging that carries no personal data: what went wrong and where in the code, never what was being read.

An exception's own text may quote a name or a row, so it is left out; its type and the lines of code stay. An address
may hold what somebody typed, so a request is named by its page and its number.
"""

import copy
import json
import logging
import secrets
import traceback
from contextvars import ContextVar, Token
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from sightline.casework.core.serve_settings import LogSettings

REQUESTS = "sightline.requests"
# What gunicorn says of a request that never reached a page begins so, and goes on with what was sent and by whom.
OF_THE_SERVER = {
    "Invalid request": "A request could not be read.",
    "Error handling": "A request failed before it reached a page.",
}
ErrorInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)  # as logging has it


# A number for each request, made here: what a browser sends could hold anything.
_REQUEST: ContextVar[str] = ContextVar("request_id", default="")


def begin_request() -> Token[str]:
    """Give this request its number; hand what is returned to `end_request`."""
    return _REQUEST.set(secrets.token_hex(8))


def end_request(token: Token[str]) -> None:
    """From here on there is no request."""
    _REQUEST.reset(token)


def request_id() -> str:
    """The number of the request that is being answered; empty outside of one."""
    return _REQUEST.get()


class QuietFormatter(logging.Formatter):
    """Writes a line of text, its time in UTC; an exception as its type and places, a request as its page."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802 - logging's
        """When it was written, with its offset: 2026-11-28T11:43:10.493+00:00."""
        return written_at(record)

    def format(self, record: logging.LogRecord) -> str:
        """The line, made from a copy: other handlers get the record as it was."""
        quiet = copy.copy(record)
        quiet.msg, quiet.args, quiet.exc_text, quiet.stack_info = quiet_message(record), None, None, None
        return super().format(quiet)

    def formatException(self, ei: ErrorInfo) -> str:  # noqa: N802 - the name is logging's
        """Type and places only."""
        kind, places = describe_error(ei)
        return "\n".join([kind, *(f"  {place}" for place in places)])


class JsonFormatter(logging.Formatter):
    """Writes each line as one JSON object with the same content."""

    def format(self, record: logging.LogRecord) -> str:
        """at, level, logger, message; request, error and the fields of a request where there are any."""
        line: dict[str, Any] = {
            "at": written_at(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": quiet_message(record),
        }
        if request_id():
            line["request"] = request_id()
        if record.exc_info:
            line["error"], line["where"] = describe_error(record.exc_info)
        return json.dumps({**line, **getattr(record, "fields", {})}, ensure_ascii=True)


def written_at(record: logging.LogRecord) -> str:
    """The moment of a line, in UTC, with its offset."""
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def quiet_message(record: logging.LogRecord) -> str:
    """What happened, without an address, a header or what was sent."""
    request = getattr(record, "request", None)
    if request is not None:
        return f"{getattr(record, 'status_code', 'a failure')} at the page {page_of(request)}"
    if record.name.startswith("gunicorn"):
        plain = [said for begins, said in OF_THE_SERVER.items() if str(record.msg).startswith(begins)]
        return plain[0] if plain else record.getMessage()
    return record.getMessage()


def page_of(request: Any) -> str:
    """The name of the page that was asked for; `none` where the address is that of no page."""
    return getattr(getattr(request, "resolver_match", None), "view_name", None) or "none"


def describe_error(error: ErrorInfo | Any) -> tuple[str, list[str]]:
    """The type of an exception, and the places in the code, outermost first."""
    kind, _, where = error
    places = [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(where)]
    return kind.__name__ if kind else "nothing", places


def logging_settings(chosen: LogSettings) -> dict[str, Any]:
    """Everything from warnings up, to standard error, quietly; no query and no request body at any level."""
    formatter = (
        "sightline.casework.core.logs.JsonFormatter" if chosen.format == "json" else f"{__name__}.QuietFormatter"
    )
    to_console = {"handlers": ["console"], "level": "WARNING", "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"quiet": {"()": formatter, "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "quiet"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "django": to_console,
            "django.db.backends": {**to_console, "level": "ERROR"},
            REQUESTS: {**to_console, "level": "INFO" if chosen.requests else "WARNING"},
            "gunicorn.error": to_console,
            "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }
