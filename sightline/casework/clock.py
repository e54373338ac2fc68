"""The clock: the only module of Sightline that asks what time it is. Sessions, audit and notices rest on it.

A newcomer would get this wrong: rooms are never given this module; they are given a date, so that a replay of an
earlier day gives what was true on that day. `as_if` is for the demo alone, whose invented people acted weeks ago; a
test holds that nothing else asks for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from sightline.model.when import LONDON, london_day, utc_text

_AS_IF: ContextVar[str] = ContextVar("as_if", default="")


def now_at() -> str:
    """This moment, in UTC, as a when."""
    return _AS_IF.get() or utc_text(datetime.now(UTC))


def today() -> date:
    """The London calendar day."""
    return london_day(_AS_IF.get()) if _AS_IF.get() else datetime.now(LONDON).date()


@contextmanager
def as_if(moment: str) -> Iterator[None]:
    """Within it, in this thread, it is that moment (in UTC, as a when). For the demo alone."""
    before = _AS_IF.set(moment)
    try:
        yield
    finally:
        _AS_IF.reset(before)
