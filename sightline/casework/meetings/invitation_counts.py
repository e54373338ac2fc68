"""Invitations of one agency to another, as the sharing ledger counts requests: answered when attendance is recorded."""

from collections.abc import Iterator

from sightline.casework.core.models import Account
from sightline.casework.ledger.pages import AgencyAsk
from sightline.casework.ledger.request_totals import AskSource
from sightline.casework.meetings.models import MeetingEntry
from sightline.casework.meetings.pages.entry_kinds import Attendance, MeetingEntryKind


def _first_at() -> str:
    asked = MeetingEntry.objects.filter(kind=MeetingEntryKind.ASKED).order_by("at")
    return asked.values_list("at", flat=True).first() or ""


def _between(begins_at: str, ends_at: str) -> Iterator[AgencyAsk]:
    """Those to another agency than the inviting one. Who came said yes; who sent apologies or did not come, no."""
    asked = MeetingEntry.objects.filter(kind=MeetingEntryKind.ASKED, at__gte=begins_at, at__lt=ends_at)
    rows = list(asked.exclude(agency="").order_by("pk"))
    hosts = dict(Account.objects.filter(username__in={one.by for one in rows}).values_list("username", "agency"))
    attended = MeetingEntry.objects.filter(
        kind=MeetingEntryKind.ATTENDANCE, about__in=[one.entry_id for one in rows]
    ).order_by("pk")
    last = {one.about: one for one in attended}
    for row in rows:
        host = hosts.get(row.by, "")
        if row.agency != host:
            said = last.get(row.entry_id)
            refused = said is not None and said.word != Attendance.CAME
            yield AgencyAsk(row.agency, host, row.at, said.at if said else "", refused=refused)


INVITATIONS = AskSource(_first_at, _between)
