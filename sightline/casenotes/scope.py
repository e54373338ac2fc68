"""Which cues reach a sign: denied or not, sure or not, now or then or if.

A newcomer would get this wrong: a cue inside the marked words decides nothing (`did not come back` is affirmed), save
that of a time, and each attribute answers to its own cues only: `if she goes missing` is hypothetical and certain.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sightline.casenotes.cues import FoundCue
from sightline.model.passages import Attribute, Cue

Range = tuple[int, int]
# A sign that begins so has its "not" in itself: in "did [not want to wake up]" nothing is denied.
OWN_NOT = ("not ", "no ", "never ", "no longer")


@dataclass(frozen=True, slots=True)
class Reached:
    """The value that cues give an attribute, and the cue that decided; None where no cue reaches."""

    value: str
    cue: Cue


def find_reaching(
    *, attribute: str, span: Range, words: Sequence[Range], cues: Sequence[FoundCue], folded: str
) -> Reached | None:
    """The nearest cue of an attribute whose reach holds the span, not cut off by a stop.

    `words` are the words of the span that a rule asked for: a cue between them is read, as if it stood before.
    `cues` are those of the sentence.
    """
    best: tuple[int, FoundCue] | None = None
    for cue in cues:
        if cue.kind.attribute != attribute or cue.kind.reads == "nothing":
            continue
        distance = _distance(cue, span, words, cues, folded)
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, cue)
    if best is None:
        return None
    return Reached(best[1].kind.value, Cue(best[1].start, best[1].end, attribute))


def _distance(cue: FoundCue, span: Range, words: Sequence[Range], cues: Sequence[FoundCue], folded: str) -> int | None:
    """Words between a cue and a span that it reaches; None where it does not reach."""
    start, end = span
    if start <= cue.start and cue.end <= end:
        return 0 if _is_between(cue, words) else None
    if cue.start < start and cue.end <= end and cue.kind.reads in ("forward", "both"):
        if cue.end > start and folded.startswith(OWN_NOT, start):
            return None
        between = (min(cue.end, start), start)
    elif cue.start >= end and cue.kind.reads in ("back", "both"):
        between = (end, cue.start)
    else:
        return None
    distance = folded.count(" ", *between)
    if distance > cue.kind.reach:
        return None
    attribute = cue.kind.attribute
    if cue.kind.is_answer:
        return distance
    if any(between[0] <= other.start < between[1] and attribute in other.kind.ends for other in cues):
        return None
    return distance


def _is_between(cue: FoundCue, words: Sequence[Range]) -> bool:
    """True where a cue inside the span touches none of the words asked for, and stands on the side that it reads.

    A time is read wherever it stands inside.
    """
    if cue.kind.attribute == Attribute.TIME and cue.kind.reads == "both":
        return True
    if any(start < cue.end and cue.start < end for start, end in words):
        return False
    return cue.kind.reads in ("forward", "both") and any(cue.end <= start for start, _ in words)
