"""One request of one reader: who asks, one snapshot from beginning to end, and its audit rows committed together.

A middleware opens a session for each request, so that what is taken out of an answer is of the same snapshot. The door
gives it to each view and commits a page's audit rows before the answer goes out. Without a session, as in commands and
in the background, each call opens the current snapshot and commits its own audit row.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

from django.http import HttpRequest

from sightline.casework.core.actor import Actor

T = TypeVar("T")


class ReaderSession:
    """Who asks, and what one request holds.

    While the door gathers, its audit rows wait in `entries` until the door commits them.
    """

    def __init__(self, actor: Actor, *, only_reads: bool) -> None:
        self.actor = actor
        self.only_reads = only_reads
        self.entries: list[dict[str, Any]] = []
        self.gathers = False
        self._kept: dict[Hashable, Any] = {}
        self._stack = ExitStack()

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made under this key the first time that it was asked for in this request."""
        if key not in self._kept:
            self._kept[key] = make()
        return cast(T, self._kept[key])

    def opened(self, key: Hashable, open_it: Callable[[], AbstractContextManager[T]]) -> T:
        """What was opened under this key; it is closed when the session ends."""
        return self.once(key, lambda: self._stack.enter_context(open_it()))

    def close(self) -> None:
        """Close whatever was opened."""
        self._stack.close()


_PRESENT: ContextVar[ReaderSession | None] = ContextVar("reader_session", default=None)


def present_session() -> ReaderSession | None:
    """The session of the present request; None where there is none."""
    return _PRESENT.get()


def once_in_request(key: Hashable, make: Callable[[], T]) -> T:
    """What is asked once in a request that only reads; anew each time in any other, which may change it."""
    session = present_session()
    return session.once(key, make) if session and session.only_reads else make()


@contextmanager
def reader_session(actor: Actor, *, only_reads: bool) -> Iterator[ReaderSession]:
    """A session for one request."""
    session = ReaderSession(actor, only_reads=only_reads)
    token = _PRESENT.set(session)
    try:
        yield session
    finally:
        _PRESENT.reset(token)
        session.close()


def session_of(request: HttpRequest) -> ReaderSession:
    """The session that the middleware opened for a request."""
    return cast(ReaderSession, request.reader_session)  # type: ignore[attr-defined]
