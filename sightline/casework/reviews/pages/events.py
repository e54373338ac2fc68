"""The events of a review as its pages and files show them: what a record tells, or a row of an agency's chronology."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from sightline.casework.people.pages.people import Entry
from sightline.casework.reviews.pages.rows import ImportedRow, KeptRow
from sightline.casework.reviews.pages.terms import ReviewImport, ReviewLine
from sightline.model.ids import make_id
from sightline.model.when import DATE_LENGTH, london_day, london_time


def tell_once(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts in their order, each once. A text with which a longer one begins is told by that one.

    A file may have a row for each person and thing of a record, and the same note in each.
    """
    every = [*dict.fromkeys(filter(None, texts))]
    return tuple(one for one in every if not any(other.startswith(f"{one} ") for other in every))


@dataclass(frozen=True, slots=True)
class ImportPage:
    """One import with every row of its file."""

    line: ReviewLine
    one: ReviewImport
    rows: tuple[KeptRow, ...] = field(repr=False)
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class SentRowPage:
    """One row of an agency's own chronology, and whether the reader may correct it."""

    line: ReviewLine
    one: ReviewImport
    kept: KeptRow = field(repr=False)
    may_correct: bool


@dataclass(frozen=True, slots=True)
class SendingPage:
    """Which chronology the reader may send: of their own agency, about these children; and whether it is agreed."""

    line: ReviewLine
    agency: str
    children: tuple[str, ...]
    is_agreed: bool


@dataclass(frozen=True, slots=True)
class ReviewEvent:
    """What one record tells of the people of a review; `called` are those whom it names, as the review calls them.

    `named_from`: by person the day from which a row that names them was known; None where nothing dates such a row.
    """

    called: tuple[str, ...]
    entries: tuple[Entry, ...] = field(repr=False)
    named_from: Mapping[str, date | None] = field(default_factory=dict)
    is_imported: ClassVar[bool] = False
    is_silence: ClassVar[bool] = False

    @property
    def entry(self) -> Entry:
        """The first of them."""
        return self.entries[0]

    @property
    def texts(self) -> tuple[str, ...]:
        """What its rows tell, each text once."""
        return tell_once(one.what for one in self.entries)

    @property
    def own_words(self) -> tuple[str, ...]:
        """The child's own words in its rows, each once."""
        return tell_once(one.childs_words for one in self.entries)

    @property
    def event_id(self) -> str:
        """The record."""
        return self.entry.record_id

    @property
    def record_ids(self) -> tuple[str, ...]:
        """The records with which it is erased, and so is what people write about it."""
        return (self.event_id,)

    @property
    def key(self) -> str:
        """Its id in an address."""
        return key_of([self.event_id])

    @property
    def agency(self) -> str:
        """Whose record it is."""
        return self.entry.agency

    @property
    def first_on(self) -> date | None:
        """The first day on which it may have happened."""
        return london_day(self.entry.occurred_from) if self.entry.occurred_from else None

    @property
    def last_on(self) -> date | None:
        """The last day on which it may have happened."""
        return london_day(self.entry.occurred_to) if self.entry.occurred_to else self.first_on

    @property
    def clock(self) -> str:
        """The time of day as `14:30`; empty where only the day is known."""
        moment = self.entry.occurred_from or ""
        return f"{london_time(moment):%H:%M}" if len(moment) > DATE_LENGTH else ""

    @property
    def place(self) -> int:
        """Its place in the day; nobody says it of a record."""
        return 0


@dataclass(frozen=True, slots=True)
class ImportedEvent:
    """A row of an agency's own chronology. It is no record of the frozen data.

    `event_id` is its entry, by which the ledger names it. `record_ids` are the records with which it is erased.
    """

    agency: str
    event_id: str
    row: ImportedRow = field(repr=False)
    import_id: str
    file_name: str = field(repr=False)
    record_ids: tuple[str, ...] = ()
    is_imported: ClassVar[bool] = True
    is_silence: ClassVar[bool] = False

    @property
    def called(self) -> tuple[str, ...]:
        """The people of the review whom it is about."""
        return self.row.called

    @property
    def key(self) -> str:
        """Its id in an address."""
        return key_of([self.event_id])

    @property
    def first_on(self) -> date | None:
        """The first day on which it may have happened."""
        return self.row.day.first

    @property
    def last_on(self) -> date | None:
        """The last day on which it may have happened."""
        return self.row.day.last

    @property
    def clock(self) -> str:
        """The time of day as `14:30`."""
        return self.row.day.clock

    @property
    def place(self) -> int:
        """Its place in the day, where its file says one."""
        return self.row.day.place


AnyEvent = ReviewEvent | ImportedEvent


def key_of(event_ids: Iterable[str]) -> str:
    """The id of some events, for an address."""
    return make_id("review tellings", *sorted(event_ids))


@dataclass(frozen=True, slots=True)
class OtherTellings:
    """Which other agencies tell of an event, by the key of the group, and whether people confirmed it."""

    group_key: str
    agencies: tuple[str, ...]
    is_confirmed: bool
