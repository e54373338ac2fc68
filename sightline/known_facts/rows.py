"""Rows of a query as pieces and tellings. One place knows the names of the columns.

Which naming of somebody stands in a record is not carried through. It is looked up once an instance is found.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from sightline.known_facts.dated_facts import DatedFact
from sightline.known_facts.people import KnownPerson
from sightline.known_facts.row_types import (
    AnswersRow,
    KnownFactRow,
    KnownPersonRow,
    NamedChildRow,
    OfPerson,
    OtherFactRow,
    ScopeRow,
)
from sightline.model.visibility import RestsOn, Scope

PIECE = (
    "row_id, record_id, agency, organisation, layout, restricted, source_file, source_row, name, known_from, "
    "known_until"
)


Row = TypeVar("Row", bound=OfPerson)


def piece_of(row: KnownFactRow) -> DatedFact:
    """The fact of a row."""
    return DatedFact(
        source_file=row["source_file"],
        source_row=row["source_row"],
        row_id=row["row_id"],
        name=row["name"],
        known_from=row["known_from"],
        known_until=row["known_until"],
        record_id=row["record_id"],
        agency=row["agency"],
        restricted=row["restricted"],
        organisation=row["organisation"],
        layout=row["layout"],
    )


def other_piece_of(row: OtherFactRow) -> DatedFact:
    """The fact of the other row of its record."""
    return DatedFact(
        source_file=row["other_source_file"],
        source_row=row["other_source_row"],
        row_id=row["other_row_id"],
        name=row["other_name"],
        known_from=row["other_known_from"],
        known_until=row["other_known_until"],
        record_id=row["other_record_id"],
        agency=row["other_agency"],
        restricted=row["other_restricted"],
        organisation=row["other_organisation"],
        layout=row["other_layout"],
    )


def as_piece(alias: str, prefix: str) -> str:
    """SQL: the columns of a piece of `pattern_fact AS alias`, with a prefix."""
    return ", ".join(f"{alias}.{name} AS {prefix}{name}" for name in PIECE.split(", "))


def rests_also(row: AnswersRow) -> RestsOn:
    """On which restricted records the answers rest that say whom or what a note names."""
    return _rests(row["also_scopes"], row["unless_scopes"], of_all=row["of_all"])


def child_rests_also(row: NamedChildRow) -> RestsOn:
    """The same of the child whom a note names."""
    return _rests(row["child_also_scopes"], row["child_unless_scopes"], of_all=row["child_of_all"])


def _rests(also: Sequence[ScopeRow] | None, unless: Sequence[ScopeRow] | None, *, of_all: bool) -> RestsOn:
    every, only = (frozenset(Scope(**one) for one in some or ()) for some in (also, unless))
    return RestsOn(every, None if of_all else only)


FACT_PIECE = as_piece("fact", "")
# The fact that dates the notes of each layout.
NOTE_FACTS = (
    "(('police_occurrences', 'occurrence'), ('police_intelligence', 'intelligence'), ('police_missing', 'missing'), "
    "('return_interviews', 'interview'), ('childrens_services_events', 'event'), ('school_concerns', 'concern'), "
    "('health_attendances', 'attendance'), ('youth_service_contacts', 'contact'), "
    "('sightline_concerns', 'concern'))"
)


def detail(name: str, of: str = "details") -> str:
    """SQL: a detail of a fact as written, without blanks around it; empty where it is not there."""
    return f"trim(coalesce(json_extract_string({of}, '$.{name}.as_written'), ''))"


def human_of(row: KnownPersonRow) -> KnownPerson:
    """Whom a row is about."""
    return KnownPerson(row["person_id"], row["born"], row["taken_as_child"])


def by_person(rows: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
    """The rows of each person, by id."""

    def key(row: Row) -> str:
        return row["person_id"]

    for person_id, group in groupby(sorted(rows, key=key), key=key):
        yield person_id, list(group)


def in_quotes(words: Iterable[str]) -> str:
    """Words of rule files as SQL."""
    return ", ".join("'" + word.replace("'", "''") + "'" for word in words) or "''"
