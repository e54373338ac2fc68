"""What a part of a note is.

Parts lie within each other, and what a sentence says overrules them. A part only tells what holds where the sentence is
silent: that it is of 2018, a plan, the mother's words.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.model.nouns import Precision


class PartKind(StrEnum):
    """What a part is. `entry`: what stands under a date; `turn`: what one speaker says."""

    SECTION = "section"
    ENTRY = "entry"
    TURN = "turn"
    MAIL = "mail"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class NotePart:
    """A part of a note. Offsets are code points, `end` exclusive; `body` is where the words behind its label begin.

    `heading`: id of a section's heading. `speaker`: a turn's label or a mail's author, as written. `said_by`: child,
    family, professional, other, or "" where the part does not say. `time`: historical, hypothetical, or "".
    `on`: the day of an entry or mail, as precisely as `precision` says; None where it cannot be told.
    """

    kind: PartKind
    start: int
    body: int
    end: int
    heading: str = ""
    speaker: str = field(default="", repr=False)
    said_by: str = ""
    time: str = ""
    is_question: bool = False
    on: date | None = None
    precision: Precision = Precision.UNKNOWN
