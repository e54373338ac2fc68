"""Reads the codes of a school week, so that a chronology shows a week as one line.

It counts what the register says and judges nothing; what is absent, and whether that matters, is for rules and people.
"""

from functools import cache

from sightline.casework.chronology.pages.lines import SchoolWeek
from sightline.casework.people.pages.people import Entry
from sightline.rulebook.key_facts import ChronologyLayout, read_key_facts

WRITTEN_BEFORE = "Marks: "
UNABLE = "Y"


def read_week(entry: Entry) -> SchoolWeek:
    """The week of an entry; without codes where its text has none."""
    _, found, written = entry.what.partition(WRITTEN_BEFORE)
    codes = tuple(written.split(" ")) if found else ()
    counting = [code.upper() for code in codes if _is_session(code.upper())]
    layout = _codes()
    return SchoolWeek(
        entry=entry,
        codes=codes,
        sessions=len(counting),
        attended=sum(code in layout.attended for code in counting),
        late=sum(code in layout.late for code in counting),
        without_leave=sum(code in layout.without_leave for code in counting),
    )


def _is_session(code: str) -> bool:
    return code not in _codes().no_session and not code.startswith(UNABLE)


@cache
def _codes() -> ChronologyLayout:
    return read_key_facts().chronology
