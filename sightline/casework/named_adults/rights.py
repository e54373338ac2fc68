"""Information governance asks and records letters. Police and children's services say whether it is safe."""

from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import SAFE_TO_TELL
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.rights import right_to
from sightline.casework.named_adults.reasons import read_telling
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _


def is_governance(*, actor: Actor) -> bool:
    """Whether the account asks, records reasons and letters, and sees everything about them."""
    return actor.reader.role is Role.INFORMATION_GOVERNANCE and actor.account_id is not None


def speaks_for_agency(*, actor: Actor) -> bool:
    """Whether the account says for its agency whether it is safe to tell an adult."""
    rule, reader = read_telling(), actor.reader
    return actor.account_id is not None and reader.agency in rule.agencies and reader.role in rule.roles


def may_reply(session: ReaderSession, *, adult_id: str) -> bool:
    """Whether the account replies for its agency: by its role, or because an action about this adult came to it."""
    actor = session.actor
    if speaks_for_agency(actor=actor):
        return True
    if actor.account_id is None or actor.reader.agency not in read_telling().agencies:
        return False
    items = Item.objects.filter(source=SAFE_TO_TELL, about_id=adult_id, agency=actor.reader.agency)
    return any(_came_to(session, item) for item in items)


def may_open(session: ReaderSession, *, adult_id: str) -> bool:
    """Whether the account sees what was asked and said about an adult."""
    return is_governance(actor=session.actor) or may_reply(session, adult_id=adult_id)


def check_governance(*, actor: Actor) -> None:
    """Refused where the account is not of information governance."""
    if not is_governance(actor=actor):
        raise Refused(
            _("Only information governance can ask whether an adult may be told."),
            code="not_for_role",
            what_to_do=_("Tell information governance what you know."),
        )


def check_lists(*, actor: Actor) -> None:
    """Refused where the account sees no list of adults named in records."""
    if not (is_governance(actor=actor) or speaks_for_agency(actor=actor)):
        raise Refused(
            _("Only information governance, and managers of police and children’s services, see this list."),
            code="not_for_role",
            what_to_do=_("Open the action that came to you, or ask information governance."),
        )


def _came_to(session: ReaderSession, item: Item) -> bool:
    try:
        return right_to(session, item=item, on=london_day(item.opened_at)).stage is not None
    except NotHere:
        return False
