"""Rows of `serve.sqlite`, as `sightline/model/serve_tables/index.py` declares them.

Printed by `python -m tools.print_docs`; a test compares both.
"""

from typing import TypedDict


class ServedLiveProfile(TypedDict):
    """What linking compared of a profile, once for each visibility of its mentions."""

    place: int
    profile_id: int
    person_id: str
    mention_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    protected: int
    first_seen_on: str | None
    body: str


class ServedLiveKey(TypedDict):
    """A hashed key that leads to a profile."""

    key_hash: int
    place: int


class ServedLiveCheck(TypedDict):
    """What the secret of the index makes of an empty word."""

    secret_hash: str


class ServedProtected(TypedDict):
    """A protected place or telephone, sealed with the workspace's key."""

    protected_id: str
    agency: str
    sealed: str


class ServedProtectedPerson(TypedDict):
    """Who lives at a protected place."""

    person_id: str
    protected_id: str


class ServedProtectedRecord(TypedDict):
    """A record with a gap."""

    record_id: str
    marked_by: str


class ServedIndexRow(TypedDict):
    """A profile that a key of the live index leads to."""

    profile_id: int
    person_id: str
    mention_id: str
    protected: int
    first_seen_on: str | None
    body: str


class ServedSealedThing(TypedDict):
    """A protected thing, once."""

    protected_id: str
    sealed: str
