"""What a column can mean in a draft, and which headings say so: by our list, and by the mappings that ship."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache

from sightline.ingest.mappings.files import list_mappings
from sightline.ingest.mappings.mapping import Mapping
from sightline.ingest.mappings.needed_fields import SUBJECT_SLOTS
from sightline.ingest.short_text_cache import kept_where_short
from sightline.ingest.wording import bare_heading
from sightline.model.nouns import EntityKind
from sightline.rulebook.local_lists import read_decided
from sightline.rulebook.schema import Text, Written

CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
BETWEEN_WORDS = re.compile(r"[\s_./-]+")
ALIKE, LONGEST_HEADING = 0.86, 200


class Meaning(StrEnum):
    """What a column of a new layout becomes. `code` and `kept` are words and codes that go with the record."""

    SURNAME = "surname"
    FORENAME = "forename"
    NAME = "name"
    OTHER_NAMES = "other_names"
    BIRTH_DATE = "birth_date"
    AGE = "age"
    SEX = "sex"
    NHS_NUMBER = "nhs_number"
    UPN = "upn"
    LOCAL_ID = "local_id"
    NUMBER = "number"
    EVENT_DATE = "event_date"
    EVENT_TIME = "event_time"
    OTHER_DATE = "other_date"
    RECORDED_ON = "recorded_on"
    ADDRESS = "address"
    POSTCODE = "postcode"
    PHONE = "phone"
    VEHICLE = "vehicle"
    PLACE = "place"
    OTHERS_NAMED = "others_named"
    ORGANISATION = "organisation"
    ROW_TYPE = "row_type"
    TEXT = "text"
    CHILDS_WORDS = "childs_words"
    YES_NO = "yes_no"
    CODE = "code"
    KEPT = "kept"


OF_DATES = frozenset({Meaning.BIRTH_DATE, Meaning.EVENT_DATE, Meaning.OTHER_DATE, Meaning.RECORDED_ON})
OF_A_PERSON = {
    "surname": Meaning.SURNAME, "forename": Meaning.FORENAME, "name": Meaning.NAME, "birth_date": Meaning.BIRTH_DATE,
    "sex": Meaning.SEX, "nhs_number": Meaning.NHS_NUMBER, "upn": Meaning.UPN, "local_id": Meaning.LOCAL_ID,
    "address": Meaning.ADDRESS, "postcode": Meaning.POSTCODE, "phone": Meaning.PHONE,
}  # fmt: skip
OF_A_THING = {
    EntityKind.VEHICLE: Meaning.VEHICLE, EntityKind.PHONE: Meaning.PHONE, EntityKind.PLACE: Meaning.PLACE,
}  # fmt: skip


class HeadingList(Written, frozen=True):
    """`rules/workshop/headings.toml`: headings by meaning, words that say whose a column is, and short forms."""

    about_the_child: tuple[Text, ...]
    about_others: tuple[Text, ...]
    short_forms: dict[str, Text]
    meanings: dict[Meaning, tuple[Text, ...]]


@dataclass(frozen=True, slots=True)
class HeadingSense:
    """What a heading says: its meaning, the known heading that it is like, and the word that names another person.

    `is_sure` where it is the known heading itself, not one spelled nearly so.
    """

    meaning: Meaning | None
    known_as: str = ""
    of_another: str = ""
    is_sure: bool = True


@cache
def read_headings() -> HeadingList:
    """The list that ships."""
    return read_decided(HeadingList, "workshop", "headings.toml")


def split_heading(heading: str) -> str:
    """A heading as small words for comparing, whether blanks, capitals or other signs part them."""
    apart = CAMEL.sub(" ", heading)
    return " ".join(BETWEEN_WORDS.sub(" ", bare_heading(apart)).split())


@kept_where_short(4_096)
def read_heading(heading: str) -> HeadingSense:
    """What a heading means; no meaning where nothing known is like it."""
    if len(heading) > LONGEST_HEADING:
        return HeadingSense(None)
    words, said = split_heading(heading), read_headings()
    if found := known_headings().get(words):
        return HeadingSense(found, words)
    another = next((word for word in words.split() if word in said.about_others), "")
    if another:
        return HeadingSense(None, of_another=another)
    for before in sorted(said.about_the_child, key=len, reverse=True):
        rest = words.removeprefix(f"{before} ")
        if rest != words and rest in known_headings():
            return HeadingSense(known_headings()[rest], rest)
    near = get_close_matches(words, known_headings(), n=1, cutoff=ALIKE)
    return HeadingSense(known_headings()[near[0]], near[0], is_sure=False) if near else HeadingSense(None)


@cache
def known_headings() -> dict[str, Meaning]:
    """Every heading whose meaning is known. Our list wins; of the mappings that ship, what most of them say."""
    counted: dict[str, Counter[Meaning]] = defaultdict(Counter)
    for mapping in (one for one in list_mappings() if not one.is_specified):
        for heading, meaning in _meanings_of(mapping):
            counted[split_heading(heading)][meaning] += 1
    shipped = {words: min(found, key=lambda one: (-found[one], one)) for words, found in counted.items() if words}
    ours = {split_heading(one): meaning for meaning, written in read_headings().meanings.items() for one in written}
    return {**shipped, **ours}


def _meanings_of(mapping: Mapping) -> Iterator[tuple[str, Meaning]]:
    """Each heading of a shipped mapping with what the mapping makes of it."""
    for name, meaning in {**dict(_of_facts(mapping)), **dict(_of_mentions(mapping)), **dict(_of_rows(mapping))}.items():
        if name in mapping.columns:
            yield mapping.columns[name].heading, meaning


def _of_rows(mapping: Mapping) -> Iterator[tuple[str, Meaning]]:
    yield mapping.recorded, Meaning.RECORDED_ON
    yield mapping.organisation, Meaning.ORGANISATION
    yield mapping.row_type, Meaning.ROW_TYPE
    yield from ((name, Meaning.NUMBER) for name in (*mapping.record, *mapping.numbers))


def _of_facts(mapping: Mapping) -> Iterator[tuple[str, Meaning]]:
    for place, fact in enumerate(mapping.facts):
        yield from ((name, Meaning.CODE) for name in fact.details)
        yield from ((name, Meaning.TEXT) for label, name in fact.what if not label)
        yield fact.childs_words, Meaning.CHILDS_WORDS
        yield fact.recorded, Meaning.RECORDED_ON
        for dating in fact.dates:
            yield dating.day, Meaning.OTHER_DATE if place else Meaning.EVENT_DATE
            yield dating.clock, Meaning.EVENT_TIME


def _of_mentions(mapping: Mapping) -> Iterator[tuple[str, Meaning]]:
    """Of the child, and of things; a name in a cell that several people share is of others."""
    for mention in mapping.mentions:
        if mention.split and mention.kind is EntityKind.PERSON:
            yield from ((name, Meaning.OTHERS_NAMED) for name in mention.parts.values())
        elif mention.slot in SUBJECT_SLOTS:
            yield from ((name, OF_A_PERSON[part]) for part, name in mention.parts.items())
            yield from ((name, Meaning.OTHER_NAMES) for name in mention.other_names)
        elif mention.kind in OF_A_THING and mention.slot != "home":
            yield mention.parts.get("value", ""), OF_A_THING[mention.kind]


def near_names(word: str, known: Sequence[str]) -> tuple[str, ...]:
    """The known words that a mistyped one is like, nearest first."""
    return tuple(get_close_matches(word.casefold(), known, n=3, cutoff=0.6))
