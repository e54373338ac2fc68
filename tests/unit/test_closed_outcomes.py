"""One list says which outcomes take no further action, and no rule keeps such words of its own."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sightline
from sightline.known_facts.outcomes import is_closed, is_other_outcome
from sightline.model.errors import OurFault
from sightline.rulebook.closed_outcomes import ClosedOutcome, DecisionKind, read_closing_lists
from sightline.rulebook.schema import TextList, read_table
from sightline.store import DuckDBEngine
from sightline.store.sql.sql_steps import write_value

HOUSE = Path(sightline.__file__).parent
CONTACT, CRIME = (ClosedOutcome(of=kind) for kind in DecisionKind)
NO_ADVICE = ClosedOutcome(of=DecisionKind.CONTACT, leaves_out=TextList(["advice"]), because="an answer")
CASES = [
    ("NFA", True, True, True),
    ("n.f.a.", True, True, True),
    ("No further action (NFA)", True, True, True),
    ("closed - nfa", True, True, True),
    ("NFA - ADVICE GIVEN", True, False, True),
    ("Closure after advice", True, False, False),
    ("SIGNPOST", True, False, False),
    ("Information only", True, True, False),
    ("For information only", True, True, False),
    ("Information and advice", True, False, False),
    ("Threshold not met", True, True, False),
    (" noted ", True, True, False),
    ("Filed", False, False, True),
    ("Outcome 16", False, False, True),
    ("14 - Evidential difficulties", False, False, True),
    ("14 days to reply", False, False, False),
    ("Outcome 22", False, False, False),
    ("Not NFA", False, False, False),
    ("Closedown of the home", False, False, False),
    ("ASSESS", False, False, False),
    ("Early help", False, False, False),
    ("", False, False, False),
]
# What is no outcome of a contact, referral or crime, by file: headings of columns, words of notes, addresses, answers
# given in Sightline, what an anonymised file may show, and decisions of an enquiry or a conference that name no plan.
OTHERS = (
    "agencies/", "casenotes/", "linkage/", "returns/", "england/escalation/reasons.toml", "england/review/report.toml",
    "england/timescales/initial_conference.toml", "england/timescales/core_group.toml",
    "england/timescales/review_conference_first.toml",
)  # fmt: skip
NAMES = ("no further action", "No further action")  # of a shape in a chart, and of its label
STANDARD = "standard_words"  # words that are no reason, and close nothing


@pytest.mark.parametrize(("outcome", "contact", "without_advice", "crime"), CASES)
def test_an_outcome_takes_no_further_action(outcome: str, contact: bool, without_advice: bool, crime: bool) -> None:
    assert [one.holds(outcome) for one in (CONTACT, NO_ADVICE, CRIME)] == [contact, without_advice, crime]


def test_sql_says_the_same() -> None:
    engine = DuckDBEngine()
    for outcome, *closed in CASES:
        text = write_value(value=outcome)
        for test, holds in zip((CONTACT, NO_ADVICE, CRIME), closed, strict=True):
            (row,) = engine.query(
                f"SELECT {is_closed(test, text)} AS a, {is_other_outcome(test, text)} AS b"
            ).to_pylist()
            assert (row["a"], row["b"]) == (holds, bool(outcome) and not holds), (outcome, test.of)
    engine.close()


@pytest.mark.parametrize(
    "table",
    [
        {"of": "contact", "leaves_out": ["advice"]},
        {"of": "contact", "because": "so"},
        {"of": "crime", "leaves_out": ["advice"], "because": "no such group"},
        {"of": "conference"},
    ],
)
def test_a_rule_that_leaves_words_out_names_them_and_says_why(table: dict[str, Any]) -> None:
    with pytest.raises(OurFault):
        read_table(ClosedOutcome, table, where="a rule")


def own_words() -> frozenset[str]:
    lists = read_closing_lists()
    plain = {one.lower() for part in (lists.contact, lists.crime) for one in part.words["no_action"]}
    return frozenset({*plain, "n.f.a.", "no further action (nfa)", "no further police action", "closed - nfa"})


def kept_words(said: object, key: str = "") -> Iterator[str]:
    """The texts in the lists of a rule that are such a word, but for its examples."""
    if isinstance(said, dict):
        for name, value in said.items():
            if name not in ("examples", STANDARD):
                yield from kept_words(value, name)
    elif isinstance(said, list):
        yield from (one for one in said if isinstance(one, str) and one.strip().lower() in own_words())
        for one in said:
            yield from kept_words(one, key)


def test_no_rule_keeps_such_words_of_its_own() -> None:
    rules = HOUSE / "rules"
    kept = {
        file: words
        for path in sorted(rules.rglob("*.toml"))
        if not (file := path.relative_to(rules).as_posix()).startswith(OTHERS)
        if (words := list(kept_words(tomllib.loads(path.read_text(encoding="utf-8")))))
    }
    assert set(kept) == {"england/no_further_action.toml"}


def test_no_code_keeps_such_words_of_its_own() -> None:
    kept = [
        f"{path.relative_to(HOUSE)}:{node.lineno}"
        for path in sorted(HOUSE.rglob("*.py"))
        if not path.is_relative_to(HOUSE / "invented")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if node.value.lower() in own_words() and node.value not in NAMES
    ]
    assert kept == []


def test_no_sql_keeps_such_words_of_its_own() -> None:
    quoted = tuple(f"'{word}'" for word in own_words())
    kept = [path.name for path in HOUSE.rglob("*.sql") if any(one in path.read_text().lower() for one in quoted)]
    assert kept == []
