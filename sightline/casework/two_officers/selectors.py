"""Reads who is on duty now, and the requests of two officers, for one reader."""

from collections.abc import Sequence
from datetime import date

from sightline.casework.accounts.governance_scope import sees_every_agency
from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.posts.call_backs import read_call_back
from sightline.casework.protection.free_text import Texts
from sightline.casework.two_officers.hidden_records import protecting_agency
from sightline.casework.two_officers.pages import HiddenKind, OfficersList, OfficersPage, OfficersState
from sightline.casework.two_officers.requests import (
    is_of_holder,
    line_of,
    load_requests,
    may_review,
    need_request,
    reads_name,
    sees_request,
)
from sightline.casework.two_officers.rights import check_lists, has_role, may_govern, officers_on_duty, takes_part
from sightline.sharing.two_officers import officers_value


def list_requests(session: ReaderSession) -> OfficersList:
    """Who is on duty now and the requests that the account may see, the newest first."""
    with audited(session, action="list_two_officers") as trail:
        check_lists(actor=session.actor)
        now = clock.now_at()
        duty = officers_on_duty(at=now)
        found = [one for one in load_requests() if sees_request(session, one, at=now, duty=duty)]
        trail.add("two_officers", [one.row.entry_id for one in found])
        lines = tuple(line_of(session, one, at=now, duty=duty) for one in found)
    is_all = may_govern(actor=session.actor) and sees_every_agency(actor=session.actor)
    return OfficersList(duty, lines, takes_part(actor=session.actor, duty=duty), is_all)


def read_request(session: ReaderSession, *, entry_id: str) -> OfficersPage:
    """One request; NotHere where the account may not see it. The record itself is never here."""
    with audited(session, action="read_two_officers") as trail:
        trail.add("two_officers", [entry_id])
        now = clock.now_at()
        found = need_request(session, entry_id=entry_id, at=now)
        line = line_of(session, found, at=now, duty=officers_on_duty(at=now))
        review, looked = found.review, found.seen
        named = reads_name(session, found)
        texts = Texts(session, [found.row.text_sha, *([review.text_sha] if review else [])])
        said = texts.of(found.row.text_sha, record_ids=found.row.record_ids)
        is_own = found.row.by == session.actor.reader.username
        call = read_call_back(found.row.agency)
        protects = found.row.word == HiddenKind.PROTECTED_ADDRESS
        return OfficersPage(
            line=line,
            why=said.words,
            name=said.who if named else "",
            born=date.fromisoformat(said.what) if named and said.what else None,
            record_id=found.row.record_ids[0] if protects and is_own else "",
            show_by=found.show_by,
            may_show=is_own and line.state is OfficersState.CONFIRMED,
            is_own=is_own,
            sign_in_minutes=officers_value("sign_in_minutes", on=clock.today()),
            call_post=call.post,
            call_phone=call.phone,
            may_review=may_review(session, found),
            may_look=looked is None and is_of_holder(session, found),
            looked_by=looked.by if looked else "",
            looked_at=looked.at if looked else "",
            reviewed_by=review.by if review else "",
            reviewed_at=review.at if review else "",
            review=texts.of(review.text_sha, record_ids=found.row.record_ids).words if review else "",
        )


def sees_officers(session: ReaderSession, *, entry_id: str) -> bool:
    """Whether the account may see a request, for a page that is audited by its own selector."""
    try:
        need_request(session, entry_id=entry_id, at=clock.now_at())
    except NotHere:
        return False
    return True


def check_protected(session: ReaderSession, *, record_id: str) -> None:
    """NotHere where the account does not open the record, or it protects nothing."""
    with audited(session, action="read_protecting_agency") as trail:
        trail.add("record", [record_id])
        check_lists(actor=session.actor)
        if not protecting_agency(session, record_id=record_id):
            raise NotHere


def may_ask_about(session: ReaderSession, *, record_id: str) -> bool:
    """Whether a record's page leads to asking for a second officer. For a page that is audited by its own selector."""
    return has_role(actor=session.actor) and bool(protecting_agency(session, record_id=record_id))


def own_requests(session: ReaderSession, entry_ids: Sequence[str]) -> set[str]:
    """Of these requests those that wait for a second officer and that the account may confirm."""
    now = clock.now_at()
    duty, wanted = officers_on_duty(at=now), set(entry_ids)
    found = [one for one in load_requests() if one.row.entry_id in wanted]
    return {one.row.entry_id for one in found if line_of(session, one, at=now, duty=duty).may_confirm}
