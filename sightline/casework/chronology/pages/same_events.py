"""Events that several agencies may tell of: every telling beside the others, what they share, and where they differ."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from sightline.casework.people.pages.people import Entry, PersonSummary
from sightline.chronology.same_events import SameState, SharedBy, TellingPart
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


class NotProposed(StrEnum):
    """Why no rule proposes records of one day as one event."""

    KINDS = "kinds"
    NOTHING_SHARED = "nothing_shared"


NOT_PROPOSED: Mapping[str, str] = {
    NotProposed.KINDS: _(
        "Not proposed: records of these kinds do not tell of one event, such as a missing episode and the return "
        "interview after it."
    ),
    NotProposed.NOTHING_SHARED: _(
        "Not proposed: these records share no reference number, person, vehicle, telephone or place, and too few "
        "uncommon words."
    ),
}


@dataclass(frozen=True, slots=True)
class OtherAgencies:
    """Which other agencies tell of the event of a record, the key by which a page shows them all, and who says so."""

    key: str
    agencies: tuple[str, ...]
    is_confirmed: bool


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
    """Records that are or may be of one event, the earliest first. `differs`: where two of them say something else.

    `by`, `at` and `words` are of who confirmed it or kept them separate; empty where nobody has answered. `why`: of
    records of one day that no rule proposes.
    """

    key: str
    state: SameState
    tellings: tuple[RecordTelling, ...] = field(repr=False)
    shared: tuple[SharedBy, ...]
    differs: tuple[TellingPart, ...]
    by: str = ""
    at: str = ""
    words: str = field(default="", repr=False)
    why: NotProposed | None = None

    @property
    def record_ids(self) -> tuple[str, ...]:
        """Its records, in order."""
        return tuple(sorted(one.entry.record_id for one in self.tellings))


@dataclass(frozen=True, slots=True)
class ContactCount:
    """How many contacts with services: by records, and by events where people confirmed one.

    `unanswered`: how many of these events may repeat another one, which people have yet to say. Each counts until then.
    """

    tellings: int
    events: int
    unanswered: int = 0


@dataclass(frozen=True, slots=True)
class SharedEventsPage:
    """The events of a person that several agencies may tell of, of records that the reader sees: those to answer first.

    `may_decide`: whether the reader's role says if they are one. `days`: the records of each day on which two agencies
    or more wrote, and no rule proposes one event. `register_days`: the days on which all but one agency's records are
    weeks of a school register, or lists of the family.
    """

    person: PersonSummary
    events: tuple[SharedEvent, ...] = field(repr=False)
    contacts: ContactCount
    may_decide: bool
    days: tuple[SharedEvent, ...] = field(default=(), repr=False)
    register_days: int = 0
