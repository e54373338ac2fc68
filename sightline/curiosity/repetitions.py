"""Questions that so many facts raise within so many days, and that none of the answering facts has settled since.

An answering fact settles what began on or before its day. What begins after it can raise the question again, as an
instance of its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Literal, TypedDict

from sightline.curiosity.candidates import CandidateQuestion, is_child
from sightline.curiosity.facts import any_of, detail, in_quotes, is_empty, visible
from sightline.curiosity.rules import Question
from sightline.known_facts.scoped_verdicts import EventVerdicts, ScopedVerdicts, events_on
from sightline.sharing import is_seen_by_all
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows

NO_DAYS = 0

RAISED = """
SELECT person_id, mention_id, record_id, agency, restricted, from_on, known_from, born, slot = 'subject' AS subject,
       {alike} AS alike
FROM stated WHERE {raises} AND {visible} AND from_on IS NOT NULL
"""

ANSWERED = """
SELECT person_id, {alike} AS alike, max(to_on) AS answered_to
FROM stated WHERE {answers} AND to_on IS NOT NULL GROUP BY ALL
"""

ANSWERED_RECORDS = "SELECT DISTINCT person_id, record_id FROM stated WHERE {answers} AND to_on IS NOT NULL"

# What has begun and has no end: the newest, whose record the question then rests on too.
OPENED = """
SELECT person_id, max(struct_pack(from_on, record_id, known_from, restricted, kind)) AS opened FROM stated AS begun
WHERE {opens} AND {visible} AND from_on IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM stated AS over WHERE over.person_id = begun.person_id AND over.to_on >= begun.from_on AND {until})
GROUP BY person_id
"""

LIVE = """
SELECT raised.*, opened.opened
FROM raised LEFT JOIN answered USING (person_id, alike) LEFT JOIN opened USING (person_id)
WHERE (answered_to IS NULL OR raised.from_on > answered_to) AND (opened IS NOT NULL OR NOT {needs_open})
  AND NOT EXISTS (SELECT 1 FROM answered_records AS done
                  WHERE done.person_id = raised.person_id AND done.record_id = raised.record_id)
ORDER BY person_id, alike, from_on, record_id, mention_id
"""


class OpenedRow(TypedDict):
    """What has begun and has no end."""

    from_on: date
    record_id: str
    known_from: date
    restricted: bool
    kind: str


class RaisedRow(TypedDict):
    """A fact that raises a question about a person, and what that person's record has opened."""

    person_id: str
    mention_id: str
    record_id: str
    agency: str
    restricted: bool
    from_on: date
    known_from: date
    born: date | None
    subject: bool
    alike: str
    opened: OpenedRow | None


# What is counted, and the column that says which one a fact is of.
Unit = Literal["from_on", "agency", "record_id"]
UNITS: dict[str, Unit] = {"days": "from_on", "agencies": "agency", "records": "record_id"}


@dataclass(frozen=True, slots=True)
class RaisingFact:
    """One fact that raises a question; `unit` is what is counted: its day, its agency or its record."""

    record_id: str
    mention_id: str
    from_on: date
    known_from: date
    unit: date | str
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class EnoughFacts:
    """The first facts known that are enough, one a unit, and the day on which they were all known."""

    facts: tuple[RaisingFact, ...]
    known_on: date

    @property
    def first(self) -> RaisingFact:
        """The fact with which it began."""
        return min(self.facts, key=lambda fact: (fact.from_on, fact.record_id, fact.mention_id))

    @property
    def last_on(self) -> date:
        """The day of its last fact."""
        return max(fact.from_on for fact in self.facts)


def find_windows(
    *, facts: Sequence[RaisingFact], needs: int, within: int, verdicts: ScopedVerdicts = ()
) -> Iterator[EnoughFacts]:
    """Each instance: `needs` different units within `within` days. Facts come in the order of their days.

    An instance takes up the facts of its first `within` days; the next uses later ones. `verdicts`: what people said of
    facts that may tell of one event. From then on those are one unit.
    """
    begin, free_from = 0, date.min
    for place, last in enumerate(facts):
        begins = max(free_from, last.from_on - timedelta(days=within))
        while facts[begin].from_on < begins and begin < place:
            begin += 1
        window = _enough(facts[begin : place + 1], needs, verdicts) if last.from_on >= free_from else None
        if window:
            yield window
            free_from = window.first.from_on + timedelta(days=within + 1)


def _enough(facts: Sequence[RaisingFact], needs: int, verdicts: ScopedVerdicts) -> EnoughFacts | None:
    ordered = sorted(facts, key=lambda fact: (fact.known_from, fact.from_on, fact.record_id, fact.mention_id))
    first_known = _one_a_unit(ordered)[:needs]
    if len(first_known) < needs:
        return None
    known_on = max(fact.known_from for fact in first_known)
    if not verdicts:
        return EnoughFacts(first_known, known_on)
    days = {fact.known_from for fact in facts} | {one.verdict.given_on for one in verdicts}
    for day in sorted(day for day in days if day >= known_on):
        known = [fact for fact in ordered if fact.known_from <= day]
        counted = _one_a_unit(_one_an_event(known, events_on(verdicts, day)))[:needs]
        if len(counted) == needs:
            return EnoughFacts(counted, day)
    return None


def _one_a_unit(facts: Iterable[RaisingFact]) -> tuple[RaisingFact, ...]:
    by_unit: dict[date | str, RaisingFact] = {}
    for fact in facts:
        by_unit.setdefault(fact.unit, fact)
    return tuple(by_unit.values())


def _one_an_event(facts: Iterable[RaisingFact], events: Mapping[str, str]) -> list[RaisingFact]:
    by_event: dict[str | tuple[str, str, date], RaisingFact] = {}
    for fact in facts:
        by_event.setdefault(events.get(fact.record_id) or (fact.record_id, fact.mention_id, fact.from_on), fact)
    return list(by_event.values())


def find_repeated(*, engine: Engine, question: Question, open_only: bool) -> list[CandidateQuestion]:
    """The candidates of one rule of this shape."""
    seen = visible(open_only=open_only)
    alike = detail(question.of["alike"]) if "alike" in question.of else "''"
    of_record = [one for one in question.answers if one.same_record]
    of_child = [one for one in question.answers if not one.same_record]
    until = sorted({kind for one in question.opens for kind in one.until})
    engine.make("raised", RAISED.format(alike=alike, raises=any_of(question.raises), visible=seen))
    if is_empty(engine, "raised"):
        return []
    engine.make("answered", ANSWERED.format(alike=alike, answers=any_of(of_child)))
    engine.make("answered_records", ANSWERED_RECORDS.format(answers=any_of(of_record)))
    ended = f"over.kind IN ({in_quotes(until)})"
    engine.make("opened", OPENED.format(opens=any_of(question.opens), visible=seen, until=ended))
    rows = read_rows(engine, RaisedRow, LIVE.format(needs_open=bool(question.opens)))
    found = groupby(rows, key=lambda row: (row["person_id"], row["alike"]))
    verdicts = EventVerdicts(engine)
    return [one for _, group in found for one in _of_one(question, list(group), verdicts)]


def _of_one(question: Question, rows: Sequence[RaisedRow], verdicts: EventVerdicts) -> Iterator[CandidateQuestion]:
    """The instances of one child, among facts that are alike where the rule asks for that."""
    unit = UNITS[question.of.get("counting", "days")]
    facts = [
        RaisingFact(
            row["record_id"], row["mention_id"], row["from_on"], row["known_from"], row[unit], row["restricted"]
        )
        for row in rows
    ]
    needs = question.number("needs")
    within = NO_DAYS if needs == 1 else question.number("within_days")
    child = rows[0]
    agencies = {row["record_id"]: row["agency"] for row in rows}
    # A question is asked of every reader. So an answer counts here only where every reader sees its records.
    said = [] if unit == "agency" else verdicts.about(fact.record_id for fact in facts)
    given = [one for one in said if all(map(is_seen_by_all, one.scopes))]
    windows = _each(facts) if needs == 1 else find_windows(facts=facts, needs=needs, within=within, verdicts=given)
    for window in windows:
        if is_child(born=child["born"], subject=any(row["subject"] for row in rows), day=window.first.from_on):
            yield _candidate(question, child, window, within, agencies)


def _each(facts: Sequence[RaisingFact]) -> Iterator[EnoughFacts]:
    """Where one fact is enough, each record is a question of its own."""
    first_of_each = {fact.record_id: fact for fact in reversed(facts)}
    for fact in sorted(first_of_each.values(), key=lambda fact: (fact.from_on, fact.record_id)):
        yield EnoughFacts((fact,), fact.known_from)


def _candidate(
    question: Question, child: RaisedRow, window: EnoughFacts, within: int, agencies: dict[str, str]
) -> CandidateQuestion:
    opened = child["opened"]
    waited = window.first.from_on if question.of.get("waiting_from") == "first" else window.last_on
    days = [window.known_on, waited + timedelta(days=question.number("wait_days"))]
    first = window.first
    return CandidateQuestion(
        rule_id=question.id,
        person_id=child["person_id"],
        mention_id=first.mention_id,
        record_id=first.record_id,
        began_on=first.from_on,
        last_on=window.last_on,
        raised_on=max([*days, *([opened["known_from"]] if opened else [])]),
        asked_of=agencies[first.record_id] if question.asked_of == "first" else question.asked_of,
        basis=tuple(sorted({*(fact.record_id for fact in window.facts), *([opened["record_id"]] if opened else [])})),
        key=child["alike"] if within else first.record_id,
        reach=within,
        restricted=any(fact.restricted for fact in window.facts) or (opened is not None and opened["restricted"]),
        words={
            "agencies": tuple(sorted({agencies[fact.record_id] for fact in window.facts})),
            "opened": question.of.get("opened_in_words", {}).get(opened["kind"] if opened else "", ""),
        },
    )
