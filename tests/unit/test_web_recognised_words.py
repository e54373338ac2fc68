"""What was recognised in words: who answered and who must still; and in order, folded by whom or what is shared."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from sightline.casework.escalation.pages import ItemLine
from sightline.casework.patterns.pages import AgencyAloneOn, AgencyAnswer, PatternPerson, RecognisedLine, RecognisedPage
from sightline.model.ids import make_id
from sightline.rulebook.rules import load_rules
from sightline.web.patterns.presenters import (
    answer_in_words,
    asked_in_words,
    people_in_words,
    seen_in_words,
    sort_lines,
    tag_in_words,
)

DEAN = PatternPerson("adult", "p-dean", "Dean Marlow")
IVY, BETH = PatternPerson("child", "p-ivy", "Ivy Birchall"), PatternPerson("child", "p-beth", "Beth Cawood")
SOMEBODY = PatternPerson("unidentified", "", "Uncle B")
POLICE, SOCIAL = AgencyAnswer("police", False, True), AgencyAnswer("childrens_services", True, True)


def line(
    key: str, pattern_id: str = "shared_adult", *, must: bool = True, on: int = 1, **more: object
) -> RecognisedLine:
    whole = {
        "instance_key": key, "pattern_id": pattern_id, "must": must, "first_true_on": date(2024, 3, on), "alone": (),
        "only_jointly": True, "unsure": False, "confirmed": False, "provisional": False, "licensed": False, "chance": None,
        "entity_kind": "", "what": "", "people": (), "rests_on": (), "answers": (SOCIAL,) if must else (),
    } | more  # fmt: skip
    return RecognisedLine(**whole)  # type: ignore[arg-type]


def item(state: str) -> ItemLine:
    return ItemLine("i1", "shared_adult", "pattern", "", "childrens_services", "childrens_services", "standard", state,
                    "practitioner", "", "2024-03-01T09:00:00Z", "2024-03-05T09:00:00Z", True, False, False)  # fmt: skip


def said(state: str, **more: object) -> AgencyAnswer:
    whole = {"agency": "childrens_services", "own": True, "waits": False, "item": item(state), "by": "a.ferris",
             "stage": "practitioner", "at": "2024-03-04T10:00:00Z", "form": "not_proceed"} | more  # fmt: skip
    return AgencyAnswer(**whole)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (POLICE, "Police: no answer that you can see"),
        (replace(SOCIAL, item=item("waiting")), "Children’s services: not answered"),
        (replace(SOCIAL, item=item("acknowledged")), "Children’s services: being dealt with, not answered"),
        (said("to_be_seen"), "Children’s services: answered by a.ferris (practitioner), 4 March 2024: not proceeding; "
         "the next stage must review it"),
        (said("acting", form="act", by_when=date(2024, 3, 8)), "Children’s services: answered by a.ferris (practitioner), "
         "4 March 2024: action to be taken by 8 March 2024"),
        (said("closed"), "Children’s services: answered by a.ferris (practitioner), 4 March 2024: not proceeding; reviewed and agreed"),
        (said("waiting", waits=True), "Children’s services: open again. a.ferris answered on 4 March 2024, and that "
         "answer no longer applies"),
        (said("closed", by="", form="fact", by_meeting=True), "Children’s services: answered by a meeting, 4 March 2024"),
    ],
)  # fmt: skip
def test_each_agency_says_how_it_stands(answer: AgencyAnswer, words: str) -> None:
    assert answer_in_words(answer) == words


def test_half_an_answer_names_who_is_missing() -> None:
    both = line("a", answers=(SOCIAL, POLICE))
    assert tag_in_words(both) == "Not answered"
    assert asked_in_words(both) == "Children’s services and Police must each give their own answer."
    group = line("a", "group_around_children", answers=(SOCIAL, POLICE))
    assert asked_in_words(group) == "To answer, hold a meeting. Or Children’s services and Police each give a reason."
    half = line("a", answers=(said("to_be_seen"), POLICE))
    assert half.waits and tag_in_words(half) == "Still to answer: Police" and not asked_in_words(half)
    whole = line("a", answers=(said("to_be_seen"), replace(said("closed"), agency="police", own=False)))
    assert not whole.waits and not tag_in_words(whole)


def test_since_when_says_first_of_all_records_and_then_of_one_agencys() -> None:
    alone, later = AgencyAloneOn("police", date(2024, 3, 1)), AgencyAloneOn("health", date(2024, 4, 2))
    assert seen_in_words(line("a")) == (
        "The records show this from 1 March 2024. No agency could see it from its own records alone."
    )
    assert seen_in_words(line("a", only_jointly=False, alone=(alone,))) == (
        "The records show this from 1 March 2024, from the records of Police alone."
    )
    assert seen_in_words(line("a", only_jointly=False, alone=(alone, later))) == (
        "The records show this from 1 March 2024. From one agency’s records alone: Police from 1 March 2024 and Health from "
        "2 April 2024."
    )


def test_adults_and_children_stand_apart_and_one_comes_back_to_a_child() -> None:
    whole = line("a", people=(BETH, DEAN, IVY, SOMEBODY))
    assert people_in_words(whole) == [("Adult", (DEAN,)), ("Children", (BETH, IVY)), ("Not identified", (SOMEBODY,))]
    assert RecognisedPage(whole, (), False, False).back_to == BETH.person_id
    assert RecognisedPage(line("a", people=(DEAN,)), (), False, False).back_to == DEAN.person_id


def test_what_waits_comes_first_and_lines_about_one_thing_are_folded() -> None:
    flat = {"entity_kind": "place", "node_id": "t-flat", "what": "7 Quay Lane", "must": False}
    dean = {"entity_kind": "adult", "node_id": "p-dean"}
    found = sort_lines([
        line("a1", on=2, people=(DEAN, IVY), **dean),
        line("a2", on=1, people=(DEAN, BETH), answers=(said("to_be_seen"),), **dean),
        line("a3", on=3, people=(DEAN, IVY), **dean),
        line("m1", "repeat_missing"),
        line("m2", "repeat_missing", answers=(said("closed"),)),
        line("c1", "shared_place", people=(IVY,), **flat),
        line("c2", "shared_place", people=(IVY,), **flat),
        line("c3", "missing_and_health", must=False),
    ])  # fmt: skip
    assert [[one.instance_key for one in bundle.lines] for bundle in found.waiting] == [["a1", "a2", "a3"], ["m1"]]
    keyed = [
        replace(
            one, instance_key=make_id("pattern", one.instance_key), people=(), answers=one.answers if one.waits else ()
        )
        for part in found.waiting
        for one in part.lines
    ]
    said_here = render_to_string("chronology/parts/recognised.html", {"recognised": keyed})
    assert "To answer (3)" in said_here
    assert [[one.instance_key for one in bundle.lines] for bundle in found.answered] == [["m2"]]
    assert [len(bundle.lines) for bundle in found.context] == [2, 1]
    assert (found.all_answered, found.all_context) == (1, 3), "what is counted is lines, not bundles"
    adult, place = found.waiting[0], found.context[0]
    assert (adult.label, adult.waiting, adult.children, adult.first_true_on) == (
        "Adult: Dean Marlow", 2, 2, date(2024, 3, 1),
    )  # fmt: skip
    assert (place.label, place.children) == ("Place: 7 Quay Lane", 1)


def test_rules_that_chance_meets_as_often_say_what_was_measured() -> None:
    """The figures are those of the table in docs/reference/benchmarks.md; no rule says another."""
    table = (Path(__file__).parents[2] / "docs" / "reference" / "benchmarks.md").read_text(encoding="utf-8")
    measured = {rule.id: rule.beside_chance for rule in load_rules("england", "patterns") if rule.beside_chance}
    assert set(measured) == {"shared_place", "several_signs"}
    for rule_id, words in measured.items():
        ((met, chance),) = re.findall(rf"\| `{rule_id}` \| ([0-9.]+) \| ([0-9.]+) \|", table)
        assert f"we found it {met} times, and {chance} times" in words and float(met) < float(chance)
