"""The words of a text as they are looked up: small letters and figures without accents, and numbers in one writing."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

PHONES = re.compile(r"(?:\+44|\b0044)\s*(?:\(0\))?(?:[\s-]*\d){9,10}\b|\(?\b0(?:[\s()-]*\d){9,10}\b")
POSTCODES = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)
REGISTRATIONS = re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b", re.IGNORECASE)
NUMBERS = re.compile(r"\b\d{3}[ -]\d{3}[ -]\d{4}\b|\b[A-Z]{0,4}[-/]?\d(?:[-/]?\d){3,}[A-Z]?\b", re.IGNORECASE)
WORD, NO_FIGURE, HOME = re.compile(r"[^\W_]+"), re.compile(r"\D"), re.compile(r"^(0044|44|0)")
BLANKS = re.compile(r"[\s/-]")


@dataclass(frozen=True, slots=True)
class WantedWords:
    """What one text must hold: of each choice one word or number, and each phrase with its words side by side."""

    choices: tuple[tuple[str, ...], ...] = field(default=(), repr=False)
    phrases: tuple[tuple[str, ...], ...] = field(default=(), repr=False)

    def __bool__(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.choices)

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that may be hashed of a text."""
        return tuple(dict.fromkeys(word for choice in self.choices for word in choice))

    def hold_in(self, text: str) -> bool:
        """Whether a text holds all of it."""
        words = plain_words(text)
        there, line = {*words, *numbers_in(text)}, f" {' '.join(words)} "
        return all(there & set(choice) for choice in self.choices) and all(
            f" {' '.join(phrase)} " in line for phrase in self.phrases
        )


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text: letters and figures alone."""
    apart = unicodedata.normalize("NFKD", text).lower()
    return tuple(WORD.findall("".join(one for one in apart if not unicodedata.combining(one))))


def numbers_in(text: str) -> set[str]:
    """Telephone numbers without their country, and registrations, postcodes and numbers, each without blanks."""
    return {number for number, _, _ in find_numbers(text)}


def find_numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """The same, each with where it begins and ends in the text."""
    for found in PHONES.finditer(text):
        yield HOME.sub("", NO_FIGURE.sub("", found[0].replace("(0)", ""))), found.start(), found.end()
    for shape in (REGISTRATIONS, POSTCODES, NUMBERS):
        for found in shape.finditer(text):
            yield BLANKS.sub("", found[0]).lower(), found.start(), found.end()


def find_words(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text as `plain_words` gives them, each with where it begins and ends in the text."""
    if text.isascii():
        yield from ((found[0], found.start(), found.end()) for found in WORD.finditer(text.lower()))
        return
    letters = [(one, place) for place, letter in enumerate(text) for one in _plain_letters(letter)]
    for found in WORD.finditer("".join(one for one, _ in letters)):
        yield found[0], letters[found.start()][1], letters[found.end() - 1][1] + 1


@lru_cache(maxsize=4096)
def _plain_letters(letter: str) -> str:
    """What `plain_words` makes of one letter: an accent alone is nothing."""
    return "".join(one for one in unicodedata.normalize("NFKD", letter).lower() if not unicodedata.combining(one))
