"""Rows of `serve.sqlite`, as `sightline/model/serve_tables/networks.py` declares them.

Printed by `python -m tools.print_docs`; a test compares both.
"""

from typing import TypedDict


class ServedAround(TypedDict):
    """One record that names a person together with an adult from outside, a vehicle, a telephone or a small place."""

    connection_id: str
    person_id: str
    is_child: int
    entity_kind: str
    entity_id: str
    occurred_on: str
    known_from: str
    graded_low: int
    unsure: int
    grade: str
    record_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int


class ServedAroundCopy(TypedDict):
    """Which connection may only pass on what another says first."""

    connection_id: str
    of_id: str


class ServedBeside(TypedDict):
    """Somebody else on a record with a connection, of whom no record gives a birth date."""

    record_id: str
    mention_id: str
    person_id: str
    standing: str
    text: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int


class ServedPlacePerson(TypedDict):
    """Who is named at which place by which record."""

    record_id: str
    place_id: str
    place_type: str
    person_id: str
    occurred_on: str | None
    is_sign: int
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int


class ServedThingSaid(TypedDict):
    """What one record calls a vehicle, a telephone or a place."""

    mention_id: str
    thing_id: str
    entity_kind: str
    text: str
    record_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    described_on: str | None


class ServedSeenConnection(TypedDict):
    """A connection among those that a reader sees."""

    connection_id: str
    person_id: str
    is_child: int
    entity_kind: str
    entity_id: str
    occurred_on: str
    known_from: str
    graded_low: int
    unsure: int
    grade: str
    record_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    is_copy: int


class ServedPairOfRecord(TypedDict):
    """The people and things that a record connects, and whether its grade is low."""

    person_id: str
    entity_id: str
    graded_low: int


class ServedTie(TypedDict):
    """A person, and the adult or thing that they are tied to."""

    person_id: str
    is_child: int
    entity_kind: str
    entity_id: str


class ServedRecordTie(TypedDict):
    """One record, or one time missing together, that ties two; what pictures and lists are made from."""

    connection_id: str
    person_id: str
    is_child: int
    entity_kind: str
    entity_id: str
    occurred_on: str
    graded_low: int
    known_from: str
    unsure: int
    grade: str
    record_id: str
    agency: str
    organisation: str
    layout: str
    is_copy: int


class ServedChildrenAround(TypedDict):
    """A thing or an adult that visible records name with two children or more."""

    entity_id: str
    children: int
    adults: int
    first_on: str
    last_on: str
    records: int
    agencies: str


class ServedSharedPair(TypedDict):
    """A person with an adult or thing that visible records name with two people or more."""

    person_id: str
    is_child: int
    entity_kind: str
    entity_id: str
    first_on: str
    last_on: str
    tied_on: str
    known_on: str
    unsure: int
    records: int
    agencies: str
    total: int


class ServedMonthOfPlace(TypedDict):
    """How many children visible records name at a place in a month."""

    entity_id: str
    month: str
    children: int
    records: int


class ServedBusyPlace(TypedDict):
    """How many children visible records name at a place between two days."""

    entity_id: str
    children: int
    records: int
    first_on: str
    last_on: str


class ServedDescribed(TypedDict):
    """Words that describe a person without a name."""

    thing_id: str
    text: str
    described_on: str | None


class ServedThingMention(TypedDict):
    """A naming of a thing."""

    mention_id: str
    record_id: str


class ServedPeopleAtPlace(TypedDict):
    """How many people visible records give at a place."""

    place_id: str
    people: int
    first_on: str | None


class ServedSignAtPlace(TypedDict):
    """A visible sign at a place."""

    place_id: str
    person_id: str
    occurred_on: str
    record_id: str
