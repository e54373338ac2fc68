"""Proves at the command line that the account after `--as` is that of the person who types: password, then second step.

It counts wrong ones as the sign-in page does, at the machine. One try is both: a wrong code is a wrong password.
"""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings

from sightline.casework.accounts import lockout
from sightline.casework.accounts.rights import AT_THE_MACHINE
from sightline.casework.audit.trail import Trail, write_entry
from sightline.casework.core.actor import Actor, acting_account, actor_for_username
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.model.errors import Refused
from sightline.translation.messages import lazy as _

ACTION, WITHOUT_CODE = "sign_in", "no_second_step"


def prove_account(*, username: str, password: str, ask_code: Callable[[], str]) -> Actor:
    """The account as an actor at the command line. Refused where it has none open, or the password or code is wrong.

    `ask_code` is asked once the password is right, and only where the account has a second step.
    """
    actor = actor_for_username(username)
    account = acting_account(actor=actor)
    if lockout.begin_try(name=username, address=AT_THE_MACHINE):
        raise _refused(actor, "waits")
    if not account.check_password(password):
        raise _refused(actor, "wrong_details")
    kind = _take_second_factor(actor, account, ask_code)
    lockout.end_try(name=username, address=AT_THE_MACHINE)
    _write(actor, "done", kind)
    return actor


def _take_second_factor(actor: Actor, account: Account, ask_code: Callable[[], str]) -> str:
    """The kind of second step that the code was of; empty where the account has none and needs none."""
    factors = list(Authenticator.objects.filter(user=account).order_by("-type"))
    by_code = [one for one in factors if one.type != Authenticator.Type.WEBAUTHN]
    if not factors and settings.SIGHTLINE_TWO_STEP != "required":
        return ""
    if not by_code:
        lockout.end_try(name=account.username, address=AT_THE_MACHINE)  # the password was right
        _write(actor, f"refused: {WITHOUT_CODE}")
        raise Refused(
            _("This account has no second step that works by a code."),
            code=WITHOUT_CODE,
            what_to_do=_("Sign in on the pages, and add an authenticator app to your account. Then try again."),
        )
    code = ask_code().strip()
    for factor in by_code:
        if factor.wrap().validate_code(code):
            factor.record_usage()
            return str(factor.type)
    raise _refused(actor, "wrong_code")


def _refused(actor: Actor, why: str) -> Refused:
    """The same words for each reason, which only the audit log tells apart."""
    _write(actor, f"refused: {why}")
    return Refused(
        _("The password or code is wrong, or too many wrong ones were typed."),
        code="wrong_password",
        what_to_do=_(
            "Type the password of the account that you gave after --as. If you have tried several times, wait "
            "before you try again."
        ),
    )


def _write(actor: Actor, outcome: str, kind: str = "") -> None:
    trail = Trail(details={"kind": kind} if kind else {})
    write_entry(ReaderSession(actor), action=ACTION, trail=trail, outcome=outcome)
