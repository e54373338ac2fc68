"""A frame says who did what with what: slots and words in order, near each other, in one sentence.

A newcomer would get this wrong: nothing here reads letters. Words were found before; a frame compares whole numbers
(where a slot begins and ends) and counts the spaces between.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sightline.casenotes.writing import count_forms, expand, split_parts, write_forms
from sightline.model.errors import OurFault

NEAR = 3
FAR = 6
TOUCHING = 0
# The list of words that begin a new clause; no frame reaches across them.
CUT = "clause_break"
# A run of words that can be written in more ways than this is sought bracket by bracket.
MANY = 60
_ITEM = re.compile(
    r"\{(\w+)\}(\?)?|(\.\.)|(_)(?=\s|$)|([\[\]])|((?:[^\s\[\]{}()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))+)"
)
Spots = Sequence[tuple[int, int]]


class Standing(Protocol):
    """Where the words of each slot stand in a text, in order."""

    def get(self, name: str, default: Spots = (), /) -> Spots:
        """Of one slot; nothing where none of its words is there."""


@dataclass(frozen=True, slots=True)
class Element:
    """A slot that must be filled. `gap`: how many words may stand before it; `marked`: it is part of the passage."""

    slot: str
    gap: int
    marked: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The elements in order. `anchor` is the one whose words are sought first, the rarest; `slots` are all of them."""

    elements: tuple[Element, ...]
    anchor: int
    slots: frozenset[str]


def read_frame(written: str, literals: dict[str, tuple[str, ...]]) -> list[tuple[Element, ...]]:
    """The frames of one line, one for each choice of what may be left out; words that it names are put into `literals`.

    `{slot}` a slot; words stand for themselves (with `(a|b)`, `~verb`, `noun*`); `..` up to six words between instead
    of three; `_` none; `?` after a slot: may be absent; `[ ]` what is marked, else all of it.
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
            add(slot, may_go=bool(optional))
        elif bracket:
            marked = bracket == "["
        else:
            gap = FAR if far else TOUCHING if touching else NEAR
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


def find_frame(
    *, frame: Frame, at: tuple[int, int], spots: Standing, text: str, sentence: tuple[int, int]
) -> tuple[tuple[int, int], ...]:
    """The marked parts of a frame whose anchor stands `at`, in order, inside a sentence; none where it is not there."""
    before = _reach_back(frame, frame.anchor, at[0], spots, text, sentence[0])
    after = _reach_on(frame, frame.anchor, at[1], spots, text, sentence[1]) if before is not None else None
    if before is None or after is None:
        return ()
    filled = [*reversed(before), at, *after]
    return tuple(spot for spot, element in zip(filled, frame.elements, strict=True) if element.marked)


def _reach_back(
    frame: Frame, index: int, start: int, spots: Standing, text: str, limit: int
) -> list[tuple[int, int]] | None:
    """The elements before `index`, nearest first; None where one is not there."""
    if index == 0:
        return []
    gap = frame.elements[index].gap
    for spot in reversed(spots.get(frame.elements[index - 1].slot, ())):
        if spot[1] > start:
            continue
        if spot[0] < limit or text.count(" ", spot[1], start) > gap + 1 or _is_cut(spots, spot[1], start):
            return None
        rest = _reach_back(frame, index - 1, spot[0], spots, text, limit)
        if rest is not None:
            return [spot, *rest]
    return None


def _reach_on(
    frame: Frame, index: int, end: int, spots: Standing, text: str, limit: int
) -> list[tuple[int, int]] | None:
    """The elements after `index`, in order; None where one is not there."""
    if index + 1 == len(frame.elements):
        return []
    element = frame.elements[index + 1]
    held = spots.get(element.slot, ())
    for spot in held[bisect_left(held, (end, 0)) :]:
        if spot[1] > limit or text.count(" ", end, spot[0]) > element.gap + 1 or _is_cut(spots, end, spot[0]):
            return None
        rest = _reach_on(frame, index + 1, spot[1], spots, text, limit)
        if rest is not None:
            return [spot, *rest]
    return None


def _is_cut(spots: Standing, start: int, end: int) -> bool:
    """Whether a new clause begins between two places."""
    cuts = spots.get(CUT, ())
    place = bisect_left(cuts, (start, 0)) if cuts else 0
    return place < len(cuts) and cuts[place][0] < end
