"""A frame says who did what with what: slots and words in order, near each other, in one sentence.

Nothing here reads letters. Words were found before; a frame compares whole numbers (where a slot begins and ends) and
counts the spaces between.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sightline.casenotes.text.word_forms import count_forms, expand, split_parts, write_forms
from sightline.model.errors import OurFault

NEAR = 3
FAR = 6
# As far as a belief may stand from what is believed: ages, numbers and places come between, and clauses too.
WIDE = 26
TOUCHING = 0
GAPS = {"..": FAR, "...": WIDE}
# The list of words that begin a new clause; no frame reaches across them.
CUT = "{clause_break}"
# A run of words that can be written in more ways than this is sought bracket by bracket.
MANY = 60
_ITEM = re.compile(
    r"\{(\w+)\}(\?)?|(\.\.\.?)|(_)(?=\s|$)|([\[\]])|((?:[^\s\[\]{}()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))+)"
)
Range = tuple[int, int]
Spots = Sequence[Range]


Numbers = frozenset[int]


@dataclass(frozen=True, slots=True)
class Element:
    """A slot that must be filled. `gap`: how many words may stand before it; `marked`: it is part of the passage.

    `slot` is a list as rules write it, `{parent}`, or words that stand for themselves: `parent` is only that word.
    `numbers` are those of its words in the table of a machine, where there is one.
    """

    slot: str
    gap: int
    marked: bool
    numbers: Numbers = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The elements in order, and the number of the rule. `anchor` is the element whose words are sought first."""

    rule: int
    elements: tuple[Element, ...]
    anchor: int
    slots: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "slots", frozenset([element.slot for element in self.elements]))


def read_frame(written: str, literals: dict[str, tuple[str, ...]]) -> list[tuple[Element, ...]]:
    """The frames of one line, one for each choice of what may be left out; words that it names are put into `literals`.

    `{slot}` a slot; words stand for themselves (with `(a|b)`, `~verb`, `noun*`); `..` up to six words between instead
    of three; `...` anywhere later in the sentence, whatever clause begins between; `_` none; `?` after a slot: may be
    absent; `[ ]` what is marked, else all of it.
    """
    whole = "[" not in written
    frames: list[list[Element]] = [[]]
    gap, marked = NEAR, whole
    words: list[str] = []

    def add(name: str, *, may_go: bool) -> None:
        nonlocal gap, frames
        element = Element(name, gap, marked)
        frames = [[*frame, element] for frame in frames] + ([list(frame) for frame in frames] if may_go else [])
        gap = NEAR

    def close() -> None:
        nonlocal gap
        for name in _pieces(" ".join(words)):
            literals.setdefault(name, tuple(write_forms([name])))
            add(name, may_go=count_forms(name) <= MANY and "" in expand(name))
            gap = TOUCHING
        if words:
            words.clear()
            gap = NEAR

    for slot, optional, far, touching, bracket, word in _ITEM.findall(written):
        if word:
            words.append(word)
            continue
        close()
        if slot:
            add(f"{{{slot}}}", may_go=bool(optional))
        elif bracket:
            marked = bracket == "["
        else:
            gap = GAPS.get(far, TOUCHING if touching else NEAR)
    close()
    if not all(any(element.marked for element in frame) for frame in frames):
        raise OurFault("A frame marks nothing.", code="bad_rule", where=written)
    return [tuple(frame) for frame in frames]


def _pieces(run: str) -> list[str]:
    """A run of words as it stands; or, where it can be written in too many ways, its brackets one by one."""
    if count_forms(run) <= MANY:
        return [run] if run else []
    pieces: list[str] = []
    for part in split_parts(run):
        if pieces and "(" not in part and "(" not in pieces[-1]:
            pieces[-1] += f" {part}"
        else:
            pieces.append(part)
    return pieces


class SentenceWords:
    """The listed words of a sentence, by the slots of the frames that may stand in it."""

    __slots__ = ("_of_slot", "cuts", "end", "text")

    def __init__(
        self,
        *,
        hits: Sequence[tuple[int, int, int]],
        frames: Sequence[Frame],
        slots_of: Sequence[frozenset[str]],
        cuts: Numbers,
        text: str,
        end: int,
    ) -> None:
        """`hits`: number, start and end of each, in order. `slots_of`: by number, the slots that it fills.

        `cuts`: the numbers of words that begin a new clause.
        """
        asked = frozenset[str]().union(*[frame.slots for frame in frames])
        self._of_slot: dict[str, list[Range]] = {slot: [] for slot in asked}
        for number, start, stop in hits:
            for slot in slots_of[number] & asked:
                self._of_slot[slot].append((start, stop))
        self.cuts = [start for number, start, _ in hits if number in cuts]
        self.text = text
        self.end = end

    def of_all(self, elements: Sequence[Element]) -> list[Spots] | None:
        """Where the words of each element stand; None where not even one of each can follow one of the element before.

        That no word of an element stands behind the first of the one before is seen at once, without trying any.
        """
        found: list[Spots] = []
        behind = -1
        for element in elements:
            spots = self._of_slot[element.slot]
            if not spots or spots[-1][0] <= behind:
                return None
            first = spots[0][0]
            behind = first if first > behind else behind
            found.append(spots)
        return found

    def may_join(self, end: int, start: int, gap: int) -> bool:
        """Whether at most `gap` words and, but for a wide gap, no beginning of a clause stand between two places."""
        if self.text.count(" ", end, start) > gap + 1:
            return False
        return gap == WIDE or not self.cuts or bisect_left(self.cuts, end) == bisect_left(self.cuts, start)


def find_frame(frame: Frame, words: SentenceWords) -> Iterator[tuple[Range, ...]]:
    """The marked parts of a frame, in order, for each place where its anchor stands and it is there."""
    elements, anchor = frame.elements, frame.anchor
    spots = words.of_all(elements)
    if spots is None:
        return
    for at in spots[anchor]:
        before = _reach_back(elements, spots, anchor, at[0], words) if anchor else ()
        if before is None:
            continue
        after = _reach_on(elements, spots, anchor, at[1], words) if anchor + 1 < len(elements) else ()
        if after is not None:
            filled = (*reversed(before), at, *after)
            yield tuple([spot for spot, element in zip(filled, elements, strict=True) if element.marked])


def _reach_back(
    elements: Sequence[Element], spots: Sequence[Spots], index: int, start: int, words: SentenceWords
) -> tuple[Range, ...] | None:
    """The elements before `index`, nearest first; None where one is not there. `spots`: where each stands."""
    for spot in reversed(spots[index - 1]):
        if spot[1] > start:
            continue
        if not words.may_join(spot[1], start, elements[index].gap):
            return None
        if index == 1:
            return (spot,)
        rest = _reach_back(elements, spots, index - 1, spot[0], words)
        if rest is not None:
            return (spot, *rest)
    return None


def _reach_on(
    elements: Sequence[Element], spots: Sequence[Spots], index: int, end: int, words: SentenceWords
) -> tuple[Range, ...] | None:
    """The elements after `index`, in order; None where one is not there. `spots`: where each stands."""
    for spot in spots[index + 1]:
        if spot[0] < end:
            continue
        if spot[1] > words.end or not words.may_join(end, spot[0], elements[index + 1].gap):
            return None
        if index + 2 == len(elements):
            return (spot,)
        rest = _reach_on(elements, spots, index + 1, spot[1], words)
        if rest is not None:
            return (spot, *rest)
    return None
