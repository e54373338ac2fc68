"""Reads requests to pass records on: what can be asked about a record, the list, and one with its replies."""

from sightline.casework.audit.trail import Trail, audited
from sightline.casework.concerns.subjects import records_of
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputes.histories import need_record
from sightline.casework.onward_requests.asking_terms import AskedAgreement, find_asked, suspension_of
from sightline.casework.onward_requests.histories import line_of, need_history, with_replies
from sightline.casework.onward_requests.models import OnwardEntry
from sightline.casework.onward_requests.pages import OnwardEntryKind, OnwardLine, OnwardOffer, OnwardPage, OnwardSaid
from sightline.casework.onward_requests.permissions import find_permissions
from sightline.casework.onward_requests.rights import check_asks_onward, may_read, may_reply
from sightline.casework.people.selectors import may_open, may_open_record, summarise
from sightline.casework.protection.free_text import Texts

MOST_LISTED, PERSON = 500, "person"


def can_ask_to_pass_on(session: ReaderSession, *, record_id: str) -> bool:
    """Whether the account can ask about a record that it has open, for a page audited by its own selector."""
    return session.actor.account_id is not None and find_asked(session, record_id=record_id) is not None


def offer_onward_request(session: ReaderSession, *, record_id: str) -> OnwardOffer:
    """What the account may ask about a record; NotHere where it may not open it, or nobody need be asked."""
    with audited(session, action="offer_onward_request") as trail:
        check_asks_onward(actor=session.actor)
        record, found = need_asked(session, record_id=record_id)
        trail.add("record", [record_id])
        people = people_on(session, record_id=record_id)
        trail.add("person", list(people))
        named = tuple((person_id, name) for person_id, (_, name) in people.items())
        return OnwardOffer(record_id, record, found.whose.agency, found.contact, named, found.kinds)


def receivers_of(session: ReaderSession, *, person_id: str) -> tuple[str, ...]:
    """Who may get records of a person by a yes that counts today, for a page audited by its own selector."""
    found = find_permissions(session, person_id=person_id)
    return tuple(dict.fromkeys(one.receiver for one in found))


def need_asked(session: ReaderSession, *, record_id: str) -> tuple[str, AskedAgreement]:
    """The kind of a record that the account may open, and the agreement that says "ask"; else NotHere."""
    record = need_record(session, record_id=record_id)
    found = find_asked(session, record_id=record_id)
    if found is None:
        raise NotHere
    return record.kind, found


def people_on(session: ReaderSession, *, record_id: str) -> dict[str, tuple[str, str]]:
    """The people whom a record names and whom the account may open: by id a mention and the name there."""
    found: dict[str, tuple[str, str]] = {}
    with session.need_current() as (_, store):
        for row in store.record_namings(record_id=record_id, sight=session.sight):
            person_id = row["person_id"]
            if row["entity_kind"] == PERSON and person_id and may_open(store, person_id, session.sight):
                found.setdefault(person_id, (row["mention_id"], row["text"] or ""))
    return found


def list_onward_requests(session: ReaderSession) -> tuple[OnwardLine, ...]:
    """The requests that the account made, answers or looks after: those without a reply first, by deadline."""
    with audited(session, action="list_onward_requests") as trail:
        now = clock.now_at()
        found = [
            one
            for one in with_replies(OnwardEntry.objects.asked())
            if may_read(session, one.asked) or may_reply(session, one.asked)
        ]
        lines = sorted((line_of(one, now=now) for one in found), key=lambda one: (not one.due_at, one.due_at))
        trail.add("onward_request", [one.request_id for one in lines])
    return tuple(lines[:MOST_LISTED])


def read_onward_request(session: ReaderSession, *, request_id: str) -> OnwardPage:
    """One request with what was said; NotHere where the account neither asked, answers nor looks after it."""
    with audited(session, action="read_onward_request") as trail:
        trail.add("onward_request", [request_id])
        found = need_history(session, request_id=request_id)
        asked = found.asked
        texts = Texts(session, [asked.text_sha, *(one.text_sha for one in found.replies)])
        about = {"record_ids": asked.record_ids, "mention_ids": [asked.mention_id] if asked.mention_id else []}
        said = texts.of(asked.text_sha, **about)
        suspended, contact = suspension_of(asked.agreement)
        person_id, name = _person(session, asked, trail)
        return OnwardPage(
            line=line_of(found, now=clock.now_at()),
            record_id=asked.record_ids[0],
            can_open=_can_open(session, asked.record_ids[0]),
            suspended=suspended,
            contact=contact,
            choices=found.choices() if may_reply(session, asked) else (),
            person_id=person_id,
            name=name,
            to=said.who,
            words=said.words,
            purpose=asked.purpose,
            kinds=tuple(asked.kinds),
            replies=tuple(
                OnwardSaid(OnwardEntryKind(one.kind), one.at, one.by, one.on_day, texts.of(one.text_sha, **about).words)
                for one in found.replies
            ),
        )


def _person(session: ReaderSession, asked: OnwardEntry, trail: Trail) -> tuple[str, str]:
    """The person of a request, where the account may open them; else empty."""
    with session.open_current() as opened:
        if opened is None:
            return "", ""
        store, sight = opened[1], session.sight
        person_id = store.people_of(mention_ids=[asked.mention_id]).get(asked.mention_id, "")
        if not person_id or not may_open(store, person_id, sight):
            return "", ""
        trail.add("person", [person_id])
        (summary,) = summarise(store, [person_id], sight)
        return person_id, summary.name


def _can_open(session: ReaderSession, record_id: str) -> bool:
    with session.open_current() as opened:
        if opened is None or not may_open_record(opened[1], record_id, session.sight):
            return False
    return bool(records_of(session, record_ids=[record_id]))
