"""Reads the marks of a school week, so that a chronology shows a week as one line.

It counts what the register says and judges nothing; what is absent, and whether that matters, is for rules and people.
"""

from functools import cache

from sightline.casework.chronology.pages import SchoolWeek
from sightline.casework.people.pages import Entry
from sightline.rulebook.key_facts import ChronologyLayout, read_key_facts

MARKS = "Marks: "
UNABLE = "Y"


def read_week(entry: Entry) -> SchoolWeek:
    """The week of an entry; without marks where its text has none."""
    _, found, written = entry.what.partition(MARKS)
    marks = tuple(written.split(" ")) if found else ()
    counting = [mark.upper() for mark in marks if _is_session(mark.upper())]
    codes = _codes()
    return SchoolWeek(
        entry=entry,
        marks=marks,
        sessions=len(counting),
        attended=sum(mark in codes.attended for mark in counting),
        late=sum(mark in codes.late for mark in counting),
        without_leave=sum(mark in codes.without_leave for mark in counting),
    )


def _is_session(mark: str) -> bool:
    return mark not in _codes().no_session and not mark.startswith(UNABLE)


@cache
def _codes() -> ChronologyLayout:
    return read_key_facts().chronology
