"""The model of notes: learned from a few sentences here, it marks what is like them and says by which words and examples."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sightline.casenotes import Note, read_note
from sightline.casenotes.corpus.hands import Hand, read_hand
from sightline.casenotes.learned.features import list_marked, read_sentences
from sightline.casenotes.learned.marks import SentenceMark, mark_notes
from sightline.casenotes.learned.model import (
    ModelFiles,
    NoteModel,
    Weights,
    pack_levels,
    pack_weights,
    read_model,
    unpack_levels,
    unpack_weights,
)
from sightline.casenotes.readings import bulk
from sightline.casenotes.readings.cache import pack, unpack
from sightline.casenotes.readings.cells import CellRow, marks_of_cell
from sightline.casenotes.training.calibration import find_threshold, fit_levels
from sightline.casenotes.training.course import hash_corpus, hash_rules
from sightline.casenotes.training.evaluation import SEALED, TURNS, score_left_out, shuffle_hands
from sightline.casenotes.training.examples import find_corpus, list_examples, list_fragments, list_truth
from sightline.casenotes.training.learner import learn_from
from sightline.casenotes.training.measures import Found, measure
from sightline.casenotes.training.report import write_report
from sightline.casenotes.training.why import explain_mark, weigh
from sightline.model.passages import INDICATORS, Level, Passage, PassageKind, Polarity
from sightline.model.visibility import PROTECTED_WORDS
from sightline.rulebook.files import rules_folder

LIFTS = (
    "{Got out of the silver hatchback at the lights|unknown_vehicle}, {with a tenner|near:unexplained_gifts}.",
    "{Ran to the silver hatchback by the bins|unknown_vehicle obl}. {No silver hatchback today|unknown_vehicle neg}.",
    "{The silver hatchback was back at the gate|unknown_vehicle}, and the bell rang.",
)
REST = ("Maths was loud today.", "The bell rang late and lunch was soup.", "He read two pages to the class.")
ASKED = "Lunch was soup. Kayla got into a silver hatchback at the gate."
SIGN = "unknown_vehicle"


CELL: CellRow = {
    "record_id": "r", "row_id": "w", "agency": "school", "organisation": "", "layout": "", "restricted": False,
    "markings": [], "source_file": "f", "source_row": 1, "field": "Notes", "text": "", "subject": "",
    "written_on": None, "is_childs_words": False,
}  # fmt: skip


def make_hands(folder: Path, count: int) -> list[Hand]:
    """Hands that write the same few sentences."""
    for number in range(1, count + 1):
        notes = [
            f"=== {number:02}-{place:02} ; school ; 2019-03-14 ; Kayla Orme ; 2004-06-02 ; white_british\n{text} {rest}"
            for place, (text, rest) in enumerate(zip(LIFTS, REST, strict=True), start=1)
        ]
        (folder / f"hand-{number:02}.txt").write_text("# a test\n" + "\n".join(notes) + "\n", encoding="utf-8")
    return [read_hand(path) for path in sorted(folder.glob("hand-*.txt"))]


@pytest.fixture(scope="module")
def hands(tmp_path_factory: pytest.TempPathFactory) -> list[Hand]:
    return make_hands(tmp_path_factory.mktemp("hands"), 4)


@pytest.fixture(scope="module")
def weights(hands: list[Hand]) -> Weights:
    return learn_from(list_examples(hands), list_fragments(hands))


@pytest.fixture(scope="module")
def model(hands: list[Hand], weights: Weights) -> NoteModel:
    examples = list_examples(hands)
    levels = fit_levels(weights.score([one.sentence for one in examples]), list_truth(examples))
    return NoteModel("a test", weights, levels)


def marks_of(text: str, model: NoteModel, subject: str = "Kayla Orme") -> list[SentenceMark]:
    note = Note(text, agency="school", subject=subject)
    (found,) = mark_notes([note], [read_note(note)], model=model)
    return found


def test_a_sentence_like_those_that_were_labelled_is_marked(model: NoteModel) -> None:
    (mark,) = marks_of(ASKED, model)
    assert (ASKED[mark.start : mark.end], mark.label) == ("Kayla got into a silver hatchback at the gate.", SIGN)
    assert mark.level in set(Level)


def test_many_notes_are_marked_together_as_each_by_itself(model: NoteModel) -> None:
    notes = [Note(text) for text in ("", ASKED, "Maths was loud today.", ASKED)]
    together = mark_notes(notes, [[]] * 4, model=model)
    assert together == [mark_notes([note], [[]], model=model)[0] for note in notes]
    assert [len(found) for found in together] == [0, 1, 0, 1]


def test_the_examples_that_weighed_most_are_of_the_corpus_and_have_the_sign(
    hands: list[Hand], weights: Weights
) -> None:
    note = Note(ASKED)
    examples = [one for one in list_examples(hands) if SIGN in one.signs]
    weighed = weigh(weights, read_sentences(note, [])[1], SIGN, examples)
    assert 1 <= len(weighed) <= 3
    assert [one.part for one in weighed] == sorted((one.part for one in weighed), reverse=True)
    assert all("silver hatchback" in one.example.shown for one in weighed)


def test_the_same_sentences_give_the_same_bytes_and_a_packed_model_scores_as_before(
    hands: list[Hand], weights: Weights
) -> None:
    packed = pack_weights(weights)
    assert packed == pack_weights(learn_from(list_examples(hands), list_fragments(hands)))
    sentences = [one.sentence for one in list_examples(hands)]
    assert np.abs(unpack_weights(packed).score(sentences) - weights.score(sentences)).max() < 0.05


def test_a_score_is_the_sum_of_what_each_feature_of_the_sentence_says() -> None:
    hands = [read_hand(find_corpus() / f"hand-{number:02}.txt") for number in (1, 30)]
    parts = [part for one in list_examples(hands) for part in (one.sentence, *one.sentence.clauses)]
    weights = read_model().weights
    flat, begins, counts, vectors = weights.vocabulary.lay_out(parts)
    sums = np.add.reduceat(weights.rows[flat] * counts[:, None], begins) + vectors @ weights.directions
    assert np.abs(weights.score_parts(parts) - (sums * weights.units + weights.offsets)).max() < 1e-4


def test_a_model_of_a_workspace_takes_no_likely_suspicion_away(monkeypatch: pytest.MonkeyPatch) -> None:
    note = Note("She gets in a silver car at the gate. I think somebody runs this and I cannot prove it.")
    shipped = read_model()
    doubtful = replace(shipped, levels=replace(shipped.levels, marked=1.0, worth_reading=1.0))
    monkeypatch.setattr(bulk, "read_model", lambda _files: doubtful)
    (read,) = bulk.read_together([note], model=ModelFiles("own", Path(), ""))
    likely = [(one.label, note.text[one.start : one.end]) for one in read.marks if one.level == Level.MARKED]
    assert likely == [("suspected_exploitation", "I think somebody runs this and I cannot prove it.")]
    (kept,) = unpack(pack(read), note.text).marks
    (row,) = marks_of_cell(CELL, [kept], model_version="own")
    assert kept.by_shipped and row["model_version"] == shipped.version
    (other,) = marks_of_cell(CELL, [replace(kept, by_shipped=False)], model_version="own")
    assert other["model_version"] == "own"


def test_no_name_no_figure_and_nothing_of_what_is_hidden_is_learned_from_or_compared() -> None:
    note = Note("Kayla's nan at 12 Elm Row saw KAYLA ORME.", subject="Kayla Orme")
    features = {one for sentence in read_sentences(note, []) for one in sentence.list_all()}
    assert not any(word in feature for feature in features for word in ("kayla", "orme", "12"))
    text = f"An older man waits for her at {PROTECTED_WORDS} in a silver hatchback and she came back with a new phone."
    gap = text.index(PROTECTED_WORDS), text.index(PROTECTED_WORDS) + len(PROTECTED_WORDS)
    words = [span for one in marks_of(text, read_model()) for span in one.words]
    assert words and all(end <= gap[0] or start >= gap[1] for start, end in words)


def test_what_a_rule_marks_is_told_of_each_sentence_that_it_touches() -> None:
    ranges = [(0, 10), (11, 20), (21, 30)]
    spans = {(0, 10): [0], (10, 11): [], (9, 12): [0, 1], (12, 28): [1, 2], (20, 21): [], (29, 30): [2]}
    for (start, end), touched in spans.items():
        kind, label = PassageKind.INDICATOR, "missing_episode"
        passage = Passage(start, end, "", kind, label, "a rule", polarity=Polarity.NEGATED)
        told = list_marked([passage], ranges)
        assert told == [["n missing_episode"] if place in touched else [] for place in range(len(ranges))]


def test_hands_are_left_out_in_turn_and_a_report_says_what_was_found(hands: list[Hand]) -> None:
    examples = list_examples(hands)
    left_out = score_left_out(examples, list_fragments(hands), turns=2, say=lambda turn: None)
    column = INDICATORS.index(SIGN)
    found = Found(left_out.truth > 0, left_out.marks >= 1, [one.hand for one in examples])
    assert found.recall().share == 1.0 and found.of_sign(column).recall().of == 12
    report = write_report(left_out, left_out)
    assert f"| {SIGN} | 12 |" in report and "| white british |" in report


def test_an_interval_is_drawn_over_hands_and_a_threshold_keeps_its_precision() -> None:
    measured = measure([9, 1], [10, 10], ["a", "b"])
    assert (measured.share, measured.low, measured.high) == (0.5, 0.1, 0.9)
    chances = np.array([[0.9], [0.8], [0.7], [0.6]], np.float32)
    truth = np.array([[1], [1], [0], [1]], np.float32)
    assert find_threshold(chances, truth, precision=0.9) == pytest.approx(0.8)
    assert find_threshold(chances, truth, precision=0.75) == pytest.approx(0.6)
    assert find_threshold(chances, 0 * truth, precision=0.5) == 1.0


def test_the_shipped_model_is_the_one_described_and_says_why() -> None:
    model = read_model()
    assert model.levels.worth_reading < model.levels.marked < 1
    note = Note("A man she does not know drops her at the corner in a grey van most nights.", agency="school")
    (marks,) = mark_notes([note], [read_note(note)])
    (mark,) = [one for one in marks if one.label == SIGN]
    carried = {note.text[start:end] for start, end in mark.words}
    assert carried & {"drops", "corner", "grey", "van"} and carried.isdisjoint({"A", "a", "she", "at", "the", "in"})
    why = explain_mark(mark, note=note, passages=read_note(note), model=model)
    assert "van" in why and re.search(r"a similar sentence in the shipped corpus \(\d\d-\d\d\)", why)


def test_sealed_hands_are_hands_of_the_corpus_and_a_tenth() -> None:
    hands = {path.stem for path in find_corpus().glob("hand-*.txt")}
    assert hands >= SEALED and len(SEALED) == round(len(hands) / 10)
    assert sorted(shuffle_hands(hands)) == sorted(hands) and len(hands) >= TURNS


@pytest.mark.parametrize("folder", ["model", "gate"])
def test_what_is_shipped_learned_from_the_corpus_that_is_shipped(folder: str) -> None:
    """Else a mark would be explained by sentences that it never learned from."""
    about = json.loads(rules_folder("casenotes", folder, "about.json").read_bytes())
    assert about["corpus"] == hash_corpus(find_corpus())
    assert re.fullmatch("[0-9a-f]{16}", about["rules"])


def test_another_rule_or_list_gives_another_hash_and_what_was_learned_does_not(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "gate").mkdir()
    for name in ("one.toml", "gate/plain_statements.toml", "lists/two.csv", "lists/model.npz", "lists/about.json"):
        (tmp_path / name).write_text("a = 1\n", encoding="utf-8")
    before = hash_rules(tmp_path)
    prose = "# Noted.\na = 1\nsays = 'Other words.'\n[[examples]]\ntext = 'Late.'\n"
    for name, text, changes in (
        ("lists/model.npz", "a = 2", False), ("lists/about.json", "a = 2", False), ("one.toml", prose, False),
        ("gate/plain_statements.toml", "a = 2", False), ("one.toml", "a = 2", True), ("one.toml", "a = 1", False), ("lists/two.csv", "a = 2", True),
    ):  # fmt: skip
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert (hash_rules(tmp_path) != before) == changes, (name, text)
    changed = hash_rules(tmp_path)
    (tmp_path / "one.toml").rename(tmp_path / "other.toml")
    assert hash_rules(tmp_path) != changed and hash_rules() == hash_rules()


def test_levels_come_back_as_they_were_written(model: NoteModel) -> None:
    back = unpack_levels(pack_levels(model.levels))
    assert back.marked == pytest.approx(model.levels.marked, abs=1e-4)
    assert np.allclose(back.slopes, model.levels.slopes, atol=1e-5)
