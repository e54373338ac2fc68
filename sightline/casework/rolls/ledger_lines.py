"""The lines of the sharing ledger for sealed rows that a run opens or closes: whose rows, how many of each layout."""

from collections.abc import Callable, Mapping

from sightline.casework.core.models import AuditEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.ledger.pages import SharingWay
from sightline.casework.ledger.writer import make_sealed_lines_ready
from sightline.model.nouns import Agency

Follow = Callable[[list[AuditEntry]], None]
OPENS, CLOSES = "open_roll_rows", "close_roll_rows"


def lines_of_opening(session: ReaderSession, *, rows: Mapping[str, int], trigger: str) -> Follow:
    """What the audit row of an opening adds; `rows` counts them by layout."""
    return make_sealed_lines_ready(
        session, way=SharingWay.OPENED, action=OPENS, rows=_with_agency(rows), trigger=trigger
    )


def lines_of_closing(session: ReaderSession, *, rows: Mapping[str, int], trigger: str) -> Follow:
    """What the audit row of a closing adds; `rows` counts by layout what the opening had opened."""
    return make_sealed_lines_ready(
        session, way=SharingWay.CLOSED, action=CLOSES, rows=_with_agency(rows), trigger=trigger
    )


def lines_of_refusal(session: ReaderSession, *, rows: Mapping[str, int]) -> Follow:
    """What the audit row of a clinician's no adds; `rows` counts by layout what stays sealed, all of it of health.

    Nobody was to be shown the rows yet, so the line says that the partnership was refused them.
    """
    by_body = {(str(Agency.HEALTH), layout): count for layout, count in rows.items()}
    return make_sealed_lines_ready(
        session, way=SharingWay.REFUSED, action="answer_for_clinician", rows=by_body, trigger="clinician_no"
    )


def _with_agency(rows: Mapping[str, int]) -> dict[tuple[str, str], int]:
    """By agency and layout. A layout is of one agency; one that no mapping has any more is of nobody known."""
    from sightline.ingest.mappings.files import list_mappings  # not at the top: a web process reads no file

    agencies = {one.layout.partition("/")[0]: one.agency for one in list_mappings()}
    return {(agencies.get(layout, ""), layout): count for layout, count in rows.items()}
