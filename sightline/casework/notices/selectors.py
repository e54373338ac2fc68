"""Reads when notices were opened: by the page that they tell of, or marked as read in the list of notices."""

from collections import defaultdict
from collections.abc import Iterable

from sightline.casework.notices.models import Notice, NoticeKind

Openings = dict[str, dict[int, str | None]]


def read_openings(*, about_id: str) -> Openings:
    """By account, of each of its notices about an item: when it was opened, None where it was not."""
    found: Openings = defaultdict(dict)
    rows = Notice.objects.filter(kind=NoticeKind.CAME, about_id=about_id).order_by("occasion")
    for username, occasion, read_at in rows.values_list("account__username", "occasion", "read_at"):
        found[username][occasion] = read_at
    return found


def list_openings(openings: Openings, *, number: int, usernames: Iterable[str]) -> dict[str, str | None]:
    """When each account that a step told opened the notice of it; nothing of an account that has none.

    What a rule tells at once has no notice of its first step: the first notice about the item is that of the step then.
    """
    own = {one: openings[one] for one in usernames if one in openings and (number == 1 or number in openings[one])}
    return {one: some.get(number, next(iter(some.values()))) for one, some in own.items()}
