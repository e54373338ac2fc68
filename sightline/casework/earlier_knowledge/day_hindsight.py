"""What frozen data conclude about a day that the day's own knowledge does not, and what made each: hindsight.

A later record, match, answer, reading of a note or rule makes it. Records and matches that the reader may not see are
named nowhere.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TypedDict

from sightline.casework.reviews.pages.day_conclusions import (
    ConclusionOfDay,
    DayConclusionKind,
    HindsightCause,
    HindsightConclusion,
    HindsightMaker,
)
from sightline.curiosity.rules import read_questions
from sightline.known_facts.facts import NEVER, gather
from sightline.known_facts.sureness import ConnectedMentions
from sightline.model.rules import Rule
from sightline.networks.rules import read_group_rule
from sightline.patterns.rules import read_patterns
from sightline.store import DuckDBEngine
from sightline.store.sql.rows import read_rows
from sightline.timescales import load_clock_rules

RECORD_DAYS = """
SELECT fact.record_id, any_value(fact.agency) AS agency, min(fact.event_on) AS happened_on,
       coalesce(min(fact.known_from) FILTER (named.row_id IS NOT NULL), min(fact.known_from)) AS known_on,
       max(fact.known_from) FILTER (fact.event_on <= ? AND fact.known_until = ?) AS worded_on
FROM pattern_fact AS fact
LEFT JOIN (SELECT DISTINCT row_id FROM pattern_person WHERE person_id = ?) AS named USING (row_id)
WHERE fact.record_id IN (SELECT record_id FROM visible_record) GROUP BY fact.record_id
"""
MENTIONS = (
    "SELECT mention_id, person_id, record_id FROM visible_mention WHERE person_id IS NOT NULL ORDER BY mention_id"
)
JOINS = """
SELECT one.person_id, link.mention_id_a, link.mention_id_b, one.record_id AS record_a, other.record_id AS record_b,
       (SELECT min(said_on) FROM judgement AS said
        WHERE (said.mention_id_a, said.mention_id_b) = (link.mention_id_a, link.mention_id_b)) AS said_on
FROM link JOIN visible_mention AS one ON one.mention_id = link.mention_id_a
JOIN visible_mention AS other ON other.mention_id = link.mention_id_b
WHERE one.person_id = other.person_id AND list_contains(?, one.person_id)
ORDER BY link.mention_id_a, link.mention_id_b
"""
READINGS = """
SELECT record_id, max(CAST(left(confirmed_at, 10) AS DATE)) AS confirmed_on FROM passage
WHERE confirmed_at <> '' AND record_id IN (SELECT record_id FROM visible_record) GROUP BY record_id
"""


class RecordDaysRow(TypedDict):
    """A record: when it happened, since when it was known of the child, and since when as it is told now."""

    record_id: str
    agency: str
    happened_on: date | None
    known_on: date
    worded_on: date | None


class MentionOfDayRow(TypedDict):
    """A mention on a record that the reader sees, and of whom it is."""

    mention_id: str
    person_id: str
    record_id: str


class JoinOfDayRow(TypedDict):
    """A join of two mentions of one person; `said_on` is the day of the answer, where a person gave one."""

    person_id: str
    mention_id_a: str
    mention_id_b: str
    record_a: str
    record_b: str
    said_on: date | None


class ReadingOfDayRow(TypedDict):
    """A record of whose note a person confirmed a sign, and the last day of that."""

    record_id: str
    confirmed_on: date


@dataclass(frozen=True, slots=True)
class PersonJoin:
    """A join of two mentions, and the day from which it could be made."""

    on: date
    mentions: tuple[str, str]
    cause: HindsightCause


@dataclass(frozen=True, slots=True)
class FrozenKnowledge:
    """What frozen data conclude about a child, and the days of the records, joins and readings behind it.

    `mentions` are by record, each with its person; `joins` by person, the earliest first. `as_at`: the day of the data.
    """

    as_at: date
    concluded: tuple[ConclusionOfDay, ...]
    days: Mapping[str, RecordDaysRow] = field(repr=False)
    mentions: Mapping[str, list[tuple[str, str]]] = field(repr=False)
    joins: Mapping[str, list[PersonJoin]] = field(repr=False)
    readings: Mapping[str, date] = field(repr=False)

    @property
    def mention_ids(self) -> list[str]:
        """The mentions on the records behind what is concluded."""
        records = {record for one in self.concluded for record in one.record_ids}
        return sorted(mention for record in records for mention, _ in self.mentions.get(record, ()))


def read_frozen(
    *,
    engine: DuckDBEngine,
    concluded: Iterable[ConclusionOfDay],
    person_id: str,
    on: date,
    as_at: date,
    holders: Collection[str],
) -> FrozenKnowledge:
    """Of what is concluded all that is about the day: it held by then, or its records had happened by then.

    Of some holders, what their records alone give.
    """
    gather(engine=engine)
    days = {row["record_id"]: row for row in read_rows(engine, RecordDaysRow, RECORD_DAYS, [on, NEVER, person_id])}
    about = tuple(
        one for one in concluded
        if (not holders or all(record in days and days[record]["agency"] in holders for record in one.record_ids))
        and (one.since <= on or _had_happened(one, days, on))
    )  # fmt: skip
    mentions: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in read_rows(engine, MentionOfDayRow, MENTIONS):
        mentions[row["record_id"]].append((row["mention_id"], row["person_id"]))
    people = {person for one in about for record in one.record_ids for _, person in mentions.get(record, ())}
    joins: dict[str, list[PersonJoin]] = defaultdict(list)
    for join in read_rows(engine, JoinOfDayRow, JOINS, [sorted(people)]):
        joins[join["person_id"]].append(_read_join(join, days))
    for some in joins.values():
        some.sort(key=lambda one: (one.on, one.mentions))
    readings = {row["record_id"]: row["confirmed_on"] for row in read_rows(engine, ReadingOfDayRow, READINGS)}
    return FrozenKnowledge(as_at, about, days, mentions, joins, readings)


def _had_happened(one: ConclusionOfDay, days: Mapping[str, RecordDaysRow], on: date) -> bool:
    """Whether all of its records had happened by the day, and it held once the last of them was known.

    What holds only after a wait did not hold on the day, however early its records had been known.
    """
    rows = [days[record] for record in one.record_ids if record in days]
    return (
        len(rows) == len(one.record_ids) > 0
        and all(row["happened_on"] is not None and row["happened_on"] <= on for row in rows)
        and one.since <= max(row["known_on"] for row in rows)
    )


def _read_join(row: JoinOfDayRow, days: Mapping[str, RecordDaysRow]) -> PersonJoin:
    known = [days[record]["known_on"] if record in days else date.max for record in (row["record_a"], row["record_b"])]
    on = max((*known, *([row["said_on"]] if row["said_on"] else ())))
    is_by_person = row["said_on"] is not None and row["said_on"] == on
    by = HindsightMaker.PERSON if is_by_person else HindsightMaker.MATCH
    records = tuple(dict.fromkeys((row["record_a"], row["record_b"])))
    return PersonJoin(on, (row["mention_id_a"], row["mention_id_b"]), HindsightCause(by, on, records))


def part_by_rules(
    concluded: Iterable[ConclusionOfDay], *, on: date, as_at: date
) -> tuple[tuple[ConclusionOfDay, ...], tuple[HindsightConclusion, ...]]:
    """What a replay concludes by rules of the day, and apart what it concludes by rules that were decided later."""
    of_day: list[ConclusionOfDay] = []
    later: list[HindsightConclusion] = []
    for one in concluded:
        rule = _rules_on(as_at).get((one.kind, one.rule_id)) or _rules_on(on).get((one.kind, one.rule_id))
        decided_on = rule.made_after(on) if rule else None
        if decided_on:
            later.append(HindsightConclusion(one, (HindsightCause(HindsightMaker.RULE, decided_on),)))
        else:
            of_day.append(one)
    return tuple(of_day), tuple(later)


def find_hindsight(
    *, frozen: FrozenKnowledge, replayed: Collection[ConclusionOfDay], people: Mapping[str, str], on: date
) -> Iterator[HindsightConclusion]:
    """What the replay of a day does not conclude, or only of a later day, and the frozen data do.

    `people` are by mention the person as whom the replay takes it. A mention that it does not know is not there.
    """
    for one in frozen.concluded:
        alike = [each for each in replayed if _is_alike(one, each)]
        if any(each.since <= one.since for each in alike):
            continue
        causes = tuple(dict.fromkeys(_causes_of(frozen, one, people, on)))
        if causes or not alike:
            yield HindsightConclusion(one, causes or (HindsightCause(HindsightMaker.NOT_KNOWN),))


def _is_alike(one: ConclusionOfDay, other: ConclusionOfDay) -> bool:
    return (one.kind, one.rule_id) == (other.kind, other.rule_id) and not set(one.record_ids).isdisjoint(
        other.record_ids
    )


def _causes_of(
    frozen: FrozenKnowledge, one: ConclusionOfDay, people: Mapping[str, str], on: date
) -> Iterator[HindsightCause]:
    """Later records, matches, answers and readings; a corrected telling where there is none of them; then the rule."""
    causes = [*_late_records(frozen, one, on), *_later_joins(frozen, one, people, on)]
    for record in one.record_ids:
        if (confirmed_on := frozen.readings.get(record)) and confirmed_on > on:
            causes.append(HindsightCause(HindsightMaker.READING, confirmed_on, (record,)))
    yield from causes or _late_records(frozen, one, on, as_worded_now=True)
    if made_on := _rule_made_after(one, on, frozen.as_at):
        yield HindsightCause(HindsightMaker.RULE, made_on)


def _late_records(
    frozen: FrozenKnowledge, one: ConclusionOfDay, on: date, *, as_worded_now: bool = False
) -> Iterator[HindsightCause]:
    for record in one.record_ids:
        row = frozen.days.get(record)
        known_on = (row["worded_on"] if as_worded_now else row["known_on"]) if row else None
        if known_on and known_on > on:
            yield HindsightCause(HindsightMaker.RECORD, known_on, (record,))


def _later_joins(
    frozen: FrozenKnowledge, one: ConclusionOfDay, people: Mapping[str, str], on: date
) -> Iterator[HindsightCause]:
    """For each person of its records whom the replay takes for several, what makes them one."""
    by_person: dict[str, list[str]] = defaultdict(list)
    for record in one.record_ids:
        for mention, person in frozen.mentions.get(record, ()):
            if mention in people:
                by_person[person].append(mention)
    for person, mentions in by_person.items():
        if len({people[mention] for mention in mentions}) > 1:
            yield _joined_by(frozen.joins.get(person, ()), mentions, on)


def _joined_by(joins: Iterable[PersonJoin], mentions: list[str], on: date) -> HindsightCause:
    """The join with which these mentions became one; without day and records where the joins do not tell."""
    parts = ConnectedMentions()
    for join in joins:
        parts.join(*join.mentions)
        if parts.are_one(mentions):
            return join.cause if on < join.on < date.max else HindsightCause(HindsightMaker.MATCH)
    return HindsightCause(HindsightMaker.MATCH)


def _rule_made_after(one: ConclusionOfDay, on: date, as_at: date) -> date | None:
    """From when the rule holds as it does in the frozen data, where that is after the day.

    A deadline has the values of the day on which it began: only a local decision makes it one of hindsight.
    """
    rule = _rules_on(as_at).get((one.kind, one.rule_id))
    if rule is None:
        return None
    changed_on = None if one.kind is DayConclusionKind.DEADLINE else rule.changed_after(on, by=as_at)
    return max(filter(None, (rule.made_after(on), changed_on)), default=None)


@lru_cache(maxsize=32)
def _rules_on(day: date) -> Mapping[tuple[DayConclusionKind, str], Rule]:
    """The rules in force on a day, by kind of conclusion and id."""
    group = read_group_rule(day).rule
    return {
        **{(DayConclusionKind.PATTERN, one.id): one.rule for one in read_patterns(day=day)},
        **{(DayConclusionKind.QUESTION, one.id): one.rule for one in read_questions(day=day)},
        **{(DayConclusionKind.DEADLINE, one.rule.id): one.rule for one in load_clock_rules()},
        (DayConclusionKind.GROUP, group.id): group,
    }
