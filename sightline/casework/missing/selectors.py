"""Reads whether a child is missing now, from the police's records that the reader may see and from telephone calls."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.missing.pages import MissingState, MissingStatus, Told
from sightline.casework.missing.tellings import newest_tellings
from sightline.casework.people.search import may_open
from sightline.model.calendar import earliest_moment, latest_moment
from sightline.model.nouns import Agency, Precision
from sightline.model.rows.arrivals import ServedShownEpisode
from sightline.store.snapshot_reader import SnapshotReader

HOURS_FRESH, HOURS_KNOWN = 6, 24
DAYS_MISSING = 28  # of an older episode without a return the record is more likely wrong than the child still missing


def status_of(session: ReaderSession, store: SnapshotReader, *, person_id: str) -> MissingStatus:
    """Whether one person is missing now; for a page that is audited by its own selector, of whom it may open."""
    return statuses_of(session, store, person_ids=[person_id])[person_id]


def statuses_of(
    session: ReaderSession, store: SnapshotReader, *, person_ids: Iterable[str]
) -> dict[str, MissingStatus]:
    """The same of several people."""
    now, wanted = clock.now_at(), list(person_ids)
    told = newest_tellings(session, store, now=now)
    file_at = police_data_of(store)
    rows = store.arrivals.missing(sight=session.sight, among=wanted)
    return {
        one: read_status([row for row in rows if row["person_id"] == one], told.get(one), file_at=file_at, now=now)
        for one in wanted
    }


def told_people(session: ReaderSession, store: SnapshotReader) -> dict[str, Told]:
    """What was told by telephone, of people whom the reader may open."""
    told = newest_tellings(session, store, now=clock.now_at())
    return {one: found for one, found in told.items() if may_open(store, one, session.sight)}


def police_data_of(store: SnapshotReader) -> str:
    """When the newest file of the police came; empty where none did."""
    return max((row["last_received_at"] for row in store.as_of() if row["agency"] == Agency.POLICE), default="")


def read_status(rows: Sequence[ServedShownEpisode], told: Told | None, *, file_at: str, now: str) -> MissingStatus:
    """How it stands, from a person's visible episodes, the newest first, and the newest telling."""
    open_rows = [row for row in rows if not row["back_at"]]
    lately = datetime.fromisoformat(now) - timedelta(days=DAYS_MISSING)
    out = next((row for row in open_rows if not row["missing_from"] or _moment(row) >= lately), None)
    state = _state(rows, out, told)
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
        told=told if state in (MissingState.TOLD_MISSING, MissingState.TOLD_FOUND) else None,
    )


def _state(rows: Sequence[ServedShownEpisode], out: ServedShownEpisode | None, told: Told | None) -> MissingState:
    if out is not None:
        found_since = told and told.is_found and _moment(out) <= earliest_moment(told.since_at)
        return MissingState.TOLD_FOUND if found_since else MissingState.MISSING
    if told and not told.is_found and not any(_agrees(row, told) for row in rows):
        return MissingState.TOLD_MISSING
    return MissingState.HERE


def _agrees(row: ServedShownEpisode, told: Told) -> bool:
    """Whether an episode that is over is the one that was told, or a later one."""
    back_at = row["back_at"] or ""
    return bool(back_at) and latest_moment(back_at) >= earliest_moment(told.since_at)


def _moment(row: ServedShownEpisode) -> datetime:
    """When an episode began at the earliest; of no known day, before all."""
    return earliest_moment(row["missing_from"]) if row["missing_from"] else datetime.min.replace(tzinfo=UTC)


def _circumstances(row: ServedShownEpisode) -> str:
    """What the record tells, without the grade, which stands beside it."""
    return row["what"].removesuffix(f"Grade: {row['risk_grade']}").strip() if row["risk_grade"] else row["what"]


def _age(file_at: str, now: str) -> timedelta:
    return datetime.fromisoformat(now) - earliest_moment(file_at) if file_at else timedelta.max
