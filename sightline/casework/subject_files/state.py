"""How a working file stands, from its rows in order: status, owner, review, next step, what is said, the ledger.

The same fold gives the house's own standing, over every row, and a reader's, over the rows that this reader may see.
Only an end is an end for everybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sightline.casework.journal.state import EntryRows, rows_by_subject
from sightline.casework.subject_files.models import FileEntryKind, SubjectFile, SubjectFileEntry
from sightline.casework.subject_files.pages.statuses import ENDS, Status

LEDGER = (FileEntryKind.NOT_USED, FileEntryKind.USED, FileEntryKind.BREACH, FileEntryKind.ENDED)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure that was considered: the row that says so, the decision, the first and the last use, breaches, its end.

    `used` has the days that hold now; `first_used` those of before the first renewal.
    """

    considered: SubjectFileEntry
    not_used: SubjectFileEntry | None = None
    used: SubjectFileEntry | None = None
    first_used: SubjectFileEntry | None = None
    breaches: tuple[SubjectFileEntry, ...] = ()
    ended: SubjectFileEntry | None = None

    @property
    def is_undecided(self) -> bool:
        """Whether nobody has said that it is used, or not and why."""
        return self.not_used is None and self.used is None

    def has_run_out(self, today: date) -> bool:
        """Whether its last day is over and nobody has written down its end."""
        return bool(self.used and not self.ended and self.used.to_day and self.used.to_day < today)


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it stands. `said`: facts, assessments and capacities; `taken_back`: the row that did so, by its id."""

    statuses: tuple[SubjectFileEntry, ...] = ()
    review_on: date | None = None
    owner: SubjectFileEntry | None = None
    next_action: SubjectFileEntry | None = None
    planned: tuple[SubjectFileEntry, ...] = ()
    done: dict[str, SubjectFileEntry] = field(default_factory=dict)
    said: tuple[SubjectFileEntry, ...] = ()
    taken_back: dict[str, SubjectFileEntry] = field(default_factory=dict)
    measures: tuple[Measure, ...] = ()
    reviews: tuple[SubjectFileEntry, ...] = ()
    as_a_child: tuple[SubjectFileEntry, ...] = ()

    @property
    def status(self) -> Status:
        """The last status that was decided."""
        return Status(self.statuses[-1].word) if self.statuses else Status.NAMED

    @property
    def ended_at(self) -> str:
        """When somebody decided that it is at an end; empty while it is open."""
        return self.statuses[-1].at if self.statuses and self.statuses[-1].word in ENDS else ""

    def of(self, kind: FileEntryKind) -> tuple[SubjectFileEntry, ...]:
        """What was said of one kind, in order, that nobody has taken back."""
        return tuple(one for one in self.said if one.kind == kind and one.entry_id not in self.taken_back)

    def breach_not_looked_at(self, measure: Measure) -> SubjectFileEntry | None:
        """The first breach after which nobody looked at the file again, decided how it stands, or ended the measure."""
        after = [*self.statuses, *self.reviews, *([measure.ended] if measure.ended else [])]
        looked_at = max((row.pk for row in after), default=0)
        return next((row for row in measure.breaches if row.pk > looked_at), None)

    def measure(self, entry_id: str) -> Measure | None:
        """The measure that was considered by that row."""
        return next((one for one in self.measures if one.considered.entry_id == entry_id), None)


def read_file_state(rows: EntryRows[SubjectFileEntry]) -> FileState:
    """Fold the rows of a file."""
    statuses, done = rows.of(FileEntryKind.STATUS), rows.last_by_about(FileEntryKind.ACTION_DONE)
    review = [row for row in rows.of(FileEntryKind.STATUS, FileEntryKind.REVIEW) if row.on_day][-1:]
    action = rows.last(FileEntryKind.NEXT_ACTION)
    is_open = bool(statuses) and statuses[-1].word not in ENDS
    taken_back = rows.last_by_about(FileEntryKind.TAKEN_BACK)
    return FileState(
        statuses=statuses,
        review_on=review[0].on_day if review and is_open else None,
        owner=rows.last(FileEntryKind.OWNER),
        next_action=action if action and action.entry_id not in done else None,
        planned=rows.of(FileEntryKind.NEXT_ACTION),
        done=done,
        said=rows.of(FileEntryKind.FACT, FileEntryKind.ASSESSMENT, FileEntryKind.CAPACITY),
        taken_back=taken_back,
        measures=_measures(rows, taken_back),
        reviews=rows.of(FileEntryKind.REVIEW),
        as_a_child=rows.of(FileEntryKind.AS_A_CHILD),
    )


def load_state(file: SubjectFile) -> FileState:
    """The same of one file, over every row: as the house knows it."""
    return read_file_state(rows_of([file])[file.pk])


def rows_of(files: Sequence[SubjectFile]) -> dict[int, EntryRows[SubjectFileEntry]]:
    """The rows of several files, by their keys, in order, with one query."""
    return rows_by_subject(SubjectFileEntry, column="subject_file", subjects=files)


def _measures(rows: EntryRows[SubjectFileEntry], taken_back: dict[str, SubjectFileEntry]) -> tuple[Measure, ...]:
    """Each measure that was considered and not taken back, with what came of it: the last row of each kind counts."""
    breaches = [row for row in rows.of(FileEntryKind.BREACH) if row.entry_id not in taken_back]
    return tuple(
        Measure(
            considered=row,
            not_used=rows.last(FileEntryKind.NOT_USED, about=row.entry_id),
            used=rows.last(FileEntryKind.USED, about=row.entry_id),
            first_used=rows.first(FileEntryKind.USED, about=row.entry_id),
            breaches=tuple(one for one in breaches if one.about == row.entry_id),
            ended=rows.last(FileEntryKind.ENDED, about=row.entry_id),
        )
        for row in rows.of(FileEntryKind.CONSIDERED)
        if row.entry_id not in taken_back
    )
