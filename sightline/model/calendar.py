"""Days and hours as limits count them: working days, calendar days, months, hours, always in London time.

The day of the start is day 0 whatever the hour, and whether or not anybody works on it; a month ends on its day number
even at Christmas; and past the last year of the kept list nothing is guessed.
"""

import calendar as months_of
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from sightline.model.errors import OurFault
from sightline.model.when import DATE_LENGTH, LONDON, london_day, utc_text

LAST_SECOND = time(23, 59, 59)
SATURDAY = 5


class Unit(StrEnum):
    """What a limit is counted in."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Calendar:
    """A nation's bank holidays, known from the first day of one year to the last day of another."""

    holidays: frozenset[date]
    first_year: int
    last_year: int

    def is_working_day(self, day: date) -> bool:
        """True on a weekday that is no bank holiday; OurFault where the kept list does not reach."""
        if not self.first_year <= day.year <= self.last_year:
            raise OurFault(
                f"Bank holidays are kept from {self.first_year} to {self.last_year}, and {day.year} is asked for.",
                code="past_bank_holidays",
                where="rules/england/bank_holidays.csv",
                what_to_do="Add the published days of that year to the list.",
            )
        return day.weekday() < SATURDAY and day not in self.holidays

    def add_working_days(self, day: date, number: int) -> date:
        """The n-th working day after a day, which is itself day 0; the day itself for none."""
        self.is_working_day(day)
        found = day
        while number > 0:
            found += timedelta(days=1)
            number -= self.is_working_day(found)
        return found

    def due_at(self, *, started: str, amount: int, unit: Unit) -> str:
        """The last moment in time, UTC. Of a start without a time of day, hours count from the end of that day."""
        if unit is Unit.HOURS:
            return utc_text(latest_moment(started) + timedelta(hours=amount))
        return end_of_day(self.due_on(london_day(started), amount=amount, unit=unit))

    def due_on(self, day: date, *, amount: int, unit: Unit) -> date:
        """The last day in time, of a limit in days, working days or months."""
        if unit is Unit.WORKING_DAYS:
            return self.add_working_days(day, amount)
        return day + timedelta(days=amount) if unit is Unit.DAYS else add_months(day, amount)


def add_months(day: date, number: int) -> date:
    """The same day number so many months later, or the last day of a month that has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, months_of.monthrange(year, month + 1)[1]))


def end_of_day(day: date) -> str:
    """The last second of a London day, as a UTC moment."""
    return utc_text(datetime.combine(day, LAST_SECOND, tzinfo=LONDON))


def latest_moment(when: str) -> datetime:
    """The latest instant that a when can mean: of a day without a time, its last second in London. In UTC."""
    if len(when) == DATE_LENGTH:
        return datetime.combine(date.fromisoformat(when), LAST_SECOND, tzinfo=LONDON).astimezone(UTC)
    return datetime.fromisoformat(when).astimezone(UTC)


def earliest_moment(when: str) -> datetime:
    """The earliest instant that a when can mean: of a day without a time, its first second in London. In UTC."""
    if len(when) == DATE_LENGTH:
        return datetime.combine(date.fromisoformat(when), time.min, tzinfo=LONDON).astimezone(UTC)
    return datetime.fromisoformat(when).astimezone(UTC)


def true_deadline(*, due_at: str, was_due_at: str, reached_at: str) -> str:
    """The last moment in time: of what was over before its record arrived, as its agency knew it; else as counted here.

    Whether something is overdue, and for how long, is said by this, never by the time to answer at a stage.
    """
    if was_due_at and reached_at and latest_moment(was_due_at) < earliest_moment(reached_at):
        return was_due_at
    return due_at
