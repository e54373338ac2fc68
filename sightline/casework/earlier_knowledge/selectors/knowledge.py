"""Reads what agencies knew of a child on an earlier day, from records that the reader may see.

The facts come from the snapshot of the scope, so who the child is depends on the matches of that snapshot. What
Sightline would have concluded comes from a replay of the day, in which later matches and answers are not there.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TypedDict

from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.rights import check_people
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.export_queries import query_of
from sightline.casework.data.replays import replay_day
from sightline.casework.earlier_knowledge.opened_tables import open_tables
from sightline.casework.earlier_knowledge.pages import ConclusionOfDay, DayConclusions, KnowledgePage
from sightline.casework.earlier_knowledge.scopes import KnowledgeScope, find_scope
from sightline.casework.ledger.first_days import first_shared
from sightline.model.errors import Usage
from sightline.model.nouns import Agency
from sightline.model.progress import SILENT, Progress
from sightline.model.visibility import RowFilter
from sightline.patterns.rules import read_patterns
from sightline.review.knowledge import FactOfDay, find_known
from sightline.review.rules import read_knowledge_rules
from sightline.store import DuckDBEngine
from sightline.store.sql.rows import read_rows
from sightline.timescales import load_clock_rules
from sightline.translation.messages import lazy as _

# The rows that name the child, of the records that the reader may see.
NAMING_ROWS = """
CREATE TEMP TABLE naming_row AS SELECT DISTINCT record_id, row_id FROM visible_mention WHERE person_id = ?
"""
MENTIONS = "SELECT mention_id FROM visible_mention WHERE person_id = ? ORDER BY mention_id"
PEOPLE = "SELECT DISTINCT person_id FROM visible_mention WHERE list_contains(?, mention_id) ORDER BY person_id"
PATTERNS = """
SELECT pattern_id AS rule_id, first_true_on AS since, record_ids FROM ({rows})
WHERE class <> 'supervisor' AND instance_key IN (SELECT instance_key FROM pattern WHERE list_has_any(people, ?))
ORDER BY since, rule_id, instance_key
"""
CLOCKS = """
SELECT rule_id, CAST(left(started_at, 10) AS DATE) AS since, [record_id] AS record_ids, state FROM ({rows})
WHERE list_contains(?, person_id) ORDER BY since, rule_id, clock_id
"""


class ChildMentionRow(TypedDict):
    """A mention of the child in a visible record."""

    mention_id: str


class PersonOfDayRow(TypedDict):
    """A person as whom the replay takes some of these mentions."""

    person_id: str


class PatternOfDayRow(TypedDict):
    """A pattern of the replay, since when it holds, and its records."""

    rule_id: str
    since: date
    record_ids: list[str]


class ClockOfDayRow(PatternOfDayRow):
    """A deadline of the replay, with its state at the end of the day."""

    state: str


def read_knowledge(
    session: ReaderSession,
    *,
    person: str,
    on: date,
    review_id: str = "",
    holders: Sequence[str] = (),
    with_conclusions: bool = False,
    with_hindsight: bool = False,
    progress: Progress = SILENT,
) -> KnowledgePage:
    """What these agencies, or all together, knew of a child on a day; NotHere if the reader may see no such child.

    `person` is the id of a child, or with a `review_id` how the review calls them. A review answers by its terms.
    """
    with audited(session, action="read_knowledge") as trail:
        check_people(actor=session.actor)
        check_asked(on=on, holders=holders)
        trail.details = {"on": on.isoformat(), "holders": sorted(holders), "replayed": with_conclusions}
        scope = find_scope(session, trail, person=person, review_id=review_id)
        with open_tables(scope) as engine:
            asked = [scope.person_id]
            engine.connection.execute(NAMING_ROWS, asked).fetchall()
            wanted = scope.holders(holders)
            facts = _find_facts(engine, scope, on, wanted)
            later = _find_later(engine, scope, on, wanted, facts) if with_hindsight else None
            mentions = [row["mention_id"] for row in read_rows(engine, ChildMentionRow, MENTIONS, asked)]
        found = _conclude(session, scope, on, wanted, mentions, progress) if with_conclusions else None
        records = {one.record_id for one in (*facts, *(later or ()))}
        shown = records | {record for one in (found.found if found else ()) for record in one.record_ids}
        trail.add("record", sorted(shown))
    return KnowledgePage(
        person_id=scope.person_id,
        on=on,
        holders=tuple(sorted(holders)),
        facts=facts,
        disputed=frozenset(session.disputed & records),
        conclusions=found,
        called=scope.called,
        reached=first_shared(sorted(records), by=on),
        hindsight=later,
    )


def _find_facts(engine: DuckDBEngine, scope: KnowledgeScope, on: date, holders: Sequence[str]) -> tuple[FactOfDay, ...]:
    """What was known by the end of a day of the records of `naming_row`, as far as the period goes."""
    known = find_known(engine=engine, on=on, rules=read_knowledge_rules(), holders=holders)
    return tuple(one for one in known if scope.is_in_period(one.occurred_on, one.ended_on))


def _find_later(
    engine: DuckDBEngine, scope: KnowledgeScope, on: date, holders: Sequence[str], facts: Sequence[FactOfDay]
) -> tuple[FactOfDay, ...]:
    """What had happened by the day, or may have, and was recorded or corrected after it."""
    known = {(one.row_id, one.version, one.name) for one in facts}
    newest = _find_facts(engine, scope, date.fromisoformat(scope.snapshot.manifest()["as_at"]), holders)
    return tuple(
        one
        for one in newest
        if (one.row_id, one.version, one.name) not in known and (one.occurred_on is None or one.occurred_on <= on)
    )


def check_asked(*, on: date, holders: Collection[str]) -> None:
    """Usage where the day is not over yet, or there is no such agency."""
    if on > clock.today():
        raise Usage(
            _("That day is in the future."), code="day_to_come", what_to_do=_("Choose today or an earlier day.")
        )
    unknown = sorted(set(holders) - {str(one) for one in Agency})
    if unknown:
        raise Usage(
            _("There is no agency '%(agency)s'.") % {"agency": unknown[0]},
            code="no_agency",
            what_to_do=_("Choose from: %(agencies)s.") % {"agencies": ", ".join(str(one) for one in Agency)},
        )


def _conclude(
    session: ReaderSession,
    scope: KnowledgeScope,
    on: date,
    holders: Sequence[str],
    mentions: Sequence[str],
    progress: Progress,
) -> DayConclusions:
    """The patterns and deadlines of a replay, of everybody as whom the child's records were matched by then.

    It takes the files that the scope's snapshot was made of. What it matched apart is still of the child who is open.
    """
    sight = replace(scope.sight, given=(*scope.sight.given, *mentions))
    own = () if scope.called.isdigit() else tuple(mentions)
    of_day = replace(scope, sight=sight, children=(*scope.children, *own) if scope.children else ())
    received_by = date.fromisoformat(scope.snapshot.manifest()["as_at"])
    replayed = replay_day(
        session, workspace=current_workspace(), on=on, holders=holders, received_by=received_by, progress=progress
    )
    with replayed as snapshot, open_tables(of_day, snapshot=snapshot) as engine:
        people = [row["person_id"] for row in read_rows(engine, PersonOfDayRow, PEOPLE, [list(mentions)])]
        found = (*_patterns(session, sight, engine, people, on), *_clocks(session, sight, engine, people))
        return DayConclusions(len(people), found)


def _patterns(
    session: ReaderSession, sight: RowFilter, engine: DuckDBEngine, people: Sequence[str], on: date
) -> Iterator[ConclusionOfDay]:
    labels = {one.id: one.rule.label for one in read_patterns(day=on)}
    rows, parameters = query_of("patterns", sight, withdrawn=session.withdrawn, disputed=session.disputed)
    for row in read_rows(engine, PatternOfDayRow, PATTERNS.format(rows=rows), [*parameters, list(people)]):
        label = labels[row["rule_id"]]
        yield ConclusionOfDay("pattern", row["rule_id"], label, row["since"], "", tuple(row["record_ids"]))


def _clocks(
    session: ReaderSession, sight: RowFilter, engine: DuckDBEngine, people: Sequence[str]
) -> Iterator[ConclusionOfDay]:
    labels = {one.rule.id: one.rule.label for one in load_clock_rules()}
    rows, parameters = query_of("clocks", sight, withdrawn=session.withdrawn, disputed=session.disputed)
    for row in read_rows(engine, ClockOfDayRow, CLOCKS.format(rows=rows), [*parameters, list(people)]):
        label = labels[row["rule_id"]]
        yield ConclusionOfDay("deadline", row["rule_id"], label, row["since"], row["state"], tuple(row["record_ids"]))
