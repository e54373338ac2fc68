"""Whom a comment may mention: who had to do with what it is on, and near colleagues, as far as each may open it."""

from collections.abc import Callable, Iterable
from itertools import chain

from django.db.models import Q

from sightline.casework.comments.pages import NotifiableAccount
from sightline.casework.concerns.models import Concern, ConcernReceipt, ReferrerFeedback
from sightline.casework.core import clock
from sightline.casework.core.actor import actor_for_account
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import ItemEvent, Step
from sightline.casework.meetings.models import Meeting, MeetingEntry
from sightline.casework.owners.models import OwnerKind
from sightline.casework.owners.rights import OpenedOwner, may_open
from sightline.casework.posts.services.posts import holders_at
from sightline.escalation import CONDUCT
from sightline.escalation.ladders import read_ladder
from sightline.model.nouns import Agency

MOST_OFFERED = 200


def list_notifiable(session: ReaderSession, *, opened: OpenedOwner) -> tuple[NotifiableAccount, ...]:
    """Who had to do with it and colleagues of the reader's own body, of those who may open it by their own rights.

    Each is asked by the same right as their own page would ask, so nobody is listed who may not open it.
    """
    reader = session.actor.reader
    shared = session.actor.shared
    near = Q(username__in=_involved(opened))
    if reader.agency:
        near |= Q(agency=reader.agency, organisation=reader.organisation)
    found = Account.active.filter(near).exclude(username=reader.username).order_by("username")[:MOST_OFFERED]
    of = {"owner": opened.owner.value, "owner_id": opened.owner_id}
    return tuple(
        NotifiableAccount(one.username, one.agency, one.organisation, one.post)
        for one in found
        if one.is_open and may_open(session.of(actor_for_account(one, shared=shared)), **of)
    )


def _involved(opened: OpenedOwner) -> set[str]:
    """Usernames of who sent, received or must answer it, or was asked to it; for a working file none."""
    named = INVOLVED.get(opened.owner)
    return {one for one in named(opened.owner_id) if one} if named else set()


def _in_concern(concern_id: str) -> Iterable[str]:
    for concern in Concern.objects.filter(concern_id=concern_id):
        yield concern.author
        yield from _must_answer(~Q(item__ladder__in=CONDUCT), item__record_id=concern.record_id)
        yield from _front_door() if concern.referral else ()
    for answer in (ConcernReceipt, ReferrerFeedback):
        yield from answer.objects.filter(concern_id=concern_id).values_list("by", flat=True)


def _in_item(item_id: str) -> Iterable[str]:
    yield from ItemEvent.objects.filter(item__item_id=item_id).values_list("by", flat=True)
    yield from _must_answer(item__item_id=item_id)


def _front_door() -> Iterable[str]:
    """Who is told first of a referral: whoever holds the first posts of children's services today."""
    ladder = read_ladder(Agency.CHILDRENS_SERVICES)
    return holders_at(ladder=ladder, stage=ladder.first, organisation="", on=clock.today())


def _must_answer(*but: Q, **items: object) -> Iterable[str]:
    """Who was told to answer these actions, at whichever stage; of a concern, none about a professional's conduct."""
    return chain.from_iterable(Step.objects.filter(*but, **items).values_list("told", flat=True))


def _in_meeting(meeting_id: str) -> Iterable[str]:
    yield from Meeting.objects.filter(meeting_id=meeting_id).values_list("opened_by", flat=True)
    asked = MeetingEntry.objects.filter(meeting__meeting_id=meeting_id, account__isnull=False)
    yield from asked.values_list("account__username", flat=True)


INVOLVED: dict[OwnerKind, Callable[[str], Iterable[str]]] = {
    OwnerKind.CONCERN: _in_concern,
    OwnerKind.ITEM: _in_item,
    OwnerKind.MEETING: _in_meeting,
}
