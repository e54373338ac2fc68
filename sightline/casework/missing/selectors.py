"""Reads whether a child is missing now, from the police's records that the reader may see and from telephone calls."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.missing.pages import MissingState, MissingStatus, Told
from sightline.casework.missing.tellings import newest_tellings
from sightline.casework.people.search import may_open
from sightline.model.calendar import earliest_moment, latest_moment
from sightline.model.nouns import Precision
from sightline.model.rows.arrivals import ServedShownEpisode
from sightline.model.when import DATE_LENGTH
from sightline.store.snapshot_reader import SnapshotReader

HOURS_FRESH, HOURS_KNOWN = 6, 24
TOLD = (MissingState.TOLD_MISSING, MissingState.TOLD_FOUND)
DAYS_MISSING = 28  # of an older episode without a return the record is more likely wrong than the child still missing


def status_of(session: ReaderSession, store: SnapshotReader, *, person_id: str) -> MissingStatus:
    """Whether one person is missing now; for a page that is audited by its own selector, of whom it may open."""
    now = clock.now_at()
    told = newest_tellings(session, store, now=now)
    rows = store.arrivals.missing(sight=session.sight, among=[person_id])
    return read_status(rows, told.get(person_id), file_at=police_data_of(store), now=now)


def told_people(session: ReaderSession, store: SnapshotReader) -> dict[str, Told]:
    """What was told by telephone, of people whom the reader may open."""
    told = newest_tellings(session, store, now=clock.now_at())
    return {one: found for one, found in told.items() if may_open(store, one, session.sight)}


def police_data_of(store: SnapshotReader) -> str:
    """When the newest file about missing people came; empty where none did. Other police files say nothing of it."""
    return store.arrivals.missing_file_at()


def read_status(rows: Sequence[ServedShownEpisode], told: Told | None, *, file_at: str, now: str) -> MissingStatus:
    """How it stands, from a person's visible episodes, the newest first, and the newest telling."""
    open_rows = [row for row in rows if not row["back_at"]]
    lately = datetime.fromisoformat(now) - timedelta(days=DAYS_MISSING)
    out = next((row for row in open_rows if _is_of_late(row, lately)), None)
    is_newer = told is not None and (not file_at or earliest_moment(told.at) > earliest_moment(file_at))
    state = _state(rows, out, told, is_newer=is_newer)
    by_file = out is not None and state in (MissingState.MISSING, MissingState.TOLD_FOUND)
    age = _age(file_at, now)
    return MissingStatus(
        state=state,
        is_known=age <= timedelta(hours=HOURS_KNOWN),
        may_have_changed=age > timedelta(hours=HOURS_FRESH),
        police_data_of=file_at,
        now=now,
        since=(out["missing_from"] or "") if out and by_file else told.since_at if told else "",
        precision=(out["date_precision"] or Precision.UNKNOWN) if out and by_file else Precision.EXACT,
        grade=out["risk_grade"] if out and by_file else "",
        what=_circumstances(out) if out and by_file else "",
        record_id=out["record_id"] if out and by_file else "",
        no_return_since="" if out or not open_rows else open_rows[0]["missing_from"] or "",
        told=told if state in TOLD or (state is MissingState.MISSING and is_newer) else None,
    )


def _state(
    rows: Sequence[ServedShownEpisode], out: ServedShownEpisode | None, told: Told | None, *, is_newer: bool
) -> MissingState:
    if out is not None:
        is_over = told is not None and told.is_found and _has_begun(out, told, is_newer=is_newer)
        return MissingState.TOLD_FOUND if is_over else MissingState.MISSING
    if told and not told.is_found and (is_newer or not any(_agrees(row, told) for row in rows)):
        return MissingState.TOLD_MISSING
    return MissingState.HERE


def _has_begun(row: ServedShownEpisode, told: Told, *, is_newer: bool) -> bool:
    """Whether an episode began before the child was found, by a call. Of no known time: only if the file is older."""
    began = row["missing_from"] or ""
    if len(began) <= DATE_LENGTH:
        return is_newer
    return earliest_moment(began) <= earliest_moment(told.since_at)


def _agrees(row: ServedShownEpisode, told: Told) -> bool:
    """Whether an episode that is over is the one that was told, or a later one."""
    back_at = row["back_at"] or ""
    return bool(back_at) and latest_moment(back_at) >= earliest_moment(told.since_at)


def _is_of_late(row: ServedShownEpisode, lately: datetime) -> bool:
    """Whether an episode began lately; of no known day, it counts as if."""
    return not row["missing_from"] or latest_moment(row["missing_from"]) >= lately


def _circumstances(row: ServedShownEpisode) -> str:
    """What the record tells, without the grade, which stands beside it."""
    return row["what"].removesuffix(f"Grade: {row['risk_grade']}").strip() if row["risk_grade"] else row["what"]


def _age(file_at: str, now: str) -> timedelta:
    return datetime.fromisoformat(now) - earliest_moment(file_at) if file_at else timedelta.max
