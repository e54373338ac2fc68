"""Divides a note by its lines: headings, dates, speakers and list items at their heads.

Where a part ends depends on how it begins. Under a heading on a line of its own stands everything to the next heading;
behind "Plan:" only that line, and the list or the wrapped lines that go on from it.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sightline.casenotes.parts.dates import read_date
from sightline.casenotes.parts.labels import Heading, PartWords, read_part_words
from sightline.casenotes.parts.nouns import NotePart, PartKind
from sightline.casenotes.parts.turns import find_turns, is_interview, split_label

LINE = re.compile(r"[^\r\n]+")
BULLET = re.compile(r"[ \t>]*(?:[-*•·–—o][ \t]+|\(?(?:\d{1,2}|[a-z])[.)][ \t]+)?")
AFTER_DATE = re.compile(
    r"[ \t,]*(?:(?:at[ \t]+)?\d{1,2}[:.]?\d\d[ \t]*(?:hrs?|am|pm|h)?)?[ \t]*(?:([:|–—-]+)|(\Z)|)[ \t]*", re.IGNORECASE
)
EMPTY_LINE = re.compile(r"\n[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line's range, where its words begin behind a bullet, and whether there was one."""

    start: int
    head: int
    end: int
    is_item: bool


def divide_text_lines(text: str, *, subject: str, written_on: date | None, limits: Sequence[int]) -> Iterator[NotePart]:
    """Sections, entries, turns and list items. None reaches across a place of `limits`, where a mail begins."""
    words = read_part_words()
    lines = [_read_line(text, found) for found in LINE.finditer(text)]
    yield from (NotePart(PartKind.ITEM, line.start, line.head, line.end) for line in lines if line.is_item)
    sections = [part for line in lines for part in _sections(text, line, words)]
    heads = [part.start for part in sections if _is_at_line_head(text, part.start)]
    yield from _close(text, sections, [*heads, *limits])
    entries = [part for line in lines if (part := _entry(text, line, written_on))]
    yield from _close(text, entries, [*heads, *limits, *(part.start for part in entries)])
    taken = {text.rfind("\n", 0, part.start) + 1 for part in sections}
    labels = Counter(label.lower() for line in lines if (label := split_label(text, line.head, line.end, words)[0]))
    interview = is_interview(text, words)
    for line in lines:
        if line.start not in taken or interview:
            yield from find_turns(
                text, line.head, line.end, subject=subject, words=words, labels=labels, interview=interview
            )


def _read_line(text: str, found: re.Match[str]) -> TextLine:
    bullet = BULLET.match(text, found.start(), found.end())
    head = bullet.end() if bullet else found.start()
    return TextLine(found.start(), head, found.end(), bool(bullet and bullet[0].strip(" \t>")))


def _sections(text: str, line: TextLine, words: PartWords) -> Iterator[NotePart]:
    here = words.heading_here.match(text, line.head, line.end)
    if here:
        yield _section(here, words)
    begin = here.end() if here else line.head
    # With the sign and the blank that stand before a heading.
    for within in words.heading_within.finditer(text, max(0, begin - 2), line.end):
        yield _section(within, words)


def _section(found: re.Match[str], words: PartWords) -> NotePart:
    heading: Heading = words.headings[found[1].lower().replace("’", "'")]
    return NotePart(
        PartKind.SECTION, found.start(1), found.end(), found.end(),
        heading=heading.id, said_by=heading.said_by, time=heading.time,
    )  # fmt: skip


def _entry(text: str, line: TextLine, written_on: date | None) -> NotePart | None:
    """An entry where the line begins with a date that stands as a label."""
    read = read_date(text, line.head, line.end, written_on=written_on)
    after = AFTER_DATE.match(text, read.end, line.end) if read else None
    if not read or not after:
        return None
    is_label = bool(after[1]) or after.end() == line.end or read.is_whole
    if not is_label:
        return None
    return NotePart(PartKind.ENTRY, line.start, after.end(), line.end, on=read.on, precision=read.precision)


def _close(text: str, parts: Sequence[NotePart], places: Sequence[int]) -> Iterator[NotePart]:
    """The parts with their ends: the next limit, and for what begins within a line an empty line or the line's end."""
    limits = sorted(places)
    for place, part in enumerate(parts):
        later = bisect_right(limits, part.start)
        ends = limits[later : later + 1]
        line_end = _line_end(text, part.body)
        follows = text[part.body : line_end].strip()
        if not _is_at_line_head(text, part.start):
            ends += [line_end, *(follower.start for follower in parts[place + 1 : place + 2])]
        elif follows:
            ends.append(_goes_on_to(text, line_end, part.kind))
        yield replace(part, end=max(part.body, min(ends, default=len(text))))


def _goes_on_to(text: str, line_end: int, kind: PartKind) -> int:
    """Where what begins with a labelled line ends. A dated entry goes on to an empty line, a section in its list."""
    if kind is PartKind.ENTRY:
        empty = EMPTY_LINE.search(text, line_end)
        return empty.start() if empty else len(text)
    for line in LINE.finditer(text, line_end):
        read = _read_line(text, line)
        if not read.is_item and not text[read.head : read.head + 1].islower():
            break
        line_end = read.end
    return line_end


def _line_end(text: str, place: int) -> int:
    found = LINE.match(text, place)
    return found.end() if found else place


def _is_at_line_head(text: str, place: int) -> bool:
    line_start = max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1
    bullet = BULLET.match(text, line_start)
    return place <= (bullet.end() if bullet else line_start)
