"""Rows of a query as pieces and tellings. One place knows the names of the columns.

Which naming of somebody stands in a record is not carried through. It is looked up once an instance is found.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from sightline.known_facts.dated_facts import DatedFact
from sightline.known_facts.people import KnownPerson
from sightline.model.visibility import RestsOn, Scope
from sightline.store.engine import Engine

PIECE = (
    "row_id, record_id, agency, organisation, layout, restricted, source_file, source_row, name, known_from, "
    "known_until"
)


def piece_of(row: dict[str, Any], prefix: str = "") -> DatedFact:
    """The piece in columns that may have a prefix."""
    return DatedFact(
        source_file=row[f"{prefix}source_file"],
        source_row=row[f"{prefix}source_row"],
        row_id=row[f"{prefix}row_id"],
        name=row[f"{prefix}name"],
        known_from=row[f"{prefix}known_from"],
        known_until=row[f"{prefix}known_until"],
        record_id=row[f"{prefix}record_id"],
        agency=row[f"{prefix}agency"],
        restricted=row[f"{prefix}restricted"],
        organisation=row[f"{prefix}organisation"],
        layout=row[f"{prefix}layout"],
    )


def as_piece(alias: str, prefix: str) -> str:
    """SQL: the columns of a piece of `pattern_fact AS alias`, with a prefix."""
    return ", ".join(f"{alias}.{name} AS {prefix}{name}" for name in PIECE.split(", "))


def rests_also(row: dict[str, Any]) -> RestsOn:
    """On which restricted records the answers rest that say whom or what a note names."""
    unless = None if row["of_all"] else frozenset(Scope(**one) for one in row["unless_scopes"] or ())
    return RestsOn(frozenset(Scope(**one) for one in row["also_scopes"] or ()), unless)


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


def human_of(row: dict[str, Any]) -> KnownPerson:
    """Whom a row is about."""
    return KnownPerson(row["person_id"], row["born"], row["taken_as_child"])


def by_group(rows: Iterable[dict[str, Any]], *names: str) -> Iterable[tuple[tuple[Any, ...], list[dict[str, Any]]]]:
    """Rows in groups of the same values, sorted by these."""

    def key(row: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(row[name] for name in names)

    for values, group in groupby(sorted(rows, key=key), key=key):
        yield values, list(group)


def ask(engine: Engine, sql: str) -> list[dict[str, Any]]:
    """The rows of a query as dictionaries."""
    rows: list[dict[str, Any]] = engine.query(sql).to_pylist()
    return rows


def in_quotes(words: Iterable[str]) -> str:
    """Words of rule files as SQL."""
    return ", ".join("'" + word.replace("'", "''") + "'" for word in words) or "''"
