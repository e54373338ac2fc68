"""Teams, their standing tasks and who manages whom, as the entries say at a moment.

Who moved to other work since they were listed counts nowhere, until somebody lists them again. A change of a team
lists nobody again whom it leaves there, unless whoever makes it confirms every member.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sightline.casework.access.models import AccessEntry
from sightline.casework.access.pages.entry_kinds import AccessEntryKind, TaskKind, TeamListing
from sightline.casework.accounts.moves import Move, last_moves_by_name


@dataclass(frozen=True, slots=True)
class Listing:
    """Who listed somebody in a team since they last moved, and the number of the decision that did so first."""

    decision: int
    by: frozenset[str]


@dataclass(frozen=True, slots=True)
class AccessTeam:
    """A named list of accounts, with those who manage them. `team_id` is the entry that made it.

    `moved` are those whom it names, and who count no more because they moved since. `responsible_for` are the
    organisations, units and areas for which it answers.
    """

    team_id: str
    name: str = field(repr=False)
    agency: str
    listed: Mapping[str, Listing] = field(default_factory=dict)
    managing: Mapping[str, Listing] = field(default_factory=dict)
    moved: tuple[str, ...] = ()
    responsible_for: tuple[str, ...] = field(default=(), repr=False)

    @property
    def members(self) -> tuple[str, ...]:
        """The members who count."""
        return tuple(self.listed)

    @property
    def managers(self) -> tuple[str, ...]:
        """The managers who count."""
        return tuple(self.managing)

    def led_by(self, username: str) -> frozenset[str]:
        """The members whom this account manages because another person listed them, and never itself."""
        if username not in self.managing:
            return frozenset()
        return frozenset(one for one, listing in self.listed.items() if listing.by - {username}) - {username}


@dataclass(frozen=True, slots=True)
class Task:
    """A standing task of a team, until a day and signed by somebody.

    `members` are those whom the signer let in, each with the number of that decision: at signing, or by a later yes.
    """

    task_id: str
    team_id: str
    kind: TaskKind
    until_on: date
    by: str
    at: str
    members: Mapping[str, int] = field(default_factory=dict)

    def stands(self, *, on: date) -> bool:
        """Whether it counts on a day; the last day counts whole."""
        return on <= self.until_on

    def lets_in(self, username: str, team: AccessTeam) -> bool:
        """Whether the signer let a member in since they are in the team: who left it and came back waits again."""
        return self.members.get(username, 0) > team.listed[username].decision


@dataclass(frozen=True, slots=True)
class Teams:
    """Every team and task that was not ended, and since when need to know is in force.

    `moves` has the last move of each account named in one that has moved.
    """

    in_force_on: date | None
    teams: tuple[AccessTeam, ...]
    tasks: tuple[Task, ...]
    moves: Mapping[str, Move] = field(default_factory=dict)

    def of_member(self, username: str) -> tuple[AccessTeam, ...]:
        """The teams that an account is in."""
        return tuple(team for team in self.teams if username in team.members)

    def managed_by(self, username: str) -> tuple[AccessTeam, ...]:
        """The teams that an account manages."""
        return tuple(team for team in self.teams if username in team.managers)

    def reviewers_of(self, username: str) -> frozenset[str]:
        """Who manages an account; never the account itself, and nobody whom it manages in turn."""
        managed = {one for team in self.managed_by(username) for one in team.members}
        return frozenset(one for team in self.of_member(username) for one in team.managers) - {username} - managed

    def tasks_of(self, username: str, *, on: date) -> tuple[Task, ...]:
        """The tasks that an account was let into, since it is in their team, on a day."""
        teams = {team.team_id: team for team in self.of_member(username)}
        own = (task for task in self.tasks if task.team_id in teams and task.stands(on=on))
        return tuple(task for task in own if task.lets_in(username, teams[task.team_id]))

    def waiting(self, task: Task) -> tuple[str, ...]:
        """Members of the task's team whom nobody has let into it since they are in the team."""
        team = next((one for one in self.teams if one.team_id == task.team_id), None)
        return tuple(one for one in team.members if not task.lets_in(one, team)) if team else ()


def read_teams() -> Teams:
    """Every team and task, as of now, by two questions."""
    rows = list(_find_entries())
    return lay_out_teams(rows, moves=last_moves_by_name(name for row in rows for name in (*row.members, *row.managers)))


def teams_of(username: str) -> Teams:
    """The same, but only of teams that name this account, and of the tasks of these."""
    rows = list(_find_entries())
    naming = {row.about or row.entry_id for row in rows if _is_team(row) and username in (*row.members, *row.managers)}
    theirs = [row for row in rows if (row.about or row.entry_id) in naming or not _is_team(row)]
    named = {name for row in theirs if _is_team(row) for name in (*row.members, *row.managers)}
    return lay_out_teams(theirs, moves=last_moves_by_name({username, *named} if naming else ()))


def lay_out_teams(rows: Iterable[AccessEntry], *, moves: Mapping[str, Move]) -> Teams:
    """The same of rows in order: a later row about a team says anew who is in it."""
    in_force_on: date | None = None
    teams: dict[str, AccessTeam] = {}
    tasks: dict[str, Task] = {}
    for row in rows:
        if row.kind == AccessEntryKind.IN_FORCE:
            in_force_on = row.on_day
        elif row.kind == AccessEntryKind.TEAM:
            team_id = row.about or row.entry_id
            teams[team_id] = _lay_out_team(team_id, row, teams.get(team_id), moves)
        elif row.kind == AccessEntryKind.TASK_MEMBERS:
            if row.about in tasks:
                tasks[row.about] = _let_in(tasks[row.about], row, moves)
        elif row.on_day is not None and row.about in teams:
            task = Task(row.entry_id, row.about, TaskKind(row.word), row.on_day, row.by, row.at)
            tasks[task.task_id] = _let_in(task, row, moves)
    return Teams(in_force_on, tuple(teams.values()), tuple(tasks.values()), moves)


def _find_entries() -> Iterable[AccessEntry]:
    kinds = (AccessEntryKind.IN_FORCE, AccessEntryKind.TEAM, AccessEntryKind.TASK, AccessEntryKind.TASK_MEMBERS)
    return AccessEntry.objects.of_kind(*kinds).not_ended()


def _is_team(row: AccessEntry) -> bool:
    return row.kind == AccessEntryKind.TEAM


def _lay_out_team(team_id: str, row: AccessEntry, before: AccessTeam | None, moves: Mapping[str, Move]) -> AccessTeam:
    """Who is in a team after one more row about it."""
    earlier = before or AccessTeam(team_id, row.name, row.agency)
    staying = [one for one in (*row.members, *row.managers) if row.decision > moves.get(one, Move()).decision]
    return AccessTeam(
        team_id,
        row.name,
        row.agency,
        _list_people(row, row.members, earlier.listed, moves),
        _list_people(row, row.managers, earlier.managing, moves),
        tuple(dict.fromkeys(one for one in (*row.members, *row.managers) if one not in staying)),
        tuple(row.responsible_for),
    )


def _list_people(
    row: AccessEntry, names: Sequence[str], before: Mapping[str, Listing], moves: Mapping[str, Move]
) -> dict[str, Listing]:
    """How each of these was listed: by this row, if it is new in the team or confirmed; else as before."""
    found = {}
    for one in names:
        moved = moves.get(one, Move()).decision
        if row.decision <= moved:
            continue
        stays = before.get(one)
        if stays is None:
            found[one] = Listing(row.decision, frozenset({row.by}))
        elif row.word == TeamListing.CONFIRMED:
            found[one] = Listing(stays.decision, stays.by | {row.by})
        else:
            found[one] = stays
    return found


def _let_in(task: Task, row: AccessEntry, moves: Mapping[str, Move]) -> Task:
    """The task with those whom a row lets into it, but for who moved since."""
    stays = [one for one in row.members if row.decision > moves.get(one, Move()).decision]
    return replace(task, members={**task.members, **dict.fromkeys(stays, row.decision)})
