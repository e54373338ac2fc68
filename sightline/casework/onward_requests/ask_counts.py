"""Requests to pass records on, as the sharing ledger counts requests between agencies."""

from collections.abc import Iterator

from sightline.casework.ledger.pages import AgencyAsk
from sightline.casework.ledger.request_totals import AskSource
from sightline.casework.onward_requests.histories import with_replies
from sightline.casework.onward_requests.models import OnwardEntry
from sightline.casework.onward_requests.pages import OnwardEntryKind


def _first_at() -> str:
    return OnwardEntry.objects.asked().order_by("at").values_list("at", flat=True).first() or ""


def _between(begins_at: str, ends_at: str) -> Iterator[AgencyAsk]:
    for one in with_replies(OnwardEntry.objects.asked().filter(at__gte=begins_at, at__lt=ends_at)):
        first, asked = (one.replies[0] if one.replies else None), one.asked
        refused = first is not None and first.kind == OnwardEntryKind.REFUSED
        yield AgencyAsk(asked.agency, asked.to_agency, asked.at, first.at if first else "", refused=refused)


ASKED = AskSource(_first_at, _between)
