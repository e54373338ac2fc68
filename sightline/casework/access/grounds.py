"""Which reasons the entries about access give an account: assigned, manager of who is, a task, needed, by a number."""

from collections.abc import Iterator

from django.db.models import Q

from sightline.casework.access.models import AccessEntry
from sightline.casework.access.pages.entry_kinds import AccessEntryKind, TaskKind
from sightline.casework.access.teams import Teams, read_teams
from sightline.casework.core.models import Account, Assignment
from sightline.model.calendar import end_of_day
from sightline.model.when import london_day
from sightline.sharing.need_to_know import AccessReason, Ground

REASONS = {AccessEntryKind.NEEDED: AccessReason.NEEDED, AccessEntryKind.NUMBER: AccessReason.NUMBER}


def is_in_force(at: str) -> bool:
    """Whether need to know is in force at a moment, as information governance last decided."""
    last = AccessEntry.objects.of_kind(AccessEntryKind.IN_FORCE).last()
    return last is not None and last.on_day is not None and last.on_day <= london_day(at)


def recorded_grounds(account: Account, at: str) -> Iterator[Ground]:
    """The reasons of one account."""
    teams, today = read_teams(), london_day(at)
    if any(task.kind is TaskKind.ANALYSIS for task in teams.tasks_of(account.username, on=today)):
        yield Ground(AccessReason.ANALYSIS)
    yield from _of_leads(account, at)
    managed = {one for team in teams.managed_by(account.username) for one in team.members} - {account.username}
    for row in _read_given(account, teams, managed):
        own = row.account == account or row.about in {team.team_id for team in teams.of_member(account.username)}
        if row.kind == AccessEntryKind.ASSIGNED:
            until_at = end_of_day(row.on_day) if row.on_day else ""
            yield Ground(AccessReason.ASSIGNED if own else AccessReason.MANAGED, (row.mention_id,), until_at)
        elif own and row.until_at is not None:
            yield Ground(REASONS[AccessEntryKind(row.kind)], (row.mention_id,), row.until_at)


def _read_given(account: Account, teams: Teams, managed: set[str]) -> Iterator[AccessEntry]:
    """Who was assigned, to this account, to one that it manages or to a team of either; and what it needed to see."""
    own = [team.team_id for team in (*teams.of_member(account.username), *teams.managed_by(account.username))]
    kinds = (AccessEntryKind.ASSIGNED, *REASONS)
    theirs = Q(account_id=account.pk) | Q(kind=AccessEntryKind.ASSIGNED, account__username__in=managed)
    theirs |= Q(kind=AccessEntryKind.ASSIGNED, about__in=own)
    yield from AccessEntry.objects.of_kind(*kinds).filter(theirs).not_ended().select_related("account")


def _of_leads(account: Account, at: str) -> Iterator[Ground]:
    """The children whom it leads by the table of lead workers."""
    today = london_day(at)
    led = Assignment.objects.filter(account=account, from_on__lte=today).filter(Q(to_on=None) | Q(to_on__gte=today))
    mentions = tuple(led.values_list("mention_id", flat=True))
    if mentions:
        yield Ground(AccessReason.ASSIGNED, mentions)
