"""How a working file stands, from its rows in order: status, owner, review, next step, what is said, the ledger.

The same fold gives the house's own standing, over every row, and a reader's, over the rows that this reader may see.
Only an end is an end for everybody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sightline.casework.subject_files.models import Concerned, ConcernedEntry, FileEntryKind
from sightline.casework.subject_files.statuses import ENDS, Status

LEDGER = (FileEntryKind.NOT_USED, FileEntryKind.USED, FileEntryKind.BREACH, FileEntryKind.ENDED)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure that was considered: the row that says so, the decision, the first and the last use, breaches, its end.

    `used` has the days that hold now; `first_used` those of before the first renewal.
    """

    considered: ConcernedEntry
    not_used: ConcernedEntry | None = None
    used: ConcernedEntry | None = None
    first_used: ConcernedEntry | None = None
    breaches: tuple[ConcernedEntry, ...] = ()
    ended: ConcernedEntry | None = None

    @property
    def is_undecided(self) -> bool:
        """Whether nobody has said that it is used, or not and why."""
        return self.not_used is None and self.used is None

    def has_run_out(self, today: date) -> bool:
        """Whether its last day is over and nobody has written down its end."""
        return bool(self.used and not self.ended and self.used.to_day and self.used.to_day < today)


@dataclass(frozen=True, slots=True)
class FileStanding:
    """A file as it stands. `said`: facts, assessments and capacities; `taken_back`: the row that did so, by its id."""

    statuses: tuple[ConcernedEntry, ...] = ()
    review_on: date | None = None
    owner: ConcernedEntry | None = None
    next_step: ConcernedEntry | None = None
    steps: tuple[ConcernedEntry, ...] = ()
    done: dict[str, ConcernedEntry] = field(default_factory=dict)
    said: tuple[ConcernedEntry, ...] = ()
    taken_back: dict[str, ConcernedEntry] = field(default_factory=dict)
    measures: tuple[Measure, ...] = ()
    reviews: tuple[ConcernedEntry, ...] = ()
    as_a_child: tuple[ConcernedEntry, ...] = ()

    @property
    def status(self) -> Status:
        """The last status that was decided."""
        return Status(self.statuses[-1].word) if self.statuses else Status.NAMED

    @property
    def ended_at(self) -> str:
        """When somebody decided that it is at an end; empty while it is open."""
        return self.statuses[-1].at if self.statuses and self.statuses[-1].word in ENDS else ""

    def of(self, step: FileEntryKind) -> tuple[ConcernedEntry, ...]:
        """What was said of one kind, in order, that nobody has taken back."""
        return tuple(one for one in self.said if one.step == step and one.entry_id not in self.taken_back)

    def breach_not_looked_at(self, measure: Measure) -> ConcernedEntry | None:
        """The first breach after which nobody looked at the file again, decided how it stands, or ended the measure."""
        after = [*self.statuses, *self.reviews, *([measure.ended] if measure.ended else [])]
        looked_at = max((row.pk for row in after), default=0)
        return next((row for row in measure.breaches if row.pk > looked_at), None)

    def measure(self, entry_id: str) -> Measure | None:
        """The measure that was considered by that row."""
        return next((one for one in self.measures if one.considered.entry_id == entry_id), None)


def standing_of(entries: Iterable[ConcernedEntry]) -> FileStanding:
    """Fold the rows of a file, given in the order in which they were written."""
    rows = list(entries)
    by_step: dict[str, list[ConcernedEntry]] = {step: [] for step in FileEntryKind}
    for row in rows:
        by_step[row.step].append(row)
    done = {row.about: row for row in by_step[FileEntryKind.STEP_DONE]}
    steps = by_step[FileEntryKind.NEXT_STEP]
    reviews = [row for row in rows if row.step in (FileEntryKind.STATUS, FileEntryKind.REVIEW) and row.on_day]
    statuses = tuple(by_step[FileEntryKind.STATUS])
    taken_back = {row.about: row for row in by_step[FileEntryKind.TAKEN_BACK]}
    return FileStanding(
        statuses=statuses,
        review_on=reviews[-1].on_day if reviews and statuses[-1:] and statuses[-1].word not in ENDS else None,
        owner=by_step[FileEntryKind.OWNER][-1] if by_step[FileEntryKind.OWNER] else None,
        next_step=steps[-1] if steps and steps[-1].entry_id not in done else None,
        steps=tuple(steps),
        done=done,
        said=tuple(
            row for row in rows if row.step in (FileEntryKind.FACT, FileEntryKind.ASSESSMENT, FileEntryKind.CAPACITY)
        ),
        taken_back=taken_back,
        measures=_measures(by_step, taken_back),
        reviews=tuple(by_step[FileEntryKind.REVIEW]),
        as_a_child=tuple(by_step[FileEntryKind.AS_A_CHILD]),
    )


def read_standing(file: Concerned) -> FileStanding:
    """The same of one file, over every row: as the house knows it."""
    return standing_of(rows_of([file])[file.pk])


def rows_of(files: Sequence[Concerned]) -> dict[int, list[ConcernedEntry]]:
    """The rows of several files, by their keys, in order, with one query."""
    found: dict[int, list[ConcernedEntry]] = {one.pk: [] for one in files}
    for row in ConcernedEntry.objects.filter(concerned__in=list(found)).select_related("account").order_by("pk"):
        found[row.concerned_id].append(row)
    return found


def _measures(by_step: dict[str, list[ConcernedEntry]], taken_back: dict[str, ConcernedEntry]) -> tuple[Measure, ...]:
    """Each measure that was considered and not taken back, with what came of it: the last row of each kind counts."""
    return tuple(
        Measure(
            considered=row,
            not_used=_last(by_step[FileEntryKind.NOT_USED], row.entry_id),
            used=_last(by_step[FileEntryKind.USED], row.entry_id),
            first_used=_last(by_step[FileEntryKind.USED][::-1], row.entry_id),
            breaches=tuple(
                one
                for one in by_step[FileEntryKind.BREACH]
                if one.about == row.entry_id and one.entry_id not in taken_back
            ),
            ended=_last(by_step[FileEntryKind.ENDED], row.entry_id),
        )
        for row in by_step[FileEntryKind.CONSIDERED]
        if row.entry_id not in taken_back
    )


def _last(rows: Sequence[ConcernedEntry], about: str) -> ConcernedEntry | None:
    return next((row for row in reversed(rows) if row.about == about), None)
