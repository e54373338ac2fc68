"""How far denials reach by grammar, beside a plain rule, on public sets: python benchmarks/negation_scope.py FILE...

Two forms are read: CD-SCO (the shared task of *SEM 2012, columns of a word's cue, scope and event), and SFU reviews as
one word a line with `B_neg`, `I_neg`. The sets are no part of the project; give the paths of your copies. A word counts
as right where the set and the reader both say that a denial reaches it. The cues themselves are left out.

Measured is the scope that a sign must lie in. Whether it is denied there is decided with more caution, and measured on
notes (`note_attributes.py`).
"""

import argparse
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sightline.casenotes.attributes.cues import find_cues
from sightline.casenotes.attributes.denial_reach import list_scopes
from sightline.casenotes.text.folded_text import fold

# The plain rule: a cue reaches on to the next of these marks or words, and no other way.
PLAIN = frozenset(
    ("no", "not", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "without", "cannot", "denies",
     "denied")
)  # fmt: skip
STOPS = re.compile(r"[.,;:!?()\"]|``|''|--?|but|which")
CDSCO_FIXED, CDSCO_EACH = 7, 3
JOINED = ("n't", "'s", "'re", "'ve", "'ll", "'d", "'m")


@dataclass(frozen=True, slots=True)
class ScopedSentence:
    """Words in small letters, and of each whether a denial reaches it, and whether it is part of a cue."""

    words: tuple[str, ...]
    is_reached: tuple[bool, ...]
    is_cue: tuple[bool, ...]


def main() -> None:
    """Print precision, recall and F1 by word, ours and the plain rule's, of each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    for path in parser.parse_args().files:
        sentences = list(read_set(path))
        for name, reach in (("plain rule", reach_plainly), ("Sightline", reach_by_scopes)):
            print(f"{path.name}: {name}: {measure(sentences, reach)}")


def measure(sentences: Sequence[ScopedSentence], reach: Callable[[Sequence[str]], list[bool]]) -> str:
    """Precision, recall and F1 by word."""
    right = found = there = 0
    for one in sentences:
        for word, says, means, is_cue in zip(one.words, reach(one.words), one.is_reached, one.is_cue, strict=True):
            if not is_cue and any(map(str.isalnum, word)):
                right, found, there = right + (says and means), found + says, there + means
    return (
        f"P {right / found:.3f} R {right / there:.3f} F1 {2 * right / (found + there):.3f}, {len(sentences)} sentences"
    )


def reach_plainly(words: Sequence[str]) -> list[bool]:
    """What the plain rule reaches."""
    reached, is_open = [], False
    for word in words:
        if word in PLAIN or word.endswith(("n't", "n’t")):
            is_open = True
            reached.append(False)
            continue
        is_open = is_open and not STOPS.fullmatch(word)
        reached.append(is_open)
    return reached


def reach_by_scopes(words: Sequence[str]) -> list[bool]:
    """What lies in a scope of ours: the same that a sign must lie in to be denied."""
    text, spans = "", []
    for word in words:
        gap = "" if not text or word in JOINED or word in ".,;:!?)" else " "
        spans.append((len(text) + len(gap), len(text) + len(gap) + len(word)))
        text += gap + word
    folded = fold(text)
    scopes = list_scopes(cues=find_cues(folded), folded=folded)
    return [any(begins <= start and end <= ends for begins, ends in scopes) for start, end in spans]


def read_set(path: Path) -> Iterator[ScopedSentence]:
    """The sentences of a set, in whichever of the two forms."""
    read = _read_reviews if "sfu" in path.name.lower() else _read_shared_task
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if "\t" in line]
        if rows:
            yield read(rows)


def _read_reviews(rows: Sequence[Sequence[str]]) -> ScopedSentence:
    return ScopedSentence(
        tuple(fold(row[0]) for row in rows),
        tuple(row[1] in ("B_neg", "I_neg") for row in rows),
        tuple(row[1].endswith("negcue") for row in rows),
    )


def _read_shared_task(rows: Sequence[Sequence[str]]) -> ScopedSentence:
    """Of each denial three columns: cue, scope and event; a cue may be part of a word, `un` of `unhappy`."""
    each = [[row[CDSCO_FIXED + at :: CDSCO_EACH] for at in range(2)] for row in rows]
    return ScopedSentence(
        tuple(fold(row[3]) for row in rows),
        tuple(any(part != "_" for part in scopes) for _, scopes in each),
        tuple(any(part not in ("_", "***") for part in cues) for cues, _ in each),
    )


if __name__ == "__main__":
    main()
