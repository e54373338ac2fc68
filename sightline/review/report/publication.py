"""The published form of a draft report: months in place of days, no numbers of records, words by consent alone.

Agencies' own words, contact with people, conclusions by day, questions and the appendix of sources stay with the review
team.
Small numbers of children are not told.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from sightline.review.anonymous.codes import CODE, OWN, CodeKind
from sightline.review.anonymous.details import MONTH, MONTHS, WrittenDay, find_days
from sightline.review.report.nouns import FEW, DraftReport, ReportList, ReportPart, ReportSentence, SentenceKind

K = CodeKind
KEPT_BACK = ("accounts", "conclusions", "contacts", "questions", "sources")
A_MONTH = re.compile(rf"(?<![a-z])({MONTH})(?![a-z])\.?,?[ \t]*(?:of[ \t]+)?(\d{{4}})?", re.IGNORECASE)
BEFORE_DAY = re.compile(
    r"(?:\b(on) )?(?:the )?(?:\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? )?(?:the )?$", re.IGNORECASE
)
ALWAYS, A_DAY = ("24/7",), "a day"  # 24/7 is none
SPAN = re.compile(r"\b([\d,]+) days?(?= (?:before|after) an agency acted| later\b|\))")
DAYS_OF_MONTH, MONTH_ON_AVERAGE = 31, 30.44
SAME_MONTH = re.compile(r"\b([A-Z][a-z]+ \d{4}) to \1\b")
CALLED = re.compile(rf"\[((?:{'|'.join(OWN)}) [A-Z0-9]+)\]")  # a name that the draft replaced in a person's own words
SMALL = re.compile(r"\b(?:[1-4]|one|two|three|four) ((?:other |more )?)child(?:ren)?\b", re.IGNORECASE)
IN_WORDS = {
    K.PERSON: "a person", K.NAME: "a person", K.SURNAME: "a person", K.PLACE: "a place", K.PHONE: "a telephone",
    K.VEHICLE: "a vehicle", K.NUMBER: "a number", K.ONLINE: "an account", K.BODY: "an organisation",
    K.STAFF: "a member of staff", K.FILE: "a file", K.DAY: "a day", K.TEXT: "a text",
}  # fmt: skip


def make_published(
    draft: DraftReport, *, encode: Callable[[str], str], is_agreed: Callable[[ReportSentence], bool]
) -> DraftReport:
    """The draft as it may be published. `encode` puts codes in place of names; each becomes an ordinary word.

    `is_agreed` says of words of a person whether they may be published.
    """

    def say(text: str) -> str:
        return say_published(text, encode=encode)

    def is_kept(line: ReportSentence) -> bool:
        return line.kind is SentenceKind.SENTENCE or (line.kind is SentenceKind.WORDS and is_agreed(line))

    some = [part for part in draft.parts if part.part_id.partition("-")[0] not in KEPT_BACK]
    parts = tuple(_publish(replace(part, lines=tuple(filter(is_kept, part.lines))), say) for part in some)
    return DraftReport(tuple(part for part in parts if not part.is_empty), {})


def say_published(text: str, *, encode: Callable[[str], str]) -> str:
    """A text as it may be published."""
    return _without_codes(encode(CALLED.sub(r"\1", _in_months(text))))


def _in_months(text: str) -> str:
    """The text with months in place of days and of times in days, and with small numbers of children not told.

    A time in days from a day that is known would give away the other day.
    """
    pieces, last = list[str](), 0
    codes = [found.span() for found in CODE.finditer(text)]
    days = (one for one in find_days(text) if not any(begin < one.end and one.start < end for begin, end in codes))
    for one in sorted(days, key=lambda one: one.start):
        if month := _month_of(one, text[one.start : one.end]):
            before = text[last : one.start]
            put = BEFORE_DAY.search(before)
            on = (put[1] or "") if put else ""
            on = on if month == A_DAY else {"on": "in", "On": "In"}.get(on, "")
            pieces += [before[: put.start()] if put else before, f"{on} " if on else "", month]
            last = one.end
    months = SAME_MONTH.sub(r"\1", "".join((*pieces, text[last:])))
    months = SPAN.sub(lambda found: _say_span(int(found[1].replace(",", ""))), months)
    return SMALL.sub(lambda found: f"{FEW} {found[1]}children", months)


def _month_of(one: WrittenDay, written: str) -> str:
    """What may be told of a day: its month and year, as far as they are written; nothing where it is no day."""
    if one.day:
        return f"{one.day:%B %Y}"
    said = A_MONTH.search(written)
    if said is None:
        return "" if written in ALWAYS or not re.fullmatch(r"\d{1,2}/\d{1,2}", written) else A_DAY
    name = next(month for month in MONTHS if month.startswith(said[1][:3].lower())).capitalize()
    year = said[2] or ("" if one.maybe is None or one.has_no_year else written[-2:])
    return f"{name} {year}".strip()


def _say_span(days: int) -> str:
    return "a month or less" if days <= DAYS_OF_MONTH else f"about {max(2, round(days / MONTH_ON_AVERAGE))} months"


def _without_codes(text: str) -> str:
    def say(found: re.Match[str]) -> str:
        kind, _, own = found[1].partition("/")[0].partition(" ")
        return f"{kind} {own}" if kind in OWN else IN_WORDS.get(CodeKind(kind), "") if kind in set(K) else "a day"

    return CODE.sub(say, text)


def _publish(part: ReportPart, say: Callable[[str], str]) -> ReportPart:
    lines = tuple(ReportSentence(line.key, say(line.text), kind=line.kind) for line in part.lines)
    return replace(
        part,
        heading=say(part.heading),
        lines=lines,
        lists=tuple(_publish_list(one, say) for one in part.lists),
        days=_in_months(part.days),
        rests_on=(),
    )


def _publish_list(table: ReportList, say: Callable[[str], str]) -> ReportList:
    rows = tuple(tuple(map(say, row)) for row in table.rows)
    return ReportList(say(table.caption), tuple(map(say, table.headings)), rows)
