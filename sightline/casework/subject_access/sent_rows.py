"""Finds for a request the rows that the controller sent in files of its own, as to learning reviews."""

from sightline.casework.concerns.sent_rows import SentRow, sent_about
from sightline.casework.core.session import ReaderSession
from sightline.casework.subject_access.controllers import Controller
from sightline.casework.subject_access.models import AccessRequestEntry
from sightline.casework.subject_access.pages import FoundRecord


def find_sent_rows(
    session: ReaderSession, *, person_id: str, controller: Controller, decided: dict[str, AccessRequestEntry]
) -> list[FoundRecord]:
    """Each row about the person. A decision about an earlier version counts not."""
    return [
        _as_found(row, decided.get(row.record_id))
        for row in sent_about(session, person_id=person_id, controller=controller.agency)
        if controller.holds(row.agency, row.organisation, row.layout)
    ]


def _as_found(row: SentRow, decision: AccessRequestEntry | None) -> FoundRecord:
    counts = decision is not None and decision.version == row.version
    return FoundRecord(
        record_id=row.record_id,
        kind=row.kind,
        version=row.version,
        occurred_from=row.occurred_from,
        occurred_to=row.occurred_to,
        date_precision=row.date_precision,
        outcome=decision.word if decision and counts else "",
        applies=tuple(decision.applies) if decision and counts else (),
        sent=row.boxes,
    )
