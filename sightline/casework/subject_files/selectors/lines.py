"""Makes the lines of working files from what a reader may see: a file of a list, a row, a measure of the ledger.

What waits is read from the rows that the reader may see, like everything else. The words of a row that rests on a
record which the reader may not see are not given, also where it ended the file for all.
"""

from collections.abc import Iterable
from datetime import date

from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.lines import JournalLines
from sightline.casework.protection.free_text import FreeText
from sightline.casework.subject_files.escalates import unowned_since
from sightline.casework.subject_files.exposure import before_and_after
from sightline.casework.subject_files.models import SubjectFileEntry
from sightline.casework.subject_files.pages.files import (
    FileEntryLine,
    FileSubjectView,
    MeasureLine,
    OverdueTask,
    SubjectFileLine,
)
from sightline.casework.subject_files.rights import OpenedFile, is_theirs
from sightline.casework.subject_files.selectors.disruption_measures import read_measures
from sightline.casework.subject_files.services.files import CAN_BE_TAKEN_BACK
from sightline.casework.subject_files.state import Measure
from sightline.model.when import london_day

REVIEW, OWNER, NEXT_ACTION, NO_ACTION = "review", "owner", "next_step", "no_step"
NONE_CONSIDERED, UNDECIDED, RUN_OUT, BREACH, NOT_USED = "none_considered", "undecided", "run_out", "breach", "not_used"
OF_LEDGER = (UNDECIDED, RUN_OUT, BREACH)


class FileLineBuilder(JournalLines[RecordBasis]):
    """The lines of one file for one reader."""

    def __init__(self, session: ReaderSession, opened: OpenedFile, subject: FileSubjectView) -> None:
        super().__init__(
            session,
            mention_ids=opened.file.mention_ids,
            record_ids=opened.file.record_ids,
            shas=(row.text_sha for row in opened.rows),
            seen=opened.seen,
        )
        self.opened, self.subject = opened, subject
        self.today = clock.today()

    def file(self) -> SubjectFileLine:
        """The file as a line of a list."""
        file, state = self.opened.file, self.opened.state
        house = self.opened.house
        mine = is_theirs(actor=self.session.actor, state=house)
        return SubjectFileLine(
            file_id=file.file_id,
            kind=file.kind,
            subject=self.subject,
            status=state.status.value,
            from_at=file.from_at,
            agency=file.agency,
            owner=house.owner.account.username if house.owner and house.owner.account else "",
            mine=mine,
            review_on=state.review_on,
            ended_at=house.ended_at,
            waits=self._all_that_waits() if not house.ended_at else (),
            next_on=state.next_action.on_day if state.next_action else None,
        )

    def _all_that_waits(self) -> tuple[OverdueTask, ...]:
        """What has waited since before today, the longest first: what began today is not late."""
        late = [one for one in self._waits() if one.since_on < self.today]
        return tuple(sorted(late, key=lambda one: one.since_on))

    def _waits(self) -> Iterable[OverdueTask]:
        """What nobody has done, and since which day."""
        file, state = self.opened.file, self.opened.state
        if state.review_on and state.review_on < self.today:
            yield OverdueTask(REVIEW, state.review_on)
        since = unowned_since(file)
        if since:
            yield OverdueTask(OWNER, london_day(since))
        action = state.next_action
        if action is None:
            done = [london_day(row.at) for row in state.done.values()]
            yield OverdueTask(NO_ACTION, max(done, default=london_day(file.from_at)))
        elif action.on_day and action.on_day < self.today:
            yield OverdueTask(NEXT_ACTION, action.on_day)
        for measure in state.measures:
            if measure.is_undecided:
                yield OverdueTask(UNDECIDED, measure.considered.on_day or london_day(measure.considered.at))
            elif measure.has_run_out(self.today) and measure.used:
                yield OverdueTask(RUN_OUT, measure.used.to_day or date.max)
            breach = state.breach_not_looked_at(measure)
            if breach:
                yield OverdueTask(BREACH, breach.on_day or london_day(breach.at))

    def entry(self, row: SubjectFileEntry) -> FileEntryLine:
        """A row, with its words where the reader may see all that they rest on."""
        text = self.text(row.text_sha, row.record_ids) if self.opened.shows(row) else FreeText()
        back = self.opened.state.taken_back.get(row.entry_id)
        return FileEntryLine(
            entry_id=row.entry_id,
            kind=row.kind,
            at=row.at,
            by=row.by,
            by_role=row.by_role,
            by_agency=row.by_agency,
            word=row.word,
            words=text.words,
            who=(row.account.username if row.account else "") or text.who,
            on_day=row.on_day,
            to_day=row.to_day,
            records=self.records(row.record_ids),
            taken_back=self.entry(back) if back else None,
            may_take_back=self.opened.writes and row.kind in CAN_BE_TAKEN_BACK and back is None,
        )

    def entries(self, rows: Iterable[SubjectFileEntry]) -> tuple[FileEntryLine, ...]:
        """Rows, in order."""
        return tuple(self.entry(row) for row in rows)

    def measure(self, one: Measure, *, counted: bool = False) -> MeasureLine:
        """A measure of the ledger; `counted`: with what the records show before and after it began."""
        started = one.first_used.on_day if one.first_used else None
        shown = (
            before_and_after(
                self.session,
                file=self.opened.file,
                person_id=self.opened.person_id,
                is_child=bool(self.subject.is_child),
                started_on=started,
            )
            if counted and started
            else None
        )
        return MeasureLine(
            measure_id=one.considered.measure,
            measure=read_measures().get(one.considered.measure),
            considered=self.entry(one.considered),
            used=self.entry(one.used) if one.used else None,
            not_used=self.entry(one.not_used) if one.not_used else None,
            breaches=self.entries(one.breaches),
            ended=self.entry(one.ended) if one.ended else None,
            undecided=one.is_undecided,
            run_out=one.has_run_out(self.today),
            shown_after=shown,
        )
