"""What the rules say about linking: placeholders, nicknames, blocking, the model and its threshold, as data.

Nothing here is worked out from the records at hand. A weight must not change because somebody else's rows came in, so
the model and the name frequencies are read, never made, in a run.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, TypeVar

import msgspec
from rapidfuzz.distance import DamerauLevenshtein

from sightline.linkage.columns import ExtraColumn
from sightline.rulebook.files import read_csv, read_json, read_toml, read_toml_folder
from sightline.rulebook.schema import Positive, Text, Written, WrittenPart, read_table

FOLDER = "linkage"
Kind = TypeVar("Kind")
USUAL_SOUNDS = "usual"
WORDS = re.compile(r"[^\W\d_]+")
# A code in a name's cell (A2, R2D2, CH1234, 12B) has at most so many letters, or as many figures as letters.
MOST_LETTERS = 3
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)", re.IGNORECASE)
COUNTED = frozenset({"one", "two", "three", "four", "first", "second", "third", "i", "ii", "iii", "iv"})
DOUBLED, SHORTEST_HEARD = re.compile(r"(.)\1+"), 3


def is_slip(text: str, word: str) -> bool:
    """Whether the text is the word but for one letter more, less, other or in its neighbour's place."""
    return abs(len(text) - len(word)) < 2 and DamerauLevenshtein.distance(text, word, score_cutoff=1) == 1


class Placeholders(WrittenPart, frozen=True):
    """Values that people type where nothing is known. They never join anybody.

    `mistyped` are those of `names` that are also known with one slip of the pen, for no name is so near to them.
    `surnames_too` are those that are surnames too in a cell for them. `missing` are words for an empty cell that are
    surnames too, or forenames too where `missing_forenames` has them: how the row writes them says which.
    """

    names: frozenset[str]
    surnames_too: frozenset[str]
    missing: frozenset[str]
    missing_forenames: frozenset[str]
    mistyped: tuple[str, ...]
    numbers: frozenset[str]
    birth_dates: frozenset[str]
    postcodes: frozenset[str]
    places: frozenset[str]
    pseudonyms: frozenset[str]

    def is_no_name(self, text: str) -> bool:
        """True for Unknown, N/A, Baby and their like, and for No known, which is Not known mistyped."""
        plain = " ".join(text.lower().split()).strip(".")
        return plain in self.names or any(is_slip(plain, one) for one in self.mistyped)

    def names_nobody(self, text: str) -> bool:
        """True for what is no name, and for a pseudonym, which names nobody: Child 1, Twin B, YP3."""
        return self.is_no_name(text) or self._is_pseudonym(text)

    def is_no_forename(self, forename: str, *, surname: str) -> bool:
        """True for what names nobody as a forename. Na is one beside Li; NA, na and NaN are none beside Ashdown."""
        word = _plain(forename)
        if word not in self.missing or not surname:
            return self.names_nobody(forename)
        is_name = word in self.missing_forenames and _is_written_as_name(forename)
        return not is_name or self._is_missing(surname)

    def is_no_surname(self, surname: str, *, forename: str, is_in_cell: bool = True) -> bool:
        """True for what names nobody as a surname. Child is one behind Amy, and not behind Unknown, Foster or Smith.

        Null is one as well; NULL is one only in its own cell, behind what is no listed forename. `is_in_cell`: its cell
        says that it is the surname.
        """
        word, first = _plain(surname), "".join(WORDS.findall(forename.lower())[:1])
        if word in self.missing and forename:
            is_in_one_hand = is_in_cell and (surname.isupper() or (surname.islower() and forename.islower()))
            is_name = _is_written_as_name(surname) or (is_in_one_hand and first not in read_sure_forenames())
            return not is_name or self._is_missing(forename)
        is_surname = is_in_cell and word in self.surnames_too and first in read_sure_forenames()
        return self.names_nobody(surname) and not is_surname

    def is_surname_alone(self, forename: str, *, surname: str) -> bool:
        """True for Ashdown of NULL Ashdown, which capitals seem to say is the forename; Amy of Amy NULL is it."""
        return _plain(surname) in self.missing and len(forename) > 1 and forename.lower() not in read_sure_forenames()

    def _is_missing(self, text: str) -> bool:
        return _plain(text) in self.missing or self.names_nobody(text)

    def _is_pseudonym(self, text: str) -> bool:
        if any(map(str.isdigit, text)):
            words = WORDS.findall(leave_out_codes(text.lower()))
            return all(word in self.pseudonyms for word in words) or len("".join(words)) <= MOST_LETTERS
        words = WORDS.findall(text.lower())
        return (
            len(words) > 1
            and words[0] in self.pseudonyms
            and all(word in self.pseudonyms or word in COUNTED or len(word) == 1 for word in words)
        )

    def is_no_number(self, text: str) -> bool:
        """True for a listed number, for one digit repeated, and for words that say that there is none."""
        return len(set(text)) <= 1 or text in self.numbers or self.is_no_name(text)

    def is_no_local_id(self, text: str) -> bool:
        """True for a listed number and for words; short numbers such as 7 are real in a small register."""
        return text in self.numbers or self.is_no_name(text)

    def is_no_phone(self, digits: str) -> bool:
        """True where nearly every digit is the same, or the number is listed."""
        return digits in self.numbers or len(set(digits[3:])) <= 1

    def is_no_place(self, words: str) -> bool:
        """True for no fixed abode, unknown, and their like."""
        return words in self.places or self.is_no_name(words)


def _plain(cell: str) -> str:
    return cell.lower().strip(" .")


def _is_written_as_name(word: str) -> bool:
    """With one large letter, and that at its beginning: Na, and not NA, na or NaN."""
    return word.strip(" .").istitle()


class Relatives(Written, frozen=True):
    """Roles and slots that name somebody beside a child. See rules/linkage/relatives.toml."""

    parents: tuple[str, ...]
    related: tuple[str, ...]
    companions: tuple[str, ...]


class BlockingRule(Written, frozen=True, kw_only=False):
    """Two profiles are compared where they agree on every one of `agree_on`, SQL expressions over a profile."""

    id: Text
    agree_on: Annotated[tuple[Text, ...], msgspec.Meta(min_length=1)]


class WrittenSettings(Written, frozen=True):
    """A nation's `settings.toml`. Bits are of evidence: 6 are 64 to 1."""

    model_version: Text
    threshold_bits: float
    near_bits: float
    generation_years: Positive
    commonest_parent: float
    largest_block: Positive
    many_people: Positive
    blocking: tuple[BlockingRule, ...]


class WrittenSurnameParts(Written, frozen=True):
    """What `[surname]` of `name_parts.toml` lists."""

    left_out: frozenset[str]
    begins: frozenset[str]
    first: frozenset[str]
    beside: dict[str, str]


class WrittenNameParts(WrittenPart, frozen=True):
    """`name_parts.toml`: `before_forename` gives the spellings of each short form."""

    before_forename: dict[str, tuple[str, ...]]
    surname: WrittenSurnameParts


@dataclass(frozen=True, slots=True)
class Settings:
    """All that one nation's rules say about linking."""

    placeholders: Placeholders
    near_names: Mapping[str, tuple[str, ...]]
    spellings: Mapping[str, tuple[str, ...]]
    by_sound: Mapping[str, tuple[str, ...]]
    street_words: Mapping[str, str]
    rules: Mapping[str, Mapping[str, Any]]
    blocking: tuple[BlockingRule, ...]
    largest_block: int
    many_people: int
    threshold: float
    near_bits: float
    generation_years: int
    commonest_parent: float
    relatives: Relatives
    version: str
    model: Mapping[str, Any]
    name_frequencies: Mapping[str, list[dict[str, str]]]
    # Columns that a workspace compares beside the usual ones; none by the shipped model.
    columns: tuple[ExtraColumn, ...] = ()
    # By how many bits the chance of two being one is above the shipped one; what the rules say in bits moves by it.
    prior_shift: float = 0.0

    @property
    def every_forename(self) -> frozenset[str]:
        """Forenames that stand in a list, as `names` writes them: a word in none of them may be a slip of the pen."""
        listed = frozenset(row["first_name"] for row in self.name_frequencies["first_name"])
        return listed | frozenset(self.near_names) | read_forenames()

    @property
    def usual_forenames(self) -> frozenset[str]:
        """Those of them that are no surname alone (Lena, James; not Kim), and Mohammed Lewis as `names` writes it."""
        usual = self.every_forename - self.only_surnames
        short_forms = set(read_name_parts().before_forename.values())
        return usual | {name + short for name in usual for short in short_forms}

    @property
    def listed_surnames(self) -> frozenset[str]:
        """Surnames of which a share is known."""
        return frozenset(row["last_name"] for row in self.name_frequencies["last_name"])

    @property
    def only_surnames(self) -> frozenset[str]:
        """Those of them of which no share as a forename is known: Kim and Taylor, and not James."""
        return self.listed_surnames - {row["first_name"] for row in self.name_frequencies["first_name"]}


@dataclass(frozen=True, slots=True)
class NameParts:
    """Words that are part of a name but seldom tell one person from another. See rules/linkage/name_parts.toml."""

    before_forename: Mapping[str, str]
    left_out: frozenset[str]
    begins_surname: frozenset[str]
    first_surnames: frozenset[str]
    beside: Mapping[str, str]


@lru_cache(maxsize=1)
def read_name_parts() -> NameParts:
    """The parts of names; `before_forename` gives the short form of each spelling."""
    said = _read_kind(WrittenNameParts, "name_parts")
    return NameParts(
        before_forename={word: short_form for short_form, words in said.before_forename.items() for word in words},
        left_out=said.surname.left_out,
        begins_surname=said.surname.begins,
        first_surnames=said.surname.first,
        beside=said.surname.beside,
    )


def _read_kind(kind: type[Kind], *path: str) -> Kind:
    where = (FOLDER, *path)
    return read_table(kind, read_toml(*where[:-1], f"{where[-1]}.toml"), where="/".join(where))


@lru_cache(maxsize=4)
def read_settings(nation: str = "england") -> Settings:
    """Read the rules of a nation; the rules of all nations stand one folder above."""
    chosen = _read_kind(WrittenSettings, nation, "settings")
    frequencies = {
        column: read_csv(FOLDER, nation, f"frequency_{column}.csv") for column in ("first_name", "last_name")
    }
    near_names = read_near_names()
    return Settings(
        placeholders=read_placeholders(),
        near_names=near_names,
        spellings=read_spellings(),
        by_sound=group_by_sound((*near_names, *(row["first_name"] for row in frequencies["first_name"]))),
        street_words={row["short"]: row["long"] for row in read_csv(FOLDER, "street_words.csv")},
        rules=read_toml_folder(FOLDER, "rules"),
        blocking=chosen.blocking,
        largest_block=chosen.largest_block,
        many_people=chosen.many_people,
        threshold=chosen.threshold_bits,
        near_bits=chosen.near_bits,
        generation_years=chosen.generation_years,
        commonest_parent=chosen.commonest_parent,
        relatives=_read_kind(Relatives, "relatives"),
        version=chosen.model_version,
        model=read_json(FOLDER, nation, "model.json"),
        name_frequencies=frequencies,
    )


@lru_cache(maxsize=1)
def read_usual_forenames() -> frozenset[str]:
    """Words that are a forename more often than a surname, by the shares of the nation that is read by default."""
    shares = {
        column: {row[column]: float(row["share"]) for row in rows}
        for column, rows in read_settings().name_frequencies.items()
    }
    surnames = shares["last_name"]
    return frozenset(word for word, share in shares["first_name"].items() if share > surnames.get(word, 0.0))


@lru_cache(maxsize=1)
def read_sure_forenames() -> frozenset[str]:
    """Listed forenames that are no listed surname, by the nation that is read by default."""
    settings = read_settings()
    return settings.every_forename - settings.listed_surnames - settings.placeholders.pseudonyms


@lru_cache(maxsize=1)
def read_forenames() -> frozenset[str]:
    """The forenames of rules/linkage/forenames.csv, which no other list holds."""
    return frozenset(row["name"] for row in read_csv(FOLDER, "forenames.csv"))


def read_placeholders() -> Placeholders:
    """The placeholder values of rules/linkage/placeholders.toml."""
    return _read_kind(Placeholders, "placeholders")


def read_near_names() -> dict[str, tuple[str, ...]]:
    """For each forename its nicknames, both ways, and its other spellings. Names two steps apart are not included."""
    near: dict[str, set[str]] = defaultdict(set)
    two = {frozenset((row["name1"], row["name2"])) for row in read_csv(FOLDER, "two_names.csv")}
    for row in read_csv(FOLDER, "nicknames.csv"):
        if {row["name1"], row["name2"]} not in two:
            near[row["name1"]].add(row["name2"])
            near[row["name2"]].add(row["name1"])
    for row in read_csv(FOLDER, "short_forms.csv"):
        for short in row["short_forms"].split():
            near[row["name"]].add(short)
            near[short].add(row["name"])
    for name, others in read_spellings().items():
        near[name].update(others)
    return {name: tuple(sorted(others)) for name, others in near.items()}


def read_spellings() -> dict[str, tuple[str, ...]]:
    """For each name its other spellings alone: Yusuf, Yousef. They hold for surnames too, which nicknames do not."""
    spelled: dict[str, set[str]] = defaultdict(set)
    for row in read_csv(FOLDER, "spellings.csv"):
        names = row["names"].split()
        for name in names:
            spelled[name].update(other for other in names if other != name)
    return {name: tuple(sorted(others)) for name, others in spelled.items()}


def read_sounds() -> dict[str, dict[str, str]]:
    """How letters are heard, by reading: each reading has its own letters, and the usual ones where it says nothing."""
    readings: dict[str, dict[str, str]] = defaultdict(dict)
    for row in read_csv(FOLDER, "sounds.csv"):
        readings[row["reading"]][row["written"]] = row["heard"]
    usual = readings.pop(USUAL_SOUNDS)
    return {USUAL_SOUNDS: usual, **readings}


def hear(name: str) -> str:
    """A forename as clerks hear it: a doubled letter once, an h at the end left out (Hannah, Hanna, Hana)."""
    once = DOUBLED.sub(r"\1", name)
    return once.removesuffix("h") if len(once) > SHORTEST_HEARD else once


def group_by_sound(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The listed forenames that sound alike, by what is heard."""
    heard: dict[str, set[str]] = defaultdict(set)
    for name in names:
        heard[hear(name)].add(name)
    return {sound: tuple(sorted(group)) for sound, group in heard.items()}


def is_code(word: str) -> bool:
    """True for figures, and for figures with few letters among them; Sm1th is a word with a slip."""
    letters, figures = sum(map(str.isalpha, word)), sum(map(str.isdigit, word))
    return figures > 0 and letters <= max(MOST_LETTERS, figures) and not ORDINAL.fullmatch(word)


def leave_out_codes(name: str) -> str:
    """The name without words that are codes; as it is where there are none."""
    words = name.split()
    kept = [word for word in words if not is_code(word)]
    return name if len(kept) == len(words) else " ".join(kept)
