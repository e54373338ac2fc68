"""What the audit log says of openings and closings of sealed rows, for the lines of the ledger that stand for them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sightline.casework.audit.id_hashes import hash_named, read_named
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.ledger.pages import SealedRowsLine, SharingWay
from sightline.sealing.requests import read_asked_trigger
from sightline.sealing.triggers import list_triggers

WAYS = (SharingWay.OPENED, SharingWay.CLOSED)
AGAIN = "again"  # later files say something of rows that were open: it is opened by no trigger of its own


def read_sealed_lines(session: ReaderSession, audit_rows: Iterable[int]) -> Mapping[int, SealedRowsLine]:
    """By audit row: which trigger, which rows, and because of which records; of one that is gone the keyed hash."""
    labels = {one.id: one.rule.label for one in (*list_triggers(), read_asked_trigger())}
    entries = AuditEntry.objects.filter(sequence__in=list(audit_rows)).values_list("sequence", "details", "ids")
    rows = list(entries)
    known = read_named(session, {one for _sequence, _details, ids in rows for one in ids})
    return {
        sequence: _line_of(details, [known.get(one, one) for one in ids], labels) for sequence, details, ids in rows
    }


def find_sealed_lines(mention_ids: Iterable[str], record_ids: Iterable[str]) -> set[int]:
    """The audit rows of openings of these children or things, or because of these records; and of their closings."""
    wanted = {*(f"opened_for:{one}" for one in mention_ids), *(f"evidence:{one}" for one in record_ids)}
    wanted |= set(hash_named(wanted))  # rows of before have plain ids
    found, closed = set[int](), list[tuple[int, set[str]]]()
    for sequence, ids in _rolls().values_list("sequence", "ids"):
        if wanted & {*ids}:
            found.add(sequence)
        closed += [(sequence, {one for one in ids if one.startswith("roll_opening:")})]
    openings = {f"roll_opening:{one}" for one in found}
    return found | {sequence for sequence, about in closed if about & openings}


def _rolls() -> Any:
    return AuditEntry.objects.filter(action__in=("open_roll_rows", "close_roll_rows"))


def _line_of(details: Mapping[str, Any], ids: list[str], labels: Mapping[str, str]) -> SealedRowsLine:
    trigger = str(details.get("trigger", ""))
    met_on = details.get("met_on")
    return SealedRowsLine(
        trigger=trigger,
        rule=labels.get(trigger, trigger),
        rule_version=str(details.get("rule_version", "")),
        met_on=date.fromisoformat(met_on) if met_on else None,
        windows={name: _read_day(day) for name, day in sorted(details.get("first_days", {}).items())},
        evidence=_ids_named(ids, "evidence"),
        asked=next(iter(_ids_named(ids, "roll_entry")), ""),
        row_ids=_ids_named(ids, "sealed_row"),
        closed_because=str(details.get("why", "")),
    )


def _read_day(first_day: str) -> date | None:
    return None if first_day == "all" else date.fromisoformat(first_day)


def _ids_named(ids: list[str], noun: str) -> tuple[str, ...]:
    return tuple(one.removeprefix(f"{noun}:") for one in ids if one.startswith(f"{noun}:"))
