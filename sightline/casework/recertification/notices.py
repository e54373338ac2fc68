"""Tells whose access will end, their managers and information governance, before it ends."""

from collections.abc import Sequence

from sightline.casework.access.teams import Teams, read_teams
from sightline.casework.core.actor import actor_for_account
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.notices.models import NoticeKind
from sightline.casework.notices.record import notify
from sightline.casework.recertification.held_rights import list_rights
from sightline.casework.recertification.models import RecertificationEntry
from sightline.casework.recertification.pages import HeldRight
from sightline.casework.recertification.rights import may_decide
from sightline.model.nouns import Role

DECIDES = (Role.MANAGER, Role.SENIOR_OFFICER, Role.INFORMATION_GOVERNANCE)


def tell_of_end(right: HeldRight, *, entry_id: str, at: str) -> int:
    """A notice to whose right it is and to everybody who may confirm it, in the caller's transaction; how many."""
    names = [right.username, *who_decides(right, read_teams())]
    return notify(usernames=[one for one in names if one], kind=NoticeKind.ACCESS_ENDS, about_id=entry_id, at=at)


def who_decides(right: HeldRight, teams: Teams) -> list[str]:
    """The open accounts that may confirm a right."""
    accounts = Account.active.filter(role__in=DECIDES)
    near = (one for one in accounts if one.role == Role.INFORMATION_GOVERNANCE or one.agency == right.agency)
    return [one.username for one in near if may_decide(actor=actor_for_account(one), right=right, teams=teams)]


def own_endings(session: ReaderSession, entry_ids: Sequence[str]) -> set[str]:
    """Of these notices those of rights that still end, and that the account has or may confirm."""
    teams = read_teams()
    rights = {(one.kind.value, one.key): one for one in list_rights(teams) if one.ends_on is not None}
    found = set()
    for row in RecertificationEntry.objects.filter(entry_id__in=list(entry_ids)):
        right = rights.get((row.word, row.key))
        own = right is not None and right.username == session.actor.reader.username
        if right is not None and (own or may_decide(actor=session.actor, right=right, teams=teams)):
            found.add(row.entry_id)
    return found
