"""A number for each request, so that a line of the log and what a reader reports can be put together.

It is made here and never taken from the request: what a browser sends could hold anything.
"""

import secrets
from contextvars import ContextVar, Token

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
