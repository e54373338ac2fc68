"""Dates and moments in words, with how precisely they are known.

A date without a time is not midnight, and a month is not its first day. The words say what is not known instead of
filling it in.
"""

from datetime import date, datetime

from sightline.model.when import DATE_LENGTH, LONDON, london_day

NOT_KNOWN, NOON = "Date not known", 12


def day_in_words(day: date) -> str:
    """`5 March 2024`."""
    return f"{day.day} {day:%B %Y}"


def when_in_words(when: str | None) -> str:
    """A when as London people write it: `5 March 2024` or `5 March 2024, 2:30pm`."""
    if not when:
        return "not known"
    day = day_in_words(london_day(when))
    return day if len(when) == DATE_LENGTH else f"{day}, {clock_time(when)}"


def clock_time(when: str) -> str:
    """`8:15pm` of a moment, in London."""
    at = datetime.fromisoformat(when).astimezone(LONDON)
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % NOON or NOON}{minutes}{'am' if at.hour < NOON else 'pm'}"


def day_of_when(when: str | None) -> str:
    """The day of a when, without its time."""
    return day_in_words(london_day(when)) if when else "not known"


def month_in_words(month: str) -> str:
    """`2024-03` as `March 2024`."""
    return f"{date.fromisoformat(month + '-01'):%B %Y}"


def month_in_short(month: str) -> str:
    """`2024-03` as `Mar 2024`."""
    return f"{date.fromisoformat(month + '-01'):%b %Y}"


def occurred_in_words(*, occurred_from: str | None, occurred_to: str | None, precision: str) -> str:
    """When something happened, with the precision said in words."""
    if not occurred_from or precision == "unknown":
        return NOT_KNOWN
    if precision == "month":
        return f"{london_day(occurred_from):%B %Y}{_until_month(occurred_from, occurred_to)} (month only)"
    if precision == "approximate":
        return f"About {_span(occurred_from, occurred_to)}"
    return _span(occurred_from, occurred_to) + ("" if "T" in occurred_from else " (time not recorded)")


def _until_month(occurred_from: str, occurred_to: str | None) -> str:
    if not occurred_to or london_day(occurred_to).replace(day=1) == london_day(occurred_from).replace(day=1):
        return ""
    return f" to {london_day(occurred_to):%B %Y}"


def _span(occurred_from: str, occurred_to: str | None) -> str:
    if not occurred_to or occurred_to == occurred_from:
        return when_in_words(occurred_from)
    same_day = london_day(occurred_from) == london_day(occurred_to)
    if same_day and "T" in occurred_from and "T" in occurred_to:
        return f"{when_in_words(occurred_from)} to {clock_time(occurred_to)}"
    return f"{when_in_words(occurred_from)} to {when_in_words(occurred_to)}"
