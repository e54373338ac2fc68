"""Writes which children were missing at the same time more often than chance gives: what networks draw as a tie.

The pattern `missing_together` stands after three times, whatever chance gives. Only pairs beyond chance are a tie, and
it rests on every episode of both: each of them is part of what chance gives.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypedDict

import pyarrow as pa

from sightline.known_facts.dated_facts import EVER, DatedFact
from sightline.known_facts.facts import gather
from sightline.known_facts.homes import Homes
from sightline.known_facts.sureness import unsure_namings
from sightline.known_facts.words import read_words
from sightline.model.analysis_tables.connections import TOGETHER, TOGETHER_BASIS
from sightline.model.ids import make_id
from sightline.model.rows.analysis_networks import TogetherRow
from sightline.patterns.chance_expectation import Chance, WeekShifts
from sightline.patterns.episodes import Episode, episodes, gather_episodes
from sightline.patterns.instances import CountedFact
from sightline.patterns.kinds.counts import Missing
from sightline.patterns.kinds.missing_pairs import often_overlapping
from sightline.patterns.new_instances import views
from sightline.patterns.rules import Pattern, read_patterns
from sightline.sharing import View
from sightline.store.engine import Engine, arrow_schema

OVERLAPPING = "overlapping_episodes"
# A time that both were missing: its day, and the facts of either child's episode.
Time = tuple[date, tuple[CountedFact, ...]]


class FactOfEpisode(TypedDict):
    """A fact of an episode of either child, of a row of TOGETHER_BASIS."""

    person_id: str
    row_id: str
    fact: str
    occurred_on: date
    at_once: bool
    known_from: date
    source_file: str
    source_row: int
    record_id: str


class FactOfTie(FactOfEpisode):
    """The same, with the tie that is counted from it."""

    together_id: str
    view_no: int


BASIS = """
SELECT basis.*, record.agency, record.organisation, record.layout, record.restricted, record.markings
FROM together_stated AS basis JOIN agency_record AS record USING (record_id) WHERE record.latest
"""
_VISIBILITY = ("agency", "organisation", "layout", "restricted", "markings")


def build_together(*, engine: Engine, as_at: date) -> dict[str, int]:
    """Write TOGETHER and TOGETHER_BASIS from what the police and others told of episodes; how many pairs there are."""
    gather(engine=engine)
    homes, missing = Homes(engine=engine, words=read_words()), gather_episodes(engine=engine)
    patterns = [one for one in read_patterns(day=as_at) if one.of == OVERLAPPING]
    found = [one for pattern in patterns for one in _find(missing, homes, pattern, as_at)]
    engine.write(TOGETHER, pa.Table.from_pylist([row for row, _ in found], schema=arrow_schema(TOGETHER)))
    own = pa.schema([field for field in arrow_schema(TOGETHER_BASIS) if field.name not in _VISIBILITY])
    unsure = unsure_namings(engine=engine, people={one["person_id"] for _, some in found for one in some})
    every = (one for _, some in found for one in some)
    basis = [{**one, "unsure": (one["record_id"], one["person_id"]) in unsure} for one in every]
    engine.load("together_stated", pa.Table.from_pylist(basis, schema=own))
    engine.write(TOGETHER_BASIS, BASIS)
    return {"pairs": sum(row["view_no"] == 0 for row, _ in found)}


def _find(
    missing: Missing, homes: Homes, pattern: Pattern, as_at: date
) -> Iterator[tuple[TogetherRow, list[FactOfTie]]]:
    often = often_overlapping(missing, pattern.number("needs"))
    shifts = WeekShifts(missing=missing, pairs=often, homes=homes, pattern=pattern, as_at=as_at)
    for one, other in often:
        if not homes.are_apart(one, other):
            continue
        counted = [
            each for each in (*missing[one][1], *missing[other][1])
            if each.known_from <= as_at and each.known_until == EVER
        ]  # fmt: skip
        for view in views(counted):
            chance = shifts.weigh(one, other, sight=view.sight)
            if chance.beyond:
                yield _written((one, other), view, chance, pattern)


def _written(
    pair: tuple[str, str], view: View[CountedFact], chance: Chance, pattern: Pattern
) -> tuple[TogetherRow, list[FactOfTie]]:
    """A row of TOGETHER and those of its basis, without their records' visibility."""
    spans = [_spans(view.things, who) for who in pair]
    times = sorted(_times(*spans), key=lambda time: (time[0], [one.order for one in time[1]]))
    first = [piece.row_id for one in times[0][1] for piece in one.pieces]
    together_id = make_id("together", pattern.id, *sorted(set(first)))
    basis = list(_basis(times, [one for some in spans for one in some]))
    pieces = [piece for _, some in times for one in some for piece in one.pieces]
    row: TogetherRow = {
        "together_id": together_id,
        "person_id": pair[0],
        "other_person_id": pair[1],
        "occasions": chance.occasions,
        "expected": chance.expected,
        "first_on": times[0][0],
        "last_on": times[-1][0],
        "known_from": _known_from(times, pattern.number("needs")),
        "record_ids": sorted({piece.record_id for piece in pieces}),
        "agencies": sorted({piece.agency for piece in pieces}),
        "rule_version": pattern.rule.version,
        "view_no": view.number,
        "seen_from": view.seen_from,
        "not_from": view.not_from,
    }
    return row, [{**one, "together_id": together_id, "view_no": view.number} for one in basis]


def _known_from(times: Sequence[Time], needs: int) -> date:
    """The day from which so many times were known as the rule asks for."""
    known = sorted(max(piece.known_from for one in some for piece in one.pieces) for _, some in times)
    return known[needs - 1]


def _spans(counted: Sequence[CountedFact], who: str) -> list[Episode]:
    """The child's episodes of which both ends are known: those that chance is reckoned from."""
    return [one for one in episodes([each for each in counted if each.who == who]) if one.begins and one.ends]


def _times(of_one: Sequence[Episode], of_other: Sequence[Episode]) -> Iterator[Time]:
    for a in of_one:
        yield from ((max(a.on, b.on), a.counted + b.counted) for b in of_other if a.overlaps(b))


def _basis(times: Sequence[Time], every: Sequence[Episode]) -> Iterator[FactOfEpisode]:
    """Each fact of each time that both were missing, then those of the other episodes; each once."""
    counted = [(on, True, one) for on, some in times for one in some]
    held = {id(one) for _, _, one in counted}
    counted += [(each.on, False, one) for each in every for one in each.counted if id(one) not in held]
    seen: set[tuple[str, str, str, date]] = set()
    for on, at_once, one in counted:
        for piece in one.pieces:
            key = (one.who, piece.row_id, piece.name, on)
            if key not in seen:
                seen.add(key)
                yield _basis_row(on, at_once, one, piece)


def _basis_row(on: date, at_once: bool, one: CountedFact, piece: DatedFact) -> FactOfEpisode:
    return {
        "person_id": one.who,
        "row_id": piece.row_id,
        "fact": piece.name,
        "occurred_on": on,
        "at_once": at_once,
        "known_from": piece.known_from,
        "source_file": piece.source_file,
        "source_row": piece.source_row,
        "record_id": piece.record_id,
    }
