"""Ordinary life that looks like a group is none; a group that works through what many share is found all the same.

People are truly joined. All stories of one seed stand in the same files, so that one may not lean on another's quiet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from support.lookalikes import LOOKALIKES, Row, Town, Who
from support.patterned import TRUE_PEOPLE, read_notes, write_rows
from support.planted import PLANTED, Planted

from sightline import networks, patterns
from sightline.store import DuckDBEngine

BEGINS, AS_AT = date(2024, 9, 2), date(2025, 9, 1)
# Six friends at three places with a man beside them once: the rule for a group holds, and a meeting has to look.
HOLDS = "friends"
SEEDS = (1, 2)
NAMED = """
SELECT group_id, list(DISTINCT upper(surname || ' ' || forename || ' ' || strftime(birth_date, '%d/%m/%Y'))) AS members
FROM group_member JOIN resolved ON resolved.person_id = member_id JOIN mention USING (mention_id)
WHERE view_no = 0 AND member_kind IN ('child', 'adult') AND surname <> '' GROUP BY group_id
"""
KINDS = "SELECT DISTINCT member_kind FROM group_member WHERE view_no = 0 AND group_id = '{}'"


@dataclass
class Lives:
    """What was found among the stories of one seed, and whose they are."""

    engine: DuckDBEngine
    of_story: dict[str, set[str]]
    planted: dict[str, Planted]
    found: dict[str, set[str]]

    def of(self, name: str) -> dict[str, set[str]]:
        """The groups with anybody of a story."""
        return {group: who for group, who in self.found.items() if who & self.of_story[name]}


def called(who: Who) -> str:
    return f"{who.surname} {who.forename} {who.born}".upper()


def people_of(rows: list[Row]) -> set[str]:
    named = [(row.get("Surname"), row.get("Forenames") or row.get("Forename"), row.get("DOB")) for row in rows]
    return {" ".join(map(str, one)).upper() for one in named if one[0]}


@pytest.fixture(scope="module", params=SEEDS)
def lives(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lives]:
    stories = {
        name: list(tell(Town(request.param * 50 + n, BEGINS))) for n, (name, tell) in enumerate(LOOKALIKES.items())
    }
    planted = {name: tell(Town(request.param * 50 + 20 + n, BEGINS)) for n, (name, tell) in enumerate(PLANTED.items())}
    rows = [row for story in stories.values() for row in story] + [row for one in planted.values() for row in one.rows]
    files = write_rows(rows, tmp_path_factory.mktemp("lives"))
    engine = read_notes(files, as_at=AS_AT, people=TRUE_PEOPLE)
    patterns.build_together(engine=engine, as_at=AS_AT)
    networks.build(engine=engine, as_at=AS_AT)
    found = {row["group_id"]: set(row["members"]) for row in engine.query(NAMED).to_pylist()}
    yield Lives(engine, {name: people_of(story) for name, story in stories.items()}, planted, found)
    engine.close()


@pytest.mark.parametrize("name", [name for name in LOOKALIKES if name != HOLDS])
def test_ordinary_life_makes_no_group(lives: Lives, name: str) -> None:
    assert len(lives.of_story[name]) >= 7
    assert lives.of(name) == {}


@pytest.mark.parametrize("name", PLANTED)
def test_a_group_is_found_through_what_many_share_and_nobody_else_is_in_it(lives: Lives, name: str) -> None:
    one = lives.planted[name]
    members = {called(who) for who in (*one.children, *one.adults)}
    (group,) = [group for group, who in lives.found.items() if who & members]
    assert {called(who) for who in one.children} <= lives.found[group]
    assert lives.found[group] & {called(who) for who in one.adults}
    assert lives.found[group] <= members


def test_nothing_but_the_planted_ones_and_what_the_rule_says_of_friends_is_found(lives: Lives) -> None:
    assert len(lives.found) == len(PLANTED) + 1
    assert len(lives.of(HOLDS)) == 1
