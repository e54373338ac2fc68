"""The looks that nobody has looked into, of which an account never has its own."""

from collections.abc import Iterable

from sightline.casework.accounts.governance_scope import governs_bodies
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.insiders.models import InsiderEntry, InsiderLook
from sightline.casework.insiders.oversight import bodies_of_look, governance_accounts, is_named_other
from sightline.casework.insiders.pages import InsiderEntryKind

MOST_LOOKS = 5_000


def open_looks(session: ReaderSession, *, is_watch: bool) -> list[InsiderLook]:
    """Looks that nobody has looked into and that concern the account, but for its own, the oldest first."""
    answered: dict[tuple[str, str], int] = {}
    rows = InsiderEntry.objects.of_kind(InsiderEntryKind.LOOKED_INTO).values_list(
        "about", "account__username", "through"
    )
    for about, by, through in rows:
        answered[about, by or ""] = max(through or 0, answered.get((about, by or ""), 0))
    names = set(Account.objects.values_list("username", flat=True))
    looks = seen_looks(session, InsiderLook.objects.filter(is_watch=is_watch).order_by("pk"))
    return [
        one for one in looks if one.pk > answered.get((one.about, one.username if one.username in names else ""), 0)
    ][:MOST_LOOKS]


def seen_looks(session: ReaderSession, looks: Iterable[InsiderLook]) -> list[InsiderLook]:
    """Those of these looks that concern the account: of its body, or of governance where it is the named other."""
    found = [one for one in looks if one.username != session.actor.reader.username]
    if is_named_other(session):
        governance = governance_accounts()
        return [one for one in found if one.username in governance]
    bodies = bodies_of_look(found)
    return [one for one in found if governs_bodies(actor=session.actor, bodies=[bodies[one.pk]])]
