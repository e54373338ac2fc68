"""Reads openings for one reader, and the restricted records for the one who opened them, while they are open."""

from collections.abc import Iterable

from sightline.casework.audit.trail import OPENED_BY, audited
from sightline.casework.chronology.selectors.chronology import as_entry
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.emergency_access.actions import REVIEW, holder_items
from sightline.casework.emergency_access.openings import (
    EmergencyOpening,
    governed,
    items_of_post,
    load_openings,
    need_opening,
)
from sightline.casework.emergency_access.pages import (
    EmergencyAsked,
    EmergencyBody,
    EmergencyEntryKind,
    EmergencyLine,
    EmergencyList,
    EmergencyPage,
)
from sightline.casework.emergency_access.restricted_entries import child_mention, find_restricted
from sightline.casework.emergency_access.rights import check_opens, may_open, may_review
from sightline.casework.escalation.models import Item
from sightline.casework.people.pages.people import Entry, PersonSummary
from sightline.casework.people.selectors import may_open as may_open_person
from sightline.casework.people.selectors import summarise
from sightline.casework.protection.free_text import Texts
from sightline.sharing.emergency_access import emergency_value

REASON = "emergency_access"


def may_ask(session: ReaderSession) -> bool:
    """Whether pages of children lead to emergency access: the same for every child, whatever is held."""
    return may_open(actor=session.actor)


def read_asked(session: ReaderSession, *, person_id: str) -> EmergencyAsked:
    """The child of an opening that is still to be made; NotHere where the reader may not open the child's page."""
    with audited(session, action="ask_emergency_access") as trail:
        check_people(actor=session.actor)
        check_opens(actor=session.actor)
        trail.add("person", [person_id])
        find_restricted(session, person_id=person_id)  # NotHere for whom the page of the child is not there
        mention_id, now = child_mention(session, person_id=person_id), clock.now_at()
        mine = load_openings(by=session.actor.reader.username)
        still = (one for one in mine if one.row.mention_id == mention_id and one.reads(session.actor, at=now))
        child = _children(session, [mention_id]).get(mention_id)
        if child is None:
            raise NotHere
    hours, minutes = (emergency_value(name, on=clock.today()) for name in ("hours", "sign_in_minutes"))
    return EmergencyAsked(child, hours, minutes, next((one.row.entry_id for one in still), ""))


def list_emergencies(session: ReaderSession) -> EmergencyList:
    """The openings that the account may see, the newest first; for information governance those to review first."""
    with audited(session, action="list_emergency_access") as trail:
        check_people(actor=session.actor)
        reviews = may_review(actor=session.actor)
        own = () if session.actor.account_id is None else load_openings(by=session.actor.reader.username)
        found = governed(session, load_openings()) if reviews else own
        children = _children(session, [one.row.mention_id for one in found])
        lines = [_make_emergency_line(one, children) for one in found]
        trail.add("emergency", [one.entry_id for one in lines])
        trail.add("person", [one.child.person_id for one in lines if one.child])
    return EmergencyList(tuple(sorted(lines, key=lambda one: bool(one.outcome))), reviews)


def read_emergency(session: ReaderSession, *, entry_id: str) -> EmergencyPage:
    """One opening, with the records for whoever opened them while it is open; NotHere where it is not the account's."""
    with audited(session, action="read_emergency_access") as trail:
        trail.add("emergency", [entry_id])
        found = need_opening(session, entry_id=entry_id)
        is_own = found.row.by == session.actor.reader.username
        mine = items_of_post(session, entry_id=entry_id)
        children = _children(session, [found.row.mention_id])
        line = _make_emergency_line(found, children)
        entries = _entries(session, found, line)
        trail.add("person", [line.child.person_id] if line.child else [])
        if entries:
            trail.details[OPENED_BY] = REASON
            trail.add("record", [one.record_id for one in entries])
        review, texts = found.review, Texts(session, [found.row.text_sha, *(one.text_sha for one in found.entries.all)])
        about = [found.row.mention_id]
        return EmergencyPage(
            line=line,
            why=texts.of(found.row.text_sha, mention_ids=about).words,
            bodies=tuple(
                _make_body(found, item, texts)
                for item in holder_items(entry_id)
                if is_own or may_review(actor=session.actor) or item in mine
            ),
            entries=entries,
            record_ids=_own_records(session, found) if mine else (),
            is_own=is_own,
            may_review=may_review(actor=session.actor) and review is None,
            may_look=any(not item.closed_at for item in mine),
            reviewed_by=review.by if review else "",
            review=texts.of(review.text_sha, mention_ids=about).words if review else "",
        )


def _entries(session: ReaderSession, found: EmergencyOpening, line: EmergencyLine) -> tuple[Entry, ...]:
    """The restricted records of the bodies that were told: what came of others since needs an opening of its own."""
    if line.child is None or not found.reads(session.actor, at=clock.now_at()):
        return ()
    holders = {(agency, organisation) for agency, organisation in found.row.bodies}
    rows = find_restricted(session, person_id=line.child.person_id)
    return tuple(as_entry(row) for row in rows if (row["agency"], row["organisation"]) in holders)


def _own_records(session: ReaderSession, found: EmergencyOpening) -> tuple[str, ...]:
    """Those of the opened records that the account sees itself: its own agency's."""
    with session.open_current() as opened:
        return tuple(opened[1].records(record_ids=found.row.record_ids, sight=session.sight)) if opened else ()


def _make_body(found: EmergencyOpening, item: Item, texts: Texts) -> EmergencyBody:
    seen = next(
        (one for one in found.entries.of(EmergencyEntryKind.SEEN) if [item.agency, item.organisation] in one.bodies),
        None,
    )
    notified = dict.fromkeys(name for one in item.steps.order_by("number") for name in one.told)
    said = texts.of(seen.text_sha, mention_ids=[found.row.mention_id]).words if seen else ""
    by, at = (seen.by, seen.at) if seen else ("", "")
    return EmergencyBody(item.agency, item.organisation, tuple(notified), by, at, said)


def _make_emergency_line(found: EmergencyOpening, children: dict[str, PersonSummary]) -> EmergencyLine:
    row, now, review = found.row, clock.now_at(), found.review
    due_at = REVIEW.deadline(since=row.at)
    return EmergencyLine(
        entry_id=row.entry_id,
        at=row.at,
        by=row.by,
        agency=row.agency,
        purpose=row.word,
        until_at=row.until_at or "",
        ended_at=found.ended_at,
        is_open=found.is_open(at=now),
        outcome=review.word if review else "",
        review_by="" if review else due_at,
        is_overdue=review is None and now > due_at,
        child=children.get(row.mention_id),
    )


def _children(session: ReaderSession, mention_ids: Iterable[str]) -> dict[str, PersonSummary]:
    """The child of each of these mentions, by records that the reader sees; nobody whom they may not open."""
    wanted = sorted(set(mention_ids) - {""})
    with session.open_current() as opened:
        if opened is None or not wanted:
            return {}
        store = opened[1]
        people = store.people_of(mention_ids=wanted)
        ids = [one for one in sorted(set(people.values())) if may_open_person(store, one, session.sight)]
        found = {one.person_id: one for one in summarise(store, ids, session.sight) if one.agencies}
    return {mention: found[person] for mention, person in people.items() if person in found}
