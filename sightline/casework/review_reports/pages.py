"""What pages and files of draft reports are given."""

from dataclasses import dataclass, field
from enum import StrEnum

from sightline.casework.reviews.pages.terms import FrozenData, ReviewLine
from sightline.review.report.differences import ReportDifference
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

    @property
    def elsewhere(self) -> tuple[AuthorAnalysis, ...]:
        """What was written to parts that this draft does not have."""
        parts = {one.part_id for _, one in self.draft.shown}
        return tuple(one for one in self.analyses if one.part_id not in parts)

    def analyses_of(self, part_id: str) -> tuple[AuthorAnalysis, ...]:
        """What was written to a part, the oldest first."""
        return tuple(one for one in self.analyses if one.part_id == part_id)
