"""What a reading leaves out for speed held nothing: it is compared with a reading that leaves nothing out."""

from dataclasses import replace
from datetime import date
from re import _parser as written_patterns

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sightline.casenotes import Note, read_all
from sightline.casenotes.attributes import family
from sightline.casenotes.corpus.hands import read_hand
from sightline.casenotes.forms.replies import LONGEST_BARE
from sightline.casenotes.forms.reply_words import read_reply_words
from sightline.casenotes.gate import read_gate
from sightline.casenotes.gate.features import is_weighed
from sightline.casenotes.gate.known_words import WORD
from sightline.casenotes.gate.verdict import find_sentence
from sightline.casenotes.mentions import handles, names, nicknames, registrations, telephones
from sightline.casenotes.mentions.lists import read_mention_lists
from sightline.casenotes.mentions.words import PARTED, NoteWords, read_words
from sightline.casenotes.note import NoteText
from sightline.casenotes.reader import list_words
from sightline.casenotes.signs.compiled_rules import build_machine
from sightline.casenotes.signs.finder import find_signs
from sightline.casenotes.text.anchored_patterns import AnchoredPattern, make_plain_search, make_search
from sightline.casenotes.text.folded_text import fold
from sightline.casenotes.text.words import PIECE, cut
from sightline.casenotes.training.examples import find_corpus

ANCHORED = (
    nicknames.CUE, registrations.CUE, registrations.PART_CUE, handles.NAMED, telephones.PART, family._RELATED,
)  # fmt: skip
# What these patterns are made of, and letters that stand for others where case is ignored.
SAID = st.lists(
    st.sampled_from(sorted({anchor for one in ANCHORED for anchor in one.anchors}))
    | st.sampled_from(
        ["man", "boyfriend", "everyone", "he", "giving", "the street", "nick-", "himself", "by", "as", "Tia", "Tee", "ed",
         "ing", "s", "numbers", "two", "14", "07", "AB12", "is", "on", "user", "mates", "called", "Dex", "K", "ſaved", "ıg",
         "İndex", "\u212anown", "\u212a"]
    )
    | st.sampled_from([" ", " ", " ", "\n", ", ", ". ", "'", "’", '"', "-", "_", "@", "é", "\t", "\u00a0", ":", "("]),
    max_size=30,
).map("".join)  # fmt: skip
WRITTEN = st.lists(
    st.sampled_from(
        ["She", "she", "The", "May", "p", "J", "and", "mate", "arbnora", "Mr", "PC", "14", "Hope", "was", "said", "Tia",
         "tia", "O'Neill", "Grant-Pryce", "de", "Souza", "Thanks", "K", "a", "I", "missing", "ta", "x’s", "y"]
    )
    | st.sampled_from([" ", " ", " ", ". ", ".", "\n", ", ", "'s", "’s", "'S", " - ", "(", '"', "@", "É", "_"]),
    max_size=30,
).map("".join)  # fmt: skip


@pytest.fixture(scope="module")
def notes() -> list[Note]:
    return [
        Note(one.text, one.agency, one.written_on, one.subject)
        for number in (5, 21)
        for one in read_hand(find_corpus() / f"hand-{number:02}.txt").notes[:15]
    ]


@given(SAID)
@example("boyfriend everyone called Tee, giving the street name Dex")
@example("\ud800 known as Tee")
def test_patterns_find_from_their_anchors_what_they_find_alone(text: str) -> None:
    for one in ANCHORED:
        found = [(match.span(), match.groups()) for match in one.finditer(text, fold(text))]
        assert found == [(match.span(), match.groups()) for match in one.pattern.finditer(text)], one.anchors


@given(SAID)
def test_both_searches_find_the_same_anchors(text: str) -> None:
    for one in ANCHORED:
        assert sorted(make_search(one.anchors)(fold(text))) == sorted(make_plain_search(one.anchors)(fold(text)))


def test_an_anchor_too_far_behind_would_be_missed() -> None:
    near = AnchoredPattern(nicknames.CUE.pattern, nicknames.CUE.anchors, back=3)
    said = "a boyfriend everyone called Tee"
    assert [match["name"] for match in nicknames.CUE.finditer(said, said)] == ["Tee"]
    assert not list(near.finditer(said, said))


def test_sentences_and_frames_that_are_not_looked_at_hold_no_sign(notes: list[Note]) -> None:
    notes = notes[::6]
    machine, texts = build_machine(), [NoteText(note.text) for note in notes]
    seen = 0
    for text, listed in zip(texts, list_words(notes, texts, machine), strict=True):
        machine.remembered.forget()
        found = find_signs(machine=machine, folded=text.folded, listed=listed, sentences=text.sentences)
        machine.remembered.forget()
        spoken = {
            place
            for place, (start, end) in enumerate(text.sentences)
            if any(start <= begin < end for _, begin, _ in listed.hits)
        }
        all_awake = replace(listed, awake=dict.fromkeys(sorted(spoken | {*listed.awake}), machine.served.frames))
        assert find_signs(machine=machine, folded=text.folded, listed=all_awake, sentences=text.sentences) == found
        seen += len(found)
    machine.remembered.forget()
    assert seen > len(notes)


def list_runs(words: NoteWords, known: frozenset[str]) -> list[names.Run]:
    return list(names.find_runs(words, lists=read_mention_lists(), known=known))


@given(WRITTEN)
@example("May p. vance came. Thanks, dele")
def test_words_that_are_not_looked_at_begin_no_name(text: str) -> None:
    known = frozenset({"tia", "hope"})
    words = read_words(text)
    found = list_runs(words, known)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(names, "_list_places", lambda words, *_: range(len(words.small)))
        assert list_runs(words, known) == found


@given(WRITTEN | SAID)
def test_plain_letters_are_cut_as_all_letters_are(text: str) -> None:
    words = read_words(text)
    assert [word for word in PARTED.split(text)[1::2] if word] == [
        text[start : end + 2 * owns] for start, end, owns in zip(words.starts, words.ends, words.owns, strict=True)
    ]
    assert words.small == [word.lower() for word in words.written]
    assert cut(fold(text)).written == PIECE.findall(fold(text))
    folded = fold(text)
    of_gate = read_gate().weights.words
    assert [(one.start, one.end) for one in of_gate.read(text, (0, len(text)))] == [
        match.span()
        for match in WORD.finditer(text)
        if (said := of_gate.tell(match[0]))
        and said[0] == folded[slice(*match.span())].replace("’", "'")
        and (not said[1] or text.isupper() or not text[: match.start()].strip(" \"'(-*•"))
    ]


@settings(max_examples=30)
@given(st.integers(0, 29))
def test_the_gate_says_what_its_features_say(notes: list[Note], number: int) -> None:
    note = replace(notes[number], written_on=date(2023, 5, 4))
    gate, text = read_gate(), NoteText(note.text)
    for one in filter(is_weighed, read_all(note)):
        words = gate.weights.words.read(note.text, find_sentence(one, text))
        assert gate.weights.chance(one, words) == gate.weights.chance_by_features(one, words)


def test_no_reply_at_the_end_of_a_line_is_longer_than_is_looked_at() -> None:
    pattern = read_reply_words().bare.pattern
    end = r"\s*\Z"
    assert pattern.endswith(end)
    assert written_patterns.parse(pattern.removesuffix(end)).getwidth()[1] <= LONGEST_BARE
