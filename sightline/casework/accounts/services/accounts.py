"""Makes, invites, changes, ends and closes accounts. Each is a decision, kept in the transaction of the change itself.

A right that is taken away is gone with the next request, because every actor is made from the account as it is then.
Where the account is privileged, access is asked for here and given by a second person in `requests`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import make_password

from sightline.casework.accounts.decisions import Act, acting, check_why, need_administered, need_looked_after
from sightline.casework.accounts.models import RequestKind
from sightline.casework.accounts.pages import AccountOutcome
from sightline.casework.accounts.rights import (
    ENOUGH_APPROVERS,
    can_administer,
    check_administers,
    check_gives,
    check_not_self,
    count_approvers,
    is_at_the_machine,
)
from sightline.casework.accounts.services import acts, requests
from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.notices.settings import is_mail_address
from sightline.model.errors import Refused, Usage
from sightline.sharing.accounts import needs_two_people
from sightline.translation.messages import lazy as _


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Whose account is to be made, and for which work."""

    username: str
    role: str
    agency: str = ""
    organisation: str = ""
    post: str = ""

    def work(self) -> dict[str, str]:
        """What the account is for."""
        return {name: getattr(self, name) for name in acts.WORK}


def create_account(
    session: ReaderSession,
    *,
    username: str,
    role: str,
    agency: str = "",
    organisation: str = "",
    post: str = "",
    password: str,
    replace: bool = False,
) -> None:
    """Make an account with a password, or with `replace` make it anew as given; Usage where something is wrong.

    For setting up a workspace: a privileged one is refused once two people who may approve have signed in.
    """
    new = NewAccount(username, role, agency, organisation, post)
    with acting(session, action="make_account") as act:
        check_administers(actor=session.actor)
        _check_founding(session.actor, role)
        _make(act, new, make_hash=password, replace=replace)


def create_accounts(
    session: ReaderSession, *, accounts: Sequence[NewAccount], password: str, replace: bool = False
) -> None:
    """Make several with one password between them, each a decision of its own; it is hashed once, which takes long.

    For invented people alone: whoever is real has a password of their own, and privileged accounts need two people.
    """
    hashed = ""
    for new in accounts:
        with acting(session, action="make_account") as act:
            check_administers(actor=session.actor)
            hashed = _make(act, new, make_hash=password, replace=replace, hashed=hashed)


def _make(act: Act, new: NewAccount, *, make_hash: str, replace: bool, hashed: str = "") -> str:
    account = Account.objects.filter(username=new.username).first() if replace else None
    if account is None:
        account = acts.new_account(username=new.username, work=new.work())
    check_gives(actor=act.session.actor, account=account)
    acts.set_work(account, new.work())
    check_gives(actor=act.session.actor, account=account)
    account.is_active, account.ends_on, account.confirmed_on = True, None, clock.today()
    acts.check_account(account, make_hash)
    account.password = hashed or make_password(make_hash)
    account.save()
    act.keep(account)
    return account.password


def _check_founding(actor: Actor, role: str) -> None:
    """Refused for a privileged role, unless the operator at the machine is still setting up the workspace."""
    if not needs_two_people(role=role):
        return
    if not (is_at_the_machine(actor=actor) and count_approvers(signed_in=True) < ENOUGH_APPROVERS):
        raise Refused(
            _("Two people must approve a privileged account."),
            code="needs_second_person",
            what_to_do=_("Use 'sightline account invite'; a second person who manages accounts approves it."),
        )


def _asks_second(actor: Actor, role: str) -> bool:
    """Whether access by this role waits for a second person: always, but for the first two, made at the machine."""
    if not needs_two_people(role=role):
        return False
    return not (is_at_the_machine(actor=actor) and count_approvers() < ENOUGH_APPROVERS)


def invite_account(
    session: ReaderSession,
    *,
    username: str,
    role: str,
    agency: str = "",
    organisation: str = "",
    post: str = "",
    why: str = "",
) -> AccountOutcome:
    """Make an account whose person chooses the password by a one-time link; or ask for a privileged one."""
    work = NewAccount(username, role, agency, organisation, post).work()
    with acting(session, action="invite_account", why=why.strip()) as act:
        check_administers(actor=session.actor)
        account = acts.new_account(username=username, work=work)
        check_gives(actor=session.actor, account=account)
        if _asks_second(session.actor, role):
            return requests.ask(act=act, kind=RequestKind.INVITE, username=account.username, body=work)
        return AccountOutcome(account.username, token=acts.invite(act=act, username=username, work=work))


def change_account(
    session: ReaderSession,
    *,
    username: str,
    why: str,
    role: str | None = None,
    agency: str | None = None,
    organisation: str | None = None,
    post: str | None = None,
) -> AccountOutcome:
    """Give an account another role, agency, organisation or post; a privileged role is asked for."""
    given = {"role": role, "agency": agency, "organisation": organisation, "post": post}
    work = {name: value.strip() for name, value in given.items() if value is not None}
    with acting(session, action="change_account", why=check_why(why)) as act:
        account = need_administered(actor=session.actor, username=username)
        _check_open(account)
        changed = acts.with_work(account, work)
        check_gives(actor=session.actor, account=changed)
        if changed.role != account.role:
            check_not_self(actor=session.actor, account=account)
            if _asks_second(session.actor, changed.role):
                acts.check_account(changed)
                return requests.ask(act=act, kind=RequestKind.CHANGE, username=account.username, body=work)
        acts.change(act=act, account=account, work=work)
    return AccountOutcome(account.username)


def end_account(session: ReaderSession, *, username: str, on: date | None, why: str) -> AccountOutcome:
    """Set the last day of an account, in London; None takes it away.

    The person's own manager may set it or bring it forward, and no more.
    """
    with acting(session, action="end_account", why=check_why(why)) as act:
        account = need_looked_after(actor=session.actor, username=username)
        _check_open(account)
        check_not_self(actor=session.actor, account=account)
        _check_day(on)
        if not can_administer(actor=session.actor) and (on is None or (account.ends_on and on > account.ends_on)):
            raise Refused(
                _("A manager can set the last day or bring it forward, but not remove it or move it to a later day."),
                code="later_last_day",
                what_to_do=_("Ask information governance or the operator."),
            )
        acts.end_on(act=act, account=account, on=on)
    return AccountOutcome(account.username)


def close_account(session: ReaderSession, *, username: str, why: str) -> AccountOutcome:
    """Close an account: it signs in no more, and whoever is signed in with it is out with the next request."""
    with acting(session, action="close_account", why=check_why(why)) as act:
        account = need_administered(actor=session.actor, username=username)
        check_not_self(actor=session.actor, account=account)
        acts.close(act=act, account=account)
    return AccountOutcome(account.username)


def reopen_account(session: ReaderSession, *, username: str, why: str) -> AccountOutcome:
    """Open a closed account again, with a one-time link for a new password; a privileged one is asked for."""
    with acting(session, action="reopen_account", why=check_why(why)) as act:
        account = need_administered(actor=session.actor, username=username)
        if account.is_open:
            raise Refused(_("The account is open."), code="account_open", what_to_do=_("Nothing needs to be done."))
        if _asks_second(session.actor, account.role):
            return requests.ask(act=act, kind=RequestKind.REOPEN, username=account.username, body={})
        return AccountOutcome(account.username, token=acts.reopen(act=act, account=account))


def reset_password(session: ReaderSession, *, username: str, why: str) -> AccountOutcome:
    """End the password and every session, with a one-time link for a new one; asked for where it is privileged."""
    with acting(session, action="reset_password", why=check_why(why)) as act:
        account = _to_reset(session.actor, username)
        if needs_two_people(role=account.role):
            return requests.ask(act=act, kind=RequestKind.RESET_PASSWORD, username=account.username, body={})
        return AccountOutcome(account.username, token=acts.reset_password(act=act, account=account))


def reset_second_factor(session: ReaderSession, *, username: str, why: str) -> AccountOutcome:
    """Remove the second step, and end every session; asked for where the account is privileged."""
    with acting(session, action="reset_second_step", why=check_why(why)) as act:
        account = _to_reset(session.actor, username)
        if needs_two_people(role=account.role):
            return requests.ask(act=act, kind=RequestKind.RESET_SECOND_FACTOR, username=account.username, body={})
        acts.reset_second_factor(act=act, account=account)
    return AccountOutcome(account.username)


def unlock_account(session: ReaderSession, *, username: str) -> int:
    """Let an account try again at once, at every address; at how many it waited. Own managers may."""
    with acting(session, action="unlock_account") as act:
        account = need_looked_after(actor=session.actor, username=username)
        return acts.unlock(act=act, account=account)


def ask_to_end(session: ReaderSession, *, username: str, why: str, on: date | None = None) -> AccountOutcome:
    """A manager asks that an account of their people is closed, now or after a day."""
    with acting(session, action="ask_to_end", why=check_why(why)) as act:
        account = need_looked_after(actor=session.actor, username=username)
        _check_open(account)
        check_not_self(actor=session.actor, account=account)
        _check_day(on)
        body = {"on": on.isoformat() if on else ""}
        return requests.ask(act=act, kind=RequestKind.END, username=account.username, body=body)


def set_email(session: ReaderSession, *, username: str, email: str) -> None:
    """Say to which address an account's notices go, in its post; an empty one takes it away. The decision omits it."""
    with acting(session, action="set_email") as act:
        account = need_administered(actor=session.actor, username=username)
        if email and not is_mail_address(email):
            raise Usage(
                _("That is not an e-mail address."),
                code="bad_email",
                what_to_do=_("Write it like name@council.example."),
            )
        account.email = email
        account.save()
        act.keep(account)


def keep_language(session: ReaderSession, *, code: str) -> None:
    """Keep the language that a person chose for themselves: their e-mails are in it from now on."""
    with audited(session, action="choose_language") as trail:
        if code not in dict(settings.LANGUAGES):
            raise Usage(
                _("Sightline does not have that language."),
                code="no_language",
                what_to_do=_("Choose a language at the foot of a page."),
            )
        trail.details = {"language": code}
        Account.objects.filter(username=session.actor.reader.username).update(language=code)


def _to_reset(actor: Actor, username: str) -> Account:
    account = need_administered(actor=actor, username=username)
    _check_open(account)
    check_not_self(actor=actor, account=account)
    return account


def _check_open(account: Account) -> None:
    if not account.is_open:
        raise Refused(
            _("The account is closed."), code="account_closed", what_to_do=_("Reopen it first, if it is needed again.")
        )


def _check_day(on: date | None) -> None:
    if on is not None and not clock.today() <= on <= date(clock.today().year + 10, 12, 31):
        raise Usage(
            _("The last day is in the past, or more than ten years away."),
            code="bad_last_day",
            what_to_do=_("Give today or a later day, or close the account."),
            where="on",
        )
