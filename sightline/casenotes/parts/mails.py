"""Finds mails, messages and letters that were pasted into a note, with who wrote them and when.

What is pasted has its own author and day. "Last week" in it is reckoned from there, and its words are not those of who
wrote the note.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sightline.casenotes.parts.dates import read_date
from sightline.casenotes.parts.nouns import NotePart, PartKind
from sightline.model.nouns import Precision

LINE = r"[ \t>*]*"
FROM = re.compile(LINE + r"from[ \t]*:", re.IGNORECASE)
HEADER = re.compile(r"[ \t>*]*(from|sent|date|to|cc|bcc|subject)[ \t]*:[ \t]*([^\r\n]*)(?:\r?\n|\Z)", re.IGNORECASE)
WROTE = re.compile(LINE + r"on[ \t]+([^\r\n]{4,80}?)[ \t]+wrote[ \t]*:?[ \t]*(?:\r?\n|\Z)", re.IGNORECASE)
PASTED = re.compile(
    LINE + r"[(\[]?(?:fwd?|(?:copy of )?(?:e-?mail|text|message|letter|whats ?app|sms)"
    r"(?: (?:pasted|received|forwarded|sent|copied)(?: in)?)?)[ \t]*:?[ \t]+from[ \t]*:?[ \t]+"
    r"(?P<author>[^\r\n:)\]]{2,60})[)\]:]?[ \t]*(?=\r?\n|\Z)",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"[<\[(][^>\])\r\n]*[>\])]?|\S+@\S+")
DATE_IN = re.compile(r"\d|(?<!\w)(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)
AUTHOR_ENDS = re.compile(r"[,\d]|\b(?:on|dated)\b")


def find_mails(text: str, *, written_on: date | None) -> list[NotePart]:
    """The pasted mails in order. Each reaches to the next, the last to the end of the note."""
    small = text.lower()
    heads = [*_headers(text, written_on), *_pasted(text, written_on)] if "from" in small else []
    if "wrote" in small:
        heads += _wrote(text, written_on)
    kept: list[NotePart] = []
    for mail in sorted(heads, key=lambda mail: mail.start):
        if not kept or mail.start >= kept[-1].body:
            kept.append(mail)
    ends = [mail.start for mail in kept[1:]] + [len(text)] * bool(kept)
    return [replace(mail, end=end) for mail, end in zip(kept, ends, strict=True)]


def _match_lines(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Where a pattern stands at the beginning of a line, and not within what stood at the line before."""
    place, behind = 0, 0
    while True:
        if place >= behind and (found := pattern.match(text, place)):
            behind = found.end()
            yield found
        place = text.find("\n", place) + 1
        if not place:
            return


def _headers(text: str, written_on: date | None) -> list[NotePart]:
    """Blocks of From:, Sent:, To:, Subject: lines; From: alone is no mail."""
    found, place = [], 0
    for line in _match_lines(FROM, text):
        if line.start() < place:
            continue
        fields: dict[str, str] = {}
        place = line.start()
        while header := HEADER.match(text, place):
            fields.setdefault(header[1].lower(), header[2])
            place = header.end()
        if len(fields) > 1:
            sent = fields.get("sent") or fields.get("date") or ""
            found.append(_mail(line.start(), place, fields["from"], sent, written_on))
    return found


def _wrote(text: str, written_on: date | None) -> list[NotePart]:
    """On 3 May 2021 at 10:20, Becky Shaw wrote:"""
    lines = ((line, line[1].rpartition(",")) for line in _match_lines(WROTE, text))
    return [_mail(line.start(), line.end(), author, day, written_on) for line, (day, comma, author) in lines if comma]


def _pasted(text: str, written_on: date | None) -> list[NotePart]:
    """(email pasted from open access worker); FW: from becky, street team."""
    return [
        _mail(line.start(), line.end(), AUTHOR_ENDS.split(line["author"])[0], line["author"], written_on)
        for line in _match_lines(PASTED, text)
    ]


def _mail(start: int, body: int, author: str, dated: str, written_on: date | None) -> NotePart:
    on, precision = _date_within(dated, written_on)
    speaker = ADDRESS.sub("", author).strip(" \t\"'*")
    return NotePart(PartKind.MAIL, start, body, body, speaker=speaker, on=on, precision=precision)


def _date_within(written: str, written_on: date | None) -> tuple[date | None, Precision]:
    """The first day in a header's text, such as `Mon 3 May 2021 10:20`."""
    for place in DATE_IN.finditer(written):
        read = read_date(written, place.start(), len(written), written_on=written_on)
        if read and read.precision is Precision.DAY:
            return read.on, read.precision
    return None, Precision.UNKNOWN
