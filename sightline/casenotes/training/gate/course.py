"""The course of training the gate: words, marks of open hands scored by turns, and a gate of all open hands.

The sealed hands are not opened: the gate learns nothing from them, and is not measured on them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sightline.casenotes.corpus.hands import Hand
from sightline.casenotes.gate.known_words import learn_words
from sightline.casenotes.gate.weights import pack_gate, write_gate
from sightline.casenotes.training.evaluation import SEALED, TURNS
from sightline.casenotes.training.gate.learner import learn_gate, score_left_out
from sightline.casenotes.training.gate.lessons import list_lessons
from sightline.casenotes.training.gate.report import write_families

# From here on every family of rules is right in at least six of ten marks on left-out hands.
STANDS_FROM = 0.4


@dataclass(frozen=True, slots=True)
class TrainedGate:
    """A gate as its two files, and what was measured, as a table of a page."""

    arrays: bytes = field(repr=False)
    about: dict[str, Any]
    report: str

    def write(self, folder: Path) -> None:
        """Into a folder, which is made."""
        write_gate(folder, self.arrays, self.about)


def train_gate(hands: Sequence[Hand], *, taught_by: Mapping[str, str], say: Callable[[str], None]) -> TrainedGate:
    """Train a gate by the open hands of the corpus. `taught_by`: hashes of corpus and rules; the same give the same."""
    taught = [hand for hand in hands if hand.id not in SEALED]
    words = learn_words((hand.id, note) for hand in taught for note in hand.notes)
    lessons = list_lessons(taught, words)
    chances = score_left_out(lessons, words, say=lambda turn: say(f"Gate, training {turn + 1} of {TURNS + 1}"))
    say(f"Gate, training {TURNS + 1} of {TURNS + 1}: all open writers")
    arrays = pack_gate(learn_gate(lessons, words))
    about = {
        "licence": "Apache-2.0",
        "learned_from": f"corpora/casenotes, {len(taught)} open hands, {len(lessons)} marks of rules",
        **taught_by,
        "stands_from": STANDS_FROM,
    }
    return TrainedGate(arrays, about, write_families(lessons, chances, STANDS_FROM))
