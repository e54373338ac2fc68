"""Reads whether a child is missing now, from the police's records that the reader may see and from telephone calls."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.missing.pages import MissingState, MissingStatus, TelephoneReport
from sightline.casework.missing.sightings import split_last_seen
from sightline.casework.missing.telephone_reports import newest_reports
from sightline.casework.people.selectors import may_open
from sightline.model.calendar import earliest_moment, latest_moment
from sightline.model.nouns import Precision
from sightline.model.rows.arrivals import ServedShownEpisode
from sightline.model.when import DATE_LENGTH
from sightline.store.snapshot_reader import SnapshotReader

HOURS_FRESH, HOURS_KNOWN = 6, 24
BY_TELEPHONE = (MissingState.REPORTED_MISSING, MissingState.REPORTED_FOUND)
DAYS_MISSING = 28  # of an older episode without a return the record is more likely wrong than the child still missing


def status_of(session: ReaderSession, store: SnapshotReader, *, person_id: str) -> MissingStatus:
    """Whether one person is missing now; for a page that is audited by its own selector, of whom it may open."""
    now = clock.now_at()
    reports = newest_reports(session, store, now=now)
    rows = store.arrivals.missing(sight=session.sight, among=[person_id])
    return read_status(rows, reports.get(person_id), file_at=police_data_of(store), now=now)


def reported_people(session: ReaderSession, store: SnapshotReader) -> dict[str, TelephoneReport]:
    """What was told by telephone, of people whom the reader may open."""
    reports = newest_reports(session, store, now=clock.now_at())
    return {one: found for one, found in reports.items() if may_open(store, one, session.sight)}


def police_data_of(store: SnapshotReader) -> str:
    """When the newest file about missing people came; empty where none did. Other police files say nothing of it."""
    return store.arrivals.missing_file_at()


def is_file_fresh(session: ReaderSession) -> bool:
    """Whether a police file about missing people came within the last day: all that is told to who may see nobody."""
    with session.open_current() as opened:
        return opened is None or _age(police_data_of(opened[1]), clock.now_at()) <= timedelta(hours=HOURS_KNOWN)


def read_status(
    rows: Sequence[ServedShownEpisode], report: TelephoneReport | None, *, file_at: str, now: str
) -> MissingStatus:
    """How it stands, from a person's visible episodes, the newest first, and the newest telling."""
    open_rows = [row for row in rows if not row["back_at"]]
    lately = datetime.fromisoformat(now) - timedelta(days=DAYS_MISSING)
    out = next((row for row in open_rows if _is_of_late(row, lately)), None)
    is_newer = report is not None and (not file_at or earliest_moment(report.at) > earliest_moment(file_at))
    state = _state(rows, out, report, is_newer=is_newer)
    by_file = out is not None and state in (MissingState.MISSING, MissingState.REPORTED_FOUND)
    is_before = out is not None and state is MissingState.REPORTED_MISSING  # a call says found and one missing again
    told = report if state in BY_TELEPHONE or _adds(state, report, is_newer=is_newer) else None
    last_seen, what = split_last_seen(_circumstances(out)) if out and (by_file or is_before) else ("", "")
    return MissingStatus(
        state=state,
        is_known=min(_age(file_at, now), _age(told.at if told else "", now)) <= timedelta(hours=HOURS_KNOWN),
        may_have_changed=_age(file_at, now) > timedelta(hours=HOURS_FRESH),
        police_data_of=file_at,
        now=now,
        since=(out["missing_from"] or "") if out and by_file else report.since_at if report else "",
        precision=(out["date_precision"] or Precision.UNKNOWN) if out and by_file else Precision.EXACT,
        grade=out["risk_grade"] if out and (by_file or told) else "",
        last_seen=last_seen,
        what=what,
        record_id=out["record_id"] if out and (by_file or is_before) else "",
        is_before_call=is_before,
        no_return_since="" if out or not open_rows else open_rows[0]["missing_from"] or "",
        report=told,
    )


def _state(
    rows: Sequence[ServedShownEpisode],
    out: ServedShownEpisode | None,
    report: TelephoneReport | None,
    *,
    is_newer: bool,
) -> MissingState:
    if out is not None:
        is_over = report is not None and report.is_found and _has_begun(out, report, is_newer=is_newer)
        if report is not None and _is_gone_again(out, report, is_newer=is_newer):
            return MissingState.REPORTED_MISSING
        return MissingState.REPORTED_FOUND if is_over else MissingState.MISSING
    if report and not report.is_found and (is_newer or not any(_agrees(row, report) for row in rows)):
        return MissingState.REPORTED_MISSING
    return MissingState.HERE


def _is_gone_again(row: ServedShownEpisode, report: TelephoneReport, *, is_newer: bool) -> bool:
    """Whether a call says of a child whom an earlier call said to be found from this episode that they left again."""
    found = report.found_before
    return is_newer and found is not None and _has_begun(row, found, is_newer=is_newer)


def _adds(state: MissingState, report: TelephoneReport | None, *, is_newer: bool) -> bool:
    """Whether a call says of a child who is missing by the records that they are, later than the file."""
    return state is MissingState.MISSING and is_newer and report is not None and not report.is_found


def _has_begun(row: ServedShownEpisode, report: TelephoneReport, *, is_newer: bool) -> bool:
    """Whether an episode began before the child was found, by a call. Of no known time: only if the file is older."""
    began = row["missing_from"] or ""
    if len(began) <= DATE_LENGTH:
        return is_newer
    return earliest_moment(began) <= earliest_moment(report.since_at)


def _agrees(row: ServedShownEpisode, report: TelephoneReport) -> bool:
    """Whether an episode that is over is the one that was told, or a later one."""
    back_at = row["back_at"] or ""
    return bool(back_at) and latest_moment(back_at) >= earliest_moment(report.since_at)


def _is_of_late(row: ServedShownEpisode, lately: datetime) -> bool:
    """Whether an episode began lately; of no known day, it counts as if."""
    return not row["missing_from"] or latest_moment(row["missing_from"]) >= lately


def _circumstances(row: ServedShownEpisode) -> str:
    """What the record tells, without the grade, which stands beside it."""
    return row["what"].removesuffix(f"Grade: {row['risk_grade']}").strip() if row["risk_grade"] else row["what"]


def _age(file_at: str, now: str) -> timedelta:
    return datetime.fromisoformat(now) - earliest_moment(file_at) if file_at else timedelta.max
