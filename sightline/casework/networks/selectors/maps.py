"""Puts places on a map: those that a reader's records give, where the partnership's own files say that they are.

The map begins from what the reader may see, never from the file of places. A place that is in the file alone, or
protected, or on records of others alone, is not there to be drawn. Nor is a home, whoever lives or lived there.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sightline import networks
from sightline.casework.audit.trail import audited
from sightline.casework.core.rights import check_people
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.networks.pages.maps import AreaOnMap, BaseOnMap, MappedPlace, PlaceMonths, PlacesMap
from sightline.casework.networks.selectors.graph import name_nodes
from sightline.casework.subject_files.suppression import set_aside
from sightline.linkage.normal_forms.addresses import Address, read_address
from sightline.linkage.settings import read_settings
from sightline.patterns import read_place_types
from sightline.store.snapshot_reader import SnapshotReader

MOST_PLACES = 200


def map_places(session: ReaderSession, *, since: date, until: date) -> PlacesMap:
    """Small places on children's records between two days, each with its spot: the newest, at most MOST_PLACES."""
    with audited(session, action="map_places") as trail:
        check_people(actor=session.actor)
        sight = session.sight
        with session.open_current() as opened:
            if opened is None:
                return PlacesMap(())
            every = opened[1].networks.places_between(sight=sight, since=since.isoformat(), until=until.isoformat())
            kept = set_aside(session, store=opened[1]).keep(every, "entity_id")
            named = name_nodes(opened[1], {row["entity_id"]: "place" for row in kept}, sight)
            homes = find_homes(opened[1], {node_id: node.label for node_id, node in named.items()})
            rows = [row for row in kept if row["entity_id"] not in homes]
            shown = rows[:MOST_PLACES]
            nodes = {row["entity_id"]: named[row["entity_id"]] for row in shown}
            as_at = date.fromisoformat(opened[0].manifest()["as_at"])
        trail.add("thing", [row["entity_id"] for row in shown])
    root = current_workspace().root
    written = networks.read_spots(root / networks.LOCAL_PLACES)
    outlines, areas = networks.read_outlines(root / networks.LOCAL_OUTLINES), networks.read_areas(root)
    spots = find_spots(written.spots, {node_id: node.label for node_id, node in nodes.items()})
    return PlacesMap(
        tuple(
            MappedPlace(
                node=nodes[row["entity_id"]],
                children=row["children"],
                records=row["records"],
                first_on=date.fromisoformat(row["first_on"]),
                last_on=date.fromisoformat(row["last_on"]),
                at=_pair(spots.get(row["entity_id"])),
            )
            for row in shown
        ),
        outlines=tuple(tuple((spot.east, spot.north) for spot in ring) for ring in outlines.rings),
        problems=tuple(str(problem) for problem in (*written.problems, *outlines.problems, *areas.problems)),
        has_places=written.is_there,
        left_out=len(rows) - len(shown),
        homes=len(kept) - len(rows),
        areas=tuple(AreaOnMap(one.name, rings_of(one), (one.middle.east, one.middle.north)) for one in areas.areas),
        base=tuple(BaseOnMap(one.kind, points_of(one.ring)) for one in areas.base),
        as_at=as_at,
    )


def list_places_by_month(session: ReaderSession, *, since: date, until: date) -> tuple[PlaceMonths, ...]:
    """Small places on children's records, by month: those with the newest records, at most MOST_PLACES; no homes."""
    with audited(session, action="list_places_by_month") as trail:
        check_people(actor=session.actor)
        sight = session.sight
        with session.open_current() as opened:
            if opened is None:
                return ()
            aside = set_aside(session, store=opened[1])
            every = opened[1].networks.places_by_month(sight=sight, since=since.isoformat(), until=until.isoformat())
            rows = aside.keep(every, "entity_id")
            months: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
            for row in rows:
                months[row["entity_id"]].append((row["month"], row["children"], row["records"]))
            named = name_nodes(opened[1], dict.fromkeys(months, "place"), sight)
            homes = find_homes(opened[1], {node_id: node.label for node_id, node in named.items()})
            ordered = sorted(months.keys() - homes, key=lambda one: (months[one][-1][0], one), reverse=True)
            newest = ordered[:MOST_PLACES]
        trail.add("thing", newest)
    return tuple(PlaceMonths(named[one], tuple(months[one])) for one in newest)


def find_homes(store: SnapshotReader, labels: Mapping[str, str]) -> set[str]:
    """Those of these places, by id with what they are called, at which somebody lives or lived, or could live.

    What is by its name a house or flat is one, though no record says who lives there; unless it has a licence.
    """
    types, read = store.networks.place_types(ids=list(labels)), read_place_types()
    houses = {one for one, label in labels.items() if (types.get(one) or read.type_of(label)) == read.house}
    return houses | store.facts.homes(place_ids=labels.keys() - houses)


def find_spots(written: Sequence[networks.WrittenSpot], labels: dict[str, str]) -> dict[str, networks.Spot]:
    """Where each place is, by its id, from what it is called. None where two rows could be meant.

    The same words and postcode; or the same words, where one of the two gives no postcode; or a row for its postcode.
    """
    by_words: dict[str, list[tuple[str, networks.Spot]]] = defaultdict(list)
    for one in written:
        read = _address(one.place, one.postcode)
        by_words[read.words].append((read.postcode, one.spot))
    of_postcode = {postcode: spot for postcode, spot in reversed(by_words.pop("", [])) if postcode}
    found = {}
    for node_id, label in labels.items():
        read = _address(label)
        spot = _choose(by_words.get(read.words, []), read.postcode) or of_postcode.get(read.postcode)
        if spot:
            found[node_id] = spot
    return found


def postcode_of(text: str) -> str:
    """The postcode in an address as written; empty where it has none."""
    return _address(text).postcode if text else ""


def _choose(rows: Sequence[tuple[str, networks.Spot]], postcode: str) -> networks.Spot | None:
    same = [spot for code, spot in rows if code == postcode]
    likely = same or [spot for code, spot in rows if not (code and postcode)]
    return likely[0] if len(set(likely)) == 1 else None


def _address(text: str, postcode: str = "") -> Address:
    settings = read_settings()
    return read_address(
        text=text, postcode=postcode, street_words=settings.street_words, placeholders=settings.placeholders
    )


def _pair(spot: networks.Spot | None) -> tuple[float, float] | None:
    return (spot.east, spot.north) if spot else None


def points_of(ring: networks.Ring) -> tuple[tuple[float, float], ...]:
    """A line as pairs of metres."""
    return tuple((spot.east, spot.north) for spot in ring)


def rings_of(area: networks.MapArea) -> tuple[tuple[tuple[float, float], ...], ...]:
    """The outlines of an area as pairs of metres."""
    return tuple(points_of(ring) for ring in area.rings)
