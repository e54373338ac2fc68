"""Notes that somebody is to be told: of a step of an item, of feedback on a concern, a meeting, a working file.

This sends nothing. It writes rows in the transaction of what happened, so that both stand or neither does; `sending`
sends them afterwards, and no mail server is ever waited for here.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from sightline.casework.core.models import Account
from sightline.casework.notices.models import Notice, NoticeKind, NoticeSending
from sightline.casework.notices.settings import Channel

# A comment mentions the account, by what the comment is on.
COMMENT_NOTICES = {owner: NoticeKind(f"comment_{owner}") for owner in ("concern", "item", "meeting", "file")}


def note_feedback(*, account: Account, concern_id: str, number: int, at: str) -> None:
    """The author of a concern: that there is feedback; `number` tells one from the next."""
    notify(usernames=[account.username], kind=NoticeKind.FEEDBACK, about_id=concern_id, occasion=number, at=at)


def notify(
    *,
    usernames: Iterable[str],
    kind: NoticeKind,
    about_id: str,
    at: str,
    occasion: int = 0,
    is_sent: bool = True,
    send_at: str = "",
) -> int:
    """Write a notice for each of these open accounts that has none of this yet, in the caller's transaction; how many.

    `about_id` is the id of an item, a concern, a meeting, a working file, a recovery or a saved search; `occasion`
    tells apart what comes to one account several times. `is_sent`: whether a message leaves Sightline too, at
    `send_at` if that is given.
    """
    made = 0
    for account in Account.active.filter(username__in=list(usernames)).order_by("pk"):
        with transaction.atomic():
            notice, is_new = Notice.objects.get_or_create(
                account=account, kind=kind, about_id=about_id, occasion=occasion, defaults={"at": at}
            )
            if is_new and is_sent:
                _put_out(notice, account, at, send_at or at)
        made += is_new
    return made


def _put_out(notice: Notice, account: Account, at: str, next_at: str) -> None:
    """Into the outbox, once for each channel that is on; by e-mail only where there is an address."""
    for channel in settings.SIGHTLINE_NOTICES.channels:
        if channel != Channel.EMAIL or account.email:
            NoticeSending.objects.create(notice=notice, account=account, channel=channel, made_at=at, next_at=next_at)
