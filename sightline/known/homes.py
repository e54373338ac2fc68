"""Who lives with whom, whose a vehicle or phone is, and which places are nobody's home.

A newcomer would get this wrong: a household is asked of each pair and never passed on. That A lives with B and B with C
does not make A and C one household.
"""

from bisect import bisect_left
from collections import defaultdict
from datetime import date, timedelta
from functools import cached_property

from sightline.known.places import has_kind
from sightline.known.rows import ask
from sightline.known.words import Words
from sightline.store.engine import Engine

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
SELECT DISTINCT subject.person_id AS one, related.person_id AS other
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

HOLDERS = """
SELECT DISTINCT thing.thing_id, person.person_id
FROM pattern_thing AS thing JOIN pattern_person AS person USING (row_id)
WHERE thing.entity_kind IN ('vehicle', 'phone') AND (
    (thing.layout IN ('police_occurrences', 'police_intelligence') AND person.slot = 'nominal'
     AND person.role <> 'SUSPECT')
    OR person.slot IN ('tenant', 'holder')
    OR (thing.layout = 'childrens_services_family' AND person.slot = 'related'))
"""

WRITTEN = """
SELECT DISTINCT thing_id, CASE WHEN address <> '' THEN address ELSE value_as_written END AS written,
       slot LIKE 'placement%' AS placement
FROM mention JOIN resolved USING (mention_id) WHERE entity_kind = 'place'
"""

LICENCES = """
SELECT DISTINCT thing.thing_id, upper(json_extract_string(fact.details, '$.licence_type.as_written')) AS licence
FROM pattern_thing AS thing JOIN pattern_fact AS fact USING (row_id)
WHERE thing.layout = 'licensing_register' AND fact.name = 'licence' AND thing.slot IN ('phone', 'vehicle')
"""


class Homes:
    """Households, own things and kinds of place, over all rows of the run: none of it depends on a day of knowing."""

    def __init__(self, *, engine: Engine, words: Words) -> None:
        engine.step("pattern_home", HOMES)
        engine.step("pattern_at_place", AT_PLACES)
        self._engine, self._words = engine, words
        self._told: dict[frozenset[str], bool] = {}
        self.many_since: dict[str, date] = {
            row["thing_id"]: row["day"] for row in ask(engine, MANY.format(many_from=words.many_from))
        }
        self._read_places()
        self._ties = {frozenset((row["one"], row["other"])) for row in ask(engine, FAMILY)}
        many_homes = {row["thing_id"] for row in ask(engine, MANY_HOMES.format(many_from=words.many_from))}
        self._homes: dict[str, dict[str, list[date]]] = defaultdict(lambda: defaultdict(list))
        self._live_here: dict[str, set[str]] = defaultdict(set)
        for row in ask(engine, "SELECT * FROM pattern_home ORDER BY ALL"):
            self._homes[row["person_id"]][row["thing_id"]].append(row["day"])
        self._no_household = self.settings | many_homes

    def _read_places(self) -> None:
        words = self._words
        rows = ask(self._engine, WRITTEN)
        self.settings = {
            row["thing_id"] for row in rows if row["placement"] or has_kind(row["written"], words.settings)
        }
        self.many_by_type = {row["thing_id"] for row in rows if has_kind(row["written"], words.many_people)}
        self.official = {row["thing_id"] for row in rows if has_kind(row["written"], words.official)}
        hidden = ask(self._engine, "SELECT thing_id FROM thing WHERE protected")
        self.protected = {row["thing_id"] for row in hidden}

    def is_household(self, one: str, other: str) -> bool:
        """Whether two persons are of one household."""
        if one == other:
            return True
        pair = frozenset((one, other))
        if pair not in self._told:
            self._told[pair] = pair in self._ties or self._lived_together(one, other)
        return self._told[pair]

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
        for row in ask(self._engine, HOLDERS):
            found[row["thing_id"]].add(row["person_id"])
        return found

    def is_own(self, person: str, thing: str) -> bool:
        """Whether a vehicle or phone is held by somebody of the person's household."""
        return any(self.is_household(person, holder) for holder in self._holders.get(thing, ()))

    @cached_property
    def _licences(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for row in ask(self._engine, LICENCES):
            found[row["thing_id"]].add(row["licence"])
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
