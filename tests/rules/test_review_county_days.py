"""A planted county: every earliest day, smallest set and reverse count is that of a second, plain reading.

All four statements are asked, and each of the five patterns by itself. The large one is a soak test: 20,000 children over
three years.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from itertools import combinations
from pathlib import Path

import pytest
from support.county_of_days import (
    ACCOUNT,
    CASES,
    ENQUIRY,
    GROUPS,
    HOLDERS,
    PATTERNS,
    YEAR,
    CountyChild,
    Plain,
    ask_plainly,
    plant_days,
)
from support.patterned import AS_AT, read_notes, write_rows

from sightline.networks.holders import find_held_groups
from sightline.patterns import build_together
from sightline.patterns.holders import HeldCondition, find_conditions
from sightline.review.aftermath import Harm, find_after
from sightline.review.earliest import StatementEvidence, count_others, find_earliest, find_others
from sightline.review.notes import find_notes
from sightline.review.statements import read_statements
from sightline.rulebook.calendar import read_calendar
from sightline.store import DuckDBEngine

STATEMENTS = {one.rule.id: one for one in read_statements(day=AS_AT)}
NOTED, REPEATS, GROUPED = ("suspicion_written", "account_of_harm"), "response_threshold", "organised_abuse"
SHOWN = 3


class County:
    """The children, the tables made of their files, and what Sightline and the plain reading find of each statement."""

    def __init__(self, folder: Path, *, children: int, seed: int) -> None:
        self.children = plant_days(children=children, seed=seed)
        rows = (row for child in self.children for row in child.rows())
        self.engine: DuckDBEngine = read_notes(write_rows(rows, folder))
        build_together(engine=self.engine, as_at=AS_AT)
        self.engine.make("visible_record", "SELECT DISTINCT record_id FROM agency_record")
        run = self.engine.connection.execute
        named = "SELECT DISTINCT surname, person_id FROM mention JOIN resolved USING (mention_id) WHERE surname <> ''"
        self.people: dict[str, str] = dict(run(named).fetchall())
        self.refs: dict[str, str] = {
            record: found[0].upper()
            for record, key in run("SELECT DISTINCT record_id, source_key FROM agency_record").fetchall()
            if (found := re.search(r"R\d+X\d+", key, re.IGNORECASE))
        }
        shown = {"engine": self.engine, "as_at": AS_AT, "shown": lambda _: True}
        held = [*find_conditions(calendar=read_calendar(), wanted=STATEMENTS[REPEATS].patterns, **shown)]
        self.evidence: dict[str, list[StatementEvidence]] = {
            **{name: [*find_notes(engine=self.engine, sign=STATEMENTS[name].sign)] for name in NOTED},
            **{name: [*_of_pattern(held, name)] for name in PATTERNS},
            REPEATS: [*held],
            GROUPED: [*find_held_groups(**shown)],
        }
        self.plain: Mapping[str, list[list[Plain]]] = {
            name: [ask_plainly(name, child, self.children) for child in self.children] for name in self.evidence
        }
        self.times = {
            name: [sorted({day for one in asked for day in one.days()}) for asked in every]
            for name, every in self.plain.items()
        }
        self.cases = [*self.children[:CASES], *self.children[-3 * GROUPS :]]

    def person(self, child: CountyChild) -> str:
        return self.people[child.surname]

    def first(self, name: str, child: CountyChild, *holders: str) -> date | None:
        """The first day on what these agencies had, of what ever held of all, by the plain reading."""
        held = (one for one in self.plain[name][child.number] if one.days())
        return min((day for one in held for day in one.days(holders)), default=None)

    def sets(self, name: str, child: CountyChild, on: date) -> set[frozenset[str]]:
        """The smallest sets on a day, by the plain reading."""
        every = {some for one in self.plain[name][child.number] if on in one.days() for some in one.sets(on)}
        return {some for some in every if len(some) == min(map(len, every))}


def _of_pattern(held: list[HeldCondition], name: str) -> list[HeldCondition]:
    return [one for one in held if one.pattern_id == name]


def check_days(county: County) -> None:
    """Every day of every case, by each agency alone, each two, and all together; and its smallest sets."""
    assert set(PATTERNS) == set(STATEMENTS[REPEATS].patterns) and set(STATEMENTS) == {*NOTED, REPEATS, GROUPED}
    held = dict.fromkeys(county.evidence, 0)
    for name, case in ((name, case) for name in county.evidence for case in county.cases):
        found = find_earliest(evidence=county.evidence[name], person_id=county.person(case), unsure=())
        first = partial(county.first, name, case)
        assert (found.together if found else None) == first(), (name, case)
        if found is None:
            continue
        held[name] += 1
        assert found.alone == {one: day for one in HOLDERS if (day := first(one))}, (name, case)
        holding = {each.holder for one in county.plain[name][case.number] if one.days() for each in one.told}
        for two in combinations(sorted(HOLDERS), 2):
            day = found.pairs.get(two)
            assert day == first(*two) or (day is None and not holding >= {*two}), (name, case, two)
        expected = county.sets(name, case, found.together)
        sets = {frozenset(county.refs[record] for record in some) for some in found.sets}
        assert found.sets_in_all == len(expected) and sets <= expected and len(sets) == min(SHOWN, len(expected)), (
            name, case, sets, expected,
        )  # fmt: skip
    assert all(times > 5 for times in held.values()), held


def check_counts_by_holders(county: County) -> int:
    """Of each day of an agency alone, and of two that saw it earlier, how many others their own records showed."""
    counted = 0
    for name, case in ((name, case) for name in STATEMENTS for case in county.cases[::5]):
        found = find_earliest(evidence=county.evidence[name], person_id=county.person(case), unsure=())
        for some, on in found.by_holders.items() if found else ():
            others = find_others(
                evidence=county.evidence[name],
                without={county.person(case)},
                on=on,
                open_days=STATEMENTS[name].open_days,
                holders=some,
            )
            since = on - timedelta(days=YEAR)
            expected = {
                county.person(child)
                for child, every in zip(county.children, county.plain[name], strict=True)
                if child is not case and any(since < day <= on for one in every if one.days() for day in one.days(some))
            }
            assert set(others) == expected, (name, case, some)
            counted += len(expected)
    return counted


def check_counts(county: County) -> int:
    """Every reverse count, with what followed for the others. Gives how many children were counted in all."""
    counted = 0
    for name, case in ((name, case) for name in STATEMENTS for case in county.cases[::2]):
        on, statement = county.first(name, case), STATEMENTS[name]
        if on is None:
            continue
        others = find_others(
            evidence=county.evidence[name], without={county.person(case)}, on=on, open_days=statement.open_days
        )
        since = on - timedelta(days=YEAR)
        expected = {
            county.person(child): child
            for child, days in zip(county.children, county.times[name], strict=True)
            if child is not case and any(since < day <= on for day in days)
        }
        assert set(others) == set(expected), (name, case)
        harm = Harm(statement.harm_events, statement.harm_signs)
        after = find_after(engine=county.engine, people=expected, on=on, within=YEAR, harm=harm)
        said = count_others(others=others, after=after, on=on)
        until = on + timedelta(days=YEAR)
        later = [[one.kind for one in child.tellings if on < one.known <= until] for child in expected.values()]
        harmed = sum(ENQUIRY in kinds or ACCOUNT in kinds for kinds in later)
        assert said.children == len(expected)
        assert said.harmed_later == harmed, (name, case)
        assert said.nothing_later == sum(bool(kinds) for kinds in later) - harmed
        assert said.not_known == sum(not kinds for kinds in later)
        counted += len(expected)
    return counted


@pytest.mark.parametrize("seed", [1])
def test_every_earliest_day_smallest_set_and_reverse_count_is_exact(tmp_path: Path, seed: int) -> None:
    county = County(tmp_path, children=300, seed=seed)
    check_days(county)
    assert check_counts(county) > 100
    assert check_counts_by_holders(county) > 100


@pytest.mark.soak
@pytest.mark.parametrize("seed", [2, 3])
def test_a_county_of_20_000_children_over_three_years_is_exact(tmp_path: Path, seed: int) -> None:
    county = County(tmp_path, children=20_000, seed=seed)
    check_days(county)
    assert check_counts(county) > 10_000
