"""Notes that somebody is to be told: of a step of an item, of the telling back of a concern, a meeting, a working file.

A newcomer would get this wrong: this sends nothing. It writes rows in the transaction of what happened, so that both
stand or neither does; `sending` sends them afterwards, and no mail server is ever waited for here.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from sightline.casework.escalation_models import Item, Step
from sightline.casework.models import Account
from sightline.casework.notice_models import Notice, NoticeSending
from sightline.casework.notice_settings import EMAIL

CAME, TOLD_BACK, MEETING, FILE, BREACH = "came", "told_back", "meeting", "working_file", "breach"
ACCOUNT = "account"


def note_step(*, item: Item, step: Step) -> None:
    """Whoever the step told: that an item has come to them, to be answered or for its answer to be seen."""
    note(usernames=step.told, kind=CAME, about_id=item.item_id, step=step.number, at=step.done_at)


def note_told_back(*, account: Account, concern_id: str, number: int, at: str) -> None:
    """The author of a concern: that somebody told back; `number` tells one telling from the next."""
    note(usernames=[account.username], kind=TOLD_BACK, about_id=concern_id, step=number, at=at)


def note(*, usernames: Iterable[str], kind: str, about_id: str, at: str, step: int = 0) -> int:
    """Write a notice for each of these open accounts that has none of this yet, in the caller's transaction; how many.

    `about_id` is the id of an item, a concern, a meeting, a working file or a recovery; `step` tells apart what comes
    to one account several times.
    """
    made = 0
    for account in Account.objects.filter(username__in=list(usernames), is_active=True).order_by("pk"):
        with transaction.atomic():
            notice, is_new = Notice.objects.get_or_create(
                account=account, kind=kind, about_id=about_id, step=step, defaults={"at": at}
            )
            if is_new:
                _put_out(notice, account, at)
        made += is_new
    return made


def _put_out(notice: Notice, account: Account, at: str) -> None:
    """Into the outbox, once for each channel that is on; by e-mail only where there is an address."""
    for channel in settings.SIGHTLINE_NOTICES.channels:
        if channel != EMAIL or account.email:
            NoticeSending.objects.create(notice=notice, account=account, channel=channel, made_at=at, next_at=at)
