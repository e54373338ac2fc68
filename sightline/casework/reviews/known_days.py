"""From which day a row counts as known: the day on which its holder recorded it, and a school week once it is whole."""

from datetime import date, timedelta

from sightline.casework.people.pages.people import Entry
from sightline.review.rules import read_knowledge_rules


def day_known(known_from: date | None, *, layout: str) -> date | None:
    """The day of a row of a layout; None where nothing dates it."""
    after = read_knowledge_rules().whole_after_days.get(layout, 0)
    return known_from + timedelta(days=after) if known_from else None


def entry_known(entry: Entry) -> date | None:
    """The day of an entry of a chronology."""
    return day_known(entry.known_from, layout=entry.kind.partition("/")[0])
