"""What counts as an answer: fifty true ones are taken, and every form that lacks a part is refused by that part."""

import csv
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.escalation import NotAnAnswer, ResponseKind, check_answer, check_words, read_answer_rules
from sightline.escalation.responses import PARTS

TODAY = date(2026, 11, 25)
RULES = read_answer_rules()
TRUE_ANSWERS = list(
    csv.DictReader((Path(__file__).parent / "true_answers.csv").read_text(encoding="utf-8").splitlines())
)
TO_QUESTIONS = list(
    csv.DictReader((Path(__file__).parent / "true_answers_to_questions.csv").read_text(encoding="utf-8").splitlines())
)
WHOLE: dict[ResponseKind, dict[str, str]] = {
    ResponseKind.ACT: {"what": "Visit at home and see her alone", "who": "R. Okafor", "by_when": "2026-11-27"},
    ResponseKind.NOT_PROCEED: {"reason": "explained", "words": "The car is her uncle's, whom the school has met."},
    ResponseKind.FOUND: {
        "who": "Her aunt",
        "asked_on": "2026-11-24",
        "words": "The aunt fetched her from the station that night.",
    },
    ResponseKind.ASKED_NOT_KNOWN: {"who": "Her teacher", "asked_on": "2026-11-24", "by_when": "2026-12-04"},
}
NON_ANSWERS = (
    "", " ", "noted", "Noted.", "NFA", "N.F.A.", "No further action", "Noted, no further action.", "Logged", "Passed on",
    "Passed on to team.", "Logged and passed on", "ok", "Done", "See above", "As discussed", "Will monitor", "-", "....", "12345 678",
    "Noted. Logged. Filed.", "This has been noted and no further action will be taken.", "To be noted", "a b c d e f g h",
    "noted noted noted noted noted noted", "Threshold not met", "Under review", "We are aware of this", "No capacity at this time",
    "All appropriate action has been taken.", "Team is aware and will monitor", "Dealt with, thanks",
)  # fmt: skip


def missing_of(form: dict[str, Any], forms: tuple[ResponseKind, ...] = tuple(ResponseKind)) -> list[str]:
    try:
        check_answer(form, today=TODAY, forms=forms)
    except NotAnAnswer as error:
        assert all(each.says for each in error.missing)
        return [each.part for each in error.missing]
    return []


@pytest.mark.parametrize("row", TRUE_ANSWERS, ids=lambda row: row["what"] or row["words"])
def test_a_true_answer_is_taken(row: dict[str, str]) -> None:
    assert missing_of(row, (ResponseKind.ACT, ResponseKind.NOT_PROCEED)) == []


@pytest.mark.parametrize("row", TO_QUESTIONS, ids=lambda row: row["words"] or row["who"])
def test_a_true_answer_to_a_question_is_taken_and_a_clocks_answer_it_is_not(row: dict[str, str]) -> None:
    assert missing_of(row) == []
    assert missing_of(row, (ResponseKind.ACT, ResponseKind.NOT_PROCEED)) == ["form"]


def test_the_true_answers_are_fifty_and_use_every_form_and_reason() -> None:
    assert len(TRUE_ANSWERS) == 50
    assert {row["form"] for row in (*TRUE_ANSWERS, *TO_QUESTIONS)} == set(ResponseKind)
    assert {row["reason"] for row in TRUE_ANSWERS} - {""} == set(RULES.reasons)


@pytest.mark.parametrize("form", list(ResponseKind))
def test_every_form_that_lacks_parts_is_refused_by_exactly_those(form: ResponseKind) -> None:
    parts = PARTS[form]
    assert missing_of({"form": form, **WHOLE[form]}) == []
    for number in range(1, len(parts) + 1):
        for lacking in combinations(parts, number):
            for empty in ("left out", "", "   ", None):
                given_now = {name: value for name, value in WHOLE[form].items() if name not in lacking}
                if empty != "left out":
                    given_now |= dict.fromkeys(lacking, empty)
                assert missing_of({"form": form, **given_now}) == list(lacking), (form, lacking, empty)


@pytest.mark.parametrize(
    "reason", [reason for reason in RULES.reasons.values() if reason.needs], ids=lambda each: each.id
)
def test_a_reason_that_needs_more_is_refused_without_it(reason: Any) -> None:
    form = {
        "form": "not_proceed",
        "reason": reason.id,
        "words": "The exploitation team opened an enquiry on Monday morning.",
    }
    assert missing_of(form) == list(reason.needs)


@pytest.mark.parametrize("text", NON_ANSWERS)
@pytest.mark.parametrize("reason", ["explained", "in_a_plan"])
def test_what_says_nothing_is_no_reason_in_words(text: str, reason: str) -> None:
    assert missing_of({"form": "not_proceed", "reason": reason, "words": text}) == ["words"]


@pytest.mark.parametrize("text", NON_ANSWERS)
def test_what_says_nothing_is_nothing_to_be_done(text: str) -> None:
    assert missing_of({"form": "act", **WHOLE[ResponseKind.ACT], "what": text}) == ["what"]


@pytest.mark.parametrize("reason", list(RULES.reasons.values()), ids=lambda each: each.id)
def test_the_reason_over_again_is_no_reason_in_words(reason: Any) -> None:
    for words in (reason.label, f"{reason.label}.", f"Noted: {reason.label.lower()}", f"{reason.label} {reason.label}"):
        parts = missing_of(
            {"form": "not_proceed", "reason": reason.id, "words": words, "who": "DI Marsh" if reason.needs else ""}
        )
        assert parts == ["words"], words


@given(reason=st.text(max_size=30))
def test_a_reason_that_is_not_in_the_list_is_refused(reason: str) -> None:
    if reason not in RULES.reasons:
        assert "reason" in missing_of({"form": "not_proceed", **WHOLE[ResponseKind.NOT_PROCEED], "reason": reason})


@given(form=st.text(max_size=20))
def test_a_form_that_there_is_not_is_refused(form: str) -> None:
    if form not in list(ResponseKind):
        assert missing_of({"form": form, **WHOLE[ResponseKind.ACT]}) == ["form"]


@given(
    form=st.sampled_from(list(ResponseKind)),
    name=st.from_regex(r"[a-z_]{1,20}", fullmatch=True),
    value=st.text(min_size=1, max_size=20),
)
def test_what_the_form_does_not_name_is_refused(form: ResponseKind, name: str, value: str) -> None:
    """A fact that no rule names ("closed_by", "record", "outcome") stops nothing and is no part of an answer."""
    if name not in ("form", *PARTS[form]):
        assert missing_of({"form": form, **WHOLE[form], name: value}) == [name]


def test_a_question_may_be_answered_by_what_was_found_and_a_clock_may_not() -> None:
    assert missing_of({"form": "found", **WHOLE[ResponseKind.FOUND]}, (ResponseKind.ACT, ResponseKind.NOT_PROCEED)) == [
        "form"
    ]


@given(days=st.integers(min_value=-400, max_value=400))
def test_the_day_is_to_come_and_not_too_far_away(days: int) -> None:
    most = RULES.value("most_days", TODAY)
    form = {"form": "act", **WHOLE[ResponseKind.ACT], "by_when": (TODAY + timedelta(days=days)).isoformat()}
    assert missing_of(form) == ([] if 0 <= days <= most else ["by_when"])


@pytest.mark.parametrize(
    "written", ["tomorrow", "27/11/2026", "2026-13-01", "2026-11-27T10:00", 20261127, TODAY.replace(year=2020)]
)
def test_what_is_no_day_to_come_is_refused(written: Any) -> None:
    assert missing_of({"form": "act", **WHOLE[ResponseKind.ACT], "by_when": written}) == ["by_when"]


def test_asking_cannot_have_been_tomorrow() -> None:
    assert missing_of({"form": "found", **WHOLE[ResponseKind.FOUND], "asked_on": "2026-11-26"}) == ["asked_on"]


def test_what_people_wrote_is_not_printed_by_accident() -> None:
    shown = repr(check_answer({"form": "act", **WHOLE[ResponseKind.ACT]}, today=TODAY))
    assert "Okafor" not in shown and "alone" not in shown
    with pytest.raises(NotAnAnswer) as error:
        check_words("Noted: Wren Ashdown", today=TODAY)
    assert "Wren" not in str(error.value)
