"""The words of emergency access: what it was for, how it stands, and its records one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sightline.casework.emergency_access.pages import OUTCOMES, PURPOSES, EmergencyLine
from sightline.casework.people.pages.people import Entry
from sightline.translation.messages import lazy as _
from sightline.web.chronology.chronology_words import when_happened

OPEN, CLOSED = _("Open"), _("Closed")
OVERDUE, TO_REVIEW = _("Review overdue"), _("Needs review")


@dataclass(frozen=True, slots=True)
class EmergencyWords:
    """An opening in words: what it was for, whether it is open, and what information governance says of it."""

    purpose: str
    state: str
    review: str


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """A restricted record as the page shows it: its entries, all of one record."""

    entry: Entry
    when: str
    texts: tuple[str, ...] = field(repr=False)
    childs_words: tuple[str, ...] = field(repr=False)


def line_in_words(line: EmergencyLine) -> EmergencyWords:
    """An opening in words."""
    to_review = OVERDUE if line.is_overdue else TO_REVIEW
    return EmergencyWords(
        PURPOSES.get(line.purpose, line.purpose),
        OPEN if line.is_open else CLOSED,
        OUTCOMES.get(line.outcome, to_review),
    )


def entries_in_words(entries: Sequence[Entry]) -> list[ShownEntry]:
    """The records in the order in which they come, each once."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.record_id, []).append(entry)
    return [
        ShownEntry(
            some[0],
            when_happened(some[0]),
            tuple(dict.fromkeys(one.what for one in some if one.what)),
            tuple(dict.fromkeys(one.childs_words for one in some if one.childs_words)),
        )
        for some in found.values()
    ]
