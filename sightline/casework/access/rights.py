"""Who decides what about access: information governance, managers of an agency, and whoever manages a reader."""

from sightline.casework.access.models import AccessEntry
from sightline.casework.access.pages.entry_kinds import BY_NUMBER
from sightline.casework.access.teams import AccessTeam, Teams
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.sharing.need_to_know import AccessReason, Depth, depth_of, read_need_to_know
from sightline.translation.messages import lazy as _

SIGNS = (Role.INFORMATION_GOVERNANCE,)
READS_ALL = (Role.INFORMATION_GOVERNANCE, Role.OPERATOR)
KEEPS_TEAMS = (Role.INFORMATION_GOVERNANCE, Role.MANAGER)


def can_read_access(*, actor: Actor) -> bool:
    """Whether the role sees teams, tasks and looks at all."""
    return actor.reader.role in (*READS_ALL, Role.MANAGER)


def check_reads(*, actor: Actor) -> None:
    """Refused where the role has nothing to do with who may open whom."""
    if not can_read_access(actor=actor):
        raise Refused(
            _("Only managers, information governance and the operator can see who may open children’s records."),
            code="not_for_role",
            what_to_do=_("Ask one of them."),
        )


def may_sign(*, actor: Actor) -> bool:
    """Whether the role signs standing tasks and says from when need to know is in force."""
    return actor.reader.role in SIGNS and actor.account_id is not None


def check_signs(*, actor: Actor) -> None:
    """Refused where the role signs nothing about access."""
    if not may_sign(actor=actor):
        raise Refused(
            _("Only information governance can decide this."),
            code="not_for_role",
            what_to_do=_("Ask them."),
        )


def may_keep_teams(*, actor: Actor) -> bool:
    """Whether the role makes and changes teams: of every agency, or of its own."""
    return actor.reader.role in KEEPS_TEAMS and actor.account_id is not None


def may_keep_team_of(*, actor: Actor, agency: str) -> bool:
    """Whether the account makes and changes a team of that agency."""
    own = actor.reader.role is not Role.MANAGER or (bool(agency) and agency == actor.reader.agency)
    return may_keep_teams(actor=actor) and own


def check_keeps_teams(*, actor: Actor) -> None:
    """Refused where the role makes no teams and assigns nobody."""
    if not may_keep_teams(actor=actor):
        raise Refused(
            _("Only a manager or information governance can decide who works with a child."),
            code="not_for_role",
            what_to_do=_("Ask one of them."),
        )


def check_needs_reason(*, actor: Actor) -> None:
    """NotHere where the account needs no reason, or may not know of a child by stating a purpose."""
    check_people(actor=actor)
    if not actor.reader.needs_reason or depth_of(role=actor.reader.role, reasons=[AccessReason.PURPOSE]) is Depth.NONE:
        raise NotHere


def opens_by_number(*, actor: Actor, teams: Teams) -> bool:
    """Whether the account is in a team whose standing task opens a child by a number, and has a role for it."""
    if actor.reader.role not in read_need_to_know().front_door_roles:
        return False
    return any(task.kind in BY_NUMBER for task in teams.tasks_of(actor.reader.username, on=clock.today()))


def may_review(*, actor: Actor, look: AccessEntry, teams: Teams) -> bool:
    """Whether the account says of a look whether its reason is enough: whoever manages the reader, else governance."""
    if actor.account_id is None or look.by == actor.reader.username:
        return False
    managers = teams.managers_of(look.by)
    return actor.reader.username in managers or actor.reader.role in SIGNS


def may_read_look(*, actor: Actor, look: AccessEntry, teams: Teams) -> bool:
    """Whether the account is told of a look at all."""
    return actor.reader.role in READS_ALL or actor.reader.username in teams.managers_of(look.by)


def team_of(teams: Teams, team_id: str) -> AccessTeam:
    """The team of that id; NotHere where there is none."""
    found = next((team for team in teams.teams if team.team_id == team_id), None)
    if found is None:
        raise NotHere
    return found
