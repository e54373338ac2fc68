"""How notices leave Sightline: by e-mail, by webhook, or not at all, as the environment says.

Both are off until they are configured, and one that is configured wrongly is refused at the start. Passwords stand in
the environment alone, never in a file of the workspace.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from enum import StrEnum
from urllib.parse import urlsplit

from sightline.model.errors import Usage

LOCAL = ("127.0.0.1", "localhost", "::1")
STARTTLS, TLS, PLAIN = "starttls", "tls", "none"
PORTS = {STARTTLS: 587, TLS: 465, PLAIN: 25}
FEWEST_SECRET = 32


class Channel(StrEnum):
    """By what a notice leaves Sightline."""

    EMAIL = "email"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The partnership's own mail server."""

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """Where to post to, and the secret that both sides know."""

    url: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NoticeSettings:
    """`address` is that of the pages, as people reach them, without a slash at its end."""

    address: str = field(default="", repr=False)
    mail: MailSettings | None = None
    webhook: WebhookSettings | None = None

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channels that are on."""
        return (*((Channel.EMAIL,) if self.mail else ()), *((Channel.WEBHOOK,) if self.webhook else ()))


def read_notice_settings(environment: Mapping[str, str]) -> NoticeSettings:
    """The settings; Usage where one is missing or cannot stand."""
    mail = _read_mail(environment) if environment.get("SIGHTLINE_MAIL_HOST") else None
    webhook = _read_webhook(environment) if environment.get("SIGHTLINE_WEBHOOK_URL") else None
    address = environment.get("SIGHTLINE_ADDRESS", "").rstrip("/")
    if (mail or webhook or address) and not is_safe_url(address):
        raise _bad("SIGHTLINE_ADDRESS", "Give the address at which people reach the pages, beginning with https://.")
    return NoticeSettings(address, mail, webhook)


def is_safe_url(url: str) -> bool:
    """Whether it is https with a host and without a password in it; on this machine http will do."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.username or parts.password or parts.fragment or not host:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in LOCAL)


def _read_mail(environment: Mapping[str, str]) -> MailSettings:
    host = environment["SIGHTLINE_MAIL_HOST"]
    security = environment.get("SIGHTLINE_MAIL_SECURITY", STARTTLS)
    if security not in PORTS:
        raise _bad("SIGHTLINE_MAIL_SECURITY", f"Write one of: {', '.join(PORTS)}.")
    if security == PLAIN and host not in LOCAL:
        raise _bad("SIGHTLINE_MAIL_SECURITY", "Without encryption only a mail server on this machine is used.")
    port = environment.get("SIGHTLINE_MAIL_PORT", str(PORTS[security]))
    if not port.isdecimal() or not 0 < int(port) < 65_536:
        raise _bad("SIGHTLINE_MAIL_PORT", "Write a port number.")
    sender = environment.get("SIGHTLINE_MAIL_FROM", "")
    if not is_mail_address(sender):
        raise _bad("SIGHTLINE_MAIL_FROM", "Write the address that the e-mails come from.")
    user, password = environment.get("SIGHTLINE_MAIL_USER", ""), environment.get("SIGHTLINE_MAIL_PASSWORD", "")
    return MailSettings(host, int(port), security, sender, user, password)


def is_mail_address(text: str) -> bool:
    """Whether it is one plain address, without a name or a line end."""
    return parseaddr(text) == ("", text) and "@" in text[1:-1] and text.isprintable() and " " not in text


def _read_webhook(environment: Mapping[str, str]) -> WebhookSettings:
    url, secret = environment["SIGHTLINE_WEBHOOK_URL"], environment.get("SIGHTLINE_WEBHOOK_SECRET", "")
    if not is_safe_url(url):
        raise _bad("SIGHTLINE_WEBHOOK_URL", "Write an address that begins with https://, without a password in it.")
    if len(secret) < FEWEST_SECRET or not secret.isascii():
        raise _bad("SIGHTLINE_WEBHOOK_SECRET", f"Give a secret of at least {FEWEST_SECRET} letters and digits.")
    return WebhookSettings(url, secret)


def _bad(name: str, what_to_do: str) -> Usage:
    return Usage(f"The setting {name} is not valid.", code="bad_notice_setting", what_to_do=what_to_do)
