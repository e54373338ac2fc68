"""The same records with chance in the place of what a rule looks for: who meets what, when, with which outcome.

Nobody is left out and nothing is made up. Each child, adult and thing stands on as many records as before, and each
month has what it had; only who stands with whom, or when, is drawn by lot.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from sightline.known_facts.facts import NEVER
from sightline.known_facts.records import Records
from sightline.known_facts.words import Words
from sightline.store.engine import Engine

Counts = Callable[[dict[str, Any], str], bool]
SWAPPED = ("entity_id", "adult_born", "role", "of_witness")
ORDER = ("row_id", "other_row_id", "name", "known_from", "person_id", "entity_id")

# What is written by the week for a whole class keeps its days: a register is no time that a child was seen.
DAYS = f"""
WITH begun AS (
    SELECT record_id, layout, min(event_on) AS day FROM pattern_fact_true
    WHERE event_on IS NOT NULL AND layout <> 'school_attendance' GROUP BY ALL
),
drawn AS (
    SELECT *, row_number() OVER (PARTITION BY layout, year(day) ORDER BY record_id) AS place,
           row_number() OVER (PARTITION BY layout, year(day) ORDER BY md5(record_id || '{{seed}}'), record_id) AS lot
    FROM begun
),
moved AS (
    SELECT one.record_id, CAST(round((other.day - one.day) / 7.0) * 7 AS INTEGER) AS days
    FROM drawn AS one JOIN drawn AS other
      ON other.layout = one.layout AND year(other.day) = year(one.day) AND other.lot = one.place
)
SELECT fact.* REPLACE (
    event_on + coalesce(days, 0) AS event_on, known_from + coalesce(days, 0) AS known_from,
    CASE WHEN known_until = DATE '{NEVER}' THEN known_until ELSE known_until + coalesce(days, 0) END AS known_until,
    CASE WHEN occurred_from IS NULL OR days IS NULL THEN occurred_from
         ELSE CAST(CAST(left(occurred_from, 10) AS DATE) + days AS VARCHAR) || substr(occurred_from, 11) END
      AS occurred_from)
FROM pattern_fact_true AS fact LEFT JOIN moved USING (record_id)
"""

# Outcomes are drawn among the facts of one kind and month.
OUTCOMES = """
WITH chosen AS (
    SELECT row_id, name, known_from, layout, date_trunc('month', event_on) AS month, details FROM pattern_fact_true
    WHERE event_on IS NOT NULL AND (layout IN ('health_attendances', 'school_attendance') OR name = 'decision')
),
drawn AS (
    SELECT *, row_number() OVER (PARTITION BY layout, name, month ORDER BY row_id, known_from) AS place,
           row_number() OVER (
               PARTITION BY layout, name, month ORDER BY md5(row_id || name || '{seed}'), row_id, known_from) AS lot
    FROM chosen
),
given AS (
    SELECT one.row_id, one.name, one.known_from, other.details
    FROM drawn AS one JOIN drawn AS other
      ON other.layout = one.layout AND other.name = one.name AND other.month = one.month AND other.lot = one.place
)
SELECT fact.* REPLACE (coalesce(given.details, fact.details) AS details)
FROM pattern_fact_true AS fact LEFT JOIN given USING (row_id, name, known_from)
"""

# Places at which children were found or seen are drawn among the records of one layout and month.
PLACES = """
WITH chosen AS (
    SELECT place.row_id, place.mention_id, place.layout, place.thing_id, place.written,
           date_trunc('month', min(fact.event_on)) AS month
    FROM pattern_thing_true AS place JOIN pattern_fact_true AS fact USING (row_id)
    WHERE place.slot = 'place' AND place.layout IN ('police_missing', 'police_occurrences') GROUP BY ALL
),
drawn AS (
    SELECT *, row_number() OVER (PARTITION BY layout, month ORDER BY mention_id) AS place,
           row_number() OVER (PARTITION BY layout, month ORDER BY md5(mention_id || '{seed}'), mention_id) AS lot
    FROM chosen
),
given AS (
    SELECT one.mention_id, other.thing_id, other.written
    FROM drawn AS one JOIN drawn AS other
      ON other.layout = one.layout AND other.month = one.month AND other.lot = one.place
)
SELECT thing.* REPLACE (coalesce(given.thing_id, thing.thing_id) AS thing_id,
                        coalesce(given.written, thing.written) AS written)
FROM pattern_thing_true AS thing LEFT JOIN given USING (mention_id)
"""


def keep_true(*, engine: Engine) -> None:
    """Keep what `gather` made, so that each lot is drawn from it and it can be put back."""
    engine.step("pattern_fact_true", "SELECT * FROM pattern_fact")
    engine.step("pattern_thing_true", "SELECT * FROM pattern_thing")


def put_back(*, engine: Engine) -> None:
    """The true facts and things again."""
    engine.step("pattern_fact", "SELECT * FROM pattern_fact_true")
    engine.step("pattern_thing", "SELECT * FROM pattern_thing_true")


def shuffle_days(*, engine: Engine, seed: str) -> None:
    """Each record has the day of another of its layout and year, moved by whole weeks."""
    engine.step("pattern_fact", DAYS.format(seed=seed))


def shuffle_outcomes(*, engine: Engine, seed: str) -> None:
    """Each attendance, register row and decision has what another of its month says."""
    engine.step("pattern_fact", OUTCOMES.format(seed=seed))


def shuffle_places(*, engine: Engine, seed: str) -> None:
    """Each record at a place has the place of another of its layout and month."""
    engine.step("pattern_thing", PLACES.format(seed=seed))


class ShuffledRecords(Records):
    """Records on which adults and things were swapped with others of their kind and month, among those that count.

    What notes name or describe takes no part.
    """

    def __init__(self, engine: Engine, *, seed: str, counts: Counts) -> None:
        super().__init__(engine)
        self._seed, self._counts = seed, counts

    def standing_on(self, kind: str) -> list[dict[str, Any]]:
        """Each child's record with what stands on it by lot."""
        return self._swapped(super().children_with(kind), kind)

    def children_with(self, kind: str) -> list[dict[str, Any]]:
        """The same."""
        return self.standing_on(kind)

    def adults_with(self, kind: str) -> list[dict[str, Any]]:
        """Each outside person's record with what stands on it by lot."""
        return self._swapped(super().adults_with(kind), kind)

    def confirmed(self) -> list[dict[str, Any]]:
        """Nothing."""
        return []

    def proposed(self) -> list[dict[str, Any]]:
        """Nothing, as in `confirmed`."""
        return []

    def named_children(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Nobody."""
        return iter(())

    def described_in_notes(self, words: Words) -> list[dict[str, Any]]:  # noqa: ARG002 - of Records
        """Nobody."""
        return []

    def _swapped(self, rows: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
        by_month: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: tuple(str(row[name]) for name in ORDER)):
            if self._counts(row, kind):
                by_month[row["event_on"].year, row["event_on"].month].append(row)
        swapped = []
        for month, some in sorted(by_month.items()):
            others = random.Random(f"{self._seed} {kind} {month}").sample(some, len(some))  # noqa: S311
            pairs = zip(some, others, strict=True)
            swapped += [one | {name: other[name] for name in SWAPPED if name in other} for one, other in pairs]
        return [row for row in swapped if row["entity_id"] != row["person_id"]]
