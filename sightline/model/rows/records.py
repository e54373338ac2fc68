"""Rows of `serve.sqlite`, as `sightline/model/serve_tables/records.py` declares them.

Printed by `python -m tools.print_docs`; a test compares both.
"""

from typing import TypedDict


class ServedRecord(TypedDict):
    """One version of a record; what it says of itself is in `body`."""

    record_id: str
    version: int
    latest: int
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    body: str


class ServedRecordRow(TypedDict):
    """One row of a record as it came, one line a version."""

    record_id: str
    row_id: str
    row_version: int
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    body: str
    original: str


class ServedRecordNaming(TypedDict):
    """Who or what is named on a record."""

    record_id: str
    mention_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    slot: str
    source_role: str
    text: str
    entity_kind: str
    person_id: str
    row_id: str
    known_from: str | None


class ServedSameEventSide(TypedDict):
    """A record that may tell of the same event as another; the other has a line of its own, as restricted as itself."""

    record_id: str
    other_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    shared: str
    differs: str


class ServedRecordBody(TypedDict):
    """What `body` of a record holds."""

    kind: str
    occurred_from: str | None
    occurred_to: str | None
    date_precision: str
    recorded_at: str | None
    received_at: str
    known_from: str | None
    markings: list[str]
    standing: str


class ServedFullRecord(TypedDict):
    """One version of a record with what its body holds."""

    record_id: str
    version: int
    latest: int
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    body: str
    kind: str
    occurred_from: str | None
    occurred_to: str | None
    date_precision: str
    recorded_at: str | None
    received_at: str
    known_from: str | None
    markings: list[str]
    standing: str


class ServedFullRecordRow(TypedDict):
    """One row of a record with what its body and its cells hold."""

    record_id: str
    row_id: str
    row_version: int
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    body: str
    original: dict[str, str]
    source_file: str
    sheet: str
    source_row: int
    standing: str
    standing_since: str
    received_at: str


class ServedNamingInRecord(TypedDict):
    """A naming, with the body of its record."""

    record_id: str
    mention_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    slot: str
    source_role: str
    text: str
    entity_kind: str
    person_id: str
    row_id: str
    known_from: str | None
    body: str


class ServedNamedRole(TypedDict):
    """How a record names a person."""

    record_id: str
    person_id: str
    layout: str
    slot: str
    source_role: str


class ServedNamedText(TypedDict):
    """What a mention says, and its record."""

    record_id: str
    text: str


class ServedRowPlace(TypedDict):
    """Which row of which file."""

    source_file: str
    source_row: int


class ServedVisibility(TypedDict):
    """What the visibility filter reads of any line."""

    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int


class ServedHeldRecord(TypedDict):
    """A record that is about a person, and its last day."""

    person_id: str
    record_id: str
    agency: str
    layout: str
    kind: str
    day: str
