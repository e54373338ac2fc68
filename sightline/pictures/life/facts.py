"""What a life line is drawn from: homes, schools, workers and legal status, as records give them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.translation.messages import gettext_noop


class LifeLane(StrEnum):
    """What a part of a life line is about."""

    HOME = gettext_noop("Homes")
    SCHOOL = gettext_noop("Schools")
    WORKER = gettext_noop("Lead workers")
    STATUS = gettext_noop("Plans and legal status")


class SpanEnd(StrEnum):
    """What records say of the end: the last record that confirms it; its end; or a start without an end."""

    LAST_RECORD = gettext_noop("first to last record")
    ENDED = gettext_noop("start and end recorded")
    NOT_RECORDED = gettext_noop("started, no end recorded")


@dataclass(frozen=True, slots=True)
class LifeSpan:
    """One home, school, worker or status: from its first day on, with the days of the records that say so."""

    lane: LifeLane
    label: str = field(repr=False)
    agency: str
    first_on: date
    last_on: date
    ends: SpanEnd
    days: tuple[date, ...] = ()
    href: str = ""


@dataclass(frozen=True, slots=True)
class LifeStory:
    """A child's life line from the first day to the day of the data. `born_on`: where records give one birth date."""

    about: str = field(repr=False)
    first: date
    up_to: date
    spans: tuple[LifeSpan, ...]
    born_on: date | None = field(default=None, repr=False)

    def of(self, lane: LifeLane) -> list[LifeSpan]:
        """The spans of a lane, the earliest first."""
        return sorted(
            (one for one in self.spans if one.lane is lane), key=lambda one: (one.first_on, one.last_on, one.label)
        )

    def birthdays(self) -> Iterator[tuple[date, int]]:
        """Each birthday within, and the age that it brings."""
        if self.born_on is None:
            return
        for year in range(self.first.year, self.up_to.year + 1):
            day = _birthday(self.born_on, year)
            if self.first <= day <= self.up_to and year > self.born_on.year:
                yield day, year - self.born_on.year


def _birthday(born: date, year: int) -> date:
    """Of 29 February in a year without it, 1 March."""
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
