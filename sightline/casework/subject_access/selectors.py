"""Reads requests for a person's data, the records that are found, and what the person is given."""

from itertools import islice

from sightline.casework.audit.trail import Trail, audited
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.pages import FileGround
from sightline.casework.core.session import ReaderSession
from sightline.casework.named_adults.letters import missing_for_letter, missing_for_name
from sightline.casework.named_adults.namesakes import find_people_called, is_called
from sightline.casework.people.pages.people import PersonSummary
from sightline.casework.people.selectors import may_open, summarise
from sightline.casework.protection.free_text import Texts
from sightline.casework.subject_access.exemptions import exemptions_for
from sightline.casework.subject_access.histories import RequestHistory, is_own, line_of, load_histories, need_history
from sightline.casework.subject_access.models import AccessRequestEntry
from sightline.casework.subject_access.pages import (
    AccessBundle,
    AccessRequestLine,
    BundleRecord,
    FoundRecord,
    RecordToTest,
    RequestEntryKind,
    RequestLogLine,
    RequestPage,
    RequestRelation,
    RequestWord,
)
from sightline.casework.subject_access.records import (
    boxes_of,
    find_records,
    leave_out,
    others_named,
    person_of,
    read_redactions,
)
from sightline.casework.subject_access.rights import check_works
from sightline.model.errors import Refused
from sightline.model.nouns import Agency
from sightline.translation.messages import lazy as _

K = RequestEntryKind
MOST_POSSIBLE = 20
MISSING = {
    "identity": _("Check who the person is."),
    "person": _("Say which person in Sightline it is."),
    "source": _("Ask the agencies that the data came from about crime, or say why none need be asked."),
    "source_reply": _("An agency that you asked about crime has not replied."),
    "records": _("Some records are not decided."),
    "elsewhere": _("Look in your own systems for what Sightline keeps sealed, and record it."),
    "paused": _("The time stops. Record what you waited for."),
}


def list_requests(session: ReaderSession) -> tuple[AccessRequestLine, ...]:
    """The requests that the account works on: by deadline, then those that wait or are closed."""
    with audited(session, action="list_access_requests") as trail:
        check_works(actor=session.actor)
        now = clock.now_at()
        mine = [one for one in load_histories() if is_own(session, one)]
        lines = sorted((line_of(one, now=now) for one in mine), key=lambda one: (not one.due_at, one.due_at))
        trail.add("access_request", [one.request_id for one in lines])
    return tuple(lines)


def read_request(session: ReaderSession, *, request_id: str) -> RequestPage:
    """One request with its log and the records that are found."""
    with audited(session, action="read_access_request") as trail:
        trail.add("access_request", [request_id])
        found = need_history(session, request_id=request_id)
        records = find_records(session, found)
        trail.add("about", [one.record_id for one in records])
        person_id = person_of(session, found)
        texts = Texts(session, [found.received.text_sha, *(row.text_sha for row in found.entries.all)])
        asked = texts.of(found.received.text_sha)
        log = tuple(_log_line(row, texts) for row in found.entries.all)
        waiting = {row.entry_id for row in found.open_sources}
        return RequestPage(
            line=line_of(found, now=clock.now_at(), person_id=person_id),
            log=log,
            records=records,
            choices=found.choices(),
            open_sources=tuple(one for one in log if one.entry_id in waiting),
            missing=missing_for_reply(session, found),
            who=asked.who,
            about=asked.words,
            reach=asked.what,
            says_reader=found.received.word == RequestRelation.PARENT or not found.mention_id,
            possible=_possible_people(session, asked.words, person_id, trail),
        )


def _possible_people(session: ReaderSession, name: str, person_id: str, trail: Trail) -> tuple[PersonSummary, ...]:
    """Other people of a name like this one whom the account may open: a nickname, other order or spelling is enough."""
    with session.open_current() as opened:
        if opened is None or not name:
            return ()
        store = opened[1]
        alike = (one for one in find_people_called(store, name) if one != person_id)
        found = list(islice((one for one in alike if may_open(store, one, session.sight)), MOST_POSSIBLE))
        trail.add("person", found)
        return summarise(store, found, session.sight)


def _log_line(row: AccessRequestEntry, texts: Texts) -> RequestLogLine:
    words = "" if row.kind == K.RECORD or not row.text_sha else texts.of(row.text_sha).words
    return RequestLogLine(
        row.entry_id, K(row.kind), row.at, row.by, row.on_day, row.agency, row.word, row.record_id, words
    )


def missing_for_reply(session: ReaderSession, found: RequestHistory) -> tuple[str, ...]:
    """What must be done before a reply can be sent."""
    entries = found.entries
    undecided = any(not one.outcome for one in find_records(session, found))
    lacking = {
        "identity": not entries.of(K.IDENTITY),
        "person": not found.mention_id,
        "source": not entries.of(K.SOURCE),
        "source_reply": bool(found.open_sources),
        "records": undecided,
        "elsewhere": found.has_sealed and not entries.of(K.ELSEWHERE),
        "paused": found.is_paused,
    }
    unsafe = not_safe_to_send(session, found)
    return (*(MISSING[name] for name, is_lacking in lacking.items() if is_lacking), *unsafe)


def not_safe_to_send(session: ReaderSession, found: RequestHistory) -> tuple[str, ...]:
    """Why no letter may go to the person, where the reply goes to them and they are an adult named in records.

    Of a representative it is also why none may go to somebody of their name, and of the person themselves where they
    asked by a name that no record calls them.
    """
    if not found.mention_id or found.received.word == RequestRelation.PARENT:
        return ()
    is_theirs = found.received.word != RequestRelation.REPRESENTATIVE and is_called(
        session, mention_ids=[found.mention_id], name=name_of_asker(session, found)
    )
    by_name = () if is_theirs else _held_by_name(session, found)
    return (*missing_for_letter(session, mention_id=found.mention_id), *by_name)


def _held_by_name(session: ReaderSession, found: RequestHistory) -> tuple[str, ...]:
    return missing_for_name(session, name=name_of_asker(session, found))


def name_of_asker(session: ReaderSession, found: RequestHistory) -> str:
    """The name of who asks, as it was typed."""
    sha = found.received.text_sha
    return Texts(session, [sha]).of(sha).who


def read_record_to_test(session: ReaderSession, *, request_id: str, record_id: str) -> RecordToTest:
    """A record that a request found, with its boxes and the tests; NotHere where it found none such."""
    with audited(session, action="read_request_record") as trail:
        found = need_history(session, request_id=request_id)
        record = _need_found(find_records(session, found), record_id)
        trail.add("access_request", [request_id])
        trail.add("conclusion" if record.concluded else "record", [record_id])
        received = found.received
        return RecordToTest(
            request_id=request_id,
            record=record,
            boxes=record.concluded or boxes_of(session, record_id=record_id, sent=record.sent),
            others=others_named(session, found=record, person_id=person_of(session, found)),
            exemptions=exemptions_for(controller=received.agency, relation=received.word),
            asks_health=received.agency != Agency.HEALTH,
            has_opinion=found.has_opinion(on=clock.today()),
        )


def _need_found(records: tuple[FoundRecord, ...], record_id: str) -> FoundRecord:
    for one in records:
        if one.record_id == record_id:
            return one
    raise NotHere


def make_reply_file(session: ReaderSession, *, request_id: str) -> AccessBundle:
    """The same, to be written to a file that can be sent. Refused where no letter may go to the person."""
    with audited(session, action="export_access_bundle_file") as trail:
        found = need_history(session, request_id=request_id)
        trail.add("access_request", [request_id])
        session.give_ground(FileGround.OWN_DATA)
        is_parent = found.received.word == RequestRelation.PARENT
        unsafe = _held_by_name(session, found) if is_parent else not_safe_to_send(session, found)
        if unsafe:
            raise Refused(
                _("No letter may go to this adult yet. %(why)s") % {"why": " ".join(unsafe)},
                code="not_safe",
                what_to_do=_("Read the draft on its page. The deadline does not change."),
            )
    return make_bundle(session, request_id=request_id)


def make_bundle(session: ReaderSession, *, request_id: str) -> AccessBundle:
    """What the person is given, of the records that are decided. What is neither confirmed nor denied is not in it."""
    with audited(session, action="export_access_bundle") as trail:
        session.give_ground(FileGround.OWN_DATA)
        found = need_history(session, request_id=request_id)
        decided = [one for one in find_records(session, found) if one.outcome]
        shown = [one for one in decided if one.outcome not in (RequestWord.SILENT, RequestWord.OTHER)]
        given = [one for one in shown if one.outcome != RequestWord.WITHHOLD]
        trail.add("access_request", [request_id])
        trail.add("record", [one.record_id for one in given if not one.concluded])
        trail.add("conclusion", [one.record_id for one in given if one.concluded])
        offered = exemptions_for(controller=found.received.agency, relation=found.received.word)
        shown_as = {each.exemption_id: each.shown_as for each in offered}
        used = {name for one in shown for name in one.applies}
        return AccessBundle(
            request_id=request_id,
            controller=found.received.agency,
            made_at=clock.now_at(),
            made_by=session.actor.reader.username,
            organisation=found.received.organisation,
            records=tuple(_as_given(session, found, one, shown_as) for one in shown),
            grounds=tuple(one for one in offered if one.exemption_id in used),
            is_complete=not missing_for_reply(session, found),
            has_sealed=found.has_sealed,
        )


def _as_given(
    session: ReaderSession, found: RequestHistory, one: FoundRecord, shown_as: dict[str, str]
) -> BundleRecord:
    about = (one.kind, one.occurred_from, one.occurred_to, one.date_precision)
    if one.outcome == RequestWord.WITHHOLD:
        return BundleRecord(*about, (), tuple(shown_as[each] for each in one.applies))
    decision = found.decisions()[one.record_id]
    boxes = one.concluded or boxes_of(session, record_id=one.record_id, until=decision.at, sent=one.sent)
    redactions = read_redactions(session, decision)
    return BundleRecord(*about, leave_out(boxes, redactions, shown_as=shown_as))
