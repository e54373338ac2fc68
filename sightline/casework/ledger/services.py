"""Writes lines of the sharing ledger as CSV or JSON, audited like any other export."""

import io
import json

from sightline.casework.audit.trail import audited
from sightline.casework.bulk_exports.services import label_file, need_second_person, use_request
from sightline.casework.core.session import ReaderSession
from sightline.casework.ledger.pages import SealedRowsLine, SharingLine, SharingQuestion
from sightline.casework.ledger.rights import check_ledger
from sightline.casework.ledger.selectors import MOST_AT_ONCE, list_sharing
from sightline.documents.tables import write_csv_rows
from sightline.model.exports.lists import SHARING_LEDGER
from sightline.translation.messages import lazy as _

COLUMNS = (
    _("When (UTC)"),
    _("Audit row"),
    _("What happened"),
    _("Action"),
    _("Whose records: agency"),
    _("Whose records: organisation"),
    _("Reader: agency"),
    _("Reader: organisation"),
    _("Account"),
    _("Role"),
    _("Reasons"),
    _("Agreements"),
    _("Types of record"),
    _("Restricted records"),
    _("Record ids"),
    _("Sealed rows: rule"),
    _("Sealed rows: version of the rule"),
    _("Sealed rows: rule met on"),
    _("Sealed rows: from day"),
    _("Sealed rows: ids of records that opened them"),
    _("Sealed rows: asked for in entry"),
    _("Sealed rows: ids of rows"),
    _("Sealed rows: closed because"),
    _("Part"),
    _("People"),
    _("Job title"),
    _("Purposes"),
    _("Lawful bases"),
    _("Versions of agreements"),
    _("Kinds of field"),
)
NAMES = (
    "at", "audit_row", "way", "action", "from_agency", "from_organisation", "to_agency", "to_organisation", "account",
    "role", "reasons", "agreements", "layouts", "restricted", "records", "trigger", "rule_version", "met_on", "windows",
    "evidence", "asked", "sealed_rows", "closed_because", "parts", "people", "post", "purposes", "lawful_bases",
    "agreement_versions", "fields",
)  # fmt: skip


def export_sharing(session: ReaderSession, *, question: SharingQuestion, as_json: bool = False) -> str:
    """All lines asked for, oldest last: CSV with headings in words, or JSON lines of NAMES.

    Of real data it is a bulk export: for a purpose, to which a second person agreed, and its first line says so.
    """
    with audited(session, action="export_sharing") as trail:
        check_ledger(actor=session.actor)
        agreed = need_second_person(session, table=SHARING_LEDGER)
        rows, before = list[dict[str, object]](), None
        while True:
            page = list_sharing(session, question=question, before=before, limit=MOST_AT_ONCE)
            rows += [_row(line) for line in page.lines]
            before = page.older_before
            if before is None:
                break
        trail.details = {"rows": len(rows)}
        label = label_file(session, agreed)
        if agreed:
            trail.details |= {"purpose": agreed.purpose, "request": agreed.number}
            use_request(session, request=agreed)
    return _as_json(rows, label) if as_json else _as_csv(rows, label)


def _row(line: SharingLine) -> dict[str, object]:
    values = (
        line.at, line.audit_row, line.way, line.action, line.whose.agency, line.whose.organisation, line.to.agency,
        line.to.organisation, line.username, line.role, list(line.reasons), list(line.agreements), dict(line.layouts),
        line.restricted, list(line.record_ids), *_sealed(line.sealed), list(line.parts), line.people, line.post,
        list(line.purposes), list(line.bases), list(line.versions), list(line.fields),
    )  # fmt: skip
    return dict(zip(NAMES, values, strict=True))


def _sealed(said: SealedRowsLine | None) -> tuple[object, ...]:
    """What a line says of sealed rows; empty of others."""
    if said is None:
        return "", "", "", {}, [], "", [], ""
    met_on = said.met_on.isoformat() if said.met_on else ""
    windows = {name: day.isoformat() if day else "all" for name, day in said.windows.items()}
    return (
        said.trigger, said.rule_version, met_on, windows, list(said.evidence), said.asked, list(said.row_ids),
        said.closed_because,
    )  # fmt: skip


def _as_json(rows: list[dict[str, object]], label: str) -> str:
    lines = [{"exported": label}, *rows] if label else rows
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in lines)


def _as_csv(rows: list[dict[str, object]], label: str) -> str:
    out = io.StringIO()
    write_csv_rows(out, COLUMNS, ([_cell(value) for value in row.values()] for row in rows), label=label)
    return out.getvalue()


def _cell(value: object) -> object:
    """A list as its parts between semicolons; counts as `layout: number`."""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {number}" for name, number in value.items())
    return "; ".join(value) if isinstance(value, list) else value
