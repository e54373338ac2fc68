"""Enters a request for a person's data, and keeps what is done: checks, pauses, tests of records, the reply."""

from datetime import date, timedelta

from sightline.casework.audit.trail import Trail, note_typed
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_name, read_recent_day, read_words
from sightline.casework.named_adults.letters import (
    check_letter,
    check_written,
    has_lawful_reason,
    send_by_name,
    send_letter,
)
from sightline.casework.named_adults.pages import LetterKind, LetterReader
from sightline.casework.people.selectors import may_open
from sightline.casework.subject_access.actions import RETURN, close_reply, open_reply, reply_deadline
from sightline.casework.subject_access.controllers import holder_of
from sightline.casework.subject_access.exemptions import exemptions_for
from sightline.casework.subject_access.histories import RequestHistory, need_history
from sightline.casework.subject_access.models import AccessRequestEntry
from sightline.casework.subject_access.pages import (
    OUTCOMES,
    PAUSES,
    POSSIBLE,
    FoundRecord,
    NewRequest,
    RecordDecision,
    RequestAct,
    RequestEntryKind,
    RequestRelation,
    RequestWord,
)
from sightline.casework.subject_access.records import find_records, is_in, write_redactions
from sightline.casework.subject_access.rights import check_works
from sightline.casework.subject_access.selectors import missing_for_reply, name_of_asker, read_record_to_test
from sightline.casework.subject_access.writer import REQUESTS, RequestDraft
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Agency
from sightline.translation.messages import lazy as _

K = RequestEntryKind
NEEDS_WORDS = (K.IDENTITY, K.PAUSED, K.CHASED, K.EXTENDED, K.OPINION, K.ELSEWHERE, K.SOURCE_REPLY, K.REFUSED)
NEEDS_DAY = (K.IDENTITY, K.PAUSED, K.RESUMED, K.OPINION, K.SENT)
CLOSES = (K.PAUSED, K.SENT, K.REFUSED)
LONGEST_PAUSE = timedelta(days=31)  # then somebody looks whether to wait on
REPLIES = (K.SENT, K.REFUSED)
NOW_WHAT = _("Open the request again: a colleague may have acted since.")


def enter_request(session: ReaderSession, *, request: NewRequest) -> str:
    """Keep a request and ask information governance to reply; the request's id."""
    with REQUESTS.hold(session, action="enter_access_request") as trail:
        check_works(actor=session.actor)
        if request.controller not in list(Agency) or request.relation not in list(RequestRelation):
            raise Usage(
                _("The agency or who asks is missing."), code="no_agency", what_to_do=_("Choose from the list.")
            )
        organisation = holder_of(session, controller=request.controller, organisation=request.organisation)
        check_works(actor=session.actor, controller=request.controller, organisation=organisation)
        received_on = read_recent_day(request.received_on)
        about = read_name(request.about, missing=_("Enter whose data they ask for."))
        note_typed(session, action="enter_access_request", trail=trail, name=about)
        draft = RequestDraft(
            kind=K.RECEIVED,
            who=read_name(request.who, missing=_("Enter who asks.")),
            words=about,
            what=request.reach.strip(),
            word=request.relation,
            agency=request.controller,
            organisation=organisation,
            on_day=received_on,
        )
        entry = REQUESTS.write(session, subject=None, draft=draft, trail=trail)
        due_at = reply_deadline(received_on=received_on, paused_days=0, is_extended=False)
        item = open_reply(session, request_id=entry.entry_id, nth=0, by=entry.by, now=entry.at, due_at=due_at)
        trail.add("item", [item])
    return entry.entry_id


def record_act(session: ReaderSession, *, request_id: str, act: RequestAct) -> str:
    """Keep what was done about a request; the id of the entry."""
    with REQUESTS.hold(session, action="record_request_act", subject_id=request_id) as trail:
        found = need_history(session, request_id=request_id)
        if act.kind not in found.choices():
            raise Refused(_("That is not possible now."), code="out_of_place", what_to_do=NOW_WHAT)
        draft = _read_act(session, found, act)
        if act.kind is K.SENT and (missing := missing_for_reply(session, found)):
            raise Refused(str(missing[0]), code="not_ready", what_to_do=_("Do this first, then record the reply."))
        if act.kind in REPLIES:
            _check_reply(session, found, act, trail)
        entry = REQUESTS.write(session, subject=None, draft=draft, trail=trail)
        _follow(session, found, entry)
    return entry.entry_id


def _check_reply(session: ReaderSession, found: RequestHistory, act: RequestAct, trail: Trail) -> None:
    """Refused where the reply goes to an adult named in records to whom no letter may go.

    It goes to the person themselves, or to whoever acts for them; of a parent's request information governance says
    who that is. A refusal needs no letter where a lawful reason not to tell them is recorded.
    """
    kind, on_day = LetterKind.DATA_REPLY, act.on_day
    if found.received.word == RequestRelation.PARENT or not found.mention_id:
        who = (name_of_asker(session, found),)
        check_letter(session, to=act.letter, kind=kind, on_day=on_day, trail=trail, written=who)
    elif act.kind is K.REFUSED and has_lawful_reason(session, mention_id=found.mention_id):
        trail.add("letter_to", [LetterReader.NOBODY])
    else:
        if found.received.word != RequestRelation.REPRESENTATIVE:
            check_written(session, names=(name_of_asker(session, found),), mention_ids=[found.mention_id])
        send_letter(session, mention_id=found.mention_id, kind=kind, on_day=on_day, trail=trail)
        if found.received.word == RequestRelation.REPRESENTATIVE:
            send_by_name(session, name=name_of_asker(session, found), kind=kind, on_day=on_day, trail=trail)


def _read_act(session: ReaderSession, found: RequestHistory, act: RequestAct) -> RequestDraft:
    words = read_words(act.words) if act.kind in NEEDS_WORDS else act.words.strip()
    on_day = _read_day(found, act)
    word = act.word if act.kind is K.PAUSED else ""
    if act.kind is K.PAUSED and word not in PAUSES:
        raise Usage(_("The reason for the pause is missing."), code="no_word", what_to_do=_("Choose why time stops."))
    if act.kind is K.SOURCE and act.agency not in ("", *Agency):
        raise Usage(_("The agency is missing."), code="no_agency", what_to_do=_("Choose the agency that you asked."))
    if act.kind is K.SOURCE and not act.agency:
        words = read_words(act.words)  # why nobody need be asked
    if act.kind is K.SOURCE_REPLY and act.about not in {row.entry_id for row in found.open_sources}:
        raise NotHere
    return RequestDraft(
        kind=act.kind,
        request_id=found.received.entry_id,
        about=act.about if act.kind is K.SOURCE_REPLY else "",
        words=words,
        word=word,
        agency=act.agency if act.kind is K.SOURCE else "",
        on_day=on_day,
        back_on=_read_back(act) if act.kind in (K.PAUSED, K.CHASED) else None,
        mention_id=_mention_of(session, act.person_id) if act.kind is K.PERSON else "",
    )


def _read_day(found: RequestHistory, act: RequestAct) -> date | None:
    """The day of an act that needs one: not before the request; of an opinion, any day of the last years."""
    if act.kind not in NEEDS_DAY:
        return None
    on_day = read_recent_day(act.on_day)
    paused = found.entries.last(K.PAUSED)
    first = paused.on_day if act.kind is K.RESUMED and paused else found.received_on
    if act.kind is not K.OPINION and first and on_day < first:
        raise Usage(_("The day is before the request or the pause."), code="no_day", what_to_do=_("Check the day."))
    return on_day


def _read_back(act: RequestAct) -> date:
    """The day on which a paused request comes back: soon, so that nobody forgets it."""
    today, day = clock.today(), act.back_on
    if day is None or not today < day <= today + LONGEST_PAUSE:
        raise Usage(
            _("The day on which it comes back is missing, has passed, or is more than a month away."),
            code="no_back",
            what_to_do=_("Enter the day on which you look again whether the person has replied."),
        )
    return day


def _mention_of(session: ReaderSession, person_id: str) -> str:
    """The oldest mention of a person whom the account may open; Usage where there is none."""
    with session.need_current() as (_snapshot, store):
        mentions = store.mentions_of(person_ids=[person_id]) if may_open(store, person_id, session.sight) else []
    if not mentions:
        raise Usage(
            _("No person has that web address."),
            code="no_person",
            what_to_do=_("Find the person in Sightline and copy the web address of their page."),
        )
    return sorted(mentions)[0]


def _follow(session: ReaderSession, found: RequestHistory, entry: AccessRequestEntry) -> None:
    """Close the action when time stops or a reply is sent; open one anew when time runs on."""
    request_id = found.received.entry_id
    if found.pause:
        RETURN.close(session, found.pause.entry_id, now=entry.at)
    if entry.kind in CLOSES:
        close_reply(session, request_id=request_id, nth=found.stops, now=entry.at)
    elif entry.kind in (K.RESUMED, K.EXTENDED):
        close_reply(session, request_id=request_id, nth=found.stops, now=entry.at)
        after = need_history(session, request_id=request_id)
        open_reply(session, request_id=request_id, nth=after.stops, by=entry.by, now=entry.at, due_at=after.due_at)


def decide_record(session: ReaderSession, *, request_id: str, decision: RecordDecision) -> str:
    """Keep what is decided about one record, each thing left out with its test; the id of the entry."""
    if decision.redactions:
        _check_redactions(session, request_id, decision)
    with REQUESTS.hold(session, action="decide_request_record", subject_id=request_id) as trail:
        found = need_history(session, request_id=request_id)
        record = next((one for one in find_records(session, found) if one.record_id == decision.record_id), None)
        if record is None:
            raise NotHere
        if not found.choices() or record.version != decision.version:
            raise Refused(_("The record or the request has changed."), code="out_of_place", what_to_do=NOW_WHAT)
        _check_is_theirs(record, decision)
        if decision.outcome not in POSSIBLE:
            _check_decision(found, decision)
        draft = RequestDraft(
            kind=K.RECORD,
            request_id=request_id,
            words=write_redactions(decision.redactions if decision.outcome == RequestWord.REDACT else ()),
            word=decision.outcome,
            record_id=record.record_id,
            version=record.version,
            applies=decision.applies,
            flags=tuple(
                name for name, stands in (("known", decision.is_known), ("health", decision.has_health_data)) if stands
            ),
        )
        entry = REQUESTS.write(session, subject=None, draft=draft, trail=trail)
    return entry.entry_id


def _check_redactions(session: ReaderSession, request_id: str, decision: RecordDecision) -> None:
    """Usage where the record does not hold what is to be left out: else a slip of the hand would give it away."""
    boxes = read_record_to_test(session, request_id=request_id, record_id=decision.record_id).boxes
    if not all(is_in(boxes, one) for one in decision.redactions):
        raise Usage(
            _("The record does not hold some of the words to leave out."),
            code="no_redaction",
            what_to_do=_("Copy the words from the record, and check the box."),
        )


def _check_is_theirs(record: FoundRecord, decision: RecordDecision) -> None:
    """Usage where what may be about somebody else is decided before a person says that it is about the person."""
    if record.is_possible != (decision.outcome in POSSIBLE) or (record.is_possible and decision.applies):
        raise Usage(
            _("Whether it is about this person is missing."),
            code="no_theirs",
            what_to_do=_("Say first whether it is about them. Then ask the tests."),
        )


def _check_decision(found: RequestHistory, decision: RecordDecision) -> None:
    """Refused where a decision does not follow from the tests, or health data lack an opinion."""
    controller, relation = found.received.agency, found.received.word
    offered = {one.exemption_id: one for one in exemptions_for(controller=controller, relation=relation)}
    if decision.outcome not in OUTCOMES or not set(decision.applies) <= set(offered):
        raise Usage(_("The decision is missing."), code="no_outcome", what_to_do=_("Choose what the person is given."))
    gives = decision.outcome == RequestWord.GIVE
    if gives and decision.applies:
        raise Usage(_("A test applies, so the whole record cannot be given."), code="no_outcome",
                    what_to_do=_("Choose what is left out."))  # fmt: skip
    if not gives and not decision.applies:
        raise Usage(_("Nothing can be left out without a test that applies."), code="no_outcome",
                    what_to_do=_("Say which test applies, or give the record."))  # fmt: skip
    if decision.outcome == RequestWord.REDACT and not decision.redactions:
        raise Usage(_("Nothing is left out."), code="no_redaction", what_to_do=_("Choose a box, and the test for it."))
    if not {one.ground for one in decision.redactions} <= set(decision.applies):
        raise Usage(_("Something is left out by a test that does not apply."), code="no_redaction",
                    what_to_do=_("Choose one of the tests that apply."))  # fmt: skip
    needs = any(offered[one].needs_opinion for one in decision.applies)
    if controller != Agency.HEALTH and decision.has_health_data and not decision.is_known:
        needs = True
    if needs and not found.has_opinion(on=clock.today()):
        raise Refused(
            _("Health data need the opinion of a health professional that is less than six months old."),
            code="no_opinion",
            what_to_do=_("Ask the health professional, and record the opinion."),
        )
