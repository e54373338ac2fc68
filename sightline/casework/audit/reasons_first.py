"""Holds back a child's own pages and records from an account that sees every child, until it has given a reason.

Information governance of one agency sees every child in its lists and in what it answers. To open one child it says
why, as others do. The act that would show the child is refused here, in the one place that audits it.
"""

from collections.abc import Sequence

from sightline.casework.audit.errors import ReasonFirst
from sightline.casework.core import clock
from sightline.casework.core.actor import acting_account
from sightline.casework.core.session import ReaderSession
from sightline.casework.core.sight_decisions import list_grounds
from sightline.sharing.need_to_know import opens_records

PERSON = "person:"
# Pages of one person, files of these, and a record. What governance answers, and a review, have rights of their own.
HELD_BACK = frozenset({
    "read_person_frame", "read_overview", "read_person", "read_identity", "read_timeline", "read_family",
    "write_chronology", "read_network", "read_record", "list_same_name", "read_parts", "split_person",
    "preview_split", "read_shared_events", "decide_shared_event",
})  # fmt: skip


def check_reason(session: ReaderSession, *, action: str, ids: list[str]) -> None:
    """ReasonFirst where an act shows a person whom the account has no reason for. A record asks it of one person."""
    if not session.actor.reader.asks_first or action not in HELD_BACK:
        return
    of_record = action == "read_record"
    people = [one.removeprefix(PERSON) for one in (ids if of_record else ids[:1]) if one.startswith(PERSON)]
    if people:
        need_reason(session, people=people)


def need_reason(session: ReaderSession, *, people: Sequence[str]) -> None:
    """ReasonFirst where the account must give a reason and has none for any of these people."""
    if session.actor.reader.asks_first and people_opened(session).isdisjoint(people):
        raise ReasonFirst(people[0])


def people_opened(session: ReaderSession) -> frozenset[str]:
    """The people whom the account has a reason for now."""
    return session.once("people_opened", lambda: _ask_people_opened(session))


def _ask_people_opened(session: ReaderSession) -> frozenset[str]:
    account, now = acting_account(actor=session.actor), clock.now_at()
    reasons = [one for one in list_grounds(account, at=now) if one.stands(at=now) and opens_records(one.reason)]
    mentions = sorted({mention_id for one in reasons for mention_id in one.mention_ids})
    with session.open_current() as opened:
        return frozenset(opened[1].people_of(mention_ids=mentions).values()) if opened and mentions else frozenset()
