"""What the pages of access show: who knows a child, teams and tasks, who is assigned, and looks to be reviewed."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class ClosedChild:
    """A child whom the reader may know of: what agencies call them and when they were born, and nothing else."""

    person_id: str
    name: str = field(repr=False)
    birth_dates: tuple[date, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class HoldingBody:
    """A body that holds records of a child: the first and the last month of them, and whom to call there."""

    agency: str
    organisation: str
    first_month: str
    last_month: str
    post: str
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class HiddenContents:
    """An agency holds records that its agreement does not show; `contact` is the post and telephone to call."""

    agency: str
    contact: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class WhoKnowsPage:
    """Who knows a child. `by_number`: the reader's team opens a child by a number of its own case system."""

    child: ClosedChild
    bodies: tuple[HoldingBody, ...]
    by_number: bool
    may_assign: bool


@dataclass(frozen=True, slots=True)
class OpenedLook:
    """That somebody opened a child. `waits`: not before a reviewer agrees.

    That is so where an earlier reason was refused, or where they opened the child by the same number before (`used`).
    """

    entry_id: str
    waits: bool
    used: bool = False


@dataclass(frozen=True, slots=True)
class AssignedLine:
    """Somebody, or a team, who is assigned to a child. `until_on` is the last day; None where there is none."""

    entry_id: str
    to: str
    is_team: bool
    until_on: date | None
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class AssignedPage:
    """A child, who is assigned to them, and the teams that can be."""

    child: ClosedChild
    lines: tuple[AssignedLine, ...]
    teams: tuple[tuple[str, str], ...]


class AssignmentSource(StrEnum):
    """Where an assignment is from: a person here, an agency's list of lead workers, or the newest extract of a body."""

    BY_HAND = "by_hand"
    FROM_LIST = "from_list"
    FROM_EXTRACT = "from_extract"


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """Somebody, or a team, who is assigned to a child. `entry_id` or `number` says which one is ended.

    `child` is None where the page's reader may not know of the child. `kind`: as what, in the agency's list.
    """

    to: str
    is_team: bool
    since_on: date
    until_on: date | None
    source: AssignmentSource
    by: str = ""
    kind: str = ""
    entry_id: str = ""
    number: int = 0
    child: ClosedChild | None = None

    def of_child(self, child: ClosedChild | None) -> "AssignmentLine":
        """The same, with the child."""
        return replace(self, child=child)


@dataclass(frozen=True, slots=True)
class AssignmentsPage:
    """One part of the assignments for which a reader decides, of how many parts and how many in all."""

    lines: tuple[AssignmentLine, ...]
    part: int
    parts: int
    total: int

    @property
    def decided(self) -> tuple[AssignmentLine, ...]:
        """Those that people decided, here or in an agency's own list."""
        return tuple(one for one in self.lines if one.source is not AssignmentSource.FROM_EXTRACT)

    @property
    def extracted(self) -> tuple[AssignmentLine, ...]:
        """Those that the newest extracts give."""
        return tuple(one for one in self.lines if one.source is AssignmentSource.FROM_EXTRACT)


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team, and whether the reader may change it. `moved`: whom it names, and who moved to other work since."""

    team_id: str
    name: str = field(repr=False)
    agency: str
    members: tuple[str, ...]
    managers: tuple[str, ...]
    may_change: bool
    moved: tuple[str, ...] = ()
    responsible_for: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A standing task of a team. `stands`: its last day has not passed. `waiting`: members whom nobody let into it."""

    task_id: str
    team: str
    kind: str
    until_on: date
    by: str
    at: str
    stands: bool
    members: tuple[str, ...]
    waiting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LookLine:
    """That somebody opened a child by a reason of their own or by a number, and what a manager said of it.

    `assigned_to` is whom a manager assigned within their own team. `check` says whether later data have the number.
    `waits`: it opens nobody before a review. `review_by` is None where nobody must review it.
    """

    entry_id: str
    by: str
    at: str
    until_at: str
    purpose: str
    number: str = field(repr=False)
    why: str = field(repr=False)
    waits: bool
    outcome: str
    reviewed_by: str
    said: str = field(repr=False)
    child: ClosedChild | None = None
    assigned_to: str = ""
    check: str = ""
    review_by: date | None = None
    is_overdue: bool = False
    may_review: bool = False


@dataclass(frozen=True, slots=True)
class AccessPage:
    """Since when need to know is in force, teams, tasks and one part of the looks, of how many parts.

    `may_start`, `may_sign`: what the reader decides.
    """

    in_force_on: date | None
    in_force: bool
    teams: tuple[TeamLine, ...]
    tasks: tuple[TaskLine, ...]
    looks: tuple[LookLine, ...]
    part: int
    parts: int
    may_start: bool
    may_sign: bool
    may_keep_teams: bool
