"""Questions as a run keeps them, shown in the reader's language: each rule's sentence, and one that no rule says now."""

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override
from support.pseudo_language import speak_pseudo

from sightline.curiosity.candidates import CandidateQuestion
from sightline.curiosity.kept_sentences import read_back
from sightline.curiosity.rules import read_asking, read_sentences
from sightline.curiosity.wording import put_into_words
from sightline.translation.messages import as_kept, as_written
from sightline.web.core.comparison_words import comparison_in_words, comparisons_in_words

OF_TWO = ("police", "school")


def kept(rule_id: str, agencies: tuple[str, ...]) -> str:
    asks, opened = read_sentences()[rule_id]
    words: dict[str, Any] = {"agencies": agencies, "opened": opened[0] if opened else ""}
    found = CandidateQuestion(
        rule_id,
        "p",
        "m",
        "r",
        date(2026, 3, 4),
        date(2026, 11, 29),
        date(2026, 11, 29),
        "police",
        basis=(),
        words=words,
    )
    return put_into_words(asks, found, read_asking())


@pytest.mark.parametrize("agencies", [("health",), OF_TWO, ("childrens_services", *OF_TWO, "fire_service")])
@pytest.mark.parametrize("rule_id", sorted(read_sentences()))
def test_each_question_is_kept_as_it_was_and_shown_translated(
    rule_id: str, agencies: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = kept(rule_id, agencies)
    asks = read_back(text, rule_id=rule_id)
    with override("en-gb"):
        assert (as_kept(asks), str(asks), f"{asks}") == (text, text, text)
    speak_pseudo(monkeypatch)
    with override("cy"):
        shown = str(asks)
        assert shown.strip("№").startswith("⟦") and shown.endswith("⟧"), shown
        names_police = "{agencies}" in read_sentences()[rule_id][0] and "police" in agencies
        assert ("⟦the police⟧" in shown.replace("№", "")) == names_police
        assert " November " not in shown
        with as_written():
            assert str(asks) == text


def test_words_that_no_rule_says_now_stay_as_they_were_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    speak_pseudo(monkeypatch)
    with override("cy"):
        for rule_id in ("places_unlike", "gone"):
            assert str(read_back("What was asked last year?", rule_id=rule_id)) == "What was asked last year?"


def test_why_records_are_one_persons_is_shown_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "forename the same; home the same, postcode missing; ana.lee said “the same person” on 4 March 2026"
    assert comparison_in_words(text) == text
    assert comparisons_in_words(["sex the same", text]) == f"sex the same; then {text}"
    speak_pseudo(monkeypatch)
    with override("cy"):
        shown = comparison_in_words(text).replace("№", "")
    assert shown.startswith("⟦forename the same⟧; ⟦home the same, postcode missing⟧; ⟦ana.lee said “⟦the same person⟧”")
