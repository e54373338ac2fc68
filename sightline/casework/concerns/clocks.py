"""The clocks that one concern started, as its page shows them.

On a page a state is never read from a snapshot. It is asked anew with the present moment, and what people did since
stands over it.
"""

from functools import cache

from sightline.casework.concerns.clock_cache import clock_rules, rows_of
from sightline.casework.concerns.models import Concern, ReferrerFeedback
from sightline.casework.concerns.pages.concerns import ConcernClock
from sightline.casework.core import clock
from sightline.casework.core.models import Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.meeting_facts import StartedClock, visible_stops
from sightline.model.rows.clocks import ServedClock
from sightline.model.visibility import RowFilter

FEEDBACK, ANSWERED = "told_back", "answered"


def clocks_of(session: ReaderSession, concern: Concern, *, sight: RowFilter) -> tuple[ConcernClock, ...]:
    """What a concern started, the first due first; stopped by facts that the reader may see, or by people's answers."""
    labels = {rule.id: rule.rule.label for rule in clock_rules()}
    rows = sorted(rows_of(session, concern), key=lambda row: (row["due_at"], row["rule_id"]))
    stops = _stops(session, concern, rows, sight)
    return tuple(
        ConcernClock(row["rule_id"], labels[row["rule_id"]], row["due_at"], _state(row, stops.get(row["clock_id"])))
        for row in rows
    )


@cache
def stopped_by_telling() -> frozenset[str]:
    """The rules whose clocks stop when the author has feedback."""
    from sightline import timescales  # not at the top: most pages run no clock

    rules = timescales.load_clock_rules()
    return frozenset(rule.id for rule in rules if any(stop.fact == FEEDBACK for stop in rule.stops))


def tell_referrer_by(session: ReaderSession, concern: Concern) -> str:
    """When the referrer must be told at the latest; empty where no rule of this concern says so."""
    return min(
        (row["due_at"] for row in rows_of(session, concern) if row["rule_id"] in stopped_by_telling()), default=""
    )


def _stops(session: ReaderSession, concern: Concern, rows: list[ServedClock], sight: RowFilter) -> dict[str, str]:
    """When each clock stopped, the first that stopped it."""
    ids = [row["clock_id"] for row in rows]
    found = [(row["clock_id"], row["stopped_at"]) for row in rows if row["stopped_at"]]
    with session.open_current() as opened:
        held = [opened[1].conclusions.clock(clock_id=one, sight=sight) for one in ids] if opened else []
        people = opened[1].people_of(mention_ids=[concern.about_mention_id]) if opened else {}
    person_id = people.get(concern.about_mention_id, "")
    found += visible_stops(session, (_started(row, person_id) for row in rows), sight=sight).items()
    found += [(row["clock_id"], row["stopped_at"]) for row in held if row and row["stopped_at"]]
    answers = Decision.objects.of_kind(ANSWERED).filter(body__about_id__in=ids).newest_first()
    found += [(one.body["about_id"], one.at) for one in answers]
    feedback = ReferrerFeedback.objects.filter(concern=concern).order_by("at").first()
    found += [(row["clock_id"], feedback.at) for row in rows if feedback and row["rule_id"] in stopped_by_telling()]
    return dict(sorted(found, key=lambda one: one[1], reverse=True))


def _started(row: ServedClock, person_id: str) -> StartedClock:
    return {
        "clock_id": row["clock_id"],
        "rule_id": row["rule_id"],
        "person_id": person_id,
        "record_id": row["record_id"],
        "started_at": row["started_at"],
    }


def _state(row: ServedClock, stopped_at: str | None) -> str:
    from sightline import timescales  # not at the top: most pages run no clock

    state = timescales.read_state(
        due_at=row["due_at"], stopped_at=stopped_at, known_through=row["known_through"], now=clock.now_at()
    )
    return str(state)
