"""The course of training the gate: words, marks of open hands scored by turns, and a gate of all open hands.

The gate learns nothing from the sealed hands. Each training reads them by the gate that it writes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from sightline.casenotes.corpus.hands import Hand
from sightline.casenotes.gate.known_words import learn_words
from sightline.casenotes.gate.weights import pack_gate, write_gate
from sightline.casenotes.training.evaluation import SEALED, TURNS
from sightline.casenotes.training.gate.learner import learn_gate, score_left_out
from sightline.casenotes.training.gate.lessons import count_labels, list_lessons
from sightline.casenotes.training.gate.report import judge, write_every_hand, write_families, write_sealed

# From the first on every family of rules is right in at least six of ten marks of signs that may be set aside, on
# left-out hands. The second is in the middle of those that the turns chose by their other hands (docs/decisions/0111).
STANDS_FROM, ASKED_BELOW = 0.4, 0.45


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
    levels = {"stands_from": STANDS_FROM, "asked_below": ASKED_BELOW}
    chances = score_left_out(lessons, words, say=lambda turn: say(f"Gate, training {turn + 1} of {TURNS + 1}"))
    say(f"Gate, training {TURNS + 1} of {TURNS + 1}: all open writers")
    gate = learn_gate(lessons, words)
    arrays = pack_gate(gate)
    sealed = [hand for hand in hands if hand.id in SEALED]
    unread = list_lessons(sealed, words)
    once = np.array([gate.chance(one.mark, one.words) for one in unread])
    known, kept_back = judge(lessons, chances), judge(unread, once)
    report = "\n\n".join((
        write_families(known, count_labels(taught), **levels),
        write_sealed(kept_back, count_labels(sealed), **levels),
        write_every_hand(known, kept_back, **levels),
    ))  # fmt: skip
    about = {
        "licence": "Apache-2.0",
        "learned_from": f"corpora/casenotes, {len(taught)} open hands, {len(lessons)} marks of rules",
        **taught_by,
        **levels,
    }
    return TrainedGate(arrays, about, report)
