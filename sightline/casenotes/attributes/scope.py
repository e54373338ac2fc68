"""Which cues reach a sign: denied or not, sure or not, now or then or if.

A cue inside the marked words decides nothing (`did not come back` is affirmed), save that of a time, and each attribute
answers to its own cues only: `if she goes missing` is hypothetical and certain.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from sightline.casenotes.attributes.cues import FoundCue
from sightline.model.passages import Attribute, Cue

Range = tuple[int, int]
# A list goes on over commas where its items are short, and the last is joined by "or" or ends the sentence.
SHORT_ITEM = 4
BEFORE_ITEM = frozenset({"any", "other", "new", "known", "obvious", "visible", "or", "nor", "no", "further"})
OR = re.compile(r"[^.;:()!]{0,80}\bn?or\b")
ENDS = re.compile(r"(?:, [^\s,.;:()]+(?: [^\s,.;:()]+)?)*(?:\.|\s*\Z)")
# A sign that begins so has its "not" in itself: in "did [not want to wake up]" nothing is denied.
OWN_NOT = ("not ", "no ", "never ", "no longer")


@dataclass(frozen=True, slots=True)
class ScopedValue:
    """The value that cues give an attribute, and the cue that decided; None where no cue reaches."""

    value: str = field(repr=False)
    cue: Cue


def find_reaching(
    *, attribute: str, span: Range, words: Sequence[Range], cues: Sequence[FoundCue], folded: str
) -> ScopedValue | None:
    """The nearest cue of an attribute whose reach holds the span, not cut off by a stop.

    `words` are the words of the span that a rule asked for: a cue between them is read, as if it stood before.
    `cues` are those of the sentence, by place.
    """
    best: tuple[int, FoundCue] | None = None
    stops = [cue.start for cue in cues if attribute in cue.kind.ends]
    for cue in cues:
        if cue.kind.attribute != attribute or cue.kind.reads == "nothing":
            continue
        distance = _distance(cue, span, words, stops, folded)
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, cue)
    if best is None:
        return None
    return ScopedValue(best[1].kind.value, Cue(best[1].start, best[1].end, attribute))


def _distance(cue: FoundCue, span: Range, words: Sequence[Range], stops: Sequence[int], folded: str) -> int | None:
    """Words between a cue and a span that it reaches; None where it does not reach."""
    start, end = span
    if start <= cue.start and cue.end <= end:
        return 0 if _is_between(cue, words) else None
    if cue.start < start and cue.kind.reads in ("forward", "both"):
        if cue.end > start and folded.startswith(OWN_NOT, start):
            return None
        between = (min(cue.end, start), start)
    elif cue.start >= end and cue.kind.reads in ("back", "both"):
        between = (end, cue.start)
    else:
        return None
    distance = folded.count(" ", *between)
    if distance > cue.kind.reach or _has_ended(cue, between, end, folded):
        return None
    if cue.kind.is_answer:
        return distance
    is_cut_off = bisect_left(stops, between[0]) < bisect_left(stops, between[1])
    return None if is_cut_off else distance


def _has_ended(cue: FoundCue, between: Range, end: int, folded: str) -> bool:
    """True where a mark ends what a cue reaches. A comma does not in a list: `no bruises, cuts or burns`."""
    passed = cue.kind.ends_at.intersection(folded[slice(*between)])
    if passed != {","}:
        return bool(passed)
    items = [item.split() for item in re.split(r",| n?or ", folded[slice(*between)])]
    if not BEFORE_ITEM.issuperset(items[-1]) or any(len(item) > SHORT_ITEM for item in items):
        return True
    is_list = " or " in folded[slice(*between)] or OR.match(folded, between[1]) or ENDS.match(folded, end)
    return not is_list


def _is_between(cue: FoundCue, words: Sequence[Range]) -> bool:
    """True where a cue inside the span touches none of the words asked for, and stands on the side that it reads.

    A time is read wherever it stands inside.
    """
    if cue.kind.attribute == Attribute.TIME and cue.kind.reads == "both":
        return True
    if any(start < cue.end and cue.start < end for start, end in words):
        return False
    return cue.kind.reads in ("forward", "both") and any(cue.end <= start for start, _ in words)
