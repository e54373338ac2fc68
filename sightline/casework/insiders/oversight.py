"""Who looks into a look: information governance of the agency that it concerns, else whoever the rule names.

A look of the only person of information governance would reach nobody. It goes to the holder of a post, such as the
data protection officer.
"""

from collections.abc import Iterable

from sightline.casework.accounts.governance_scope import OF_ALL, agencies_of_accounts
from sightline.casework.core import clock
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.insiders.models import InsiderLook
from sightline.casework.insiders.watches import watched_by
from sightline.casework.posts.services.posts import holders_at
from sightline.escalation import Stage, read_ladder
from sightline.model.nouns import Role
from sightline.sharing.insiders import read_insiders

LADDER = "information_governance"


def governance_accounts() -> dict[str, str]:
    """The open accounts of information governance, each with its agency."""
    rows = Account.active.filter(role=Role.INFORMATION_GOVERNANCE)
    return {one.username: one.agency for one in rows if one.is_open}


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
    agencies = agencies_of_look([look])[look.pk]
    governance = tuple(
        name
        for name, agency in governance_accounts().items()
        if name != look.username and (agency in OF_ALL or agency in agencies)
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
    accounts, others = governance_accounts(), named_others()
    return not accounts or any(
        not [each for each, agency in accounts.items() if each != name and agency in (*OF_ALL, own)]
        and not [each for each in others if each != name]
        for name, own in accounts.items()
    )


def agencies_of_look(looks: Iterable[InsiderLook]) -> dict[int, frozenset[str]]:
    """Which agencies each look concerns: that of its reader, and of a watch that of whoever set it."""
    found, setters = list(looks), watched_by()
    known = agencies_of_accounts({one.username for one in found} | set(setters.values()))
    whose = {one.pk: setters.get(one.about, "") if one.is_watch else one.username for one in found}
    return {pk: frozenset({known.get(username, "")}) for pk, username in whose.items()}
