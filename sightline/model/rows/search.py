"""Rows of `serve.sqlite`, as `sightline/model/serve_tables/search.py` declares them.

Printed by `python -m tools.print_docs`; a test compares both.
"""

from typing import TypedDict


class ServedSearchKey(TypedDict):
    """What a person can be found by, by what the filter reads."""

    key_kind: str
    key_value: str
    person_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    record_id: str
    last_on: str | None


class ServedSearchText(TypedDict):
    """A text of a record that is searched by its words; `search_word` is the index over it."""

    place: int
    record_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    part: str
    happened_on: str | None
    event_on: str | None
    text: str
    forms: str


class ServedSearchTextPerson(TypedDict):
    """Whom a searched text is about."""

    place: int
    person_id: str


class ServedFoundKey(TypedDict):
    """A number, date, phone or vehicle that visible records say of a person."""

    person_id: str
    key_kind: str
    key_value: str
    layout: str
    record_id: str
    last_on: str | None


class ServedFoundText(TypedDict):
    """A visible text with the words of the search, and a person it is about."""

    person_id: str
    place: int
    record_id: str
    layout: str
    part: str
    happened_on: str | None
    said: str
