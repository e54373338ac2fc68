"""The whole course of training: hands left out in turn, levels, sealed hands, and a model of all hands."""

import hashlib
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from sightline.casenotes.corpus.hands import read_corpus
from sightline.casenotes.learned.model import ABOUT, ARRAYS, hash_arrays, pack_weights, write_about
from sightline.casenotes.learned.vectors import read_vectors
from sightline.casenotes.training.evaluation import SEALED, TURNS, score_left_out, score_sealed
from sightline.casenotes.training.examples import find_corpus, list_examples, list_fragments
from sightline.casenotes.training.gate.course import TrainedGate, train_gate
from sightline.casenotes.training.learner import learn_from
from sightline.casenotes.training.report import write_report
from sightline.rulebook.files import rules_folder

# Each turn, the open hands together, and all hands.
TRAININGS = TURNS + 2
# Keys of a rule that people alone read, and the file of names that pages show: other words there teach nothing else.
PROSE = frozenset(
    ("label", "says", "why", "status", "decided_by", "decided_on", "looked_for", "citation", "source", "examples",
     "counter_examples", "prefer", "prefer_source")
)  # fmt: skip
VOCABULARY = "vocabulary.toml"
# The list of plain statements: it says which marks stand whatever was learned, and nothing learns from it.
PLAIN_STATEMENTS = "gate/plain_statements.toml"
# The folder of the gate in that of the model, and its table's heading.
GATE, HEADING = "gate", "## Signs of rules that are kept, by family"


@dataclass(frozen=True, slots=True)
class Trained:
    """A model as its two files, the gate of rules' signs, and what was measured, as tables of a page."""

    arrays: bytes
    about: str
    report: str
    gate: TrainedGate

    def write(self, folder: Path) -> None:
        """Into a folder, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ARRAYS).write_bytes(self.arrays)
        (folder / ABOUT).write_text(f"{self.about}\n", encoding="utf-8")
        self.gate.write(folder / GATE)


def train(*, say: Callable[[str], None]) -> Trained:
    """Train a model by the corpus. `say` hears what is done. The same corpus gives the same model."""
    hands = read_corpus(find_corpus())
    examples, fragments = list_examples(hands), list_fragments(hands)
    open_examples = [one for one in examples if one.hand not in SEALED]
    open_fragments = [one for one in fragments if one.hand not in SEALED]
    left_out = score_left_out(
        open_examples,
        open_fragments,
        say=lambda turn: say(f"Training {turn + 1} of {TRAININGS}: some writers left out"),
    )
    levels = left_out.fit_levels()
    say(f"Training {TURNS + 1} of {TRAININGS}: all writers but the sealed ones")
    read_once = score_sealed(
        [one for one in examples if one.hand in SEALED], learn_from(open_examples, open_fragments), levels
    )
    say(f"Training {TRAININGS} of {TRAININGS}: all writers")
    arrays = pack_weights(learn_from(examples, fragments))
    taught_by = {"corpus": hash_corpus(find_corpus()), "rules": hash_rules()}
    said = {
        "licence": "Apache-2.0",
        "learned_from": f"corpora/casenotes, {len(hands)} hands, {len(examples)} sentences",
        **taught_by,
        "vectors": read_vectors().version,
        "sealed": sorted(SEALED),
    }
    gate = train_gate(hands, taught_by=taught_by, say=say)
    report = f"{write_report(left_out, read_once)}\n{HEADING}\n\n{gate.report}\n"
    return Trained(arrays, write_about(hash_arrays(arrays), levels, said), report, gate)


def hash_corpus(folder: Path) -> str:
    """One hash of every hand."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("hand-*.txt")):
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def hash_rules(folder: Traversable | None = None) -> str:
    """One hash of every rule and list of notes from which training learns: no prose, examples or plain statements."""
    digest = hashlib.sha256()
    _add_rules(digest, folder or rules_folder("casenotes"), "")
    return digest.hexdigest()[:16]


def _add_rules(digest: "hashlib._Hash", folder: Traversable, name: str) -> None:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            _add_rules(digest, entry, f"{name}{entry.name}/")
        elif entry.name.endswith(".csv"):
            digest.update(f"{name}{entry.name}".encode() + hashlib.sha256(entry.read_bytes()).digest())
        elif entry.name.endswith(".toml") and f"{name}{entry.name}" not in (VOCABULARY, PLAIN_STATEMENTS):
            digest.update(f"{name}{entry.name} {_without_prose(tomllib.loads(entry.read_text('utf-8')))}".encode())


def _without_prose(table: Any) -> Any:
    """A table without what people alone read, in it and in all that it holds."""
    if isinstance(table, dict):
        return {key: _without_prose(value) for key, value in sorted(table.items()) if key not in PROSE}
    return [_without_prose(one) for one in table] if isinstance(table, list) else table
