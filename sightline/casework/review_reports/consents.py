"""The quotations of a draft with what the people quoted said about their use, and the draft with that in it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.free_text import Texts
from sightline.casework.review_reports.pages import Consent, Quotation
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.pages.consents import ConsentReply
from sightline.casework.reviews.pages.terms import ReviewEntryKind
from sightline.model.ids import make_id
from sightline.review.report.nouns import DraftReport, ReportPart, ReportSentence, SentenceKind
from sightline.review.report.whole_draft import CONSENT_UNKNOWN
from sightline.translation.messages import lazy as _

K = ReviewEntryKind
NARROWEST = (ConsentReply.WITHDRAWN, ConsentReply.REFUSED, ConsentReply.REVIEW_ONLY, ConsentReply.PUBLISHED)
SAID: Mapping[str, str] = {
    ConsentReply.PUBLISHED: _("Consent to use these words: agreed to be published."),
    ConsentReply.REVIEW_ONLY: _("Consent to use these words: agreed for the review only."),
    ConsentReply.REFUSED: _("Consent to use these words: refused."),
    ConsentReply.WITHDRAWN: _("Consent to use these words: withdrawn."),
    "": _("Consent to use these words: not asked yet."),
}


def quotation_id_of(line: ReportSentence) -> str:
    """The id of a person's own words: of the place in their record, and of each word."""
    return make_id("quotation", _place_of(line), line.text)


def name_quotation(quotation: Quotation, line: ReportSentence) -> str:
    """How an answer names what it is about: the place in the record, and the words."""
    return f"{make_id('quoted place', _place_of(line))} {quotation.quotation_id}"


def _place_of(line: ReportSentence) -> str:
    """Which fact of its record it is, in whichever episode."""
    return line.key.partition("/words/")[2]


def word_lines(draft: DraftReport) -> dict[str, ReportSentence]:
    """The lines that are a person's own words, by id, in their order."""
    every = (line for part in draft.parts for line in part.lines if line.kind is SentenceKind.WORDS)
    return {quotation_id_of(line): line for line in every}


def quotations_of(session: ReaderSession, found: ReviewHistory, draft: DraftReport) -> tuple[Quotation, ...]:
    """The quotations of a draft, each once. An erased yes is gone; an erased no stays, without words."""
    rows, called = found.entries.of(K.CONSENT), {mention: one for one, mention in people_of(found).items()}
    texts = Texts(session, [row.text_sha for row in rows])
    said = [(row, texts.of(row.text_sha, mention_ids=found.mention_ids, record_ids=row.record_ids)) for row in rows]
    every = [
        (
            text.what,
            frozenset(row.record_ids),
            Consent(called.get(row.mention_id, ""), row.word, text.who, row.on_day, text.words, row.at, row.by),
        )
        for row, text in said
    ]
    return tuple(_quotation(quotation_id, line, every) for quotation_id, line in word_lines(draft).items())


def _quotation(
    quotation_id: str, line: ReportSentence, every: Iterable[tuple[str, frozenset[str], Consent]]
) -> Quotation:
    """One quotation. A yes is about these very words; any other answer is about all words of that place.

    A no whose words were erased is about its whole record: nothing else says any more what it was about.
    """
    bare = Quotation(quotation_id, line.text, line.record_ids, "", ())
    place, _space, _id = name_quotation(bare, line).partition(" ")

    def is_about(what: str, records: frozenset[str], reply: str) -> bool:
        is_no = reply != ConsentReply.PUBLISHED
        if not what:
            return is_no and not records.isdisjoint(line.record_ids)
        return what.endswith(f" {quotation_id}") or (is_no and what.startswith(f"{place} "))

    own = tuple(one for what, records, one in every if is_about(what, records, one.reply))
    last = {one.person: one.reply for one in own}
    return replace(bare, reply=next((one for one in NARROWEST if one in last.values()), ""), consents=own)


def people_of(found: ReviewHistory) -> dict[str, str]:
    """A mention of each person of the review, by letter or number."""
    return found.children | found.adults


def with_consents(draft: DraftReport, quotations: Iterable[Quotation]) -> DraftReport:
    """The draft with what is recorded about the use of each quotation, in the line below it."""
    replies = {one.quotation_id: one.reply for one in quotations}
    return replace(draft, parts=tuple(replace(part, lines=tuple(_lines(part, replies))) for part in draft.parts))


def _lines(part: ReportPart, replies: Mapping[str, str]) -> Iterator[ReportSentence]:
    reply = ""
    for line in part.lines:
        if line.kind is SentenceKind.WORDS:
            reply = replies.get(quotation_id_of(line), "")
        is_source = line.kind is SentenceKind.SOURCE
        yield replace(line, text=line.text.replace(CONSENT_UNKNOWN, str(SAID[reply]))) if is_source else line
