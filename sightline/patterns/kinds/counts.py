"""Patterns that count within so many days: missing episodes, long ones, days with an emergency visit.

What is counted is worked out anew for each day on what was known then. Two reports can become one episode, an interview
can give way to a report.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sightline.known_facts.people import KnownPerson
from sightline.known_facts.row_types import PersonFactRow
from sightline.known_facts.rows import FACT_PIECE, by_person, detail, human_of, in_quotes, piece_of
from sightline.known_facts.scoped_verdicts import EventVerdicts
from sightline.known_facts.words import WordLists
from sightline.patterns.episodes import Episode, episodes
from sightline.patterns.instances import Condition, CountedFact, Window, count_windows, one_an_event, verdicts_about
from sightline.patterns.new_instances import About, NewInstance, look
from sightline.patterns.rules import Pattern
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows

Missing = dict[str, tuple[KnownPerson, list[CountedFact]]]

VISITS = f"""
SELECT {FACT_PIECE}, fact.event_on, fact.occurred_from,
       upper({detail("service", "fact.details")}) AS service, upper({detail("outcome", "fact.details")}) AS outcome,
       {detail("safeguarding_concern", "fact.details")} AS concern, person.person_id, person.born, person.taken_as_child
FROM pattern_fact AS fact JOIN pattern_person AS person USING (row_id)
WHERE fact.layout = 'health_attendances' AND fact.name = 'attendance' AND person.slot = 'subject'
  AND fact.event_on IS NOT NULL AND service IN ({{services}}) AND outcome NOT IN ({{not_brought}})
"""


class VisitRow(PersonFactRow):
    """An emergency attendance."""

    occurred_from: str
    service: str
    outcome: str
    concern: str


def find_missing(
    *, missing: Missing, verdicts: EventVerdicts, pattern: Pattern, as_at: date, hours: int = 0
) -> Iterator[NewInstance]:
    """So many episodes of one child within so many days; with `hours`, of episodes that lasted so long."""
    needs, within = pattern.number("needs"), pattern.number("within_days")

    def windows(now: Sequence[CountedFact]) -> list[Window]:
        chosen = [one for one in episodes(now) if not hours or _lasted(one, hours)]
        return episode_windows([(one.on, one.counted) for one in chosen], needs, within)

    for person_id, (_, counted) in missing.items():
        if sum(one.kind != "found" for one in counted) >= needs:
            about = About(person_id=person_id)
            condition = Condition(windows, verdicts=verdicts_about(verdicts, counted))
            yield from look(pattern=pattern, about=about, counted=counted, condition=condition, as_at=as_at)


def _lasted(one: Episode, hours: int) -> bool:
    return one.lasted is not None and one.lasted >= timedelta(hours=hours)


def episode_windows(
    dated: Sequence[tuple[date, tuple[CountedFact, ...]]], needs: int, within_days: int
) -> list[Window]:
    """Stretches that hold `needs` of these, each one a day and what it was told by."""
    ordered = sorted(dated, key=lambda one: one[0])
    found = []
    for place in range(len(ordered) - needs + 1):
        first, last = ordered[place][0], ordered[place + needs - 1][0]
        if (last - first).days <= within_days:
            counted = [one for on, parts in ordered if first <= on <= last for one in parts]
            found.append(Window(first, last, tuple(dict.fromkeys(counted))))
    return found


def gather_visits(*, engine: Engine, words: WordLists) -> dict[str, list[CountedFact]]:
    """Every child's emergency attendances, by person."""
    sql = VISITS.format(services=in_quotes(words.emergency), not_brought=in_quotes(words.not_brought))
    found = {}
    for person_id, rows in by_person(read_rows(engine, VisitRow, sql)):
        human = human_of(rows[0])
        found[person_id] = [
            CountedFact(person_id, row["event_on"], (piece_of(row),), "visit",
                 {"when": row["occurred_from"], "concern": row["concern"].upper().startswith("Y")})
            for row in rows if human.is_child(row["event_on"])
        ]  # fmt: skip
    return found


def find_emergency(
    *, visits: dict[str, list[CountedFact]], verdicts: EventVerdicts, pattern: Pattern, as_at: date
) -> Iterator[NewInstance]:
    """So many days with an emergency attendance that worried the clinician, within so many days."""
    needs, within = pattern.number("needs"), pattern.number("within_days")

    def windows(now: Sequence[CountedFact]) -> list[Window]:
        days: dict[date, CountedFact] = {}
        for one in one_an_event(sorted(now, key=lambda one: one.order)):
            days.setdefault(one.on, one)
        found = count_windows(counted=days.values(), needs=needs, within_days=within)
        return [
            Window(
                one.first_on,
                one.last_on,
                tuple(counted for counted in now if one.first_on <= counted.on <= one.last_on),
            )
            for one in found
        ]

    for person_id, counted in visits.items():
        worrying = [one for one in counted if one.more["concern"]]
        if len(worrying) >= needs:
            condition = Condition(windows, reach=within, verdicts=verdicts_about(verdicts, worrying))
            yield from look(
                pattern=pattern, about=About(person_id=person_id), counted=worrying, condition=condition, as_at=as_at
            )
