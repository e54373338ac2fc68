"""A sign of one bare word is shown with its clause: `answers` says nothing, `who answers for her` does.

This is done last. What decides the attributes is the word that a rule found; "denies" beside it must stay outside while
they are judged, though it may stand inside what is shown.
"""

import re
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from sightline.model.passages import Passage, PassageKind

Range = tuple[int, int]
# A passage of fewer letters than this is bare. Of 8, 10, 12 and 14, measured on notes by many hands, all but alike.
BARE = 10
PAUSE = re.compile(r"(?:[,;:()\"]|\b(?:but|although|though|however|yet)\b)\s*")
ENDS = ',.;:!?"- '


def widen_bare(*, passages: Sequence[Passage], folded: str, sentences: Sequence[Range]) -> list[Passage]:
    """The passages, each bare indicator with the clause that holds it, up to the next passage of its own label."""
    starts = [start for start, _ in sentences]
    room = _find_room(passages)
    return [
        one
        if one.kind is not PassageKind.INDICATOR or one.end - one.start >= BARE
        else _widen(one, room[place], folded, sentences[max(bisect_right(starts, one.start) - 1, 0)])
        for place, one in enumerate(passages)
    ]


def _find_room(passages: Sequence[Passage]) -> dict[int, Range]:
    """By the number of a passage: where those of its label before it end, and where the next begins."""
    alike: dict[str, list[int]] = defaultdict(list)
    for place in sorted(range(len(passages)), key=lambda place: (passages[place].start, passages[place].end)):
        alike[passages[place].label].append(place)
    room: dict[int, Range] = {}
    for places in alike.values():
        furthest = 0
        for place, follower in zip_longest(places, places[1:]):
            room[place] = (furthest, passages[follower].start if follower is not None else sys.maxsize)
            furthest = max(furthest, passages[place].end)
    return room


def _widen(one: Passage, room: Range, folded: str, sentence: Range) -> Passage:
    """The passage over its clause, between punctuation; as it was where another of its label stands there."""
    before = [pause.end() for pause in PAUSE.finditer(folded, sentence[0], one.start)]
    after = PAUSE.search(folded, one.end, max(sentence[1], one.end))
    start, end = before[-1] if before else min(sentence[0], one.start), after.start() if after else sentence[1]
    while end > one.end and folded[end - 1] in ENDS:
        end -= 1
    end = max(end, one.end)
    return one if start < room[0] or room[1] < end else replace(one, start=start, end=end)
