"""Rows of `serve.sqlite`, as `sightline/model/serve_tables/groups.py` declares them.

Printed by `python -m tools.print_docs`; a test compares both.
"""

from typing import TypedDict


class ServedNetworkGroup(TypedDict):
    """A group of people around children, as it holds among all records or among what some readers see."""

    group_id: str
    view_no: int
    seen_from: str
    not_from: str
    first_on: str
    last_on: str
    first_true_on: str
    by_agency: str
    basis: str
    on_together: int
    on_proposals: int
    widens: str
    rule_version: str


class ServedNetworkGroupBasis(TypedDict):
    """A record that a group is based on."""

    group_id: str
    view_no: int
    record_id: str
    is_copy: int
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int


class ServedNetworkGroupMember(TypedDict):
    """Who or what is in a group, and since when."""

    group_id: str
    view_no: int
    member_kind: str
    member_id: str
    since_on: str
    last_on: str
    basis: str


class ServedNetworkTogether(TypedDict):
    """Two children missing together more often than chance gives."""

    together_id: str
    view_no: int
    seen_from: str
    not_from: str
    person_id: str
    entity_id: str
    occasions: int
    expected: float
    first_on: str
    last_on: str


class ServedNetworkTogetherBasis(TypedDict):
    """A record of an episode that two children's times are counted from."""

    together_id: str
    view_no: int
    record_id: str
    occurred_on: str
    at_once: int
    unsure: int
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int


class ServedShownGroup(TypedDict):
    """A group that a reader is shown."""

    group_id: str
    view_no: int
    seen_from: str
    not_from: str
    first_on: str
    last_on: str
    first_true_on: str
    by_agency: str
    basis: str
    on_together: int
    on_proposals: int
    widens: str
    rule_version: str
    widened_by: str


class ServedShownTogether(TypedDict):
    """Two children missing together, as a reader is shown it."""

    together_id: str
    view_no: int
    seen_from: str
    not_from: str
    person_id: str
    entity_id: str
    occasions: int
    expected: float
    first_on: str
    last_on: str
    records: int
    unsure: int


class ServedTimeTogether(TypedDict):
    """One record of one time that two children were missing together, in the form of a connection."""

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
    occasions: int
    expected: float


class ServedOccasions(TypedDict):
    """How often two children were missing together."""

    occasions: int
    expected: float


class ServedGroupView(TypedDict):
    """Which view of which group."""

    group_id: str
    view_no: int
