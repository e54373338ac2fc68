"""Says whether a protected thing stands where one of its words does, and from which word to which.

Each word looks a few words to either side and no further, so a long text costs its own length however often it says the
name of a street.
"""

import re
from collections.abc import Iterator, Sequence

from sightline.protection.anchors import LONG_NAME, OUTWARD_END, Anchor, AnchorKind, name_of
from sightline.protection.parts import NUMBER
from sightline.protection.spelling import is_near
from sightline.protection.things import ProtectedThing, Words
from sightline.protection.tokens import Token
from sightline.protection.words import AddressWords, read_words

# How many words may stand between a street and its number, and how many letters between two words of one address.
REACH, WIDEST_GAP = 6, 40
# How many words of the same address are taken along on either side; where more of them follow, they are found again.
WIDENED = 12
NUMBER_WORDS = frozenset({"no", "nos", "number"})
SENTENCE_ENDS = re.compile(r"[.!?](?=\s)|\n\s*\n")
RANGE = re.compile(r"\s*[-\u2010-\u2015/&]\s*")
STOPS = frozenset({"the", "of", "at", "in", "and", "on", "a", "by", "near"})
Range = tuple[int, int]


def match_anchor(
    anchor: Anchor, thing: ProtectedThing, tokens: Sequence[Token], place: int, folded: str
) -> Range | None:
    """From which word to behind which the thing stands around the word at `place`; None where it does not."""
    around = _Around(thing, tokens, folded, read_words())
    if anchor.kind in (AnchorKind.STREET, AnchorKind.STREET_ALONE):
        piece = around.street_at(anchor.words, place - anchor.place)
    else:
        piece = around.words_at(anchor.words, place - anchor.place)
    if piece is None:
        return None
    if anchor.kind in (AnchorKind.STREET, AnchorKind.GLUED, AnchorKind.POSTCODE):
        span = around.with_house(piece, is_postcode=anchor.kind is AnchorKind.POSTCODE)
        return around.widen(span) if span else None
    if anchor.kind is AnchorKind.PREMISES:
        return around.widen(piece)
    return piece


class _Around:
    """What stands around a word of one text, as one thing's parts read it."""

    def __init__(self, thing: ProtectedThing, tokens: Sequence[Token], folded: str, words: AddressWords) -> None:
        self._thing, self._tokens, self._folded, self._words = thing, tokens, folded, words
        telling = (*thing.street, *(word for part in (*thing.names, *thing.towns) for word in part))
        self._own = {word for word in telling if word not in STOPS}

    def words_at(self, wanted: Words, start: int) -> Range | None:
        """Where these words stand one behind the other from there, each as it is or with one slip."""
        if start < 0 or start + len(wanted) > len(self._tokens):
            return None
        span = all(self._is(start + at, word) for at, word in enumerate(wanted))
        return (start, start + len(wanted)) if span and self._is_joined(start, start + len(wanted)) else None

    def street_at(self, street: Words, start: int) -> Range | None:
        """Where the street stands from there: whole, or its name alone where that tells enough."""
        whole = self.words_at(street, start)
        if whole:
            return whole
        name = name_of(street)
        if len(name) == len(street):
            return self._with_other_end(street, start)
        if len(name) == 1 and len(name[0]) < LONG_NAME:
            return None
        found = self.words_at(name, start)
        if not found:
            return None
        is_end = self._is_end(found[1], street[len(name)]) or self._is_street_word(found[1])
        return (found[0], found[1] + is_end)

    def _with_other_end(self, street: Words, start: int) -> Range | None:
        """Of a street whose last word no list knows (77 High Rw): the same with that word written longer or shorter."""
        found = self.words_at(street[:-1], start) if len(street) > 1 else None
        return (found[0], found[1] + 1) if found and self._is_end(found[1], street[-1]) else None

    def _is_end(self, place: int, ending: str) -> bool:
        """Whether the word there is the ending in short, or the ending is that word in short: Rw and Row."""
        if place >= len(self._tokens) or not self._is_near_by(place - 1):
            return False
        shorter, longer = sorted((self._one_form(place), ending), key=len)
        letters = iter(longer)
        return shorter[:1] == longer[:1] and all(letter in letters for letter in shorter)

    def _is_street_word(self, place: int) -> bool:
        return (
            place < len(self._tokens) and self._is_near_by(place - 1) and self._one_form(place) in self._words.streets
        )

    def _is(self, place: int, word: str) -> bool:
        span = self._one_form(place)
        return span == word or is_near(span, word)

    def _one_form(self, place: int) -> str:
        return self._words.one_form(self._tokens[place].word)

    def _is_joined(self, start: int, end: int) -> bool:
        return all(self._is_near_by(at) for at in range(start, end - 1))

    def _is_near_by(self, place: int) -> bool:
        """Whether no more than blanks and marks of one line or two stand behind that word."""
        return (
            0 <= place < len(self._tokens) - 1 and self._tokens[place + 1].start - self._tokens[place].end <= WIDEST_GAP
        )

    # The house -------------------------------------------------------------------------------------------------------
    def with_house(self, piece: Range, *, is_postcode: bool) -> Range | None:
        """The street or postcode with the number, name or flat beside it; None where none is."""
        thing = self._thing
        if not (thing.numbers or thing.names or thing.flats):
            return self._with_other(piece, is_postcode=is_postcode)
        before = self._look(range(piece[0] - 1, max(-1, piece[0] - 1 - REACH), -1), left=True)
        if before is not None:
            return (before[0], piece[1])
        after = self._look(range(piece[1], min(len(self._tokens), piece[1] + REACH)), left=False)
        return (piece[0], after[1]) if after else None

    def _with_other(self, piece: Range, *, is_postcode: bool) -> Range | None:
        """Of a place without a house, the street with its postcode tells where it is; of a postcode alone, that."""
        if is_postcode and not self._thing.street:
            return None
        if not is_postcode or not self._thing.postcode:
            return None
        first = max(0, piece[0] - REACH)
        for start in range(first, min(len(self._tokens), piece[1] + REACH)):
            found = self.street_at(self._thing.street, start)
            if found:
                return (min(found[0], piece[0]), max(found[1], piece[1]))
        return None

    def _look(self, places: range, *, left: bool) -> Range | None:
        skip = 0
        for place in places:
            if not self._is_near_by(place if left else place - 1) or (not left and self._ends_before(place)):
                return None
            if skip:
                skip -= 1
                continue
            found = self._house_at(place, left=left)
            if found:
                return found
            skip = self._skips(place, left=left)
            if skip < 0:
                return None
        return None

    def _ends_before(self, place: int) -> bool:
        """Whether a sentence ends before that word. The stop of "no. 77" ends none, nor does one before "No 77"."""
        between = self._folded[self._tokens[place - 1].end : self._tokens[place].start + 1]
        if SENTENCE_ENDS.search(between) is None:
            return False
        before, word = self._tokens[place - 1].word, self._tokens[place].word
        is_short = between.startswith(".") and (before in NUMBER_WORDS or before in self._words.flats)
        return not (is_short or word in NUMBER_WORDS)

    def _house_at(self, place: int, *, left: bool) -> Range | None:
        """The number, name or flat that ends (left) or begins (right) there."""
        word, thing = self._tokens[place].word, self._thing
        number = NUMBER.fullmatch(word)
        if number and number[1] in thing.numbers and not self._is_flat(place):
            return (place, place + 1)
        if word.lstrip("0") in thing.flats and (self._is_flat(place) or not thing.numbers):
            return (place - 1 if self._is_flat(place) else place, place + 1)
        if self._is_flat(place) and any(self._words.numbers.get(flat) == (word,) for flat in thing.flats):
            return (place - 1, place + 1)
        for said in self._said_in_words():
            start = place - len(said) + 1 if left else place
            if self.words_at(said, start):
                return (start, start + len(said))
        return None

    def _said_in_words(self) -> Iterator[Words]:
        for number in self._thing.numbers:
            said = self._words.numbers.get(number)
            if said:
                yield said
                yield ("".join(said),)
        yield from self._thing.names

    def _is_flat(self, place: int) -> bool:
        return place > 0 and self._tokens[place - 1].word in self._words.flats

    def _skips(self, place: int, *, left: bool) -> int:
        """How many more words to pass over behind this one; -1 where nothing of the address can be beyond it."""
        word = self._tokens[place].word
        if word in self._words.between or word in self._words.flats or self._is_own(place):
            return 0
        if self._is_flat(place):
            return 1 if left else 0
        beside = place + 1 if left else place - 1
        gap = self._folded[self._tokens[min(place, beside)].end : self._tokens[max(place, beside)].start]
        is_range = NUMBER.fullmatch(word) and (RANGE.fullmatch(gap) or self._is_range(place, left=left))
        return 0 if is_range else -1

    def _is_range(self, place: int, *, left: bool) -> bool:
        """77-79: the number of a house between which and this one stands a dash."""
        other = place - 1 if left else place + 1
        if not 0 <= other < len(self._tokens) or not NUMBER.fullmatch(self._tokens[other].word):
            return False
        return bool(
            RANGE.fullmatch(self._folded[self._tokens[min(place, other)].end : self._tokens[max(place, other)].start])
        )

    def _is_own(self, place: int) -> bool:
        word, code = self._one_form(place), self._thing.postcode
        return word in self._own or (bool(code) and word in (code, code[:OUTWARD_END], code[OUTWARD_END:]))

    # What is beside it -----------------------------------------------------------------------------------------------
    def widen(self, piece: Range) -> Range:
        """With the words of the same address on either side: its flat, its name, its town, its postcode."""
        start, end = piece
        first, last = max(0, start - WIDENED), min(len(self._tokens), end + WIDENED)
        while start > first and self._belongs_before(start - 1):
            start -= 1
        while end < last and self._is_beside(end - 1) and self._belongs(end):
            end += 1
        return (start, end)

    def _is_beside(self, place: int) -> bool:
        gap = self._folded[self._tokens[place].end : self._tokens[place + 1].start]
        return len(gap) <= WIDEST_GAP and SENTENCE_ENDS.search(gap + " ") is None

    def _belongs(self, place: int) -> bool:
        word = self._tokens[place].word
        number = NUMBER.fullmatch(word)
        is_number = bool(number and number[1] in self._thing.numbers)
        is_flat_word = (
            word in self._words.flats
            and word != "f"
            and place + 1 < len(self._tokens)
            and (self._tokens[place + 1].word.lstrip("0") in self._thing.flats)
        )
        return (
            self._is_own(place)
            or is_number
            or is_flat_word
            or (self._is_flat(place) and word.lstrip("0") in self._thing.flats)
        )

    def _belongs_before(self, place: int) -> bool:
        word = self._tokens[place].word
        if word in NUMBER_WORDS:
            return self._tokens[place + 1].start - self._tokens[place].end <= WIDEST_GAP
        if not self._is_beside(place):
            return False
        if self._belongs(place):
            return True
        if self._is_flat(place) and len(word) <= 3:
            return True
        return word in self._words.flats and word != "f" and len(self._tokens[place + 1].word) <= 3
