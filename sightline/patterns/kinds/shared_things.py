"""The same adult, vehicle, phone or place on the records of two children who do not live together.

A thing is on a record, not on a row. Where one row of an occurrence names the child and another gives the car, both
rows are needed, and the car is on the child's record from when both were known.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from sightline.known_facts.dated_facts import EVER
from sightline.known_facts.homes import Homes
from sightline.known_facts.people import KnownPerson
from sightline.known_facts.records import Records
from sightline.known_facts.row_types import StandingRow
from sightline.known_facts.rows import human_of, other_piece_of, piece_of
from sightline.patterns.confirmed_names import beside_columns, links_of_notes
from sightline.patterns.instances import Condition, CountedFact, Window, Windows
from sightline.patterns.new_instances import ALL, CONFIRMED, MAY_BE_ONE, STRUCTURED, About, NewInstance, look
from sightline.patterns.rules import Pattern, PatternClass


def find_shared(*, records: Records, homes: Homes, pattern: Pattern, as_at: date) -> Iterator[NewInstance]:
    """Every pair of children with the same adult, vehicle, phone or place; then those that rest on notes as well.

    What a person confirmed of notes adds instances of the basis `all`. Those of columns stay as they are without it.
    Two rows of what may be the same people, by a possible match that is open, are told once.
    """
    links = _links(records.standing_on(pattern.of), pattern.of, homes)
    yield from tell_once(homes=homes, found=(
        each
        for entity, of_child in sorted(links.items())
        for each in _of_entity(entity, pattern.of, of_child, homes, pattern, as_at)
    ))  # fmt: skip
    noted = links_of_notes(records=records, homes=homes, of=pattern.of, counts=counts)
    if not noted:
        return
    given = _links(records.children_with(pattern.of), pattern.of, homes)
    yield from tell_once(homes=homes, found=(
        each
        for (kind, entity), of_child in sorted(beside_columns(noted=noted, given=given).items())
        for each in _of_entity(entity, kind, of_child, homes, pattern, as_at, confirmed=True)
    ))  # fmt: skip


def tell_once(*, homes: Homes, found: Iterable[NewInstance]) -> Iterator[NewInstance]:
    """Of those about what may be the same pair and the same adult or thing, those that were first to be seen.

    Where some readers see less, all are told: what one of them rests on, they may not see.
    """
    by_about: dict[About, list[NewInstance]] = defaultdict(list)
    for one in found:
        by_about[one.about].append(one)
    kept: list[About] = []
    ordered = sorted(by_about, key=lambda about: (min(one.first_true_on for one in by_about[about]), about.ids))
    for about in ordered:
        is_for_all = all(one.view.number == 0 for one in by_about[about])
        if not (is_for_all and any(_may_be_one(about, other, homes) for other in kept)):
            yield from by_about[about]
        if is_for_all:
            kept.append(about)


def _may_be_one(one: About, other: About, homes: Homes) -> bool:
    may = homes.may_be_one
    if not may(one.entity_id or "", other.entity_id or ""):
        return False
    (a, b), (c, d) = ((about.person_id or "", about.other_person_id or "") for about in (one, other))
    return (may(a, c) and may(b, d)) or (may(a, d) and may(b, c))


def _of_entity(
    entity: str,
    kind: str,
    of_child: dict[str, list[CountedFact]],
    homes: Homes,
    pattern: Pattern,
    as_at: date,
    *,
    confirmed: bool = False,
) -> Iterator[NewInstance]:
    within = pattern.number("within_days")
    until = homes.many_since.get(entity, EVER) if kind == "place" else EVER
    for one, other in combinations(sorted(of_child), 2):
        counted = [*of_child[one], *of_child[other]]
        if confirmed and not any(each.more.get(CONFIRMED) for each in counted):
            continue
        if not _ever_near(of_child[one], of_child[other], within) or not is_of_two(
            homes, pattern.pattern_class, one, other
        ):
            continue
        found = look(
            pattern=pattern,
            about=About(one, other, kind, entity),
            counted=counted,
            condition=Condition(_pair_windows(one, other, within), reach=within, until=until),
            as_at=as_at,
            basis=ALL if confirmed else STRUCTURED,
            only_confirmed=confirmed,
        )
        for each in found:
            each.more.update({"licensed": homes.is_licensed(entity)} if kind == "vehicle" else {})
            each.more[MAY_BE_ONE] = homes.any_may_be_one(each.about.ids)
            yield each


def is_of_two(homes: Homes, pattern_class: PatternClass, one: str, other: str) -> bool:
    """Whether a pattern of two children is told of these: not in one household, nor, unless it must be answered, asked.

    What must be answered is told of two who may be one as well, marked so: casework waits for the answer, and not long.
    """
    if pattern_class is PatternClass.MUST:
        return not homes.is_household(one, other)
    return homes.are_apart(one, other)


def _links(rows: Iterable[StandingRow], kind: str, homes: Homes) -> dict[str, dict[str, list[CountedFact]]]:
    """By adult or thing and by child: each record of the child on which it stands."""
    links: dict[str, dict[str, list[CountedFact]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if human_of(row).is_child(row["event_on"]) and counts(row, kind, homes):
            pieces = tuple(dict.fromkeys((piece_of(row), other_piece_of(row))))
            counted = CountedFact(row["person_id"], row["event_on"], pieces, "link", {"low": row["low"]})
            links[row["entity_id"]][row["person_id"]].append(counted)
    return links


def counts(row: StandingRow, kind: str, homes: Homes) -> bool:
    """Whether an adult or a thing on a child's record is one from outside."""
    child, entity = row["person_id"], row["entity_id"]
    if kind == "adult":
        adult = KnownPerson(entity, row["adult_born"], taken_as_child=False)
        at_home = row["role"] != "SUSPECT" and homes.is_relative(child, entity)
        return adult.is_adult(row["event_on"]) and not at_home
    if kind == "place":
        left_out = homes.settings | homes.many_by_type | homes.protected
        return entity not in left_out and not homes.is_home(child, entity)
    if kind == "phone" and homes.is_organisations(entity):
        return False
    return not homes.is_own(child, entity)


def _ever_near(one: Iterable[CountedFact], other: Iterable[CountedFact], within: int) -> bool:
    days = [counted.on for counted in other]
    return any(abs(counted.on - day) <= timedelta(days=within) for counted in one for day in days)


def _pair_windows(one: str, other: str, within: int) -> Windows:
    """A record of each child within so many days, at least one of the stretch not graded unreliable or false."""

    def windows(now: Sequence[CountedFact]) -> list[Window]:
        ordered = sorted(now, key=lambda counted: counted.order)
        days_of_one = sorted({counted.on for counted in now if counted.who == one})
        days_of_other = sorted({counted.on for counted in now if counted.who == other})
        found = []
        for day in days_of_one:
            for another in days_of_other:
                first, last = min(day, another), max(day, another)
                if (last - first).days <= within:
                    counted = tuple(each for each in ordered if first <= each.on <= last)
                    if not all(each.more["low"] for each in counted):
                        found.append(Window(first, last, counted))
        return found

    return windows
