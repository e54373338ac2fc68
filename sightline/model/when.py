"""Dates and moments as Sightline keeps them: a *when* is text, either `2024-03-05` or `2024-03-05T14:30:00Z`.

Agencies write London wall-clock time. A date without a time stays a date; it is never turned into midnight, because
"some time that day" and "at midnight" are different facts.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sightline.model.nouns import Precision

LONDON = ZoneInfo("Europe/London")
DATE_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Dated:
    """When something happened: from and to (whens), how precisely, and the words as written."""

    occurred_from: str | None
    occurred_to: str | None
    precision: Precision
    words: str = field(repr=False)

    @property
    def on(self) -> date | None:
        """The London day on which it began, or None where that is not known."""
        return None if self.occurred_from is None else london_day(self.occurred_from)


NOT_KNOWN = Dated(None, None, Precision.UNKNOWN, "")


def moment(day: date, clock: time) -> str:
    """The UTC moment, as text, of a London wall-clock time. Of an hour that happens twice, the first."""
    local = datetime.combine(day, clock, tzinfo=LONDON)
    return utc_text(local)


def utc_text(instant: datetime) -> str:
    """An aware datetime as `YYYY-MM-DDTHH:MM:SSZ`."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def london_day(when: str) -> date:
    """The London calendar day of a when."""
    if len(when) == DATE_LENGTH:
        return date.fromisoformat(when)
    return datetime.fromisoformat(when).astimezone(LONDON).date()


def london_text(when: str) -> str:
    """London wall-clock text of a when, for sorting and showing: `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`."""
    if len(when) == DATE_LENGTH:
        return when
    return datetime.fromisoformat(when).astimezone(LONDON).strftime("%Y-%m-%dT%H:%M")


def london_time(moment: str) -> datetime:
    """A moment by the clock in London."""
    return datetime.fromisoformat(moment).astimezone(LONDON)


def known_from(*, occurred: str | None, recorded: str | None) -> date | None:
    """The later of a fact's own day and the day on which it was recorded; None if neither is known."""
    days = [london_day(when) for when in (occurred, recorded) if when]
    return max(days) if days else None


def years_on(*, born: date, day: date) -> int:
    """How old somebody is on a day; whoever was born on 29 February is a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
