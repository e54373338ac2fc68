"""Makes, changes and closes accounts. Each is a decision, appended in the same transaction as the change itself.

A newcomer would get this wrong: a right that is taken away is gone with the next request, because every actor is made
from the account as it stands; a changed password also ends the account's other sessions.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from sightline.casework import chain
from sightline.casework.actors import OPERATOR, Actor
from sightline.casework.audit import Trail, append_entry, audited
from sightline.casework.models import Account, Decision
from sightline.casework.notice_settings import is_mail_address
from sightline.casework.permissions import check_accounts
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Agency, Role


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Whose account is to be made, and for which work."""

    username: str
    role: str
    agency: str = ""
    organisation: str = ""
    post: str = ""


def create_account(
    *,
    actor: Actor,
    username: str,
    role: str,
    agency: str = "",
    organisation: str = "",
    post: str = "",
    password: str,
    replace: bool = False,
) -> None:
    """Make an account, or with `replace` make it anew as given; Usage where something given cannot stand."""
    new = NewAccount(username, role, agency, organisation, post)
    create_accounts(actor=actor, accounts=[new], password=password, replace=replace)


def create_accounts(*, actor: Actor, accounts: Sequence[NewAccount], password: str, replace: bool = False) -> None:
    """Make several with one password between them, each a decision of its own; it is hashed once, which takes long.

    For invented people: whoever is real has a password of their own.
    """
    hashed = ""
    for new in accounts:
        with audited(actor=actor, action="make_account") as trail:
            check_accounts(actor=actor)
            account = _account_of(new, replace=replace)
            check_account(account, password)
            account.password = hashed = hashed or make_password(password)
            _keep(actor, account, trail, action="make_account")


def _account_of(new: NewAccount, *, replace: bool) -> Account:
    account = Account.objects.filter(username=new.username).first()
    if account and not replace:
        raise Refused(
            "There is an account of that name already.", code="account_exists", what_to_do="Choose another name."
        )
    account = account or Account(username=new.username)
    account.role, account.agency, account.organisation, account.post = new.role, new.agency, new.organisation, new.post
    account.is_active = True
    return account


def close_account(*, actor: Actor, username: str, why: str) -> None:
    """Close an account: it signs in no more, and whoever is signed in with it is out with the next request."""
    with audited(actor=actor, action="close_account", reason=why) as trail:
        check_accounts(actor=actor)
        account = Account.objects.filter(username=username).first()
        if account is None:
            raise Refused("There is no account of that name.", code="no_account", what_to_do="Check the name.")
        account.is_active = False
        _keep(actor, account, trail, action="close_account", why=why)


def set_email(*, actor: Actor, username: str, email: str) -> None:
    """Say to which address an account's notices go, in its post; an empty one takes it away. The decision omits it."""
    with audited(actor=actor, action="set_email") as trail:
        check_accounts(actor=actor)
        account = Account.objects.filter(username=username).first()
        if account is None:
            raise Refused("There is no account of that name.", code="no_account", what_to_do="Check the name.")
        if email and not is_mail_address(email):
            raise Usage("That is no e-mail address.", code="bad_email", what_to_do="Write it as name@council.example.")
        account.email = email
        _keep(actor, account, trail, action="set_email")


def check_account(account: Account, password: str) -> None:
    """Usage, saying what is wrong, where the name, role, agency, organisation or password cannot stand."""
    if account.role not in list(Role):
        raise Usage(f"There is no role '{account.role}'.", code="no_role", what_to_do=f"Choose: {', '.join(Role)}.")
    if account.agency and account.agency not in list(Agency):
        raise Usage(
            f"There is no agency '{account.agency}'.", code="no_agency", what_to_do=f"Choose: {', '.join(Agency)}."
        )
    if account.role == Role.SCHOOL_LEAD and not (account.agency and account.organisation):
        raise Usage(
            "A school lead sees people of one school, so the account needs it.",
            code="no_organisation",
            what_to_do="Give --agency school --organisation NAME, as the school's files write it.",
        )
    if account.username == OPERATOR:
        raise Usage(
            "'operator' is what the command line is audited as.", code="reserved_name", what_to_do="Choose another."
        )
    try:
        account.full_clean(exclude=["password"], validate_unique=False)
        validate_password(password, account)
    except ValidationError as error:
        raise Usage(" ".join(error.messages), code="bad_account", what_to_do="Mend that, and try again.") from error


def _keep(actor: Actor, account: Account, trail: Trail, *, action: str, why: str = "") -> None:
    with transaction.atomic(durable=True):
        account.save()
        decision = chain.append(
            Decision,
            kind=action,
            by=actor.reader.username,
            os_name=actor.os_name,
            why=why,
            body={
                "account": account.pk,
                "username": account.username,
                "role": str(account.role),
                "agency": str(account.agency),
                "organisation": account.organisation,
            },
        )
        trail.add("account", [str(account.pk)])
        trail.add("decision", [str(decision.sequence)])
        append_entry(actor=actor, action=action, trail=trail, reason=why)
