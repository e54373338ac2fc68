"""A manager confirms the access of their own people; information governance confirms all but its own."""

from sightline.casework.access.rights import may_keep_team_of
from sightline.casework.access.teams import Teams
from sightline.casework.accounts.rights import can_list, looks_after
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Account
from sightline.casework.recertification.pages import HeldRight, RightKind


def has_part(*, actor: Actor) -> bool:
    """Whether the role confirms anybody's access."""
    return actor.account_id is not None and can_list(actor=actor)


def may_decide(*, actor: Actor, right: HeldRight, teams: Teams) -> bool:
    """Whether the account confirms or ends this right: never its own, nor one of a team that it is in."""
    if not has_part(actor=actor) or right.username == actor.reader.username:
        return False
    if right.kind is RightKind.ACCOUNT:
        account = Account.objects.filter(pk=int(right.key)).first()
        return account is not None and looks_after(actor=actor, account=account)
    team = next((one for one in teams.teams if one.team_id == right.team_id), None)
    if team is None or actor.reader.username in team.members:
        return False
    return may_keep_team_of(actor=actor, agency=team.agency)
