"""The headings and speakers' labels by which a note is divided, as `rules/casenotes/cues/headings.toml` lists them.

A label counts only where it stands as one, at the head of a line or with a colon; "plan" and "mum" in a sentence divide
nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sightline.rulebook.files import read_toml

FILE = ("casenotes", "cues", "headings.toml")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading by its id, and the time and source of what stands under it ("" where it says nothing of them)."""

    id: str
    time: str
    said_by: str


@dataclass(frozen=True, slots=True)
class PartWords:
    """Headings and speakers by their label in small letters, and the patterns that find them."""

    headings: dict[str, Heading]
    speakers: dict[str, str]
    marks: dict[str, str]
    heading_here: re.Pattern[str]
    heading_within: re.Pattern[str]
    label_here: re.Pattern[str]
    mark_within: re.Pattern[str]


@cache
def read_part_words() -> PartWords:
    """The lists, and one pattern of each kind."""
    tables = read_toml(*FILE)
    headings = {
        label: Heading(name, table["time"], table["said_by"])
        for name, table in tables["heading"].items()
        for label in table["labels"]
    }
    speakers = {label: table["said_by"] for table in tables["speaker"].values() for label in table["labels"]}
    marks = {label: table["said_by"] for table in tables["speaker"].values() for label in table["marks"]}
    heading, label = _any_of(headings), _any_of([*speakers, *marks])
    name = r"[^\W\d_][\w'’.-]{1,20}(?:[ \t][^\W\d_][\w'’-]{1,20})?"
    return PartWords(
        headings=headings,
        speakers=speakers | marks,
        marks=marks,
        heading_here=_compile(rf"({heading})[ \t]*(?::|[ \t][-–—](?=[ \t])|\.?[ \t]*(?=[\r\n]|\Z))[ \t]*"),
        heading_within=_compile(rf"(?<=[.!?\"”)][ \t])({heading}):[ \t]*"),
        label_here=_compile(rf"({label}|{name})[ \t]*\d{{0,2}}[ \t]*(?::|[ \t][-–—](?=[ \t])|[.)](?=[ \t]))[ \t]*"),
        mark_within=_compile(rf"(?<![\w'’])({_any_of(marks)})[ \t]?\d{{0,2}}[.:][ \t]+"),
    )


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace("'", "['’]") for word in sorted(words, key=len, reverse=True))
