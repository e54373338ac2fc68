"""What a draft report is made from, and what it is made of.

Texts are in English and plain: a draft is kept and compared with later drafts, byte for byte. No text names a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from sightline.review.acts import FirstAct
from sightline.review.earliest import EarliestDays
from sightline.review.opportunities.findings import LackCount, Opportunities
from sightline.review.report.reverse_counts import ReverseCounts
from sightline.review.sharings import HandoverTrace

FEW = "fewer than 5"


class SentenceKind(StrEnum):
    """What a line of a report is: a sentence of Sightline, a person's own words, or where those words come from."""

    SENTENCE = "sentence"
    WORDS = "words"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class ReportFact:
    """One fact of a record about people of the review, in its newest version, as its holder entered it.

    `called` are the children by letter and adults by number whom the record names. `details` are its coded values.
    `recorded_on` is None where nothing says when it was recorded. `words_to_check` are words of the child's own
    that may name a person.
    """

    record_id: str
    called: tuple[str, ...]
    agency: str
    organisation: str
    layout: str
    kind: str
    label: str
    details: Mapping[str, str] = field(repr=False)
    childs_words: str = field(repr=False)
    first_on: date | None
    last_on: date | None
    date_words: str = field(repr=False)
    recorded_on: date | None
    known_from: date | None
    is_whole_on_the_day: bool
    is_disputed: bool = False
    words_to_check: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class ReportSource:
    """A record as the appendix lists it: its number in the margin, and the row of the file that it comes from."""

    record_id: str
    number: str
    agency: str
    organisation: str
    layout: str
    source_file: str = field(repr=False)
    source_rows: tuple[int, ...]
    version: int
    received_on: date | None


@dataclass(frozen=True, slots=True)
class AgencyData:
    """What Sightline received from an agency: the day of the last file, and how many rows were not imported."""

    agency: str
    last_received_on: date | None
    rows_not_imported: int


@dataclass(frozen=True, slots=True)
class ReportContact:
    """Contact with a person of the review: what became of it, on which day, by which role, and by an officer's word.

    `outcome` is empty where nothing is recorded. `role` names nobody. `known_as` is the role of a person outside the
    terms; empty where it may name somebody.
    """

    called: str
    outcome: str = ""
    on: date | None = None
    role: str = ""
    officer_agreed: bool = False
    known_as: str = ""


@dataclass(frozen=True, slots=True)
class ReportTerms:
    """The terms of a review as its report says them. `proceedings` are kinds, and `asks` are the words of the terms.

    `births` are the birth dates by letter that records give.
    """

    asks: str = field(repr=False)
    children: tuple[str, ...]
    adults: tuple[str, ...]
    from_on: date
    to_on: date
    agencies: tuple[str, ...]
    holders: tuple[str, ...]
    proceedings: tuple[str, ...]
    dates: tuple[tuple[str, date], ...] = field(repr=False)
    up_to: date
    frozen_on: date
    births: Mapping[str, tuple[date, ...]] = field(repr=False)
    contacts: tuple[ReportContact, ...] = ()


class DatedStatement(Protocol):
    """How early a statement could be seen of a child, and how often else it was true on that day."""

    @property
    def statement_id(self) -> str:
        """The rule."""

    @property
    def label(self) -> str:
        """Its name."""

    @property
    def says(self) -> str:
        """What it says, as a sentence."""

    @property
    def days(self) -> EarliestDays | None:
        """The first days; None where it was never true."""

    @property
    def acted(self) -> FirstAct | None:
        """The first action of any agency; None where no record shows one."""

    @property
    def others(self) -> ReverseCounts | None:
        """The reverse question, of all together."""

    @property
    def others_by(self) -> Mapping[tuple[str, ...], ReverseCounts]:
        """The reverse question by holders, one or two, of their own day and of what they had."""

    @property
    def others_sure(self) -> Mapping[tuple[str, ...], ReverseCounts]:
        """The same without records that likeness alone joins to each child; by holders, none for all together."""

    @property
    def others_read(self) -> ReverseCounts | None:
        """The reverse question of all together without readings of notes that no person confirmed."""

    @property
    def handovers(self) -> tuple[tuple[str, str], ...]:
        """Each record of the first smallest set, and the holder of another that would have had to get it."""

    @property
    def traces(self) -> tuple[HandoverTrace, ...]:
        """What shows that such a holder was told."""

    @property
    def made_on(self) -> date | None:
        """From when its rule holds, where that was not in force on the first day."""

    @property
    def joined(self) -> tuple[tuple[str, str, str, date], ...]:
        """Records that name no child of the review: what each has in common with which record, known since when."""


@dataclass(frozen=True, slots=True)
class ScaleCount:
    """Of how many children of the partnership a statement became true in the review's period; None where 1 to 4."""

    label: str
    children: int | None


@dataclass(frozen=True, slots=True)
class ReportSilence:
    """A contact that a rule expected of an agency by `due_on`, and no record of it from `from_on` to `to_on`.

    `to_on` is at most the last day that received data reach. `came_on` is the day of a later record. `limit` may be
    empty. The first of `record_ids` began it; `behind` are all records that it is based on. `made_on`: when its rule
    was made, where that was after the contact was due.
    """

    silence_id: str
    called: tuple[str, ...]
    agency: str
    label: str
    says: str = field(repr=False)
    limit: str
    due_on: date
    from_on: date
    to_on: date
    came_on: date | None
    record_ids: tuple[str, ...]
    behind: tuple[str, ...] = ()
    made_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReportReply:
    """What an agency said of a moment. `role` and `words` are as a draft may say them, without a name of a person.

    `reply` is `accept`, `dispute` or `context`. `record_id` is the record that disputes it, or empty. `is_cut` says
    whether words that may be a name are left out.
    """

    on: date
    reply: str
    role: str
    record_id: str
    words: str = field(repr=False)
    is_cut: bool


@dataclass(frozen=True, slots=True)
class ReportAccount:
    """An agency's own account of a moment: asked for on a day, and what the agency said since."""

    asked_id: str
    moment_id: str
    agency: str
    organisation: str
    asked_on: date
    what: str = field(repr=False)
    known_on: date | None
    record_ids: tuple[str, ...]
    replies: tuple[ReportReply, ...]


@dataclass(frozen=True, slots=True)
class ReportConclusion:
    """What Sightline concludes of a person on a day that the review ran again, and what came later and makes it.

    `agencies` are those whose records count, all of the review where none is named. `kind` is the kind of conclusion,
    and `label` the name of its rule. `later` is by what came after the day, each with its day where that is known;
    empty where the day's own records and rules give it. `needs`: what it needs that no person confirmed.
    """

    called: str
    on: date
    agencies: tuple[str, ...]
    kind: str
    label: str
    later: tuple[tuple[str, date | None], ...]
    record_ids: tuple[str, ...]
    behind: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkageError:
    """How often matching is wrong or misses, as measured with what ships; and here, against what people answered.

    Of 10,000 matched pairs fewer than `wrong_below` are of two people; of 100 pairs of one person `missed` are not
    matched. `is_own_model`: the frozen data were matched by a model that was trained here. Of `answered` pairs
    Sightline alone says the same of `agreed`; both are 0 where too few are answered. `open_questions` are possible
    matches that touch people of the review and have no certain answer.
    """

    measured_on: date
    where: str
    wrong_below: int
    missed: int
    is_own_model: bool
    answered: int
    agreed: int
    open_questions: int


@dataclass(frozen=True, slots=True)
class ReportMaterial:
    """Everything that a draft is made from. `unsure` are records that likeness alone joins to a child.

    `statements` are by letter. `imported_rows` are the ids of rows of agencies' own chronologies, which the report does
    not use.
    `lacks` are of other children, by call for action. `called` is how the review calls each person.
    """

    terms: ReportTerms
    facts: tuple[ReportFact, ...] = field(repr=False)
    sources: tuple[ReportSource, ...] = field(repr=False)
    data: tuple[AgencyData, ...]
    unsure: frozenset[str]
    statements: Mapping[str, tuple[DatedStatement, ...]]
    scale: tuple[ScaleCount, ...]
    imported_rows: tuple[str, ...]
    opportunities: Opportunities
    lacks: Mapping[str, LackCount]
    called: Mapping[str, str]
    linkage: LinkageError
    silences: tuple[ReportSilence, ...] = ()
    accounts: tuple[ReportAccount, ...] = ()
    conclusions: tuple[ReportConclusion, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportSentence:
    """One line of a report with the ids of its records. `key` says which line it is, in every draft.

    `rests_on` are further records without which it may not be said; the margin does not list them.
    """

    key: str
    text: str = field(repr=False)
    record_ids: tuple[str, ...] = ()
    kind: SentenceKind = SentenceKind.SENTENCE
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportList:
    """A table of a report: what it lists, its headings, and its rows; each row with the ids of its records.

    `rests_on` are for each row all records without which it may not be said, where those are more.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = field(repr=False)
    record_ids: tuple[tuple[str, ...], ...] = ()
    rests_on: tuple[tuple[str, ...], ...] = ()

    @property
    def records_of_rows(self) -> tuple[tuple[str, ...], ...]:
        """Of each row every record without which it may not be said."""
        none = ((),) * len(self.rows)
        return tuple(
            (*named, *more) for named, more in zip(self.record_ids or none, self.rests_on or none, strict=True)
        )


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A part under a heading: its lines, then its tables. `level` is 2, or 3 within the part of level 2 before it.

    `days` follow the heading. They may not be said without the records of `rests_on`.
    """

    part_id: str
    heading: str
    level: int = 2
    lines: tuple[ReportSentence, ...] = ()
    lists: tuple[ReportList, ...] = ()
    days: str = ""
    rests_on: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Its heading, with its days where it has some."""
        return f"{self.heading}: {self.days}" if self.days else self.heading

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        return not self.lines and not self.lists


@dataclass(frozen=True, slots=True)
class DraftReport:
    """A draft: its parts in order. `numbers` are how the margin calls each record.

    A part of which nothing may be shown is empty. It keeps its place, because addresses of parts are by place.
    """

    parts: tuple[ReportPart, ...] = field(repr=False)
    numbers: Mapping[str, str]

    @property
    def record_ids(self) -> tuple[str, ...]:
        """Every record that it is made from, each once."""
        lines = (one for part in self.parts for line in part.lines for one in (*line.record_ids, *line.rests_on))
        rows = (one for part in self.parts for table in part.lists for ids in table.records_of_rows for one in ids)
        days = (one for part in self.parts for one in part.rests_on)
        return tuple(sorted({*lines, *rows, *days}))

    @property
    def shown(self) -> tuple[tuple[int, ReportPart], ...]:
        """Each part that says something, with its place."""
        return tuple((place, part) for place, part in enumerate(self.parts) if not part.is_empty)
