"""Finds each call for action in records, deadlines, patterns and questions, with who had to act and by when."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Protocol, TypedDict

import pyarrow as pa

from sightline.known_facts.facts import NEVER, gather, london_day
from sightline.known_facts.holders import BY_AGENCY, NO_HOLDER, RecordHolders, parts_of_holder
from sightline.known_facts.outcomes import is_closed
from sightline.known_facts.people import KnownPerson
from sightline.known_facts.rows import NOTE_FACTS, detail
from sightline.model.calendar import Calendar
from sightline.model.nouns import Agency, ClockState
from sightline.review.opportunities.rules import AfterwardsRules, CallSource, OpportunityCall, RecordTest
from sightline.rulebook.files import read_toml_folder
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps, write_value

SQL = SqlSteps(__name__)
A_WORD = r"[\p{L}'’]+"
EVERY = tuple(str(one) for one in Agency)


@dataclass(frozen=True, slots=True)
class FoundCall:
    """A call for action on one child. `key` tells it from others of its rule.

    `organisation`: which body of the agency had to act, where its own record says so; else empty. `agency_knew`: a
    record shows that the agency that had to act knew. `is_dated`: its day is known. `acted_on` and `acted_record` are
    there where a deadline gives them; `reaches_due` says that a deadline's data reach past its end. `is_other_edition`:
    a deadline was worked out by local practice or another edition of the rule than the call cites. `answered_in` are
    the layouts in which the rule of a question looks for an answer, and `question` is its name.
    """

    call: OpportunityCall
    key: str
    person_id: str
    agency: str
    organisation: str
    record_ids: tuple[str, ...]
    row_ids: tuple[str, ...]
    known_on: date
    event_on: date
    due_on: date
    agency_knew: bool
    is_dated: bool = True
    acted_on: date | None = None
    acted_record: str = ""
    reaches_due: bool = True
    is_other_edition: bool = False
    answered_in: tuple[str, ...] = ()
    question: str = ""


class CalledRow(TypedDict):
    """A record that calls for an action on a child."""

    person_id: str
    record_id: str
    mention_id: str
    agency: str
    organisation: str
    known_on: date
    event_on: date
    born: date | None
    taken_as_child: bool
    is_dated: bool
    row_ids: list[str]


class DeadlineRow(TypedDict):
    """A deadline, with its days in London."""

    clock_id: str
    rule_version: str
    person_id: str
    record_id: str
    answering_agency: str
    agency: str
    organisation: str
    state: str
    known_on: date
    event_on: date
    due_on: date
    acted_on: date | None
    acted_record: str


class PatternCallRow(TypedDict):
    """An instance of a pattern of one child, and the day from which the next one of it could be seen."""

    instance_key: str
    person_id: str
    record_ids: list[str]
    first_true_on: date
    until: date
    alone: str


class WrittenByRow(TypedDict):
    """A record and the organisation that it names."""

    record_id: str
    organisation: str


class QuestionCallRow(TypedDict):
    """An unanswered question."""

    question_id: str
    rule_id: str
    person_id: str
    record_id: str
    raised_on: date
    agency: str
    organisation: str


class ActRow(TypedDict):
    """A fact that counts as an action."""

    person_id: str
    row_id: str
    record_id: str
    event_on: date


class HarmRow(ActRow):
    """A record that says harm of a child."""


class HeldPattern(Protocol):
    """A pattern about some people, asked again of what each holder of records had."""

    @property
    def people(self) -> tuple[str, ...]:
        """Those of whom it is true."""

    @property
    def holders(self) -> frozenset[str]:
        """Those who can hold some of it alone."""

    def times(self, *, holders: Collection[str]) -> list[tuple[date, tuple[str, ...]]]:
        """The first day of each time that it held on what these holders had, and the records of that time."""


HeldPatterns = Mapping[str, Sequence[HeldPattern]]
"""By pattern, wherever it is asked again: where several organisations of its agency hold records."""


def prepare_facts(*, engine: Engine, held_by: RecordHolders = BY_AGENCY) -> None:
    """Make `opportunity_fact` and `opportunity_sign` of the records in the working table `visible_record`."""
    gather(engine=engine)
    records = list(held_by.of_records)
    engine.load(
        "record_holder",
        pa.table({
            "record_id": pa.array(records, pa.string()),
            "holder": pa.array([held_by.of_records[one] for one in records], pa.string()),
        }),
    )  # fmt: skip
    engine.make("opportunity_fact", SQL.fill("opportunity_fact"))
    engine.make("opportunity_sign", SQL.fill("opportunity_sign"))


def find_calls(*, engine: Engine, call: OpportunityCall, calendar: Calendar, held: HeldPatterns) -> Iterator[FoundCall]:
    """Every such call of any child, by the day on which it was known. `held`: patterns that are asked by holder."""
    match call.said.source:
        case CallSource.RECORDS:
            yield from _in_records(engine, call, calendar)
        case CallSource.DEADLINE:
            yield from _in_deadlines(engine, call)
        case CallSource.PATTERN:
            yield from _in_patterns(engine, call, calendar, held.get(call.said.of))
        case CallSource.QUESTIONS:
            yield from _in_questions(engine, call, calendar)


def _in_records(engine: Engine, call: OpportunityCall, calendar: Calendar) -> Iterator[FoundCall]:
    said = call.said
    sql = SQL.fill(
        "called",
        matches=Fragment(_any_of(said.tests)),
        agencies=[str(one) for one in said.agencies] or EVERY,
        alone=not said.beside,
        beside=said.beside,
        beside_days=said.beside_days,
        no_holder=NO_HOLDER,
        note_facts=Fragment(NOTE_FACTS),
    )
    for row in read_rows(engine, CalledRow, sql):
        due = call.due_on(row["known_on"], calendar)
        child = KnownPerson(row["person_id"], row["born"], taken_as_child=row["taken_as_child"])
        if due is None or not child.is_child(row["event_on"]):
            continue
        agency = str(said.agency or row["agency"])
        yield FoundCall(
            call=call,
            key=f"{row['record_id']} {row['mention_id']}",
            person_id=row["person_id"],
            agency=agency,
            organisation=row["organisation"] if agency == row["agency"] else "",
            record_ids=(row["record_id"],),
            row_ids=tuple(sorted(row["row_ids"])),
            known_on=row["known_on"],
            event_on=row["event_on"],
            due_on=due,
            agency_knew=agency == row["agency"] or row["agency"] in said.hears_of,
            is_dated=row["is_dated"],
        )


def _in_deadlines(engine: Engine, call: OpportunityCall) -> Iterator[FoundCall]:
    days = {"known": "known_from", "started": "started_at", "due": "deadline_at", "stopped": "stopped_at"}
    shown = {f"{name}_day": Fragment(london_day(f"clock.{column}")) for name, column in days.items()}
    sql = SQL.fill("called_by_deadline", rule_id=call.said.of, **shown)
    for row in read_rows(engine, DeadlineRow, sql):
        if row["state"] == ClockState.RUNNING:
            continue
        yield FoundCall(
            call=call,
            key=row["clock_id"],
            person_id=row["person_id"],
            agency=row["answering_agency"],
            organisation=row["organisation"] if row["answering_agency"] == row["agency"] else "",
            record_ids=(row["record_id"],),
            row_ids=(),
            known_on=row["known_on"],
            event_on=row["event_on"],
            due_on=row["due_on"],
            agency_knew=row["agency"] in (row["answering_agency"], *call.said.hears_of),
            acted_on=row["acted_on"],
            acted_record=row["acted_record"],
            reaches_due=row["state"] != ClockState.NOT_KNOWN,
            is_other_edition=row["rule_version"] != call.cited.version,
        )


def _in_patterns(
    engine: Engine, call: OpportunityCall, calendar: Calendar, held: Sequence[HeldPattern] | None
) -> Iterator[FoundCall]:
    rows = read_rows(engine, PatternCallRow, SQL.fill("called_by_pattern", pattern_id=call.said.of, never=NEVER))
    agency = str(call.said.agency)
    of_child: dict[str, list[HeldPattern]] = defaultdict(list)
    for one in held or ():
        of_child[one.people[0]].append(one)
    by_holder = [
        (row, *time)
        for row in rows
        for time in _times_alone(row, agency, None if held is None else of_child[row["person_id"]])
    ]
    last = sorted({records[-1] for _, _, _, records in by_holder}) or [""]
    written = {
        row["record_id"]: row["organisation"]
        for row in read_rows(engine, WrittenByRow, SQL.fill("written_by", record_ids=last))
    }
    for row, holder, known_on, records in by_holder:
        due = call.due_on(known_on, calendar)
        if due:
            yield FoundCall(
                call=call,
                key=row["instance_key"] if holder == agency else f"{row['instance_key']} {holder}",
                person_id=row["person_id"],
                agency=agency,
                organisation=written[records[-1]] if holder != agency else "",
                record_ids=records,
                row_ids=(),
                known_on=known_on,
                event_on=known_on,
                due_on=due,
                agency_knew=True,
            )


def _times_alone(
    row: PatternCallRow, agency: str, held: Sequence[HeldPattern] | None
) -> Iterator[tuple[str, date, tuple[str, ...]]]:
    """Each holder of the agency that could see an instance alone, from when, and by which records."""
    if held is None:
        seen = json.loads(row["alone"]).get(agency)
        if seen:
            yield agency, date.fromisoformat(seen), tuple(row["record_ids"])
        return
    for holder in sorted({holder for one in held for holder in one.holders if parts_of_holder(holder)[0] == agency}):
        times = [time for one in held for time in one.times(holders=(holder,))]
        of_instance = [time for time in times if row["first_true_on"] <= time[0] < row["until"]]
        if of_instance:
            yield (holder, *min(of_instance))


def _in_questions(engine: Engine, call: OpportunityCall, calendar: Calendar) -> Iterator[FoundCall]:
    for row in read_rows(engine, QuestionCallRow, SQL.fill("called_by_question")):
        due = call.due_on(row["raised_on"], calendar)
        if due:
            yield FoundCall(
                call=call,
                key=row["question_id"],
                person_id=row["person_id"],
                agency=row["agency"],
                organisation=row["organisation"],
                record_ids=(row["record_id"],),
                row_ids=(),
                known_on=row["raised_on"],
                event_on=row["raised_on"],
                due_on=due,
                agency_knew=True,
                answered_in=_answered_in(row["rule_id"]),
                question=_read_question(row["rule_id"]).get("label", ""),
            )


def _answered_in(rule_id: str) -> tuple[str, ...]:
    """The layouts in which the rule of a question looks for an answer; none where it is no rule that ships."""
    return tuple(sorted({one["kind"].partition("/")[0] for one in _read_question(rule_id).get("answers", ())}))


@cache
def _read_question(rule_id: str) -> dict[str, Any]:
    """The rule of a question as its file writes it; empty where it is no rule that ships."""
    return read_toml_folder("england", "curiosity").get(rule_id, {})


def find_acts(*, engine: Engine, test: str) -> Mapping[str, Sequence[ActRow]]:
    """By child the facts that count as an action by a test that `write_test` wrote, the first first."""
    return _by_person(read_rows(engine, ActRow, SQL.fill("acted", matches=Fragment(test), never=NEVER)))


def find_harm(*, engine: Engine, rules: AfterwardsRules) -> Mapping[str, Sequence[HarmRow]]:
    """By child the records that say harm, the first first."""
    sql = SQL.fill("harmed", events=rules.events, signs=rules.signs, roles=rules.roles, note_facts=Fragment(NOTE_FACTS))
    return _by_person(read_rows(engine, HarmRow, sql))


def _by_person(rows: Sequence[ActRow]) -> Mapping[str, Sequence[ActRow]]:
    found: dict[str, list[ActRow]] = defaultdict(list)
    for row in rows:
        found[row["person_id"]].append(row)
    return found


def _any_of(tests: Sequence[RecordTest]) -> str:
    return " OR ".join(f"({write_test(one)})" for one in tests)


def write_test(test: RecordTest) -> str:
    """The SQL of a test of `opportunity_fact AS fact`."""
    parts = [f"fact.layout IN ({write_value(value=test.layout)})", f"fact.name = {write_value(value=test.fact)}"]
    for column, words in (("lower(fact.kind)", test.kind), ("lower(fact.role)", test.role)):
        if words:
            parts.append(f"{column} IN ({write_value(value=[one.lower() for one in words])})")
    if test.no_further_action:
        parts.append(is_closed(test.no_further_action, _detail("outcome")))
    for name, number in test.least_words.items():
        split = f"regexp_extract_all(lower({_detail(name)}), {write_value(value=A_WORD)})"
        standard = write_value(value=test.standard_words or [""])
        parts.append(f"len(list_filter({split}, lambda word: word NOT IN ({standard}))) >= {number}")
    if test.passage:
        signs = write_value(value=test.passage)
        parts.append(f"fact.row_id IN (SELECT row_id FROM opportunity_sign WHERE indicator IN ({signs}))")
    return " AND ".join(parts)


def _detail(name: str) -> str:
    return detail(name, "fact.details")
