"""People and things and what connects them, as one reader's records show them: gathered step by step, with names.

Every row that comes in here passed the filter. So whoever may not be seen is no node, is on no path, and is not in what
was left out either.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeGuard

from sightline.casework.core import clock
from sightline.casework.networks.pages.networks import Graph, Link, MissingTogether
from sightline.casework.people.descriptions import name_described, quote_words
from sightline.casework.people.names import show_name
from sightline.casework.people.pages.nodes import CHILD, UNIDENTIFIED, Node
from sightline.casework.same_person.selectors.possible_matches import possible_matches
from sightline.casework.subject_files.suppression import SetAside
from sightline.model.rows.groups import ServedOccasions
from sightline.model.rows.networks import ServedRecordTie, ServedTie
from sightline.model.rows.patterns import ServedRecognised
from sightline.model.visibility import RowFilter
from sightline.model.when import years_on
from sightline.store.serve.networks import EARLIEST, LATEST, supported
from sightline.store.snapshot_reader import SnapshotReader
from sightline.translation.messages import lazy as gettext_lazy

ADULT = "adult"
THINGS = ("vehicle", "phone", "place", "account")
BY_NAMING = (*THINGS, UNIDENTIFIED)  # what has no person_id: named by what each record calls it
NO_NAME = gettext_lazy("Name not recorded")
ENDS = ("person_id", "entity_id")
STRONG = ("A", "B")  # known directly to the source; or indirectly, and supported by something else


@dataclass(frozen=True, slots=True)
class ConnectionFilter:
    """Which connections count: from which day to which (both included), known by which day, of which agencies."""

    since: str = EARLIEST
    until: str = LATEST
    known_by: str = LATEST
    agencies: frozenset[str] = frozenset()

    def keeps(self, row: ServedRecordTie) -> bool:
        """Whether a connection of these days was known by then, from one of these agencies; of none, all count."""
        return row["known_from"][:10] <= self.known_by and (not self.agencies or row["agency"] in self.agencies)

    def covers(self, row: ServedRecordTie) -> bool:
        """Whether it keeps a connection, and that is of these days."""
        return self.since <= row["occurred_on"] <= self.until and self.keeps(row)


EVER = ConnectionFilter()


def gather_rows(
    store: SnapshotReader,
    ids: Collection[str],
    sight: RowFilter,
    *,
    hops: int,
    most: int,
    span: ConnectionFilter = EVER,
    aside: SetAside | None = None,
) -> tuple[list[ServedRecordTie], int]:
    """The connections within so many steps of these, and how many people and things were left out at `most`.

    Without those who are set aside, and without what stands behind them alone.
    """
    aside = aside or SetAside()
    kept, frontier, rows = set(ids), set(ids), dict[tuple[str, ...], ServedRecordTie]()
    left_out = set[str]()
    for _ in range(hops):
        coming: dict[str, None] = {}
        for row in aside.keep(_touching(store, sorted(frontier), sight, span), *ENDS):
            row = in_one_order(row)
            rows.setdefault((row["person_id"], row["entity_id"], row["record_id"]), row)
            coming |= dict.fromkeys((row["person_id"], row["entity_id"]))
        new = [one for one in coming if one not in kept]
        room = max(0, most - len(kept))
        left_out |= set(new[room:])
        frontier = set(new[:room])
        kept |= frontier
    held = [row for row in rows.values() if row["person_id"] in kept and row["entity_id"] in kept]
    return sorted(held, key=lambda row: (row["occurred_on"], row["connection_id"])), len(left_out)


def in_one_order(row: ServedRecordTie) -> ServedRecordTie:
    """A connection of two adults stands in records from the side of each: here the smaller id comes first.

    Without it the two would be one line from A to B, and another from B to A.
    """
    is_turned = row["entity_kind"] == ADULT and not row["is_child"] and row["person_id"] > row["entity_id"]
    return {**row, "person_id": row["entity_id"], "entity_id": row["person_id"]} if is_turned else row


def both_ways(row: ServedRecordTie) -> list[tuple[str, str]]:
    """The ends of a connection, from a person to whom or what they touch: of two adults each touches the other."""
    ends = (row["person_id"], row["entity_id"])
    return [ends, ends[::-1]] if row["entity_kind"] == ADULT and not row["is_child"] else [ends]


def _touching(
    store: SnapshotReader, ids: Sequence[str], sight: RowFilter, span: ConnectionFilter
) -> list[ServedRecordTie]:
    """Connections by records of these days, then of children who were missing together more often than chance gives."""
    return list(supported(row for row in every_tie(store, ids, sight, span) if span.keeps(row)))


def every_tie(
    store: SnapshotReader, ids: Sequence[str], sight: RowFilter, span: ConnectionFilter
) -> list[ServedRecordTie]:
    """The same of these days and agencies, on whatever day they were known."""
    days = {"since": span.since, "until": span.until}
    nights = [row for row in store.together.times(ids=ids, sight=sight) if replace(span, known_by=LATEST).covers(row)]
    return [*store.networks.around(ids=ids, sight=sight, **days, agencies=span.agencies), *nights]


def missing_of(row: ServedTie) -> MissingTogether | None:
    """How often both children were missing; None where a record connects."""
    return MissingTogether(row["occasions"], row["expected"]) if is_counted(row) else None


def is_counted(row: ServedTie) -> TypeGuard[ServedOccasions]:
    """Whether what ties two is how often both were missing."""
    return "occasions" in row


def rows_of_recognised(
    store: SnapshotReader, instances: Iterable[ServedRecognised], sight: RowFilter
) -> list[ServedRecordTie]:
    """What was recognised of a place that many people use, as connections of its children: such a place ties nobody.

    The rows must be those that this reader is shown, about people whom they may open.
    """
    rows: dict[str, ServedRecordTie] = {}
    for one in instances:
        children = set(store.patterns.people(row=one))
        for basis in store.patterns.basis(rows=[one], sight=sight):
            (record, *_) = store.record(record_id=basis["record_id"], sight=sight)
            for naming in store.record_namings(record_id=basis["record_id"], sight=sight):
                if naming["person_id"] in children:
                    key = f"{basis['record_id']} {naming['person_id']}"
                    rows[key] = {
                        "connection_id": key,
                        "person_id": naming["person_id"],
                        "is_child": 1,
                        "entity_kind": one["entity_kind"] or "",
                        "entity_id": one["entity_id"] or "",
                        "occurred_on": (record["occurred_from"] or one["first_true_on"])[: len(EARLIEST)],
                        "known_from": (record["known_from"] or one["first_true_on"])[: len(EARLIEST)],
                        "grade": "",
                        "graded_low": 0,
                        "unsure": 0,
                        "is_copy": 0,
                        "record_id": basis["record_id"],
                        "agency": basis["agency"],
                        "organisation": basis["organisation"],
                        "layout": basis["layout"],
                    }
    return sorted(rows.values(), key=lambda row: (row["occurred_on"], row["connection_id"]))


def make_links(rows: Iterable[ServedRecordTie]) -> tuple[Link, ...]:
    """One link for each pair; where one of the two was ever a child, the child comes first.

    Rows come by day, and of each pair one at least is not low.
    """
    of_pair: dict[frozenset[str], list[ServedRecordTie]] = defaultdict(list)
    for row in rows:
        of_pair[frozenset((row["person_id"], row["entity_id"]))].append(row)
    return tuple(
        Link(
            *_ends_of(some),
            date.fromisoformat(some[0]["occurred_on"]),
            date.fromisoformat(some[-1]["occurred_on"]),
            tuple(dict.fromkeys(row["record_id"] for row in _counted(some))),
            tuple(sorted({row["agency"] for row in _counted(some)})),
            missing_of(some[0]),
            tied_on=date.fromisoformat(_first_that_ties(some)["occurred_on"]),
            grades=tuple(sorted({row["grade"] for row in some if row["grade"]})),
            unsure=_is_unsure(some),
            weak=_is_weak(some),
            known_on=tuple(sorted({row["record_id"]: row["known_from"][:10] for row in _counted(some)}.values())),
            layouts=tuple(layout for layout, _ in Counter(row["layout"] for row in _counted(some)).most_common()),
        )
        for some in of_pair.values()
    )


def _counted(rows: Sequence[ServedRecordTie]) -> Sequence[ServedRecordTie]:
    """Those that pass on no other's words; a copy alone, as a step of a path may be, stands for its first."""
    return [row for row in rows if not row["is_copy"]] or rows


def _first_that_ties(rows: Sequence[ServedRecordTie]) -> ServedRecordTie:
    return next((row for row in rows if not row["graded_low"]), rows[0])


def _ends_of(rows: Sequence[ServedRecordTie]) -> tuple[str, str]:
    of_child = next((row for row in rows if row["is_child"]), in_one_order(rows[0]))
    return of_child["person_id"], of_child["entity_id"]


def _is_unsure(rows: Sequence[ServedRecordTie]) -> bool:
    """Whether likeness alone puts two together. Nights are counted in one: one of them so makes all of them so."""
    if missing_of(rows[0]):
        return any(row["unsure"] for row in rows)
    return all(row["unsure"] for row in rows if not row["graded_low"])


def _is_weak(rows: Sequence[ServedRecordTie]) -> bool:
    """Whether intelligence alone puts two together, and no log of it is more than indirect and unsupported."""
    return all(len(row["grade"].split()) > 1 and row["grade"].split()[1].upper() not in STRONG for row in rows)


def kinds_of(rows: Iterable[ServedTie]) -> dict[str, str]:
    """The kind of each person and thing. Who was a child on any of these records is a child."""
    kinds: dict[str, str] = {}
    for row in rows:
        if row["is_child"] or row["person_id"] not in kinds:
            kinds[row["person_id"]] = CHILD if row["is_child"] else ADULT
        if row["entity_kind"] == CHILD or row["entity_id"] not in kinds:
            kinds[row["entity_id"]] = row["entity_kind"]
    return kinds


def name_nodes(store: SnapshotReader, kinds: dict[str, str], sight: RowFilter) -> dict[str, Node]:
    """The nodes by id, named as visible records name them; of whom words describe alone, by their day."""
    things = [one for one, kind in kinds.items() if kind in BY_NAMING]
    people = [one for one, kind in kinds.items() if kind not in BY_NAMING]
    names = {one: show_name(name) for one, name in store.networks.names(ids=people, sight=sight).items()}
    said = store.networks.things(ids=things, sight=sight) | names
    unidentified = {one for one, kind in kinds.items() if kind == UNIDENTIFIED}
    described = name_described(store, unidentified, sight)
    said |= {one: described[one].label if one in described else quote_words(said.get(one, "")) for one in unidentified}
    words = {one: who.words for one, who in described.items()}
    return {one: Node(kind, one, said.get(one) or NO_NAME, said=words.get(one, "")) for one, kind in kinds.items()}


def add_ages(store: SnapshotReader, nodes: dict[str, Node], sight: RowFilter) -> dict[str, Node]:
    """The nodes, people with how old they are today by each birth date that visible records give."""
    people = [one for one, node in nodes.items() if node.kind not in BY_NAMING]
    ages: dict[str, set[int]] = defaultdict(set)
    for row in store.said(person_ids=people, sight=sight):
        if row["what"] == "birth date":
            ages[row["person_id"]].add(years_on(born=date.fromisoformat(row["value"]), day=clock.today()))
    return nodes | {one: replace(nodes[one], ages=tuple(sorted(some))) for one, some in ages.items()}


def make_graph(
    store: SnapshotReader, rows: Sequence[ServedRecordTie], sight: RowFilter, *, left_out: int, aside: SetAside
) -> Graph:
    """The graph of these connections."""
    kinds = kinds_of(rows)
    nodes = add_ages(store, name_nodes(store, kinds, sight), sight)
    same = possible_matches(store, [one for one, kind in kinds.items() if kind not in BY_NAMING], sight)
    placed = tuple(nodes[one] for one in sorted(nodes))
    return Graph(placed, make_links(rows), left_out, set_aside=len(aside.met), same=same)


def find_path(
    store: SnapshotReader,
    start: str,
    goal: str,
    sight: RowFilter,
    *,
    span: ConnectionFilter,
    most: int,
    aside: SetAside,
) -> list[ServedRecordTie]:
    """The connections of a shortest path between two, from the first on; empty where there is none among `most`."""
    came_by: dict[str, ServedRecordTie | None] = {start: None}
    frontier = deque([start])
    while frontier and goal not in came_by and len(came_by) < most:
        rows = aside.keep(_touching(store, list(frontier), sight, span), *ENDS)
        here, frontier = set(frontier), deque()
        for row in map(in_one_order, rows):
            if row["graded_low"]:
                continue  # a step stands on a record that can make it by itself
            ends = (row["person_id"], row["entity_id"])
            for one, other in (ends, ends[::-1]):
                if one in here and other not in came_by:
                    came_by[other] = row
                    frontier.append(other)
    return _walk_back(came_by, goal)


def _walk_back(came_by: dict[str, ServedRecordTie | None], goal: str) -> list[ServedRecordTie]:
    path: list[ServedRecordTie] = []
    at, row = goal, came_by.get(goal)
    while row is not None:
        path.append(row)
        at = row["entity_id"] if row["person_id"] == at else row["person_id"]
        row = came_by[at]
    return path[::-1]
