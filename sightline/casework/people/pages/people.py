"""What a page or an export is given to show: frozen, already filtered for the reader, already audited.

Nothing here may be computed from rows that the reader may not see, counts included.
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """What somebody types to find a person; every term given must hold."""

    name: str = field(default="", repr=False)
    birth_date: date | None = field(default=None, repr=False)
    nhs_number: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    registration: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class PersonSummary:
    """One line of a list of people."""

    person_id: str
    name: str = field(repr=False)
    other_names: tuple[str, ...] = field(repr=False)
    birth_dates: tuple[date, ...] = field(repr=False)
    agencies: tuple[str, ...] = ()
    entries: int = 0
    first_seen_on: date | None = None
    last_seen_on: date | None = None


@dataclass(frozen=True, slots=True)
class PerhapsAlso:
    """Somebody for whom not all that was typed holds, but who is close to it, and what agrees, in words."""

    person: PersonSummary
    because: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Who was found. `more` is true where there are more than are listed; `perhaps` are close to what was typed."""

    people: tuple[PersonSummary, ...]
    more: bool
    perhaps: tuple[PerhapsAlso, ...] = ()


@dataclass(frozen=True, slots=True)
class IdentityStatement:
    """One thing that an agency says of who somebody is, and how many of its records say so."""

    what: str
    value: str = field(repr=False)
    records: int = 0
    last_on: date | None = None
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class AgencyView:
    """Who one agency says this is: names, birth dates, numbers, addresses, each with its record."""

    agency: str
    organisations: tuple[str, ...]
    said: tuple[IdentityStatement, ...] = field(repr=False)
    records: int = 0
    first_on: date | None = None
    last_on: date | None = None
    data_as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the integrated chronology; `concern_id` where it is a concern that no run has taken in yet."""

    entry_id: str
    record_id: str
    agency: str
    organisation: str
    kind: str
    as_role: str
    what: str = field(repr=False)
    present: tuple[str, ...] = field(repr=False)
    childs_words: str = field(repr=False)
    occurred_from: str | None
    occurred_to: str | None
    date_precision: str
    date_words: str
    known_from: date | None
    source_file: str
    source_rows: tuple[int, ...]
    standing: str
    versions: int
    restricted: bool
    concern_id: str = ""


@dataclass(frozen=True, slots=True)
class ChronologyFilter:
    """What part of a chronology to show; an empty filter shows all, newest page first unless `oldest_first`.

    `after` is the cursor of the page before ("" for the first). `kinds` are layouts or whole kinds. A page has `size`
    entries at most, school weeks not counted, and begins no other entry after so many `letters` (0 for no bound).
    """

    agencies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    from_on: date | None = None
    to_on: date | None = None
    childs_words_only: bool = False
    key_events_only: bool = False
    search: str = field(default="", repr=False)
    oldest_first: bool = True
    after: str = ""
    size: int = 50
    letters: int = 0

    @property
    def is_narrowed(self) -> bool:
        """Whether it leaves out entries of the days that it shows."""
        return bool(self.agencies or self.kinds or self.childs_words_only or self.key_events_only or self.search)


@dataclass(frozen=True, slots=True)
class JoinReason:
    """Why records of one or two agencies are taken to be about one person, and how many joins rest on that."""

    agencies: tuple[str, ...]
    decided_by: str
    rule_id: str
    reason: str
    joins: int


@dataclass(frozen=True, slots=True)
class ChangeSide:
    """One side of a joining or a taking apart: what a record of it says, and who that is today."""

    name: str = field(repr=False)
    agency: str
    record_id: str
    person_id: str


@dataclass(frozen=True, slots=True)
class IdentityChangeLine:
    """Records that came together (`joined`) or were taken apart (`split`) between two snapshots, and why.

    `reasons` are those of the links between the two sides, in words; `answer` is the answer that did it, where one did.
    """

    changed_on: date
    kind: str
    a: ChangeSide
    b: ChangeSide
    reasons: tuple[str, ...]
    answered_by: str
    answer: str
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class IdentityPage:
    """Who each agency says a person is, why their records are taken to be of one, and how they came together."""

    person: PersonSummary
    views: tuple[AgencyView, ...]
    joins: tuple[JoinReason, ...] = ()
    history: tuple[IdentityChangeLine, ...] = ()


@dataclass(frozen=True, slots=True)
class RowAsItCame:
    """One row of an export: heading -> text as written (protected cells already replaced by words)."""

    source_file: str
    sheet: str
    source_row: int
    row_version: int
    standing: str
    standing_since: str
    received_at: str
    original: dict[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class NamedOn:
    """Somebody or something named on a record, and the person it is taken to be of, if the reader may open them."""

    slot: str
    source_role: str
    text: str = field(repr=False)
    entity_kind: str = "person"
    person_id: str = ""


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One record: what it is, its rows as they came (all versions), who is named on it."""

    record_id: str
    agency: str
    organisation: str
    kind: str
    version: int
    occurred_from: str | None
    occurred_to: str | None
    date_precision: str
    recorded_at: str | None
    received_at: str
    known_from: date | None
    restricted: bool
    markings: tuple[str, ...]
    standing: str
    rows: tuple[RowAsItCame, ...] = field(repr=False)
    named: tuple[NamedOn, ...] = field(repr=False)
