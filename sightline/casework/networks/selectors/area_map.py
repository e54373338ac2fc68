"""Reads the home area on police reports of missing children and where they were found, as one reader may know.

It begins from what the reader may see. No report says from where a child went missing, so that an arrow begins at the
home on it. A home is never a point: its postcode says in which area it is. A protected address has no text here, so
that it is in no area; and what happened fewer than three times is told of no area, nor can it be worked out from what
one page tells. A month tells what its own page tells.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sightline import networks
from sightline.casework.audit.trail import audited
from sightline.casework.core.rights import check_people
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.networks.pages.maps import AreaMap, AreaOnMap, BaseOnMap, Journey, MonthOnMap
from sightline.casework.networks.selectors.graph import name_nodes
from sightline.casework.networks.selectors.maps import find_homes, find_spots, points_of, postcode_of, rings_of
from sightline.casework.people.pages.nodes import Node
from sightline.casework.people.selectors import may_open
from sightline.casework.subject_files.suppression import set_aside
from sightline.model.rows.records import ServedNamingInRecord
from sightline.model.visibility import RowFilter
from sightline.store.snapshot_reader import SnapshotReader

FEWEST = 3
CONCERN = "place_of_repeated_concern"
HOME, FOUND = "home", "place"


@dataclass(frozen=True, slots=True)
class MissingEpisode:
    """A missing episode: its children, when it began, and the areas of the home and where found; else empty."""

    children: frozenset[str]
    began_on: str
    origin: str
    to: str


def read_area_map(session: ReaderSession, *, since: date, until: date) -> AreaMap | None:
    """Missing episodes that began between two days; None where the partnership has given no areas."""
    with audited(session, action="map_areas") as trail:
        check_people(actor=session.actor)
        root, sight = current_workspace().root, session.sight
        files, written = networks.read_areas(root), networks.read_spots(root / networks.LOCAL_PLACES)
        with session.open_current() as opened:
            if opened is None or not files.areas:
                return None
            as_at = date.fromisoformat(opened[0].manifest()["as_at"])
            rows = opened[1].arrivals.named_in_missing_reports(sight=sight)
            locate = AreaLocator(files, written.spots)
            every = [
                one for one in missing_episodes(rows, locate) if since.isoformat() <= one.began_on <= until.isoformat()
            ]
            hidden = set_aside(session, store=opened[1]).hidden
            places = [one for one in _concern(opened[1], sight, until) if one.node_id not in hidden]
            homes = find_homes(opened[1], {one.node_id: one.label for one in places})
            concern = [one for one in places if one.node_id not in homes]
        trail.details = {"episodes": len(every)}
        trail.add("thing", [one.node_id for one in concern])
    located = tuple((one, locate.place(one.label)) for one in concern)
    shown = _shown_areas(every)
    by_month = months_of_areas(every, shown)
    return AreaMap(
        areas=tuple(_areas(files.areas, every, located)),
        base=tuple(BaseOnMap(one.kind, points_of(one.ring)) for one in files.base),
        journeys=tuple(_journeys(every)),
        months=tuple(_months(every, since, until, by_month)),
        concern=located,
        episodes=len(every),
        children=len({child for one in every for child in one.children}),
        has_few=any(number < FEWEST for number in _pairs(every).values()),
        no_origin=sum(not one.origin for one in every),
        no_area=sum(one.to not in shown for one in every),
        as_at=as_at,
        problems=tuple(str(problem) for problem in (*files.problems, *written.problems)),
        homes=len(homes),
    )


class AreaLocator:
    """Says in which area an address is: by its postcode, else by its place in the partnership's file."""

    def __init__(self, files: networks.AreaFiles, spots: Sequence[networks.WrittenSpot]) -> None:
        self._files, self._spots = files, spots

    def home(self, text: str) -> str:
        """By its postcode alone: of a home nobody asks for a point."""
        return self._files.by_postcode.get(networks.fold_postcode(postcode_of(text)), "")

    def place(self, text: str) -> str:
        """By its postcode, or where it is written that it is."""
        if by_postcode := self.home(text):
            return by_postcode
        spot = find_spots(self._spots, {"": text}).get("") if text else None
        return self._files.area_at(spot) if spot else ""


def missing_episodes(rows: Iterable[ServedNamingInRecord], locate: AreaLocator) -> Iterator[MissingEpisode]:
    """One for each report that names a child whom the reader may open."""
    reports: dict[str, list[ServedNamingInRecord]] = defaultdict(list)
    for row in rows:
        reports[row["record_id"]].append(row)
    for some in reports.values():
        children = frozenset(row["person_id"] for row in some if row["slot"] == "subject" and row["person_id"])
        began = json.loads(some[0]["body"])["occurred_from"]
        if children and began:
            said: Mapping[str, str] = {row["slot"]: row["text"] for row in some}
            yield MissingEpisode(
                children, began[:10], locate.home(said.get(HOME, "")), locate.place(said.get(FOUND, ""))
            )


def _concern(store: SnapshotReader, sight: RowFilter, until: date) -> list[Node]:
    """Places of repeated concern by that day, of people whom the reader may open, by name."""
    rows = store.patterns.of_rule(rule_id=CONCERN, until=until.isoformat(), sight=sight)
    open_rows = [row for row in rows if all(may_open(store, one, sight) for one in store.patterns.people(row=row))]
    ids = sorted({row["entity_id"] for row in open_rows if row["entity_id"]})
    nodes = name_nodes(store, dict.fromkeys(ids, "place"), sight)
    return sorted(nodes.values(), key=lambda node: (node.label, node.node_id))


def _shown_areas(every: Iterable[MissingEpisode]) -> frozenset[str]:
    """The areas in which three or more ended."""
    return frozenset(area for area, number in Counter(one.to for one in every if one.to).items() if number >= FEWEST)


def _areas(
    areas: Iterable[networks.MapArea], every: Iterable[MissingEpisode], concern: Iterable[tuple[Node, str]]
) -> Iterator[AreaOnMap]:
    found, places = Counter(one.to for one in every), Counter(area for _, area in concern)
    for area in areas:
        number = found[area.name]
        yield AreaOnMap(
            area.name,
            rings_of(area),
            (area.middle.east, area.middle.north),
            number if number >= FEWEST else 0,
            places[area.name],
        )


def _pairs(every: Iterable[MissingEpisode]) -> Counter[tuple[str, str]]:
    return Counter((one.origin, one.to) for one in every if one.origin and one.to)


def _journeys(every: Sequence[MissingEpisode]) -> Iterator[Journey]:
    """Those that were made three times or more, the most frequent first."""
    for (origin, to), number in sorted(_pairs(every).items(), key=lambda pair: (-pair[1], pair[0])):
        if number >= FEWEST:
            yield Journey(origin, to, number)


def months_of_areas(every: Sequence[MissingEpisode], shown: frozenset[str]) -> dict[str, dict[str, int]] | None:
    """For each month the areas in which three or more of its episodes ended, with their numbers: as on its own page.

    An area is left out of every month where its smaller months could be worked out from its total and the others. None
    where they could be worked out from the number of episodes in each month alone: then no month is told.
    """
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for one in every:
        held[one.began_on[:7]][one.to] += 1
    months = {
        month: {area: number for area, number in found.items() if area in shown and number >= FEWEST}
        for month, found in held.items()
    }
    for area in [one for one in sorted(shown) if _gives_away(one, held, months)]:
        for found in months.values():
            found.pop(area, None)
    return None if any(_gives_away(one, held, months) for one in shown) else months


def _gives_away(area: str, held: Mapping[str, Counter[str]], months: Mapping[str, Mapping[str, int]]) -> bool:
    """Whether a small number of this area in one month is sure, by its total and by what is on no map in each month."""
    others = [month for month in held if area not in months[month]]
    most = FEWEST - 1 if len(others) < len(held) else sum(found[area] for found in held.values())
    room = [min(held[month].total() - sum(months[month].values()), most) for month in others]
    rest = sum(held[month][area] for month in others)
    spare = sum(room) - rest
    return any(0 < max(0, one - spare) == min(one, rest) < FEWEST for one in room)


def _months(
    every: Sequence[MissingEpisode], since: date, until: date, by_month: Mapping[str, Mapping[str, int]] | None
) -> Iterator[MonthOnMap]:
    """Each month of these days, also one in which nothing was reported; of all days from the first report on.

    None at all where they would give small numbers.
    """
    if by_month is None:
        return
    oldest = date.fromisoformat(min((one.began_on for one in every), default=until.isoformat()))
    first = oldest if since == date.min else since
    for number in range(first.year * 12 + first.month - 1, until.year * 12 + until.month):
        month = f"{number // 12:04}-{number % 12 + 1:02}"
        some = [one for one in every if one.began_on[:7] == month]
        areas = by_month.get(month, {})
        yield MonthOnMap(month, len(some), tuple(sorted(areas.items())), len(some) - sum(areas.values()))
