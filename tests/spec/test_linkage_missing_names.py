"""Na, Nan, Nil, No and Null are names, and exports write NA, NaN, nil, no and NULL for an empty cell: the row says which."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pytest

from sightline.linkage import LinkageReport, resolve
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.normal_forms.names import read_names
from sightline.linkage.settings import read_placeholders
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

TWO = [
    ("Li|Na", "Li|Nan"), ("Na|Li", "Nan|Li"), ("Li, Na", "Li, Nan"), ("NA|Li", "NAN|Li"), ("NULL|Li", "NOAK|Li"),
]  # fmt: skip
ONE = ["Li|Na", "Na|Li", "LI|Na", "Li, Na", "Null|Amy", "No|Jin", "Kaya|Nil"]
NO_FORENAME = [
    "Ashdown|NULL", "Ashdown|Null", "Ashdown|NA", "ASHDOWN|NA", "Ashdown|na", "Ashdown|NaN", "Ashdown|nil", "Ashdown|NIL", "Ashdown|No",
    "Ashdown|No.", "Ashdown, NULL", "NULL Ashdown", "Ashdown NULL", "ASHDOWN NA", "nil Ashdown",
]  # fmt: skip
NO_SURNAME = ["NULL|Amy", "NA|Amy", "NULL|AMY", "na|Amy", "no|Amy", "NaN|Amy", "Amy NULL", "Amy nil"]


def link(pairs: Sequence[tuple[str, str]]) -> tuple[dict[int, int], set[int], LinkageReport]:
    """How many people the two names of each pair are, which pairs are asked about, and the report.

    Each pair has one home and one birth date. A name with a bar is written in two cells: SURNAME|FORENAME.
    """
    engine = DuckDBEngine()
    rows: list[dict[str, Any]] = []
    for pair, names in enumerate(pairs):
        born = dt.date(2010, 1, 1) + dt.timedelta(days=37 * pair)
        home = {
            "birth_date": born,
            "address": f"{pair + 1} Alder Road",
            "postcode": f"ZZ{pair % 9 + 1} {pair // 9 + 1}AA",
        }
        for name, agency in zip(names, ("health", "police"), strict=True):
            surname, bar, forename = name.partition("|")
            cells = {"surname": surname, "forename": forename} if bar else {"name_as_written": name}
            rows.append({"mention_id": f"{pair}-{agency}", "agency": agency, **home, **cells})
    engine.write(MENTION, make_mentions(rows))
    report = resolve(engine=engine, secret=EXAMPLE_SECRET)
    people = defaultdict[int, set[str]](set)
    for mention, person in engine.connection.execute("SELECT mention_id, person_id FROM resolved").fetchall():
        people[int(mention.split("-")[0])].add(person)
    asked = engine.connection.execute("SELECT mention_id_a, mention_id_b FROM question").fetchall()
    within = {int(a.split("-")[0]) for a, b in asked if a.split("-")[0] == b.split("-")[0]}
    return {pair: len(found) for pair, found in people.items()}, within, report


def test_two_names_are_asked_about_and_not_matched() -> None:
    people, asked, report = link(TWO)
    assert {TWO[pair]: count for pair, count in people.items()} == dict.fromkeys(TWO, 2)
    assert asked == set(range(len(TWO)))
    assert report.names_missing == 0


def test_such_a_name_is_one_name_in_two_agencies() -> None:
    people, asked, report = link([(name, name) for name in ONE])
    assert {ONE[pair]: count for pair, count in people.items()} == dict.fromkeys(ONE, 1)
    assert (asked, report.names_missing) == (set(), 0)


def test_twins_without_a_forename_are_never_one_child_and_the_report_counts_the_rows() -> None:
    people, _, report = link([(name, name) for name in NO_FORENAME])
    assert {NO_FORENAME[pair]: count for pair, count in people.items()} == dict.fromkeys(NO_FORENAME, 2)
    assert report.names_missing == 2 * len(NO_FORENAME)


def test_a_missing_surname_contradicts_none() -> None:
    people, asked, report = link([("Ashdown|Amy", name) for name in NO_SURNAME])
    assert {NO_SURNAME[pair]: count for pair, count in people.items()} == dict.fromkeys(NO_SURNAME, 1)
    assert (asked, report.names_missing) == (set(), len(NO_SURNAME))


@pytest.mark.parametrize(
    ("surname", "forename", "whole"), [("Na", "Na", ""), ("NA", "NA", ""), ("Na", "Unknown", ""), ("Na", "", "")]
)
def test_beside_no_name_such_a_word_is_none(surname: str, forename: str, whole: str) -> None:
    names = read_names(surname=surname, forename=forename, whole=whole, placeholders=read_placeholders())
    assert (names.first, names.last, names.words) == ("", "", ())


@pytest.mark.parametrize(("surname", "forename", "whole"), [("", "Nan", ""), ("", "", "Nan"), ("", "", "Nil")])
def test_alone_a_grandmother_and_a_forename_stay_as_they_are(surname: str, forename: str, whole: str) -> None:
    names = read_names(surname=surname, forename=forename, whole=whole, placeholders=read_placeholders())
    assert names.first == (forename or whole).lower()


def test_a_description_of_more_words_is_not_counted() -> None:
    assert link([("No name given", "Smith (no fixed abode)")])[2].names_missing == 0
