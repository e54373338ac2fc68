"""Who decides what about access: information governance, managers of an agency, and whoever manages a reader."""

from collections.abc import Iterable, Mapping

from sightline.casework.access.models import AccessEntry
from sightline.casework.access.pages.entry_kinds import (
    BY_NUMBER,
    OF_GOVERNANCE,
    PURPOSES,
    AccessEntryKind,
    AccessPurpose,
)
from sightline.casework.access.teams import AccessTeam, Teams
from sightline.casework.accounts.governance_scope import decides_about, sees_every_agency
from sightline.casework.accounts.moves import Move
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account
from sightline.casework.core.rights import check_people
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.sharing.need_to_know import AccessReason, Depth, depth_of, read_need_to_know
from sightline.translation.messages import lazy as _

SIGNS = (Role.INFORMATION_GOVERNANCE,)
READS_ALL = (Role.INFORMATION_GOVERNANCE,)
KEEPS_TEAMS = (Role.INFORMATION_GOVERNANCE, Role.MANAGER)


def can_read_access(*, actor: Actor) -> bool:
    """Whether the role sees teams, tasks and looks at all."""
    return actor.reader.is_one_of((*READS_ALL, Role.MANAGER))


def check_reads(*, actor: Actor) -> None:
    """Refused where the role has nothing to do with who may open whom."""
    if not can_read_access(actor=actor):
        raise Refused(
            _("Only managers and information governance can see who may open children’s records."),
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


def may_name_account(*, actor: Actor, account: Account) -> bool:
    """Whether the account says by which name a case system knows another: of its own body, and never itself."""
    if not may_sign(actor=actor) or account.pk == actor.account_id or not account.agency:
        return False
    return decides_about(actor=actor, agency=account.agency, organisation=account.organisation)


def may_keep_teams(*, actor: Actor) -> bool:
    """Whether the role makes and changes teams."""
    return actor.reader.role in KEEPS_TEAMS and actor.account_id is not None


def may_keep_team_of(*, actor: Actor, agency: str) -> bool:
    """Whether the account makes and changes a team of that agency: its own, or any where it governs for all."""
    own = bool(agency) and agency == actor.reader.agency
    return may_keep_teams(actor=actor) and (own or governs_all(actor=actor))


def governs_all(*, actor: Actor) -> bool:
    """Whether the account is of information governance of the partnership, and so of every agency."""
    return actor.reader.is_one_of(READS_ALL) and sees_every_agency(actor=actor)


def may_sign_for(*, actor: Actor, team: AccessTeam) -> bool:
    """Whether the account signs tasks of that team: governance of the team's agency, or of the partnership."""
    return may_sign(actor=actor) and may_keep_team_of(actor=actor, agency=team.agency)


def decides_for(*, actor: Actor, row: AccessEntry, teams: Mapping[str, AccessTeam]) -> bool:
    """Whether the account decides about whom an entry assigned. `teams` by id."""
    team = teams.get(row.about)
    agency = row.account.agency if row.account else (team.agency if team else "")
    return may_keep_team_of(actor=actor, agency=agency)


def check_keeps_teams(*, actor: Actor) -> None:
    """Refused where the role makes no teams and assigns nobody."""
    if not may_keep_teams(actor=actor):
        raise Refused(
            _("Only a manager or information governance can decide who works with a child."),
            code="not_for_role",
            what_to_do=_("Ask one of them."),
        )


def purposes_for(*, actor: Actor) -> Mapping[AccessPurpose, str]:
    """What the account may say that it needs a child's records for."""
    return OF_GOVERNANCE if actor.reader.asks_first else PURPOSES


def check_gives_reason(*, actor: Actor) -> None:
    """NotHere where the account opens a child without a reason, or may not by one of its own."""
    if not actor.reader.asks_first:
        check_needs_reason(actor=actor)


def check_asks_first(*, actor: Actor) -> None:
    """NotHere where the account does not see every child, or opens each without a reason."""
    check_people(actor=actor)
    if not actor.reader.asks_first:
        raise NotHere


def check_needs_reason(*, actor: Actor) -> None:
    """NotHere where the account needs no reason, or may not know of a child by stating a purpose."""
    check_people(actor=actor)
    if not actor.reader.needs_reason or depth_of(role=actor.reader.role, reasons=[AccessReason.PURPOSE]) is Depth.NONE:
        raise NotHere


def opens_by_number(*, actor: Actor, teams: Teams) -> bool:
    """Whether a standing task that the account was let into opens a child by a number, and it has a role for it.

    `teams` are those that count for the account.
    """
    if actor.reader.role not in read_need_to_know().front_door_roles:
        return False
    return any(task.kind in BY_NUMBER for task in teams.tasks_of(actor.reader.username, on=clock.today()))


def check_not_own_team(
    *, actor: Actor, before: AccessTeam | None, members: Iterable[str], managers: Iterable[str]
) -> None:
    """Refused where the account would decide over its own access, or over who reviews it.

    It changes no team that it is in, and makes itself neither a member nor a manager of one.
    """
    own = actor.reader.username
    was_in, managed = (own in before.members, own in before.managers) if before else (False, False)
    if was_in or own in members or (own in managers and not managed):
        raise Refused(
            _("You cannot decide who is in your own team, or add yourself to a team."),
            code="own_team",
            what_to_do=_("Ask another manager of your agency, or information governance."),
        )


def may_review(*, actor: Actor, look: AccessEntry, teams: Teams, is_governed: bool) -> bool:
    """Whether the account says of what another opened whether its reason is enough: their manager, else governance.

    `is_governed`: the look concerns governance of the account's body. Of what a manager assigned within their own team
    it is governance alone; also of what an account opened before it moved to the work that it has now.
    """
    if actor.account_id is None or look.by == actor.reader.username:
        return False
    if actor.reader.role in SIGNS:
        return is_governed
    since = managed_readers(actor, teams).get(look.by)
    return since is not None and look.decision > since and look.kind != AccessEntryKind.ASSIGNED


def managed_readers(actor: Actor, teams: Teams) -> dict[str, int]:
    """The accounts whose reasons the account reviews as their manager, each with the decision of its last move.

    Only whom somebody else listed in the team: a manager does not choose whose openings they are told of.
    """
    own, reader = actor.reader.username, actor.reader
    if reader.role is not Role.MANAGER:
        return {}
    mine = (team for team in teams.managed_by(own) if team.agency == reader.agency)
    led = {one for team in mine for one in team.led_by(own) if own in teams.reviewers_of(one)}
    return {one: teams.moves.get(one, Move()).decision for one in sorted(led)}


def may_read_look(*, actor: Actor, look: AccessEntry, teams: Teams, is_governed: bool) -> bool:
    """Whether the account is told of a look at all."""
    return is_governed or may_review(actor=actor, look=look, teams=teams, is_governed=is_governed)


def team_of(teams: Teams, team_id: str) -> AccessTeam:
    """The team of that id; NotHere where there is none."""
    found = next((team for team in teams.teams if team.team_id == team_id), None)
    if found is None:
        raise NotHere
    return found
