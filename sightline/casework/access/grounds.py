"""Which reasons the entries about access give an account: assigned, manager of who is, a task, needed, by a number.

A reason that was given before the account moved to another agency or organisation counts no more.
"""

import math
from collections.abc import Iterable, Iterator

from django.db.models import Q

from sightline.casework.access.case_names import count_allocated
from sightline.casework.access.models import AccessEntry
from sightline.casework.access.pages.entry_kinds import BY_NUMBER, AccessEntryKind, TaskKind
from sightline.casework.access.refusals import refused_mentions
from sightline.casework.access.teams import Teams, teams_of
from sightline.casework.accounts.moves import Move, last_move, last_moves
from sightline.casework.core.models import Account, Assignment
from sightline.casework.core.sight_decisions import GroundsAsked
from sightline.model.calendar import end_of_day
from sightline.model.when import london_day
from sightline.sharing.need_to_know import AccessReason, Ground

# A review that agrees to a reason opens the child, where the reason had to wait for it.
REASONS = {
    AccessEntryKind.NEEDED: AccessReason.NEEDED,
    AccessEntryKind.NUMBER: AccessReason.NUMBER,
    AccessEntryKind.REVIEWED: AccessReason.NEEDED,
}


def is_in_force(at: str) -> bool:
    """Whether need to know is in force at a moment, as information governance last decided."""
    last = AccessEntry.objects.of_kind(AccessEntryKind.IN_FORCE).last()
    return last is not None and last.on_day is not None and last.on_day <= london_day(at)


def recorded_grounds(asked: GroundsAsked) -> Iterator[Ground]:
    """The reasons of one account."""
    account, at = asked.account, asked.at
    moved, today = last_move(account.pk), london_day(at)
    teams = teams_of(account.username)
    if any(task.kind is TaskKind.ANALYSIS for task in teams.tasks_of(account.username, on=today)):
        yield Ground(AccessReason.ANALYSIS)
    yield from _of_leads(account, at, moved)
    own_teams = {team.team_id for team in teams.of_member(account.username)}
    rows = _without_refused(account, _read_given(account, teams, moved))
    has_numbers = any(row.kind == AccessEntryKind.NUMBER for row in rows)
    numbers_since = _numbers_since(teams, account.username) if has_numbers else 0
    for row in rows:
        own = row.account_id == account.pk or row.about in own_teams
        if row.kind == AccessEntryKind.ASSIGNED:
            until_at = end_of_day(row.on_day) if row.on_day else ""
            yield Ground(AccessReason.ASSIGNED if own else AccessReason.MANAGED, (row.mention_id,), until_at)
        elif row.kind == AccessEntryKind.ALLOCATED:
            yield Ground(AccessReason.ALLOCATED if own else AccessReason.MANAGED, (row.mention_id,))
        elif row.kind == AccessEntryKind.NUMBER and row.decision < numbers_since:
            continue  # opened for the task of a team that the account has left
        elif row.account_id == account.pk and row.until_at is not None:
            yield Ground(REASONS[AccessEntryKind(row.kind)], (row.mention_id,), row.until_at)


def _numbers_since(teams: Teams, username: str) -> float:
    """The decision from which numbers count: since the account is in a team that has, or had, a task by numbers."""
    tasks = AccessEntry.objects.of_kind(AccessEntryKind.TASK).filter(word__in=[kind.value for kind in BY_NUMBER])
    by_number = set(tasks.values_list("about", flat=True))
    listed = [team.listed[username].decision for team in teams.of_member(username) if team.team_id in by_number]
    return min(listed, default=math.inf)


def _without_refused(account: Account, given: Iterable[AccessEntry]) -> list[AccessEntry]:
    """Without what the account assigned itself about a child whom it was refused: the worker stays, it opens nobody."""
    rows = list(given)
    own = [row for row in rows if row.kind == AccessEntryKind.ASSIGNED and row.by == account.username]
    refused = refused_mentions(by=account.username) if own else frozenset[str]()
    return [row for row in rows if row not in own or row.mention_id not in refused]


def _read_given(account: Account, teams: Teams, moved: Move) -> Iterator[AccessEntry]:
    """Who was assigned, to this account, to one that it manages or to a team of either; and what it needed to see."""
    managed = {one for team in teams.managed_by(account.username) for one in team.led_by(account.username)}
    own = [team.team_id for team in (*teams.of_member(account.username), *teams.managed_by(account.username))]
    theirs = Q(account_id=account.pk, decision__gt=moved.decision)
    works = (AccessEntryKind.ASSIGNED, AccessEntryKind.ALLOCATED)
    theirs |= Q(kind__in=works, account__username__in=managed, account__agency=account.agency)
    theirs |= Q(kind=AccessEntryKind.ASSIGNED, about__in=own)
    found = list(AccessEntry.objects.of_kind(*works, *REASONS).filter(theirs).not_ended())
    counted = count_allocated(row for row in found if row.kind == AccessEntryKind.ALLOCATED)
    rows = [row for row in found if row.kind != AccessEntryKind.ALLOCATED or row in counted]
    moves = last_moves(row.account_id for row in rows if row.account_id not in (None, account.pk))
    for row in rows:
        if row.account_id is None or row.decision > moves.get(row.account_id, Move()).decision:
            yield row


def _of_leads(account: Account, at: str, moved: Move) -> Iterator[Ground]:
    """The children whom it leads by the table of lead workers."""
    today = london_day(at)
    led = Assignment.objects.filter(account=account, from_on__lte=today).filter(Q(to_on=None) | Q(to_on__gte=today))
    if moved.at:
        led = led.filter(from_on__gt=london_day(moved.at))
    mentions = tuple(led.values_list("mention_id", flat=True))
    if mentions:
        yield Ground(AccessReason.ASSIGNED, mentions)
