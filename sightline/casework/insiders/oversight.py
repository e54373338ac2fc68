"""Who looks into a look: information governance of the body that it concerns, else whoever the rule names.

A look of the only person of information governance would reach nobody. It goes to the holder of a post, such as the
data protection officer.
"""

from collections.abc import Iterable

from sightline.agreements import Bodies
from sightline.casework.accounts.governance_scope import OF_ALL, bodies_of_accounts
from sightline.casework.core import clock
from sightline.casework.core.actor import shared_now
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.insiders.models import InsiderLook
from sightline.casework.insiders.watches import watched_by
from sightline.casework.posts.services.posts import holders_at
from sightline.escalation import Stage, read_ladder
from sightline.model.nouns import Role
from sightline.sharing.insiders import read_insiders

LADDER = "information_governance"


def governance_accounts() -> dict[str, tuple[str, str]]:
    """The open accounts of information governance, each with its agency and organisation."""
    rows = Account.active.filter(role=Role.INFORMATION_GOVERNANCE)
    return {one.username: (one.agency, one.organisation) for one in rows if one.is_open}


def named_others() -> tuple[str, ...]:
    """Who holds the posts to which a look goes that governance cannot look into, in the rule's order."""
    ladder, today = read_ladder(LADDER), clock.today()
    found = (
        name
        for stage in read_insiders().other_posts
        for name in holders_at(ladder=ladder, stage=Stage(stage), organisation="", on=today)
    )
    return tuple(dict.fromkeys(found))


def recipients_of(look: InsiderLook) -> tuple[str, ...]:
    """Who is told of a look, and never whoever looked: governance that it concerns, else one of the named others."""
    body, bodies = bodies_of_look([look])[look.pk], shared_now().bodies
    governance = tuple(
        name for name, own in governance_accounts().items() if name != look.username and _oversees(own, body, bodies)
    )
    return governance or tuple(name for name in named_others() if name != look.username)[:1]


def is_named_other(session: ReaderSession) -> bool:
    """Whether the account holds such a post and is not of information governance itself."""
    reader = session.actor.reader
    if session.actor.account_id is None or reader.role is Role.INFORMATION_GOVERNANCE:
        return False
    return reader.username in session.once("named_others", named_others)


def lacks_other() -> bool:
    """Whether there is no information governance, or one of it could look at their own records and nobody be told."""
    accounts, others, bodies = governance_accounts(), named_others(), shared_now().bodies
    return not accounts or any(
        not [each for each, body in accounts.items() if each != name and _oversees(body, own, bodies)]
        and not [each for each in others if each != name]
        for name, own in accounts.items()
    )


def _oversees(own: tuple[str, str], body: tuple[str, str], bodies: Bodies) -> bool:
    """Whether governance of one body, as agency and organisation, looks after another: its own, or for all of them."""
    is_one = own[0] == body[0] and bodies.are_one(own[0], own[1], other=body[1])
    return own[0] in OF_ALL or is_one


def bodies_of_look(looks: Iterable[InsiderLook]) -> dict[int, tuple[str, str]]:
    """Which body each look concerns, as agency and organisation: its reader's, or of a watch that of who set it."""
    found, setters = list(looks), watched_by()
    known = bodies_of_accounts({one.username for one in found} | set(setters.values()))
    whose = {one.pk: setters.get(one.about, "") if one.is_watch else one.username for one in found}
    return {pk: known.get(username, ("", "")) for pk, username in whose.items()}
