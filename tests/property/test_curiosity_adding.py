"""Adding a record never removes a question, unless it is a fact that answers that rule. And windows are what they say."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from support.curious import CHILD, FACTS, SLOTS, ask
from support.examples import examples

from sightline.curiosity import Question, read_questions
from sightline.curiosity.repetitions import RaisingFact, find_windows
from sightline.curiosity.rules import FactChoice, QuestionShape

AS_AT = date(2025, 1, 1)
EVENTS = "childrens_services_events"
# What two agencies say, and who holds a thing, is answered by what they say later: not by facts that a rule lists.
COUNTED = [
    one
    for one in read_questions(day=AS_AT)
    if one.shape in (QuestionShape.REPEATED, QuestionShape.EPISODE, QuestionShape.BEFORE)
]


def kinds(question: Question) -> list[FactChoice]:
    return [*question.raises, *question.answers, *question.opens]


def line_of(chosen: FactChoice) -> st.SearchStrategy[dict[str, Any]]:
    """A line that the rule names: so that stories come near to what it asks about."""
    says = {name: values[0] for name, values in (chosen.where | chosen.where_word).items()}
    says |= dict.fromkeys(chosen.where_not, "something else")
    kind = chosen.kind if "/" in chosen.kind or (chosen.kind in FACTS and chosen.kind != EVENTS) else f"{EVENTS}/visit"
    return st.builds(
        lambda days, lag, restricted: {
            "kind": kind, "fact": chosen.fact, "says": says, "words": "Words." if chosen.words else "",
            "role": chosen.roles[0] if chosen.roles else "", "restricted": restricted,
            "on": (date(2023, 6, 1) + timedelta(days=days)).isoformat(),
            "known": (date(2023, 6, 1) + timedelta(days=days + lag)).isoformat(),
        },
        st.integers(0, 500), st.integers(0, 20), st.booleans(),
    )  # fmt: skip


def names(chosen: FactChoice, line: dict[str, Any]) -> bool:
    """Whether a line is such a fact: the same as the SQL says, said again in Python."""
    layout, says = line["kind"].partition("/")[0], {name: str(said).lower() for name, said in line["says"].items()}
    return (
        chosen.kind in (line["kind"], layout)
        and chosen.fact == line["fact"]
        and SLOTS.get(layout, "subject") in chosen.slots
        and (not chosen.roles or line["role"] in chosen.roles)
        and (not chosen.words or bool(line["words"]))
        and all(says.get(name, "") in values for name, values in chosen.where.items())
        and all(says.get(name, "") not in values for name, values in chosen.where_not.items())
    )


def answers(question: Question, line: dict[str, Any]) -> bool:
    ends = {kind for one in question.opens for kind in one.until}
    return line["kind"] in ends or any(names(one, line) for one in question.answers)


def children_asked_about(lines: Sequence[dict[str, Any]], question: Question) -> tuple[bool, bool]:
    """Whether the child is asked about at all, and by what needs no restricted record."""
    told = [{"record": f"record {place}"} | line for place, line in enumerate(lines)]
    hidden = {line["record"] for line in told if line["restricted"]}
    asked = [one for one in ask(told, as_at=AS_AT, rule_id=question.id) if one["person_id"] == CHILD]
    return bool(asked), any(not hidden & set(one["basis"]) for one in asked)


def worked_stories(question: Question) -> list[list[dict[str, Any]]]:
    """The rule's own examples that ask, in which each line says all that a drawn one says."""
    plain: dict[str, Any] = {"says": {}, "words": "", "role": "", "restricted": False}
    return [
        [plain | {"fact": FACTS[row["kind"].partition("/")[0]]} | row for row in example["rows"]]
        for example in question.rule.examples
        if example["asked"]
    ]


@st.composite
def stories(draw: st.DrawFn) -> tuple[Question, list[dict[str, Any]], dict[str, Any]]:
    question = draw(st.sampled_from(COUNTED))
    near = st.one_of([line_of(one) for one in kinds(question)])
    raising = st.one_of([line_of(one) for one in (*question.raises, *question.opens)])
    told = st.one_of(st.sampled_from(worked_stories(question)), st.lists(raising, min_size=1, max_size=6))
    lines = draw(told) + draw(st.lists(raising, max_size=2)) + draw(st.lists(near, max_size=1))
    other = draw(st.sampled_from(COUNTED))
    return question, lines, draw(st.one_of(near, st.one_of([line_of(one) for one in kinds(other)])))


@settings(max_examples=examples(12, soak=40), deadline=None)
@given(stories())
def test_adding_a_record_removes_no_question_that_it_does_not_answer(
    story: tuple[Question, list[dict[str, Any]], dict[str, Any]],
) -> None:
    question, lines, added = story
    if answers(question, added):
        return
    before, after = (children_asked_about(told, question) for told in (lines, [*lines, added]))
    assert after[0] >= before[0]
    assert after[1] >= before[1]


@settings(max_examples=examples(6, soak=20), deadline=None)
@given(stories(), st.integers(0, 400))
def test_what_is_asked_was_known_and_is_asked_from_that_day_on(
    story: tuple[Question, list[dict[str, Any]], dict[str, Any]], days: int
) -> None:
    question, lines, _ = story
    for one in ask(lines, as_at=AS_AT, rule_id=question.id):
        assert one["raised_on"] <= AS_AT
        later = ask(lines, as_at=AS_AT + timedelta(days=days), rule_id=question.id)
        assert one["question_id"] in {again["question_id"] for again in later}


FACTS_IN_ORDER = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 5), st.integers(0, 3)), min_size=1, max_size=12
).map(lambda told: sorted(told))


@given(FACTS_IN_ORDER, st.integers(1, 4), st.integers(0, 30))
def test_a_window_is_found_where_one_is_and_only_there(
    told: list[tuple[int, int, int]], needs: int, within: int
) -> None:
    begin = date(2024, 1, 1)
    facts = [
        RaisingFact(f"r{place}", f"m{place}", begin + timedelta(days=on), begin + timedelta(days=on + lag), unit)
        for place, (on, lag, unit) in enumerate(told)
    ]
    found = list(find_windows(facts=facts, needs=needs, within=within))
    there = any(
        len({fact.unit for fact in facts if last.from_on - timedelta(days=within) <= fact.from_on <= last.from_on})
        >= needs
        for last in facts
    )
    assert bool(found) == there
    for window in found:
        assert len({fact.unit for fact in window.facts}) == needs == len(window.facts)
        assert (window.last_on - window.first.from_on).days <= within
        assert window.known_on == max(fact.known_from for fact in window.facts)
    for earlier, later in pairwise(found):
        assert later.first.from_on > earlier.first.from_on + timedelta(days=within)
