"""What pages and files of draft reports are given."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.casework.reviews.pages.terms import FrozenData, ReviewFileForm, ReviewLine
from sightline.documents.sourced.parts import SourcedReport
from sightline.review.anonymous.residues import ResidualWord
from sightline.review.report.differences import ReportDifference
from sightline.review.report.episode_parts import find_part
from sightline.review.report.nouns import DraftReport


class ReportFileForm(StrEnum):
    """In which form a draft report leaves."""

    WORD = "docx"
    PDF = "pdf"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft on the list: its number, who made it, when, what for, from which data, and how much is in it."""

    draft_id: str
    number: int
    at: str
    by: str
    why: str = field(repr=False)
    snapshot_id: str
    sentences: int
    is_erased: bool


@dataclass(frozen=True, slots=True)
class AuthorAnalysis:
    """What an author wrote to a part of the report. Later words stand beside earlier ones."""

    entry_id: str
    part_id: str
    at: str
    by: str
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReportDrafts:
    """The drafts of a review, the newest first."""

    line: ReviewLine
    drafts: tuple[DraftLine, ...]
    may_make: bool
    frozen: FrozenData


@dataclass(frozen=True, slots=True)
class Consent:
    """What one person said about the use of their words. `person` is their letter or number; `asked_by` is a role."""

    person: str
    reply: str
    asked_by: str = field(repr=False)
    on_day: date | None
    how: str = field(repr=False)
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """A person's own words in a draft, and what was said about their use, the oldest first.

    `answer` is the narrowest of the last answers of each person; empty where nobody was asked about these words.
    """

    quotation_id: str
    words: str = field(repr=False)
    record_ids: tuple[str, ...]
    reply: str
    consents: tuple[Consent, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReadQuotation:
    """A quotation of a draft, and the answers and the people of the review for whom one may be recorded now."""

    line: ReviewLine
    one: DraftLine
    quotation: Quotation = field(repr=False)
    people: tuple[str, ...]
    replies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadDraft:
    """One draft as this reader may see it, with what authors wrote to its parts.

    `left_out` sentences depend on records that the review may not show any more. `elsewhere` was written to parts that
    this draft does not have.
    """

    line: ReviewLine
    one: DraftLine
    draft: DraftReport = field(repr=False)
    left_out: int
    analyses: tuple[AuthorAnalysis, ...] = field(repr=False)
    may_write: bool
    before: DraftLine | None = None
    differences: tuple[ReportDifference, ...] = field(default=(), repr=False)
    quotations: tuple[Quotation, ...] = field(default=(), repr=False)

    @property
    def elsewhere(self) -> tuple[AuthorAnalysis, ...]:
        """What was written to parts that this draft does not have."""
        return tuple(one for one in self.analyses if not find_part(self.draft, one.part_id))

    def analyses_of(self, part_id: str) -> tuple[AuthorAnalysis, ...]:
        """What was written to a part in this draft or in an earlier one, the oldest first."""
        return tuple(one for one in self.analyses if find_part(self.draft, one.part_id) == part_id)


class CodedDocument(StrEnum):
    """Which document of a review leaves with codes in place of names."""

    CHRONOLOGY = "chronology"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class AnonymousAsk:
    """What is asked of an anonymised file. `words` are further words to code, one a line."""

    of: CodedDocument
    form: ReviewFileForm
    purpose: str = field(repr=False)
    moves_days: bool = False
    words: str = field(default="", repr=False)
    without_silences: bool = False


@dataclass(frozen=True, slots=True)
class AnonymousFile:
    """A file with codes, and the words of it that a person must check."""

    data: bytes = field(repr=False)
    content_type: str
    name: str = field(repr=False)
    residues: tuple[ResidualWord, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class AnonymousCheck:
    """What a person must look at before an anonymised file is passed on, and the words that people added before.

    `codes` is how many codes the key has, and `key` its number; 0 where there is none yet.
    """

    line: ReviewLine
    residues: tuple[ResidualWord, ...] = field(repr=False)
    added: tuple[str, ...] = field(repr=False)
    key: int
    codes: int
    drafts: int
    may_make: bool


@dataclass(frozen=True, slots=True)
class CodedFile:
    """An anonymised file that comes back, and what for."""

    data: bytes = field(repr=False)
    purpose: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RestoredFile:
    """A file with its names back, and how many codes were replaced."""

    data: bytes = field(repr=False)
    content_type: str
    name: str = field(repr=False)
    codes: int


@dataclass(frozen=True, slots=True)
class InquiryAsk:
    """What a file for an inquiry is about: people as the review calls them, places as records write them, and days.

    Without people, places or days it is about all. `request` and `password` are of the command line.
    """

    purpose: str = field(repr=False)
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = field(default=(), repr=False)
    from_on: date | None = None
    to_on: date | None = None
    request: int | None = None
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class InquiryFile:
    """The zip file of an inquiry, how many records it has, and how many redactions it lists."""

    data: bytes = field(repr=False)
    content_type: str
    name: str = field(repr=False)
    records: int
    redactions: int


@dataclass(frozen=True, slots=True)
class PublicationCheck:
    """Who checked the published form as a second person, when, and what they found."""

    at: str
    by: str
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Publication:
    """The published form of the newest draft. `check` is None where no second person checked it as it is now.

    `words_left_out` quotations are not in it, because nobody agreed to their publication.

    `may_check`: whether whoever reads this may be that person.
    """

    line: ReviewLine
    one: DraftLine
    report: SourcedReport = field(repr=False)
    residues: tuple[ResidualWord, ...] = field(repr=False)
    check: PublicationCheck | None
    may_check: bool
    words_left_out: int


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """The published form as a file; its name names nobody."""

    data: bytes = field(repr=False)
    content_type: str
    name: str = field(repr=False)
