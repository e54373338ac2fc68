"""What a page is given of connections and groups: frozen, filtered for the reader, audited.

A `Node` is a child, an adult or a thing as this reader's records show it. Nobody has a part of concern by standing on a
record; children stand as children.
"""

from dataclasses import dataclass
from datetime import date

from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.core.pages import DecidedLine
from sightline.casework.meetings.pages.meetings import MeetingLine
from sightline.casework.patterns.pages import BesideOthers, CoNamedAdult, RecognisedLine
from sightline.casework.people.pages.nodes import AnalystEntryLine, Node, RemovalDecision
from sightline.model.people_counts import PeopleCount


@dataclass(frozen=True, slots=True)
class MissingTogether:
    """Two children were missing at the same time so often, and so often by chance."""

    occasions: int
    expected: float


@dataclass(frozen=True, slots=True)
class Link:
    """A person stands together with an adult or a thing: from when to when, on which records, the oldest first.

    Records that only pass on what another agency's says first are left out of `record_ids` and `agencies`.

    `missing`: it is two children who were missing at the same time, and stand on no record together. `tied_on`: the
    first day with a record that is not low; before it there is no connection, in whatever stretch. `grades` are those
    of its records, as written; `unsure`: on none of the others is it more than likeness that says who the two are.

    `weak`: low-grade intelligence only. `known_on`: the day from which each record was known, the first day first.
    `layouts`: the kinds of these records, the most frequent first.
    """

    person_id: str
    entity_id: str
    first_on: date
    last_on: date
    record_ids: tuple[str, ...]
    agencies: tuple[str, ...]
    missing: MissingTogether | None = None
    tied_on: date = date.min
    grades: tuple[str, ...] = ()
    unsure: bool = False
    weak: bool = False
    known_on: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NearbyNode:
    """One line of those around something. `unsure` as of a Link."""

    node: Node
    first_on: date
    last_on: date
    records: int
    agencies: tuple[str, ...]
    missing: MissingTogether | None = None
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class IndirectConnections:
    """Indirect connections: whom or what those around connect to."""

    via: Node
    to: Node
    first_on: date
    last_on: date
    records: int
    missing: MissingTogether | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A record, its grade as written (`2 B P`, or empty), and whom it puts together.

    `unsure`: likeness alone says who somebody in it is. `is_copy`: it only passes on what another here says first.
    """

    record: RecordBasis
    grade: str
    nodes: tuple[Node, ...]
    unsure: bool = False
    is_copy: bool = False


@dataclass(frozen=True, slots=True)
class NetworkLine:
    """One line of a list. `waits_since`: from when the oldest recognised pattern about it could be seen, unanswered.

    `in_group_since`: the same of a group that waits and in which it stands. `asked_before`: how many items of rules
    that were withdrawn since still wait, the oldest of what could be seen from `asked_before_since`. `still`: who must
    answer yet, where another agency has answered each thing that waits.

    `adults` is None of a place that many people use: who was there counts for nothing. `unknown` is how many namings
    of somebody unidentified, or of no known age, stand on the same records; counted where there is no adult.
    `together`: how many of the children are possibly exploited together there, where no adult is named.
    `other`: the second child, of two who were `missing` together.
    `beside_others`: of a place at which signs were recognised.
    `set_aside`: how many of a group are off by a named decision; `decided`: the decision about the line itself.
    `may_be_fewer`: by how many its children are fewer if each open possible match is one child; not of a group, whose
    name says it.
    `members`: some adults and children of a group, adults first, by whom a reader tells it from others; only on lists.
    """

    node: Node
    children: int
    adults: int | None
    records: int
    first_on: date
    last_on: date
    agencies: tuple[str, ...]
    waits_since: date | None = None
    waiting: int = 0
    unknown: int = 0
    together: int = 0
    beside_others: BesideOthers | None = None
    set_aside: int = 0
    decided: RemovalDecision | None = None
    other: Node | None = None
    missing: MissingTogether | None = None
    in_group_since: date | None = None
    asked_before_since: date | None = None
    asked_before: int = 0
    still: tuple[str, ...] = ()
    members: tuple[Node, ...] = ()
    may_be_fewer: int = 0

    @property
    def children_counted(self) -> PeopleCount:
        """How many children there are: fewer, where two of them may be one."""
        return PeopleCount(max(self.children - self.may_be_fewer, 1 if self.children else 0), self.children)

    @property
    def first_wait(self) -> date | None:
        """From when the oldest thing that waits about it could be seen; None where nothing does."""
        days = (self.waits_since, self.in_group_since, self.asked_before_since)
        return min((day for day in days if day), default=None)

    @property
    def no_adult(self) -> bool:
        """Whether no adult stands there, and nobody who may be one."""
        return self.adults == 0 and not self.unknown and not self.set_aside and self.node.kind not in ("adult", "group")


@dataclass(frozen=True, slots=True)
class NetworkList:
    """Some of a list; `total` is how many there are for this reader. `withdrawn`: that the rule of the list is.

    `set_aside`: how many more there would be, had no named decision taken them off.
    """

    kind: str
    lines: tuple[NetworkLine, ...]
    total: int
    page: int
    pages: int
    withdrawn: DecidedLine | None = None
    set_aside: int = 0


@dataclass(frozen=True, slots=True)
class ActionsTaken:
    """What was done about it: what was recognised with its answers, and the meetings in which the reader has a part."""

    recognised: tuple[RecognisedLine, ...]
    meetings: tuple[MeetingLine, ...]


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """All that the page of a person, a vehicle, a telephone or a place shows.

    `together`: the children who are possibly exploited together there, where nobody is or may be an adult.
    """

    node: Node
    children: tuple[NearbyNode, ...]
    adults: tuple[NearbyNode, ...]
    things: tuple[NearbyNode, ...]
    beside: tuple[CoNamedAdult, ...]
    hops: tuple[IndirectConnections, ...]
    evidence: tuple[Evidence, ...]
    groups: tuple[NetworkLine, ...]
    done: ActionsTaken
    entries: tuple[AnalystEntryLine, ...]
    more_hops: int = 0
    more_evidence: int = 0
    may_add: bool = False
    for_many: bool = False
    together: tuple[Node, ...] = ()
    beside_others: BesideOthers | None = None
    decided: RemovalDecision | None = None
    set_aside: int = 0

    @property
    def has_missing(self) -> bool:
        """Whether somebody here was missing with another child more often than chance gives."""
        return any(one.missing for one in self.children)

    @property
    def no_adult(self) -> bool:
        """Whether several children stand here, and nobody who is or may be an adult."""
        is_thing = self.node.kind not in ("adult", "child", "person")
        others = self.adults or self.beside or self.for_many or self.set_aside
        return is_thing and len(self.children) > 1 and not others


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a group, since when, and the fewest records on which its place stands by itself.

    `noted`: it is one by what notes name or describe alone; `proposed`: by what they may name, and nobody confirmed.
    """

    node: Node
    since_on: date
    last_on: date
    smallest: tuple[RecordBasis, ...]
    noted: bool = False
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Growth:
    """A month in which members came to a group, and how many it then had, between the fewest and the most."""

    month: str
    came: tuple[Node, ...]
    members: PeopleCount


@dataclass(frozen=True, slots=True)
class GroupPage:
    """All that a group's page shows. `alone`: each agency that could see it by its own records, and from when.

    `others`: how many groups of others had been found by its first day, of those that the reader may see.
    `noted`: it rests on what notes name or describe. `nights`: on children missing together more often than chance
    gives. `widened_by`: the group that is this one and more so. `same`: as of a Graph.
    """

    node: Node
    first_on: date
    last_on: date
    first_true_on: date
    alone: tuple[tuple[str, date], ...]
    others: int
    members: tuple[Member, ...]
    beside: tuple[CoNamedAdult, ...]
    growth: tuple[Growth, ...]
    hops: tuple[IndirectConnections, ...]
    evidence: tuple[Evidence, ...]
    done: ActionsTaken
    entries: tuple[AnalystEntryLine, ...]
    more_hops: int = 0
    may_add: bool = False
    noted: bool = False
    nights: bool = False
    proposed: bool = False
    without: str = ""
    widened_by: str = ""
    decided: RemovalDecision | None = None
    set_aside: int = 0
    up_to: date | None = None
    same: tuple[tuple[str, str], ...] = ()

    def of(self, kind: str) -> tuple[Member, ...]:
        """Its members of one kind."""
        return tuple(one for one in self.members if one.node.kind == kind)

    @property
    def may_be_one(self) -> tuple[tuple[Node, Node], ...]:
        """Members of whom nobody has answered yet whether they are one person."""
        nodes = {one.node.node_id: one.node for one in self.members}
        return tuple((nodes[one], nodes[other]) for one, other in self.same if one in nodes and other in nodes)

    @property
    def rests_on(self) -> tuple[RecordBasis, ...]:
        """The records behind the group."""
        return tuple(one.record for one in self.evidence)


@dataclass(frozen=True, slots=True)
class Graph:
    """People, things and what connects them. `left_out`: how many more there were than are drawn.

    `set_aside`: how many are not drawn because a named decision took them off. `same`: two people of whom it is asked
    whether they are one, and nobody has answered. `is_disputed`: somebody disputes a group or pattern in it.
    """

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    left_out: int = 0
    entries: tuple[AnalystEntryLine, ...] = ()
    set_aside: int = 0
    same: tuple[tuple[str, str], ...] = ()
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who stand together, as a line of the table of the whole picture; `missing`: two children, by nights.

    `unsure` as of a Link. `is_disputed`: somebody disputes a group or pattern that both are in.
    """

    one: Node
    other: Node
    first_on: date
    last_on: date
    records: int
    agencies: tuple[str, ...]
    missing: MissingTogether | None = None
    unsure: bool = False
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class PictureChoices:
    """The months and agencies that a chart of everything, or of what is new, can be kept to."""

    months: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()


NO_CHOICES = PictureChoices()


@dataclass(frozen=True, slots=True)
class WholeTable:
    """A part of the pairs of the whole picture, the newest first, and what analysts added between two.

    `left_out`: how many older pairs are in no part. `choices`: of all pairs, whatever was chosen.
    `is_disputed`: somebody disputes a group or pattern among all of these pairs.
    """

    lines: tuple[Pair, ...]
    entries: tuple[AnalystEntryLine, ...]
    total: int
    page: int
    pages: int
    left_out: int = 0
    set_aside: int = 0
    as_at: date | None = None
    choices: PictureChoices = NO_CHOICES
    is_disputed: bool = False
