"""The rows of the working tables of known facts, by column: what their readers may ask of a row, and mypy checks."""

from datetime import date
from typing import NotRequired, TypedDict


class KnownFactRow(TypedDict):
    """A fact of one row of an agency, as long as it was known."""

    row_id: str
    record_id: str
    agency: str
    organisation: str
    layout: str
    restricted: bool
    source_file: str
    source_row: int
    name: str
    known_from: date
    known_until: date


class OtherFactRow(TypedDict):
    """The fact of another row of the same record, which gives what stands there beside the person."""

    other_row_id: str
    other_record_id: str
    other_agency: str
    other_organisation: str
    other_layout: str
    other_restricted: bool
    other_source_file: str
    other_source_row: int
    other_name: str
    other_known_from: date
    other_known_until: date


class OfPerson(TypedDict):
    """A row about a person."""

    person_id: str


class KnownPersonRow(OfPerson):
    """A person, and what says whether it is a child."""

    born: date | None
    taken_as_child: bool


class DatedRow(OfPerson, KnownFactRow):
    """A fact of a person's row, with the day of the event."""

    event_on: date


class PersonFactRow(DatedRow, KnownPersonRow):
    """The same, with what says whether the person is a child."""


class ScopeRow(TypedDict):
    """What decides who sees a record."""

    agency: str
    organisation: str
    layout: str
    restricted: bool


class AnswersRow(TypedDict):
    """The restricted records on which the answers rest that say whom or what a note names."""

    also_record_ids: list[str]
    also_scopes: list[ScopeRow] | None
    unless_scopes: list[ScopeRow] | None
    of_all: bool


class StandingRow(PersonFactRow, OtherFactRow):
    """A person's record with an adult or a thing on it. An adult has a role and a birth date, a thing its witness."""

    outside: bool
    low: bool
    unmet: bool
    source_agency: str
    entity_id: str
    entity_kind: NotRequired[str]
    role: NotRequired[str]
    adult_born: NotRequired[date | None]
    of_witness: NotRequired[bool]


class NamedInNoteRow(StandingRow, AnswersRow):
    """A person's record with whom or what its note names."""

    written: str
    not_before: date | None


class NamedChildRow(StandingRow):
    """A record whose note names a child, with an adult or a thing on it; what begins with `child_` is of that naming.

    Where a note names what stands beside as well, the row is a `NamedInNoteRow` too.
    """

    child_also_record_ids: list[str]
    child_also_scopes: list[ScopeRow] | None
    child_unless_scopes: list[ScopeRow] | None
    child_of_all: bool
    also_record_ids: NotRequired[list[str]]
    also_scopes: NotRequired[list[ScopeRow] | None]
    unless_scopes: NotRequired[list[ScopeRow] | None]
    of_all: NotRequired[bool]
    written: NotRequired[str]
    not_before: NotRequired[date | None]


class AdultSignRow(TypedDict):
    """A passage that describes an adult, with the cell that holds it."""

    passage_id: str
    row_id: str
    record_id: str
    field: str
    start: int
    end: int
    text: str
    cell: str | None


class ThingIdRow(TypedDict):
    """A place, vehicle or phone."""

    thing_id: str


class AtThingRow(ThingIdRow, OfPerson):
    """A thing with a person at it."""


class FamilyTieRow(TypedDict):
    """Two people of one row of a child's family, and what the row says that the second is to the first."""

    one: str
    other: str
    relationship: str


class HomeRow(AtThingRow):
    """A home of a person, by a day on which a row gives it."""

    day: date


class ManyRow(ThingIdRow):
    """A place that many people use, since a day."""

    day: date


class PlacementRow(ThingIdRow):
    """A place where somebody is placed, with the child where the row names one."""

    person_id: str | None


class WrittenPlaceRow(ThingIdRow):
    """A place as it is written."""

    written: str


class LicenceRow(ThingIdRow):
    """A licence that a phone or vehicle has."""

    licence: str | None
