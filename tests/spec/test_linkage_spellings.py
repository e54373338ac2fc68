"""One person under two spellings where no other rule compares the two: asked, and joined only by an answer."""

import datetime as dt
from typing import Any

import pytest

from sightline.linkage import resolve
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.model.judgements import Judgement, PairAnswer
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

Row = dict[str, Any]
HOME = {"address": "4 Alder Road", "postcode": "ZZ1 1AA"}
ELM = {"agency": "school", "organisation": "Elm School"}
KATHERINE: Row = {"forename": "Katherine", "surname": "Ashdown", **HOME}
BORN = dt.date(2009, 4, 3)
TOBIAS: Row = {"forename": "Tobias", "surname": "Ashdown", "birth_date": BORN, **HOME}
PERPETUA = "Perpetua Quillfeather"


def beside(name: str, child: Row, parent: Row, *, role: str = "Mother", slot: str = "related") -> list[Row]:
    """One row of an export: a child, and who is named there."""
    row = {"row_id": name, "record_id": f"record-{name}", "agency": "police"} | {
        one: child[one] for one in ("agency", "restricted", "markings") if one in child
    }
    return [
        {"mention_id": name, "slot": "subject"} | child | row,
        {"mention_id": f"{name}-parent", "slot": slot, "source_role": role} | parent | row,
    ]


def link(rows: list[Row], *judgements: Judgement) -> tuple[int, dict[frozenset[str], Row]]:
    """How many people there are, and the questions about spellings by their two mentions."""
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions(rows))
    people = resolve(engine=engine, secret=EXAMPLE_SECRET, judgements=judgements).persons
    asked = engine.query("SELECT * FROM question WHERE rule_id IN ('two_spellings', 'spelling_and_birth_date')")
    return people, {frozenset((one["mention_id_a"], one["mention_id_b"])): one for one in asked.to_pylist()}


def one_pair(one: Row, other: Row) -> tuple[int, str]:
    """How many people two rows are, and by which rule they are asked about; empty if they are not."""
    people, asked = link(
        [{"mention_id": "a", "agency": "police"} | one, {"mention_id": "b", "agency": "health"} | other]
    )
    assert asked.keys() <= {frozenset("ab")}
    return people, "".join(question["rule_id"] for question in asked.values())


@pytest.mark.parametrize(
    ("written", "latin"),
    [("Мария", "Maria"), ("Дмитрий", "Dmitry"), ("Алексей", "Alexei"), ("Андрей", "Andrei"), ("Дарья", "Daria"),
     ("Виктория", "Victoria"), ("Юрий", "Yuri"), ("Григорий", "Grigory"), ("Сергій", "Serhiy"), ("Марія", "Maria"),
     ("Ольга", "Olga"), ("Христо", "Hristo")],
)  # fmt: skip
def test_a_forename_in_cyrillic_letters_is_the_usual_one_in_english_letters(written: str, latin: str) -> None:
    child = {"surname": "Petrova", "birth_date": BORN, **HOME}
    assert one_pair({"forename": written} | child, {"forename": latin} | child) == (1, "")


@pytest.mark.parametrize("other", ["Kate", "Katherien", "K"], ids=["a short form", "a slip of the pen", "an initial"])
def test_at_one_home_and_school_without_birth_dates_it_is_asked(other: str) -> None:
    assert one_pair(KATHERINE | ELM, KATHERINE | ELM | {"forename": other}) == (2, "two_spellings")


@pytest.mark.parametrize("slot", ["related", "accompanied_by"])
def test_at_one_home_with_one_parent_without_birth_dates_it_is_asked(slot: str) -> None:
    mother = {"name_as_written": PERPETUA}
    rows = [*beside("a", KATHERINE, mother), *beside("b", KATHERINE | {"forename": "Kate"}, mother, slot=slot)]
    assert frozenset("ab") in link(rows)[1]


@pytest.mark.parametrize(
    "change",
    [
        {"organisation": "Birch School"},
        {"address": "9 Birch Lane", "postcode": "ZZ7 7BB"},
        {"surname": "Calder"},
        {"forename": "Tobias"},
        {"sex": "M"},
        {"forename": "Kate", "nhs_number": "9990000026"},
        {"markings": ["SEALED IDENTITY"]},
        {"occurred_on": dt.date(2001, 1, 1), "birth_date": BORN},
    ],
    ids=["another school", "another home", "another surname", "another forename", "another sex", "another number", "sealed",
         "with a birth date other rules ask"],
)  # fmt: skip
def test_what_differs_leaves_them_unasked(change: Row) -> None:
    known = KATHERINE | ELM | {"sex": "F", "nhs_number": "9990000018"}
    assert one_pair(known, KATHERINE | ELM | {"forename": "Kate"}) == (2, "two_spellings")
    assert one_pair(known, KATHERINE | ELM | {"forename": "Kate"} | change) == (2, "")


def test_where_too_many_of_the_surname_live_nobody_is_asked() -> None:
    def asked(count: int) -> bool:
        more = [KATHERINE | ELM | {"mention_id": f"m{at}", "forename": f"Zofi{chr(97 + at)}x"} for at in range(count)]
        two = [KATHERINE | ELM | {"mention_id": "a"}, KATHERINE | ELM | {"mention_id": "b", "forename": "Kate"}]
        return frozenset("ab") in link([*two, *more])[1]

    assert asked(10) and not asked(11)


LENA, OMAR = ({"forename": name, "surname": "Kestrel", "birth_date": BORN, "nhs_number": number}
              for name, number in (("Lena", "9990000018"), ("Omar", "9990000026")))  # fmt: skip
FULL, SHORT = {"name_as_written": "Katherine Kestrel"}, {"name_as_written": "Kate Kestrel", "local_id": "M7"}
MOTHERS = frozenset(("a-parent", "b-parent"))


@pytest.mark.parametrize(("role", "slot"), [("Mother", "related"), ("", "accompanied_by")])
def test_a_parent_under_two_spellings_is_asked_where_another_child_has_her(role: str, slot: str) -> None:
    two = [*beside("a", LENA, FULL), *beside("b", LENA, SHORT, role=role, slot=slot)]
    assert link(two)[1] == {}
    _, asked = link([*two, *beside("c", OMAR, SHORT)])
    assert asked[MOTHERS]["rule_id"] == "two_spellings" and asked[MOTHERS]["hangs_on"] == 1


def test_who_only_came_with_the_child_is_compared_with_parents_alone() -> None:
    rows = [
        *beside("a", LENA, FULL, role="", slot="accompanied_by"),
        *beside("b", LENA, SHORT, role="", slot="accompanied_by"),
    ]
    assert link([*rows, *beside("c", OMAR, SHORT)])[1] == {}


def test_restricted_records_say_nothing_of_parents() -> None:
    rows = [*beside("a", LENA, FULL), *beside("b", LENA | {"restricted": True}, SHORT | {"restricted": True})]
    assert link([*rows, *beside("c", OMAR, SHORT)])[1] == {}


def test_a_grandmother_of_a_like_name_is_not_asked_about() -> None:
    rows = [*beside("a", LENA, FULL | {"birth_date": dt.date(1985, 5, 1)}),
            *beside("b", LENA, SHORT | {"birth_date": dt.date(1951, 2, 7)}),
            *beside("c", OMAR, SHORT | {"birth_date": dt.date(1951, 2, 7)})]  # fmt: skip
    assert link(rows)[1] == {}


@pytest.mark.parametrize(
    "born",
    [dt.date(2008, 4, 3), dt.date(2010, 4, 3), dt.date(2009, 5, 9), dt.date(2009, 11, 26)],
    ids=["a year out", "another year out", "a month and days out", "as far apart as one mother's births are not"],
)
def test_a_spelling_and_a_birth_date_that_both_differ_at_one_home_are_asked(born: dt.date) -> None:
    assert one_pair(TOBIAS, TOBIAS | {"forename": "Tobais", "birth_date": born}) == (2, "spelling_and_birth_date")


@pytest.mark.parametrize(
    "change",
    [
        {"birth_date": dt.date(2010, 5, 9)},
        {"birth_date": dt.date(1979, 4, 3)},
        {"forename": "Omar", "birth_date": dt.date(2008, 4, 3)},
        {"surname": "Calder", "birth_date": dt.date(2008, 4, 3)},
        {"address": "9 Birch Lane", "birth_date": dt.date(2008, 4, 3)},
        {"agency": "police", "local_id": "N2", "birth_date": dt.date(2008, 4, 3)},
    ],
    ids=[
        "as brothers are apart",
        "a generation",
        "another forename",
        "another surname",
        "another home",
        "one agency numbers both",
    ],
)
def test_brothers_and_parents_of_like_names_are_not_asked(change: Row) -> None:
    assert one_pair(TOBIAS | {"local_id": "N1"}, TOBIAS | {"forename": "Tobais"} | change) == (2, "")


def test_an_answer_settles_it() -> None:
    rows = [KATHERINE | ELM | {"mention_id": "a"}, KATHERINE | ELM | {"mention_id": "b", "forename": "Kate"}]

    def said(answer: PairAnswer) -> Judgement:
        return Judgement(1, "a", "b", answer, "mara", dt.date(2026, 5, 3))

    assert link(rows, said(PairAnswer.SAME)) == (1, {})
    assert link(rows, said(PairAnswer.NOT_SAME)) == (2, {})
    people, asked = link(rows, said(PairAnswer.CANNOT_TELL))
    assert people == 2 and asked[frozenset("ab")]["answered"]


def test_a_protected_home_is_not_spoken_of() -> None:
    rows = [KATHERINE | ELM | {"mention_id": "a"},
            KATHERINE | ELM | {"mention_id": "b", "forename": "Kate", "markings": ["PROTECTED ADDRESS"]}]  # fmt: skip
    (question,) = link(rows)[1].values()
    assert "home" not in question["agrees"] and "Ashdown" not in question["says"]
