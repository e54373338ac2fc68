"""Whoever must receive a referral has a reason to open its child, until the front door has said that it has it."""

from collections.abc import Iterable, Iterator

from sightline.casework.concerns.models import Concern, ConcernQuerySet, ConcernReceipt, ReceiptKind
from sightline.casework.core.models import Account
from sightline.casework.core.sight_decisions import GroundsAsked
from sightline.casework.posts.duty import first_post
from sightline.casework.posts.services.posts import HeldPost, posts_with_reasons
from sightline.escalation import read_ladder
from sightline.model.nouns import Agency
from sightline.sharing.need_to_know import AccessReason, Ground


def receiving_grounds(asked: GroundsAsked) -> Iterator[Ground]:
    """The children of the referrals that nobody at the front door has received, for whoever is to receive them.

    Not of those that they wrote themselves: a colleague receives them.
    """
    if not holds_front_door(posts_with_reasons(asked)):
        return
    rows = not_received().exclude(account=asked.account).values_list("mention_id", "about_mention_id")
    mentions = {one for row in rows for one in row if one}
    if mentions:
        yield Ground(AccessReason.RECEIVED, tuple(mentions))


def records_written(account: Account) -> frozenset[str]:
    """The records of the concerns that the account sent."""
    return frozenset(Concern.objects.filter(account=account).values_list("record_id", flat=True))


def holds_front_door(held: Iterable[HeldPost]) -> bool:
    """Whether one of these posts is the first of children's services."""
    ladder = str(Agency.CHILDRENS_SERVICES)
    stage, _ = first_post(read_ladder(ladder))
    return any(post.ladder == ladder and post.stage == stage for post in held)


def not_received() -> ConcernQuerySet:
    """Referrals that the front door has not said it has; none about a professional, which goes another way."""
    received = ConcernReceipt.objects.filter(kind=ReceiptKind.RECEIVED).values("concern")
    return Concern.objects.filter(referral=True, about_professional=False).exclude(pk__in=received)
