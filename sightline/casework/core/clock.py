"""The clock: the only module of Sightline that asks what time it is. Sessions, audit and notices are based on it.

Rooms are never given this module; they are given a date, so that a replay of an earlier day gives what was true then.
`as_if` is for the demo, whose invented people acted weeks ago, and for rehearsals; a test holds that nothing else asks.

A machine's clock can be set wrong while Sightline works. So a jump of it against the time since the machine started
is believed only once it has lasted five minutes; until then time goes on evenly, and `jump` says what happened.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Lock
from uuid import uuid4

from sightline.model.when import london_day, utc_text

DOUBT_SECONDS = 60

SMALL_SECONDS, BELIEVED_SECONDS = 30, 300
BOOT_ID_FILE = Path("/proc/sys/kernel/random/boot_id")
_AS_IF: ContextVar[str] = ContextVar("as_if", default="")


class EvenTime:
    """The machine's time without its jumps. It goes back only where the machine's clock has been behind for minutes.

    A step of up to half a minute is how a time server corrects a clock: forward it is followed at once, backward time
    waits until the clock has caught up.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._at, self._steady = datetime.min.replace(tzinfo=UTC), 0.0
        self._given = self._at
        self._jumped_at, self._jumped_by = -1.0, 0.0

    def read(self, *, wall: datetime, steady: float) -> datetime:
        """The moment to give when the machine's clock says `wall`, so many seconds after the machine started."""
        with self._lock:
            if not self._steady:
                return self._believe(wall, steady)
            expected = self._at + timedelta(seconds=steady - self._steady)
            off = (wall - expected).total_seconds()
            if abs(off) <= SMALL_SECONDS:
                return self._believe(max(wall, self._given), steady, wall=wall)
            if self._jumped_at < 0 or abs(off - self._jumped_by) > SMALL_SECONDS:
                self._jumped_at, self._jumped_by = steady, off
            if steady - self._jumped_at >= BELIEVED_SECONDS:
                return self._believe(wall, steady)
            self._given = max(self._given, expected)
            return self._given

    def jump(self) -> int:
        """By how many seconds the machine's clock has jumped and is not believed yet; 0 where it has not."""
        return round(self._jumped_by) if self._jumped_at >= 0 else 0

    def _believe(self, given: datetime, steady: float, *, wall: datetime | None = None) -> datetime:
        self._at, self._steady, self._given = wall or given, steady, given
        self._jumped_at = -1.0
        return given


_EVEN = EvenTime()


def now_at() -> str:
    """This moment, in UTC, as a when."""
    return _AS_IF.get() or utc_text(_EVEN.read(wall=datetime.now(UTC), steady=steady_seconds()))


def today() -> date:
    """The London calendar day."""
    return london_day(now_at())


def jump() -> int:
    """By how many seconds the machine's clock jumped lately while this process ran; 0 where it did not."""
    now_at()
    return _EVEN.jump()


def steady_seconds() -> float:
    """Seconds since the machine started, also while it slept. No setting of the clock changes them."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


@cache
def boot_id() -> str:
    """Which start of which machine this is: `steady_seconds` of two processes compare only where it is the same."""
    try:
        return BOOT_ID_FILE.read_text(encoding="ascii").strip()[:40]
    except OSError:
        return uuid4().hex  # a machine that does not say: then no other process is on the same one


def is_invented() -> bool:
    """Whether the demo or a rehearsal says what time it is."""
    return bool(_AS_IF.get())


@contextmanager
def as_if(moment: str) -> Iterator[None]:
    """Within it, in this thread, it is that moment (in UTC, as a when). For the demo and rehearsals alone."""
    before = _AS_IF.set(moment)
    try:
        yield
    finally:
        _AS_IF.reset(before)


def moved(moment: str, *, seconds: int) -> str:
    """A moment so many seconds later."""
    return utc_text(datetime.fromisoformat(moment) + timedelta(seconds=seconds))


def is_ahead(moment: str, *, now: str) -> bool:
    """Whether a moment that was written is more than a minute after now, so that one of the two is wrong."""
    return seconds_between(now, moment) > DOUBT_SECONDS


def seconds_between(earlier: str, later: str) -> float:
    """How many seconds from one moment to another; negative where the second is before the first."""
    return (datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds()
