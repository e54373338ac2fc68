"""The published form of a draft report: months in place of days, no numbers of records, words by consent alone.

Agencies' own words, contact with people, conclusions by day, questions and the appendix of sources stay with the review
team.
Small numbers of children are not told.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from sightline.review.anonymous.codes import CODE, OWN, CodeKind
from sightline.review.report.nouns import FEW, DraftReport, ReportList, ReportPart, ReportSentence, SentenceKind

K = CodeKind
KEPT_BACK = ("accounts", "conclusions", "contacts", "questions", "sources")
MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
DAY = re.compile(rf"\b([Oo]n )?\d{{1,2}} (?=(?:{MONTH}) \d{{4}}\b)")
SAME_MONTH = re.compile(r"\b([A-Z][a-z]+ \d{4}) to \1\b")
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
    return _without_codes(encode(_in_months(text)))


def _in_months(text: str) -> str:
    """The text with months in place of days, and with small numbers of children not told."""
    months = SAME_MONTH.sub(r"\1", DAY.sub(lambda found: {"on ": "in ", "On ": "In "}.get(found[1], ""), text))
    return SMALL.sub(lambda found: f"{FEW} {found[1]}children", months)


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
