"""The doors of allauth at which wrong passwords are counted, at sign-in and where the password is asked for again."""

from typing import Any

from allauth.core.internal.ratelimit import get_ip
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from sightline.casework.accounts import lockout
from sightline.casework.audit.trail import Trail, write_entry
from sightline.casework.core.actor import actor_for_account, nobody
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.translation.messages import lazy as _
from sightline.translation.numbers import counted


class WaitingPairs:
    """A part of allauth's adapter. The address is the browser's, as the trusted web server in front gives it."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before the password is looked at; say the same of known and unknown names."""
        minutes = lockout.begin_try(name=_name(credentials), address=get_ip(request))
        if minutes:
            account = Account.objects.filter(username__iexact=_name(credentials)).first()
            actor = actor_for_account(account) if account else nobody()
            write_entry(ReaderSession(actor), action="sign_in", trail=Trail(), outcome="refused: waits")
            raise ValidationError(
                _("Too many wrong passwords from here. Wait %(time)s, then try again.")
                % {"time": counted(minutes, "minute")},
                code="too_many_login_attempts",
            )

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """The account where the password is right; the pair is then known."""
        user = super().authenticate(request, **credentials)  # type: ignore[misc]
        if user is not None:
            lockout.end_try(name=_name(credentials), address=get_ip(request))
        return user

    def pre_login(self, request: HttpRequest, user: Account, **options: Any) -> HttpResponse | None:
        """Nobody signs in after the last day of their account."""
        if not user.is_open:
            user.is_active = False  # here alone, and never saved: allauth then says that the account is closed
        return super().pre_login(request, user, **options)  # type: ignore[misc, no-any-return]


def _name(credentials: dict[str, Any]) -> str:
    return str(credentials.get("username", ""))
