"""Divides a note into its parts: headed sections, dated entries, speakers' turns, pasted mails, list items.

Most notes are one paragraph and have no parts at all; a part is never guessed from what a sentence says, only from how
the note is laid out.
"""

from bisect import bisect_left, bisect_right
from collections import deque
from datetime import date

from sightline.casenotes.parts.mails import find_mails
from sightline.casenotes.parts.nouns import NotePart, PartKind
from sightline.casenotes.parts.text_lines import divide_text_lines

__all__ = ["NotePart", "NoteParts", "PartKind", "read_parts"]


def read_parts(text: str, *, subject: str = "", written_on: date | None = None) -> tuple[NotePart, ...]:
    """The parts of a note, by where they begin; of two that begin together the longer one first.

    `subject` is the child's name as the record's heading gives it: a line that begins with it and a colon is their
    turn.
    """
    if not any(one in text for one in "\n\r:?") and not text[:1].isdigit():
        return ()
    mails = find_mails(text, written_on=written_on)
    limits = [mail.start for mail in mails]
    parts = [*mails, *divide_text_lines(text, subject=subject, written_on=written_on, limits=limits)]
    return tuple(sorted(parts, key=lambda part: (part.start, -part.end, part.kind)))


class NoteParts:
    """The parts of one note, asked by place: between two ends or beginnings the same parts hold every letter."""

    def __init__(self, parts: tuple[NotePart, ...]) -> None:
        self._places = sorted({place for part in parts for place in (part.start, part.end)})
        self._holding: list[list[NotePart]] = []
        self._replies = [part for part in parts if part.kind == PartKind.TURN and not part.is_question]
        open_parts: list[NotePart] = []
        coming = deque(parts)
        for place in self._places:
            open_parts = [part for part in open_parts if part.end > place]
            while coming and coming[0].start <= place:
                part = coming.popleft()
                if part.end > place:
                    open_parts.append(part)
            self._holding.append(sorted(open_parts, key=lambda part: part.end - part.start))

    def reply_from(self, place: int) -> NotePart | None:
        """The first turn at or behind a place that asks nothing."""
        first = bisect_left(self._replies, place, key=lambda part: part.start)
        return self._replies[first] if first < len(self._replies) else None

    def at(self, offset: int) -> list[NotePart]:
        """The parts that hold a place in the note, the innermost first."""
        before = bisect_right(self._places, offset) - 1
        return self._holding[before] if before >= 0 else []
