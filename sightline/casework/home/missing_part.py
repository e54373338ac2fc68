"""Who is missing, for a first page: by the police's records and by telephone, how many others, and who came back."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sightline.casework.concerns.subjects import summaries
from sightline.casework.core import clock
from sightline.casework.home.pages.parts import MissingLine, MissingPart
from sightline.casework.home.panels import HomeDesk
from sightline.casework.meetings.selectors.meetings import is_soon_discussed
from sightline.casework.missing.pages import MissingState, MissingStatus, MissingTask
from sightline.casework.missing.selectors import DAYS_MISSING, police_data_of, read_status, reported_people
from sightline.casework.missing.tasks import missing_tasks
from sightline.casework.people.pages.people import PersonSummary
from sightline.model.nouns import Precision
from sightline.model.rows.arrivals import ServedShownEpisode

MOST_MISSING, MOST_TASKS, DAYS_BACK = 20, 3, 7


def list_missing_children(desk: HomeDesk, *, size: int = MOST_MISSING) -> MissingPart:
    """Who is missing, by name if of late; how many others; and who came back. Nobody whom the reader may not open."""
    if desk.store is None:
        return MissingPart()
    rows, reports = desk.store.arrivals.missing(sight=desk.sight), reported_people(desk.session, desk.store)
    file_at, day = police_data_of(desk.store), (clock.today() - timedelta(days=DAYS_MISSING)).isoformat()
    by_person = {one: [row for row in rows if row["person_id"] == one] for one in (*reports, *_people_out(rows, day))}
    found = {
        one: read_status(theirs, reports.get(one), file_at=file_at, now=desk.now) for one, theirs in by_person.items()
    }
    shown = {one: status for one, status in found.items() if status.state is not MissingState.HERE}
    listed = sorted(shown, key=lambda one: (not shown[one].is_missing, shown[one].since))[:size]
    back_day = (clock.today() - timedelta(days=DAYS_BACK)).isoformat()
    back = [row for row in rows if row["back_at"] and row["back_at"] >= back_day][:size]
    people = summaries(desk.store, {*listed, *(row["person_id"] for row in back)}, desk.sight)
    desk.trail.add("person", people)
    return MissingPart(
        now=tuple(
            MissingLine(
                record_id=shown[one].record_id,
                missing_from=shown[one].since or None,
                date_precision=shown[one].precision,
                back_at="",
                person=people[one],
                status=shown[one],
                task=_first_task(desk, one, shown[one]) if place < MOST_TASKS else None,
            )
            for place, one in enumerate(listed)
            if one in people
        ),
        more=max(0, len(shown) - size),
        older=sum(not row["back_at"] for row in rows) - len(_people_out(rows, day)),
        back=_back_lines(back, people),
        police_data_of=file_at,
        status=read_status((), None, file_at=file_at, now=desk.now),
    )


def _first_task(desk: HomeDesk, person_id: str, status: MissingStatus) -> MissingTask | None:
    """What the reader does next about a child who is missing: as the child's own page begins."""
    if not status.is_missing:
        return None
    session = desk.session
    tasks = missing_tasks(
        status, reader=session.actor.reader, discussed=lambda: is_soon_discussed(session, person_id=person_id)
    )
    return next(tasks, None)


def _people_out(rows: Sequence[ServedShownEpisode], day: str) -> list[str]:
    """Those of whom no return is told since an episode of late; of no known day counts as of late."""
    return [row["person_id"] for row in rows if not row["back_at"] and (row["missing_from"] or day) >= day]


def _back_lines(rows: Sequence[ServedShownEpisode], people: Mapping[str, PersonSummary]) -> tuple[MissingLine, ...]:
    return tuple(
        MissingLine(
            record_id=row["record_id"],
            missing_from=row["missing_from"],
            date_precision=row["date_precision"] or Precision.UNKNOWN,
            back_at=row["back_at"] or "",
            person=people[row["person_id"]],
        )
        for row in rows
        if row["person_id"] in people
    )
