"""A planted county: every earliest day is exact, and every reverse count is that of a second, plain reading.

The large one is a soak test: 20,000 children over three years.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from support.county_of_days import ACCOUNT, CASES, ENQUIRY, NOTES, SUSPICION, CountyChild, plant_days
from support.patterned import AS_AT, read_notes, write_rows

from sightline.patterns import build_together
from sightline.patterns.holders import find_conditions
from sightline.review.aftermath import Harm, find_after
from sightline.review.earliest import StatementEvidence, count_others, find_earliest, find_others
from sightline.review.notes import find_notes
from sightline.review.statements import read_statements
from sightline.rulebook.calendar import read_calendar
from sightline.store import DuckDBEngine

STATEMENTS = {one.rule.id: one for one in read_statements(day=AS_AT)}
WRITTEN = {"suspicion_written": SUSPICION, "account_of_harm": ACCOUNT}
REPEATS = "response_threshold"
ASKED = (*WRITTEN, REPEATS)
HOLDERS = (*NOTES, "childrens_services")
YEAR = 365


class County:
    """The children, the tables made of their files, and what Sightline finds of each statement."""

    def __init__(self, folder: Path, *, children: int, seed: int) -> None:
        self.children = plant_days(children=children, seed=seed)
        rows = (row for child in self.children for row in child.rows())
        self.engine: DuckDBEngine = read_notes(write_rows(rows, folder))
        build_together(engine=self.engine, as_at=AS_AT)
        self.engine.make("visible_record", "SELECT DISTINCT record_id FROM agency_record")
        named = "SELECT DISTINCT surname, person_id FROM mention JOIN resolved USING (mention_id) WHERE surname <> ''"
        self.people: dict[str, str] = dict(self.engine.connection.execute(named).fetchall())
        self.evidence: dict[str, list[StatementEvidence]] = {
            name: [*find_notes(engine=self.engine, sign=STATEMENTS[name].sign)] for name in WRITTEN
        }
        self.evidence[REPEATS] = [
            *find_conditions(
                engine=self.engine, as_at=AS_AT, calendar=read_calendar(), wanted=["repeat_missing"],
                shown=lambda _: True,
            )
        ]  # fmt: skip

    def person(self, child: CountyChild) -> str:
        return self.people[child.surname]


def plain_first(child: CountyChild, statement: str, holders: Collection[str] = ()) -> date | None:
    if statement == REPEATS:
        return child.first_repeat(holders)
    return child.first_written(WRITTEN[statement], holders)


def plain_others(county: County, case: CountyChild, statement: str, on: date) -> Iterator[CountyChild]:
    """Of notes those known in the year up to the day; of repeated absence those that had begun by the day."""
    for child in county.children:
        if child is case:
            continue
        if statement == REPEATS:
            first = child.first_repeat()
            if first and first <= on:
                yield child
        elif any(on - timedelta(days=YEAR) < day <= on for day in child.known_days((WRITTEN[statement],))):
            yield child


def check_days(county: County) -> None:
    """Every day of every case, by each agency alone, each two, and all together."""
    assert len(county.children) > CASES
    for case in county.children[:CASES]:
        for statement in ASKED:
            found = find_earliest(evidence=county.evidence[statement], person_id=county.person(case), unsure=())
            together = plain_first(case, statement)
            assert (found.together if found else None) == together, (case, statement)
            if found is None:
                continue
            alone = {one: day for one in HOLDERS if (day := plain_first(case, statement, (one,)))}
            assert found.alone == alone, (case, statement)
            for two in combinations(sorted(HOLDERS), 2):
                if two in found.pairs:
                    assert found.pairs[two] == plain_first(case, statement, two), (case, statement, two)
                else:
                    assert plain_first(case, statement, two) in {alone.get(two[0]), alone.get(two[1])}, (case, two)


def check_counts(county: County) -> int:
    """Every reverse count, with what followed for the others. Gives how many children were counted in all."""
    counted = 0
    for case in county.children[:CASES]:
        for statement in ASKED:
            on = plain_first(case, statement)
            if on is None:
                continue
            open_days = YEAR if statement != REPEATS else 10 * YEAR
            others = find_others(
                evidence=county.evidence[statement], without={county.person(case)}, on=on, open_days=open_days
            )
            expected = {county.person(child): child for child in plain_others(county, case, statement, on)}
            assert set(others) == set(expected), (case, statement)
            harm = Harm(STATEMENTS[statement].harm_events, STATEMENTS[statement].harm_signs)
            after = find_after(engine=county.engine, people=expected, on=on, within=YEAR, harm=harm)
            said = count_others(others=others, after=after, on=on)
            until = on + timedelta(days=YEAR)
            later = [[one.kind for one in child.tellings if on < one.known <= until] for child in expected.values()]
            harmed = sum(ENQUIRY in kinds or ACCOUNT in kinds for kinds in later)
            assert said.children == len(expected)
            assert said.harmed_later == harmed, (case, statement)
            assert said.nothing_later == sum(bool(kinds) for kinds in later) - harmed
            assert said.not_known == sum(not kinds for kinds in later)
            counted += len(expected)
    return counted


@pytest.mark.parametrize("seed", [1])
def test_every_earliest_day_and_reverse_count_is_exact(tmp_path: Path, seed: int) -> None:
    county = County(tmp_path, children=400, seed=seed)
    check_days(county)
    assert check_counts(county) > 100


@pytest.mark.soak
@pytest.mark.parametrize("seed", [2, 3])
def test_a_county_of_20_000_children_over_three_years_is_exact(tmp_path: Path, seed: int) -> None:
    county = County(tmp_path, children=20_000, seed=seed)
    check_days(county)
    assert check_counts(county) > 10_000
