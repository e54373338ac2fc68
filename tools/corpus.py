"""Checks the corpus of labelled notes and counts its labels: `python -m tools.corpus`."""

import json
import sys
from collections import Counter
from collections.abc import Sequence

from sightline.casenotes.corpus.agreement import MEASURES, compare, pair_notes, signs_in_sentences
from sightline.casenotes.corpus.faults import count_near_copies, list_faults
from sightline.casenotes.corpus.hands import Hand, LabelKind, read_corpus
from sightline.casenotes.parts.sentences import find_sentences
from sightline.casenotes.training.course import hash_corpus, hash_rules
from sightline.model.passages import INDICATORS
from sightline.rulebook.files import rules_folder
from tools.import_map import ROOT

CORPUS = ROOT / "corpora" / "casenotes"


def count_signs(hands: Sequence[Hand]) -> list[str]:
    """A line a sign: affirmed, how many of them oblique, by how many hands; denied; near misses."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in ("affirmed", "oblique", "denied", "near", "hands")}
    for hand in hands:
        labels = [label for note in hand.notes for label in note.labels]
        signs = [label for label in labels if label.kind is LabelKind.INDICATOR]
        affirmed = [label for label in signs if not label.is_negated]
        counts["affirmed"].update(label.id for label in affirmed)
        counts["oblique"].update(label.id for label in affirmed if label.is_oblique)
        counts["denied"].update(label.id for label in signs if label.is_negated)
        counts["near"].update(label.id for label in labels if label.kind is LabelKind.NEAR)
        counts["hands"].update({label.id for label in affirmed})
    head = f"{'sign':24}" + "".join(f"{name:>10}" for name in counts)
    return [head, *(f"{sign:24}" + "".join(f"{of[sign]:10}" for of in counts.values()) for sign in INDICATORS)]


def print_agreement(first: Sequence[Hand], second: Sequence[Hand]) -> list[str]:
    """How far a second labelling agrees with the first: a line a measure, then a line a sign."""
    pairs = pair_notes(first, second)
    lines = [f"{len(pairs)} notes labelled a second time, blind{'':6}precision  recall  f1"]
    for name, found_in in MEASURES.items():
        found = compare(pairs, found_in)
        lines.append(f"{name:40}{found.precision:10.3f}{found.recall:8.3f}{found.f1:6.3f}")
    for sign in INDICATORS:
        found = compare(pairs, signs_in_sentences, sign=sign)
        lines.append(f"{sign:40}{found.precision:10.3f}{found.recall:8.3f}{found.f1:6.3f}")
    return lines


def list_taught() -> list[str]:
    """Whether the shipped model and gate learned from the corpus and the rules as they are now."""
    now = {"corpus": hash_corpus(CORPUS), "rules": hash_rules()}
    lines = []
    for name in ("model", "gate"):
        about = json.loads(rules_folder("casenotes", name, "about.json").read_bytes())
        others = [f"another state of the {of}" for of, held in now.items() if about.get(of) != held]
        lines.append(f"the {name} learned from {' and '.join(others) or 'this corpus and these rules'}")
    return lines


def main() -> int:
    """Print what was found; 1 where there is a fault."""
    hands = read_corpus(CORPUS)
    notes = [note for hand in hands for note in hand.notes]
    sentences = sum(len(find_sentences(note.text)) for note in notes)
    copies, compared = count_near_copies(hands)
    faults = list_faults(hands)
    sys.stdout.write(f"{len(hands)} hands, {len(notes)} notes, {sentences} sentences\n")
    sys.stdout.write("\n".join(count_signs(hands)) + "\n")
    sys.stdout.write("\n".join(print_agreement(hands, read_corpus(CORPUS / "second"))) + "\n")
    sys.stdout.write("".join(f"{line}\n" for line in list_taught()))
    sys.stdout.write(f"{len(copies)} of {compared} longer sentences are near copies across hands\n")
    sys.stdout.write("".join(f"{fault}\n" for fault in faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
