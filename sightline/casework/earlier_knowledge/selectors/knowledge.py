"""Reads what agencies knew of a child on an earlier day, from records that the reader may see.

The facts come from the snapshot of the scope, so who the child is depends on the matches of that snapshot. What
Sightline would have concluded comes from a replay of the day, in which later matches and answers are not there.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict

from sightline.casework.accounts.record_holders import bodies_of_knowledge
from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.kept_days import find_day
from sightline.casework.earlier_knowledge.opened_tables import open_tables
from sightline.casework.earlier_knowledge.pages import KnowledgePage
from sightline.casework.earlier_knowledge.record_holders import find_record_holders
from sightline.casework.earlier_knowledge.replayed_days import conclude_from_replay
from sightline.casework.earlier_knowledge.scopes import KnowledgeScope, find_scopes, leave_knowledge
from sightline.casework.journal.draft import read_words
from sightline.casework.ledger.first_days import first_shared
from sightline.casework.meetings.attendance import HeardRecord, heard_at_meetings, list_meetings
from sightline.casework.reviews.histories import need_review
from sightline.casework.reviews.pages.day_conclusions import DayConclusions
from sightline.casework.reviews.selectors.chronology import find_pages
from sightline.known_facts.sureness import unsure_by_day, unsure_namings
from sightline.model.errors import Usage
from sightline.model.nouns import Agency
from sightline.model.progress import SILENT, Progress
from sightline.review.aftermath import RecordName, name_records
from sightline.review.knowledge import FactOfDay, add_heard, find_known, make_naming_rows
from sightline.review.rules import read_knowledge_rules
from sightline.store import DuckDBEngine
from sightline.store.sql.rows import read_rows
from sightline.translation.messages import lazy as _

VISIBLE = "SELECT record_id FROM visible_record"
OF_CHILD = "SELECT DISTINCT record_id FROM naming_row"
MENTIONS = "SELECT mention_id FROM visible_mention WHERE person_id = ? ORDER BY mention_id"


class ChildMentionRow(TypedDict):
    """A mention of the child in a visible record."""

    mention_id: str


def read_knowledge(
    session: ReaderSession,
    *,
    person: str,
    on: date,
    review_id: str = "",
    holders: Sequence[str] = (),
    with_conclusions: bool = False,
    with_hindsight: bool = False,
    without_unsure: bool = False,
    why: str | None = None,
    progress: Progress = SILENT,
) -> KnowledgePage:
    """What these agencies, or all together, knew of a child on a day; NotHere if the reader may see no such child.

    `person` is the id of a child, or with a `review_id` how the review calls them. All else as for several.
    """
    (page,) = read_knowledge_of(
        session,
        people=[person],
        on=on,
        review_id=review_id,
        holders=holders,
        with_conclusions=with_conclusions,
        with_hindsight=with_hindsight,
        without_unsure=without_unsure,
        why=why,
        progress=progress,
    )
    return page


def read_knowledge_of(
    session: ReaderSession,
    *,
    people: Sequence[str],
    on: date,
    review_id: str = "",
    holders: Sequence[str] = (),
    with_conclusions: bool = False,
    with_hindsight: bool = False,
    without_unsure: bool = False,
    why: str | None = None,
    progress: Progress = SILENT,
) -> tuple[KnowledgePage, ...]:
    """The same of several people, a page each, in one reading; of none: of all children of the review.

    A review answers by its terms, and shows the conclusions that it kept where nobody asks for a replay.
    `with_hindsight`: also, apart, what came later. `without_unsure`: without the records that likeness alone joins to
    the child, and what is concluded only by them. `why`: what a file of it is for, in words; None where it is only
    shown. A file has what may be passed on. Of all children, those of whom the data show no record are left out.
    """
    leaves = why is not None
    action = "export_knowledge" if leaves else "read_knowledge"
    with audited(session, action=action, reason=read_words(why or "") if leaves else "") as trail:
        check_people(actor=session.actor)
        check_asked(on=on, holders=holders)
        trail.details = {"on": on.isoformat(), "holders": sorted(holders), "replayed": with_conclusions}
        trail.details |= {"without_unconfirmed": True} if without_unsure else {}
        scopes = find_scopes(session, trail, people=people, review_id=review_id, leaves=leaves)
        asked = _Asked(on, holders, with_conclusions, with_hindsight, without_unsure)
        pages = [_read_one(session, scope, asked, progress) for scope in scopes]
        shown = {record for page in pages for record in page.record_ids}
        trail.add("record", sorted(shown))
        label = leave_knowledge(session, trail, scopes, shown) if leaves else ""
    return tuple(replace(page, label=label) for page in pages)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of each person: the day, whose knowledge, and with or without what."""

    on: date
    holders: Sequence[str]
    with_conclusions: bool
    with_hindsight: bool
    without_unsure: bool


def _read_one(session: ReaderSession, scope: KnowledgeScope, asked: _Asked, progress: Progress) -> KnowledgePage:
    on, review_id = asked.on, scope.review_id
    with open_tables(scope) as engine:
        make_naming_rows(engine=engine, person_id=scope.person_id)
        wanted = scope.holders(asked.holders)
        heard = _find_heard(engine, on)
        facts = _add_heard(engine, scope, on, wanted, heard, _find_facts(engine, scope, on, wanted))
        later = _find_later(engine, scope, on, wanted, facts) if asked.with_hindsight else None
        mentions = _mentions_of(engine, scope)
        joined = _find_unsure_by_day(engine, scope, on)
        joined_later = {record for record, _ in unsure_namings(engine=engine, people=[scope.person_id])}
    unsure = frozenset(one.record_id for one in facts if one.record_id in joined) | frozenset(
        one.record_id for one in later or () if one.record_id in joined_later
    )
    if asked.without_unsure:
        facts = _without(facts, joined)
        later = None if later is None else _without(later, joined_later)
    if asked.with_conclusions:
        found: DayConclusions | None = conclude_from_replay(
            session, scope, on=on, holders=wanted, mentions=mentions, progress=progress
        )
    else:
        found = find_day(session, scope, on=on, holders=wanted) if review_id else None
    if found:
        found = (found if asked.with_hindsight else replace(found, hindsight=None)).completed(
            joined, later=joined_later
        )
    if found and asked.without_unsure:
        found = found.without_matches()
    records = {one.record_id for one in (*facts, *(later or ()))}
    concluded = found.record_ids if found else frozenset()
    named = _name_records(session, scope, concluded)
    pages = find_pages(session, need_review(session, review_id=review_id), concluded) if named and review_id else {}
    return KnowledgePage(
        person_id=scope.person_id,
        on=on,
        holders=tuple(sorted(asked.holders)),
        facts=facts,
        disputed=frozenset(session.disputed & records),
        conclusions=found,
        called=scope.called,
        reached=first_shared(sorted(records), by=on),
        heard=list_meetings(one for one in heard if one.record_id in records),
        hindsight=later,
        named=named,
        pages=pages,
        unsure=unsure,
        without_unsure=asked.without_unsure,
    )


def _without(facts: Sequence[FactOfDay], record_ids: Collection[str]) -> tuple[FactOfDay, ...]:
    return tuple(one for one in facts if one.record_id not in record_ids)


def _find_facts(engine: DuckDBEngine, scope: KnowledgeScope, on: date, holders: Sequence[str]) -> tuple[FactOfDay, ...]:
    """What was known by the end of a day of the records of `naming_row`, as far as the period goes."""
    known = find_known(engine=engine, on=on, rules=read_knowledge_rules(), holders=holders)
    return tuple(one for one in known if scope.is_in_period(one.occurred_on, one.ended_on))


def _find_unsure_by_day(engine: DuckDBEngine, scope: KnowledgeScope, on: date) -> frozenset[str]:
    """The records that likeness alone joins to the child, by what anybody had on the day."""
    known = find_known(engine=engine, on=on, rules=read_knowledge_rules())
    rows = {(one.row_id, one.version) for one in known}
    return unsure_by_day(engine=engine, person_id=scope.person_id, on=on, rows=rows)


def _find_heard(engine: DuckDBEngine, on: date) -> tuple[HeardRecord, ...]:
    """Who heard of the child's records at a meeting by the day, of meetings about a record that the reader may see."""
    visible = frozenset(engine.query(VISIBLE).column(0).to_pylist())
    named = engine.query(OF_CHILD).column(0).to_pylist()
    return heard_at_meetings(visible.intersection(named), by=on, shown=visible.__contains__)


def _add_heard(
    engine: DuckDBEngine,
    scope: KnowledgeScope,
    on: date,
    holders: Sequence[str],
    heard: Sequence[HeardRecord],
    own: tuple[FactOfDay, ...],
) -> tuple[FactOfDay, ...]:
    """With what these agencies heard of other agencies' records; all agencies together hear nothing of another's."""
    by_day: dict[date, set[str]] = defaultdict(set)
    for one in heard:
        if one.agency in holders:
            by_day[one.on].add(one.record_id)

    def known_on(day: date) -> Iterator[FactOfDay]:
        return (one for one in _find_facts(engine, scope, day, ()) if one.agency not in holders)

    return add_heard(own, on=on, heard=by_day, known_on=known_on)


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


def _name_records(
    session: ReaderSession, scope: KnowledgeScope, record_ids: Collection[str]
) -> Mapping[str, RecordName]:
    """Who holds each of these records, and its day."""
    if not record_ids:
        return {}
    with open_tables(scope) as engine:
        held_by = find_record_holders(bodies_of_knowledge(actor=session.actor), engine)
        return name_records(engine=engine, record_ids=record_ids, held_by=held_by)


def mentions_of_child(scope: KnowledgeScope) -> list[str]:
    """The mentions of the child in records that the reader may see; for what is audited by itself."""
    with open_tables(scope) as engine:
        return _mentions_of(engine, scope)


def _mentions_of(engine: DuckDBEngine, scope: KnowledgeScope) -> list[str]:
    return [row["mention_id"] for row in read_rows(engine, ChildMentionRow, MENTIONS, [scope.person_id])]


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
