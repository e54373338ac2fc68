"""How people sign in: accounts are made by the operator, never by oneself, and second-step secrets are kept sealed.

A failed sign-in is audited with the username only where there is such an account, because people type passwords into
the wrong box.
"""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sightline.casework.accounts.lockout_adapter import WaitingPairs
from sightline.casework.accounts.pages import SECOND_FACTOR_AGAIN, SECOND_FACTOR_DONE, SECOND_FACTOR_FIRST
from sightline.casework.audit.trail import Trail, write_entry
from sightline.casework.core import clock
from sightline.casework.core.actor import actor_for_account, nobody
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.keys.sealed_secrets import seal, unseal

SIGNED_IN = "signed_in_at"  # in a session: when it began


class NoOpenSignUp(WaitingPairs, DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody makes an account for themselves, and wrong passwords make an account wait at one address."""

    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "enter_current_password": _("Enter the password that you use now"),
        "incorrect_code": _("This code is wrong. Enter the newest code"),
        "incorrect_password": _("This password is wrong"),
        "rate_limited": _("Too many tries. Wait a few minutes, then try again"),
        "too_many_login_attempts": _("Too many tries. Wait a few minutes, then try again"),
        "username_password_mismatch": _("The username or the password is wrong"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth gives it
        """Never."""
        return False


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    """Second-step secrets are encrypted with the workspace's data key, which no session has to do with."""

    error_messages: ClassVar = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is wrong. Enter the newest code"),
    }

    def encrypt(self, text: str) -> str:
        """Seal."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open."""
        return unseal(encrypted_text)


def begin_session(*, request: HttpRequest, **_rest: Any) -> None:
    """Note when the session began, and who asks for its second step: Sightline, until the directory says otherwise."""
    request.session[SIGNED_IN] = clock.now_at()
    request.session[SECOND_FACTOR_DONE] = False


def audit_sign_in(*, user: Account, **_rest: Any) -> None:
    """Audit a sign-in."""
    write_entry(ReaderSession(actor_for_account(user)), action="sign_in", trail=Trail(), outcome="done")


def audit_sign_out(*, user: Account | None, **_rest: Any) -> None:
    """Audit a sign-out."""
    if user is not None:
        write_entry(ReaderSession(actor_for_account(user)), action="sign_out", trail=Trail(), outcome="done")


def audit_failed_sign_in(*, credentials: dict[str, Any], **_rest: Any) -> None:
    """Audit a sign-in that failed."""
    account = Account.objects.filter(username=str(credentials.get("username", ""))).first()
    actor = actor_for_account(account) if account else nobody()
    write_entry(ReaderSession(actor), action="sign_in", trail=Trail(), outcome="refused: wrong_details")


def audit_changed_password(*, user: Account, **_rest: Any) -> None:
    """Audit that somebody changed their own password."""
    _write(user, "change_own_password")


def audit_added_second_factor(*, user: Account, authenticator: Authenticator, **_rest: Any) -> None:
    """Audit a second step that its owner added: which kind, never its secret."""
    _write(user, "add_second_step", authenticator)


def audit_removed_second_factor(*, user: Account, authenticator: Authenticator, **_rest: Any) -> None:
    """Audit a second step that its owner removed."""
    _write(user, "remove_second_step", authenticator)


def audit_renewed_second_factor(*, user: Account, authenticator: Authenticator, **_rest: Any) -> None:
    """Audit recovery codes that their owner renewed."""
    _write(user, "renew_second_step", authenticator)


def audit_second_factor(
    *, request: HttpRequest, user: Account, authenticator: Authenticator, reauthenticated: bool = False, **_rest: Any
) -> None:
    """Audit a second step that was taken, and its kind; the session notes when, at the sign-in and repeated."""
    _write(user, "second_step", authenticator)
    request.session[SECOND_FACTOR_AGAIN if reauthenticated else SECOND_FACTOR_FIRST] = clock.now_at()


def audit_failed_second_factor(*, user: Account, authenticator: Authenticator, **_rest: Any) -> None:
    """Audit a wrong code, never what was typed."""
    _write(user, "second_step", authenticator, outcome="refused: wrong_code")


def _write(user: Account, action: str, factor: Authenticator | None = None, *, outcome: str = "done") -> None:
    details = {"kind": str(factor.type)} if factor else {}
    write_entry(ReaderSession(actor_for_account(user)), action=action, trail=Trail(details=details), outcome=outcome)
