"""Divides a note into its parts: headed sections, dated entries, speakers' turns, pasted mails, list items.

A newcomer would get this wrong: most notes are one paragraph and have no parts at all; a part is never guessed from
what a sentence says, only from how the note is laid out.
"""

from datetime import date

from sightline.casenotes.part_lines import divide_lines
from sightline.casenotes.part_mails import find_mails
from sightline.casenotes.part_nouns import Part, PartKind

__all__ = ["Part", "PartKind", "parts_at", "read_parts"]


def read_parts(text: str, *, subject: str = "", written_on: date | None = None) -> tuple[Part, ...]:
    """The parts of a note, by where they begin; of two that begin together the longer one first.

    `subject` is the child's name as the record's heading gives it: a line that begins with it and a colon is their
    turn.
    """
    if not any(mark in text for mark in "\n\r:?") and not text[:1].isdigit():
        return ()
    mails = find_mails(text, written_on=written_on)
    limits = [mail.start for mail in mails]
    parts = [*mails, *divide_lines(text, subject=subject, written_on=written_on, limits=limits)]
    return tuple(sorted(parts, key=lambda part: (part.start, -part.end, part.kind)))


def parts_at(parts: tuple[Part, ...], offset: int) -> list[Part]:
    """The parts that hold a place in the note, the innermost first."""
    holding = [part for part in parts if part.start <= offset < part.end]
    return sorted(holding, key=lambda part: part.end - part.start)
