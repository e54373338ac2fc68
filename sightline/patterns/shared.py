"""The same adult, vehicle, phone or place on the records of two children who do not live together.

A newcomer would get this wrong: a thing is on a record, not on a row. Where one row of an occurrence names the child
and another gives the car, both rows are needed, and the car is on the child's record from when both were known.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from sightline.known.homes import Homes
from sightline.known.people import Human
from sightline.known.pieces import EVER
from sightline.known.records import Records
from sightline.known.rows import human_of, piece_of
from sightline.patterns.found import About, Found, look
from sightline.patterns.instances import Condition, Told, Window
from sightline.patterns.rules import Pattern


def find_shared(*, records: Records, homes: Homes, pattern: Pattern, as_at: date) -> Iterator[Found]:
    """Every pair of children with the same adult, vehicle, phone or place."""
    links = _links(records, homes, pattern.of)
    within = pattern.number("within_days")
    for entity, of_child in sorted(links.items()):
        until = homes.many_since.get(entity, EVER) if pattern.of == "place" else EVER
        for one, other in combinations(sorted(of_child), 2):
            told = [*of_child[one], *of_child[other]]
            if not _ever_near(of_child[one], of_child[other], within) or homes.is_household(one, other):
                continue
            about = About(one, other, pattern.of, entity)
            condition = Condition(_pair_windows(one, other, within), reach=within, until=until)
            licensed = {"licensed": homes.is_licensed(entity)} if pattern.of == "vehicle" else {}
            for found in look(pattern=pattern, about=about, told=told, condition=condition, as_at=as_at):
                found.more.update(licensed)
                yield found


def _links(records: Records, homes: Homes, kind: str) -> dict[str, dict[str, list[Told]]]:
    """By adult or thing and by child: each record of the child on which it stands."""
    links: dict[str, dict[str, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for row in records.standing_on(kind):
        if human_of(row).is_child(row["event_on"]) and _counts(row, kind, homes):
            pieces = tuple(dict.fromkeys((piece_of(row), piece_of(row, "other_"))))
            told = Told(row["person_id"], row["event_on"], pieces, "link", {"low": row["low"]})
            links[row["entity_id"]][row["person_id"]].append(told)
    return links


def _counts(row: dict[str, Any], kind: str, homes: Homes) -> bool:
    child, entity = row["person_id"], row["entity_id"]
    if kind == "adult":
        adult = Human(entity, row["adult_born"], taken_as_child=False)
        at_home = row["role"] != "SUSPECT" and homes.is_household(child, entity)
        return adult.is_adult(row["event_on"]) and not at_home
    if kind == "place":
        left_out = homes.settings | homes.many_by_type | homes.protected
        return entity not in left_out and not homes.is_home(child, entity)
    if kind == "phone" and homes.is_organisations(entity):
        return False
    return not homes.is_own(child, entity)


def _ever_near(one: Iterable[Told], other: Iterable[Told], within: int) -> bool:
    days = [told.on for told in other]
    return any(abs(told.on - day) <= timedelta(days=within) for told in one for day in days)


def _pair_windows(one: str, other: str, within: int) -> Any:
    """A record of each child within so many days, at least one of the stretch not graded unreliable or false."""

    def windows(now: Sequence[Told]) -> list[Window]:
        ordered = sorted(now, key=lambda told: told.order)
        days_of_one = sorted({told.on for told in now if told.who == one})
        days_of_other = sorted({told.on for told in now if told.who == other})
        found = []
        for day in days_of_one:
            for another in days_of_other:
                first, last = min(day, another), max(day, another)
                if (last - first).days <= within:
                    told = tuple(each for each in ordered if first <= each.on <= last)
                    if not all(each.more["low"] for each in told):
                        found.append(Window(first, last, told))
        return found

    return windows
