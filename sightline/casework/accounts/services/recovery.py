"""Recovery at the machine: the way in where no two people are left who could approve one another.

One person does it alone, so the partnership executive and information governance are told at once, and one of them says
within one working day whether it was right. Until then it is listed, and then listed as overdue.
"""

from collections.abc import Sequence

from sightline.casework.accounts import lockout
from sightline.casework.accounts.decisions import acting, check_why, need_account
from sightline.casework.accounts.models import LinkKind, Recovery, RecoveryAnswer
from sightline.casework.accounts.pages import AccountOutcome
from sightline.casework.accounts.rights import (
    can_review,
    check_named_person,
    check_reads_recoveries,
    count_approvers,
    is_at_the_machine,
)
from sightline.casework.accounts.services import acts
from sightline.casework.accounts.services.links import make_link
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.notices.models import NoticeKind
from sightline.casework.notices.record import notify
from sightline.model.calendar import Unit
from sightline.model.errors import Refused, Usage
from sightline.model.when import london_day
from sightline.rulebook.calendar import read_calendar
from sightline.sharing.accounts import read_account_roles
from sightline.translation.messages import lazy as _

ONE_LEFT, DAYS = 1, 1
NO_REASON = _("No reason was given.")


def recover_account(session: ReaderSession, *, username: str, why: str) -> AccountOutcome:
    """Give one account that may approve a new way in, where at most one is left. Opens the review of it."""
    with acting(session, action="recover_account", why=why.strip() or NO_REASON) as act:
        _check_may_recover(session.actor)
        account = need_account(username)
        if account.role not in read_account_roles().administer:
            raise Usage(
                _("Only an account that manages accounts can be recovered."),
                code="not_recovered",
                what_to_do=_("Use 'sightline account reset-password' for this one."),
            )
        account.is_active = True
        account.ends_on = None if not account.is_open else account.ends_on
        acts.remove_second_factors(account)
        token = make_link(account=account, kind=LinkKind.RECOVER, by=session.actor.reader.username)
        lockout.unlock(name=account.username)
        recovery = _keep(session.actor, account, act.why)
        act.keep(account, recovery=recovery.pk, due_at=recovery.due_at)
    return AccountOutcome(account.username, token=token)


def answer_recovery(session: ReaderSession, *, number: int, right: bool, words: str, password: str = "") -> None:
    """Say whether a recovery was right. Not the account that was recovered; at the command line with one's password."""

    def check_reviewer() -> None:
        if not can_review(actor=session.actor):
            check_reads_recoveries(actor=session.actor)
            raise Refused(
                _("Only the partnership executive or information governance can review a recovery."),
                code="not_for_role",
                what_to_do=_("Ask one of them."),
            )
        check_named_person(actor=session.actor, password=password)

    with acting(session, action="answer_recovery", why=check_why(words), first=check_reviewer) as act:
        recovery = Recovery.objects.select_for_update().filter(pk=number, answered_at=None).first()
        if recovery is None:
            raise Refused(
                _("There is no open recovery with that number."),
                code="no_recovery",
                what_to_do=_("See the list of recoveries."),
            )
        if recovery.account.pk == session.actor.account_id:
            raise Refused(
                _("The person whose account was recovered cannot review it."),
                code="own_account",
                what_to_do=_("Ask the partnership executive, or another person of information governance."),
            )
        recovery.answer, recovery.answer_words = RecoveryAnswer.RIGHT if right else RecoveryAnswer.WRONG, act.why
        recovery.answered_by, recovery.answered_at = session.actor.reader.username, clock.now_at()
        recovery.save()
        act.keep(recovery.account, recovery=recovery.pk, answer=recovery.answer)


def own_recoveries(session: ReaderSession, about_ids: Sequence[str]) -> set[str]:
    """Which of these recoveries the account is told of."""
    return set(about_ids) if can_review(actor=session.actor) else set()


def _check_may_recover(actor: Actor) -> None:
    if not is_at_the_machine(actor=actor):
        raise Refused(
            _("Only the operator can recover an account, on the server that Sightline runs on."),
            code="not_at_the_machine",
            what_to_do=_("Run 'sightline account recover NAME' there, without --as."),
        )
    if count_approvers(able=True) > ONE_LEFT:
        raise Refused(
            _("More than one person can still approve, so no recovery is needed."),
            code="others_left",
            what_to_do=_("Use 'sightline account reset-password'. Then ask one of the people who can approve it."),
        )


def _keep(actor: Actor, account: Account, why: str) -> Recovery:
    now = clock.now_at()
    due_at = read_calendar().due_at(started=london_day(now).isoformat(), amount=DAYS, unit=Unit.WORKING_DAYS)
    recovery = Recovery.objects.create(
        account=account, by=actor.reader.username, os_name=actor.os_name, why=why, at=now, due_at=due_at
    )
    told = Account.objects.filter(role__in=read_account_roles().review).values_list("username", flat=True)
    notify(usernames=told, kind=NoticeKind.ACCOUNT, about_id=str(recovery.pk), at=now)
    return recovery
