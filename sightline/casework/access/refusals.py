"""Whether somebody was refused a child lately: then a new reason of theirs waits until a reviewer agrees to it."""

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


def was_refused(*, by: str, mention_ids: Iterable[str]) -> bool:
    """Whether a reason of this account for the child of these mentions was refused within the rule's days."""
    days = timedelta(days=need_to_know_value("refused_days", on=clock.today()))
    since = end_of_day(clock.today() - days)
    reviewed = AccessEntry.objects.of_kind(AccessEntryKind.REVIEWED)
    refused = reviewed.filter(word=ReviewOutcome.REFUSED.value, at__gt=since).values("about")
    looks = AccessEntry.objects.of_kind(*LOOKS).filter(by=by, mention_id__in=list(mention_ids))
    return looks.filter(entry_id__in=refused).exists()


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
