"""Reads what is held, how fresh it is, which files came, what could not be taken, and which runs there were.

The first page is days and, for whoever may know how much is held in all, counts. Files, rejects and runs are shown to
the roles that work on them.
"""

from collections.abc import Sequence
from datetime import date

from sightline.casework.audit.trail import audited
from sightline.casework.chronology.selectors.chronology import as_day
from sightline.casework.core.models import CurrentSnapshot, PipelineRun, RunState
from sightline.casework.core.rights import check_files
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.pages import (
    WITHDRAWN,
    AgencyAsOf,
    HeldCounts,
    HomePage,
    ReceivedFileLine,
    RejectLine,
    RunLine,
)
from sightline.casework.data.runs import lock_is_free
from sightline.casework.data.unfinished_files import NotReadRow, list_not_taken, list_refused
from sightline.casework.reappraisal.services.identity import count_open
from sightline.casework.reappraisal.services.patterns import count_pattern_reviews
from sightline.ingest.quality.columns import read_quality
from sightline.model.rows.analysis import ReceivedFileRow, RejectRow
from sightline.model.rows.people import ServedAsOf
from sightline.sharing import can_count_whole
from sightline.store.batches import BatchFile, list_parts, read_receipts, read_rejects
from sightline.store.snapshot_reader import SnapshotReader
from sightline.store.snapshots import Snapshot
from sightline.store.sql.rows import as_rows

MOST_RUNS = 200
NOTHING_YET = HomePage("", None, ())


def read_home(session: ReaderSession) -> HomePage:
    """How fresh each agency's data are; and how much is held, where the reader may know that of all."""
    with audited(session, action="read_home"), session.open_current() as opened:
        return _home(session, *opened) if opened else NOTHING_YET


def _home(session: ReaderSession, snapshot: Snapshot, store: SnapshotReader) -> HomePage:
    whole = can_count_whole(reader=session.actor.reader)
    return HomePage(
        snapshot_id=snapshot.id,
        as_at=date.fromisoformat(snapshot.manifest()["as_at"]),
        agencies=group_by_agency([_as_of(row, whole=whole) for row in store.as_of()]),
        counts=HeldCounts(**store.summary()) if whole else None,
        look_again=count_open(actor=session.actor, store=store) + count_pattern_reviews(session),
    )


def group_by_agency(lines: Sequence[AgencyAsOf]) -> tuple[AgencyAsOf, ...]:
    """One line an agency; its bodies stand within it where there are several."""
    by_agency: dict[str, list[AgencyAsOf]] = {}
    for line in lines:
        by_agency.setdefault(line.agency, []).append(line)
    return tuple(parts[0] if len(parts) == 1 else _sum_up(parts) for parts in by_agency.values())


def _sum_up(parts: Sequence[AgencyAsOf]) -> AgencyAsOf:
    counted = [part.records for part in parts if part.records is not None]
    recorded = [part.last_recorded_on for part in parts if part.last_recorded_on]
    return AgencyAsOf(
        agency=parts[0].agency,
        organisation=parts[0].agency,
        last_received_at=max(part.last_received_at for part in parts),
        last_recorded_on=max(recorded) if recorded else None,
        records=sum(counted) if counted else None,
        parts=tuple(parts),
    )


def _as_of(row: ServedAsOf, *, whole: bool) -> AgencyAsOf:
    return AgencyAsOf(
        agency=row["agency"],
        organisation=row["organisation"],
        last_received_at=row["last_received_at"],
        last_recorded_on=as_day(row["last_recorded_on"]),
        records=row["records"] if whole else None,
    )


def list_files(session: ReaderSession) -> tuple[ReceivedFileLine, ...]:
    """Every received file or sheet with its sums, the newest first."""
    with audited(session, action="list_files"):
        check_files(actor=session.actor)
        workspace = current_workspace()
        received = as_rows(ReceivedFileRow, read_receipts(workspace))
        parts = {(part.batch, part.file_sha): part for part in list_parts(workspace)}
        lines = [
            *(_as_file_line(row, parts[row["batch"], row["file_sha"]]) for row in received),
            *list_not_taken(workspace),
        ]
        return tuple(sorted(lines, key=lambda line: (-line.batch, not line.state, line.source_file, line.sheet)))


def list_rejects(session: ReaderSession, *, limit: int = 500) -> tuple[RejectLine, ...]:
    """Rows and files that could not be read, the newest first."""
    with audited(session, action="list_rejects"):
        check_files(actor=session.actor)
        workspace = current_workspace()
        rows: list[NotReadRow] = [*as_rows(RejectRow, read_rejects(workspace)), *list_refused(workspace)]
        newest_first = sorted(
            rows, key=lambda row: (-row["batch"], row["source_file"], row["sheet"], row["source_row"], row["code"])
        )
        return tuple(_as_reject_line(row) for row in newest_first[:limit])


def _as_file_line(row: ReceivedFileRow, part: BatchFile) -> ReceivedFileLine:
    withdrawn_on = part.withdrawn_on
    missing = (one.heading for one in read_quality(part) if one.is_missing and one.sheet == row["sheet"])
    return ReceivedFileLine(
        batch=row["batch"],
        source_file=row["source_file"],
        sheet=row["sheet"],
        mapping=row["mapping"],
        agency=row["agency"],
        is_full=row["is_full"],
        received_at=row["received_at"],
        rows_read=row["rows_read"],
        rows_taken=row["rows_taken"],
        rows_rejected=row["rows_rejected"],
        rows_unchanged=row["rows_unchanged"],
        rows_gone=row["rows_gone"],
        rows_not_data=row["rows_not_data"],
        state=WITHDRAWN if withdrawn_on else "",
        withdrawn_on=withdrawn_on,
        lacking=tuple(missing),
    )


def _as_reject_line(row: NotReadRow) -> RejectLine:
    return RejectLine(
        source_file=row["source_file"],
        sheet=row["sheet"],
        source_row=row["source_row"],
        code=row["code"],
        reason=row["reason"],
        what_to_do=row["what_to_do"],
    )


def list_runs(session: ReaderSession) -> tuple[RunLine, ...]:
    """The latest runs, the newest first."""
    with audited(session, action="list_runs"):
        check_files(actor=session.actor)
        current = CurrentSnapshot.objects.current()
        current_id = current.snapshot_id if current else ""
        nobody_works = lock_is_free(current_workspace())
        runs = PipelineRun.objects.order_by("-id")[:MOST_RUNS]
        return _as_lines(list(runs), current_id, nobody_works)


def last_run() -> RunLine | None:
    """The latest run but those of an earlier day beside it. For a page that is audited by its own selector."""
    run = PipelineRun.objects.exclude(state=RunState.BESIDE).order_by("-id").first()
    return _as_line(run, False, lock_is_free(current_workspace())) if run else None


def _as_lines(runs: list[PipelineRun], current_id: str, nobody_works: bool) -> tuple[RunLine, ...]:
    """Several runs may have made the same snapshot; the newest of them is the one that is served."""
    newest = next((run.pk for run in runs if current_id and run.snapshot_id == current_id), None)
    return tuple(_as_line(run, run.pk == newest, nobody_works) for run in runs)


def _as_line(run: PipelineRun, is_current: bool, nobody_works: bool) -> RunLine:
    return RunLine(
        started_at=run.started_at,
        ended_at=run.ended_at,
        by=run.by,
        as_at=run.as_at,
        state=RunState.INTERRUPTED if run.state == RunState.RUNNING and nobody_works else RunState(run.state),
        snapshot_id=run.snapshot_id,
        is_current=is_current,
        counts=run.counts,
        what_went_wrong=run.what_went_wrong,
    )
