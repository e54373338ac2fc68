"""Reads a place with signs beside places of its type, for one reader, from the records that they may see.

Whose records are not seen are in none of these numbers, neither here nor at the other places. So two readers may be
told different numbers, and each is right about what they see.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from sightline.casework.patterns.pages import BesideOthers
from sightline.model.rows.networks import ServedPeopleAtPlace, ServedSignAtPlace
from sightline.model.visibility import RowFilter
from sightline.patterns import PlaceCount, PlaceTypes, compare, days_of_signs, read_place_types
from sightline.store.snapshot_reader import SnapshotReader

ONE_DAY = timedelta(days=1)


def compare_places(
    store: SnapshotReader, ids: Mapping[str, frozenset[str]], sight: RowFilter, *, as_at: date
) -> dict[str, BesideOthers]:
    """Each of these places beside the others of its type, over the days of the rule up to its last sign.

    Of each place: the records among which that last sign is looked for; all that the reader sees, where there are none.
    A place without a visible sign is not in the answer, and nobody who is kept to their own pupils is given any.
    """
    within = timedelta(days=days_of_signs(as_at))
    if sight.only_people_of is not None or not within:
        return {}
    found: dict[str, BesideOthers] = {}
    of_type: dict[str, list[str]] = defaultdict(list)
    for place, place_type in store.networks.place_types(ids=list(ids)).items():
        of_type[place_type].append(place)
    for place_type, places in of_type.items():
        people = store.networks.people_at(place_type=place_type, sight=sight)
        signs = store.networks.signs_at(place_type=place_type, sight=sight)
        for place in places:
            days = [
                row["occurred_on"] for row in signs
                if row["place_id"] == place and (not ids[place] or row["record_id"] in ids[place])
            ]  # fmt: skip
            if days:
                until = date.fromisoformat(max(days))
                found[place] = _beside(place, place_type, people, signs, (until - within, until))
    return found


def _beside(
    place: str,
    place_type: str,
    people: Mapping[str, ServedPeopleAtPlace],
    signs: list[ServedSignAtPlace],
    days: tuple[date, date],
) -> BesideOthers:
    types = read_place_types()
    stretches = _stretches(
        days, min((one["first_on"] for one in people.values() if one["first_on"]), default=""), types
    )
    children: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for row in signs:
        for number, (since, until) in enumerate(stretches):
            if since <= row["occurred_on"] <= until:
                children[row["place_id"]].add((number, row["person_id"]))
    here = PlaceCount(people[place]["people"], sum(number == 0 for number, _ in children[place]))
    others = [
        PlaceCount(row["people"] * len(stretches), len(children[one])) for one, row in people.items() if one != place
    ]  # fmt: skip
    compared = compare(here=here, others=others, stretches=len(stretches), types=types)
    return BesideOthers(
        children=compared.here.children,
        people=compared.here.people,
        since=days[0],
        until=days[1],
        of_type=types.labels[place_type],
        places=compared.places,
        expected=compared.expected,
        chance=compared.chance,
        rare=types.rare,
    )


def _stretches(days: tuple[date, date], first_on: str, types: PlaceTypes) -> list[tuple[str, str]]:
    """The days in question, and as many as long before them as others are counted in, back to the first record."""
    since, until = days
    found = [(since.isoformat(), until.isoformat())]
    for _ in range(types.stretches - 1):
        since, until = since - (until - since) - ONE_DAY, since - ONE_DAY
        if since.isoformat() < first_on:
            break
        found.append((since.isoformat(), until.isoformat()))
    return found
