"""What the page and the command of papers are given."""

from dataclasses import dataclass, field
from datetime import date

from sightline.model.rules import Rule


@dataclass(frozen=True, slots=True)
class NewPaper:
    """What somebody records: which paper, who signed it (name and post), its date, and where it is kept."""

    paper_id: str
    signed_by: str = field(repr=False)
    post: str = field(repr=False)
    signed_on: date
    kept_at: str = field(repr=False)


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
    why: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper that is needed, and the decision that recorded it; None where it is missing."""

    rule: Rule
    recorded: PaperDecision | None


@dataclass(frozen=True, slots=True)
class PapersPage:
    """Every paper and every decision, the newest first. `refuses`: files are refused until none is missing."""

    lines: tuple[PaperLine, ...]
    decisions: tuple[PaperDecision, ...]
    refuses: bool

    @property
    def missing(self) -> tuple[PaperLine, ...]:
        """The papers that nobody has recorded."""
        return tuple(line for line in self.lines if line.recorded is None)
