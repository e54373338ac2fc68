"""Which cues reach a sign: denied or not, sure or not, now or then or if.

A newcomer would get this wrong: a cue inside the marked words decides nothing (`did not come back` is affirmed), and
each attribute answers to its own cues only: `if she goes missing` is hypothetical and certain.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sightline.casenotes.cues import FoundCue
from sightline.model.passages import Cue

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reached:
    """The value that cues give an attribute, and the cue that decided; None where no cue reaches."""

    value: str
    cue: Cue


def find_reaching(*, attribute: str, span: Range, cues: Sequence[FoundCue], folded: str) -> Reached | None:
    """The nearest cue of an attribute whose reach holds the span, not cut off by a stop. `cues`: of the sentence."""
    best: tuple[int, FoundCue] | None = None
    for cue in cues:
        if cue.kind.attribute != attribute or cue.kind.reads == "nothing":
            continue
        distance = _distance(cue, span, cues, folded, attribute)
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, cue)
    if best is None:
        return None
    return Reached(best[1].kind.value, Cue(best[1].start, best[1].end, attribute))


def _distance(cue: FoundCue, span: Range, cues: Sequence[FoundCue], folded: str, attribute: str) -> int | None:
    """Words between a cue and a span that it reaches; None where it does not reach."""
    start, end = span
    if cue.end <= start and cue.kind.reads in ("forward", "both"):
        between = (cue.end, start)
    elif cue.start >= end and cue.kind.reads in ("back", "both"):
        between = (end, cue.start)
    else:
        return None
    words = folded.count(" ", *between)
    if words > cue.kind.reach:
        return None
    for other in cues:
        if between[0] <= other.start < between[1] and attribute in other.kind.ends:
            return None
    return words
