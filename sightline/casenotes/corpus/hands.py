"""Reads the corpus of labelled notes: one file a hand, with the labels written into the text.

A note begins with a line `=== id ; agency ; day ; child's name ; birth date ; family`. A label is written
`{words|sign}`; labels may nest, several of the same words are parted by `;`. corpora/casenotes/README.md has the form.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from sightline.model.errors import OurFault
from sightline.model.passages import INDICATORS, WORDINGS

HEAD = "=== "
PARTS = ("id", "agency", "day written", "child's name", "birth date", "family")
MENTIONS = ("person", "nickname", "vehicle", "phone", "address", "premises", "handle")
ROLES = ("subject", "family", "peer", "person_of_concern", "professional", "place", "thing", "unknown")
FAMILIES = ("white_british", "south_asian", "black", "eastern_european", "traveller", "other")
AGENCIES = ("school", "police", "childrens_services", "health", "missing_rhi", "housing", "youth_service")
BRACKET = re.compile(r"[{}|]")


class LabelKind(StrEnum):
    """What a label says of its words. `near`: words that look like a sign and are not it."""

    INDICATOR = "indicator"
    WORDING = "wording"
    MENTION = "mention"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Label:
    """Words of a note and what a person read in them. Offsets are code points, end exclusive.

    `oblique`: the sign is meant, without the field's plain words for it.
    """

    start: int
    end: int
    kind: LabelKind
    id: str
    is_negated: bool = False
    is_possible: bool = False
    time: str = "current"
    is_of_other: bool = False
    said_by: str = "professional"
    is_quoted: bool = False
    is_oblique: bool = False
    role: str = ""


@dataclass(frozen=True, slots=True)
class LabelledNote:
    """A note of the corpus. `family` is what names and setting suggest: it measures fairness and does nothing else."""

    id: str
    agency: str
    written_on: date
    subject: str = field(repr=False)
    born_on: date = field(repr=False)
    family: str
    text: str = field(repr=False)
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Hand:
    """All notes of one author; `brief` is who that is."""

    id: str
    brief: str
    notes: tuple[LabelledNote, ...]


ATTRIBUTES: dict[str, dict[str, Any]] = {
    "neg": {"is_negated": True},
    "poss": {"is_possible": True},
    "hist": {"time": "historical"},
    "hypo": {"time": "hypothetical"},
    "exp-other": {"is_of_other": True},
    "by-child": {"said_by": "child"},
    "by-family": {"said_by": "family"},
    "by-other": {"said_by": "other"},
    "obl": {"is_oblique": True},
}


class Fault(Exception):
    """Something in a note that is not of the form; the reader of files adds where."""


def read_corpus(folder: Path) -> tuple[Hand, ...]:
    """Every hand of a folder, by its number."""
    return tuple(read_hand(path) for path in sorted(folder.glob("hand-*.txt")))


def read_hand(path: Path) -> Hand:
    """The notes of one file. OurFault, with the line, where something is not of the form."""
    brief: list[str] = []
    notes: list[LabelledNote] = []
    for number, head, body in _blocks(path.read_text(encoding="utf-8").splitlines(), brief):
        try:
            notes.append(read_note(head, "\n".join(body).strip("\n")))
        except Fault as fault:
            raise OurFault(f"A labelled note is not of the form: {fault}.", code="corpus_form",
                           what_to_do="Correct the line; corpora/casenotes/README.md shows the form.",
                           where=f"{path.name}, line {number}") from None  # fmt: skip
    return Hand(path.stem, " ".join(brief), tuple(notes))


def _blocks(lines: Sequence[str], brief: list[str]) -> Iterator[tuple[int, str, list[str]]]:
    """Line number, head and text of each note; what comes before the first is the brief."""
    begun: tuple[int, str, list[str]] | None = None
    for number, line in enumerate(lines, 1):
        if line.startswith(HEAD):
            if begun:
                yield begun
            begun = (number, line.removeprefix(HEAD), [])
        elif begun:
            begun[2].append(line)
        else:
            brief.append(line.removeprefix("#").strip())
    if begun:
        yield begun


def read_note(head: str, marked: str) -> LabelledNote:
    """A note by its head and its text with labels. Fault where either is not of the form."""
    parts = [part.strip() for part in head.split(";")]
    if len(parts) != len(PARTS):
        raise Fault(f"the head needs {len(PARTS)} parts: {', '.join(PARTS)}")
    identity, agency, written, subject, born, family = parts
    if agency not in AGENCIES or family not in FAMILIES:
        raise Fault(f"no such agency or family: {agency}, {family}")
    text, labels = read_labels(marked)
    return LabelledNote(
        identity, agency, _day(written), subject, _day(born), family, text, tuple(sorted_labels(labels))
    )


def sorted_labels(labels: Sequence[Label]) -> list[Label]:
    """In the order of the text, the longer first."""
    return sorted(labels, key=lambda label: (label.start, -label.end, label.kind, label.id))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Fault(f"a day is written 2019-03-14, not {text}") from None


def read_labels(marked: str) -> tuple[str, list[Label]]:
    """The text without its brackets, and its labels."""
    text: list[str] = []
    labels: list[Label] = []
    begun: list[int] = []
    at = length = 0
    while found := BRACKET.search(marked, at):
        text.append(marked[at : found.start()])
        length += found.start() - at
        at = found.end()
        if found[0] == "{":
            begun.append(length)
            continue
        end = marked.find("}", at)
        if found[0] == "}" or not begun or end < 0:
            raise Fault(f"a label is written {{words|sign}}, near: {marked[max(0, at - 30) : at + 10]!r}")
        start = begun.pop()
        if start == length:
            raise Fault(f"a label without words, near: {marked[max(0, at - 30) : at + 10]!r}")
        labels += [read_label(start, length, said.split()) for said in marked[at:end].split(";")]
        at = end + 1
    if begun:
        raise Fault("a label that is not closed")
    return "".join([*text, marked[at:]]), labels


def read_label(start: int, end: int, words: Sequence[str]) -> Label:
    """A label by its words: `sign attributes`, `w:wording`, `m:kind role` or `near:sign`."""
    if not words:
        raise Fault("a label without a sign")
    name, more = words[0], words[1:]
    kind, _, value = name.rpartition(":")
    if kind == "near" and value in INDICATORS and not more:
        return Label(start, end, LabelKind.NEAR, value)
    if kind == "w" and value in WORDINGS and set(more) <= {"quoted"}:
        return Label(start, end, LabelKind.WORDING, value, is_quoted=bool(more))
    if kind == "m" and value in MENTIONS and len(more) == 1 and more[0] in ROLES:
        return Label(start, end, LabelKind.MENTION, value, role=more[0])
    if not kind and value in INDICATORS and set(more) <= set(ATTRIBUTES):
        said = {key: given for word in more for key, given in ATTRIBUTES[word].items()}
        return Label(start, end, LabelKind.INDICATOR, value, **said)
    raise Fault(f"no such label: {' '.join(words)}")
