"""Reads which access a reader must confirm or end, and the reader's own."""

from sightline.casework.access.teams import read_teams
from sightline.casework.audit.trail import audited
from sightline.casework.core.session import ReaderSession
from sightline.casework.recertification.held_rights import is_overdue, is_waiting, list_rights
from sightline.casework.recertification.pages import HeldRight, RecertificationCount, RecertificationPage
from sightline.casework.recertification.rights import has_part, may_decide


def read_recertification(session: ReaderSession) -> RecertificationPage:
    """The rights that the account confirms or ends, those that end first at the top; and its own rights."""
    with audited(session, action="read_recertification") as trail:
        rights, own = list_rights(read_teams()), session.actor.reader.username
        waiting = _waiting(session, rights)
        trail.add("account_name", sorted({one.username for one in waiting if one.username}))
        mine = tuple(one for one in rights if one.username == own and session.actor.account_id is not None)
        return RecertificationPage(waiting, mine, has_part(actor=session.actor))


def count_to_confirm(session: ReaderSession) -> RecertificationCount | None:
    """How many rights wait for the account; None where it has no part in them. Part of a first page."""
    if not has_part(actor=session.actor):
        return None
    waiting = _waiting(session, list_rights(read_teams()))
    return RecertificationCount(len(waiting), sum(map(is_overdue, waiting)))


def _waiting(session: ReaderSession, rights: list[HeldRight]) -> tuple[HeldRight, ...]:
    teams = read_teams()
    waiting = [one for one in rights if is_waiting(one) and may_decide(actor=session.actor, right=one, teams=teams)]
    return tuple(sorted(waiting, key=lambda one: (one.due_on, one.username, one.full_key)))
