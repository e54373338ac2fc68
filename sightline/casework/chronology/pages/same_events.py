"""Events that several agencies may tell of: every telling beside the others, what they share, and where they differ."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from sightline.casework.people.pages.people import Entry, PersonSummary
from sightline.chronology.same_events import SharedBy, TellingPart
from sightline.translation.messages import lazy as _

PARTS: Mapping[str, str] = {
    TellingPart.DAY: _("Date"),
    TellingPart.TIME: _("Time"),
    TellingPart.PLACE: _("Place"),
    TellingPart.PEOPLE: _("Also named"),
    TellingPart.SEEN: _("Child seen"),
    TellingPart.ALONE: _("Seen alone"),
}
SHARED: Mapping[str, str] = {
    SharedBy.REFERENCE: _("a reference number"),
    SharedBy.PERSON: _("a person"),
    SharedBy.THING: _("a vehicle, telephone or place"),
    SharedBy.WORDS: _("words"),
}


@dataclass(frozen=True, slots=True)
class OtherAgencies:
    """Which other agencies may tell of the event of a record, and by which key a page shows them all."""

    key: str
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordTelling:
    """What one record tells, and what it says in the parts that are compared; what it does not say is not there."""

    entries: tuple[Entry, ...] = field(repr=False)
    says: Mapping[TellingPart, str] = field(repr=False)
    is_imported: ClassVar[bool] = False

    @property
    def entry(self) -> Entry:
        """The first of its entries."""
        return self.entries[0]

    @property
    def agency(self) -> str:
        """Whose record it is."""
        return self.entry.agency


@dataclass(frozen=True, slots=True)
class SharedEvent:
    """Records that may tell of one event, the earliest first. `differs`: where two of them say something else."""

    key: str
    tellings: tuple[RecordTelling, ...] = field(repr=False)
    shared: tuple[SharedBy, ...]
    differs: tuple[TellingPart, ...]


@dataclass(frozen=True, slots=True)
class SharedEventsPage:
    """The events of a person that several agencies may tell of, the newest first; of records that the reader sees."""

    person: PersonSummary
    events: tuple[SharedEvent, ...] = field(repr=False)
