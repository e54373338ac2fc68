"""The first page of a school's lead: what became of what the school sent, its pupils, what it is asked.

A school sees its own pupils alone. Who is missing, what came and what is asked are of children whom the school's own
records name.
"""

from collections.abc import Sequence

from sightline.casework.concerns.models import Concern, ReceiptKind
from sightline.casework.concerns.pages.concerns import ConcernLine
from sightline.casework.concerns.rights import is_author, visible_concerns
from sightline.casework.concerns.subjects import summaries
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.pages import ItemLine
from sightline.casework.escalation.selectors import lines_of
from sightline.casework.home.danger import count_danger
from sightline.casework.home.missing_part import list_missing_children
from sightline.casework.home.pages.parts import SchoolHome, SentLine
from sightline.casework.home.panels import (
    MOST_PEOPLE,
    HomeDesk,
    at_desk,
    concern_lines,
    list_waiting,
    news_of,
    own_scope,
)
from sightline.casework.people.pages.people import PersonSummary
from sightline.casework.unanswered.pages import UnansweredQuestionLine
from sightline.casework.unanswered.selectors import asked_of
from sightline.model.nouns import Agency

SENT, ASKED, PUPILS, LOOKED_AT = 10, 5, 100, 200


def read_school_home(session: ReaderSession) -> SchoolHome:
    """What the school sent and what happened, its pupils, and what it is asked."""
    with at_desk(session, action="read_school_home") as desk:
        check_people(actor=session.actor)
        pupils = _pupils(desk)
        asked, more_asked = _asked(desk)
        scope = own_scope(desk)
        missing, news = list_missing_children(desk), news_of(desk, scope=scope, people=lambda: pupils)
        waiting, sent = list_waiting(desk, scope=scope), _sent(desk)
        unacknowledged = sum(one.concern.referral and not _is_received(one.concern) for one in sent)
        return SchoolHome(
            now=desk.now,
            waiting=waiting,
            news=news,
            sent=sent,
            missing=missing,
            pupils=_by_name(desk, pupils),
            more_pupils=len(pupils) > PUPILS,
            asked=asked,
            more_asked=more_asked,
            danger=count_danger(desk, missing=missing, news=news, waiting=waiting, unacknowledged=unacknowledged),
        )


def _sent(desk: HomeDesk) -> tuple[SentLine, ...]:
    """The last concerns of the reader and of their school, with the items that they opened and that may be known of."""
    reader = desk.session.actor.reader
    own = Concern.objects.filter(agency=reader.agency, organisation=reader.organisation).newest_first()
    mine = Concern.objects.of_account(desk.session.actor.account_id).newest_first()
    looked_at = {one.pk: one for one in (*mine[:SENT], *own[:LOOKED_AT])}
    may = {one.pk for one in visible_concerns(desk.session, looked_at.values())}
    shown = [one for one in looked_at.values() if is_author(desk.session.actor, one) or one.pk in may]
    latest = sorted(shown, key=lambda one: -one.sequence)[:SENT]
    items = _items_of(desk, latest)
    return tuple(
        SentLine(line, tuple(item for item in items if item.record_id == concern.record_id))
        for concern, line in zip(latest, concern_lines(desk, latest), strict=True)
    )


def _is_received(concern: ConcernLine) -> bool:
    """Whether children's services confirmed receipt."""
    return any(one.kind == ReceiptKind.RECEIVED and one.agency == Agency.CHILDRENS_SERVICES for one in concern.received)


def _items_of(desk: HomeDesk, concerns: Sequence[Concern]) -> tuple[ItemLine, ...]:
    found = Item.objects.filter(record_id__in=[one.record_id for one in concerns]).order_by("opened_at", "item_id")
    lines = lines_of(desk.session, items=list(found), held=desk.held)
    desk.trail.add("item", [line.item_id for line in lines])
    return lines


def _pupils(desk: HomeDesk) -> list[str]:
    return desk.store.arrivals.own_people(sight=desk.sight, size=MOST_PEOPLE) if desk.store else []


def _by_name(desk: HomeDesk, pupils: Sequence[str]) -> tuple[PersonSummary, ...]:
    """Them by name; nobody where there are more than a page holds, because half a list would mislead."""
    if desk.store is None or len(pupils) > PUPILS:
        return ()
    found = summaries(desk.store, pupils, desk.sight)
    desk.trail.add("person", found)
    return tuple(sorted(found.values(), key=lambda one: (one.name.casefold(), one.person_id)))


def _asked(desk: HomeDesk) -> tuple[tuple[UnansweredQuestionLine, ...], bool]:
    """The questions that are put to the school."""
    reader = desk.session.actor.reader
    if desk.store is None:
        return (), False
    lines, more = asked_of(
        store=desk.store, sight=desk.sight, agency=reader.agency, organisation=reader.organisation, size=ASKED
    )
    desk.trail.add("unanswered", [line.question_id for line in lines])
    desk.trail.add("person", [line.person_id for line in lines])
    return lines, more
