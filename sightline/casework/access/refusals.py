"""What a refused reason ends, and whether somebody was refused a child lately.

A refusal ends every reason of their own that somebody has for the child. For the rule's days a new one waits until a
reviewer agrees to it.
"""

from collections.abc import Iterable
from datetime import timedelta

from sightline.casework.access.models import AccessEntry
from sightline.casework.access.pages.entry_kinds import AccessEntryKind, ReviewOutcome
from sightline.casework.access.reviews import LOOKS
from sightline.casework.core import clock
from sightline.casework.core.models import Account
from sightline.model.calendar import end_of_day
from sightline.model.errors import Refused
from sightline.sharing.need_to_know import need_to_know_value
from sightline.translation.messages import lazy as _

# What somebody opened a child by themselves, or by a review of it.
OWN_REASONS = (AccessEntryKind.NEEDED, AccessEntryKind.NUMBER, AccessEntryKind.REVIEWED)


def was_refused(*, by: str, mention_ids: Iterable[str]) -> bool:
    """Whether a reason of this account for the child of these mentions was refused within the rule's days."""
    return not refused_mentions(by=by).isdisjoint(mention_ids)


def refused_mentions(*, by: str) -> frozenset[str]:
    """The mentions for which a reason of this account was refused within the rule's days."""
    days = timedelta(days=need_to_know_value("refused_days", on=clock.today()))
    since = end_of_day(clock.today() - days)
    reviewed = AccessEntry.objects.of_kind(AccessEntryKind.REVIEWED)
    refused = reviewed.filter(word=ReviewOutcome.REFUSED.value, at__gt=since).values("about")
    looks = AccessEntry.objects.of_kind(*LOOKS).filter(by=by, entry_id__in=refused)
    return frozenset(looks.values_list("mention_id", flat=True))


def ended_by_refusal(look: AccessEntry, *, mention_ids: Iterable[str]) -> list[str]:
    """The entries that end with a refused look: itself, and what its reader opened of their own of the same child."""
    theirs = AccessEntry.objects.of_kind(*OWN_REASONS).not_ended().filter(account=look.account, until_at__isnull=False)
    same = theirs.filter(mention_id__in=list(mention_ids)) if look.kind in OWN_REASONS else theirs.none()
    return list(dict.fromkeys((look.entry_id, *same.values_list("entry_id", flat=True))))


def check_none_waits(*, account: Account, mention_ids: Iterable[str]) -> None:
    """Refused where a reason of this account for the child waits for its review already."""
    reviewed = AccessEntry.objects.of_kind(AccessEntryKind.REVIEWED).values("about")
    waiting = AccessEntry.objects.waiting().filter(account=account, mention_id__in=list(mention_ids))
    if waiting.exclude(entry_id__in=reviewed).exists():
        raise Refused(
            _("You have already asked to open this child’s records. A reviewer must answer first."),
            code="asked_before",
            what_to_do=_("Ask your manager or information governance. If the child is in danger now, call 999."),
        )
