"""Counts what agencies asked of each other by actions: asked, shared, refused, and the median days to an answer.

Such an action asks a holder to share a record of which the asker may not know, or to call about one. Who asks to see a
child's records for a reason is in the lines of the ledger: those open at once, and a review accepts or refuses them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from statistics import median

from sightline.casework.core.models import Account
from sightline.casework.escalation.engine import BLIND_QUESTION, CALL_SIGNAL, SHARE
from sightline.casework.escalation.models import Item, ItemEvent
from sightline.casework.ledger.pages import RequestTotal
from sightline.escalation import Happening
from sightline.escalation.states import ANSWERS

ASKS = (SHARE, BLIND_QUESTION, CALL_SIGNAL)
DAY_SECONDS = 24 * 3600
Pair = tuple[str, str]


def first_asked_at() -> str:
    """When the first such action was opened; empty where there is none."""
    first = Item.objects.filter(source__in=ASKS).order_by("opened_at").values_list("opened_at", flat=True).first()
    return first or ""


def total_requests(*, begins_at: str, ends_at: str) -> tuple[RequestTotal, ...]:
    """By pair of agencies: the asks that were opened from one moment until before another, and how they stand now.

    A holder is asked once to share, whichever agencies must answer: then the asking agency is empty.
    """
    items = list(Item.objects.filter(source__in=ASKS, opened_at__gte=begins_at, opened_at__lt=ends_at))
    agencies = _agencies_of(one.opened_by for one in items if one.opened_by)
    replies = _last_replies(items)
    by_pair: dict[Pair, list[Item]] = defaultdict(list)
    for item in items:
        by_pair[item.agency, agencies.get(item.opened_by, "")].append(item)
    return tuple(_total(pair, some, replies) for pair, some in sorted(by_pair.items()))


def _total(pair: Pair, items: list[Item], replies: Mapping[int, ItemEvent]) -> RequestTotal:
    said = [replies[item.pk] for item in items if item.pk in replies]
    refused = sum(one.kind == Happening.NOT_PROCEED for one in said)
    days = [_days(item.opened_at, replies[item.pk].at) for item in items if item.pk in replies]
    return RequestTotal(*pair, len(items), len(said) - refused, refused, round(median(days), 1) if days else None)


def _agencies_of(usernames: Iterable[str]) -> dict[str, str]:
    return dict(Account.objects.filter(username__in=set(usernames)).values_list("username", "agency"))


def _last_replies(items: Iterable[Item]) -> dict[int, ItemEvent]:
    """The last answer to each of these actions."""
    rows = ItemEvent.objects.filter(item__in=list(items), kind__in=[kind.value for kind in ANSWERS])
    return {row.item_id: row for row in rows.order_by("at", "pk")}


def _days(from_at: str, to_at: str) -> float:
    seconds = (datetime.fromisoformat(to_at) - datetime.fromisoformat(from_at)).total_seconds()
    return max(0.0, seconds / DAY_SECONDS)
