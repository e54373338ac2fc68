"""Who may do what to whose account: administrators, an agency's own managers, and what nobody may do to themselves."""

from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import is_password_usable

from sightline.agreements import Bodies
from sightline.casework.accounts import lockout
from sightline.casework.accounts.governance_scope import OF_ALL, bodies_known, decides_about
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor, account_of, by_door
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.sharing.accounts import read_account_roles
from sightline.translation.messages import lazy as _

ENOUGH_APPROVERS = 2
OF_THE_PARTNERSHIP = (Role.OPERATOR, Role.PARTNERSHIP_EXECUTIVE)  # who work for all, in whichever agency
AT_THE_MACHINE = "command line"


def can_administer(*, actor: Actor) -> bool:
    """Whether the role invites, changes, ends, closes, resets and approves."""
    return actor.reader.role in read_account_roles().administer


def administers(*, actor: Actor, account: Account) -> bool:
    """Whether the actor administers that account: governance of its own body, of the partnership, or the operator.

    What works for the whole partnership is of no one body, whichever agency it names.
    """
    if not can_administer(actor=actor) or actor.reader.role is not Role.INFORMATION_GOVERNANCE:
        return can_administer(actor=actor)
    agency = "" if account.role in OF_THE_PARTNERSHIP else account.agency
    return decides_about(actor=actor, agency=agency, organisation=account.organisation)


def check_gives(*, actor: Actor, account: Account) -> None:
    """Refused where the actor may not make such an account: for this role, agency and organisation."""
    if not administers(actor=actor, account=account):
        raise Refused(
            _("You can only manage accounts of your own organisation."),
            code="not_for_agency",
            what_to_do=_("Ask information governance of the partnership, or the operator."),
        )


def check_administers(*, actor: Actor) -> None:
    """Refused where the role does not look after accounts."""
    if not can_administer(actor=actor):
        raise Refused(
            _("Only the operator and information governance can manage accounts."),
            code="not_for_role",
            what_to_do=_("Ask one of them."),
        )


def reads_words(*, actor: Actor, by: str) -> bool:
    """Whether the account reads what a person typed about an account: never the operator, save their own words.

    A reason can be about a child, and the operator reads nothing of one.
    """
    return actor.reader.is_house or actor.reader.role is not Role.OPERATOR or by == actor.reader.username


def names_no_body(*, actor: Actor) -> bool:
    """Whether the account does not say for which of the organisations of its agency it works."""
    reader, bodies = actor.reader, bodies_known(actor=actor)
    return not reader.is_house and is_of_no_body(bodies, agency=reader.agency, organisation=reader.organisation)


def is_of_no_body(bodies: Bodies, *, agency: str, organisation: str) -> bool:
    """The same of an account that works for this agency and organisation."""
    return agency not in OF_ALL and not bodies.body_of(agency, organisation)


def can_list(*, actor: Actor) -> bool:
    """Whether the role sees accounts at all: all of them, or those of people whom it manages."""
    return can_administer(actor=actor) or bool(read_account_roles().manages.get(actor.reader.role))


def check_lists(*, actor: Actor) -> None:
    """Refused where the role sees no accounts."""
    if not can_list(actor=actor):
        raise Refused(
            _("Only managers, information governance and the operator can see the list of accounts."),
            code="not_for_role",
            what_to_do=_("Ask one of them."),
        )


def manages(*, actor: Actor, account: Account) -> bool:
    """Whether the account is of somebody whom the actor manages: own agency, own organisation where that is given."""
    reader = actor.reader
    managed = read_account_roles().manages.get(reader.role, frozenset())
    same = bool(reader.agency) and reader.agency == account.agency
    within = not reader.organisation or reader.organisation == account.organisation
    return account.role in managed and same and within and account.pk != actor.account_id


def looks_after(*, actor: Actor, account: Account) -> bool:
    """Whether the actor administers the account, or manages the person."""
    return administers(actor=actor, account=account) or manages(actor=actor, account=account)


def check_looks_after(*, actor: Actor, account: Account) -> None:
    """As if there were no such account, unless the actor administers it or manages this person."""
    if not looks_after(actor=actor, account=account):
        raise NotHere


def can_review(*, actor: Actor) -> bool:
    """Whether the role reads and answers recoveries."""
    return actor.reader.role in read_account_roles().review


def check_reads_recoveries(*, actor: Actor) -> None:
    """Refused for whoever neither answers recoveries nor looks after accounts."""
    if not can_review(actor=actor) and not can_administer(actor=actor):
        raise Refused(
            _("Only the partnership executive, information governance and the operator can see recoveries."),
            code="not_for_role",
            what_to_do=_("Ask one of them."),
        )


def check_not_self(*, actor: Actor, account: Account) -> None:
    """Refused where it is the actor's own account."""
    if account.pk == actor.account_id:
        raise Refused(
            _("You cannot do this to your own account."),
            code="own_account",
            what_to_do=_("Ask another person who manages accounts."),
        )


def check_not_last(*, account: Account) -> None:
    """Refused where no other account of information governance would stay open. Call it under the decisions' lock."""
    if account.role != Role.INFORMATION_GOVERNANCE:
        return
    others = Account.active.filter(role=Role.INFORMATION_GOVERNANCE, ends_on=None)
    if not others.exclude(pk=account.pk).exists():
        raise Refused(
            _("This is the last information governance account."),
            code="last_account",
            what_to_do=_("Invite another person to that role first."),
        )


def count_approvers(*, signed_in: bool = False, able: bool = False) -> int:
    """How many open accounts may approve; of those, who have ever signed in, or who have a way to sign in."""
    found = Account.active.filter(role__in=read_account_roles().administer)
    if signed_in:
        found = found.exclude(last_login=None)
    return sum(one.is_open and (not able or can_sign_in(one)) for one in found)


def can_sign_in(account: Account) -> bool:
    """Whether somebody chose a password, or signs in by the partnership's directory."""
    return is_password_usable(account.password) or SocialAccount.objects.filter(user=account).exists()


def is_at_the_machine(*, actor: Actor) -> bool:
    """Whether the actor is the workspace's operator at the command line, and not an account."""
    return actor.via == "cli" and actor.account_id is None


def check_named_person(*, actor: Actor, password: str) -> Account:
    """The actor's account; Refused where nobody is named, or, at the command line, the password is not theirs."""
    account = account_of(actor=actor)
    if account is None:
        raise Refused(
            _("A named person must do this."),
            code="named_person",
            what_to_do=by_door(
                actor,
                on_pages=_("Sign in with your own account."),
                at_terminal=_("Use the pages, or give --as with your own account and type its password."),
            ),
        )
    if actor.via == "cli":
        check_own_password(account, password)
    return account


def check_own_password(account: Account, password: str) -> None:
    """Refused where it is wrong, or wrong ones came too often. Anybody at the machine can write --as."""
    wait = lockout.begin_try(name=account.username, address=AT_THE_MACHINE)
    if wait or not account.check_password(password):
        raise Refused(
            _("The password is wrong, or too many wrong ones were typed."),
            code="wrong_password",
            what_to_do=_(
                "Type the password of the account that you gave after --as. If you "
                "have tried several times, wait before you try again."
            ),
        )
    lockout.end_try(name=account.username, address=AT_THE_MACHINE)


def is_signed_in_again(*, at: str, minutes: int) -> bool:
    """Whether somebody repeated the second step of their sign-in within these minutes. `at`: when they last did."""
    return bool(at) and at <= clock.now_at() <= clock.moved(at, seconds=minutes * 60)


def check_signed_in_again(*, at: str, minutes: int) -> None:
    """Refused where nobody repeated the second step of the sign-in within these minutes."""
    if not is_signed_in_again(at=at, minutes=minutes):
        raise Refused(
            _("Sightline must check again that it is you."),
            code="sign_in_again",
            what_to_do=_("Use your code or security key again, then repeat this."),
        )
