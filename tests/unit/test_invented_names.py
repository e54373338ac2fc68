"""Whose names stand where in the invented story: no community has more than its share of offenders, victims or helpers.

A name's list is an input of no rule. This is about who is shown to whoever looks at a demo.
"""

import csv
from collections import Counter
from datetime import date
from math import ceil, floor
from pathlib import Path

import pytest

from sightline.cli.demo.people import others
from sightline.invented import invent
from sightline.invented.population.fair_names import FairNames
from sightline.invented.population.names import load_names, read_data

SHARES = FairNames(load_names()).shares
MADE_FOR_A_PART = (
    "adult of a group",
    "tenant",
    "coach",
    "school run driver",
    "licence holder",
    "other adult",
    "passer-by",
)
VICTIMS = ("victim", "lately", "at risk")
Rows = list[dict[str, str]]


def read_csv(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def above_their_share(lists: Counter[str]) -> dict[str, int]:
    """Lists of which more names stand there than their share of all, rounded up, and how many do."""
    return {one: number for one, number in lists.items() if number > ceil(SHARES[one] * lists.total())}


@pytest.fixture(scope="module", params=[(100, 1), (300, 1), (300, 2), (300, 3), (300, 4)])
def people(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counter[str]]:
    """The lists of names by what people are in the story."""
    children, seed = request.param
    made = invent(children=children, seed=seed, out=tmp_path_factory.mktemp("names"), lately_at=date(2026, 11, 28))
    truth = {name: read_csv(made.out / "truth" / f"{name}.csv") for name in ("persons", "groups")}
    lists = {row["true_id"]: row["name_list"] for row in truth["persons"]}
    found: dict[str, Counter[str]] = {part: Counter() for part in (*MADE_FOR_A_PART, *VICTIMS)}
    for row in truth["persons"]:
        if row["part"] in MADE_FOR_A_PART:
            found[row["part"]][row["name_list"]] += 1
    found["victim"].update(lists[row["true_id"]] for row in truth["groups"] if row["part"] == "child")
    by_name = {(row["name"], row["birth_date"]): row["name_list"] for row in truth["persons"]}
    found["lately"].update(by_name[child.name, child.born.isoformat()] for child in made.lately.children)
    found["at risk"].update(lists[true_id] for true_id in made.at_risk)
    assert all(found.values())
    return found


@pytest.mark.parametrize("part", [*MADE_FOR_A_PART, *VICTIMS])
def test_no_community_is_shown_beyond_its_share(people: dict[str, Counter[str]], part: str) -> None:
    assert above_their_share(people[part]) == {}


def test_the_helpers_are_of_all_communities_in_their_shares() -> None:
    """Each community within one name of its share, the accounts of the demo among them."""
    rows = list(csv.DictReader(line for line in read_data("helpers.csv").splitlines() if not line.startswith("#")))
    lists = Counter(row["name_list"] for row in rows)
    assert set(lists) == set(SHARES)
    for one, share in SHARES.items():
        assert floor(share * len(rows)) - 1 <= lists[one] <= ceil(share * len(rows)), one
    assert {row["name"] for row in rows if row["works_as"] == "account"} == {username for username, _, _ in others()}


def test_dealing_never_puts_a_list_a_whole_name_above_its_share() -> None:
    fair, dealt = FairNames(load_names()), Counter[str]()
    for _ in range(500):
        dealt[fair.deal("part")] += 1
        assert all(number < SHARES[one] * dealt.total() + 1 for one, number in dealt.items())


def test_whoever_is_made_for_a_part_has_a_surname_of_one_community_alone(tmp_path: Path) -> None:
    """Else a name would be counted as of one list, and read as of another."""
    surnames = load_names().surnames
    invent(children=100, seed=1, out=tmp_path)
    for row in read_csv(tmp_path / "truth" / "persons.csv"):
        if row["part"] in MADE_FOR_A_PART:
            assert [one for one, ranked in surnames.items() if row["surname"] in ranked.names] == [row["name_list"]]
