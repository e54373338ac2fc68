"""What must stand beside a street or postcode for one of its protected houses: found by the words around it.

So a text is compared with the houses alone that it may name, however many are protected in one street.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from sightline.protection.anchors import Anchor, AnchorKind
from sightline.protection.parts import NUMBER
from sightline.protection.spelling import NearWords
from sightline.protection.things import ProtectedThing
from sightline.protection.words import read_words

BESIDE_HOUSE = frozenset({AnchorKind.STREET, AnchorKind.GLUED, AnchorKind.POSTCODE})


class Numbered(NamedTuple):
    """An anchor, and the order in which it was given: the first has a span that several share."""

    order: int
    anchor: Anchor


@dataclass(slots=True)
class AnchorGroup:
    """Anchors that are the same word of the same words, by what their houses are called.

    Those in `whole` are found without a house, or have none that could be looked for.
    """

    example: Anchor
    whole: list[Numbered] = field(default_factory=list)
    by_house: dict[str, list[Numbered]] = field(default_factory=lambda: defaultdict(list), repr=False)

    def add(self, numbered: Numbered, thing: ProtectedThing) -> None:
        """Take in the anchor of one more thing."""
        words = house_words(thing) if self.example.kind in BESIDE_HOUSE else frozenset()
        if not words:
            self.whole.append(numbered)
        for word in words:
            self.by_house[word].append(numbered)

    def may_stand(self, forms: Set[str]) -> bool:
        """Whether one of them may stand among words that have these forms."""
        return bool(self.whole) or not forms.isdisjoint(self.by_house)

    def among(self, forms: Iterable[str]) -> Iterator[Numbered]:
        """Those that may stand among words that have these forms; one may come more than once."""
        yield from self.whole
        for form in forms:
            yield from self.by_house.get(form, ())


def house_words(thing: ProtectedThing) -> frozenset[str]:
    """Every word that the number, flat or name of its house may be written with."""
    said_as = read_words().numbers
    said = [said_as[number] for number in thing.numbers if number in said_as]
    flats = [words[0] for flat in thing.flats if len(words := said_as.get(flat, ())) == 1]
    names = [word for name in thing.names for word in name]
    joined = ["".join(words) for words in said]
    return frozenset(
        (*thing.numbers, *thing.flats, *flats, *names, *joined, *(word for words in said for word in words))
    )


class HouseForms:
    """What a word of a text may be of the houses given: a number, a flat, a word of a name, also with a slip."""

    def __init__(self, things: Collection[ProtectedThing]) -> None:
        self._known = frozenset(word for thing in things for word in house_words(thing))
        self._near = NearWords(self._known)

    def of(self, word: str) -> tuple[str, ...]:
        """The words of houses that a word may be."""
        number, one_form = NUMBER.fullmatch(word), read_words().one_form(word)
        forms = {word, word.lstrip("0"), one_form, *self._near.near(one_form)}
        if number:
            forms.add(number[1])
        return tuple(sorted(forms & self._known))
