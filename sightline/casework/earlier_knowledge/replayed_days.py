"""What Sightline would have concluded about a child on an earlier day, from a replay of the day.

The replay matches people again from records and answers of that day, and of no later one. What the frozen data conclude
about the day beyond that stands apart, as hindsight.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TypedDict

from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.export_queries import query_of
from sightline.casework.data.replays import replay_day
from sightline.casework.earlier_knowledge.day_hindsight import (
    FrozenKnowledge,
    find_hindsight,
    part_by_rules,
    read_frozen,
)
from sightline.casework.earlier_knowledge.opened_tables import open_tables
from sightline.casework.earlier_knowledge.scopes import KnowledgeScope
from sightline.casework.earlier_knowledge.unconfirmed_records import group_without, tell_without
from sightline.casework.reviews.pages.day_conclusions import (
    ConcludedWithout,
    ConclusionOfDay,
    DayConclusionKind,
    DayConclusions,
    MatchedPerson,
)
from sightline.known_facts.facts import gather
from sightline.known_facts.sureness import unsure_namings
from sightline.model.analysis_tables.connections import GROUP_RULE
from sightline.model.progress import SILENT, Progress
from sightline.networks.holders import find_held_groups
from sightline.patterns.rules import read_patterns
from sightline.store import DuckDBEngine
from sightline.store.sql.rows import read_rows
from sightline.timescales import load_clock_rules
from sightline.translation.messages import lazy as _

GROUP_LABEL = _("A group of people around children")
PEOPLE = """
SELECT person_id, list(DISTINCT agency ORDER BY agency) AS agencies, count(DISTINCT record_id) AS records
FROM visible_mention WHERE list_contains(?, mention_id) GROUP BY person_id ORDER BY records DESC, person_id
"""
PATTERNS = """
SELECT pattern_id AS rule_id, first_true_on AS since, record_ids FROM ({rows})
WHERE class <> 'supervisor' AND instance_key IN (SELECT instance_key FROM pattern WHERE list_has_any(people, ?))
ORDER BY since, rule_id, instance_key
"""
CLOCKS = """
SELECT rule_id, CAST(left(started_at, 10) AS DATE) AS since, state,
       (SELECT list(DISTINCT record_id ORDER BY record_id) FROM clock_basis WHERE conclusion_id = clock_id)
           AS record_ids
FROM ({rows}) WHERE list_contains(?, person_id) ORDER BY since, rule_id, clock_id
"""
QUESTIONS = """
SELECT rule_id, raised_on AS since, asks,
       (SELECT list(DISTINCT record_id ORDER BY record_id) FROM unanswered_basis WHERE conclusion_id = question_id)
           AS record_ids
FROM unanswered WHERE list_contains(?, person_id) AND NOT list_contains(?, rule_id)
  AND question_id NOT IN (SELECT conclusion_id FROM unanswered_basis
                          WHERE record_id NOT IN (SELECT record_id FROM visible_record))
ORDER BY since, rule_id, question_id
"""
VISIBLE = "SELECT record_id FROM visible_record"
MENTION_PEOPLE = "SELECT mention_id, person_id FROM visible_mention WHERE list_contains(?, mention_id)"
ALL_MENTIONS = """
SELECT mention_id, person_id FROM visible_mention
WHERE person_id IN (SELECT person_id FROM resolved WHERE list_contains(?, mention_id)) ORDER BY mention_id
"""


class PersonOfDayRow(TypedDict):
    """A person as whom the replay takes some of these mentions, with the agencies and the number of records."""

    person_id: str
    agencies: list[str]
    records: int


class MentionPersonRow(TypedDict):
    """A mention and the person as whom the replay takes it."""

    mention_id: str
    person_id: str


class PatternOfDayRow(TypedDict):
    """A pattern of the replay, since when it holds, and its records."""

    rule_id: str
    since: date
    record_ids: list[str]


class ClockOfDayRow(PatternOfDayRow):
    """A deadline of the replay, with its state at the end of the day."""

    state: str


class QuestionOfDayRow(PatternOfDayRow):
    """A question of the replay, in its words."""

    asks: str


def conclude_from_replay(
    session: ReaderSession,
    scope: KnowledgeScope,
    *,
    on: date,
    holders: Sequence[str],
    mentions: Sequence[str],
    progress: Progress = SILENT,
) -> DayConclusions:
    """The conclusions of a replay, about everybody as whom the child's records were matched by then; and hindsight.

    It takes the files that the scope's snapshot was made of. What it matched apart is still of the people who are open.
    """
    of_day = _scope_of_day(scope, mentions)
    as_at = date.fromisoformat(scope.snapshot.manifest()["as_at"])
    frozen = _read_frozen(session, scope, on=on, as_at=as_at, holders=holders)
    replayed = replay_day(
        session, workspace=current_workspace(), on=on, holders=holders, received_by=as_at, progress=progress
    )
    with replayed as snapshot, open_tables(of_day, snapshot=snapshot) as engine:
        matched = list(read_rows(engine, PersonOfDayRow, PEOPLE, [list(mentions)]))
        people_of_day = [row["person_id"] for row in matched]
        found = _conclude(session, of_day, engine, people_of_day, on)
        people = {
            row["mention_id"]: row["person_id"]
            for row in read_rows(engine, MentionPersonRow, MENTION_PEOPLE, [frozen.mention_ids])
        }
    of_rules, by_later_rules = part_by_rules(found, on=on, as_at=as_at)
    later = find_hindsight(frozen=frozen, replayed=found, people=people, on=on)
    return DayConclusions(
        tuple(MatchedPerson(tuple(row["agencies"]), row["records"]) for row in matched),
        of_rules,
        tuple(sorted((*by_later_rules, *later), key=lambda one: one.concluded.since)),
    )


def _scope_of_day(scope: KnowledgeScope, mentions: Sequence[str]) -> KnowledgeScope:
    """The scope with all mentions of its people in its own snapshot: a replay may lack the one that the terms name."""
    if not scope.children:
        return replace(scope, sight=replace(scope.sight, given=(*scope.sight.given, *mentions)))
    with open_tables(scope) as engine:
        given, children = (
            [row["mention_id"] for row in read_rows(engine, MentionPersonRow, ALL_MENTIONS, [list(some)])]
            for some in (scope.sight.given, scope.children)
        )
    sight = replace(scope.sight, given=(*scope.sight.given, *given))
    return replace(scope, sight=sight, children=(*scope.children, *children))


def _read_frozen(
    session: ReaderSession, scope: KnowledgeScope, *, on: date, as_at: date, holders: Sequence[str]
) -> FrozenKnowledge:
    """What the scope's snapshot concludes about the child with all that came after the day."""
    with open_tables(scope) as engine:
        return read_frozen(
            engine=engine,
            concluded=_conclude(session, scope, engine, [scope.person_id], as_at),
            person_id=scope.person_id,
            on=on,
            as_at=as_at,
            holders=holders,
        )


def _conclude(
    session: ReaderSession, scope: KnowledgeScope, engine: DuckDBEngine, people: Sequence[str], on: date
) -> tuple[ConclusionOfDay, ...]:
    """All that tables conclude about these people. `on` is the day as at which they were made.

    A deadline or question that names a record that likeness alone joins to them is none without it.
    """
    unsure = frozenset(record for record, _ in unsure_namings(engine=engine, people=people))
    found = (*_clocks(session, scope, engine, people), *_questions(session, engine, people))
    return (
        *tell_without(
            engine=engine, found=[*_patterns(session, scope, engine, people, on)], people=people, on=on, unsure=unsure
        ),
        *_groups(session, engine, people, on, unsure),
        *(one if unsure.isdisjoint(one.record_ids) else replace(one, sure=ConcludedWithout()) for one in found),
    )


def _patterns(
    session: ReaderSession, scope: KnowledgeScope, engine: DuckDBEngine, people: Sequence[str], on: date
) -> Iterator[ConclusionOfDay]:
    labels = {one.id: one.rule.label for one in read_patterns(day=on)}
    rows, values = query_of("patterns", scope.sight, withdrawn=session.withdrawn, disputed=session.disputed)
    for row in read_rows(engine, PatternOfDayRow, PATTERNS.format(rows=rows), [*values, list(people)]):
        rule = row["rule_id"]
        yield ConclusionOfDay(DayConclusionKind.PATTERN, rule, labels[rule], row["since"], "", tuple(row["record_ids"]))


def _groups(
    session: ReaderSession, engine: DuckDBEngine, people: Sequence[str], on: date, unsure: frozenset[str]
) -> Iterator[ConclusionOfDay]:
    """Groups on records that the reader may see, since the first day on which the child was in one."""
    if GROUP_RULE in session.withdrawn:
        return
    gather(engine=engine)
    visible = frozenset(engine.query(VISIBLE).column(0).to_pylist())
    found: dict[ConclusionOfDay, None] = {}  # a group, and what notes add to it, may have the same first day
    for group in find_held_groups(engine=engine, as_at=on, shown=visible.__contains__):
        days = [day for day in group.days() if day <= on] if set(group.people) & set(people) else []
        if days:
            records = next(iter(group.smallest(on=days[0])), ()) or tuple(sorted(group.records(on=days[0])))
            sure = group_without(group=group, on=on, unsure=unsure, since=days[0])
            said = (DayConclusionKind.GROUP, GROUP_RULE, str(GROUP_LABEL), days[0], "", records, sure)
            found[ConclusionOfDay(*said)] = None
    yield from found


def _clocks(
    session: ReaderSession, scope: KnowledgeScope, engine: DuckDBEngine, people: Sequence[str]
) -> Iterator[ConclusionOfDay]:
    labels = {one.rule.id: one.rule.label for one in load_clock_rules()}
    rows, values = query_of("clocks", scope.sight, withdrawn=session.withdrawn, disputed=session.disputed)
    for row in read_rows(engine, ClockOfDayRow, CLOCKS.format(rows=rows), [*values, list(people)]):
        rule, records = row["rule_id"], tuple(row["record_ids"])
        yield ConclusionOfDay(DayConclusionKind.DEADLINE, rule, labels[rule], row["since"], row["state"], records)


def _questions(session: ReaderSession, engine: DuckDBEngine, people: Sequence[str]) -> Iterator[ConclusionOfDay]:
    withdrawn = sorted(session.withdrawn)
    for row in read_rows(engine, QuestionOfDayRow, QUESTIONS, [list(people), withdrawn]):
        records = tuple(row["record_ids"])
        yield ConclusionOfDay(DayConclusionKind.QUESTION, row["rule_id"], row["asks"], row["since"], "open", records)
