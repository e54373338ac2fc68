"""Which signs of rules stand: plain statements always do, harm is asked about, and what is set aside is kept and counted."""

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from support.rows import engine_with

from sightline import casenotes
from sightline.casenotes import Note, read_all
from sightline.casenotes.gate import let_stand, read_gate
from sightline.casenotes.gate.features import NEVER_LEFT_OUT, list_features
from sightline.casenotes.gate.weights import Gate, pack_gate, unpack_gate
from sightline.casenotes.readings.bulk import read_together
from sightline.casenotes.readings.cache import pack, unpack
from sightline.casenotes.training.gate.learner import learn_gate
from sightline.casenotes.training.gate.lessons import Lesson, family_of
from sightline.model.passages import Level, PassageKind, Polarity
from sightline.model.schema import MENTION, SENTENCE_MARK, SOURCE_ROW
from sightline.patterns import read_patterns
from sightline.patterns.rules import PatternClass

# A gate that would set everything aside or ask about it, and one that would let everything stand.
SHUT = Gate("shut", read_gate().weights, 1.1, 1.1)
OPEN = replace(SHUT, stands_from=0.0, asked_below=0.0)
# Words that a rule takes for a mood, and that are none.
ORDINARY = "Report of shouting at the address last night."
HARM = (
    "He hit her.",
    "Threatened with a knife.",
    "She has cuts on her arm.",
    "She told me that he made her sleep with him.",
)
# Official terms and plain statements of signs that are never left out.
PLAIN_HARM = (
    ("He hit her.", "coercion_control"),
    ("Threatened with a knife.", "coercion_control"),
    ("She has unexplained bruises on both arms.", "physical_injury"),
    ("We suspect that she is being exploited.", "suspected_exploitation"),
    ("Concerns about child sexual exploitation.", "suspected_exploitation"),
    ("She disclosed that he hits her.", "account_given"),
    ("She was found with three older men in a flat.", "found_with_adults"),
    ("She has retracted her statement.", "account_withdrawn"),
    ("He is self-harming again.", "self_harm"),
    ("She took an overdose.", "self_harm"),
)
PLAIN = (
    "She was reported missing at nine.",
    "He has a second phone.",
    "She was seen with an older male.",
    "Smelt of cannabis.",
)


def signs_of(text: str, gate: Gate) -> tuple[list[str], list[str], list[str]]:
    """The signs that stand, those that are left out, and those that a person is asked about."""
    note = Note(text, agency="school", subject="Tia Marlow")
    found = let_stand(note, read_all(note), gate=gate)
    stands = [one.label for one in found.passages if one.kind is PassageKind.INDICATOR]
    return stands, [one.label for one in found.aside], [one.label for one in found.asked]


@pytest.mark.parametrize("text", HARM)
def test_signs_of_harm_and_accounts_stand_or_are_asked_about_and_are_never_left_out(text: str) -> None:
    before, none, nothing = signs_of(text, OPEN)
    after, aside, asked = signs_of(text, SHUT)
    assert none == nothing == [] and set(before) & NEVER_LEFT_OUT
    assert sorted(one for one in before if one in NEVER_LEFT_OUT) == sorted(
        [*(one for one in after if one in NEVER_LEFT_OUT), *asked]
    )
    assert not set(aside) & NEVER_LEFT_OUT


@pytest.mark.parametrize(("text", "sign"), PLAIN_HARM)
def test_plain_statements_of_harm_always_stand(text: str, sign: str) -> None:
    assert sign in signs_of(text, SHUT)[0]


CRIME = (
    "Holding a knife for the older boys.",
    "He runs packages to Grimsby on the train for them.",
    "He is out delivering for them every night.",
    "He drops off parcels for the lads in the Audi.",
    "She is made to hold a gun for him.",
)


@pytest.mark.parametrize("text", CRIME)
def test_what_a_child_is_made_to_carry_is_never_left_out(text: str) -> None:
    labels, aside, asked = signs_of(text, SHUT)
    assert "criminal_exploitation" in {*labels, *asked} and "criminal_exploitation" not in aside


def test_every_sign_that_alone_completes_a_pattern_which_must_be_answered_is_never_left_out() -> None:
    """`several_signs` asks for many kinds of sign, so no one of them completes it; a worry is read by its own query."""
    must = [
        one
        for one in read_patterns(day=date(2026, 11, 29))
        if one.pattern_class is PatternClass.MUST and one.id != "several_signs"
    ]
    signs = {sign for one in must if "indicators" in one.values for sign in one.words("indicators")}
    assert {one.id for one in must} >= {"young_child", "worry_unanswered", "place_of_repeated_concern"}
    assert {*signs, "parent_worry"} <= NEVER_LEFT_OUT


@pytest.mark.parametrize("text", PLAIN)
def test_plain_statements_always_stand(text: str) -> None:
    assert signs_of(text, OPEN)[0] == signs_of(text, SHUT)[0] != []


def test_what_is_denied_always_stands() -> None:
    note = Note("No smoking seen, she denies drinking and there were no drugs.", agency="school")
    denied = [one for one in read_all(note) if one.polarity == Polarity.NEGATED]
    assert denied and let_stand(note, denied, gate=SHUT).passages == denied


def test_what_is_set_aside_is_no_passage_and_is_kept_with_its_words() -> None:
    note = Note(f"{ORDINARY} She was reported missing.", agency="police", subject="Tia Marlow")
    (reading,) = read_together([note])
    assert [one.label for one in reading.passages if one.kind is PassageKind.INDICATOR] == ["missing_episode"]
    (aside,) = reading.aside
    assert (aside.label, aside.level, note.text[aside.start : aside.end]) == (
        "emotional_change",
        Level.SET_ASIDE,
        ORDINARY,
    )
    assert unpack(pack(reading), note.text) == reading


def test_a_run_counts_what_it_set_aside_and_writes_where_it_was() -> None:
    row = {
        "row_id": "r", "record_id": "rec", "agency": "police", "organisation": "police", "restricted": False,
        "layout": "childrens_services_events", "source_file": "e.csv", "source_row": 1, "standing": "current",
        "original": json.dumps({"Text": ORDINARY}), "markings": [],
    }  # fmt: skip
    engine = engine_with({SOURCE_ROW: [row], MENTION: []})
    report = casenotes.build(engine=engine)
    (mark,) = engine.query(f"SELECT * FROM {SENTENCE_MARK.name} WHERE level = 'set_aside'").to_pylist()
    assert report["set_aside"] == 1 and (mark["indicator"], mark["start"]) == ("emotional_change", 0)
    assert mark["model_version"] == read_gate().version
    assert engine.query("SELECT * FROM passage WHERE indicator <> ''").num_rows == 0


def test_a_gate_learns_the_same_from_the_same_marks_and_packs_without_loss() -> None:
    notes = [("Smell of smoke, music.", False), ("Smelt of drink again.", True), ("A drink of water.", False)] * 4
    words, lessons = read_gate().weights.words, []
    for text, is_right in notes:
        mark = next(one for one in read_all(Note("Smelt of drink.")) if one.kind is PassageKind.INDICATOR)
        lessons.append(Lesson("hand", mark, tuple(words.read(text, text.lower(), (0, len(text)))), is_right))
    one, other = learn_gate(lessons, words), learn_gate(lessons, words)
    assert pack_gate(one) == pack_gate(other)
    packed = unpack_gate(pack_gate(one))
    chances = [packed.chance(each.mark, each.words) for each in lessons]
    assert min(np.array(chances)[1::3]) > max(chances[0], chances[2])
    assert chances == pytest.approx([one.chance(each.mark, each.words) for each in lessons], abs=0.02)


def test_no_feature_is_of_a_person_and_a_family_is_a_rules_name() -> None:
    note = Note("Mum says that Tia smelt of drink.", subject="Tia Marlow")
    mark = next(one for one in read_all(note) if one.kind is PassageKind.INDICATOR and one.label == "substance_use")
    words = read_gate().weights.words.read(note.text, note.text.lower(), (0, len(note.text)))
    listed = dict(list_features(mark, words))
    whose = replace(mark, experiencer="other", said_by="family")
    assert dict(list_features(whose, words)) == listed and not any("tia" in one for one in listed)
    assert [family_of(one) for one in ("gift_frames_free", "mood", "told_spoken")] == ["frames", "base", "spoken"]
