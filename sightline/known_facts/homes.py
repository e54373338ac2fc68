"""Who lives with whom, whose a vehicle or phone is, and which places are nobody's home.

A household is asked of each pair and never passed on. That A lives with B and B with C does not make A and C one
household.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations, product

from sightline.known_facts.places import has_kind
from sightline.known_facts.relatives import read_possible_matches, read_surnames
from sightline.known_facts.row_types import (
    AtThingRow,
    FamilyTieRow,
    HomeRow,
    LicenceRow,
    ManyRow,
    PlacementRow,
    ThingIdRow,
    WrittenPlaceRow,
)
from sightline.known_facts.words import WordLists
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows

LIVED_TOGETHER = timedelta(days=365)
OWN_SLOTS = "('subject', 'nominal', 'holder', 'tenant')"

# The fact that gives each layout's place. A tracker's list of places is no place of one record.
PLACE_FACTS = (
    "(('police_occurrences', 'occurrence'), ('police_missing', 'found'), ('youth_service_contacts', 'contact'), "
    "('housing_complaints', 'complaint'), ('licensing_register', 'licence'))"
)

HOMES = f"""
SELECT DISTINCT person.person_id, home.thing_id, mention.occurred_on AS day
FROM pattern_thing AS home JOIN pattern_person AS person USING (row_id)
JOIN mention ON mention.mention_id = person.mention_id
WHERE home.slot = 'home' AND home.entity_kind = 'place' AND person.slot IN {OWN_SLOTS}
  AND mention.occurred_on IS NOT NULL
"""

FAMILY = """
SELECT DISTINCT subject.person_id AS one, related.person_id AS other, coalesce(related.role, '') AS relationship
FROM pattern_person AS subject JOIN pattern_person AS related USING (row_id)
WHERE subject.slot = 'subject' AND related.slot = 'related'
"""

AT_PLACES = f"""
SELECT place.thing_id, person.person_id, min(fact.known_from) AS day
FROM pattern_thing AS place JOIN pattern_person AS person USING (row_id) JOIN pattern_fact AS fact USING (row_id)
WHERE place.slot = 'place' AND (fact.layout, fact.name) IN {PLACE_FACTS} AND person.slot IN {OWN_SLOTS}
GROUP BY ALL
"""

MANY = """
SELECT thing_id, day FROM (
    SELECT thing_id, day, row_number() OVER (PARTITION BY thing_id ORDER BY day) AS number FROM pattern_at_place)
WHERE number = {many_from}
"""

MANY_HOMES = """
SELECT thing_id
FROM (SELECT thing_id, person_id FROM pattern_at_place UNION SELECT thing_id, person_id FROM pattern_home)
GROUP BY thing_id HAVING count(*) >= {many_from}
"""

# A record's car is often repeated on the row of each person in it: only a parent's row makes it the parent's own, and
# none where a suspect's row gives it too. A housing row's car is nobody's: it is the one complained of.
HOLDERS = """
SELECT DISTINCT thing.thing_id, person.person_id
FROM pattern_thing AS thing JOIN pattern_person AS person USING (row_id)
WHERE (thing.layout IN ('police_occurrences', 'police_intelligence') AND person.slot = 'nominal'
       AND CASE thing.entity_kind WHEN 'vehicle' THEN person.role = 'PARENT'
                WHEN 'phone' THEN person.role <> 'SUSPECT' ELSE false END
       AND NOT EXISTS (SELECT 1 FROM pattern_giver AS giver WHERE giver.record_id = thing.record_id
           AND giver.thing_id = thing.thing_id AND giver.role = 'SUSPECT'))
   OR (thing.entity_kind IN ('vehicle', 'phone') AND person.slot = 'holder')
   OR (thing.entity_kind = 'phone' AND person.slot = 'tenant')
   OR (thing.entity_kind = 'phone' AND thing.layout = 'childrens_services_family' AND person.slot = 'related')
"""

WRITTEN = """
SELECT DISTINCT thing_id, CASE WHEN address <> '' THEN address ELSE value_as_written END AS written
FROM mention JOIN resolved USING (mention_id) WHERE entity_kind = 'place'
"""

PLACEMENTS = """
SELECT DISTINCT resolved.thing_id, child.person_id
FROM mention JOIN resolved USING (mention_id)
LEFT JOIN pattern_person AS child ON child.row_id = mention.row_id AND child.slot = 'subject'
WHERE mention.entity_kind = 'place' AND mention.slot LIKE 'placement%'
"""

# Whoever may be the adult at whose address a child is placed: nobody who was a child there too.
GROWN = """
SELECT home.thing_id, home.person_id
FROM pattern_home AS home JOIN pattern_person AS person USING (person_id)
GROUP BY ALL
HAVING NOT bool_or(person.taken_as_child) AND bool_or(person.born IS NULL OR person.born + INTERVAL 18 YEAR <= home.day)
    OR bool_and(coalesce(person.born + INTERVAL 18 YEAR <= home.day, false))
"""

LICENCES = """
SELECT DISTINCT thing.thing_id, upper(json_extract_string(fact.details, '$.licence_type.as_written')) AS licence
FROM pattern_thing AS thing JOIN pattern_fact AS fact USING (row_id)
WHERE thing.layout = 'licensing_register' AND fact.name = 'licence' AND thing.slot IN ('phone', 'vehicle')
"""


def has_so_many(people: Iterable[str], needed: int, are: Callable[[str, str], bool]) -> bool:
    """Whether there are so many people of whom it holds for every two."""
    some_of = combinations(sorted(people), needed)
    return any(all(are(one, other) for one, other in combinations(some, 2)) for some in some_of)


class Homes:
    """Households, own things and kinds of place, over all rows of the run: none of it depends on a day of knowing."""

    def __init__(self, *, engine: Engine, words: WordLists) -> None:
        engine.make("pattern_home", HOMES)
        engine.make("pattern_at_place", AT_PLACES)
        self._engine, self._words = engine, words
        self._are_one_household: dict[frozenset[str], bool] = {}
        self._may_be, self._surnames = read_possible_matches(engine=engine), read_surnames(engine=engine)
        self.many_since: dict[str, date] = {
            row["thing_id"]: row["day"] for row in read_rows(engine, ManyRow, MANY.format(many_from=words.many_from))
        }
        family = read_rows(engine, FamilyTieRow, FAMILY)
        self._ties = {frozenset((row["one"], row["other"])) for row in family}
        # One family row of a relative is enough, whatever else the two are to each other.
        self._kin = {frozenset((row["one"], row["other"])) for row in family if not self._is_of_work(row)}
        self._homes: dict[str, dict[str, list[date]]] = defaultdict(lambda: defaultdict(list))
        for row in read_rows(engine, HomeRow, "SELECT * FROM pattern_home ORDER BY ALL"):
            self._homes[row["person_id"]][row["thing_id"]].append(row["day"])
        self._read_places()
        many_homes = {
            row["thing_id"] for row in read_rows(engine, ThingIdRow, MANY_HOMES.format(many_from=words.many_from))
        }
        self._no_household = self.settings | many_homes

    def _read_places(self) -> None:
        words = self._words
        rows = read_rows(self._engine, WrittenPlaceRow, WRITTEN)
        self.settings = {row["thing_id"] for row in rows if has_kind(row["written"], words.settings)}
        self.settings |= self._placements()
        self.many_by_type = {row["thing_id"] for row in rows if has_kind(row["written"], words.many_people)}
        self.official = {row["thing_id"] for row in rows if has_kind(row["written"], words.official)}
        hidden = read_rows(self._engine, ThingIdRow, "SELECT thing_id FROM thing WHERE protected")
        self.protected = {row["thing_id"] for row in hidden}

    def _placements(self) -> set[str]:
        """Places where some child is placed with nobody of the family: a placement with a relative is a home."""
        placed = read_rows(self._engine, PlacementRow, PLACEMENTS)
        placed_there = {(row["thing_id"], row["person_id"]) for row in placed}
        grown: dict[str, set[str]] = defaultdict(set)
        for row in read_rows(self._engine, AtThingRow, GROWN):
            if (row["thing_id"], row["person_id"]) not in placed_there:
                grown[row["thing_id"]].add(row["person_id"])
        return {
            row["thing_id"]
            for row in placed
            if not any(self._is_kin(row["person_id"], one) for one in grown[row["thing_id"]])
        }

    def _is_of_work(self, row: FamilyTieRow) -> bool:
        """Whether a family row says foster carer, social worker or another who is no relative."""
        written = re.sub("[^a-z]", " ", row["relationship"].lower())
        return any(re.search(rf"\b{word}\b", written) for word in self._words.not_relatives)

    def _is_kin(self, child: str | None, adult: str) -> bool:
        """Whether a row of a relative ties the two, or somebody who may be one of them; or they have one surname.

        Of a foster carer or another who is no relative, one surname says nothing.
        """
        if child is None or child == adult:
            return False
        pairs = {frozenset(pair) for pair in product(self._all_of(child), self._all_of(adult))}
        return bool(pairs & self._kin) or (not pairs & self._ties and self._has_surname_of(child, adult))

    def _has_surname_of(self, one: str, other: str) -> bool:
        return bool(self._surnames.get(one, frozenset()) & self._surnames.get(other, frozenset()))

    def _all_of(self, one: str) -> tuple[str, ...]:
        """The person, and everybody who may be the same by a possible match that is open."""
        return (one, *sorted(self._may_be.get(one, ())))

    def may_be_one(self, one: str, other: str) -> bool:
        """Whether two persons or things are one, or two persons may be by a possible match that is open."""
        return one == other or other in self._may_be.get(one, ())

    def any_may_be_one(self, people: Iterable[str]) -> bool:
        """Whether an open possible match is about two of these."""
        return any(self.may_be_one(one, other) for one, other in combinations(people, 2))

    def is_household(self, one: str, other: str) -> bool:
        """Whether two persons are one or of one household, or either may be somebody who is.

        That the two may be one person makes no household: see `are_apart`.
        """
        pair = frozenset((one, other))
        if pair not in self._are_one_household:
            pairs = product(self._all_of(one), self._all_of(other))
            self._are_one_household[pair] = one == other or any(a != b and self._are_tied(a, b) for a, b in pairs)
        return self._are_one_household[pair]

    def are_other_households(self, one: str, other: str) -> bool:
        """Whether two persons are of two households, if they are two."""
        return not self.is_household(one, other)

    def are_apart(self, one: str, other: str) -> bool:
        """Whether two persons are certainly two, of two households: no possible match that is open makes them one."""
        may_be_one = bool({*self._all_of(one)} & {*self._all_of(other)})
        return not may_be_one and not self.is_household(one, other)

    def is_relative(self, child: str, adult: str) -> bool:
        """Whether an adult is of the child's household, or has the child's surname and ever had the same home."""
        if self.is_household(child, adult):
            return True
        shared = self._homes.get(child, {}).keys() & self._homes.get(adult, {}).keys()
        return bool(shared - self._no_household) and self._has_surname_of(child, adult)

    def _are_tied(self, one: str, other: str) -> bool:
        return frozenset((one, other)) in self._ties or self._lived_together(one, other)

    def _lived_together(self, one: str, other: str) -> bool:
        at_one, at_other = self._homes.get(one, {}), self._homes.get(other, {})
        return any(
            place not in self._no_household and _near(days, at_other[place])
            for place, days in at_one.items()
            if place in at_other
        )

    def is_home(self, person: str, place: str) -> bool:
        """Whether any row gives the place as the person's home."""
        return place in self._homes.get(person, {})

    @cached_property
    def _holders(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for row in read_rows(self._engine, AtThingRow, HOLDERS):
            found[row["thing_id"]].add(row["person_id"])
        return found

    def is_own(self, person: str, thing: str) -> bool:
        """Whether a vehicle or phone is held by somebody of the person's household."""
        return any(
            self.may_be_one(person, holder) or self.is_relative(person, holder)
            for holder in self._holders.get(thing, ())
        )

    @cached_property
    def _licences(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for row in read_rows(self._engine, LicenceRow, LICENCES):
            found[row["thing_id"]].add(row["licence"] or "")
        return found

    def is_organisations(self, phone: str) -> bool:
        """Whether a phone is that of a firm or premises with a licence."""
        return bool(self._licences.get(phone, set()) & set(self._words.organisations))

    def is_small(self, thing: str, kind: str) -> bool:
        """Whether a thing can tie people at all: no organisation's phone, no place that many people use or live at."""
        if kind == "place":
            return thing not in self.settings | self.many_by_type | self.protected | self.many_since.keys()
        return kind != "phone" or not self.is_organisations(thing)

    def is_for_many(self, written: str) -> bool:
        """Whether a place of which there is only a name is by that name a setting, official, or for many people."""
        words = self._words
        return has_kind(written, (*words.settings, *words.many_people, *words.official))

    def is_called_official(self, written: str) -> bool:
        """The same of an official building."""
        return has_kind(written, self._words.official)

    def is_licensed(self, vehicle: str) -> bool:
        """Whether a vehicle is licensed to carry people."""
        return bool(self._licences.get(vehicle, set()) & set(self._words.licensed))


def _near(days: list[date], others: list[date]) -> bool:
    """Whether a day of one lies within a year of a day of the other; the second is sorted."""
    for day in days:
        place = bisect_left(others, day - LIVED_TOGETHER)
        if place < len(others) and others[place] <= day + LIVED_TOGETHER:
            return True
    return False
