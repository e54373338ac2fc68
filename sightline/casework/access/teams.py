"""Teams, their standing tasks and who manages whom, as the entries say at a moment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sightline.casework.access.models import AccessEntry
from sightline.casework.access.moves import last_move
from sightline.casework.access.pages.entry_kinds import AccessEntryKind, TaskKind
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Account


@dataclass(frozen=True, slots=True)
class AccessTeam:
    """A named list of accounts, with those who manage them. `team_id` is the entry that made it.

    `decision` is the number of the one that last said who is in it. `listed_by` says of each member who listed them.
    """

    team_id: str
    name: str = field(repr=False)
    agency: str
    members: tuple[str, ...]
    managers: tuple[str, ...]
    decision: int
    listed_by: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def led_by(self, username: str) -> frozenset[str]:
        """The members whom this account manages because another person listed them, and never itself."""
        if username not in self.managers:
            return frozenset()
        return frozenset(one for one in self.members if self.listed_by[one] - {username}) - {username}


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


@dataclass(frozen=True, slots=True)
class Teams:
    """Every team and task that was not ended, and since when need to know is in force."""

    in_force_on: date | None
    teams: tuple[AccessTeam, ...]
    tasks: tuple[Task, ...]

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
        """The tasks that an account was let into and whose team it is in, on a day."""
        own = {team.team_id for team in self.of_member(username)}
        return tuple(
            task for task in self.tasks if task.team_id in own and username in task.members and task.stands(on=on)
        )

    def waiting(self, task: Task) -> tuple[str, ...]:
        """Members of the task's team whom nobody has let into it."""
        members = next((team.members for team in self.teams if team.team_id == task.team_id), ())
        return tuple(one for one in members if one not in task.members)

    def kept_to(self, *, username: str, agency: str, after: int) -> "Teams":
        """What counts for one account: teams of its agency that list it, and tasks that let it in, since it moved."""
        own = tuple(team for team in self.teams if team.agency == agency and team.decision > after)
        tasks = (
            replace(task, members={username: task.members[username]})
            for task in self.tasks
            if task.members.get(username, 0) > after
        )
        return replace(self, teams=own, tasks=tuple(tasks))


def read_teams() -> Teams:
    """As of now, by one question."""
    kinds = (AccessEntryKind.IN_FORCE, AccessEntryKind.TEAM, AccessEntryKind.TASK, AccessEntryKind.TASK_MEMBERS)
    return lay_out_teams(AccessEntry.objects.of_kind(*kinds).not_ended())


def teams_of_account(account: Account, *, after: int) -> Teams:
    """The teams and tasks that count for an account which last moved by that decision."""
    return read_teams().kept_to(username=account.username, agency=account.agency, after=after)


def teams_of_actor(actor: Actor) -> Teams:
    """The same of whoever asks; none where nobody has signed in."""
    after = last_move(actor.account_id).decision if actor.account_id is not None else 0
    return read_teams().kept_to(username=actor.reader.username, agency=actor.reader.agency, after=after)


def lay_out_teams(rows: Iterable[AccessEntry]) -> Teams:
    """The same of rows in order: a later row about a team says anew who is in it."""
    in_force_on: date | None = None
    teams: dict[str, AccessTeam] = {}
    tasks: dict[str, Task] = {}
    for row in rows:
        if row.kind == AccessEntryKind.IN_FORCE:
            in_force_on = row.on_day
        elif row.kind == AccessEntryKind.TEAM:
            team_id = row.about or row.entry_id
            teams[team_id] = _lay_out_team(team_id, row, teams.get(team_id))
        elif row.kind == AccessEntryKind.TASK_MEMBERS:
            if row.about in tasks:
                tasks[row.about] = _let_in(tasks[row.about], row)
        elif row.on_day is not None:
            task = Task(row.entry_id, row.about, TaskKind(row.word), row.on_day, row.by, row.at)
            tasks[task.task_id] = _let_in(task, row)
    return Teams(in_force_on, tuple(teams.values()), tuple(tasks.values()))


def _lay_out_team(team_id: str, row: AccessEntry, before: AccessTeam | None) -> AccessTeam:
    earlier = before.listed_by if before else {}
    listed_by = {one: earlier.get(one, frozenset()) | {row.by} for one in row.members}
    return AccessTeam(team_id, row.name, row.agency, tuple(row.members), tuple(row.managers), row.decision, listed_by)


def _let_in(task: Task, row: AccessEntry) -> Task:
    return replace(task, members={**task.members, **dict.fromkeys(row.members, row.decision)})
