"""Reads how early a statement about a child could have been seen, by which agencies, and how often else it was true.

Each day is worked out from records that the reader may see, with the matches of the last update. Nobody else's name is
among the answers: other children are counted, and small numbers are hidden.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from sightline.agreements import Bodies
from sightline.casework.accounts.record_holders import bodies_of_knowledge, name_holders
from sightline.casework.audit.trail import audited
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.opened_tables import find_joinable, open_tables
from sightline.casework.earlier_knowledge.pages import FEW, EarliestPage, StatementDays
from sightline.casework.earlier_knowledge.record_holders import find_named, find_record_holders
from sightline.casework.earlier_knowledge.reverse_questions import with_others
from sightline.casework.earlier_knowledge.scopes import KnowledgeScope, find_scopes, leave_knowledge
from sightline.casework.journal.draft import read_words
from sightline.casework.ledger.first_days import first_shared_with
from sightline.casework.meetings.attendance import heard_at_meetings
from sightline.known_facts.facts import gather
from sightline.known_facts.holders import BY_AGENCY, RecordHolders
from sightline.known_facts.sureness import unsure_namings
from sightline.model.analysis_tables.connections import GROUP_RULE
from sightline.networks.holders import HeldGroup, find_held_groups
from sightline.networks.joined_records import JoinedRecord, Joins
from sightline.patterns.holders import find_conditions
from sightline.review.acts import find_first_act
from sightline.review.aftermath import find_holders, name_records
from sightline.review.earliest import (
    EarliestDays,
    StatementEvidence,
    find_earliest,
    find_others,
    missing_handovers,
)
from sightline.review.notes import find_notes
from sightline.review.rules import read_joined_rules
from sightline.review.sharings import HandoverTrace, TraceIn, find_traces
from sightline.review.statements import ReviewStatement, SeenIn, read_statements
from sightline.rulebook.calendar import read_calendar
from sightline.store import DuckDBEngine

VISIBLE = "SELECT record_id FROM visible_record"
OPEN_PEOPLE = "SELECT person_id FROM own_person"
OF_MENTIONS = "SELECT DISTINCT person_id FROM resolved WHERE list_contains(?, mention_id)"


def read_earliest(
    session: ReaderSession,
    *,
    person: str,
    review_id: str = "",
    discovered_on: date | None = None,
    why: str | None = None,
) -> EarliestPage:
    """How early each statement could be seen of a child; NotHere if the reader may see no such child.

    `person` is the id of a child, or with a `review_id` how the review calls them. All else as for several.
    """
    (page,) = read_earliest_of(session, people=[person], review_id=review_id, discovered_on=discovered_on, why=why)
    return page


def read_earliest_of(
    session: ReaderSession,
    *,
    people: Sequence[str],
    review_id: str = "",
    discovered_on: date | None = None,
    why: str | None = None,
) -> tuple[EarliestPage, ...]:
    """The same of several people, a page each, in one reading; of none: of all children of the review.

    A review answers by its terms: other children are counted from records that are not restricted.
    `why`: what a file of it is for, in words; None where it is only shown. A file has what may be passed on.
    """
    leaves = why is not None
    action = "export_earliest" if leaves else "read_earliest"
    with audited(session, action=action, reason=read_words(why or "") if leaves else "") as trail:
        check_people(actor=session.actor)
        scopes = find_scopes(session, trail, people=people, review_id=review_id, leaves=leaves)
        found = find_statements(session, scopes)
        named = list_shown_records(one for shown in found for one in shown)
        trail.add("record", sorted(named))
        seen = {one.statement_id: None for shown in found for one in shown if one.days}
        trail.details = {**trail.details, "statements": list(seen)}
        label = leave_knowledge(session, trail, scopes, named) if leaves else ""
    return tuple(
        EarliestPage(scope.person_id, discovered_on, shown, scope.called, label)
        for scope, shown in zip(scopes, found, strict=True)
    )


def list_shown_records(statements: Iterable[StatementDays]) -> frozenset[str]:
    """Every record that is named to the reader: of the smallest sets, the first action, and what joins or tells it."""
    true = [one for one in statements if one.days]
    sets = {record for one in true if one.days for some in one.days.sets for record in some}
    said_in = {each.said_in for one in true for each in one.traces if each.said_in}
    joined = {record for one in true for each in one.joined for record in (each.record_id, each.by_record)}
    return frozenset(sets | said_in | joined | {one.acted_record for one in true if one.acted_record})


def records_of_statements(statements: Iterable[StatementDays]) -> frozenset[str]:
    """Every record that their days are worked out from."""
    true = [one for one in statements if one.days]
    days = frozenset(record for one in true if one.days for record in one.days.records)
    return days | {one.acted_record for one in true if one.acted_record}


def find_statements(session: ReaderSession, scopes: Sequence[KnowledgeScope]) -> list[tuple[StatementDays, ...]]:
    """Each statement about the person of each scope, with the reverse question; for what is audited by itself.

    Scopes of one review differ in their person alone: what they see is gathered once.
    """
    scope = scopes[0]
    as_at = date.fromisoformat(scope.snapshot.manifest()["as_at"])
    statements = read_statements(day=as_at)
    found: list[tuple[StatementDays, ...]] = []
    with open_tables(scope) as engine:
        bodies = bodies_of_knowledge(actor=session.actor)
        held_by = find_record_holders(bodies, engine)
        called = name_holders(bodies, {*find_named(bodies, engine).values()})
        review = scope if scope.review_id else None
        evidence = _gather(session, engine, statements, as_at, review, held_by=held_by)
        for one in scopes:
            unsure = {record for record, _ in unsure_namings(engine=engine, people=[one.person_id])}
            looked = (
                _look(engine, each, evidence[each.rule.id], one.person_id, unsure, held_by, bodies, as_at)
                for each in statements
            )
            found.append(tuple(looked))
    with open_tables(scope, of_others=True) as engine:
        if scope.review_id:
            held_by = find_record_holders(bodies, engine, called=called)
            evidence = _gather(session, engine, statements, as_at, held_by=held_by)
        unsure_of_all = cache(lambda: _find_unsure(engine, evidence))
        return [
            tuple(
                with_others(
                    engine=engine,
                    statement=each,
                    evidence=evidence[each.rule.id],
                    own=one.own,
                    said=said,
                    unsure=unsure_of_all,
                )
                for each, said in zip(statements, days, strict=True)
            )
            for one, days in zip(scopes, found, strict=True)
        ]


def _find_unsure(
    engine: DuckDBEngine, evidence: Mapping[str, Sequence[StatementEvidence]]
) -> Mapping[str, frozenset[str]]:
    """By person of whom there is evidence, the records that likeness alone joins to them."""
    people = {who for some in evidence.values() for one in some for who in one.people}
    found: dict[str, set[str]] = defaultdict(set)
    for record, who in unsure_namings(engine=engine, people=people):
        found[who].add(record)
    return {who: frozenset(records) for who, records in found.items()}


def count_statements(session: ReaderSession, scope: KnowledgeScope) -> Iterator[tuple[ReviewStatement, int | None]]:
    """Of how many children each statement became true in the period of the review; None is 1 to 4."""
    as_at = date.fromisoformat(scope.snapshot.manifest()["as_at"])
    last = min(scope.to_on, as_at)
    days = (last - scope.from_on).days + 1
    statements = read_statements(day=as_at)
    with open_tables(scope, of_others=True) as engine:
        evidence = _gather(session, engine, statements, as_at)
    for one in statements:
        found = find_others(evidence=evidence[one.rule.id], without=(), on=last, open_days=days)
        yield one, len(found) if len(found) == 0 or len(found) >= FEW else None


def _gather(
    session: ReaderSession,
    engine: DuckDBEngine,
    statements: Sequence[ReviewStatement],
    as_at: date,
    review: KnowledgeScope | None = None,
    *,
    held_by: RecordHolders = BY_AGENCY,
) -> Mapping[str, list[StatementEvidence]]:
    """By statement what makes it true of anybody whom the reader may open.

    A review opens a child and not the others of the child's group: the group counts, on records that name a child of
    the review, or join by what these name.
    """
    gather(engine=engine)
    visible, may_open = (frozenset(engine.query(sql).column(0).to_pylist()) for sql in (VISIBLE, OPEN_PEOPLE))
    wanted = {pattern for one in statements for pattern in one.patterns} - session.withdrawn
    conditions = list(
        find_conditions(
            engine=engine,
            as_at=as_at,
            calendar=read_calendar(),
            wanted=wanted,
            shown=visible.__contains__,
            held_by=held_by,
        )
    )
    groups: list[StatementEvidence] = []
    if GROUP_RULE not in session.withdrawn:
        joins = _find_joins(engine, review) if review else None
        shown = visible.__contains__
        groups = [*find_held_groups(engine=engine, as_at=as_at, shown=shown, joins=joins, held_by=held_by)]
    found: dict[str, list[StatementEvidence]] = {}
    for one in statements:
        match one.of:
            case SeenIn.PATTERNS:
                every: list[StatementEvidence] = [each for each in conditions if each.pattern_id in one.patterns]
            case SeenIn.GROUPS:
                every = groups
            case _:
                every = [*find_notes(engine=engine, sign=one.sign, held_by=held_by)]
        some = review is not None and one.of is SeenIn.GROUPS
        found[one.rule.id] = [
            each for each in every if (may_open & {*each.people} if some else may_open.issuperset(each.people))
        ]
    return found


def _find_joins(engine: DuckDBEngine, review: KnowledgeScope) -> Joins | None:
    """How records that name no child of the review come in beside its own; None where its terms name no child."""
    if not review.children:
        return None
    rules, own = read_joined_rules(), list(review.children)
    joinable = find_joinable(engine, review)
    children = frozenset(one for (one,) in engine.connection.execute(OF_MENTIONS, [own]).fetchall())
    return Joins(children, joinable.__contains__, rules.within_days, rules.most_records)


def _find_joined(evidence: Iterable[StatementEvidence], days: EarliestDays) -> tuple[JoinedRecord, ...]:
    """Of the records of these days those that name no child of the review, and how each came in."""
    joined = next((one.joined for one in evidence if isinstance(one, HeldGroup)), {})
    return tuple(joined[record] for record in sorted(days.records) if record in joined)


def _look(
    engine: DuckDBEngine,
    statement: ReviewStatement,
    evidence: Sequence[StatementEvidence],
    person_id: str,
    unsure: Collection[str],
    held_by: RecordHolders,
    bodies: Bodies,
    as_at: date,
) -> StatementDays:
    days = find_earliest(evidence=evidence, person_id=person_id, unsure=unsure)
    rule = statement.rule
    if days is None:
        return StatementDays(rule.id, rule.label, rule.says, None)
    first = days.sets[0] if days.sets else ()
    holders = find_holders(engine=engine, record_ids=first, held_by=held_by)
    counts = statement.on_day(days.together).acted_by
    acted = find_first_act(
        engine=engine, person_id=person_id, since=days.together, act_ids=counts, record_ids=days.records
    )
    handovers = missing_handovers(records=first, holder_of=holders)
    said = StatementDays(
        statement_id=rule.id,
        label=rule.label,
        says=rule.says,
        days=days,
        acted=acted,
        handovers=handovers,
        traces=tuple(_find_traces(engine, person_id, handovers, bodies, as_at)),
        joined=_find_joined(evidence, days),
        made_on=statement.on_day(days.together).made_on,
    )
    return replace(said, named=name_records(engine=engine, record_ids=list_shown_records([said]), held_by=held_by))


def _find_traces(
    engine: DuckDBEngine, person_id: str, handovers: Sequence[tuple[str, str]], bodies: Bodies, as_at: date
) -> Iterator[HandoverTrace]:
    """What says that a holder was told: records, and meetings and the ledger up to the last day of the data."""
    visible = frozenset(engine.query(VISIBLE).column(0).to_pylist())
    yield from find_meeting_traces(handovers, bodies, by=as_at, shown=visible.__contains__)
    yield from find_traces(engine=engine, person_id=person_id, handovers=handovers)
    for (record, holder), day in first_shared_with(handovers, by=as_at).items():
        yield HandoverTrace(record, holder, TraceIn.LEDGER, day, "")


def find_meeting_traces(
    handovers: Sequence[tuple[str, str]], bodies: Bodies, *, by: date, shown: Callable[[str], bool]
) -> Iterator[HandoverTrace]:
    """The first meeting by a day that had a record and that the holder attended; for what is audited by itself."""
    heard = heard_at_meetings({record for record, _ in handovers}, by=by, shown=shown)
    for record, holder in handovers:
        days = [one.on for one in heard if one.record_id == record and one.is_of(bodies, holder)]
        if days:
            yield HandoverTrace(record, holder, TraceIn.MEETING, min(days), "")
