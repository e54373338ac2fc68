"""The names and other words for which a review has codes, and where each of them is in a text.

A name is found in any order of its parts, in capitals or small letters, with a plural or a possessive s. A part of a
name that is also an ordinary word counts with a capital alone, but for the people of the review. A surname alone has a
code of its own, because families share it; so has a forename that two people share. Accents and signs that nobody sees
make no other name, nor do names written as one word, with or without digits. Spaces make no other number.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from sightline.review.anonymous.codes import CodeBook, CodeKind
from sightline.review.anonymous.details import POSTCODE

K = CodeKind
UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f"  # soft hyphens, spaces of no width, accents of their own
WORD = re.compile(rf"[^\W_](?:[{UNSEEN}]*[^\W_])*[{UNSEEN}]*")
MOST_BETWEEN, SHORTEST, WITH_S, LEAST_HANDLE, LEAST_SIGNS, LEAST_INITIALS = 3, 2, 4, 4, 5, 3
SIGNS = (K.PHONE, K.NUMBER, K.VEHICLE)
STREETS = {
    "avenue": "ave", "close": "cl", "court": "ct", "crescent": "cres", "drive": "dr", "gardens": "gdns", "grove": "gr",
    "house": "hse", "lane": "ln", "place": "pl", "road": "rd", "square": "sq", "street": "st", "terrace": "terr",
}  # fmt: skip
IN_FULL = {short: word for word, short in STREETS.items()} | {"av": "avenue", "ter": "terrace"}


@dataclass(frozen=True, slots=True)
class CodedTerm:
    """Words to code: what they are of, and by which key of ours; `base` is the code of a person of the review.

    `also` are other forenames for the same person. `always`: in small letters too, though it may be another word.
    """

    kind: CodeKind
    owner: str = field(repr=False)
    text: str = field(repr=False)
    base: str = ""
    also: tuple[str, ...] = field(default=(), repr=False)
    always: bool = False


@dataclass(frozen=True, slots=True)
class NameWords:
    """What is known of words: those of the language, those in or before a name that are no name, and everyday verbs.

    `begins_name`: of those that are no name within a name, the ones that are a forename at its start, as Ben and Della.
    """

    ordinary: frozenset[str]
    not_names: frozenset[str]
    everyday: frozenset[str] = frozenset()
    begins_name: frozenset[str] = frozenset()


class TermFinder:
    """Finds terms in texts. `book` gives each its code."""

    def __init__(self, terms: Iterable[CodedTerm], *, words: NameWords, book: CodeBook) -> None:
        self._words, self._always = words, set[str]()
        self._bases: dict[tuple[str, ...], str] = {}
        self._shared: dict[str, set[str]] = {}
        self._signs, self._handles = dict[str, str](), set[str]()
        every = list(terms)
        for term in every:
            self._add_whole(term, book)
        for term in every:
            if term.kind is K.PERSON:
                self._note_parts(term, book)
        for part, bases in self._shared.items():
            base = next(iter(bases)) if len(bases) == 1 else book.base_of(K.NAME, part)
            self._bases.setdefault((part,), base)
            self._handles.add(part)
        self._starts = {signs[:end] for signs in self._signs for end in range(1, len(signs) + 1)}
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(self._bases, key=len, reverse=True):
            self._by_first.setdefault(phrase[0], []).append(phrase)

    @property
    def names(self) -> frozenset[str]:
        """Every word that is coded alone, in small letters."""
        return frozenset(phrase[0] for phrase in self._bases if len(phrase) == 1 and not phrase[0].isdigit())

    def knows(self, said: tuple[str, ...]) -> bool:
        """Whether these words are a term, or each of them is."""
        return said in self._bases or all((one,) in self._bases for one in said)

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Each term in a text: from where to where, and its code. The longest counts; none overlaps another."""
        found = list(WORD.finditer(text))
        said = [fold(one[0]) for one in found]
        place = 0
        while place < len(found):
            length, base = max(self._longest(found, said, place), self._joined(found, said, place))
            if length:
                yield found[place].start(), found[place + length - 1].end(), base
            place += length or 1

    def _longest(self, found: list[re.Match[str]], said: list[str], place: int) -> tuple[int, str]:
        first = said[place]
        for phrase in (*self._by_first.get(first, ()), *self._by_first.get(_without_s(first), ())):
            end = place + len(phrase)
            own = said[place:end]
            if tuple(own) != phrase and (*own[:-1], _without_s(own[-1])) != phrase:
                continue
            between = (found[one + 1].start() - found[one].end() for one in range(place, end - 1))
            if all(gap <= MOST_BETWEEN for gap in between) and self._counts(phrase, found[place][0]):
                return len(phrase), self._bases[phrase]
        bare = first.strip("0123456789")
        is_handle = bare != first and len(bare) >= LEAST_HANDLE and bare in self._handles
        return (1, self._bases[bare,]) if is_handle else (0, "")

    def _joined(self, found: list[re.Match[str]], said: list[str], place: int) -> tuple[int, str]:
        """How many words are the signs of one number, telephone or registration, however spaced; and its code."""
        signs, best = "", (0, "")
        for at in range(place, len(found)):
            signs += said[at]
            if signs not in self._starts or (at > place and found[at].start() - found[at - 1].end() > MOST_BETWEEN):
                break
            if signs in self._signs:
                best = at - place + 1, self._signs[signs]
        return best

    def _counts(self, phrase: tuple[str, ...], written: str) -> bool:
        """Whether words count as they are written: one word that may be another needs a capital."""
        if len(phrase) > 1 or phrase[0].isdigit() or phrase[0] in self._always:
            return True
        may_be_other = phrase[0] in self._words.ordinary or len(phrase[0]) <= SHORTEST
        return written[:1].isupper() or not may_be_other

    def _add_whole(self, term: CodedTerm, book: CodeBook) -> None:
        said = words_of(term.text)
        if not said or (len(said) == 1 and len(said[0]) < SHORTEST):
            return
        if term.kind is K.PERSON and len(said) == 1:
            return  # a part of a name: see below
        if term.always:
            self._always.update(said)
        base = term.base or book.base_of(term.kind, term.owner)
        for order in {said, (said[-1], *said[:-1])} if term.kind is K.PERSON else {said}:
            self._bases.setdefault(order, base)
            if term.kind is K.PERSON:
                self._add_handle("".join(order), base)
        if term.kind in SIGNS:
            for signs in _ways_of(term.kind, "".join(said)):
                self._signs.setdefault(signs, base)

    def _add_handle(self, name: str, base: str) -> None:
        """A name as one word, as in the name of an account."""
        if len(name) >= LEAST_HANDLE:
            self._bases.setdefault((name,), base)
            self._handles.add(name)

    def _is_name(self, word: str, place: int) -> bool:
        """Whether a word is of a name, as its first word or a later one: "ben" is a forename, or says whose son."""
        return word not in self._words.not_names or (place == 0 and word in self._words.begins_name)

    def _note_parts(self, term: CodedTerm, book: CodeBook) -> None:
        whole = words_of(term.text)
        said = [one for at, one in enumerate(whole) if len(one) >= SHORTEST and self._is_name(one, at)]
        if not said:
            return
        base = term.base or book.base_of(term.kind, term.owner)
        if len(whole) > 1:
            surname = said.pop()
            at = len(whole) - 1 - whole[::-1].index(surname)
            first = at
            while first > 1 and (len(whole[first - 1]) < SHORTEST or whole[first - 1] in self._words.not_names):
                first -= 1  # van der, O, Mc
            for phrase in {whole[first : at + 1], (surname,)}:
                self._bases.setdefault(phrase, book.base_of(K.SURNAME, surname))
                self._add_handle("".join(phrase), self._bases[phrase])
        if term.base:
            self._always.update(set(said) - self._words.everyday)
        for one in (*said, *map(fold, term.also)):
            self._shared.setdefault(one, set()).add(base)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in small letters."""
    return tuple(map(fold, WORD.findall(text)))


def fold(text: str) -> str:
    """A text in small letters, without accents and signs that nobody sees."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(one for one in parts if unicodedata.category(one) not in ("Mn", "Cf")).casefold()


def owner_of(kind: CodeKind, text: str) -> str:
    """The key of what is known by its words alone: numbers by their signs, so that spaces make no other."""
    said = words_of(text)
    if kind is K.PHONE:
        return _at_home("".join(said))
    is_joined = kind in SIGNS or re.fullmatch(POSTCODE, text.strip(), re.IGNORECASE)
    return "".join(said) if is_joined else " ".join(said)


def _at_home(signs: str) -> str:
    """A telephone as it is dialled within the country: 07700900123."""
    return re.sub(r"^(?:(?:00)?440?(?=\d{9,10}$)|(?=7\d{9}$))", "0", signs)


def _ways_of(kind: CodeKind, signs: str) -> Iterator[str]:
    """The signs of a number in each way of writing it, where they are enough to be of that number alone."""
    if len(signs) >= LEAST_SIGNS:
        yield signs
        home = _at_home(signs)
        if kind is K.PHONE and home.startswith("0"):
            yield from (f"{before}{home[1:]}" for before in ("0", "44", "440", "0044", "00440"))
            yield from (home[1:],) if home.startswith("07") else ()


def _without_s(word: str) -> str:
    return word[:-1] if len(word) > WITH_S and word.endswith("s") else word


def expand_address(text: str) -> Mapping[str, str]:
    """The parts of an address that texts use alone, each with its key: house and street, street, place, postcode."""
    parts = [one.strip() for one in re.split(r"[,\n]", text) if one.strip()]
    found = {text: owner_of(K.PLACE, text)}
    for part in parts:
        found |= dict.fromkeys((part, *_other_street(part)), owner_of(K.PLACE, part))
        bare = re.sub(r"^(?:flat|room|unit|apartment)?\s*\d+\w?(?:\s*[-/]\s*\d+\w?)?\s+", "", part, flags=re.IGNORECASE)
        if bare and bare != part:
            found |= dict.fromkeys((bare, *_other_street(bare)), owner_of(K.PLACE, bare))
    return found


def _other_street(part: str) -> Iterator[str]:
    """Mill Ln for Mill Lane, and Mill Lane for Mill Ln."""
    before, _, last = part.rpartition(" ")
    word = last.casefold().rstrip(".")
    full = IN_FULL.get(word, word)
    if before and full in STREETS:
        others = {full, *(short for short, one in IN_FULL.items() if one == full)} - {word}
        yield from (f"{before} {one}" for one in sorted(others))


def shorten_body(text: str, *, ordinary: Collection[str], kinds: Collection[str]) -> Iterator[str]:
    """What people call an organisation for short: each word of it that is no ordinary one, and its first letters.

    With `kinds`, words that say what kind it is, as school: also what is before them, as Elm for Elm School.
    """
    said = words_of(text)
    short = {fold(one) for one in WORD.findall(text) if one.isupper()}  # as CAMHS, which many have
    yield from (one for one in said if one not in ordinary and one not in short and len(one) >= WITH_S)
    if len(said) >= LEAST_INITIALS and (letters := "".join(one[0] for one in said)) not in ordinary:
        yield letters
    before = [*takewhile(lambda one: one not in kinds, said)] if kinds else []
    if 0 < len(before) < len(said):
        yield " ".join(before)
