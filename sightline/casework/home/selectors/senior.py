"""The first page of whoever answers further up: what waits for their post, since when, and why others did not proceed.

An account may answer without seeing the records. It is then given no child and no words, only the rule, the post that
it came from and the reason from the list.
"""

from collections.abc import Sequence

from sightline.casework.core import clock
from sightline.casework.core.rights import refuse_elected
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import ItemEvent
from sightline.casework.escalation.response_samples import REVIEW, given_in_month
from sightline.casework.escalation.rights import oversees, words_of_items
from sightline.casework.escalation.scopes import REACHED, in_scope
from sightline.casework.home.danger import count_danger, overdue_of_agency
from sightline.casework.home.late_pages import late_part
from sightline.casework.home.missing_part import list_missing_children
from sightline.casework.home.pages.parts import SeniorHome, WaitsBecause
from sightline.casework.home.panels import (
    NONE_OVER,
    HomeDesk,
    at_desk,
    list_waiting,
    news_of,
    own_scope,
    people_on_list,
)
from sightline.casework.home.referrals import list_unacknowledged
from sightline.casework.home.selectors.leaders import hide_late, leaders_part
from sightline.casework.protection.free_text import Texts
from sightline.casework.timekeeping.lateness import troubles
from sightline.casework.worklist.pages import WorkLine
from sightline.escalation import Happening, read_answer_rules
from sightline.model.nouns import Role
from sightline.sharing import can_see_people

WAITING = 10


def read_senior_home(session: ReaderSession) -> SeniorHome:
    """What waits for the account's posts and why, and, for those who look at answers as a whole, the month's sample."""
    with at_desk(session, action="read_senior_home") as desk:
        refuse_elected(session.actor)
        scope = own_scope(desk)
        waiting = list_waiting(desk, scope=scope, size=WAITING)
        news = news_of(desk, scope=scope, people=lambda: people_on_list(desk, scope=scope))
        opens = can_see_people(reader=session.actor.reader)
        missing = list_missing_children(desk) if opens else None
        referrals, unacknowledged = list_unacknowledged(desk) if opens else ((), 0)
        reviews = session.actor.reader.is_one_of(REVIEW) or oversees(desk.held)
        over = overdue_of_agency(desk) if missing else NONE_OVER
        leads = session.actor.reader.role is Role.PARTNERSHIP_EXECUTIVE
        return SeniorHome(
            now=desk.now,
            waiting=waiting,
            because=_because(session, waiting.lines),
            news=news,
            missing=missing,
            danger=count_danger(
                desk, missing=missing, news=news, waiting=waiting, unacknowledged=unacknowledged, known=over
            )
            if missing
            else None,
            referrals=referrals,
            reached=_came_past(desk),
            sample=_sample() if reviews else 0,
            reviews=reviews,
            oversees=oversees(desk.held),
            late=hide_late(late_part(session)) if leads else late_part(session, over=over[0]),
            leaders=leaders_part(session) if leads else None,
            troubles=session.once("troubles", troubles) if leads else (),
        )


def _came_past(desk: HomeDesk) -> int:
    """Open items that came past the reader's posts and are further up now."""
    if not desk.held:
        return 0
    reached = in_scope(actor=desk.session.actor, scope=REACHED, held=desk.held).open()
    waiting = in_scope(actor=desk.session.actor, scope=own_scope(desk), held=desk.held)
    return reached.exclude(pk__in=waiting.values("pk")).count()


def _sample() -> int:
    """How many answers this month's sample holds so far."""
    given = given_in_month(clock.today()).count()
    return min(given, read_answer_rules().value("sample_a_month", clock.today()))


def _because(session: ReaderSession, lines: Sequence[WorkLine]) -> tuple[WaitsBecause, ...]:
    """Each with the last "not proceeding, because": the reason, and the words where the reader may see the records."""
    ids = [line.item.item_id for line in lines]
    given = ItemEvent.objects.filter(kind=Happening.NOT_PROCEED.value, item__item_id__in=ids).select_related("item")
    last = {event.item.item_id: event for event in given.order_by("at", "pk")}
    texts = Texts(session, (event.text_sha for event in last.values()))
    return tuple(_one(line, last.get(line.item.item_id), texts) for line in lines)


def _one(line: WorkLine, event: ItemEvent | None, texts: Texts) -> WaitsBecause:
    if event is None:
        return WaitsBecause(line)
    reasons = read_answer_rules().reasons
    reason = reasons[event.reason].label if event.reason in reasons else event.reason
    words = words_of_items(texts, [event.item], event.text_sha).words if line.item.shown else ""
    return WaitsBecause(line, not_proceeding=reason, by=event.by, at=event.at, words=words)
