"""Puts signs into words, and a cell with its marks into pieces that a page can show.

Marks lie within each other. A piece is a stretch of the cell in which the same marks hold, so that no mark is opened
inside another.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext as _

from sightline.casework.notes.pages.signs import Noted, SignKind
from sightline.casework.people.pages.people import RowAsItCame
from sightline.model.passages import Level
from sightline.rulebook.local_lists import read_vocabulary
from sightline.translation.messages import lazy as gettext_lazy

SAID_BY = {
    "child": gettext_lazy("said by the child"),
    "family": gettext_lazy("said by the family"),
    "other": gettext_lazy("said by another person"),
}
HOW = (
    ("polarity", "negated", gettext_lazy("recorded as not the case")),
    ("certainty", "possible", gettext_lazy("not certain")),
    ("time", "historical", gettext_lazy("in the past")),
    ("time", "hypothetical", gettext_lazy("only assumed, or a plan")),
    ("experiencer", "other", gettext_lazy("about another person")),
)
ROLES = {
    "subject": gettext_lazy("the child"),
    "family": gettext_lazy("a family member"),
    "peer": gettext_lazy("another young person"),
    "professional": gettext_lazy("a professional"),
    "person_of_concern": gettext_lazy("an adult the note gives cause for concern about"),
    "unknown": gettext_lazy("the note does not say who"),
}
ABOUT = {
    "polarity": gettext_lazy("whether the note says it happened"),
    "certainty": gettext_lazy("how sure it is"),
    "time": gettext_lazy("when it was"),
    "experiencer": gettext_lazy("who it is about"),
    "said_by": gettext_lazy("who said it"),
    "role": gettext_lazy("who it is"),
}

LEVELS = {
    Level.MARKED: gettext_lazy("likely"),
    Level.ASKED: gettext_lazy("asked as a question"),
    Level.WORTH_READING: gettext_lazy("possible"),
}


@dataclass(frozen=True, slots=True)
class CellPiece:
    """A stretch of a cell, whether any mark holds it, and the numbers of those that end behind it."""

    text: str = field(repr=False)
    is_marked: bool
    ending: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AnnotationReason:
    """A mark by its number: its words, what it is, how it is meant, and the words that decided that."""

    number: int
    passage_id: str
    words: str = field(repr=False)
    what: str
    how: str
    because: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """A cell in pieces, and the reason of each mark."""

    pieces: tuple[CellPiece, ...]
    reasons: tuple[AnnotationReason, ...]


def level_in_words(level: str) -> str:
    """How sure the model is of a sign in a sentence."""
    return LEVELS[Level(level)]


def sign_in_words(indicator: str) -> str:
    """What a kind of sign is called."""
    return read_vocabulary().indicator.get(indicator, indicator.replace("_", " "))


def label_in_words(label: str) -> str:
    """What a kind of sign, mention or wording is called, or that nobody said what it is."""
    if label in read_vocabulary().wording:
        return _("Wording: %(wording)s") % {"wording": wording_in_words(label)}
    return read_vocabulary().mention.get(label, sign_in_words(label)) or _("Kind not given")


def wording_in_words(wording: str) -> str:
    """What a kind of wording that blames is called."""
    return read_vocabulary().wording.get(wording, wording.replace("_", " "))


def mark_in_words(noted: Noted) -> str:
    """What a mark says that its words are."""
    return label_in_words(noted.indicator or noted.mention or noted.wording)


def how_in_words(noted: Noted) -> str:
    """How a sign is meant, where it is not plain: said not to be so, from before; said by the family."""
    said = [words for name, value, words in HOW if getattr(noted, name) == value]
    return ", ".join(str(words) for words in (*said, SAID_BY.get(noted.said_by, "")) if words)


def signs_of_entries(kinds: Sequence[SignKind]) -> dict[str, tuple[str, ...]]:
    """Kinds of sign that the notes of a record state, in words, by record."""
    found: dict[str, dict[str, None]] = {}
    for kind in kinds:
        for one in kind.stated:
            found.setdefault(one.record_id, {})[sign_in_words(kind.indicator)] = None
    return {record_id: tuple(words) for record_id, words in found.items()}


def marked_cells(row: RowAsItCame, noted: Sequence[Noted]) -> list[tuple[str, str, MarkedCell | None]]:
    """The cells of a row: heading, text, and the cell with its marks where it has any."""
    here = [one for one in noted if (one.source_file, one.source_row) == (row.source_file, row.source_row)]
    cells = []
    for heading, text in row.original.items():
        marked = mark_cell(text, [one for one in here if one.heading == heading])
        cells.append((heading, text, marked if marked.reasons else None))
    return cells


def mark_cell(text: str, noted: Sequence[Noted]) -> MarkedCell:
    """A cell with its marks. A mark whose words do not stand there (a withheld address) is left out."""
    held = [one for one in noted if one.text and text[one.start : one.end] == one.text]
    edges = sorted({0, len(text), *(edge for one in held for edge in (one.start, one.end))})
    pieces = tuple(
        CellPiece(
            text[start:end],
            any(one.start <= start and end <= one.end for one in held),
            tuple(number for number, one in enumerate(held, 1) if one.end == end),
        )
        for start, end in pairwise(edges)
    )
    return MarkedCell(pieces, tuple(_reason(number, one, text) for number, one in enumerate(held, 1)))


def _reason(number: int, noted: Noted, text: str) -> AnnotationReason:
    because = tuple(
        (
            _("“%(text)s” shows %(get)s")
            % {"text": text[cue.start : cue.end], "get": ABOUT.get(cue.attribute, cue.attribute)}
        )
        for cue in noted.cues
        if text[cue.start : cue.end].strip()
    )
    return AnnotationReason(
        number,
        noted.passage_id,
        noted.text,
        mark_in_words(noted),
        how_in_words(noted) or ROLES.get(noted.role, ""),
        because,
    )
