"""Reads what somebody typed into the one box: which of it is a date, a number, a telephone, a registration, a postcode.

Whatever is none of these is words: of a name, and of notes. All that was typed must hold of one person, or stand in one
text. Ten figures may be an NHS number and an agency's own number, so each way to read them is looked for.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache, partial

from sightline.casework.people.pages.people import SearchTerms
from sightline.casework.word_index.words import NUMBERS, PHONES, POSTCODES, REGISTRATIONS, WantedWords, plain_words
from sightline.ingest.dates.reader import USUAL, read_birth_date
from sightline.linkage.normal_forms.numbers import NOT_PLAIN, read_phone, read_registration
from sightline.linkage.settings import read_placeholders, read_settings
from sightline.model.nouns import EntityKind
from sightline.model.passages import INDICATORS
from sightline.rulebook.local_lists import read_vocabulary
from sightline.store.search.reader import BIRTH_YEAR, NameChoice, name_words

BIRTH_DATE, NHS_NUMBER, UPN, LOCAL_ID = "birth_date", "nhs_number", "upn", "local_id"
REFERENCE = "reference"
PHONE, VEHICLE = str(EntityKind.PHONE), str(EntityKind.VEHICLE)
NAME, POSTCODE, WORDS, NUMBER, SIGN = "name", "postcode", "words", "number", "sign"
NO_SIGN = "none"  # no sign is called so
SIGNS = re.compile(r'\bsign\s*:\s*(?:"[^"]*"|\S+)', re.IGNORECASE)
MOST_TYPED, MOST_WORDS = 200, 12
Alternatives = tuple[tuple[str, str], ...]
Asked = str | SearchTerms  # what was typed into the one box, or filled in box by box
BOX = "typed"
placeholders = cache(read_placeholders)

BORN = r"(?:\b(?:born|birth ?date|date of birth|dob|d\.o\.b)\b[.:,]?\s*(?:(?:on|in)\s+)?(?:the\s+)?)"
DATES = re.compile(
    rf"{BORN}?"
    r"(?:\b\d{1,2}[ ./-]\d{1,2}[ ./-]\d{4}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2}\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)?[ -](?:of )?[a-z]{3,9},?[ -]\d{4}\b)",
    re.IGNORECASE,
)
BORN_IN = re.compile(rf"{BORN}\b(?:19|20)\d\d\b(?!-)", re.IGNORECASE)
BEFORE_DATE, YEAR = re.compile(rf"^{BORN}|\bof\b|,", re.IGNORECASE), re.compile(r"(?:19|20)\d\d")
ONE_WORD = re.compile(r"\S+")
DAY_FORMATS = (*USUAL[:3], "DD/MM/YY")


@dataclass(frozen=True, slots=True)
class TextQuery:
    """What one text must hold: `match` asks records for it in SQLite's own language, `wanted` what people wrote here.

    `named`: what the names must be of somebody whom that text is about. `signs`: of each of these choices its record
    must have one.
    """

    match: str = field(default="", repr=False)
    wanted: WantedWords = field(default_factory=WantedWords, repr=False)
    named: tuple[NameChoice, ...] = field(default=(), repr=False)
    signs: tuple[tuple[str, ...], ...] = ()

    @property
    def asks(self) -> bool:
        """Whether it asks for anything of a text."""
        return bool(self.match or self.signs)


@dataclass(frozen=True, slots=True)
class TypedQuery:
    """What was typed, read. `texts` is what one text must hold; empty for nothing.

    `keys` are numbers, dates and things, each with the ways to read it, of which one is enough. `names` are words of a
    name. `kinds` says what it was read as. Of the `words` some of the `loose` may be a
    name, and the others in a note.
    `day` is a date that is all that was typed: it may be the day of an event too.
    """

    names: tuple[str, ...] = field(default=(), repr=False)
    keys: tuple[Alternatives, ...] = field(default=(), repr=False)
    texts: TextQuery = field(default_factory=TextQuery, repr=False)
    words: tuple[str, ...] = field(default=(), repr=False)
    loose: tuple[str, ...] = field(default=(), repr=False)
    kinds: tuple[str, ...] = ()
    day: str = field(default="", repr=False)

    @property
    def terms(self) -> SearchTerms:
        """The same box by box, for comparing it with people who are only close to it."""
        said = {kind: value for either in self.keys for kind, value in either}
        number = said.get(NHS_NUMBER, "")
        return SearchTerms(
            name=" ".join(self.names),
            birth_date=date.fromisoformat(said[BIRTH_DATE]) if BIRTH_DATE in said else None,
            nhs_number=number if number.isdigit() else "",
            phone=said.get(PHONE, ""),
        )

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not (self.names or self.keys or self.texts.asks)


@dataclass(slots=True)
class _Reading:
    """What is left to be read, and what was read so far."""

    rest: str = field(repr=False)
    keys: list[Alternatives] = field(default_factory=list, repr=False)
    match: list[str] = field(default_factory=list, repr=False)
    numbers: list[tuple[str, ...]] = field(default_factory=list, repr=False)
    kinds: list[str] = field(default_factory=list)
    signs: list[tuple[str, ...]] = field(default_factory=list)
    is_in_texts: bool = True

    def take(self, pattern: re.Pattern[str], reads: Callable[[str], bool]) -> None:
        """Take out each part of that shape that `reads` can read."""
        self.rest = pattern.sub(lambda found: " " if reads(found[0]) else found[0], self.rest)


def read_typed(text: str) -> TypedQuery:
    """What was typed into the one box, read."""
    reading = _Reading(text[:MOST_TYPED])
    for pattern, reads in SHAPES:
        reading.take(pattern, partial(reads, reading))
    if not reading.kinds and len(text.split()) == 1:
        reading.take(ONE_WORD, partial(_older_registration, reading))
    words = plain_words(reading.rest)[:MOST_WORDS]
    is_name = bool(words) and not reading.signs and POSTCODE not in reading.kinds and not any(map(_has_figure, words))
    reading.kinds += ([NAME] if is_name else []) + ([WORDS] if words and reading.is_in_texts else [])
    is_loose = reading.is_in_texts and not reading.match
    keys = tuple(_or_born_in(either) if is_name else either for either in reading.keys)
    phrases = tuple(found for one in re.findall(r'"([^"]+)"', reading.rest) if (found := plain_words(one)))
    in_phrase = {word for phrase in phrases for word in phrase}
    texts = ask_texts(words, phrases, match=reading.match, numbers=reading.numbers,
                      signs=tuple(reading.signs))  # fmt: skip
    return TypedQuery(
        names=name_words(reading.rest)[:MOST_WORDS] if is_name and not phrases else (),
        keys=() if reading.signs else keys,
        texts=texts if reading.is_in_texts else TextQuery(),
        words=words if is_loose else (),
        loose=tuple(one for one in words if one not in in_phrase and not _has_figure(one)) if is_loose else (),
        kinds=tuple(reading.kinds),
        day=reading.keys[0][0][1] if reading.kinds == [BIRTH_DATE] else "",
    )


def ask_texts(
    words: Iterable[str], phrases: Iterable[tuple[str, ...]], *, match: Iterable[str] = (),
    numbers: Iterable[tuple[str, ...]] = (), named: tuple[NameChoice, ...] = (),
    signs: tuple[tuple[str, ...], ...] = (),
) -> TextQuery:  # fmt: skip
    """What one text must hold: each word in one of its forms, each phrase, and what was read before."""
    choices, together = [street_forms().get(word, (word,)) for word in words], tuple(phrases)
    asked = [*match, *map(_either, choices), *(f'"{" ".join(phrase)}"' for phrase in together)]
    return TextQuery(" AND ".join(asked), WantedWords((*numbers, *choices), together), named, signs)


def read_terms(terms: SearchTerms) -> TypedQuery:
    """What was filled in box by box, read; a box that holds no key at all is looked for as it is, and found nowhere."""
    phone = terms.phone and (read_phone(terms.phone, placeholders=placeholders()) or terms.phone.strip())
    keys = (
        (BIRTH_DATE, terms.birth_date.isoformat() if terms.birth_date else ""),
        (NHS_NUMBER, re.sub(r"\D", "", terms.nhs_number) or terms.nhs_number),
        (PHONE, phone),
        (VEHICLE, read_registration(terms.registration)[0] or terms.registration),
    )
    given = tuple(((kind, value),) for kind, value in keys if value)
    kinds = ((NAME,) if terms.name else ()) + tuple(kind for kind, value in keys if value)
    names = name_words(terms.name) or ((terms.name,) if terms.name else ())
    return TypedQuery(names=names, keys=given, kinds=kinds)


def read_asked(asked: Asked) -> TypedQuery:
    """Either of both, read."""
    return read_terms(asked) if isinstance(asked, SearchTerms) else read_typed(asked)


def pack_asked(asked: Asked) -> str:
    """What was asked as one text, to be kept."""
    if isinstance(asked, str):
        return json.dumps({BOX: asked})
    return json.dumps({**asdict(asked), BIRTH_DATE: asked.birth_date.isoformat() if asked.birth_date else ""})


def unpack_asked(packed: str) -> Asked:
    """What `pack_asked` made the text of."""
    said = json.loads(packed)
    if BOX in said:
        return str(said[BOX])
    born = said.pop(BIRTH_DATE)
    return SearchTerms(**said, birth_date=date.fromisoformat(born) if born else None)


def _or_born_in(either: Alternatives) -> Alternatives:
    """Beside a name a number that may be a year may be the year of birth too: Sykes 2011."""
    year = next((value for kind, value in either if kind == REFERENCE and YEAR.fullmatch(value)), "")
    return (*either, (BIRTH_YEAR, year)) if year else either


def _has_figure(word: str) -> bool:
    return any(map(str.isdigit, word))


def _either(forms: tuple[str, ...]) -> str:
    """A word, or of a word of streets each way to write it: street, st and str."""
    either = " OR ".join(f'"{form}"' for form in forms)
    return either if len(forms) == 1 else f"({either})"


@cache
def street_forms() -> dict[str, tuple[str, ...]]:
    """For each word of streets, short or long, all ways to write it."""
    groups: dict[str, set[str]] = {}
    for short, long in read_settings().street_words.items():
        groups.setdefault(long, {long}).add(short)
    return {word: tuple(sorted(group)) for group in groups.values() for word in group}


def _phone(reading: _Reading, said: str) -> bool:
    number = read_phone(said, placeholders=placeholders())
    if not number:
        return False
    reading.keys.append(((PHONE, number),))
    reading.kinds.append(PHONE)
    home = number.removeprefix("+44").removeprefix("+")
    reading.match.append(f'{{forms}} : "{home}"')
    reading.numbers.append((home,))
    return True


def _sign(reading: _Reading, said: str) -> bool:
    """A sign by the beginnings of words of its name; of several names that fit, one is enough. Of none nothing is."""
    words = plain_words(said.partition(":")[2])
    fits = [sign for sign, names in names_of_signs().items() if all(any(map(_begins(one), names)) for one in words)]
    reading.signs.append(tuple(fits) if words and fits else (NO_SIGN,))
    reading.kinds.append(SIGN)
    return True


def _begins(word: str) -> Callable[[str], bool]:
    return lambda name: name.startswith(word)


@cache
def names_of_signs() -> dict[str, tuple[str, ...]]:
    """The words by which each sign can be asked for: those of its name on pages and of its id."""
    said = read_vocabulary().indicator
    return {sign: plain_words(f"{said.get(sign, '')} {sign.replace('_', ' ')}") for sign in INDICATORS}


def _date(reading: _Reading, said: str) -> bool:
    words = " ".join(BEFORE_DATE.sub(" ", said).split())
    day = read_birth_date(re.sub(r"(?<=\d) (?=\d)", "/", words), DAY_FORMATS)
    if day is None:
        return False
    reading.keys.append(((BIRTH_DATE, day.isoformat()),))
    reading.kinds.append(BIRTH_DATE)
    reading.is_in_texts = False
    return True


def _year(reading: _Reading, said: str) -> bool:
    """A year that is said to be one of birth."""
    reading.keys.append(((BIRTH_YEAR, said[-len("2011") :]),))
    reading.kinds.append(BIRTH_YEAR)
    reading.is_in_texts = False
    return True


def _registration(reading: _Reading, said: str) -> bool:
    registration = read_registration(said)[0]
    reading.keys.append(((VEHICLE, registration),))
    reading.kinds.append(VEHICLE)
    reading.match.append(f'({{forms}} : "{registration}" OR "{registration}")')
    reading.numbers.append((registration.lower(),))
    return True


def _older_registration(reading: _Reading, said: str) -> bool:
    """A registration of an older shape, where it is all that was typed: it may be an agency's own number too."""
    registration, is_whole = read_registration(said)
    if not (is_whole and _has_figure(registration) and len(registration) > len("A1B")):
        return False
    reading.keys.append(((VEHICLE, registration), (LOCAL_ID, registration), (REFERENCE, registration)))
    reading.kinds.append(VEHICLE)
    reading.match.append(f'"{registration}"')
    reading.numbers.append((registration.lower(),))
    return True


def _postcode(reading: _Reading, said: str) -> bool:
    postcode = NOT_PLAIN.sub("", said.upper())
    reading.kinds.append(POSTCODE)
    reading.match.append(f'("{postcode[:-3]} {postcode[-3:]}" OR "{postcode}")')
    reading.numbers.append((postcode.lower(),))
    return True


def _number(reading: _Reading, said: str) -> bool:
    number = NOT_PLAIN.sub("", said.upper())
    reading.keys.append(((NHS_NUMBER, number), (UPN, number), (LOCAL_ID, number), (REFERENCE, number)))
    reading.kinds.append(NUMBER)
    asked = {f'"{" ".join(plain_words(said))}"', f'"{number}"'}
    reading.match.append(f"({' OR '.join(sorted(asked))})")
    reading.numbers.append((number.lower(),))
    return True


# In this order: a part that one of them reads is left to no other.
SHAPES = (
    (SIGNS, _sign), (PHONES, _phone), (DATES, _date), (BORN_IN, _year), (REGISTRATIONS, _registration),
    (POSTCODES, _postcode), (NUMBERS, _number),
)  # fmt: skip
