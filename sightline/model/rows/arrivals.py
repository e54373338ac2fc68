"""Rows of `serve.sqlite`, as `sightline/model/serve_tables/arrivals.py` declares them.

Printed by `python -m tools.print_docs`; a test compares both.
"""

from typing import TypedDict


class ServedCue(TypedDict):
    """The words of a cell that decided one attribute of a sign."""

    start: int
    end: int
    attribute: str


class ServedArrival(TypedDict):
    """A record that came lately."""

    batch: int
    record_id: str
    version: int
    kind: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int


class ServedArrivedThrough(TypedDict):
    """The last batch held."""

    batch: int


class ServedMissingEpisode(TypedDict):
    """A child missing: open ones however old, and those found lately."""

    record_id: str
    mention_id: str
    person_id: str
    reference: str
    missing_from: str | None
    date_precision: str | None
    found_at: str | None
    risk_grade: str
    what: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int


class ServedMissingReturn(TypedDict):
    """A return that another record tells of."""

    reference: str
    person_id: str
    record_id: str
    returned_at: str | None
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int


class ServedMissingFile(TypedDict):
    """When the newest file about missing people came."""

    received_at: str


class ServedThingNaming(TypedDict):
    """A naming of a vehicle, phone or place of which one came lately."""

    thing_id: str
    mention_id: str
    entity_kind: str
    batch: int
    with_child: int
    record_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int


class ServedSign(TypedDict):
    """A sign or a mention noted in a record."""

    passage_id: str
    record_id: str
    row_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    source_file: str
    source_row: int
    field: str
    start: int
    end: int
    text: str
    indicator: str
    mention: str
    polarity: str
    certainty: str
    time: str
    experiencer: str
    said_by: str
    role: str
    rule_id: str
    cues: str
    childs_words: int
    happened: str | None


class ServedSignPerson(TypedDict):
    """The child whom a row is about."""

    person_id: str
    row_id: str


class ServedArrivalCount(TypedDict):
    """How many visible records of an agency and kind came after a batch."""

    agency: str
    kind: str
    added: int
    changed: int


class ServedShownEpisode(TypedDict):
    """A child missing, and when any visible record has them back."""

    record_id: str
    mention_id: str
    person_id: str
    reference: str
    missing_from: str | None
    date_precision: str | None
    found_at: str | None
    risk_grade: str
    what: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    back_at: str | None


class ServedNewThing(TypedDict):
    """A thing that no visible record named before a batch."""

    entity_kind: str
    record_id: str
    text: str


class ServedReadSign(TypedDict):
    """A sign or a mention, with the words that decided how it is meant."""

    passage_id: str
    record_id: str
    row_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    source_file: str
    source_row: int
    field: str
    start: int
    end: int
    text: str
    indicator: str
    mention: str
    polarity: str
    certainty: str
    time: str
    experiencer: str
    said_by: str
    role: str
    rule_id: str
    childs_words: int
    happened: str | None
    cues: list[ServedCue]


class ServedNotedSign(TypedDict):
    """A sign or a mention as a page needs it: of the snapshot, or of a concern that no update has imported yet."""

    passage_id: str
    record_id: str
    agency: str
    organisation: str
    layout: str
    source_file: str
    source_row: int
    field: str
    start: int
    end: int
    text: str
    indicator: str
    mention: str
    polarity: str
    certainty: str
    time: str
    experiencer: str
    said_by: str
    role: str
    rule_id: str
    happened: str | None
    cues: list[ServedCue]


class ServedMark(TypedDict):
    """The same, or a hint on wording for its author."""

    passage_id: str
    record_id: str
    agency: str
    organisation: str
    layout: str
    source_file: str
    source_row: int
    field: str
    start: int
    end: int
    text: str
    indicator: str
    mention: str
    polarity: str
    certainty: str
    time: str
    experiencer: str
    said_by: str
    role: str
    rule_id: str
    happened: str | None
    cues: list[ServedCue]
    wording: str


class ServedAccount(TypedDict):
    """A record with an account that a child gave."""

    agency: str
    record_id: str
