"""Blaming words on the corpus: how many marks are right, how many labels are found, whether any is of no child.

`python benchmarks/note_wording.py [--show]` reads every hand, as pages read notes. A mark is right where a label of
its kind shares words with it. In brackets is the 95% interval over hands. Of sealed hands only totals are printed.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sightline.casenotes import read_all
from sightline.casenotes.attributes.blame import is_hollow
from sightline.casenotes.corpus.hands import LabelKind, LabelledNote, read_corpus
from sightline.casenotes.training.evaluation import SEALED
from sightline.casenotes.training.examples import find_corpus, note_of
from sightline.casenotes.training.measures import measure
from sightline.model.passages import PassageKind

SHOWN = 90


@dataclass(frozen=True, slots=True)
class JudgedWording:
    """A mark or a label of blaming words. `is_matched`: the other one is there too. `shown`: with what is beside.

    `is_of_other_kind`: no other one of its kind is there, and one of another kind is.
    """

    hand: str
    kind: str
    label: str
    words: str = field(repr=False)
    shown: str = field(repr=False)
    is_matched: bool
    is_of_other_kind: bool


def list_judged(hand: str, note: LabelledNote) -> Iterator[JudgedWording]:
    """Every mark and every label of wording in one note."""
    found = [one for one in read_all(note_of(note)) if one.kind is PassageKind.WORDING]
    labels = [one for one in note.labels if one.kind is LabelKind.WORDING]
    sides = (
        ("mark", [(one.label, one.start, one.end) for one in found]),
        ("label", [(one.id, one.start, one.end) for one in labels]),
    )
    for (kind, own), (_, other) in zip(sides, reversed(sides), strict=True):
        for name, start, end in own:
            kinds = {one for one, first, last in other if first < end and last > start}
            near = f"{note.text[max(0, start - SHOWN) : start]}[{note.text[start:end]}]{note.text[end : end + SHOWN]}"
            words, shown = note.text[start:end], " ".join(near.split())
            yield JudgedWording(hand, kind, name, words, shown, name in kinds, bool(kinds) and name not in kinds)


def print_shares(name: str, judged: Sequence[JudgedWording]) -> None:
    """A line: what is right of the marks, what is found of the labels, and marks that are auxiliary words alone."""
    counts = Counter((one.kind, one.is_matched) for one in judged)
    marks, labels = (counts[kind, True] + counts[kind, False] for kind in ("mark", "label"))
    marked = [one for one in judged if one.kind == "mark"]
    hollow = sum(is_hollow(one.words.lower()) for one in marked)
    right = measure([one.is_matched for one in marked], [1] * marks, [one.hand for one in marked]) if marks else "none"
    print(
        f"{name}: {counts['mark', True]} of {marks} marks right ({right}), "
        f"{sum(one.is_of_other_kind for one in marked)} more blame in another way, "
        f"{counts['label', True]} of {labels} labels found ({counts['label', True] / max(1, labels):.3f}), "
        f"{hollow} auxiliary words"
    )


def main() -> None:
    """Print the shares over open and sealed hands and, of open ones, by kind and where asked what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print what is wrong in open hands, too")
    is_shown = parser.parse_args().show
    judged = [one for hand in read_corpus(find_corpus()) for note in hand.notes for one in list_judged(hand.id, note)]
    known = [one for one in judged if one.hand not in SEALED]
    print_shares(f"all {len({one.hand for one in judged})} hands", judged)
    print_shares("open hands", known)
    print_shares("sealed hands", [one for one in judged if one.hand in SEALED])
    for label in sorted({one.label for one in known}):
        print_shares(f"  {label}", [one for one in known if one.label == label])
    if is_shown:
        for one in sorted(known, key=lambda one: (one.kind, one.label)):
            if not one.is_matched:
                print(f"{'wrong' if one.kind == 'mark' else 'missed'} {one.label} {one.hand}: {one.shown}")


if __name__ == "__main__":
    main()
