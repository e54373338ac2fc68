"""Which signs of rules stand: plain statements always do, harm is asked about, and what is set aside is kept and counted."""

import json
from collections import Counter
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
from sightline.casenotes.training.gate.course import ASKED_BELOW, STANDS_FROM
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
# Plain statements of each sign that is never left out, active, passive and short: first written without sight of the list.
PLAIN_HARM = (
    ("We suspect that she is being exploited.", "suspected_exploitation"),
    ("Concerns about child sexual exploitation.", "suspected_exploitation"),
    ("She's being groomed.", "suspected_exploitation"),
    ("CSE concerns were discussed with the school nurse.", "suspected_exploitation"),
    ("Concerns re CSE.", "suspected_exploitation"),
    ("There are concerns that she is being sexually exploited.", "suspected_exploitation"),
    ("Ongoing concerns over criminal exploitation.", "suspected_exploitation"),
    ("She is at high risk of CSE.", "suspected_exploitation"),
    ("She disclosed that he hits her.", "account_given"),
    ("She disclosed that she was raped.", "account_given"),
    ("She told staff she had been sexually assaulted.", "account_given"),
    ("She said she was raped at a party.", "account_given"),
    ("She told her teacher that he had touched her.", "account_given"),
    ("He reported that he was threatened with a knife.", "account_given"),
    ("She's told us she was hit by her boyfriend.", "account_given"),
    ("She has retracted her statement.", "account_withdrawn"),
    ("She's withdrawn her allegation.", "account_withdrawn"),
    ("The allegation was retracted the next day.", "account_withdrawn"),
    ("Her statement has been withdrawn.", "account_withdrawn"),
    ("He doesn't want to make a statement to police.", "account_withdrawn"),
    ("She no longer wants to support a prosecution.", "account_withdrawn"),
    ("She was told to bring other girls.", "made_to_bring_others"),
    ("She's been made to bring her friends.", "made_to_bring_others"),
    ("She is being forced to recruit younger girls.", "made_to_bring_others"),
    ("He was paid to bring other boys.", "made_to_bring_others"),
    ("He's recruiting other children.", "made_to_bring_others"),
    ("She has unexplained bruises on both arms.", "physical_injury"),
    ("She had a black eye.", "physical_injury"),
    ("He was stabbed in the leg.", "physical_injury"),
    ("She's got bruising to her neck.", "physical_injury"),
    ("Cigarette burns were seen on her arm.", "physical_injury"),
    ("He hit her.", "coercion_control"),
    ("Threatened with a knife.", "coercion_control"),
    ("She was raped.", "coercion_control"),
    ("She had been sexually assaulted by two men.", "coercion_control"),
    ("He was threatened by older boys.", "coercion_control"),
    ("She was hit by him.", "coercion_control"),
    ("He's in debt to dealers.", "coercion_control"),
    ("She's scared of him.", "coercion_control"),
    ("She's being blackmailed.", "coercion_control"),
    ("She was found with three older men in a flat.", "found_with_adults"),
    ("She was found with a 30 year old man.", "found_with_adults"),
    ("Police found her with two unknown men.", "found_with_adults"),
    ("She'd been seen with a much older man.", "found_with_adults"),
    ("He was stopped with two adult males.", "found_with_adults"),
    ("He is self-harming again.", "self_harm"),
    ("She took an overdose.", "self_harm"),
    ("She has been cutting herself.", "self_harm"),
    ("He tried to hang himself.", "self_harm"),
    ("She's said she wants to die.", "self_harm"),
    ("She'd cut herself with a razor.", "self_harm"),
    ("He is suicidal.", "self_harm"),
    ("She's been to the sexual health clinic twice.", "health_attendance"),
    ("She asked for a pregnancy test.", "health_attendance"),
    ("She'd been given emergency contraception.", "health_attendance"),
    ("She was treated for chlamydia at the GUM clinic.", "health_attendance"),
    ("She's had the morning after pill.", "health_attendance"),
    ("She had an STI screen.", "health_attendance"),
    ("He was found with wraps.", "criminal_exploitation"),
    ("He's involved in county lines.", "criminal_exploitation"),
    ("He is being made to sell drugs.", "criminal_exploitation"),
    ("He was forced to carry a knife.", "criminal_exploitation"),
    ("She's carrying drugs for them.", "criminal_exploitation"),
    ("He's been running drugs to the coast.", "criminal_exploitation"),
    ("She has an older boyfriend.", "older_associate"),
    ("She's seeing a man in his thirties.", "older_associate"),
    ("He's spending time with older males.", "older_associate"),
    ("Her boyfriend is 25.", "older_associate"),
    ("She's in a relationship with an older man.", "older_associate"),
    ("He has unexplained cash.", "unexplained_gifts"),
    ("She's been given a new phone by an older man.", "unexplained_gifts"),
    ("He bought her vodka.", "unexplained_gifts"),
    ("She couldn't say where the money came from.", "unexplained_gifts"),
    ("He's got new trainers that he can't explain.", "unexplained_gifts"),
    ("She was found in a hotel.", "place_of_concern"),
    ("He was seen at a known CSE address.", "place_of_concern"),
    ("They were taken to an address used by the group.", "place_of_concern"),
    ("She was found at an address of concern.", "place_of_concern"),
    ("He's been going to an address used by dealers.", "place_of_concern"),
    ("She's stayed at a flat with them.", "place_of_concern"),
    ("She had been seen outside a hotel.", "place_of_concern"),
    ("Mum is very worried.", "parent_worry"),
    ("Dad's worried about her.", "parent_worry"),
    ("Mother was frightened for her.", "parent_worry"),
    ("Parents are worried about who he is with.", "parent_worry"),
    ("Gran's scared for her.", "parent_worry"),
    ("Her mum was extremely worried.", "parent_worry"),
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


def test_five_plain_statements_of_each_sign_at_least_are_tried() -> None:
    assert set(Counter(sign for _, sign in PLAIN_HARM)) == NEVER_LEFT_OUT
    assert min(Counter(sign for _, sign in PLAIN_HARM).values()) >= 5


OF_OTHERS = ("Her friend Zoe has a bruise.", "Staff will call an ambulance if she cuts.")


@pytest.mark.parametrize("text", OF_OTHERS)
def test_what_is_of_another_person_or_only_supposed_is_never_asked_and_stands_as_it_was_read(text: str) -> None:
    assert signs_of(text, OPEN) == signs_of(text, SHUT) and signs_of(text, SHUT)[0] != []


def test_a_suspicion_is_asked_about_of_whomever_and_no_other_sign_is() -> None:
    note = Note("They might be passing her around.", agency="school", subject="Tia Marlow")
    found = {
        one.label: replace(one, experiencer="other") for one in read_all(note) if one.kind is PassageKind.INDICATOR
    }
    assert set(found) == {"suspected_exploitation", "coercion_control"}
    stood = let_stand(note, list(found.values()), gate=SHUT)
    assert [one.label for one in stood.asked] == ["suspected_exploitation"]
    assert [one.label for one in stood.passages] == ["coercion_control"]


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
        lessons.append(Lesson("hand", mark, tuple(words.read(text, (0, len(text)))), is_right))
    one, other = learn_gate(lessons, words), learn_gate(lessons, words)
    assert pack_gate(one) == pack_gate(other)
    packed = unpack_gate(pack_gate(one))
    chances = [packed.chance(each.mark, each.words) for each in lessons]
    assert min(np.array(chances)[1::3]) > max(chances[0], chances[2])
    assert chances == pytest.approx([one.chance(each.mark, each.words) for each in lessons], abs=0.02)


def test_the_shipped_gate_has_the_levels_that_training_writes() -> None:
    assert (read_gate().stands_from, read_gate().asked_below) == (STANDS_FROM, ASKED_BELOW)


def test_no_feature_is_of_a_person_and_a_family_is_a_rules_name() -> None:
    note = Note("Mum says that Tia smelt of drink.", subject="Tia Marlow")
    mark = next(one for one in read_all(note) if one.kind is PassageKind.INDICATOR and one.label == "substance_use")
    words = read_gate().weights.words.read(note.text, (0, len(note.text)))
    listed = dict(list_features(mark, words))
    whose = replace(mark, experiencer="other", said_by="family")
    assert dict(list_features(whose, words)) == listed and not any("tia" in one for one in listed)
    assert [family_of(one) for one in ("gift_frames_free", "mood", "told_spoken")] == ["frames", "base", "spoken"]
