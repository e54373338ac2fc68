"""Children who were missing at the same time more often than chance gives: one strand of a group, and never more.

Such a tie finds nobody. Among people whom things and adults tie already it may stand in the place of one thing that is
lacking; of three, two must be things or adults.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import TypedDict

from sightline.known_facts import DatedFact
from sightline.model.visibility import RestsOn, Scope
from sightline.networks.contacts import TOGETHER, Touch
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows

ROWS = """
SELECT tie.together_id, tie.view_no, tie.person_id, tie.other_person_id, tie.known_from AS not_before, basis.at_once,
       basis.occurred_on, basis.row_id,
       basis.fact, basis.known_from, basis.source_file, basis.source_row, basis.record_id, basis.agency,
       basis.organisation, basis.layout, basis.restricted
FROM together AS tie JOIN together_basis AS basis USING (together_id, view_no)
ORDER BY tie.together_id, tie.view_no, basis.occurred_on, basis.at_once DESC, basis.row_id, basis.fact
"""


class TieRow(TypedDict):
    """A fact from which a tie is counted, with the two children and the day from which it could be told."""

    together_id: str
    view_no: int
    person_id: str
    other_person_id: str
    not_before: date
    at_once: bool
    occurred_on: date
    row_id: str
    fact: str
    known_from: date
    source_file: str
    source_row: int
    record_id: str
    agency: str
    organisation: str
    layout: str
    restricted: bool


def gather_ties(*, engine: Engine, as_at: date) -> list[Touch]:
    """A touch of the one child with the other for each time that both were missing, as far as it was known."""
    pairs: dict[tuple[str, str], dict[int, list[TieRow]]] = {}
    for row in read_rows(engine, TieRow, ROWS):
        pairs.setdefault((row["person_id"], row["other_person_id"]), {}).setdefault(row["view_no"], []).append(row)
    touches = (touch for pair, drawn in pairs.items() for touch in _of_pair(pair, drawn))
    return [one for one in touches if one.known_from <= as_at]


def _of_pair(pair: tuple[str, str], drawn: dict[int, list[TieRow]]) -> Iterator[Touch]:
    """What is counted from fewer records holds only for those who do not see them all."""
    every = frozenset(_scope(row) for row in drawn.get(0, ()))
    for number, rows in drawn.items():
        scopes = frozenset(_scope(row) for row in rows)
        rests = RestsOn(scopes, every if number else None)
        also = tuple(sorted({row["record_id"] for row in rows}))
        days: dict[date, list[DatedFact]] = {}
        for row in rows:
            if row["at_once"]:
                days.setdefault(row["occurred_on"], []).append(_piece(row))
        for on, pieces in days.items():
            yield Touch(
                person_id=pair[0], is_child=True, entity_kind=TOGETHER, entity_id=pair[1], on=on, pieces=tuple(pieces),
                low=False, also=also, rests=rests, not_before=rows[0]["not_before"],
            )  # fmt: skip


def _scope(row: TieRow) -> Scope:
    return Scope(row["agency"], row["organisation"], row["layout"], row["restricted"])


def _piece(row: TieRow) -> DatedFact:
    return DatedFact(
        source_file=row["source_file"],
        source_row=row["source_row"],
        row_id=row["row_id"],
        name=row["fact"],
        known_from=row["known_from"],
        record_id=row["record_id"],
        agency=row["agency"],
        restricted=row["restricted"],
        organisation=row["organisation"],
        layout=row["layout"],
    )


def find_strand(*, ties: Iterable[Touch], among: Collection[str], least: int) -> list[Touch]:
    """The ties of those children of `among` who hang together by them, at least so many; empty where fewer do."""
    inside = [one for one in ties if one.person_id in among and one.entity_id in among]
    above: dict[str, str] = {}

    def top(one: str) -> str:
        while (up := above.get(one, one)) != one:
            one = up
        return one

    for one in inside:
        above[top(one.person_id)] = top(one.entity_id)
    together: dict[str, set[str]] = {}
    for one in inside:
        together.setdefault(top(one.person_id), set()).update((one.person_id, one.entity_id))
    held = {who for some in together.values() if len(some) >= least for who in some}
    return [one for one in inside if one.person_id in held]
