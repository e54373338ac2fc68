"""Confirms and ends rights, one after the other; and ends by rule, after a notice, what nobody confirmed."""

from collections.abc import Sequence
from datetime import timedelta

from sightline.casework.access.services.teams import end_task_of, take_out_of_team
from sightline.casework.access.teams import read_teams
from sightline.casework.accounts.decisions import acting, need_account
from sightline.casework.accounts.services import acts
from sightline.casework.accounts.services.accounts import end_account
from sightline.casework.accounts.services.confirmation import confirm_account
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_words
from sightline.casework.recertification.held_rights import is_overdue, list_rights
from sightline.casework.recertification.notices import tell_of_end
from sightline.casework.recertification.pages import HeldRight, RecertificationKind, RightDecision, RightKind
from sightline.casework.recertification.rights import may_decide
from sightline.casework.recertification.writer import RECERTIFICATION, draft_of
from sightline.model.errors import Refused, Usage
from sightline.sharing.accounts import days_of_notice
from sightline.translation.messages import lazy as _

WHY = _("Nobody confirmed that the access is still needed, after a notice.")


def decide_rights(session: ReaderSession, *, keys: Sequence[str], decision: str, why: str) -> int:
    """Confirm these rights, or end them today, each by itself; how many. NotHere for one that is not theirs."""
    if decision not in list(RightDecision):
        raise Usage(_("The decision is missing."), code="no_decision", what_to_do=_("Choose what you decide."))
    words = read_words(why, part="why") if decision == RightDecision.END else ""
    teams = read_teams()
    rights = {one.full_key: one for one in list_rights(teams)}
    chosen = [rights[key] for key in dict.fromkeys(keys) if key in rights]
    if not chosen or len(chosen) < len(set(keys)):
        raise Usage(_("No access is selected."), code="no_right", what_to_do=_("Select what you decide about."))
    if not all(may_decide(actor=session.actor, right=one, teams=teams) for one in chosen):
        raise NotHere
    for right in chosen:
        _confirm(session, right) if decision == RightDecision.NEEDED else _end(session, right, words)
    return len(chosen)


def _confirm(session: ReaderSession, right: HeldRight) -> None:
    if right.kind is RightKind.ACCOUNT:
        confirm_account(session, username=right.username)
    _note(session, right, RecertificationKind.CONFIRMED)


def _end(session: ReaderSession, right: HeldRight, words: str) -> None:
    if right.kind is RightKind.ACCOUNT:
        end_account(session, username=right.username, on=clock.today(), why=words)
    _note(session, right, RecertificationKind.ENDED, words)


def _note(session: ReaderSession, right: HeldRight, kind: RecertificationKind, words: str = "") -> None:
    """Keep what happened to a right; a place or a task that ends does so in the same transaction."""
    with RECERTIFICATION.hold(session, action=f"recertify_{kind}") as trail:
        if kind in (RecertificationKind.ENDED, RecertificationKind.LAPSED):
            if right.kind is RightKind.PLACE:
                take_out_of_team(session, team_id=right.team_id, username=right.username, trail=trail)
            elif right.kind is RightKind.TASK:
                end_task_of(session, task_id=right.key, trail=trail)
        RECERTIFICATION.write(session, subject=None, draft=draft_of(right, kind, words=words), trail=trail)


def end_unconfirmed(session: ReaderSession) -> int:
    """Give notice of what is overdue, and end what nobody confirmed since its notice; how many ended.

    Nothing ends without a notice of the rule's days before, however long no tick came.
    """
    today, ended = clock.today(), 0
    for right in list_rights(read_teams()):
        if not is_overdue(right):
            continue
        if right.ends_on is None:
            last = today + timedelta(days=days_of_notice(on=today))
            with RECERTIFICATION.hold(session, action="notice_of_end") as trail:
                draft = draft_of(right, RecertificationKind.NOTICED, on_day=last)
                entry = RECERTIFICATION.write(session, subject=None, draft=draft, trail=trail)
                tell_of_end(right, entry_id=entry.entry_id, at=entry.at)
        elif today > right.ends_on:
            ended += _lapse(session, right)
    return ended


def _lapse(session: ReaderSession, right: HeldRight) -> bool:
    if right.kind is RightKind.ACCOUNT:
        try:
            with acting(session, action="close_account", why=str(WHY)) as act:
                acts.close(act=act, account=need_account(right.username))
        except Refused:
            return False  # the last account of information governance stays open
    _note(session, right, RecertificationKind.LAPSED)
    return True
