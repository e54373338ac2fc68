"""Reads possible missed opportunities and good practice: about one person, or all children of a learning review.

Other children are counted, as the scope counts them, and small numbers are hidden.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from sightline.agreements import Bodies
from sightline.casework.accounts.record_holders import bodies_of_knowledge
from sightline.casework.audit.trail import Trail, audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.opened_tables import open_tables
from sightline.casework.earlier_knowledge.pages import (
    OpportunitiesPage,
    ReviewMomentPage,
    ReviewOpportunitiesPage,
    called_moments,
    show_counts,
)
from sightline.casework.earlier_knowledge.record_holders import find_called_patterns, find_record_holders
from sightline.casework.earlier_knowledge.scopes import KnowledgeScope, find_scope, leave_knowledge, scope_of_children
from sightline.casework.journal.draft import read_words
from sightline.casework.reviews.agency_accounts import list_accounts
from sightline.casework.reviews.histories import line_of
from sightline.casework.reviews.selectors.terms import open_audited
from sightline.known_facts.holders import parts_of_holder
from sightline.model.errors import Usage
from sightline.review.aftermath import find_holders
from sightline.review.knowledge import FactOfDay, Knowing, find_known, make_naming_rows
from sightline.review.opportunities.findings import LackCount, Opportunities, OpportunityMoment, find_opportunities
from sightline.review.opportunities.rules import read_afterwards
from sightline.review.rules import read_knowledge_rules
from sightline.rulebook.calendar import read_calendar
from sightline.store import DuckDBEngine
from sightline.translation.messages import lazy as _


def read_opportunities(
    session: ReaderSession,
    *,
    person: str,
    review_id: str = "",
    first: date | None = None,
    last: date | None = None,
    why: str | None = None,
) -> OpportunitiesPage:
    """The moments of a person from one day to another; NotHere if the reader may see no such child.

    `person` is the id of a child, or with a `review_id` how the review calls them.
    `why`: what a file of it is for, in words; None where it is only shown. A file has what may be passed on.
    """
    leaves = why is not None
    action = "export_opportunities" if leaves else "read_opportunities"
    with audited(session, action=action, reason=read_words(why or "") if leaves else "") as trail:
        check_people(actor=session.actor)
        if first and last and first > last:
            raise Usage(_("The last day is before the first."), code="no_period", what_to_do=_("Check both days."))
        scope = find_scope(session, trail, person=person, review_id=review_id, leaves=leaves)
        since, until = max(first or date.min, scope.from_on), min(last or date.max, scope.to_on)
        found, counts = _find_with_counts(session, scope, {scope.person_id}, since, until)
        _name_records(trail, found.moments)
        label = leave_knowledge(session, trail, [scope], records_of(found.moments)) if leaves else ""
    return OpportunitiesPage(scope.person_id, since, until, found.moments, show_counts(counts.counts), label)


def read_review_opportunities(session: ReaderSession, *, review_id: str) -> ReviewOpportunitiesPage:
    """The moments of a review's children in its period; NotHere where the account may not read the review."""
    with audited(session, action="read_review_opportunities") as trail:
        found = open_audited(session, trail, review_id)
        people, scope = scope_of_children(session, trail, found)
        moments, counts = (
            _find_with_counts(session, scope, people.values(), scope.from_on, scope.to_on)
            if scope
            else (Opportunities((), {}), Opportunities((), {}))
        )
        _name_records(trail, moments.moments)
        return ReviewOpportunitiesPage(
            line=line_of(session, found),
            moments=called_moments(moments.moments, people),
            counts=show_counts(counts.counts),
            within_days=read_afterwards().within_days,
            accounts=list_accounts(session, found),
            may_ask=found.closed is None,
        )


def read_review_moment(session: ReaderSession, *, review_id: str, moment_id: str) -> ReviewMomentPage:
    """One moment with what those who had to act knew then, and nothing later; NotHere where there is none such."""
    with audited(session, action="read_review_moment") as trail:
        found = open_audited(session, trail, review_id)
        people, scope = scope_of_children(session, trail, found)
        if scope is None:
            raise NotHere
        kept_for = _kept_for(session, scope)
        every = _find_kept(scope, frozenset(people.values()), scope.from_on, scope.to_on, *kept_for)
        moments = called_moments(every.moments, people)
        one = next((each for each in moments if each.moment.moment_id == moment_id), None)
        if one is None:
            raise NotHere
        with open_tables(scope) as engine:
            make_naming_rows(engine=engine, person_id=one.moment.person_id)
            of_day = find_known(engine=engine, on=one.moment.known_on, rules=read_knowledge_rules())
            then = [each for each in of_day if each.agency == one.moment.agency]
            every_holder, holders = _holders_of(session, engine, one.moment, then)
        known = [
            each
            for each in then
            if each.knowing is Knowing.KNOWN
            and scope.is_in_period(each.occurred_on, each.ended_on)
            and every_holder[each.record_id] in holders
        ]
        _name_records(trail, [one.moment])
        trail.add("record", sorted({each.record_id for each in known}))
        return ReviewMomentPage(
            line=line_of(session, found),
            one=one,
            known=tuple(known),
            is_of_several=len({every_holder[each.record_id] for each in known}) > 1,
            known_records=_known_records(one.moment, of_day),
            accounts=tuple(each for each in list_accounts(session, found) if each.moment_id == moment_id),
            may_ask=found.closed is None,
        )


def _known_records(moment: OpportunityMoment, of_day: Iterable[FactOfDay]) -> frozenset[str]:
    """The records that any agency is shown to have known on the moment's day.

    The day of a moment of one record is that record's, so it counts, unless it is not shown to be known by then.
    """
    known: dict[str, bool] = {}
    for one in of_day:
        known[one.record_id] = known.get(one.record_id, False) or one.knowing is Knowing.KNOWN
    own = {record for record in moment.record_ids if len(moment.record_ids) == 1 and known.get(record, True)}
    return frozenset({record for record, is_known in known.items() if is_known} | own)


def _holders_of(
    session: ReaderSession, engine: DuckDBEngine, moment: OpportunityMoment, facts: Iterable[FactOfDay]
) -> tuple[Mapping[str, str], Collection[str]]:
    """By record of these facts its holder; and whose knowledge counts: the organisation of the moment's own records.

    Where these do not say which organisation of the agency had to act, each of them counts.
    """
    held_by = find_record_holders(bodies_of_knowledge(actor=session.actor), engine)
    of_moment = find_holders(engine=engine, record_ids=moment.record_ids, held_by=held_by).values()
    own = {one for one in of_moment if parts_of_holder(one)[0] == moment.agency}
    every = {one.record_id: held_by.holder_of(record_id=one.record_id, agency=one.agency) for one in facts}
    return every, own if len(own) == 1 else set(every.values())


def need_moment(session: ReaderSession, *, review_id: str, moment_id: str) -> OpportunityMoment:
    """One moment of a review, to ask an agency about it; NotHere as above."""
    return read_review_moment(session, review_id=review_id, moment_id=moment_id).one.moment


def _find_with_counts(
    session: ReaderSession, scope: KnowledgeScope, people: Collection[str], first: date, last: date
) -> tuple[Opportunities, Opportunities]:
    """The moments of these people, and of how many others of the scope the same was so."""
    if scope.review_id:
        found = _find_kept(scope, frozenset(people), first, last, *_kept_for(session, scope))
        return found, Opportunities((), count_other_lacks(session, scope, first, last))
    with open_tables(scope) as engine:
        found = find_moments(session, engine, scope, people, first, last)
    return found, found


def count_other_lacks(
    session: ReaderSession, scope: KnowledgeScope, first: date, last: date
) -> Mapping[str, LackCount]:
    """Of how many children outside a review the same was so, by call; for what is audited by itself."""
    return _find_kept(scope, None, first, last, *_kept_for(session, scope)).counts


@dataclass(frozen=True, slots=True)
class _RulesInForce:
    """The rules that are switched off, and the bodies, which are the same where what they are read `from_files` is."""

    off: frozenset[str]
    bodies: Bodies = field(compare=False)
    from_files: tuple[object, ...]


def _kept_for(session: ReaderSession, scope: KnowledgeScope) -> tuple[_RulesInForce, tuple[int, int]]:
    """Until what changes moments of frozen data may be kept: the rules, the bodies, and when the data were built."""
    built = scope.snapshot.analysis.stat()
    bodies = bodies_of_knowledge(actor=session.actor)
    from_files = (bodies.book.organisations, tuple(bodies.book.hashes.items()))
    return _RulesInForce(session.withdrawn, bodies, from_files), (built.st_mtime_ns, built.st_size)


@lru_cache(maxsize=64)
def _find_kept(
    scope: KnowledgeScope,
    people: frozenset[str] | None,
    first: date,
    last: date,
    rules: _RulesInForce,
    built: tuple[int, int],
) -> Opportunities:
    """The moments of these people, or with None the counts of all others.

    Kept, because frozen data stay as they are until they are `built` again, for readers who may see the same.
    """
    del built
    with open_tables(scope, of_others=people is None) as engine:
        return _find(rules.off, rules.bodies, engine, scope, people or (), first, last)


def find_moments(
    session: ReaderSession,
    engine: DuckDBEngine,
    scope: KnowledgeScope,
    people: Collection[str],
    first: date,
    last: date,
) -> Opportunities:
    """The moments of these people among what the scope opens; for what is audited by itself."""
    return _find(session.withdrawn, bodies_of_knowledge(actor=session.actor), engine, scope, people, first, last)


def _find(
    off: Collection[str],
    bodies: Bodies,
    engine: DuckDBEngine,
    scope: KnowledgeScope,
    people: Collection[str],
    first: date,
    last: date,
) -> Opportunities:
    as_at = date.fromisoformat(scope.snapshot.manifest()["as_at"])
    held_by = find_record_holders(bodies, engine)
    return find_opportunities(
        engine=engine,
        people=frozenset(people),
        as_at=as_at,
        calendar=read_calendar(),
        first=first,
        last=last,
        off=off,
        agencies=scope.agencies if people else (),
        not_counted=scope.own,
        held_by=held_by,
        held=find_called_patterns(bodies, engine, as_at=as_at, held_by=held_by, off=off),
    )


def _name_records(trail: Trail, moments: Iterable[OpportunityMoment]) -> None:
    shown = list(moments)
    trail.add("record", sorted(records_of(shown)))
    trail.details = {**trail.details, "moments": len(shown)}


def records_of(moments: Iterable[OpportunityMoment]) -> frozenset[str]:
    """Every record that the moments name."""
    shown = list(moments)
    records = {record for one in shown for record in (*one.record_ids, *filter(None, [one.acted_record]))}
    return frozenset(records | {each.record_id for one in shown for each in one.afterwards})
