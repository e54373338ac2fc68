"""Days and months in the reader's language. Django's own catalogue has their names."""

from datetime import date, datetime, time
from typing import Final

from sightline.translation.messages import gettext, gettext_noop

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

NOON: Final = 12
# At the full hour these have no am or pm that is plain.
NAMED_HOURS: Final = {0: gettext_noop("midnight"), NOON: gettext_noop("midday")}


def time_of_day(at: datetime | time) -> str:
    """`8:15pm`, or `5pm` at the full hour, `midnight` and `midday`: the one form of a time of day."""
    if not at.minute and at.hour in NAMED_HOURS:
        return gettext(NAMED_HOURS[at.hour])
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % NOON or NOON}{minutes}{'am' if at.hour < NOON else 'pm'}"


def shown_time(kept: str) -> str:
    """`8:30am`, of a time of day as it is kept: `08:30`."""
    return time_of_day(time.fromisoformat(kept))


def time_on_day(at: datetime) -> str:
    """`2:05pm on 3 March 2026`."""
    return gettext("%(time)s on %(day)s") % {"time": time_of_day(at), "day": long_day(at)}


def month_name(day: date) -> str:
    """`January`."""
    return gettext(MONTHS[day.month - 1])


def short_month(day: date) -> str:
    """The month in short: Jan."""
    return gettext(SHORT_MONTHS[day.month - 1]).capitalize()


def weekday(day: date) -> str:
    """`Monday`."""
    return gettext(WEEKDAYS[day.weekday()])


def short_weekday(day: date) -> str:
    """`Mon`."""
    return gettext(SHORT_WEEKDAYS[day.weekday()])


def long_day(day: date) -> str:
    """`24 January 2025`."""
    return f"{day.day} {month_name(day)} {day.year}"


def short_day(day: date) -> str:
    """`24 Jan 2025`."""
    return f"{day.day} {short_month(day)} {day.year}"


def day_and_month(day: date) -> str:
    """`24 January`."""
    return f"{day.day} {month_name(day)}"


def short_day_and_month(day: date) -> str:
    """`24 Jan`."""
    return f"{day.day} {short_month(day)}"


def month_and_year(day: date) -> str:
    """`January 2025`."""
    return f"{month_name(day)} {day.year}"


def short_month_and_year(day: date) -> str:
    """`Jan 2025`."""
    return f"{short_month(day)} {day.year}"
