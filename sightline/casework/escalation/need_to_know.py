"""Whoever must answer an open action has a reason to open its child, for as long as it is open and has come to them."""

from collections.abc import Iterator

from sightline.casework.core.models import Account
from sightline.casework.core.sight_decisions import WRITTEN
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.scopes import of_posts
from sightline.casework.posts.services.posts import posts_of_work
from sightline.model.when import london_day
from sightline.sharing.need_to_know import AccessReason, Ground


def answering_grounds(account: Account, at: str) -> Iterator[Ground]:
    """The children of the open actions that came to a post which the account answers for.

    Not of those that it opened itself, or that began with its own concern: nobody opens a child by what they wrote.
    """
    held = posts_of_work(account=account, on=london_day(at))
    if not held:
        return
    waiting = Item.objects.open().filter(of_posts(held, reached=True), reassigned=False)
    rows = waiting.exclude(opened_by=account.username).values_list("record_id", "mention_ids")
    own = WRITTEN.only()(account)
    mentions = {one for record_id, some in rows if record_id not in own for one in some}
    if mentions:
        yield Ground(AccessReason.ANSWERS, tuple(mentions))
