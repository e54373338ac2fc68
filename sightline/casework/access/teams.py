"""Teams, their standing tasks and who manages whom, as the entries say at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sightline.casework.access.models import AccessEntry
from sightline.casework.access.pages.entry_kinds import AccessEntryKind, TaskKind


@dataclass(frozen=True, slots=True)
class AccessTeam:
    """A named list of accounts, with those who manage them. `team_id` is the entry that made it."""

    team_id: str
    name: str = field(repr=False)
    agency: str
    members: tuple[str, ...]
    managers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A standing task of a team, until a day and signed by somebody."""

    task_id: str
    team_id: str
    kind: TaskKind
    until_on: date
    by: str
    at: str

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

    def managers_of(self, username: str) -> frozenset[str]:
        """Who manages an account; never the account itself."""
        return frozenset(one for team in self.of_member(username) for one in team.managers) - {username}

    def tasks_of(self, username: str, *, on: date) -> tuple[Task, ...]:
        """The tasks of the teams that an account is in, on a day."""
        own = {team.team_id for team in self.of_member(username)}
        return tuple(task for task in self.tasks if task.team_id in own and task.stands(on=on))


def read_teams() -> Teams:
    """As of now, by one question."""
    kinds = (AccessEntryKind.IN_FORCE, AccessEntryKind.TEAM, AccessEntryKind.TASK)
    return lay_out_teams(AccessEntry.objects.of_kind(*kinds).not_ended())


def lay_out_teams(rows: Iterable[AccessEntry]) -> Teams:
    """The same of rows in order: a later row about a team says anew who is in it."""
    in_force_on: date | None = None
    teams: dict[str, AccessTeam] = {}
    tasks: list[Task] = []
    for row in rows:
        if row.kind == AccessEntryKind.IN_FORCE:
            in_force_on = row.on_day
        elif row.kind == AccessEntryKind.TEAM:
            team_id = row.about or row.entry_id
            teams[team_id] = AccessTeam(team_id, row.name, row.agency, tuple(row.members), tuple(row.managers))
        elif row.on_day is not None:
            tasks.append(Task(row.entry_id, row.about, TaskKind(row.word), row.on_day, row.by, row.at))
    return Teams(in_force_on, tuple(teams.values()), tuple(tasks))
