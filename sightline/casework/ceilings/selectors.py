"""Posts over their ceiling, for the executive: how much came, what they can answer, and what was decided. No child."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sightline.casework.audit.trail import audited
from sightline.casework.ceilings.services import ANSWERED, MAY_ANSWER, check_may_answer, key_from
from sightline.casework.core import clock
from sightline.casework.core.models import Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.pages import Overload
from sightline.casework.escalation.post_load import DAYS_LOOKED_AT, find_overloads

MOST_CHANGES = 50


@dataclass(frozen=True, slots=True)
class CeilingChangeLine:
    """What somebody decided about a post over its ceiling."""

    at: str
    by: str
    ladder: str
    post: str
    kind: str
    who: str = field(repr=False)
    by_when: date
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CeilingsPage:
    """Every post over its ceiling, and the newest decisions. `days`: how many days are looked at."""

    over: tuple[Overload, ...]
    changes: tuple[CeilingChangeLine, ...]
    days: int


def list_over(session: ReaderSession) -> CeilingsPage:
    """The posts over their ceiling; Refused for all who do not decide about staffing and rules."""
    with audited(session, action="list_over_ceiling"):
        check_may_answer(session.actor)
        return CeilingsPage(find_overloads(now=clock.now_at()), _changes(), DAYS_LOOKED_AT)


def posts_over(session: ReaderSession) -> tuple[Overload, ...]:
    """Which posts are over, for a first page that is audited by its own selector; none for all who do not decide."""
    return _overloads(session) if session.actor.reader.role in MAY_ANSWER else ()


def own_overloads(session: ReaderSession, about_ids: Sequence[str]) -> set[str]:
    """Which of these posts are over their ceiling now, for those who decide about it."""
    if not about_ids or session.actor.reader.role not in MAY_ANSWER:
        return set()
    return {one.key.id for one in _overloads(session)} & set(about_ids)


def _overloads(session: ReaderSession) -> tuple[Overload, ...]:
    return session.once("overloads", lambda: find_overloads(now=clock.now_at()))


def _changes() -> tuple[CeilingChangeLine, ...]:
    rows = Decision.objects.of_kind(ANSWERED).newest_first()[:MOST_CHANGES]
    return tuple(
        CeilingChangeLine(
            at=row.at,
            by=row.by,
            ladder=key_from(row.body).ladder,
            post=key_from(row.body).post,
            kind=row.body["kind"],
            who=row.body["who"],
            by_when=date.fromisoformat(row.body["by_when"]),
            words=row.why,
        )
        for row in rows
    )
