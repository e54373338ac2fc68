"""A parent's name beside a child's, in two agencies' rows: it helps to tell who a child is, and never joins siblings."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest

from sightline.linkage import resolve
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.live.profile import read_profile
from sightline.linkage.live.scores import read_scorer
from sightline.linkage.relatives import read_relatives
from sightline.linkage.settings import read_settings
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

Row = dict[str, Any]
# The birth dates agree in two of three parts, and nobody says where the child lives: not enough alone.
SCHOOL = {"surname": "Ashdown", "forename": "Lena", "birth_date": dt.date(2009, 4, 3)}
HEALTH = SCHOOL | {"birth_date": dt.date(2009, 4, 26)}
MOTHER = "Perpetua Quillfeather"
SAME = "a parent of the same name"


def row(number: int, child: Row, *, agency: str, beside: Iterable[tuple[str, str, str]] = ()) -> list[Row]:
    """One row: a child, and for each of `beside` somebody's slot, role and name."""
    common = {"row_id": f"row-{number}", "record_id": f"record-{number}", "agency": agency}
    made = [{"mention_id": f"{number}-subject", "slot": "subject", **common, **child}]
    for place, (slot, role, name) in enumerate(beside):
        made.append(
            {
                "mention_id": f"{number}-{place}",
                "slot": slot,
                "source_role": role,
                "name_as_written": name,
                **common,
            }
        )
    return made


def link(*rows: list[Row]) -> DuckDBEngine:
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions(mention for made in rows for mention in made))
    resolve(engine=engine, secret=EXAMPLE_SECRET)
    return engine


def are_one(engine: DuckDBEngine, *mentions: str) -> bool:
    listed = ", ".join(f"'{name}'" for name in mentions)
    return engine.query(f"SELECT DISTINCT person_id FROM resolved WHERE mention_id IN ({listed})").num_rows == 1


def asked(engine: DuckDBEngine) -> list[Row]:
    return engine.query("SELECT * FROM question").to_pylist()


def two(first: Row, second: Row, one: tuple[str, str, str] | None, other: tuple[str, str, str] | None) -> DuckDBEngine:
    return link(
        row(1, first, agency="school", beside=[one] if one else []),
        row(2, second, agency="health", beside=[other] if other else []),
    )


def test_the_same_mothers_name_joins_a_pair_that_was_just_under() -> None:
    mother = ("related", "Mother", MOTHER)
    for one, other in ((None, None), (mother, None), (None, mother)):
        assert not are_one(two(SCHOOL, HEALTH, one, other), "1-subject", "2-subject")
    joined = two(SCHOOL, HEALTH, mother, ("related", "MOTHER ", "QUILLFEATHER, Perpetua"))
    assert are_one(joined, "1-subject", "2-subject")
    reasons = joined.query("SELECT reason FROM link").column(0).to_pylist()
    assert any(SAME in reason for reason in reasons)
    assert not any("quillfeather" in reason.lower() for reason in reasons)


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        (("related", "Mother", MOTHER), ("accompanied_by", "", MOTHER), True),
        (("accompanied_by", "", MOTHER), ("related", "Stepmother", MOTHER), True),
        (("accompanied_by", "", MOTHER), ("accompanied_by", "", MOTHER), False),  # a youth worker, or worse
        (("related", "Aunt", MOTHER), ("related", "Aunt", MOTHER), False),
        (("found_with", "", MOTHER), ("found_with", "", MOTHER), False),
        (("found_with", "", MOTHER), ("related", "Mother", MOTHER), False),
        (("related", "Mother", MOTHER), ("related", "Mother", "Drusilla Quillfeather"), False),
        (("related", "Mother", MOTHER), ("related", "Mother", "Perpetua"), False),
    ],
)
def test_who_counts_as_a_parent(one: tuple[str, str, str], other: tuple[str, str, str], joined: bool) -> None:
    assert are_one(two(SCHOOL, HEALTH, one, other), "1-subject", "2-subject") == joined


def test_parents_of_other_names_say_little() -> None:
    """The same child's mother in one record, the father in the other: what joins them without does so with it."""
    school = SCHOOL | {"nhs_number": ""}
    engine = two(school, SCHOOL, ("related", "Mother", MOTHER), ("related", "Father", "Bartholomew Ashdown"))
    assert are_one(engine, "1-subject", "2-subject")


def test_a_common_mothers_name_does_not_help() -> None:
    common = ("related", "Mother", "Olivia Smith")
    assert not are_one(two(SCHOOL, HEALTH, common, common), "1-subject", "2-subject")
    assert read_relatives(names=["Olivia Smith", MOTHER], settings=read_settings()) == "perpetua quillfeather"


def test_a_mother_told_under_the_childs_number_counts_for_the_child() -> None:
    """Children's services write the family in a file of its own, under the number and without the child's name."""
    number = {"local_id": "CS1", "local_id_kind": "childrens_services/person_id"}
    engine = link(
        row(1, SCHOOL | number, agency="childrens_services"),
        row(2, number, agency="childrens_services", beside=[("related", "Mother", MOTHER)]),
        row(3, HEALTH, agency="health", beside=[("accompanied_by", "", MOTHER)]),
    )
    assert are_one(engine, "1-subject", "2-subject", "3-subject")


FORENAMES = ("Lenka", "Leona", "Lana", "Tobias")
BIRTH_DATES = (dt.date(2009, 4, 3), dt.date(2011, 4, 3), dt.date(2010, 4, 1), dt.date(2007, 9, 12))
# Each forename and each birth date once, and twins of another forename; every pairing of them with `make soak`.
SIBLINGS = [
    (forename, born)
    if (at == on or (forename, on) == ("Tobias", 0))
    else pytest.param(forename, born, marks=pytest.mark.soak)
    for at, forename in enumerate(FORENAMES)
    for on, born in enumerate(BIRTH_DATES)
]


@pytest.mark.parametrize(("forename", "born"), SIBLINGS)
def test_siblings_with_one_mother_stay_apart(forename: str, born: dt.date) -> None:
    mother, home = ("related", "Mother", MOTHER), {"address": "4 Alder Road", "postcode": "ZZ1 1AA"}
    sibling = SCHOOL | {"forename": forename, "birth_date": born}
    for where in ({}, home):
        engine = two(SCHOOL | where, sibling | where, mother, mother)
        assert not are_one(engine, "1-subject", "2-subject")


def test_a_mother_does_not_chain_a_household() -> None:
    """Three siblings, each in two agencies: three children, whoever stands beside them."""
    mother, rows = ("related", "Mother", MOTHER), []
    for place, (forename, year) in enumerate((("Lena", 2009), ("Tobias", 2011), ("Miriam", 2013))):
        for copy, agency in enumerate(("school", "health")):
            child = SCHOOL | {"forename": forename, "birth_date": dt.date(year, 4 + place, 3)}
            rows.append(row(10 * place + copy, child, agency=agency, beside=[mother]))
    engine = link(*rows)
    people = engine.query("SELECT DISTINCT person_id FROM resolved WHERE mention_id LIKE '%subject'")
    assert people.num_rows == 3
    for place in (0, 10, 20):
        assert are_one(engine, f"{place}-subject", f"{place + 1}-subject")


def test_twins_of_other_surnames_with_one_mother_are_kept_apart_and_asked() -> None:
    twin = SCHOOL | {"forename": "Tobias", "surname": "Birch"}
    mother = ("related", "Mother", MOTHER)
    assert [question["rule_id"] for question in asked(two(SCHOOL, twin, None, None))] == []
    engine = two(SCHOOL, twin, mother, mother)
    assert not are_one(engine, "1-subject", "2-subject")
    judged = {question["rule_id"]: question for question in asked(engine)}
    assert set(judged) <= {"twin_or_sibling", "name_alone"}, "their mother's two records have one name"


def test_the_home_and_the_parent_are_one_piece_of_evidence() -> None:
    home, mother = {"address": "4 Alder Road", "postcode": "ZZ1 1AA"}, ("related", "Mother", MOTHER)
    weights = []
    for beside in (None, mother):
        engine = two(SCHOOL | home, HEALTH | home, beside, beside)
        weights += (
            engine.query("SELECT weight FROM link WHERE weight IS NOT NULL ORDER BY weight").column(0).to_pylist()[:1]
        )
    assert len(weights) == 2
    assert weights[0] == weights[1]


def test_restricted_records_and_sealed_people_tell_nothing() -> None:
    mother = ("related", "Mother", MOTHER)
    for hidden in ({"restricted": True}, {"markings": ["SEALED IDENTITY"]}):
        sealed_mother = row(2, HEALTH, agency="health", beside=[mother])
        sealed_mother[1] |= hidden
        if "restricted" in hidden:
            sealed_mother[0] |= hidden
        engine = link(row(1, SCHOOL, agency="school", beside=[mother]), sealed_mother)
        assert not are_one(engine, "1-subject", "2-subject")


def test_one_mention_is_weighed_with_its_parents_as_the_batch_weighs_it() -> None:
    settings, scorer = read_settings(), read_scorer()
    one = read_profile(mention=SCHOOL | {"parents": [MOTHER]}, settings=settings, secret=EXAMPLE_SECRET)
    for other, level in (({"companions": [MOTHER]}, 1), ({"parents": ["Bo Quillfeather"]}, 0), ({}, -1)):
        profile = read_profile(mention=HEALTH | other, settings=settings, secret=EXAMPLE_SECRET)
        assert scorer.weigh(one, profile).levels["parent"] == level
        assert scorer.weigh(profile, one).levels["parent"] == level
    joined = two(SCHOOL, HEALTH, ("related", "Mother", MOTHER), ("accompanied_by", "", MOTHER))
    weights = joined.query("SELECT weight FROM link WHERE mention_id_a = '1-subject'").column(0).to_pylist()
    profile = read_profile(mention=HEALTH | {"companions": [MOTHER]}, settings=settings, secret=EXAMPLE_SECRET)
    assert weights == [scorer.weigh(one, profile).weight]
