"""What notes name, where a person confirmed it, beside what columns give of the same adult, vehicle, phone or place.

Without an answer there is nothing here, however plainly two notes say the same. And where a column of the record gives
it already, the note adds nothing.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from sightline.known_facts.dated_facts import DatedFact
from sightline.known_facts.homes import Homes
from sightline.known_facts.records import Records
from sightline.known_facts.row_types import AnswersRow, DatedRow, NamedInNoteRow, PersonFactRow, StandingRow
from sightline.known_facts.rows import FACT_PIECE, NOTE_FACTS, human_of, other_piece_of, piece_of, rests_also
from sightline.model.nouns import EntityKind
from sightline.patterns.instances import CountedFact
from sightline.patterns.new_instances import ALSO, CONFIRMED, RESTS
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
Counts = Callable[[StandingRow, str, Homes], bool]
Links = dict[tuple[str, str], dict[str, list[CountedFact]]]
# Somebody of whom there is only a name is an adult of a kind of their own.
COUNTED_AS = {EntityKind.PERSON: "adult", "unidentified": "adult"}


class PlaceSignRow(PersonFactRow):
    """A sign of a child at a place."""

    thing_id: str


class NotedSignRow(PlaceSignRow, AnswersRow):
    """A sign in a note and a confirmed place that the same cell names, with where the one ends and the other begins."""

    written: str
    low: bool
    cell: str | None
    first_end: int
    last_start: int


class _NotedRow(DatedRow, AnswersRow):
    low: bool


def links_of_notes(*, records: Records, homes: Homes, of: str, counts: Counts) -> Links:
    """By kind and adult or thing, and by child: each note of the child that names it."""
    links: Links = defaultdict(lambda: defaultdict(list))
    for row in records.confirmed():
        kind = str(row["entity_kind"])
        if row["outside"] or COUNTED_AS.get(kind, kind) != of or not human_of(row).is_child(row["event_on"]):
            continue
        stands_as = "adult" if kind == EntityKind.PERSON else kind
        if stands_as != "unidentified" and not counts(row, stands_as, homes):
            continue
        if not (of == "place" and homes.is_for_many(row["written"])):
            links[stands_as, row["entity_id"]][row["person_id"]].append(counted_fact_of(row))
    return links


SENTENCE_ENDS = re.compile(r"[.!?](?=\s)|\n")


def signs_in_notes(*, engine: Engine, indicators: Sequence[str]) -> list[NotedSignRow]:
    """A line for each sign of a child in one sentence with a confirmed place: one a place, child and row."""
    sql = SQL.fill(
        "signs_beside_places", fact_piece=Fragment(FACT_PIECE), note_facts=Fragment(NOTE_FACTS), indicators=indicators
    )
    found = {
        (row["thing_id"], row["person_id"], row["row_id"], row["of_all"]): row
        for row in read_rows(engine, NotedSignRow, sql)
        if not SENTENCE_ENDS.search((row["cell"] or "")[row["first_end"] : row["last_start"]])
    }
    return list(found.values())


def counted_fact_of(row: NamedInNoteRow) -> CountedFact:
    """One note that names it, and the restricted records that the answers to it rest on."""
    return _counted_fact(row, tuple(dict.fromkeys((piece_of(row), other_piece_of(row)))))


def sign_of(row: NotedSignRow) -> CountedFact:
    """One sign in a note with the place that it names, and the restricted records that the answers to it rest on."""
    return _counted_fact(row, (piece_of(row),))


def _counted_fact(row: _NotedRow, pieces: tuple[DatedFact, ...]) -> CountedFact:
    more = {"low": row["low"], CONFIRMED: True, ALSO: tuple(row["also_record_ids"]), RESTS: rests_also(row)}
    return CountedFact(row["person_id"], row["event_on"], pieces, "link", more)


def beside_columns(*, noted: Links, given: Mapping[str, dict[str, list[CountedFact]]]) -> Links:
    """The same with what columns give of these; a note of a record whose column gives it is left out."""
    together: Links = {}
    for key, of_child in noted.items():
        held = given.get(key[1], {})
        together[key] = {child: list(counted) for child, counted in held.items()}
        for child, counted in of_child.items():
            known = {one.pieces[0].record_id for one in held.get(child, ())}
            added = [one for one in counted if one.pieces[0].record_id not in known]
            together[key].setdefault(child, []).extend(added)
    return together
