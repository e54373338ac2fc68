"""Finds who leads a child's case today, and whether an account leads the case of the child of a signal."""

from datetime import date

from django.db.models import Q

from sightline.casework.blind_questions.actions import items_of
from sightline.casework.blind_questions.holders import MeantChild
from sightline.casework.core import clock
from sightline.casework.core.models import Assignment, AssignmentKind
from sightline.casework.core.session import ReaderSession


def lead_of(session: ReaderSession, child: MeantChild, *, on: date) -> Assignment | None:
    """The lead worker of a child on a day, else the police lead; None where there is neither with an open account."""
    with session.need_current() as (_, store):
        mentions = store.mentions_of(person_ids=[child.person_id])
    rows = Assignment.objects.filter(mention_id__in=mentions, from_on__lte=on).filter(Q(to_on=None) | Q(to_on__gte=on))
    found = [one for one in rows.select_related("account").order_by("-from_on", "-pk") if one.account.is_open]
    return min(found, key=lambda one: one.kind != AssignmentKind.LEAD_WORKER, default=None)


def leads_signal(session: ReaderSession, *, entry_id: str) -> bool:
    """Whether the account leads the case of the child of a signal today."""
    mention_ids = sorted({one for item in items_of(entry_id) for one in item.mention_ids})
    if not mention_ids or session.actor.account_id is None:
        return False
    with session.open_current() as opened:
        people = opened[1].people_of(mention_ids=mention_ids) if opened else {}
        mentions = opened[1].mentions_of(person_ids=sorted(set(people.values()))) if opened else []
    today = clock.today()
    led = Assignment.objects.filter(account_id=session.actor.account_id, mention_id__in=mentions, from_on__lte=today)
    return led.filter(Q(to_on=None) | Q(to_on__gte=today)).exists()
