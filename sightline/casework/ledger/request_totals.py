"""Counts what agencies asked of each other: asked, answered with a yes or a no, and the median days to an answer.

An action asks a holder to share a record of which the asker may not know, or to call about one. Packages above give
requests of their own, such as invitations to meetings. Who asks to see a child's records for a reason is in the lines
of the ledger: those open at once, and a review accepts or refuses them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from sightline.casework.core.models import Account
from sightline.casework.core.registry import Registry
from sightline.casework.escalation.engine import BLIND_QUESTION, CALL_SIGNAL, SHARE
from sightline.casework.escalation.models import Item, ItemEvent
from sightline.casework.ledger.pages import AgencyAsk, RequestTotal
from sightline.escalation import Happening
from sightline.escalation.states import ANSWERS

ASKS = (SHARE, BLIND_QUESTION, CALL_SIGNAL)
DAY_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class AskSource:
    """Requests of one kind: when the first was made (empty: never), and those of a time, from one moment on."""

    first_at: Callable[[], str]
    between: Callable[[str, str], Iterable[AgencyAsk]]


ASKED_ELSEWHERE: Registry[AskSource] = Registry("requests between agencies")


def first_asked_at() -> str:
    """When the first request was made; empty where there is none."""
    first = Item.objects.filter(source__in=ASKS).order_by("opened_at").values_list("opened_at", flat=True).first()
    return min(filter(None, (first, *(source.first_at() for source in ASKED_ELSEWHERE.all()))), default="")


def total_requests(*, begins_at: str, ends_at: str) -> tuple[RequestTotal, ...]:
    """By pair of agencies: what was asked from one moment until before another, and how it stands now.

    A holder is asked once to share, whichever agencies must answer: then the asking agency is empty.
    """
    by_pair: dict[tuple[str, str], list[AgencyAsk]] = defaultdict(list)
    every = [*_by_actions(begins_at, ends_at)]
    every += [one for source in ASKED_ELSEWHERE.all() for one in source.between(begins_at, ends_at)]
    for one in every:
        by_pair[one.from_agency, one.to_agency].append(one)
    return tuple(_total(pair, some) for pair, some in sorted(by_pair.items()))


def _by_actions(begins_at: str, ends_at: str) -> Iterator[AgencyAsk]:
    items = list(Item.objects.filter(source__in=ASKS, opened_at__gte=begins_at, opened_at__lt=ends_at))
    agencies = _agencies_of(one.opened_by for one in items if one.opened_by)
    replies = _last_replies(items)
    for item in items:
        reply = replies.get(item.pk)
        yield AgencyAsk(
            item.agency,
            agencies.get(item.opened_by, ""),
            item.opened_at,
            reply.at if reply else "",
            refused=reply is not None and reply.kind == Happening.NOT_PROCEED,
        )


def _total(pair: tuple[str, str], asks: list[AgencyAsk]) -> RequestTotal:
    said = [one for one in asks if one.answered_at]
    refused = sum(one.refused for one in said)
    days = [_days(one.asked_at, one.answered_at) for one in said]
    return RequestTotal(*pair, len(asks), len(said) - refused, refused, round(median(days), 1) if days else None)


def _agencies_of(usernames: Iterable[str]) -> dict[str, str]:
    return dict(Account.objects.filter(username__in=set(usernames)).values_list("username", "agency"))


def _last_replies(items: Iterable[Item]) -> dict[int, ItemEvent]:
    """The last answer to each of these actions."""
    rows = ItemEvent.objects.filter(item__in=list(items), kind__in=[kind.value for kind in ANSWERS])
    return {row.item_id: row for row in rows.order_by("at", "pk")}


def _days(from_at: str, to_at: str) -> float:
    seconds = (datetime.fromisoformat(to_at) - datetime.fromisoformat(from_at)).total_seconds()
    return max(0.0, seconds / DAY_SECONDS)
