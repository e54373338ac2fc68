"""What was told by telephone, as decisions: a child is missing, or was found. The newest of a child counts.

Who told it is sealed as the reason of the decision is, so that it can be erased. Earlier versions kept it in the body.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from sightline.casework.core.models import Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.missing.pages import TelephoneReport
from sightline.casework.protection.selectors.current import redact_said
from sightline.model.calendar import earliest_moment
from sightline.model.when import utc_text
from sightline.store.snapshot_reader import SnapshotReader

KIND = "missing_told"
DAYS_COUNTED = 28


def newest_reports(session: ReaderSession, store: SnapshotReader, *, now: str) -> Mapping[str, TelephoneReport]:
    """The newest telling of each person, of the last weeks, by person id; it is not filtered for a reader."""
    since = utc_text(earliest_moment(now) - timedelta(days=DAYS_COUNTED))
    rows = list(Decision.objects.of_kind(KIND).filter(at__gte=since).order_by("sequence"))
    people = store.people_of(mention_ids=sorted({row.body["mention_id"] for row in rows}))
    found: dict[str, TelephoneReport] = {}
    for row in rows:
        if person_id := people.get(row.body["mention_id"]):
            found[person_id] = _after(_report(session, row), found.get(person_id))
    return found


def _after(report: TelephoneReport, before: TelephoneReport | None) -> TelephoneReport:
    """A call of a child who is missing, with the last one before it that said that the child was found."""
    if report.is_found or before is None:
        return report
    return replace(report, found_before=before if before.is_found else before.found_before)


def _report(session: ReaderSession, row: Decision) -> TelephoneReport:
    return TelephoneReport(
        sequence=row.sequence,
        is_found=row.body["is_found"],
        since_at=row.body["since_at"],
        told_by=redact_said(session, row.body.get("told_by") or row.why, mention_ids=[row.body["mention_id"]]),
        by=row.by,
        at=row.at,
    )
