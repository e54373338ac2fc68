"""The two ways out of Sightline for a notice: the partnership's mail server, and a webhook.

What the other side answers may quote an address, so only its code is kept. Not being reached ends the round for all,
being refused is about one message.
"""

import smtplib
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import translation

from sightline.casework.core import clock
from sightline.casework.notices.pages import NoticeCounts
from sightline.casework.notices.settings import STARTTLS, TLS, Channel, NoticeSettings
from sightline.casework.notices.wording import email_text, sign, subject, webhook_body
from sightline.translation.messages import as_read

TIMEOUT_SECONDS = 10
PAGE = "/notices/"


@dataclass(frozen=True, slots=True)
class NoticeMessage:
    """What goes to one account by one channel."""

    message_id: str
    account_id: int
    notice_ids: Sequence[int]
    counts: NoticeCounts
    email: str = field(default="", repr=False)
    language: str = ""


class NotTaken(Exception):
    """It could not be given over: a code, and whether the other side was reached at all."""

    def __init__(self, code: str, *, reached: bool) -> None:
        super().__init__(code)
        self.code, self.reached = code, reached


def deliver(*, channel: str, message: NoticeMessage) -> None:
    """Give the message over; NotTaken where that failed. No transaction is open meanwhile."""
    chosen: NoticeSettings = settings.SIGHTLINE_NOTICES
    if channel not in chosen.channels:
        raise NotTaken("switched off", reached=False)
    (_send_email if channel == Channel.EMAIL else _post)(chosen, message)


def _send_email(chosen: NoticeSettings, message: NoticeMessage) -> None:
    mail = chosen.mail
    assert mail is not None  # noqa: S101 - `deliver` asked
    host = mail.sender.rpartition("@")[2]
    with as_read(), translation.override(message.language or settings.LANGUAGE_CODE):
        about = subject(message.counts)
        text = email_text(counts=message.counts, address=f"{chosen.address}{PAGE}", language=message.language)
    headers = {"Message-ID": f"<{message.message_id}@{host}>", "Auto-Submitted": "auto-generated"}
    connection = get_connection(
        settings.SIGHTLINE_MAIL_BACKEND,
        host=mail.host,
        port=mail.port,
        username=mail.user,
        password=mail.password,
        use_tls=mail.security == STARTTLS,
        use_ssl=mail.security == TLS,
        timeout=TIMEOUT_SECONDS,
    )
    letter = EmailMessage(about, text, mail.sender, [message.email], headers=headers, connection=connection)
    try:
        letter.send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        raise NotTaken(_smtp_code(error), reached=True) from None
    except smtplib.SMTPResponseException as error:
        raise NotTaken(_smtp_code(error), reached=False) from None
    except (smtplib.SMTPException, OSError) as error:
        raise NotTaken(type(error).__name__, reached=False) from None


def _smtp_code(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = sorted({code for code, _ in error.recipients.values()})
        return f"smtp {' '.join(str(code) for code in codes)}"
    return f"smtp {getattr(error, 'smtp_code', '')}"


class NoRedirect(HTTPRedirectHandler):
    """A webhook is posted to its own address and to no other."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Never."""


def _post(chosen: NoticeSettings, message: NoticeMessage) -> None:
    hook = chosen.webhook
    assert hook is not None  # noqa: S101 - `deliver` asked
    body = webhook_body(
        counts=message.counts,
        account_id=message.account_id,
        message=message.message_id,
        notice_ids=message.notice_ids,
        address=f"{chosen.address}{PAGE}",
    )
    at = clock.now_at()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Sightline",
        "Sightline-Id": message.message_id,
        "Sightline-Timestamp": at,
        "Sightline-Signature": sign(secret=hook.secret, at=at, body=body),
    }
    request = Request(hook.url, data=body, headers=headers, method="POST")  # noqa: S310 - https, or this machine
    try:
        with build_opener(NoRedirect).open(request, timeout=TIMEOUT_SECONDS):
            return
    except HTTPError as error:
        code = error.code
        error.close()
        raise NotTaken(f"http {code}", reached=True) from None
    except URLError as error:
        raise NotTaken(type(error.reason).__name__, reached=False) from None
    except (HTTPException, OSError) as error:
        raise NotTaken(type(error).__name__, reached=False) from None
