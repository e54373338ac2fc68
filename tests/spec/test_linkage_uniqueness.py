"""Who is sure because nobody else could be meant, and who is asked although much agrees."""

import datetime as dt
from collections.abc import Collection
from itertools import permutations
from typing import Any

import pytest

from sightline.linkage import LinkageReport, resolve
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.scores import find_level
from sightline.linkage.settings import read_settings
from sightline.linkage.uniqueness.near_names import hold_between_two
from sightline.linkage.uniqueness.rules import list_rules_on
from sightline.model.judgements import Judgement, PairAnswer
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

Row = dict[str, Any]
HOME = {"address": "4 Alder Road", "postcode": "ZZ1 1AA"}
NAMES = {"surname": "Ashdown", "forename": "Lena"}
AWAY = {"address": "9 Birch Close", "postcode": "ZZ1 2BB"}
LENA = {"mention_id": "lena", "agency": "health", **NAMES, "birth_date": dt.date(2009, 4, 3), **HOME}
BARE = {"mention_id": "bare", "agency": "youth_service", **NAMES, **HOME}
# Two orders turn every pair of the three round; the others come with `make soak`.
ORDERS = [
    order if order in ((0, 1, 2), (2, 1, 0)) else pytest.param(order, marks=pytest.mark.soak)
    for order in permutations(range(3))
]
IDA = {"agency": "health", "surname": "Birch", "forename": "Ida", "birth_date": dt.date(2012, 3, 27)}


def link(
    rows: list[Row], *, off: Collection[str] = (), judgements: tuple[Judgement, ...] = ()
) -> tuple[DuckDBEngine, LinkageReport]:
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions(rows))
    return engine, resolve(engine=engine, secret=EXAMPLE_SECRET, rules_off=off, judgements=judgements)


def are_one(engine: DuckDBEngine, a: str, b: str) -> bool:
    sql = f"SELECT count(DISTINCT person_id) AS n FROM resolved WHERE mention_id IN ('{a}', '{b}')"
    return bool(engine.query(sql)["n"][0].as_py() == 1)


def questions(engine: DuckDBEngine) -> dict[frozenset[str], str]:
    asked = engine.query("SELECT mention_id_a, mention_id_b, rule_id FROM question").to_pylist()
    return {frozenset((one["mention_id_a"], one["mention_id_b"])): one["rule_id"] for one in asked}


def test_the_reason_says_that_nobody_else_has_the_name_and_what_agrees() -> None:
    engine, report = link([LENA, BARE])
    (made,) = engine.query("SELECT rule_id, decided_by, weight, reason FROM link").to_pylist()
    assert report.links_by_rule == {"unique_name_and_address": 1}
    assert (made["rule_id"], made["decided_by"], made["weight"]) == ("unique_name_and_address", "rule", None)
    assert made["reason"].startswith(
        "in these records, no one else has this full name; a place is on records of both; "
    )
    assert "ashdown" not in made["reason"].lower()


def test_a_rule_that_is_off_joins_nobody_and_its_pairs_are_asked() -> None:
    engine, report = link([LENA, BARE], off=("unique_name_and_address",))
    assert not are_one(engine, "lena", "bare") and report.links_by_rule == {}
    assert set(questions(engine)) == {frozenset(("lena", "bare"))}


@pytest.mark.parametrize(
    "more",
    [
        {"sex": "M"},
        {"birth_date_as_written": "41", "occurred_on": dt.date(2024, 6, 1)},
        {"occurred_on": dt.date(2001, 6, 1)},
        {"forename": "Lena Rose"},
        {"nhs_number": "9990000026"},
        {"slot": "accompanied_by", "occurred_on": dt.date(2024, 6, 1)},
    ],
    ids=[
        "another sex",
        "another age",
        "seen before birth",
        "another further forename",
        "another NHS number",
        "an adult",
    ],
)
def test_what_contradicts_keeps_it_apart(more: Row) -> None:
    known = LENA | {"sex": "F", "forename": "Lena Mary", "nhs_number": "9990000018"}
    engine, _ = link([known, BARE | more, IDA | {"mention_id": "ida", "record_id": "record-bare"}])
    assert not are_one(engine, "lena", "bare")


def test_an_answer_stands_above_the_rule_and_undoes_it() -> None:
    def said(answer: PairAnswer) -> tuple[Judgement, ...]:
        return (Judgement(1, "bare", "lena", answer, "mara", dt.date(2026, 5, 3)),)

    assert not are_one(link([LENA, BARE], judgements=said(PairAnswer.NOT_SAME))[0], "lena", "bare")
    doubted, _ = link([LENA, BARE], judgements=said(PairAnswer.CANNOT_TELL))
    assert not are_one(doubted, "lena", "bare") and set(questions(doubted)) == {frozenset(("lena", "bare"))}


@pytest.mark.parametrize("hidden", ["lena", "bare"])
def test_a_restricted_naming_joins_nobody(hidden: str) -> None:
    aged = BARE | {"birth_date_as_written": "15", "occurred_on": dt.date(2024, 6, 1)}
    engine, report = link([LENA | {"restricted": hidden == "lena"}, aged | {"restricted": hidden == "bare"}])
    assert not are_one(engine, "lena", "bare") and report.links_by_rule == {}
    assert link([LENA, aged])[1].links_by_rule != {}


@pytest.mark.parametrize(
    ("right", "odd", "joined"),
    [
        ("Tobias", "Tobais", 1),
        ("Holly", "Molly", 0),
        ("Kyle", "Kyla", 0),
        ("Dovrin", "Dovrim", 0),
    ],
)
def test_a_slip_is_no_name_of_its_own(right: str, odd: str, joined: int) -> None:
    rows = write_slip(right, odd)
    assert link(rows)[1].links_by_rule.get("slip_in_forename", 0) == joined
    elsewhere = {"mention_id": "elsewhere", "surname": "Birch", "forename": odd, "birth_date": dt.date(1990, 1, 9)}
    assert link([*rows, elsewhere])[1].links_by_rule.get("slip_in_forename", 0) == 0, "somebody bears that name"


def test_two_agencies_write_the_right_name_itself() -> None:
    rows = write_slip("Tobias", "Tobiaz")
    number = {"nhs_number": "9990000018"}
    rows[0] |= number
    rows[1] |= {"forename": "Toby", **number}
    engine, _ = link(rows)
    assert are_one(engine, "one", "two") and not are_one(engine, "one", "odd")


@pytest.mark.parametrize(
    ("right", "odd", "more", "joined"),
    [
        ("Tobias", "Tobais", {}, True),
        ("Holly", "Molly", {}, False),
        ("Rohan", "Rohxn", {}, True),
        ("Lena", "Lenka", {}, False),
        ("Petra", "Petar", {}, False),
        ("Karina", "Karinb", {}, False),
        ("Tobias", "Tobais", {"address": "9 Birch Close", "postcode": "ZZ1 2BB"}, False),
        ("Tobias", "Tobais", {"address": "", "postcode": ""}, False),
        ("Tobias", "Tobais", {"surname": "Ashdowne"}, False),
        ("Tobias", "Tobais", {"agency": "police"}, False),
    ],
    ids=[
        "two letters changed places",
        "both are names",
        "letters that follow each other in no name",
        "a letter more, which may be a name",
        "the last letters changed places, which may be a brother",
        "another letter, which may be a name",
        "another home",
        "no home",
        "another surname",
        "one agency writes both",
    ],
)
def test_where_one_agency_writes_the_right_name_the_other_can_only_be_a_slip(
    right: str, odd: str, more: Row, joined: bool
) -> None:
    one, _, other = write_slip(right, odd)
    engine, report = link([one, other | more])
    assert are_one(engine, "one", "odd") is joined
    assert report.links_by_rule.get("slip_in_forename", 0) == joined


@pytest.mark.parametrize(
    ("more", "joined"),
    [
        ({"mention_id": "again", "agency": "housing", "forename": "Tobais"}, False),
        (
            {"mention_id": "elsewhere", "surname": "Birch", "forename": "Tobais", "birth_date": dt.date(1990, 1, 9)},
            False,
        ),
        ({"mention_id": "brother", "agency": "housing", "forename": "Tobia", "birth_date": dt.date(2011, 1, 9)}, False),
        ({"mention_id": "sister", "agency": "housing", "forename": "Rosa", "birth_date": dt.date(2011, 1, 9)}, True),
    ],
    ids=["another agency writes it so", "another family has the name", "a brother with a similar name", "a sister"],
)
def test_such_a_slip_is_nobody_elses_name(more: Row, joined: bool) -> None:
    right, _, odd = write_slip("Tobias", "Tobais")
    engine, _ = link([right, odd, LENA | more])
    assert are_one(engine, "one", "odd") is joined


STRANGE, CERTAIN = "near_forename_no_relative", "slip_in_forename"
RIGHT = LENA | {"mention_id": "one", "agency": "police", "forename": "Elizabeth"}
ODD = LENA | {"mention_id": "odd", "agency": "health", "forename": "Elizbeth"}
BIRCH = {"surname": "Birch", "birth_date": dt.date(1990, 1, 9), **AWAY}


@pytest.mark.parametrize(
    ("right", "odd"),
    [
        ("Lena", "Lenka"),
        ("Ella", "Ellia"),
        ("Anna", "Annika"),
        ("Ousman", "Ousmana"),
        ("Rohan", "Rohana"),
        ("Rohan", "Rohak"),
        ("Rohan", "Bohan"),
        ("Rohan", "Brohan"),
        ("Rohan", "Roban"),
        ("Jason", "Jaxon"),
        ("Emma", "Ebma"),
        ("Dovrin", "Dovzrin"),
        ("Carys", "Cerys"),
    ],
    ids=["a pet form", "a letter more before the end", "two letters more", "a girl's form", "a letter behind it",
         "another last letter", "another first letter", "a letter before it", "letters that names have",
         "a letter that few names have", "a short name", "neither is in a list", "both are names"],
)  # fmt: skip
def test_two_names_that_twins_may_have_are_asked_about(right: str, odd: str) -> None:
    engine, _ = link([RIGHT | {"forename": right}, ODD | {"forename": odd}], off=(CERTAIN,))
    assert not are_one(engine, "one", "odd")
    assert frozenset(("one", "odd")) in questions(engine)


@pytest.mark.parametrize(
    ("a", "b", "more", "rule"),
    [
        ({}, {}, [], STRANGE),
        ({"forename": "Chloe", "sex": "F"}, {"forename": "Clhoe", "sex": "F", **AWAY}, [], STRANGE),
        ({"forename": "Rohan"}, {"forename": "Rohjn"}, [], STRANGE),
        ({}, {}, [ODD | {"mention_id": "again", **AWAY}], STRANGE),
        ({}, {}, [RIGHT | {"mention_id": "sister", "agency": "housing", "forename": "Rosa"}], STRANGE),
        ({}, {}, [RIGHT | {"mention_id": "other", **BIRCH}], STRANGE),
        ({}, {}, [RIGHT | {"mention_id": "more", "agency": "school"}], CERTAIN),
        ({"forename": "Tobias"}, {"forename": "Tobais"}, [], CERTAIN),
        ({}, {}, [RIGHT | {"mention_id": "more", "agency": "school"},
                  ODD | {"mention_id": "again", "agency": "housing"}], ""),
        ({}, {}, [ODD | {"mention_id": "again", "agency": "housing"}], ""),
        ({}, {}, [RIGHT | {"mention_id": "twin", "agency": "housing", "forename": "Elizbeta"}], ""),
        ({}, {}, [RIGHT | {"mention_id": "brother", "agency": "housing", "forename": "Eliza", "birth_date": dt.date(2012, 1, 9)}], ""),
        ({}, {}, [ODD | {"mention_id": "other", **BIRCH}], ""),
        ({"nhs_number": "9990000018"}, {"nhs_number": "9990000026"}, [], ""),
        ({"local_id": "N1"}, {"local_id": "N2", "agency": "police"}, [], ""),
        ({"sex": "F"}, {"sex": "M"}, [], ""),
        ({"forename": "Elizabeth Mary"}, {"forename": "Elizbeth Rose"}, [], ""),
    ],
    ids=["a letter left out", "two letters changed places, two homes", "another letter",
         "two sets of details of one agency", "a sister of another name", "another has the listed name",
         "two agencies write the listed one", "only a slip, named by its own rule", "two agencies write each",
         "two agencies write the unlisted one", "a twin of a similar name", "a sister of a similar name",
         "another has the unlisted name", "two NHS numbers", "two numbers of one agency", "another sex",
         "other second forenames"],
)  # fmt: skip
def test_a_slip_inside_a_forename_is_matched_if_no_relative_has_one_like_it(
    a: Row, b: Row, more: list[Row], rule: str
) -> None:
    rows = [RIGHT | a, ODD | b, *more]
    engine, report = link(rows)
    assert are_one(engine, "one", "odd") is bool(rule)
    assert not rule or rule in report.links_by_rule
    without, cautious = link(rows, off=(STRANGE,))
    assert STRANGE not in cautious.links_by_rule and are_one(without, "one", "odd") is (rule == CERTAIN)
    alone, strange_alone = link(rows, off=frozenset(list_rules_on(off={STRANGE})))
    assert are_one(alone, "one", "odd") is (rule == STRANGE or (rule == CERTAIN and bool(more)))
    assert set(strange_alone.links_by_rule) - {"england-3"} <= {STRANGE}, "a rule that is off names no match"


@pytest.mark.parametrize("answer", [PairAnswer.NOT_SAME, PairAnswer.CANNOT_TELL])
def test_an_answer_stands_above_such_a_slip(answer: PairAnswer) -> None:
    said = (Judgement(1, "one", "odd", answer, "mara", dt.date(2026, 5, 3)),)
    assert not are_one(link([RIGHT, ODD], judgements=said)[0], "one", "odd")


def write_slip(right: str, odd: str) -> list[Row]:
    names = {"one": ("police", right), "two": ("school", right), "odd": ("health", odd)}
    return [LENA | {"mention_id": name, "agency": at, "forename": said} for name, (at, said) in names.items()]


@pytest.mark.parametrize(
    ("more", "joined"),
    [
        ({"agency": "housing", "slot": "tenant"}, False),
        ({"agency": "licensing", "slot": "holder"}, False),
        ({"agency": "police", "slot": "nominal"}, False),
        ({"agency": "police", "slot": "found_with"}, False),
        ({"agency": "housing", "slot": "nominal", "birth_date_as_written": "15"}, True),
        ({"agency": "youth_service", "slot": "subject"}, True),
    ],
    ids=["a tenant", "a holder", "a nominal", "found with somebody", "of her age", "of a youth service"],
)
@pytest.mark.parametrize("tie", [HOME, {"phone": "07700 900123"}], ids=["home", "phone"])
def test_whoever_may_be_a_parent_of_one_name_is_asked(tie: Row, more: Row, joined: bool) -> None:
    bare = {"mention_id": "bare", **NAMES, **tie, "occurred_on": dt.date(2024, 6, 1)}
    engine, _ = link([LENA | tie, bare | more])
    assert are_one(engine, "lena", "bare") is joined
    assert joined or frozenset(("lena", "bare")) in questions(engine)


@pytest.mark.parametrize(
    ("known", "bare", "joined"),
    [
        ({"birth_date": dt.date(1994, 4, 3)}, {"agency": "housing", "slot": "tenant"}, False),
        ({"birth_date": dt.date(1972, 4, 3), "slot": "tenant"}, {"agency": "police", "slot": "nominal"}, False),
        ({"birth_date": dt.date(1988, 4, 3)}, {"agency": "licensing", "slot": "holder"}, False),
        ({"birth_date": dt.date(1981, 4, 3)}, {"agency": "police", "slot": "found_with"}, False),
        ({"birth_date": dt.date(1967, 4, 3), "slot": "tenant"}, {"slot": "accompanied_by"}, False),
        ({"birth_date": None}, {"agency": "housing", "slot": "tenant"}, False),
        ({"birth_date": dt.date(1994, 4, 3)}, {"slot": "tenant", "birth_date_as_written": "30"}, True),
        ({"birth_date": dt.date(1985, 4, 3)}, {"agency": "health", "slot": "accompanied_by"}, True),
        ({"birth_date": dt.date(1985, 4, 3)}, {"slot": "related", "source_role": "Mother"}, True),
    ],
    ids=[
        "a son, and his father the tenant",
        "a tenant, and a child of one name",
        "a holder",
        "found with a child",
        "a grandparent",
        "neither has an age",
        "a tenant whose age agrees",
        "came with a child",
        "a child's mother",
    ],
)
def test_whoever_may_be_a_grown_relative_of_one_name_is_asked(known: Row, bare: Row, joined: bool) -> None:
    """Of two grown people of one name and home one may be a child of the other, if nothing says how old one of them is."""
    row = {"mention_id": "bare", **NAMES, **HOME, "occurred_on": dt.date(2024, 6, 1)}
    child = IDA | {"mention_id": "ida", "record_id": "record-bare"}
    engine, _ = link([LENA | known, row | bare, child])
    assert are_one(engine, "lena", "bare") is joined
    assert joined or frozenset(("lena", "bare")) in questions(engine)


MOTHER = {"mention_id": "mother", "agency": "childrens_services", "surname": "Calder", "forename": "Rosa",
          "slot": "related", "source_role": "Mother", "record_id": "family", "birth_date": dt.date(1985, 10, 21)}  # fmt: skip
CAME = {"mention_id": "came", "agency": "health", "surname": "Calder", "forename": "Rosa", "slot": "accompanied_by",
        "record_id": "visit", "occurred_on": dt.date(2024, 6, 1)}  # fmt: skip
CHILD = [IDA | {"mention_id": "ida1", "record_id": "family"}, IDA | {"mention_id": "ida2", "record_id": "visit"}]
CHILD_OF = [
    {"mention_id": "known", "agency": "childrens_services", **NAMES, "birth_date": dt.date(2012, 4, 3), "slot": "subject",
     "record_id": "one", "row_id": "one"},
    {"mention_id": "bare", "agency": "health", **NAMES, "slot": "subject", "record_id": "two", "row_id": "two",
     "occurred_on": dt.date(2024, 6, 1)},
    {"mention_id": "mother1", "agency": "childrens_services", "surname": "Calder", "forename": "Rosa", "slot": "related",
     "source_role": "Mother", "record_id": "one", "row_id": "one"},
    {"mention_id": "mother2", "agency": "health", "surname": "Calder", "forename": "Rosa", "slot": "accompanied_by",
     "record_id": "two", "row_id": "two", "occurred_on": dt.date(2024, 6, 1)},
]  # fmt: skip
HER_NAME = dict.fromkeys(("mother1", "mother2"), NAMES)
SISTER = [
    CHILD_OF[0] | {"mention_id": "sister", "forename": "Lenka", "surname": "Birch", "birth_date": dt.date(2014, 1, 9),
                   "record_id": "three", "row_id": "three"},
    CHILD_OF[2] | {"mention_id": "mother3", "record_id": "three", "row_id": "three"},
]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "more", "joined"),
    [
        ({}, [], True),
        ({"mother2": {"forename": "Rosanna"}}, [], False),
        ({"mother1": {"source_role": "Aunt"}}, [], False),
        (HER_NAME, [], False),
        ({"known": {"birth_date": dt.date(2006, 4, 3)}}, [], False),
        ({"bare": {"occurred_on": None}}, [], False),
        ({"bare": {"slot": "found_with"}}, [], False),
        ({"bare": {"restricted": True}}, [], False),
        ({"known": {"restricted": True}}, [], False),
        ({"known": {"sex": "F"}, "bare": {"sex": "M"}}, [], False),
        ({}, SISTER, False),
        ({}, [LENA | {"mention_id": "other"}], False),
        ({}, [LENA | {"mention_id": "other", "forename": "Lenna"}], False),
    ],
    ids=["agrees", "another parent", "an aunt", "the mother's own name", "an adult by then", "no day", "beside another child",
         "a restricted record", "a restricted known record", "another sex", "a sister of a like name", "two of the name",
         "another of a like name"],
)  # fmt: skip
def test_a_child_is_matched_by_a_clear_name_and_a_parent(said: dict[str, Row], more: list[Row], joined: bool) -> None:
    engine, report = link([row | said.get(row["mention_id"], {}) for row in CHILD_OF] + more)
    assert are_one(engine, "known", "bare") is joined
    assert report.links_by_rule.get("unique_name_and_parent", 0) == int(joined)


NAMESAKE = MOTHER | {"mention_id": "other", "birth_date": dt.date(1979, 2, 3), "slot": "subject", "record_id": "other"}


BESIDE = MOTHER | {"source_role": "Aunt", "birth_date": None}
OWN_ROW = [NAMESAKE | {"mention_id": "grown", "birth_date": dt.date(2005, 2, 3), "record_id": "own"},
           MOTHER | {"mention_id": "again", "record_id": "own"}]  # fmt: skip
ROSALIE = NAMESAKE | {"forename": "Rosalie", **HOME}
ASKED, JOINED, NEITHER = "asked", "joined", "neither"


@pytest.mark.parametrize(
    ("mother", "came", "more", "becomes"),
    [
        ({}, {}, [], JOINED),
        ({}, {}, [NAMESAKE], JOINED),
        ({"source_role": "Step-father"}, {}, [], JOINED),
        ({"source_role": "Aunt"}, {}, [], ASKED),
        ({"restricted": True}, {}, [], ASKED),
        ({}, {"restricted": True}, [], ASKED),
        ({"birth_date": None}, {}, [], ASKED),
        ({"birth_date": dt.date(2010, 1, 2)}, {}, [], ASKED),
        ({"birth_date": dt.date(1951, 1, 2)}, {}, [], ASKED),
        ({"sex": "F"}, {"sex": "M"}, [], ASKED),
        ({"forename": "Rosa Mary"}, {"forename": "Rosa Jane"}, [], ASKED),
        ({}, {"birth_date_as_written": "late 50s"}, [], NEITHER),
        ({}, {"birth_date_as_written": "36"}, [], ASKED),
        ({}, {"slot": "found_with"}, [], ASKED),
        ({}, {}, [NAMESAKE | {"slot": "found_with", "record_id": "visit", "agency": "police"}], ASKED),
        ({}, {}, [BESIDE | {"mention_id": "gran", "source_role": "Grandmother"}], ASKED),
        ({}, {}, [MOTHER | {"mention_id": "father", "source_role": "Father", "birth_date": None}], ASKED),
        ({}, {}, OWN_ROW, ASKED),
        ({}, {}, [OWN_ROW[0], OWN_ROW[1] | {"birth_date": None}], ASKED),
        ({}, {}, [BESIDE | {"mention_id": "aunt", "forename": "Rosalind"}], ASKED),
        (HOME, {}, [ROSALIE | {"birth_date": dt.date(2005, 2, 3)}], ASKED),
        (HOME, {}, [ROSALIE | {"birth_date": dt.date(2012, 2, 3)}], JOINED),
        ({}, {}, [ROSALIE | {"birth_date": dt.date(2005, 2, 3)}], JOINED),
        ({}, {}, [BESIDE | {"mention_id": "aunt", "restricted": True}], ASKED),
        ({}, {}, [OWN_ROW[0] | {"restricted": True}, OWN_ROW[1] | {"restricted": True}], ASKED),
    ],
)
def test_a_parent_who_came_is_the_parent_of_the_family_record(
    mother: Row, came: Row, more: list[Row], becomes: str
) -> None:
    engine, report = link([MOTHER | mother, CAME | came, *CHILD, *more])
    assert are_one(engine, "mother", "came") is (becomes == JOINED)
    assert report.links_by_rule.get("parent_who_came", 0) == int(becomes == JOINED)
    assert is_asked(engine, "mother", "came") is (becomes == ASKED)


def is_asked(engine: DuckDBEngine, a: str, b: str) -> bool:
    """Whether a question leads between the people of two mentions, for every reader of both."""
    sql = f"""SELECT count(*) AS n FROM question q JOIN resolved x ON x.mention_id = q.mention_id_a
        JOIN resolved y ON y.mention_id = q.mention_id_b
        WHERE [least(x.person_id, y.person_id), greatest(x.person_id, y.person_id)] = (
            SELECT list_sort(list(person_id)) FROM resolved WHERE mention_id IN ('{a}', '{b}'))"""
    return bool(engine.query(sql)["n"][0].as_py())


@pytest.mark.parametrize("other", [{"birth_date_as_written": "19"}, {"forename": "Rosa Jane"}])
def test_who_came_another_time_brings_no_other_adult_to_the_parent(other: Row) -> None:
    """All who came by one name with one child are joined: what contradicts for one of them holds for all."""
    visit = [CAME | {"mention_id": "earlier", "record_id": "clinic"} | other, CHILD[0] | {"mention_id": "ida3"}]
    rows = [MOTHER | {"forename": "Rosa Mary"}, CAME, *CHILD, visit[0], visit[1] | {"record_id": "clinic"}]
    assert not are_one(link(rows)[0], "mother", "earlier")


def test_a_parent_who_came_with_another_child_is_asked_about() -> None:
    visit = CHILD[1] | {"forename": "Una", "birth_date": dt.date(2014, 8, 9)}
    assert not are_one(link([MOTHER, CAME, CHILD[0], visit])[0], "mother", "came")


@pytest.mark.parametrize("answer", [PairAnswer.CANNOT_TELL, PairAnswer.NOT_SAME])
def test_a_parent_who_came_stays_two_after_an_answer(answer: PairAnswer) -> None:
    said = (Judgement(1, "came", "mother", answer, "mara", dt.date(2026, 5, 3)),)
    assert not are_one(link([MOTHER, CAME, *CHILD], judgements=said)[0], "came", "mother")


@pytest.mark.parametrize("order", ORDERS)
def test_a_bare_name_does_not_bring_two_second_forenames_together(order: tuple[int, ...]) -> None:
    rows = [
        LENA | {"mention_id": "mary", "forename": "Lena Mary"},
        BARE,
        BARE | {"mention_id": "rose", "forename": "Lena Rose"},
    ]
    engine, report = link([rows[place] | {"batch": at} for at, place in enumerate(order)])
    assert report.links_by_rule == {} and not are_one(engine, "mary", "rose")


@pytest.mark.parametrize("order", ORDERS)
def test_a_companion_of_a_bare_name_does_not_bring_two_second_forenames_together(order: tuple[int, ...]) -> None:
    came = [
        {"mention_id": f"c{at}", "agency": "health", "surname": "Calder", "forename": said, "slot": "accompanied_by",
         "record_id": f"r{at}", "batch": order.index(at)}
        for at, said in enumerate(("Omar Jay", "Omar", "Omar Lee"))
    ]  # fmt: skip
    visits = [IDA | {"mention_id": f"ida{at}", "record_id": f"r{at}"} for at in range(3)]
    assert not are_one(link([*came, *visits])[0], "c0", "c2")
    assert are_one(link([came[0], came[1], *visits])[0], "c0", "c1")


@pytest.mark.parametrize("answer", [PairAnswer.CANNOT_TELL, pytest.param(PairAnswer.NOT_SAME, marks=pytest.mark.soak)])
@pytest.mark.parametrize("said", [("bare", "lena"), ("bare", "third"), ("lena", "third")])
def test_a_third_record_does_not_bring_two_together_whom_somebody_doubted(
    said: tuple[str, str], answer: PairAnswer
) -> None:
    rows = [LENA, BARE, BARE | {"mention_id": "third", "agency": "school", "organisation": "Hill School"}]
    assert are_one(link(rows)[0], "bare", "third")
    doubted, report = link(rows, judgements=(Judgement(1, *said, answer, "mara", dt.date(2026, 5, 3)),))
    assert report.links_by_rule == {} and not are_one(doubted, *said)


def test_two_names_of_one_person_do_not_bring_two_together_whom_somebody_doubted() -> None:
    number = {"nhs_number": "9990000018"}
    both = [LENA | number, LENA | number | {"mention_id": "married", "surname": "Calder"}]
    later = BARE | {"mention_id": "later", "surname": "Calder"}
    assert are_one(link([*both, BARE, later])[0], "bare", "later")
    said = (Judgement(1, "bare", "later", PairAnswer.CANNOT_TELL, "mara", dt.date(2026, 5, 3)),)
    engine, report = link([*both, BARE, later], judgements=said)
    assert not are_one(engine, "bare", "later") and report.links_by_rule == {"same_nhs_number": 1}


@pytest.mark.parametrize("people", [20, 40])
def test_a_home_of_many_people_says_nothing_whatever_their_names(people: int) -> None:
    others = [
        HOME
        | {
            "mention_id": f"o{n}",
            "surname": f"Quil{chr(97 + n // 9)}",
            "forename": f"Tam{chr(97 + n % 9)}",
            "birth_date": dt.date(1950 + n, 3, 1 + n % 20),
        }
        for n in range(people)
    ]
    assert are_one(link([LENA, BARE, *others])[0], "lena", "bare") is (people == 20)


def test_a_short_form_that_both_twins_may_bear_is_of_neither() -> None:
    twins = [
        LENA | {"mention_id": "one", "forename": "Catrin", "nhs_number": "9990000018"},
        LENA | {"mention_id": "other", "forename": "Catriona", "nhs_number": "9990000026"},
    ]
    engine, report = link([*twins, LENA | {"mention_id": "cat", "agency": "police", "forename": "Cat"}])
    assert not are_one(engine, "one", "cat") and not are_one(engine, "other", "cat")
    assert report.left_apart["between_two_people"] == 2
    assert "between_two_people" in questions(engine).values()


def test_twins_who_are_kept_apart_are_two_without_a_number() -> None:
    twins = [
        LENA | {"mention_id": "one", "forename": "Christian"},
        LENA | {"mention_id": "other", "forename": "Christina"},
    ]
    engine, report = link([*twins, LENA | {"mention_id": "chris", "agency": "police", "forename": "Chris"}])
    assert not are_one(engine, "one", "other")
    assert not are_one(engine, "one", "chris") and not are_one(engine, "other", "chris")
    assert report.left_apart["between_two_people"] >= 1


@pytest.mark.parametrize("names", [("kate", "katherine"), ("katherine", "kate")])
def test_a_name_that_two_people_bear_is_looked_for_on_both_sides(names: tuple[str, str]) -> None:
    settings, engine = read_settings(), DuckDBEngine()
    at = {
        name: find_level(settings.model, comparison=name, label=f"{name.replace('_', ' ')} {label}")
        for name, label in (("forename", "the same"), ("surname", "the same"), ("home", "different"))
    }
    rows = ", ".join(f"({n}, '{one}', 'ashdown', true)" for n, one in enumerate((*names, "katherine"), start=1))
    engine.make(
        "profile",
        f"""SELECT *, NULL::VARCHAR AS nhs_number, NULL::VARCHAR AS upn, NULL::VARCHAR AS local_id_kind,
            NULL::VARCHAR AS local_id FROM (VALUES {rows}) AS p(profile_id, first_name, last_name, comparable)""",
    )
    engine.make("person_of_profile", "SELECT profile_id, greatest(2, profile_id) AS person_id FROM profile")
    engine.make("unlikely_twin", "SELECT 0 AS profile_a, 0 AS profile_b LIMIT 0")
    engine.make(
        "judged",
        f"""SELECT 1 AS profile_a, 2 AS profile_b, '{settings.version}' AS rule_id, 'join' AS verdict,
            {at["forename"]} AS forename_level, {at["surname"]} AS surname_level, -1 AS birth_date_level,
            {at["home"]} AS home_level, -1 AS parent_level, -1 AS phone_level""",
    )
    hold_between_two(engine=engine, settings=settings)
    assert engine.query("SELECT verdict FROM judged").to_pylist() == [{"verdict": "left_apart"}]


def test_one_name_alone_is_asked_and_never_joined() -> None:
    bare = {"mention_id": "bare", "agency": "youth_service", **NAMES}
    engine, _ = link([LENA, bare])
    assert not are_one(engine, "lena", "bare") and questions(engine) == {frozenset(("lena", "bare")): "name_alone"}
    other = LENA | {"mention_id": "other", "birth_date": dt.date(2001, 1, 9), "address": "", "postcode": ""}
    (asked,) = questions(link([LENA, other, bare])[0]).items()
    assert "bare" in asked[0] and asked[1] == "name_not_contradicted", "one of the two, then the other"


def test_one_name_one_age_and_one_busy_place_is_asked() -> None:
    def at_club(name: str, **cells: Any) -> list[Row]:
        row = {
            "row_id": name,
            "record_id": f"record-{name}",
            "occurred_on": dt.date(2024, 6, 1),
            "agency": "youth_service",
        }
        club = {
            "entity_kind": "place",
            "slot": "place",
            "value_as_written": "Elm Youth Club",
            "address": "Elm Youth Club",
        }
        return [row | {"mention_id": name} | cells, row | {"mention_id": f"{name}-club"} | club]

    many = [at_club(f"o{n}", name_as_written=f"Tam Quil{chr(97 + n // 9)}{chr(97 + n % 9)}") for n in range(40)]
    by_age = at_club("a", **NAMES, birth_date_as_written="15")
    known = [at_club(f"k{n}", **NAMES, birth_date=dt.date(2009, 1 + n, 2)) for n in range(5)]
    asked = questions(link([row for rows in (*many, by_age, *known) for row in rows])[0])
    assert any("a" in pair for pair in asked)


def test_a_written_age_is_a_window_of_birth_years_in_which_records_meet() -> None:
    aged = {"mention_id": "aged", "agency": "youth_service", "surname": "Ashdown", "forename": "Lenka", "phone": "",
            "postcode": "ZZ1 1AA", "birth_date_as_written": "15", "occurred_on": dt.date(2024, 6, 1)}  # fmt: skip
    assert link([LENA | {"forename": "Lenna"}, aged])[1].pairs_scored == 1
    assert link([LENA | {"forename": "Lenna"}, aged | {"birth_date_as_written": "35"}])[1].pairs_scored == 0


def test_a_name_of_too_many_people_is_left_out_and_the_run_says_so() -> None:
    rows = [
        LENA
        | {
            "mention_id": f"l{n}",
            "birth_date": dt.date(1960, 1, 1) + dt.timedelta(days=97 * n),
            "address": "",
            "postcode": "",
        }
        for n in range(201)
    ]
    _, report = link(rows)
    assert (report.names_capped, report.name_pairs_not_compared) == (1, 201 * 200 // 2)
    assert link(rows[:5])[1].names_capped == 0


def test_a_block_that_is_too_large_says_how_many_pairs_it_holds() -> None:
    rows = [
        LENA
        | {
            "mention_id": f"l{n}",
            "forename": f"Ta{chr(97 + n // 26)}{chr(97 + n % 26)}",
            "surname": f"Quil{n % 7 * 'a'}",
        }
        for n in range(101)
    ]
    report = link(rows)[1]
    assert report.pairs_not_compared["postcode_and_birth_year"] == 101 * 100 // 2


def test_switches_leave_the_order_of_the_others() -> None:
    every = list_rules_on(off=())
    assert list_rules_on(off=every) == () and list_rules_on(off=every[:2]) == every[2:]
