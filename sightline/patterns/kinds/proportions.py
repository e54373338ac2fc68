"""Shares of rows: contacts that end in nothing, appointments to which nobody brought the child, weeks of absence.

A count alone is not enough. A child with many appointments misses some; so the share of all rows up to the last of them
must be large as well, and rows that nobody has decided yet count below the line.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate, chain

from sightline.known_facts.dated_facts import DatedFact
from sightline.known_facts.outcomes import is_closed
from sightline.known_facts.row_types import OfPerson, PersonFactRow
from sightline.known_facts.rows import FACT_PIECE, by_person, detail, human_of, in_quotes, piece_of
from sightline.known_facts.scoped_verdicts import EventVerdicts
from sightline.known_facts.words import WordLists
from sightline.patterns.attendance_codes import FRIDAY, gather_weeks
from sightline.patterns.instances import Condition, CountedFact, Window, count_windows, one_an_event, verdicts_about
from sightline.patterns.new_instances import About, NewInstance, look
from sightline.patterns.rules import Pattern
from sightline.rulebook.closed_outcomes import DecisionKind
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
YEAR_DAYS = 365
WANTED, OTHER = "wanted", "other"

HEALTH_ROWS = f"""
SELECT {FACT_PIECE}, fact.event_on, person.person_id, person.born,
       person.taken_as_child, upper({detail("outcome", "fact.details")}) IN ({{not_brought}}) AS wanted
FROM pattern_fact AS fact JOIN pattern_person AS person USING (row_id)
WHERE fact.layout = 'health_attendances' AND fact.name = 'attendance' AND person.slot = 'subject'
  AND fact.event_on IS NOT NULL
QUALIFY count(*) FILTER (wanted) OVER (PARTITION BY person.person_id) >= {{needs}}
"""

DECIDED = detail("outcome", "decision.details")
# A contact tells its outcome from the day of the decision; before that it is a row that nobody has decided.
CONTACTS = f"""
SELECT {FACT_PIECE}, fact.event_on, person.person_id, person.born,
       person.taken_as_child, decision.known_from AS decided_from, decision.known_until AS decided_until,
       {{closed}} AS wanted
FROM pattern_fact AS fact JOIN pattern_person AS person USING (row_id)
LEFT JOIN pattern_fact AS decision ON decision.row_id = fact.row_id AND decision.name = 'decision'
  AND decision.known_until > fact.known_from AND fact.known_until > decision.known_from
WHERE fact.layout = 'childrens_services_events' AND fact.name = 'event' AND person.slot = 'subject'
  AND fact.event_on IS NOT NULL AND upper({detail("event_type", "fact.details")}) IN ('CONTACT', 'REFERRAL')
QUALIFY count(*) FILTER (wanted) OVER (PARTITION BY person.person_id) >= {{needs}}
"""


class WantedRow(PersonFactRow):
    """A row of which a share is counted, and whether it is of what is looked for."""

    wanted: bool


class ContactRow(WantedRow):
    """A contact, with the decision on it as long as that was known."""

    decided_from: date | None
    decided_until: date | None


def find_not_brought(
    *, engine: Engine, verdicts: EventVerdicts, pattern: Pattern, words: WordLists, as_at: date
) -> Iterator[NewInstance]:
    """So many appointments to which the child was not brought, and so large a share of the child's health rows."""
    needs, least = pattern.number("needs"), pattern.share("share_hundredths")
    sql = HEALTH_ROWS.format(not_brought=in_quotes(words.not_brought), needs=needs)
    windows = _share_windows(needs, least, one_a_day=False)
    for person_id, rows in by_person(read_rows(engine, WantedRow, sql)):
        counted = [
            CountedFact(person_id, row["event_on"], (piece_of(row),), WANTED if row["wanted"] else OTHER)
            for row in rows if human_of(row).is_child(row["event_on"])
        ]  # fmt: skip
        about, condition = About(person_id=person_id), Condition(windows, verdicts=verdicts_about(verdicts, counted))
        yield from look(pattern=pattern, about=about, counted=counted, condition=condition, as_at=as_at)


def find_bouncing(*, engine: Engine, verdicts: EventVerdicts, pattern: Pattern, as_at: date) -> Iterator[NewInstance]:
    """So many contacts closed with no further action, and so large a share of the child's contacts."""
    needs, least = pattern.number("needs"), pattern.share("share_hundredths")
    sql = CONTACTS.format(closed=is_closed(pattern.closed(DecisionKind.CONTACT), DECIDED), needs=needs)
    windows = _share_windows(needs, least, one_a_day=True)
    for person_id, rows in by_person(read_rows(engine, ContactRow, sql)):
        counted = [
            CountedFact(person_id, row["event_on"], (known,), kind)
            for row in rows
            if human_of(row).is_child(row["event_on"])
            for kind, known in _tellings(row)
        ]
        about, condition = About(person_id=person_id), Condition(windows, verdicts=verdicts_about(verdicts, counted))
        yield from look(pattern=pattern, about=about, counted=counted, condition=condition, as_at=as_at)


def _tellings(row: ContactRow) -> Iterator[tuple[str, DatedFact]]:
    """A contact as it was known: not decided, then decided. The two never at once."""
    piece = piece_of(row)
    if row["decided_from"] is None or row["decided_until"] is None:
        yield OTHER, piece
        return
    decided, until = max(row["known_from"], row["decided_from"]), min(row["known_until"], row["decided_until"])
    if row["known_from"] < decided:
        yield OTHER, replace(piece, known_until=decided)
    yield WANTED if row["wanted"] else OTHER, replace(piece, known_from=decided, known_until=until)


def _share_windows(needs: int, least: float, *, one_a_day: bool) -> Callable[[Sequence[CountedFact]], list[Window]]:
    def windows(now: Sequence[CountedFact]) -> list[Window]:
        # Of an event that is told with what is looked for and without it, the first counts: no count is lowered by it.
        events = one_an_event(sorted(now, key=lambda one: (one.kind != WANTED, one.order)))
        wanted = [one for one in events if one.kind == WANTED]
        if one_a_day:
            wanted = list({one.on: one for one in reversed(wanted)}.values())
        return [
            window
            for window in count_windows(counted=wanted, needs=needs, within_days=YEAR_DAYS)
            if _share_up_to(window.last_on, events) >= least
        ]

    return windows


def _share_up_to(last: date, now: Sequence[CountedFact]) -> float:
    year = [one for one in now if timedelta(0) <= last - one.on <= timedelta(days=YEAR_DAYS)]
    return sum(one.kind == WANTED for one in year) / len(year) if year else 0.0


def find_falls(*, engine: Engine, pattern: Pattern, words: WordLists, as_at: date) -> Iterator[NewInstance]:
    """So large a share of absence without leave in so many school weeks, after so small a one in the weeks before."""
    sql = SQL.fill(
        "weeks_that_fall",
        marks=Fragment(detail("marks", "fact.details")),
        no_school=words.no_school,
        unauthorised=words.unauthorised,
        share=pattern.share("share_hundredths"),
        before=pattern.number("weeks") - 1,
    )
    people = [row["person_id"] for row in read_rows(engine, OfPerson, sql)]
    weeks = gather_weeks(engine=engine, people=people, unauthorised=words.unauthorised, no_school=words.no_school)
    condition = Condition(_fall_windows(pattern), in_order=True)
    for person_id, counted in sorted(weeks.items()):
        about = About(person_id=person_id)
        yield from look(pattern=pattern, about=about, counted=counted, condition=condition, as_at=as_at)


def _fall_windows(pattern: Pattern) -> Callable[[Sequence[CountedFact]], Iterator[Window]]:
    weeks_before, weeks = pattern.number("weeks_before"), pattern.number("weeks")
    low, high = pattern.share("share_before_hundredths"), pattern.share("share_hundredths")

    def windows(now: Sequence[CountedFact]) -> Iterator[Window]:
        by_week: dict[date, list[CountedFact]] = defaultdict(list)
        for one in sorted(now, key=lambda one: one.on):
            by_week[one.on].append(one)
        ordered = list(by_week.values())
        absent, sessions = (_sums(ordered, name) for name in ("absent", "marks"))
        for first in range(len(ordered) - weeks_before - weeks + 1):
            middle, last = first + weeks_before, first + weeks_before + weeks
            ran = any(one.more["ran"] for one in ordered[last - 1])
            if (
                ran
                and (absent[middle] - absent[first]) / (sessions[middle] - sessions[first]) < low
                and (absent[last] - absent[middle]) / (sessions[last] - sessions[middle]) >= high
            ):
                counted = tuple(chain.from_iterable(ordered[first:last]))
                yield Window(counted[0].on, counted[-1].on + FRIDAY, counted)

    return windows


def _sums(weeks: Sequence[Sequence[CountedFact]], name: str) -> list[int]:
    """How many there were before each week, and in all of them."""
    return list(accumulate((sum(int(one.more[name]) for one in week) for week in weeks), initial=0))
