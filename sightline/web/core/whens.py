"""Dates and moments in words, with how precisely they are known.

A date without a time is not midnight, and a month is not its first day. The words say what is not known instead of
filling it in.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from sightline.model.when import DATE_LENGTH, LONDON, london_day
from sightline.translation.dates import (
    long_day,
    month_and_year,
    short_day,
    short_day_and_month,
    short_month_and_year,
    time_of_day,
)
from sightline.translation.lists import one_of
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as gettext_lazy

NOT_KNOWN = gettext_lazy("Date not known")
# A day without its year is of the last ten months.
DAYS_WITHOUT_YEAR = 300


def day_in_words(day: date) -> str:
    """`5 March 2024`."""
    return long_day(day)


def day_in_short(day: date, now: str = "") -> str:
    """`5 Mar 2024`; beside a present moment `5 Mar` of the last months, `Mar 2024` of what is longer ago."""
    if not now:
        return short_day(day)
    is_recent = 0 <= (london_day(now) - day).days < DAYS_WITHOUT_YEAR
    return short_day_and_month(day) if is_recent else short_month_and_year(day)


def when_in_words(when: str | None) -> str:
    """A when as London people write it: `5 March 2024` or `5 March 2024, 2:30pm`."""
    if not when:
        return _("not known")
    day = day_in_words(london_day(when))
    return day if len(when) == DATE_LENGTH else f"{day}, {clock_time(when)}"


def clock_time(when: str) -> str:
    """`8:15pm` of a moment, in London."""
    return time_of_day(datetime.fromisoformat(when).astimezone(LONDON))


def day_of_when(when: str | None) -> str:
    """The day of a when, without its time."""
    return day_in_words(london_day(when)) if when else _("not known")


def month_in_words(month: str) -> str:
    """`2024-03` as `March 2024`."""
    return month_and_year(date.fromisoformat(month + "-01"))


def month_in_short(month: str) -> str:
    """`2024-03` as `Mar 2024`."""
    return short_month_and_year(date.fromisoformat(month + "-01"))


def occurred_in_words(
    *, occurred_from: str | None, occurred_to: str | None, precision: str, says_no_time: bool = True
) -> str:
    """When something happened, with the precision said in words."""
    if not occurred_from or precision == "unknown":
        return NOT_KNOWN
    if precision == "month":
        return _("%(months)s (month only)") % {"months": _months(occurred_from, occurred_to)}
    if precision == "approximate":
        return _("About %(when)s") % {"when": _span(occurred_from, occurred_to)}
    said = _span(occurred_from, occurred_to)
    return said if "T" in occurred_from or not says_no_time else _("%(when)s (time not recorded)") % {"when": said}


def occurred_in_short(*, occurred_from: str | None, precision: str, now: str) -> str:
    """`28 Nov`, with the year where it is another; of what is known to the month alone, the month."""
    if not occurred_from or precision == "unknown":
        return NOT_KNOWN
    day, this_year = london_day(occurred_from), london_day(now).year
    if precision == "month":
        return short_month_and_year(day)
    said = short_day_and_month(day) if day.year == this_year else short_day(day)
    return _("About %(when)s") % {"when": said} if precision == "approximate" else said


def _months(occurred_from: str, occurred_to: str | None) -> str:
    first, last = london_day(occurred_from), london_day(occurred_to or occurred_from)
    if last.replace(day=1) == first.replace(day=1):
        return month_and_year(first)
    return from_to(month_and_year(first), month_and_year(last))


def _span(occurred_from: str, occurred_to: str | None) -> str:
    if not occurred_to or occurred_to == occurred_from:
        return when_in_words(occurred_from)
    same_day = london_day(occurred_from) == london_day(occurred_to)
    ends = clock_time if same_day and "T" in occurred_from and "T" in occurred_to else when_in_words
    return from_to(when_in_words(occurred_from), ends(occurred_to))


def born_in_words(days: Sequence[date]) -> str:
    """`born 27 March 2010 or 3 April 2010`; empty where no day is known."""
    if not days:
        return ""
    return _("born %(days)s") % {"days": one_of([day_in_words(day) for day in days])}


def from_to(first: str, last: str) -> str:
    """`5 March 2024 to 7 March 2024`."""
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def day_span(first: date, last: date | None) -> str:
    """`24 January 2025 to 3 March 2025`; one day alone where there is no other."""
    if not last or last == first:
        return day_in_words(first)
    return from_to(day_in_words(first), day_in_words(last))


def any_day(days: Sequence[date]) -> str:
    """`27 March 2010, or 17 March 2010`."""
    said = [day_in_words(day) for day in days]
    others, last = join_shown(", ", said[:-1]), said[-1]
    return _("%(others)s, or %(last)s") % {"others": others, "last": last} if others else last
