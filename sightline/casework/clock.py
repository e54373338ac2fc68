"""The clock: the only module of Sightline that asks what time it is. Sessions, audit and notices rest on it.

A newcomer would get this wrong: rooms are never given this module; they are given a date, so that a replay of an
earlier day gives what was true on that day.
"""

from datetime import UTC, date, datetime

from sightline.model.when import LONDON, utc_text


def now_at() -> str:
    """This moment, in UTC, as a when."""
    return utc_text(datetime.now(UTC))


def today() -> date:
    """The London calendar day."""
    return datetime.now(LONDON).date()
