"""What the pages of working files are given: frozen, filtered for the reader, audited.

`waits` says what nobody has done and since when, and a list stands in that order. There is no number, weight or colour
of a person in any of it.
"""

from dataclasses import dataclass, field
from datetime import date

from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.dependants.pages import PatternReview
from sightline.casework.people.pages.nodes import RemovalDecision
from sightline.casework.people.pages.people import PersonSummary
from sightline.casework.subject_files.pages.measures import DisruptionMeasure


@dataclass(frozen=True, slots=True)
class FileSubjectView:
    """What a reader is told of the subject of a file. `is_child` as in `FileSubject`; `age` in years, by each date."""

    kind: str
    words: str = field(repr=False)
    person: PersonSummary | None = None
    is_child: bool | None = None
    ages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Contacts:
    """How many children stand on how many records with somebody or something over some days, and the newest day."""

    first_on: date
    last_on: date
    children: int
    records: int
    newest_on: date | None = None


@dataclass(frozen=True, slots=True)
class BeforeAndAfter:
    """The same over as many days before a day as after it, and over all days since, to the newest that the data know.

    What came after is said, never that it came because.
    """

    days: int
    before: Contacts
    after: Contacts
    since: Contacts
    is_cut: bool


@dataclass(frozen=True, slots=True)
class OverdueTask:
    """Something that nobody has done, and since when.

    `what` is review, owner, next_step, no_step, undecided, run_out or breach.
    """

    what: str
    since_on: date


@dataclass(frozen=True, slots=True)
class SubjectFileLine:
    """One working file of a list. `owner` is an account's name; `mine`: the reader owns it or is to do its step."""

    file_id: str
    kind: str
    subject: FileSubjectView
    status: str
    from_at: str
    agency: str
    owner: str
    mine: bool
    review_on: date | None
    ended_at: str
    waits: tuple[OverdueTask, ...]
    next_on: date | None


@dataclass(frozen=True, slots=True)
class FileEntryLine:
    """One thing that was decided or written. `who` is whose view it is, who considered, or who is to act.

    `taken_back` is the row that took it back, whose words say why.
    """

    entry_id: str
    kind: str
    at: str
    by: str
    by_role: str
    by_agency: str
    word: str
    words: str = field(repr=False)
    who: str = field(default="", repr=False)
    on_day: date | None = None
    to_day: date | None = None
    records: tuple[RecordBasis, ...] = ()
    taken_back: "FileEntryLine | None" = None
    may_take_back: bool = False


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure of the ledger. `measure` is the rule as it stands; None where a partnership took it out."""

    measure_id: str
    measure: DisruptionMeasure | None
    considered: FileEntryLine
    used: FileEntryLine | None = None
    not_used: FileEntryLine | None = None
    breaches: tuple[FileEntryLine, ...] = ()
    ended: FileEntryLine | None = None
    undecided: bool = False
    run_out: bool = False
    shown_after: BeforeAndAfter | None = None

    @property
    def label(self) -> str:
        """What it is called."""
        return self.measure.rule.label if self.measure else self.measure_id.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """Something of a ledger to ask about, and the file in whose ledger it stands.

    `what` is none_considered, undecided, run_out, breach or not_used; `breach` the first that nobody looked at since.
    """

    file: SubjectFileLine
    what: str
    since_on: date
    measure: MeasureLine | None = None
    breach: FileEntryLine | None = None


@dataclass(frozen=True, slots=True)
class FilesPage:
    """The working files of a reader. `ledger` and `left` stand before managers and those who review.

    `ledger` is what somebody must say something of; `left` the measures that were decided against, with why.
    """

    lines: tuple[SubjectFileLine, ...]
    ledger: tuple[LedgerLine, ...]
    left: tuple[LedgerLine, ...]
    decides: bool
    keeps_ended: bool


@dataclass(frozen=True, slots=True)
class FilePage:
    """One working file, as this reader may see it."""

    line: SubjectFileLine
    opened_by: str
    records: tuple[RecordBasis, ...]
    statuses: tuple[FileEntryLine, ...]
    reviews: tuple[FileEntryLine, ...]
    as_a_child: tuple[FileEntryLine, ...]
    capacities: tuple[FileEntryLine, ...]
    facts: tuple[FileEntryLine, ...]
    assessments: tuple[FileEntryLine, ...]
    next_action: FileEntryLine | None
    actions_before: tuple[tuple[FileEntryLine, FileEntryLine | None], ...]
    measures: tuple[MeasureLine, ...]
    to_consider: tuple[DisruptionMeasure, ...]
    becomes: tuple[str, ...]
    decides: bool
    writes: bool
    pattern_key: str = ""
    look_again: bool = False
    pattern_reviews: tuple[PatternReview, ...] = ()
    last_review_on: date | None = None

    @property
    def why(self) -> str:
        """Why it stands as it does."""
        return self.statuses[-1].words if self.statuses else ""


@dataclass(frozen=True, slots=True)
class RecordChoice:
    """Which records a form is to offer: of one agency, of one year, the how-manyeth part; and those chosen already."""

    agency: str = ""
    year: str = ""
    part: int = 1
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordsToChoose:
    """One part of the records that a form offers, with what was chosen on other parts.

    `connecting` are those of them on which a connection of a child stands. `agencies` and `years` are those of
    all `total` records, to choose a part by; `agency` and `year` what was chosen.
    """

    chosen: tuple[RecordBasis, ...]
    records: tuple[RecordBasis, ...]
    connecting: frozenset[str]
    agencies: tuple[str, ...]
    years: tuple[str, ...]
    agency: str
    year: str
    part: int
    parts: int
    total: int

    @property
    def shown(self) -> tuple[RecordBasis, ...]:
        """Those that the form offers."""
        return (*self.chosen, *self.records)

    @property
    def is_part(self) -> bool:
        """Whether there are more than stand here."""
        return self.total > len(self.shown)


@dataclass(frozen=True, slots=True)
class FileFormOptions:
    """What a form for a new file offers: whom or what it can be about, and the records to choose from.

    `chosen` are those that it rests on whatever is ticked; `choose` is the part of a longer list.
    """

    about: tuple["AboutLine", ...]
    records: tuple[RecordBasis, ...]
    chosen: tuple[str, ...] = ()
    pattern_key: str = ""
    last_review_on: date | None = None
    choose: RecordsToChoose | None = None


@dataclass(frozen=True, slots=True)
class AboutLine:
    """One that a file can be about. `key` is a person's id or a mention's; `file_id` of the file that there is.

    `decided`: that a file on the same is at an end.
    """

    key: str
    kind: str
    words: str = field(repr=False)
    is_child: bool | None = None
    file_id: str = ""
    decided: RemovalDecision | None = None
