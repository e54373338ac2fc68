"""Who may open a concern: whom the one filter lets, its author always, and who must answer for a professional.

A concern about somebody who works with children is in nobody's filter but information governance's.
Whoever holds the post that answers such concerns opens it by holding it, on that day.
"""

from collections.abc import Iterable

from django.db.models import Q

from sightline.casework.concerns.live_entries import may_see
from sightline.casework.concerns.models import Concern, ConcernQuerySet
from sightline.casework.concerns.need_to_know import holds_front_door, not_received
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.rights import LOOK_AFTER, basis_of_items, find_right, highest_held
from sightline.casework.people.selectors import may_open
from sightline.casework.posts.services.posts import HeldPost, posts_held, posts_of_reader
from sightline.escalation import choose_ladder, read_ladder
from sightline.model.errors import Refused
from sightline.model.nouns import Agency, Role
from sightline.model.visibility import Reader
from sightline.sharing import can_enter_concerns, can_see_people
from sightline.translation.messages import lazy as _

FRONT_DOOR_ROLES = (Role.PRACTITIONER, Role.MANAGER, Role.SENIOR_OFFICER)


def need_concern(session: ReaderSession, concern_id: str) -> Concern:
    """The concern, where the reader may see it; else NotHere."""
    if not can_see_people(reader=session.actor.reader):
        raise NotHere
    concern = Concern.objects.by_id(concern_id)
    if concern is None or not openable_concerns(session, [concern]):
        raise NotHere
    return concern


def openable_concerns(session: ReaderSession, concerns: Iterable[Concern]) -> list[Concern]:
    """Those that the reader sent, may see, or must answer for."""
    given = list(concerns)
    seen = {one.concern_id for one in visible_concerns(session, given)}
    rest = [one for one in given if one.concern_id not in seen and not is_author(session.actor, one)]
    seen |= {one.concern_id for one in answers_for(session, rest)}
    return [one for one in given if one.concern_id in seen or is_author(session.actor, one)]


def is_author(actor: Actor, concern: Concern) -> bool:
    """Whether the reader sent it."""
    return actor.account_id is not None and concern.account_id == actor.account_id


def is_front_door(reader: Reader) -> bool:
    """Whether the reader works where referrals to children's services are received."""
    return reader.agency == Agency.CHILDRENS_SERVICES and reader.role in FRONT_DOOR_ROLES


def concerns_within(session: ReaderSession) -> ConcernQuerySet:
    """Every concern that the reader may perhaps see, by what is cheap to ask; `need_concern` decides of each."""
    reader = session.actor.reader
    if reader.is_one_of(LOOK_AFTER):
        return Concern.objects.all()
    near = Q(restricted=False) | Q(agency=reader.agency) | Q(account_id=session.actor.account_id)
    if posts_held(session, on=clock.today()):
        near |= Q(about_professional=True)
    return Concern.objects.filter(near)


def works_on(session: ReaderSession, concern: Concern) -> bool:
    """Whether the reader, who may see it, sent it, receives it at the front door, or answers an action about it."""
    if is_author(session.actor, concern) or (concern.referral and is_front_door(session.actor.reader)):
        return True
    items = list(Item.objects.filter(record_id=concern.record_id))
    held, basis = posts_held(session, on=clock.today()) if items else (), basis_of_items(session, items)
    rights = (find_right(session, item=one, held=held, basis=basis[one.pk]) for one in items)
    return any(right is not None and right.stage is not None for right in rights)


def visible_concerns(session: ReaderSession, concerns: Iterable[Concern]) -> list[Concern]:
    """Those that the reader may see; one who is kept to own people sees own body's, and those about them."""
    visible = [one for one in concerns if may_see(session, one)]
    sight = session.sight
    if sight.only_people_of is None or not visible:
        return visible
    with session.open_current() as opened:
        people = opened[1].people_of(mention_ids=[one.about_mention_id for one in visible]) if opened else {}
        own = {one for one in set(people.values()) if opened and may_open(opened[1], one, sight)}
    return [
        one for one in visible
        if (one.agency, one.organisation) == sight.only_people_of or people.get(one.about_mention_id) in own
    ]  # fmt: skip


def answers_for(session: ReaderSession, concerns: Iterable[Concern]) -> list[Concern]:
    """Of concerns about professionals, those that a post which the account holds today must answer.

    Where a reason is needed to open a child, of referrals too those that it must receive.
    """
    given = list(concerns)
    about = [one for one in given if one.about_professional]
    held = posts_of_reader(session, on=clock.today()) if about else ()
    return [one for one in about if held and _is_answered_by(one, held)] + _to_receive(session, given)


def _to_receive(session: ReaderSession, concerns: Iterable[Concern]) -> list[Concern]:
    account_id = session.actor.account_id
    reader = session.actor.reader
    needs = reader.needs_reason and reader.agency == Agency.CHILDRENS_SERVICES
    given = [one.pk for one in concerns if one.referral] if needs else []
    if not given or account_id is None or not holds_front_door(posts_of_reader(session, on=clock.today())):
        return []
    return [one for one in not_received().filter(pk__in=given) if may_see(session, one)]


def _is_answered_by(concern: Concern, held: Iterable[HeldPost]) -> bool:
    """The first post of the ladder from the start; each above it once an item has come so far."""
    ladder = choose_ladder(
        agency=concern.agency, about_professional=True, about_agency=concern.said["professional_agency"]
    )
    own = [post for post in held if post.ladder == ladder]
    if any(post.stage is read_ladder(ladder).rungs[0].stage for post in own):
        return True
    items = Item.objects.filter(record_id=concern.record_id, ladder=ladder) if own else ()
    return any(highest_held(item=item, held=own) is not None for item in items)


def check_enters(*, actor: Actor) -> int:
    """The account; Refused where the role enters no concerns or nobody has signed in."""
    if actor.account_id is None or not can_enter_concerns(reader=actor.reader):
        raise Refused(
            _("Only people who work with children can enter a concern, with their own account."),
            code="not_for_role",
            what_to_do=_(
                "If a child is in danger now, call 999. If not, tell children’s services, or your own manager."
            ),
        )
    return actor.account_id
