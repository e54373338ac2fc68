"""Gathers what a draft report is made from: the frozen data of the review, as its terms let its readers see them.

Other children are counted in all records of the partnership that are not restricted. Nobody among them is named.
"""

from sightline.casework.audit.trail import Trail
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.opened_tables import open_tables
from sightline.casework.earlier_knowledge.scopes import KnowledgeScope, find_scope
from sightline.casework.earlier_knowledge.selectors.earliest import (
    count_statements,
    find_statements,
    records_of_statements,
)
from sightline.casework.earlier_knowledge.selectors.opportunities import count_other_lacks, find_moments
from sightline.casework.protection.free_text import Texts
from sightline.casework.review_reports.childs_words import Letters, find_letters, with_letters, without_names
from sightline.casework.review_reports.day_conclusions import list_conclusions
from sightline.casework.review_reports.linkage_error import find_linkage_error
from sightline.casework.reviews.agency_accounts import list_accounts
from sightline.casework.reviews.events import with_imports
from sightline.casework.reviews.frozen_data import describe_frozen, open_frozen
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.pages.agency_accounts import AskedAccount
from sightline.casework.reviews.pages.contacts import ReviewContact
from sightline.casework.reviews.pages.silences import SilenceRow
from sightline.casework.reviews.pages.terms import PROCEEDINGS, ReviewEntryKind
from sightline.casework.reviews.selectors.chronology import every_event, every_silence
from sightline.casework.reviews.selectors.contacts import list_contacts
from sightline.casework.reviews.selectors.terms import name_people
from sightline.known_facts.sureness import unsure_namings
from sightline.model.errors import Usage
from sightline.model.when import london_day
from sightline.review.opportunities.findings import Opportunities
from sightline.review.report.facts import find_agency_data, find_report_facts, find_report_sources
from sightline.review.report.nouns import (
    ReportAccount,
    ReportContact,
    ReportMaterial,
    ReportReply,
    ReportSilence,
    ReportTerms,
    ScaleCount,
)
from sightline.review.report.sentences import say_job
from sightline.translation.messages import lazy as _

K = ReviewEntryKind


def gather_material(session: ReaderSession, found: ReviewHistory, trail: Trail) -> ReportMaterial:
    """Everything that a draft is made from, and may be passed on in a file; Usage where no child has a record."""
    scopes = _scopes(session, found, trail)
    if not scopes:
        raise Usage(
            _("The frozen data hold no record of a child of this review."),
            code="no_child",
            what_to_do=_("Ask information governance to add the children, or to freeze newer data."),
        )
    terms = _terms(session, found)
    scope = next(iter(scopes.values()))
    with open_frozen(session, found, leaves=True) as frozen:
        people = {called: person_id for called, person_id in frozen.people.items() if person_id}
        letters = find_letters(frozen)
    statements = dict(zip(scopes, find_statements(session, [*scopes.values()]), strict=True))
    accounts = tuple(_tell_account(one, letters) for one in list_accounts(session, found))
    silences = tuple(
        map(_tell_silence, every_silence(session, found, every_event(session, found, leaves=True), leaves=True).rows)
    )
    conclusions = tuple(one for each in scopes.values() for one in list_conclusions(session, each))
    with open_tables(scope) as engine:
        facts = find_report_facts(
            engine=engine,
            people=people,
            agencies=terms.agencies,
            from_on=terms.from_on,
            to_on=terms.to_on,
            disputed=session.disputed,
        )
        opportunities = find_moments(session, engine, scope, people.values(), terms.from_on, terms.to_on)
        every = [one for some in statements.values() for one in some]
        records = {one.record_id for one in facts} | records_of_statements(every) | _behind_moments(opportunities)
        records |= {record for one in silences for record in one.record_ids}
        records |= {reply.record_id for one in accounts for reply in one.replies if reply.record_id}
        records |= {record for one in conclusions for record in (*one.record_ids, *one.behind)}
        joined = {joined.record_id for one in every for joined in one.joined}
        sources = find_report_sources(engine=engine, record_ids=records, joined=joined)
        unsure = {record for record, _ in unsure_namings(engine=engine, people=sorted(people.values()))}
        data = find_agency_data(engine=engine, agencies=terms.agencies)
    lacks = count_other_lacks(session, scope, terms.from_on, terms.to_on)
    return ReportMaterial(
        terms=terms,
        facts=tuple(with_letters(one, letters) if one.childs_words else one for one in facts),
        sources=sources,
        data=data,
        unsure=frozenset(unsure),
        statements=statements,
        scale=tuple(ScaleCount(one.rule.label, number) for one, number in count_statements(session, scope)),
        imported_rows=tuple(one.event_id for one in with_imports(session, found, (), leaves=True)),
        opportunities=opportunities,
        lacks=lacks,
        called={person_id: called for called, person_id in people.items()},
        linkage=find_linkage_error(scope, people.values()),
        silences=silences,
        accounts=accounts,
        conclusions=conclusions,
    )


def _tell_account(one: AskedAccount, letters: Letters) -> ReportAccount:
    """An agency's account as a draft may say it."""
    said = [(reply, without_names(reply.words, letters)) for reply in one.given]
    return ReportAccount(
        asked_id=one.asked_id,
        moment_id=one.moment_id,
        agency=one.agency,
        organisation=one.organisation,
        asked_on=london_day(one.at),
        what=one.what,
        known_on=one.known_on,
        record_ids=one.record_ids,
        replies=tuple(
            ReportReply(london_day(reply.at), reply.word, say_job(reply.role), reply.record_id, words, is_cut)
            for reply, (words, is_cut) in said
        ),
    )


def _tell_contact(one: ReviewContact) -> ReportContact:
    """Contact with a person as a draft may say it."""
    known_as = one.known_as if one.in_draft else ""
    return ReportContact(one.called, one.outcome, one.on_day, say_job(one.post), bool(one.officer), known_as)


def _tell_silence(one: SilenceRow) -> ReportSilence:
    return ReportSilence(
        silence_id=one.clock_id,
        called=one.called,
        agency=one.agency,
        label=str(one.rule.label),
        says=str(one.rule.says),
        limit=one.limit,
        due_on=one.due_on,
        from_on=one.from_on,
        to_on=one.to_on,
        came_on=one.came_on,
        record_ids=one.record_ids,
        behind=one.behind,
        made_on=one.made_on,
    )


def _behind_moments(found: Opportunities) -> set[str]:
    """The records that each moment names."""
    records = {record for one in found.moments for record in (*one.record_ids, one.acted_record)}
    return {one for one in records if one} | {after.record_id for one in found.moments for after in one.afterwards}


def _scopes(session: ReaderSession, found: ReviewHistory, trail: Trail) -> dict[str, KnowledgeScope]:
    """By letter what may be asked of each child; without those of whom the frozen data hold nothing to show."""
    scopes = {}
    for child in found.children:
        try:
            scopes[child] = find_scope(session, trail, person=child, review_id=found.review_id, leaves=True)
        except NotHere:
            continue
    return scopes


def _terms(session: ReaderSession, found: ReviewHistory) -> ReportTerms:
    rows = (found.opened, *found.entries.of(K.KEY_DATE))
    texts = Texts(session, [row.text_sha for row in rows])
    said = {row.entry_id: texts.of(row.text_sha, mention_ids=found.mention_ids) for row in rows}
    frozen = describe_frozen(session, found)
    return ReportTerms(
        asks=said[found.review_id].words,
        children=tuple(found.children),
        adults=tuple(found.adults),
        from_on=found.from_on,
        to_on=found.to_on,
        agencies=tuple(found.opened.agencies),
        holders=found.holders,
        proceedings=tuple(dict.fromkeys(str(PROCEEDINGS[row.word]) for row in found.entries.of(K.PROCEEDING))),
        dates=tuple(
            (said[row.entry_id].what, row.on_day) for row in found.entries.of(K.KEY_DATE) if row.on_day is not None
        ),
        up_to=frozen.up_to,
        frozen_on=london_day(frozen.frozen_at),
        births={one.called: one.birth_dates for one in name_people(session, found)},
        contacts=tuple(map(_tell_contact, list_contacts(session, found))),
    )
