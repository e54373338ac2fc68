"""The words that lead to a protected thing: the longest of its street's name, its postcode, its premises' name."""

from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from sightline.protection.things import ProtectedThing, Words
from sightline.protection.words import read_words

OUTWARD_END = -3
LONG_NAME = 5


class AnchorKind(Enum):
    """What the word is part of."""

    STREET = auto()
    GLUED = auto()
    POSTCODE = auto()
    PREMISES = auto()
    STREET_ALONE = auto()
    POSTCODE_ALONE = auto()
    TOWN_ALONE = auto()


class Anchor(NamedTuple):
    """A word that leads to a thing: what it is part of, those words, and which of them it is."""

    word: str
    thing: str
    kind: AnchorKind
    words: Words
    place: int

    def __repr__(self) -> str:
        """Without the words, which are those of a protected address."""
        return f"Anchor({self.kind.name}, place={self.place})"


def list_anchors(name: str, thing: ProtectedThing) -> Iterator[Anchor]:
    """The words that lead to the thing, whatever a text is about."""
    if thing.street:
        yield _anchor(name, AnchorKind.STREET, thing.street, name_of(thing.street))
        for glued in _glued(thing):
            yield Anchor(glued, name, AnchorKind.GLUED, (glued,), 0)
    yield from _postcode_anchors(name, thing, AnchorKind.POSTCODE)
    for premises in thing.premises:
        yield _anchor(name, AnchorKind.PREMISES, premises, premises)
        glued = "".join(premises)
        yield Anchor(glued, name, AnchorKind.PREMISES, (glued,), 0)


def list_near_anchors(name: str, thing: ProtectedThing) -> Iterator[Anchor]:
    """The words that lead to its street, town or postcode alone."""
    if thing.street:
        yield _anchor(name, AnchorKind.STREET_ALONE, thing.street, name_of(thing.street))
    yield from _postcode_anchors(name, thing, AnchorKind.POSTCODE_ALONE)
    for town in (*thing.towns, *thing.names):
        yield _anchor(name, AnchorKind.TOWN_ALONE, town, town)


def _anchor(name: str, kind: AnchorKind, words: Words, among: Words) -> Anchor:
    """By the longest of its words, which is seldom said of anything else."""
    telling = read_words()
    best = max(among, key=lambda word: (word not in telling.streets, word not in telling.plain, len(word)))
    return Anchor(best, name, kind, words, words.index(best))


def _postcode_anchors(name: str, thing: ProtectedThing, kind: AnchorKind) -> Iterator[Anchor]:
    if thing.postcode:
        yield Anchor(thing.postcode, name, kind, (thing.postcode,), 0)
        pair = (thing.postcode[:OUTWARD_END], thing.postcode[OUTWARD_END:])
        yield Anchor(pair[1], name, kind, pair, 1)
        if kind is AnchorKind.POSTCODE_ALONE:
            yield Anchor(pair[0], name, kind, (pair[0],), 0)


def name_of(street: Words) -> Words:
    """A street's name without the street words that end it."""
    words, end = read_words(), len(street)
    while end > 1 and street[end - 1] in words.streets:
        end -= 1
    return street[:end]


def _glued(thing: ProtectedThing) -> Iterator[str]:
    """The street in one word, whole and, where that is long enough, without the word that ends it."""
    whole, name = "".join(thing.street), "".join(name_of(thing.street))
    if len(thing.street) > 1:
        yield whole
    if len(name_of(thing.street)) > 1 and len(name) > LONG_NAME:
        yield name
