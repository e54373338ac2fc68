"""A note as it came. The text is never stripped; offsets count in it as it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from sightline.casenotes.engine.laid_texts import LaidTexts, lay_out_texts
from sightline.casenotes.engine.phrase_arrays import LaidHits
from sightline.casenotes.forms.replies import FormReply, divide_at_replies, find_form_replies
from sightline.casenotes.parts.sentences import find_sentences
from sightline.casenotes.signs.compiled_rules import build_machine
from sightline.casenotes.text.folded_text import fold
from sightline.casenotes.text.words import Hit, Pieces, cut


class LaidNotes(NamedTuple):
    """The texts of many notes as arrays, and the words of all the rules' lists in them."""

    texts: LaidTexts
    hits: LaidHits


@dataclass(frozen=True, slots=True)
class Note:
    """Who wrote a note and when, and the name of the child whom it is about, where they are known."""

    text: str = field(repr=False)
    agency: str = ""
    written_on: date | None = None
    subject: str = field(default="", repr=False)


class NoteText:
    """A note's text made ready once, whoever reads it; each part is made when it is first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def folded(self) -> str:
        """In small letters, exactly as long."""
        return fold(self.text)

    @cached_property
    def pieces(self) -> Pieces:
        """The folded text cut into words and signs."""
        return cut(self.folded)

    @cached_property
    def hits(self) -> list[Hit]:
        """The words of all the rules' lists."""
        return build_machine().words.find_in(self.pieces)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The sentences, as ranges; what a form asks, and each answer, by itself."""
        return divide_at_replies(sentences=find_sentences(self.text), replies=self.replies, folded=self.folded)

    @cached_property
    def replies(self) -> list[FormReply]:
        """What forms and questions ask, and answer with no."""
        return find_form_replies(text=self.text, folded=self.folded)


def lay_out_notes(texts: Sequence[NoteText]) -> LaidNotes:
    """These texts as arrays, and the words of all the rules' lists in them."""
    laid = lay_out_texts([text.pieces for text in texts], [text.sentences for text in texts])
    return LaidNotes(laid, build_machine().words.find(laid))
