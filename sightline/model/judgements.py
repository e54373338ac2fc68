"""What people answered to "same person?". An answer names two mentions: they stay, while persons are made anew.

An answer is never changed. A later answer to the same question, or its undoing, is a row of its own, and the last word
holds.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PairAnswer(StrEnum):
    """What a person may answer."""

    SAME = "same"
    NOT_SAME = "not_same"
    CANNOT_TELL = "cannot_tell"


class Became(StrEnum):
    """What a run made of an answer."""

    JOINED = "joined"
    APART = "apart"
    ASKED_AGAIN = "asked_again"
    CONFLICT = "conflict"
    NOT_HERE = "not_here"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class Judgement:
    """An answer in force: which decision gave it, on which mentions (a < b), what, by whom, on which day.

    `of_note`: one of the two, or both, are namings in notes; what is named may be a thing.
    """

    sequence: int
    mention_id_a: str
    mention_id_b: str
    answer: PairAnswer
    by: str
    on: date
    of_note: bool = False

    @property
    def in_words(self) -> str:
        """Who said what, and when."""
        what = "the same" if self.of_note else "the same person"
        said = {PairAnswer.SAME: what, PairAnswer.NOT_SAME: f"not {what}"}.get(self.answer, "cannot tell")
        return f"{self.by} said “{said}” on {self.on.day} {self.on:%B %Y}"
