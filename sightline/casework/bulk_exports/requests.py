"""Reads requests from the decisions about them. A request's number is that of the decision by which it was asked."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sightline.casework.accounts.governance_scope import bodies_of_accounts
from sightline.casework.bulk_exports.pages import ExportRequest, ExportState
from sightline.casework.core import clock
from sightline.casework.core.models import Decision
from sightline.model.errors import Refused
from sightline.model.when import utc_text
from sightline.translation.messages import lazy as _

ASKED, AGREED, REFUSED, WRITTEN = KINDS = (
    "bulk_export_asked", "bulk_export_agreed", "bulk_export_refused", "bulk_export_written",
)  # fmt: skip
STATES = {AGREED: ExportState.AGREED, REFUSED: ExportState.REFUSED, WRITTEN: ExportState.WRITTEN}
OPEN = (ExportState.ASKED, ExportState.AGREED)
STANDS_FOR = timedelta(days=7)


def load_requests() -> list[ExportRequest]:
    """Every request, the newest first."""
    later: dict[int, list[Decision]] = {}
    asked = []
    for row in Decision.objects.of_kind(*KINDS).oldest_first():
        if row.kind == ASKED:
            asked.append(row)
        else:
            later.setdefault(row.body["request"], []).append(row)
    bodies = bodies_of_accounts(row.by for row in asked)
    return [_make(row, later.get(row.sequence, ()), bodies.get(row.by, ("", ""))) for row in reversed(asked)]


def find_request(number: int) -> ExportRequest:
    """The request of that number; Refused where there is none."""
    for one in load_requests():
        if one.number == number:
            return one
    raise no_request()


def no_request() -> Refused:
    """What an account is told of a number that is no request, or none that it may see."""
    return Refused(
        _("There is no request with that number."),
        code="no_request",
        what_to_do=_("See the list of requests: sightline bulk-export list."),
    )


def _make(row: Decision, later: Iterable[Decision], body: tuple[str, str]) -> ExportRequest:
    ends_at = utc_text(datetime.fromisoformat(row.at) + STANDS_FOR)
    state, decided = ExportState.ASKED, None
    for one in later:
        state = STATES[one.kind]
        decided = decided if one.kind == WRITTEN else one
    if state in OPEN and ends_at <= clock.now_at():
        state = ExportState.ENDED
    return ExportRequest(
        number=row.sequence, table=row.body["table"], purpose=row.body["purpose"], why=row.why, asked_by=row.by,
        asked_at=row.at, ends_at=ends_at, state=state, decided_by=decided.by if decided else "",
        decided_at=decided.at if decided else "", said=decided.why if decided else "",
        agency=body[0], organisation=body[1],
    )  # fmt: skip
