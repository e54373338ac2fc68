"""How a clock stands at a moment: one pure function, and the same truth in SQL for a million of them.

A clock past its due time is breached only if the data of who answers reach past that time. Where they do not, it is not
known, and it does not climb: the late extract does. What was done before its record arrived was late if it was done
after it was due from the day on which the record was written.
"""

from sightline.model.calendar import earliest_moment, latest_moment
from sightline.model.nouns import ClockState

# Until when the answers are known of a clock that is answered in Sightline itself: a silence there is always known.
ALWAYS = "9999-12-31T23:59:59Z"


def read_state(
    *,
    due_at: str,
    stopped_at: str | None,
    known_through: str | None,
    now: str,
    was_due_at: str | None = None,
    reached_at: str | None = None,
) -> ClockState:
    """The state at `now`. Of a stop without a time of day the earliest reading counts, so that nobody is wronged.

    `reached_at` is when its record arrived: a stop before that is measured by `was_due_at`, if it is the earlier.
    """
    due = latest_moment(due_at)
    if stopped_at is not None and earliest_moment(stopped_at) <= latest_moment(now):
        if was_due_at and reached_at and latest_moment(stopped_at) < earliest_moment(reached_at):
            due = min(due, latest_moment(was_due_at))
        return ClockState.MET if earliest_moment(stopped_at) <= due else ClockState.MET_LATE
    if latest_moment(now) <= due:
        return ClockState.RUNNING
    if known_through is None or latest_moment(known_through) <= due:
        return ClockState.NOT_KNOWN
    return ClockState.BREACHED


IN_TIME_SQL = "stopped_first <= CASE WHEN stopped_last < reached_first THEN least(due, asked_due) ELSE due END"

STATE_SQL = f"""
CASE WHEN {IN_TIME_SQL} THEN '{ClockState.MET}'
     WHEN stopped_first IS NOT NULL THEN '{ClockState.MET_LATE}'
     WHEN now_last <= due THEN '{ClockState.RUNNING}'
     WHEN known_last IS NULL OR known_last <= due THEN '{ClockState.NOT_KNOWN}'
     ELSE '{ClockState.BREACHED}' END
"""
