"""How signs of notes are meant, on the corpus: denied, possible, past, somebody else's, who says so.

`python benchmarks/note_attributes.py [--show ATTRIBUTE]` reads the open hands. Each labelled sign counts with the first
sign of its kind that rules found at its words. What rules did not find at all is not counted.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator

from sightline.casenotes import read_note
from sightline.casenotes.corpus.hands import Label, LabelKind, read_corpus
from sightline.casenotes.parts.sentences import find_sentences
from sightline.casenotes.training.evaluation import SEALED
from sightline.casenotes.training.examples import find_corpus, note_of
from sightline.model.passages import Certainty, Experiencer, Passage, PassageKind, Polarity, Tense

Pair = tuple[Label, Passage, str]
# What the corpus means and what the reader says, of each attribute that is there or not.
MEANT: dict[str, tuple[Callable[[Label], bool], Callable[[Passage], bool]]] = {
    "denied": (lambda label: label.is_negated, lambda found: found.polarity == Polarity.NEGATED),
    "possible": (lambda label: label.is_possible, lambda found: found.certainty == Certainty.POSSIBLE),
    "past": (lambda label: label.time == "historical", lambda found: found.time == Tense.HISTORICAL),
    "supposed": (lambda label: label.time == "hypothetical", lambda found: found.time == Tense.HYPOTHETICAL),
    "somebody else's": (lambda label: label.is_of_other, lambda found: found.experiencer == Experiencer.OTHER),
}


def main() -> None:
    """Print precision, recall and F1 of each attribute, and the share of sources that are right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", choices=[*MEANT, "said_by"], help="print what is wrong, too")
    wanted = parser.parse_args().show
    pairs = list(list_pairs())
    for name, (means, says) in MEANT.items():
        counts = Counter((means(label), says(found)) for label, found, _ in pairs)
        right, wrong, missed = counts[True, True], counts[False, True], counts[True, False]
        share = 2 * right / max(1, 2 * right + wrong + missed)
        print(
            f"{name}: P {right / max(1, right + wrong):.3f} R {right / max(1, right + missed):.3f} F1 {share:.3f}",
            end="",
        )
        print(f", {right} right, {wrong} wrongly, {missed} missed")
    of_source = Counter((label.said_by, str(found.said_by)) for label, found, _ in pairs)
    print(
        f"said_by: {sum(n for (means, says), n in of_source.items() if means == says) / len(pairs):.3f} right", end=""
    )
    print(f" of {len(pairs)}; " + ", ".join(f"{a} for {b} {n}" for (b, a), n in of_source.most_common() if a != b))
    if wanted:
        print_wrong(wanted, pairs)


def print_wrong(name: str, pairs: list[Pair]) -> None:
    """A line each where the reader and the corpus differ."""
    for label, found, sentence in pairs:
        if name == "said_by":
            means, says = label.said_by, str(found.said_by)
        else:
            means, says = (str(of) for of in (MEANT[name][0](label), MEANT[name][1](found)))
        if means != says:
            print(f"{means} read as {says}: {found.label} [{found.text}] {sentence}")


def list_pairs() -> Iterator[Pair]:
    """Each labelled sign of an open hand with what the reader found there, and its sentence."""
    notes = (note for hand in read_corpus(find_corpus()) if hand.id not in SEALED for note in hand.notes)
    for note in notes:
        signs = [one for one in read_note(note_of(note)) if one.kind == PassageKind.INDICATOR]
        sentences = find_sentences(note.text)
        for label in note.labels:
            same = (one for one in signs if one.label == label.id and one.start < label.end and label.start < one.end)
            if label.kind is LabelKind.INDICATOR and (found := next(same, None)):
                start, end = next((s for s in sentences if s[0] <= found.start < s[1]), (found.start, found.end))
                yield label, found, note.text[start:end]


if __name__ == "__main__":
    main()
