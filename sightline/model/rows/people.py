"""Rows of `serve.sqlite`, as `sightline/model/serve_tables/people.py` declares them.

Printed by `python -m tools.print_docs`; a test compares both.
"""

from typing import TypedDict


class ServedEntry(TypedDict):
    """One line of a person's chronology; what it says is in `body`."""

    person_id: str
    sort_key: str
    entry_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    kind: str
    has_words: int
    body: str


class ServedEntryCount(TypedDict):
    """How many records a person's chronology has, by what the filter reads, kind and month."""

    person_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    kind: str
    month: str
    has_words: int
    entries: int


class ServedSaid(TypedDict):
    """One thing that records say of a person, by what the filter reads."""

    person_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    what: str
    value: str
    records: int
    first_on: str | None
    last_on: str | None
    record_id: str


class ServedQuestionSaid(TypedDict):
    """One thing that records say of one side of a question, where both sides are one person today."""

    half_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    what: str
    value: str
    records: int
    first_on: str | None
    last_on: str | None
    record_id: str


class ServedJoinReason(TypedDict):
    """Why records are taken to be about one person, by what the filter reads of both records."""

    person_id: str
    a_agency: str
    a_organisation: str
    a_layout: str
    a_restricted: int
    a_sealed: int
    b_agency: str
    b_organisation: str
    b_layout: str
    b_restricted: int
    b_sealed: int
    decided_by: str
    rule_id: str
    reason: str
    place: int
    joins: int


class ServedAsOf(TypedDict):
    """How fresh a body's data are. Counts only."""

    agency: str
    organisation: str
    last_received_at: str
    last_recorded_on: str | None
    first_recorded_on: str | None
    records: int


class ServedSummary(TypedDict):
    """Counts over all: people, named_only, people_held_by_several, records."""

    name: str
    value: int


class ServedEntryBody(TypedDict):
    """What `body` of a chronology line holds."""

    record_id: str
    as_role: str
    what: str
    present: list[str]
    childs_words: str
    occurred_from: str | None
    occurred_to: str | None
    date_precision: str
    date_words: str
    known_from: str | None
    source_file: str
    source_rows: list[int]
    standing: str
    versions: int


class ServedFullEntry(TypedDict):
    """A chronology line with what its body holds."""

    person_id: str
    sort_key: str
    entry_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    kind: str
    has_words: int
    body: str
    record_id: str
    as_role: str
    what: str
    present: list[str]
    childs_words: str
    occurred_from: str | None
    occurred_to: str | None
    date_precision: str
    date_words: str
    known_from: str | None
    source_file: str
    source_rows: list[int]
    standing: str
    versions: int


class ServedPagedEntry(TypedDict):
    """A chronology line of a page of them."""

    person_id: str
    sort_key: str
    entry_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    kind: str
    has_words: int
    body: str
    record_id: str
    as_role: str
    what: str
    present: list[str]
    childs_words: str
    occurred_from: str | None
    occurred_to: str | None
    date_precision: str
    date_words: str
    known_from: str | None
    source_file: str
    source_rows: list[int]
    standing: str
    versions: int
    cursor: str


class ServedChronologyLine(TypedDict):
    """A line of a chronology as a page needs it: of the snapshot, or of a concern that no update has imported yet."""

    entry_id: str
    sort_key: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    kind: str
    cursor: str
    record_id: str
    as_role: str
    what: str
    present: list[str]
    childs_words: str
    occurred_from: str | None
    occurred_to: str | None
    date_precision: str
    date_words: str
    known_from: str | None
    source_file: str
    source_rows: list[int]
    standing: str
    versions: int


class ServedCountedEntries(TypedDict):
    """How many visible records a person's chronology has, by agency, kind and month."""

    agency: str
    organisation: str
    kind: str
    month: str
    entries: int


class ServedSaidValue(TypedDict):
    """One thing that visible records of a body say of a person, and how many say so."""

    agency: str
    organisation: str
    what: str
    value: str
    records: int
    first_on: str | None
    last_on: str | None
    record_id: str


class ServedSaidOfPerson(TypedDict):
    """One thing that visible records say of a person."""

    person_id: str
    agency: str
    organisation: str
    what: str
    value: str
    records: int
    first_on: str | None
    last_on: str | None
    record_id: str


class ServedSaidOfSide(TypedDict):
    """One thing that visible records say of one side of a question."""

    half_id: str
    agency: str
    organisation: str
    what: str
    value: str
    records: int
    first_on: str | None
    last_on: str | None
    record_id: str


class ServedCountedJoins(TypedDict):
    """Why Sightline treats visible records of two agencies as one person."""

    agency_a: str
    agency_b: str
    decided_by: str
    rule_id: str
    reason: str
    joins: int


class ServedPersonCount(TypedDict):
    """How many records of a kind are about a person."""

    person_id: str
    kind: str
    records: int


class ServedHeldKind(TypedDict):
    """What is held of a person, for how long it is kept: of each kind the first and the last month."""

    person_id: str
    agency: str
    layout: str
    kind: str
    first_month: str
    last_month: str


class ServedBorn(TypedDict):
    """When a person was born: the latest day that records say."""

    person_id: str
    birth_date: str
