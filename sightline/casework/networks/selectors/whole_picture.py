"""Reads the picture of everybody and everything that stands with two people or more, and the table that says the same.

The table is not of what is drawn, but of all of it. What has no room in the picture is a line of the table, and so is
what analysts added.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.core.paginator import Paginator

from sightline.casework.audit.trail import audited
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.networks.pages.networks import NO_CHOICES, Graph, Link, Pair, PictureChoices, WholeTable
from sightline.casework.networks.selectors.analyst_entries import every_entry
from sightline.casework.networks.selectors.disputed_parts import (
    Parts,
    disputed_parts,
    is_disputed,
    say_if_disputed,
    shows_disputed,
)
from sightline.casework.networks.selectors.ego_picture import MOST_ALL, audit_graph
from sightline.casework.networks.selectors.graph import (
    BY_NAMING,
    EVER,
    ConnectionFilter,
    kinds_of,
    missing_of,
    name_nodes,
)
from sightline.casework.people.pages.nodes import CHILD, AnalystEntryLine
from sightline.casework.subject_files.suppression import SetAside, set_aside
from sightline.model.rows.groups import ServedShownTogether
from sightline.model.rows.networks import ServedTie
from sightline.model.visibility import RowFilter
from sightline.store.snapshot_reader import SnapshotReader


class DrawnPair(ServedTie):
    """A pair of the whole picture, made by records or by nights."""

    first_on: str
    last_on: str
    tied_on: str
    known_on: str
    unsure: int
    records: int
    agencies: str


class PairOfNights(DrawnPair):
    """Two children, and how often both were missing."""

    occasions: int
    expected: float


ENDS = ("person_id", "entity_id")
PAGE, MOST_PAIRS = 100, 4 * MOST_ALL


def read_whole_picture(session: ReaderSession, *, most: int = MOST_ALL, span: ConnectionFilter = EVER) -> Graph:
    """Everybody and everything that stands with two people or more, and children missing together, the newest first.

    To `most` people and things; with what analysts added. By the records of the days and agencies of `span`.
    """
    with audited(session, action="read_network_picture") as trail:
        check_people(actor=session.actor)
        sight = session.sight
        with session.open_current() as opened:
            if opened is None:
                return Graph((), ())
            aside = set_aside(session, store=opened[1])
            rows, total = pairs_of_all(opened[1], sight, aside, most=4 * most, span=span)
            kept = within(rows, most)
            graph = replace(_of_pairs(opened[1], kept, sight, left_out=total - len(kept)), set_aside=len(aside.met))
            graph = say_if_disputed(graph, disputed_parts(session, opened[1], sight))
        trail.details = {"whole": True, "filtered": span != EVER, "nodes": len(graph.nodes), "links": len(graph.links)}
        audit_graph(trail, graph)
    return replace(graph, entries=entries_between(session, aside))


def read_whole_table(session: ReaderSession, *, page: int = 1, span: ConnectionFilter = EVER) -> WholeTable:
    """A part of the same pairs, one a line; what analysts added comes with the first."""
    with audited(session, action="read_network_table") as trail:
        check_people(actor=session.actor)
        sight = session.sight
        with session.open_current() as opened:
            if opened is None:
                return WholeTable((), (), 0, 1, 1)
            aside = set_aside(session, store=opened[1])
            as_at = date.fromisoformat(opened[0].manifest()["as_at"])
            rows, total = pairs_of_all(opened[1], sight, aside, most=MOST_PAIRS)
            choices = choices_of(rows)
            if span != EVER:
                rows, total = pairs_of_all(opened[1], sight, aside, most=MOST_PAIRS, span=span)
            part = Paginator(rows, PAGE).get_page(page)
            parts = disputed_parts(session, opened[1], sight)
            lines = _lines(opened[1], list(part), sight, parts)
        ends = {end.node_id: end for line in lines for end in (line.one, line.other)}.values()
        trail.details = {"page": part.number, "total": total, "filtered": span != EVER}
        trail.add("person", [end.node_id for end in ends if end.kind not in BY_NAMING])
        trail.add("thing", [end.node_id for end in ends if end.kind in BY_NAMING])
    entries = () if part.has_previous() else entries_between(session, aside)
    return WholeTable(
        lines,
        entries,
        total,
        part.number,
        part.paginator.num_pages,
        left_out=total - len(rows),
        set_aside=len(aside.met),
        as_at=as_at,
        choices=choices,
        is_disputed=shows_disputed(parts, (end for row in rows for end in (row["person_id"], row["entity_id"]))),
    )


def pairs_of_all(
    store: SnapshotReader, sight: RowFilter, aside: SetAside, *, most: int, span: ConnectionFilter = EVER
) -> tuple[list[DrawnPair], int]:
    """Pairs that records and nights of these days and agencies make, the newest first, and how many there are."""
    every, total = store.networks.shared(
        sight=sight, most=most, since=span.since, until=span.until, agencies=span.agencies
    )
    rows = aside.keep(every, *ENDS)
    nights = pairs_of_nights(store, sight, span)
    ordered = sorted([*rows, *nights], key=lambda row: str(row["last_on"]), reverse=True)
    return ordered, total + len(nights) - (len(every) - len(rows))


def choices_of(pairs: Sequence[DrawnPair]) -> PictureChoices:
    """The months from the first record of these pairs to the last, and the agencies of their records."""
    if not pairs:
        return NO_CHOICES
    month, last = min(row["first_on"] for row in pairs)[:7], max(row["last_on"] for row in pairs)[:7]
    months = [month]
    while month < last:
        year, number = int(month[:4]), int(month[5:7])
        month = f"{year + number // 12:04}-{number % 12 + 1:02}"
        months.append(month)
    return PictureChoices(
        tuple(months), tuple(sorted({one for row in pairs for one in row["agencies"].split(",")} - {""}))
    )


def pairs_of_nights(store: SnapshotReader, sight: RowFilter, span: ConnectionFilter) -> list[PairOfNights]:
    """Children missing together, by the records of these days and agencies. How often is said of all days."""
    every = store.together.pairs(sight=sight)
    if span == EVER or not every:
        return [_as_pair(row) for row in every]
    ids = sorted({row[end] for row in every for end in ("person_id", "entity_id")})
    dates: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in store.together.times(ids=ids, sight=sight):
        if span.covers(row):
            dates[row["person_id"], row["entity_id"]][row["record_id"]] = row["occurred_on"]
    return [
        {**_as_pair(row), "first_on": min(days.values()), "last_on": max(days.values()),
         "tied_on": min(days.values()), "records": len(days)}
        for row in every
        if (days := dates.get((row["person_id"], row["entity_id"])))
    ]  # fmt: skip


def _as_pair(row: ServedShownTogether) -> PairOfNights:
    """Two children missing together, in the form of a pair that records make."""
    return {
        "person_id": row["person_id"],
        "is_child": 1,
        "entity_kind": CHILD,
        "entity_id": row["entity_id"],
        "first_on": row["first_on"],
        "last_on": row["last_on"],
        "tied_on": row["first_on"],
        "known_on": row["last_on"],
        "unsure": row["unsure"],
        "records": row["records"],
        "agencies": "",
        "occasions": row["occasions"],
        "expected": row["expected"],
    }


def _lines(store: SnapshotReader, rows: Sequence[DrawnPair], sight: RowFilter, parts: Parts) -> tuple[Pair, ...]:
    nodes = name_nodes(store, kinds_of(rows), sight)
    missing = [end for row in rows if missing_of(row) for end in (row["person_id"], row["entity_id"])]
    agencies: dict[frozenset[str], set[str]] = {}
    for row in store.together.times(ids=missing, sight=sight) if missing else ():
        agencies.setdefault(frozenset((row["person_id"], row["entity_id"])), set()).add(row["agency"])
    return tuple(
        Pair(
            one=nodes[row["person_id"]],
            other=nodes[row["entity_id"]],
            first_on=date.fromisoformat(row["first_on"]),
            last_on=date.fromisoformat(row["last_on"]),
            records=row["records"],
            agencies=tuple(
                sorted(agencies.get(frozenset((row["person_id"], row["entity_id"])), ()))
                if missing_of(row)
                else sorted(row["agencies"].split(","))
            ),
            missing=missing_of(row),
            unsure=bool(row["unsure"]),
            is_disputed=is_disputed(parts, (row["person_id"], row["entity_id"])),
        )
        for row in rows
    )


def entries_between(session: ReaderSession, aside: SetAside) -> tuple[AnalystEntryLine, ...]:
    """What analysts added between two, and did not take back."""
    every = aside.keep_entries(every_entry(session))
    return tuple(one for one in every if len(one.ends) > 1 and not one.taken_back_by)


def within(rows: list[DrawnPair], most: int) -> list[DrawnPair]:
    """Pairs in their order while there is room for both ends."""
    kept, ends = [], set[str]()
    for row in rows:
        new = {row["person_id"], row["entity_id"]} - ends
        if len(ends) + len(new) <= most:
            ends |= new
            kept.append(row)
    return kept


def _of_pairs(store: SnapshotReader, pairs: list[DrawnPair], sight: RowFilter, *, left_out: int) -> Graph:
    nodes = name_nodes(store, kinds_of(pairs), sight)
    links = tuple(
        Link(row["person_id"], row["entity_id"], date.fromisoformat(row["first_on"]),
             date.fromisoformat(row["last_on"]), (), (), missing_of(row), tied_on=date.fromisoformat(row["tied_on"]),
             unsure=bool(row["unsure"]), known_on=(row["known_on"][:10],))
        for row in pairs
    )  # fmt: skip
    return Graph(tuple(nodes[one] for one in sorted(nodes)), links, left_out)
