"""Notes that somebody is to be told: of a step of an item, of the telling back of a concern, a meeting, a working file.

This sends nothing. It writes rows in the transaction of what happened, so that both stand or neither does; `sending`
sends them afterwards, and no mail server is ever waited for here.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from sightline.casework.core.models import Account
from sightline.casework.escalation.late_listing import is_listed
from sightline.casework.escalation.models import Item, Step
from sightline.casework.escalation.post_load import is_over, key_of, list_at
from sightline.casework.notices.models import Notice, NoticeSending
from sightline.casework.notices.settings import EMAIL
from sightline.casework.straight_line.rules import straight_rules
from sightline.escalation import Stage
from sightline.model.when import london_day

CAME, TOLD_BACK, MEETING, FILE, BREACH = "came", "told_back", "meeting", "working_file", "breach"
ACCOUNT, DAY_LIST, OVER = "account", "day_list", "over_ceiling"


def note_step(*, item: Item, step: Step) -> None:
    """Whoever the step told: that an item has come to them, to be answered or for its answer to be seen.

    Past what the post can answer a day, the pages say so at once, and one message a day leads to the whole list. What
    is on a straight line is always told by itself. Of what arrived late of one child the first is sent, and lists the
    rest.
    """
    key = key_of(ladder=item.ladder, stage=Stage(step.stage), organisation=item.organisation)
    in_list = bool(step.told) and item.rule_id not in straight_rules() and is_over(key=key, at=step.done_at)
    note(
        usernames=step.told, kind=CAME, about_id=item.item_id, step=step.number, at=step.done_at,
        is_sent=not (in_list or is_listed(item, stage=step.stage)),
    )  # fmt: skip
    if in_list:
        send_at = list_at(now=step.done_at)
        day = int(london_day(send_at).strftime("%Y%m%d"))
        note(usernames=step.told, kind=DAY_LIST, about_id=key.id, step=day, at=step.done_at, send_at=send_at)


def note_told_back(*, account: Account, concern_id: str, number: int, at: str) -> None:
    """The author of a concern: that somebody told back; `number` tells one telling from the next."""
    note(usernames=[account.username], kind=TOLD_BACK, about_id=concern_id, step=number, at=at)


def note(
    *,
    usernames: Iterable[str],
    kind: str,
    about_id: str,
    at: str,
    step: int = 0,
    is_sent: bool = True,
    send_at: str = "",
) -> int:
    """Write a notice for each of these open accounts that has none of this yet, in the caller's transaction; how many.

    `about_id` is the id of an item, a concern, a meeting, a working file or a recovery; `step` tells apart what comes
    to one account several times. `is_sent`: whether a message leaves Sightline too, at `send_at` if that is given.
    """
    made = 0
    for account in Account.active.filter(username__in=list(usernames)).order_by("pk"):
        with transaction.atomic():
            notice, is_new = Notice.objects.get_or_create(
                account=account, kind=kind, about_id=about_id, step=step, defaults={"at": at}
            )
            if is_new and is_sent:
                _put_out(notice, account, at, send_at or at)
        made += is_new
    return made


def _put_out(notice: Notice, account: Account, at: str, next_at: str) -> None:
    """Into the outbox, once for each channel that is on; by e-mail only where there is an address."""
    for channel in settings.SIGHTLINE_NOTICES.channels:
        if channel != EMAIL or account.email:
            NoticeSending.objects.create(notice=notice, account=account, channel=channel, made_at=at, next_at=next_at)
