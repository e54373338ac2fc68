"""One-time links: whoever is handed one chooses the password of one account, once, before it expires.

The token is kept as a hash alone, and no link is ever e-mailed. A new link of an account ends those before it.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from sightline.casework.accounts import lockout
from sightline.casework.accounts.models import LinkKind, OneTimeLink
from sightline.casework.audit.trail import Trail, append_entry, audited, write_entry
from sightline.casework.core import clock
from sightline.casework.core.actor import actor_for_account, nobody
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.model.errors import Refused, Usage
from sightline.model.when import utc_text
from sightline.translation.messages import lazy as _

TOKEN_BYTES = 32
LOCAL_HOSTS = ("127.0.0.1", "localhost")


def make_link(*, account: Account, kind: LinkKind, by: str) -> str:
    """A new token for the account, whose password and sessions end with it. In the caller's transaction."""
    account.set_unusable_password()
    account.save()
    end_links(account=account)
    token, now = secrets.token_urlsafe(TOKEN_BYTES), clock.now_at()
    expires = utc_text(datetime.fromisoformat(now) + timedelta(days=settings.SIGHTLINE_LINK_DAYS))
    OneTimeLink.objects.create(
        token_hash=hash_token(token), account=account, kind=kind, made_at=now, made_by=by, expires_at=expires
    )
    return token


def end_links(*, account: Account) -> None:
    """No link of the account can be used any more."""
    OneTimeLink.objects.filter(account=account, ended_at=None).update(ended_at=clock.now_at())


def hash_token(token: str) -> str:
    """What is kept of a token. It is random and long, so a plain hash cannot be turned round."""
    return hashlib.sha256(token.encode()).hexdigest()


def read_link(*, token_hash: str) -> str:
    """The name of the account whose password the link sets; Refused where the link cannot be used."""
    return str(_need_open(token_hash).account.username)


def use_link(*, token_hash: str, password: str) -> None:
    """Set the password; Usage where it is too weak, Refused where the link cannot be used. It works once."""
    try:
        account = _need_open(token_hash).account
    except Refused as refusal:
        write_entry(
            ReaderSession(nobody()),
            action="use_link",
            trail=Trail(),
            outcome=f"refused: {refusal.code}",
        )
        raise
    actor = actor_for_account(account)
    with audited(ReaderSession(actor), action="use_link") as trail:
        _check_password(account, password)
        hashed = make_password(password)  # takes long: before the transaction
        with transaction.atomic(durable=True):
            link = _need_open(token_hash, hold=True)
            Account.objects.filter(pk=account.pk).update(password=hashed)
            link.used_at = link.ended_at = clock.now_at()
            link.save()
            lockout.unlock(name=account.username)
            trail.add("account", [str(account.pk)])
            trail.details = {"kind": link.kind}
            append_entry(actor=actor, action="use_link", trail=trail)


def _check_password(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Usage(
            " ".join(error.messages), code="bad_password", what_to_do=_("Choose another password."), where="password"
        ) from error


def _need_open(token_hash: str, *, hold: bool = False) -> OneTimeLink:
    rows = OneTimeLink.objects.select_related("account")
    if hold:
        rows = rows.select_for_update(of=("self",))
    link = rows.filter(token_hash=token_hash, ended_at=None, expires_at__gt=clock.now_at()).first()
    if link is None or not link.account.is_open:
        raise Refused(
            _("This link cannot be used. The link has been used, has expired or has been replaced by a newer one."),
            code="no_link",
            what_to_do=_("Ask the person who gave you the link for a new one."),
        )
    return link


def days_of_links() -> int:
    """For how many days a link can be used."""
    return int(settings.SIGHTLINE_LINK_DAYS)


def address_of(token: str) -> str:
    """The link as it is handed over, where no request says by which name the pages are reached."""
    hosts = [host for host in settings.ALLOWED_HOSTS if host not in LOCAL_HOSTS]
    named = f"{'https' if settings.SIGHTLINE_HTTPS else 'http'}://{hosts[0] if hosts else '127.0.0.1:8000'}"
    return f"{settings.SIGHTLINE_NOTICES.address or named}/accounts/link/{token}/"
