"""Which pairs are asked as "same person?", told as small tables."""

import datetime as dt
import re
from typing import Any

from sightline.linkage import resolve
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.link_decision import JOINING, TOO_LITTLE, choose_rule
from sightline.linkage.questions.bridges import BRIDGE, SPARSE
from sightline.linkage.questions.namesakes import AGREES, read_namesake_rules
from sightline.linkage.questions.same_person import HELD_APART, NEAR, NEVER_ASKED
from sightline.linkage.questions.sparse_records import NO_BIRTH_DATE, NO_FORENAME
from sightline.linkage.questions.spellings import SPELLING_AND_DATE, TWO_SPELLINGS
from sightline.linkage.settings import FOLDER, read_settings
from sightline.linkage.uniqueness.rules import BETWEEN_TWO
from sightline.model.ids import make_id
from sightline.model.judgements import Judgement, PairAnswer
from sightline.model.schema import MENTION
from sightline.rulebook.files import read_toml
from sightline.store import DuckDBEngine

BORN = dt.date(2009, 4, 3)
HOME = {"address": "4 Alder Road", "postcode": "ZZ1 1AA"}
LENA = {"surname": "Ashdown", "forename": "Lena", "birth_date": BORN, **HOME}
TOBY = LENA | {"forename": "Tobias"}
TWINS = [
    {"mention_id": "lena1", "agency": "school", **LENA},
    {"mention_id": "lena2", "agency": "health", **LENA},
    {"mention_id": "toby1", "agency": "school", **TOBY},
]


def ask(rows: list[dict[str, Any]], *judgements: Judgement) -> list[dict[str, Any]]:
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions(rows))
    report = resolve(engine=engine, secret=EXAMPLE_SECRET, judgements=judgements)
    questions = engine.query("SELECT * FROM question ORDER BY hangs_on DESC, question_id").to_pylist()
    assert report.questions == len(questions)
    return questions


def said(a: str, b: str, answer: PairAnswer, *, sequence: int = 1, by: str = "mara") -> Judgement:
    return Judgement(sequence, a, b, answer, by, dt.date(2026, 5, 3))


def test_twins_are_one_question_however_many_records_they_have() -> None:
    (question,) = ask(TWINS)
    pair = (question["mention_id_a"], question["mention_id_b"])
    assert pair in {("lena1", "toby1"), ("lena2", "toby1")}
    assert question["question_id"] == make_id("same_person", "twin_or_sibling", *pair)
    assert question["rule_id"] == "twin_or_sibling" and "twin" in question["says"]
    assert "birth date the same" in question["agrees"] and "ashdown" not in question["agrees"].lower()
    assert (question["hangs_on"], question["answered"]) == (1, False)


def test_what_hangs_on_it_counts_the_side_that_fewer_records_name_without_restricted_ones() -> None:
    more = [TWINS[2] | {"mention_id": f"toby{n}", "restricted": n > 3} for n in range(2, 6)]
    (question,) = ask([*TWINS, *more])
    assert question["hangs_on"] == 2


def test_two_nhs_numbers_are_not_asked() -> None:
    rows = [TWINS[0] | {"nhs_number": "9990000018"}, TWINS[2] | {"nhs_number": "9990000026"}]
    assert ask([TWINS[0], TWINS[2]]) and ask(rows) == []


def test_a_sealed_identity_is_never_asked_also_where_another_row_of_its_record_is_marked() -> None:
    lena, toby = TWINS[0], TWINS[2] | {"record_id": "r"}
    marked = {"mention_id": "x", "record_id": "r", "markings": ["SEALED IDENTITY"], "forename": "Robin"}
    assert ask([lena, toby])
    assert ask([lena, toby | {"markings": ["SEALED IDENTITY"]}]) == []
    assert ask([lena, toby, marked]) == []


def test_a_protected_address_is_no_reason_shown() -> None:
    (open_question,) = ask([TWINS[0], TWINS[2]])
    (question,) = ask([TWINS[0], TWINS[2] | {"markings": ["PROTECTED ADDRESS"]}])
    assert "home" in open_question["agrees"]
    assert "home" not in question["agrees"] and "postcode" not in question["agrees"]


def test_a_record_that_is_not_restricted_is_asked_about_before_one_that_is() -> None:
    rows = [TWINS[0] | {"restricted": True, "postcode": "ZZ1 1AB"}, TWINS[1], TWINS[2]]
    (question,) = ask(rows)
    assert question["mention_id_a"] == "lena2"


def test_not_quite_enough_is_asked() -> None:
    amelia = {"surname": "Jones", "forename": "Amelia"}
    rows = [
        {"mention_id": "a", "agency": "school", **amelia, "birth_date": BORN},
        {"mention_id": "b", "agency": "health", **amelia, "birth_date": dt.date(2009, 3, 4)},
    ]
    (question,) = ask(rows)
    assert question["rule_id"] == "near_threshold"
    assert question["weight"] == round(question["weight"], 6)


def test_an_answer_takes_the_question_away_but_for_cannot_tell() -> None:
    assert ask(TWINS, said("lena2", "toby1", PairAnswer.SAME)) == []
    assert ask(TWINS, said("lena2", "toby1", PairAnswer.NOT_SAME)) == []
    (question,) = ask(TWINS, said("lena2", "toby1", PairAnswer.CANNOT_TELL))
    assert question["answered"]


def test_a_conflict_is_listed_with_names_and_dates() -> None:
    other = {"mention_id": "omar", "agency": "police", **LENA, "forename": "Omar"}
    questions = ask(
        [*TWINS, other],
        said("lena1", "toby1", PairAnswer.SAME, sequence=1),
        said("omar", "toby1", PairAnswer.SAME, sequence=2, by="jo"),
        said("lena1", "omar", PairAnswer.NOT_SAME, sequence=3, by="ife"),
    )
    conflicts = [one for one in questions if one["rule_id"] == "conflict"]
    assert {(one["mention_id_a"], one["mention_id_b"]) for one in conflicts} == {("lena1", "toby1"), ("omar", "toby1")}
    for one in conflicts:
        assert all(f"{name} said" in one["says"] for name in ("mara", "jo", "ife")) and "3 May 2026" in one["says"]
        assert one["weight"] is None
    assert len(questions) == 2


def test_every_kind_of_question_has_its_words_and_no_other_has() -> None:
    settings = read_settings()
    rules = set(re.findall(r"THEN '([^']+)'", choose_rule(settings=settings)))
    asked = rules - {*JOINING, settings.version, TOO_LITTLE, NEVER_ASKED}
    asked |= {BETWEEN_TWO}
    asked |= {NEAR, HELD_APART, NO_FORENAME, NO_BIRTH_DATE, BRIDGE, SPARSE, TWO_SPELLINGS, SPELLING_AND_DATE}
    asked |= {*read_namesake_rules().order}
    assert set(read_toml(FOLDER, "questions.toml")["says"]) == asked
    assert set(AGREES) == set(read_namesake_rules().order)
