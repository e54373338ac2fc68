"""The marks of rules in the corpus as lessons: each with its known words, and whether people read that sign there."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sightline.casenotes.corpus.hands import Hand, Label, LabelKind, LabelledNote
from sightline.casenotes.gate.features import is_weighed, may_be_set_aside
from sightline.casenotes.gate.known_words import KnownWord, KnownWords
from sightline.casenotes.gate.plain import is_plain
from sightline.casenotes.gate.verdict import find_sentence, is_in_question
from sightline.casenotes.note import NoteText
from sightline.casenotes.reader import read_all
from sightline.casenotes.training.examples import note_of
from sightline.model.passages import Passage, PassageKind, Polarity

FAMILIES = ("spoken", "wider", "plain", "idiom", "voices", "frames", "denied", "planned")
BASE = "base"


@dataclass(frozen=True, slots=True)
class Lesson:
    """An affirmed mark of a rule in a note of a hand, and whether a label of its sign touches its sentence.

    `stands`: it stands whatever is learned, for its words are a plain statement or in a question, or it is no mark that
    the gate weighs.
    `labels`: those it touches, by note and place.
    """

    hand: str
    mark: Passage
    words: tuple[KnownWord, ...]
    is_right: bool
    stands: bool = False
    labels: frozenset[tuple[str, int, str]] = frozenset()

    @property
    def may_be_left_out(self) -> bool:
        """Whether it is left out where it is unlikely; else a person is asked about it."""
        return may_be_set_aside(self.mark)


def list_lessons(hands: Iterable[Hand], words: KnownWords) -> list[Lesson]:
    """Every affirmed mark of the rules in the notes of these hands, those that always stand too."""
    return [lesson for hand in hands for note in hand.notes for lesson in _of_note(hand.id, note, words)]


def _of_note(hand: str, labelled: LabelledNote, words: KnownWords) -> Iterable[Lesson]:
    text = NoteText(labelled.text)
    for one in read_all(note_of(labelled), ready=text):
        if one.kind is PassageKind.INDICATOR and one.polarity == Polarity.AFFIRMED:
            start, end = find_sentence(one, text)
            labels = frozenset(
                (labelled.id, label.start, label.id)
                for label in _affirmed(labelled)
                if label.id == one.label and label.start < end and label.end > start
            )
            known = tuple(words.read(text.text, (start, end)))
            stands = not is_weighed(one) or is_plain(one, text) or is_in_question(one, (start, end), text)
            yield Lesson(hand, one, known, bool(labels), stands, labels)


def count_labels(hands: Iterable[Hand]) -> Counter[str]:
    """How many times people read each sign in the notes of these hands."""
    return Counter(label.id for hand in hands for note in hand.notes for label in _affirmed(note))


def _affirmed(labelled: LabelledNote) -> Iterator[Label]:
    return (one for one in labelled.labels if one.kind is LabelKind.INDICATOR and not one.is_negated)


def family_of(rule_id: str) -> str:
    """The family of a rule by its name: `gift_frames_free` is of the frames."""
    parts: Sequence[str] = rule_id.split("_")
    return next((family for family in FAMILIES if family in parts), BASE)
