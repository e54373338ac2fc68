"""What the page and the command of papers are given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sightline.documents.report import Report
from sightline.model.rules import Rule
from sightline.papers import PaperDifferences, PaperKind, PrintedPaper
from sightline.translation.messages import lazy as _

PRINTED_LABELS = {
    PaperKind.DPIA: _("Data protection impact assessment"),
    PaperKind.ROPA: _("Record of processing activities"),
    PaperKind.PRIVACY_NOTICE: _("Privacy notice"),
    PaperKind.EQUALITY: _("Equality impact analysis"),
    PaperKind.AGREEMENTS: _("Agreements on sharing"),
    PaperKind.ATRS: _("Algorithmic transparency record"),
}


@dataclass(frozen=True, slots=True)
class NewPaper:
    """What somebody records: which paper, who signed it (name and post), its date, and where it is kept.

    `version` is the one that Sightline printed on the paper; empty where the paper was written elsewhere.
    """

    paper_id: str
    signed_by: str = field(repr=False)
    post: str = field(repr=False)
    signed_on: date
    kept_at: str = field(repr=False)
    version: str = ""


@dataclass(frozen=True, slots=True)
class PaperDecision:
    """One decision about a paper: recorded, or withdrawn with the reason."""

    sequence: int
    by: str
    at: str
    is_withdrawal: bool
    paper_id: str
    signed_by: str = field(default="", repr=False)
    post: str = field(default="", repr=False)
    signed_on: date | None = None
    kept_at: str = field(default="", repr=False)
    version: str = ""
    why: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper that is needed, and the decision that recorded it; None where it is missing."""

    rule: Rule
    recorded: PaperDecision | None


@dataclass(frozen=True, slots=True)
class PapersPage:
    """Every paper and every decision, the newest first. `refuses`: files are refused until none is missing.

    `labels` name what can be recorded: the papers before real data, and those that Sightline prints. `recorded` are
    the ids of those that are.
    """

    lines: tuple[PaperLine, ...]
    decisions: tuple[PaperDecision, ...]
    refuses: bool
    labels: Mapping[str, str]
    recorded: frozenset[str]

    @property
    def missing(self) -> tuple[PaperLine, ...]:
        """The papers that nobody has recorded."""
        return tuple(line for line in self.lines if line.recorded is None)


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A paper that was printed, and the report to write as a file."""

    line: "PrintedPaperLine"
    report: Report


@dataclass(frozen=True, slots=True)
class PrintedPaperLine:
    """A paper as it would be printed now, and how it differs from the version that was signed.

    `recorded` is None where nobody has signed it. `differences` is None where no printed version was signed.
    """

    paper: PrintedPaper
    recorded: PaperDecision | None
    differences: PaperDifferences | None

    @property
    def kind(self) -> PaperKind:
        """Which paper it is."""
        return self.paper.kind

    @property
    def label(self) -> str:
        """What it is called, in the language of the reader."""
        return PRINTED_LABELS[self.kind]

    @property
    def has_changed(self) -> bool:
        """Whether it says something else now than when it was signed."""
        return self.differences is not None and self.differences.count > 0
