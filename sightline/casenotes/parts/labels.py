"""The headings and speakers' labels by which a note is divided, as `rules/casenotes/cues/headings.toml` lists them.

A label counts only where it stands as one, at the head of a line or with a colon; "plan" and "mum" in a sentence divide
nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sightline.casenotes.text.anchored_patterns import TAKEN_FOR_OTHERS
from sightline.rulebook.local_lists import read_decided
from sightline.rulebook.schema import Text, Written

FILE = ("casenotes", "cues", "headings.toml")


class WrittenHeading(Written, frozen=True):
    """A heading as its file writes it."""

    time: str
    said_by: str
    labels: tuple[Text, ...]


class WrittenSpeaker(Written, frozen=True):
    """A speaker as the file writes them: their labels, and the labels that count within a line."""

    said_by: Text
    labels: tuple[Text, ...]
    marks: tuple[Text, ...]


class WrittenParts(Written, frozen=True):
    """What `headings.toml` says."""

    heading: dict[str, WrittenHeading]
    speaker: dict[str, WrittenSpeaker]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading by its id, and the time and source of what stands under it ("" where it says nothing of them)."""

    id: str
    time: str
    said_by: str


@dataclass(frozen=True, slots=True)
class PartWords:
    """Headings and speakers by their label in small letters, and the patterns that find them.

    `asks_begin`: the letters with which a label within a line begins that is not the child's.
    """

    headings: dict[str, Heading]
    speakers: dict[str, str]
    labels_within: dict[str, str]
    heading_here: re.Pattern[str]
    heading_within: re.Pattern[str]
    label_here: re.Pattern[str]
    label_within: re.Pattern[str]
    asks_begin: re.Pattern[str]


@cache
def read_part_words() -> PartWords:
    """The lists, and one pattern of each kind."""
    said = read_decided(WrittenParts, *FILE)
    headings = {
        label: Heading(name, one.time, one.said_by) for name, one in said.heading.items() for label in one.labels
    }
    speakers = {label: one.said_by for one in said.speaker.values() for label in one.labels}
    labels_within = {label: one.said_by for one in said.speaker.values() for label in one.marks}
    heading, label = _any_of(headings), _any_of([*speakers, *labels_within])
    name = r"[^\W\d_][\w'’.-]{1,20}(?:[ \t][^\W\d_][\w'’-]{1,20})?"
    return PartWords(
        headings=headings,
        speakers=speakers | labels_within,
        labels_within=labels_within,
        heading_here=_compile(rf"({heading})[ \t]*(?::|[ \t][-–—](?=[ \t])|\.?[ \t]*(?=[\r\n]|\Z))[ \t]*"),
        heading_within=_compile(rf"[.!?\"”)][ \t]({heading}):[ \t]*"),
        label_here=_compile(rf"({label}|{name})[ \t]*\d{{0,2}}[ \t]*(?::|[ \t][-–—](?=[ \t])|[.)](?=[ \t]))[ \t]*"),
        label_within=_compile(rf"(?<![\w'’])({_any_of(labels_within)})[ \t]?\d{{0,2}}[.:][ \t]+"),
        asks_begin=_begin([label for label, said_by in labels_within.items() if said_by != "child"]),
    )


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _begin(labels: Iterable[str]) -> re.Pattern[str]:
    """The first letters of labels, where a word begins, and letters that stand for others where case is ignored."""
    letters = {letter for label in labels for letter in (label[0], label[0].upper(), *TAKEN_FOR_OTHERS)}
    return re.compile(rf"[{''.join(sorted(map(re.escape, letters)))}](?<![\w'’].)")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace("'", "['’]") for word in sorted(words, key=len, reverse=True))
