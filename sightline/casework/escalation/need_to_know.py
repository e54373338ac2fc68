"""Whoever must answer an open action has a reason to open its child, for as long as it is open and has come to them.

The rule says of each kind of action what its answerer needs: its children, the same where their role may give that
answer, or nobody.
"""

from collections.abc import Iterator

from sightline.casework.core.sight_decisions import WRITTEN, GroundsAsked
from sightline.casework.escalation.models import Item, ItemSource
from sightline.casework.escalation.rights import READ_FILES
from sightline.casework.escalation.scopes import of_posts
from sightline.casework.insiders.item_conflicts import hidden_items
from sightline.casework.posts.services.posts import posts_with_reasons
from sightline.model.nouns import Role
from sightline.sharing.need_to_know import AccessReason, AnswererNeeds, Ground, read_need_to_know
from sightline.sharing.roles import role_rules


def answering_grounds(asked: GroundsAsked) -> Iterator[Ground]:
    """The children of the open actions that came to a post which the account answers for.

    Not of those that it opened itself, or that began with its own concern: nobody opens a child by what they wrote.
    """
    account, held = asked.account, posts_with_reasons(asked)
    if not held:
        return
    kinds = [kind.value for kind in ItemSource if opens_children(kind, role=Role(account.role))]
    waiting = Item.objects.open().filter(of_posts(held, reached=True), reassigned=False, source__in=kinds)
    waiting = waiting.exclude(item_id__in=hidden_items(account.pk))
    rows = waiting.exclude(opened_by=account.username).values_list("record_id", "mention_ids")
    own = WRITTEN.only()(account)
    mentions = {one for record_id, some in rows if record_id not in own for one in some}
    if mentions:
        yield Ground(AccessReason.ANSWERS, tuple(mentions))


def opens_children(kind: ItemSource, *, role: Role) -> bool:
    """Whether actions of this kind open their children to who must answer them with this role."""
    needs, rules = read_need_to_know().answers.get(kind.value, AnswererNeeds.NOBODY), role_rules()[role]
    if needs is AnswererNeeds.MATCHES:
        return rules.answers_same_person
    if needs is AnswererNeeds.FILES:
        return rules.working_files in READ_FILES
    return needs is AnswererNeeds.CHILDREN
