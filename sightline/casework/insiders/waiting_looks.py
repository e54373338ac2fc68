"""The looks that nobody has looked into, of which an account never has its own."""

from sightline.casework.core.models import Account
from sightline.casework.insiders.models import InsiderEntry, InsiderLook
from sightline.casework.insiders.pages import InsiderEntryKind

MOST_LOOKS = 5_000


def open_looks(username: str, *, is_watch: bool) -> list[InsiderLook]:
    """Looks that nobody has looked into, but for those of this account, the oldest first."""
    answered: dict[tuple[str, str], int] = {}
    rows = InsiderEntry.objects.of_kind(InsiderEntryKind.LOOKED_INTO).values_list(
        "about", "account__username", "through"
    )
    for about, by, through in rows:
        answered[about, by or ""] = max(through or 0, answered.get((about, by or ""), 0))
    names = set(Account.objects.values_list("username", flat=True))
    looks = InsiderLook.objects.filter(is_watch=is_watch).exclude(username=username).order_by("pk")
    return [
        one for one in looks if one.pk > answered.get((one.about, one.username if one.username in names else ""), 0)
    ][:MOST_LOOKS]
