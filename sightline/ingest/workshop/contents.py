"""What the cells of a column hold: dates, times, numbers with a check digit, postcodes, names, words.

A kind is said only where nearly all filled cells are of it. Cells stay here: what goes out is counts and kinds.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from sightline.ingest.dates.reader import FORMATS, read_clock, read_day
from sightline.ingest.mappings.files import shared_codes
from sightline.ingest.mappings.meanings import Meaning
from sightline.ingest.wording import plain_code
from sightline.rulebook.files import read_column, read_csv

NEARLY_ALL = 0.8
FEWEST = 3
LONG_WORDS, MOST_CODES = 40, 12
ALL_FORMATS = tuple(name for name in FORMATS if name not in ("SERIAL", "YYYYMMDD"))
NUMBER_ONLY = re.compile(r"[\d.]+\Z")
POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\Z", re.IGNORECASE)
PHONE = re.compile(r"(?:\+44|0)(?:[ ()-]*\d){9,10}\Z")
UPN = re.compile(r"[A-Z]\d{11}[0-9A-Z]\Z")
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
SEVERAL = re.compile(r"[;|\n]|\S\s+(?:and|&)\s+\S", re.IGNORECASE)
REGISTRATION = re.compile(r"[A-Z]{2}\d{2} ?[A-Z]{3}\Z")
AGE_IN_WORDS = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)"
)
AGE = re.compile(
    r"(?:aged?|about|approx\.?|approximately|c\.?|circa|~)?\s*(?:\d{1,2}(?:\s*(?:-|to|or)\s*\d{1,2})?|"
    rf"{AGE_IN_WORDS}|10/11)(?:\.5|\s*½|(?:\s|-)1/2|\sand a half)?\s*(?:years?(?: old)?|yrs?|y/?o)?\Z",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9/_-]{2,19}\Z", re.IGNORECASE)
NAME_WORD = re.compile(r"[^\W\d_]['’\w-]*\Z")


@dataclass(frozen=True, slots=True)
class ColumnContents:
    """What the cells of one column hold: how many are filled, the kind of nearly all, how many are dates."""

    cells: int
    filled: int
    distinct: int
    kind: Meaning | None
    dates: int


def read_contents(cells: Sequence[str]) -> ColumnContents:
    """What a column holds, by its cells as written."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    dates = sum(is_date(cell) for cell in filled)
    kind = None
    if len(filled) >= FEWEST:
        kind = next((meaning for meaning, holds in KINDS if _nearly_all(filled, holds)), None) or _of_words(filled)
    return ColumnContents(len(cells), len(filled), len(set(filled)), kind, dates)


def _nearly_all(filled: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return sum(map(holds, filled)) >= NEARLY_ALL * len(filled)


def _of_words(filled: Sequence[str]) -> Meaning | None:
    """Words, by how long they are, how few there are, and whether they begin with a forename."""
    if sum(map(len, filled)) / len(filled) > LONG_WORDS:
        return Meaning.TEXT
    if _nearly_all(filled, is_full_name):
        return Meaning.NAME
    if _nearly_all(filled, is_forename):
        return Meaning.FORENAME
    if len(set(filled)) == len(filled) and _nearly_all(filled, lambda cell: NUMBERED.match(cell) is not None):
        return Meaning.NUMBER
    few = len(set(filled)) <= min(MOST_CODES, len(filled) // 2)
    return Meaning.CODE if few else None


def is_date(cell: str) -> bool:
    """Whether a cell is a full date in some format that Sightline reads; a bare number is none."""
    return not NUMBER_ONLY.match(cell) and read_day(cell, ALL_FORMATS) is not None


def is_age(cell: str) -> bool:
    """Whether a cell in place of a birth date says how old somebody is: `14`, `about 14`, `14 years old`, `14-15`."""
    return AGE.match(cell) is not None


def is_clock(cell: str) -> bool:
    """Whether a cell is a time of day and nothing else."""
    return not cell.isdigit() and read_clock(cell) is not None


def is_nhs_number(cell: str) -> bool:
    """Whether a cell holds ten digits with a right check digit."""
    digits = cell.replace(" ", "").replace("-", "")
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()):
        return False
    return -sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11 == int(digits[9])


def has_check_letter(cell: str) -> bool:
    """Whether a cell is a unique pupil number whose first letter, which checks the others, is right."""
    plain = cell.replace(" ", "").upper()
    if not UPN.match(plain) or not plain.isascii() or (plain[-1].isalpha() and plain[-1] not in UPN_LETTERS):
        return False
    values = [int(sign) if sign.isdigit() else UPN_LETTERS.index(sign) for sign in plain[1:]]
    total = sum(value * place for place, value in enumerate(values, start=2))
    return UPN_LETTERS[total % len(UPN_LETTERS)] == plain[0]


def has_several_people(cell: str) -> bool:
    """Whether a cell for one name seems to hold several."""
    return SEVERAL.search(cell) is not None or cell.count(",") > 1


def is_full_name(cell: str) -> bool:
    """Two to four words of letters, one of which is a forename."""
    words = [word.strip(",") for word in cell.split()]
    return 2 <= len(words) <= 4 and all(map(NAME_WORD.match, words)) and any(map(is_forename, words))


def is_forename(cell: str) -> bool:
    """Whether a cell is one forename of the list that ships."""
    return cell.casefold() in _forenames()


@cache
def _forenames() -> frozenset[str]:
    spelled = (name for line in read_column("linkage", "spellings.csv") for name in line.split())
    full = (row["name1"] for row in read_csv("linkage", "nicknames.csv"))
    frequent = (row["first_name"] for row in read_csv("linkage", "england", "frequency_first_name.csv"))
    return frozenset(name.casefold() for name in (*read_column("linkage", "forenames.csv"), *full, *frequent, *spelled))


def _is_code_of(name: str) -> Callable[[str], bool]:
    return lambda cell: plain_code(cell) in shared_codes()[name]


KINDS: tuple[tuple[Meaning, Callable[[str], bool]], ...] = (
    (Meaning.EVENT_DATE, is_date),
    (Meaning.NHS_NUMBER, is_nhs_number),
    (Meaning.UPN, lambda cell: UPN.match(cell) is not None),
    (Meaning.POSTCODE, lambda cell: POSTCODE.match(cell) is not None),
    (Meaning.PHONE, lambda cell: PHONE.match(cell) is not None),
    (Meaning.VEHICLE, lambda cell: REGISTRATION.match(cell) is not None),
    (Meaning.EVENT_TIME, is_clock),
    (Meaning.YES_NO, _is_code_of("yes_no")),
    (Meaning.SEX, _is_code_of("sex")),
)
