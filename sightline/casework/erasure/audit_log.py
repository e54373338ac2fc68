"""Lets rows of the audit log go once they are past their retention, with lines of the ledger and looks of insiders.

The decision names the last row that left, its hash, and this workspace's signature over both. Every walk over the chain
begins behind it, also of a copy that somebody checks elsewhere.
"""

from collections.abc import Collection
from datetime import time

from django.db import connection, transaction
from django.db.models import Min, QuerySet

from sightline.agreements.retention_rules import OWN_AUDIT, add_years
from sightline.casework.audit import hash_chain
from sightline.casework.audit.append_only import drop_triggers, make_triggers
from sightline.casework.audit.heads_settings import heads_file
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.audit.page_rows import acts_of
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.erasure.casework_rows import compact_database
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.ledger.writer import RECORD
from sightline.casework.retention.due import rules_now
from sightline.casework.retention.gate import check_gate
from sightline.casework.retention.held_records import hash_kept
from sightline.casework.retention.rights import check_decides_for_everybody, check_erases
from sightline.casework.rolls.models import RollOpening
from sightline.escalation import check_words
from sightline.model.errors import Refused
from sightline.model.hash_chain import MAY_LEAVE, ROWS_LEFT, Head
from sightline.model.when import moment
from sightline.store import Workspace
from sightline.store.chain_heads import KeptHead, describe, read_heads, sign_start, write_heads
from sightline.translation.messages import lazy as _

AUDIT, LEDGER, LOOKS = "audit", "casework_sharedrecord", "casework_insiderlook"
PEOPLE = "casework_sharedperson"


def drop_old_rows(session: ReaderSession, *, workspace: Workspace, why: str, password: str = "") -> int:
    """Let the rows go that are past their period, saying why; how many rows of the audit log.

    A named person of the whole partnership decides: at the command line with a password. Refused until the papers on
    holds are signed, and where no row is old enough. The first row that names what a hold keeps stays, with all behind
    it, and so does one that says why a roll was opened.
    """
    with audited(session, action="drop_old_audit") as trail:
        check_erases(actor=session.actor, password=password)
        check_decides_for_everybody(actor=session.actor)
        words = check_words(why, today=clock.today(), part="why")
        check_gate()
        last = _last_to_go(hash_kept(session, workspace))
        lines = _lines_to_go(last)
        head = sign_start(workspace=workspace, chain=AUDIT, head=Head(last.sequence, last.hash), at=clock.now_at())
        with transaction.atomic(durable=True):
            hash_chain.hold_lock(AuditEntry)
            by, os_name = session.actor.reader.username, session.actor.os_name
            body = describe(head)
            row = hash_chain.append(Decision, kind=ROWS_LEFT, by=by, os_name=os_name, why=words, body=body)
            count = _delete(last, lines)
            trail.add("decision", [str(row.sequence)])
            trail.details = {"rows": count, "through": last.sequence}
            append_entry(actor=session.actor, action="drop_old_audit", trail=trail)
    _keep(workspace, head)
    compact_database()
    return count


def _last_to_go(kept: Collection[str]) -> AuditEntry:
    """The newest row past its period, with none behind it that is still needed. `kept`: hashes that holds keep."""
    (rule,) = (one for one in rules_now() if one.rule.id == OWN_AUDIT)
    before = moment(add_years(clock.today(), -rule.years), time(0, 0)) if rule.years else ""
    needed = RollOpening.objects.aggregate(first=Min("audit_row"))["first"]
    rows = AuditEntry.objects.filter(at__lt=before)
    rows = rows.filter(sequence__lt=needed) if needed else rows
    if held := _first_held(rows, kept):
        rows = rows.filter(sequence__lt=held)
    found = rows.order_by("-sequence").first()
    if found is None and held:
        raise Refused(
            _("A hold keeps the audit log: its first row names a record or a person of a hold."),
            code="held",
            what_to_do=_("Review the hold: 'sightline retention holds' lists it."),
        )
    if found is None:
        raise Refused(
            _("No row of the audit log is past its period."),
            code="nothing_due",
            what_to_do=_("See 'sightline retention due' for the day."),
        )
    return found


def _first_held(rows: QuerySet[AuditEntry], kept: Collection[str]) -> int | None:
    """The number of the first of these rows that names what a hold keeps."""
    named = rows.order_by("sequence").values_list("sequence", "ids").iterator() if kept else ()
    return next((number for number, ids in named if any(hash_id(one.partition(":")[2]) in kept for one in ids)), None)


def _lines_to_go(last: AuditEntry) -> list[int]:
    """The ledger lines of rows that leave, but for readers who read the same record again: the line is of both."""
    rows = SharedRecord.objects.filter(audit_row__lte=last.sequence).values_list("pk", "username", "record_id")
    old = [(pk, username, hash_id(record_id)) for pk, username, record_id in rows]
    wanted = {(username, record_id) for _pk, username, record_id in old if record_id}
    read_again = set[tuple[str, str]]()
    later = AuditEntry.objects.filter(sequence__gt=last.sequence).values_list("username", "action", "ids", "details")
    for username, action, ids, details in later.iterator() if wanted else ():
        for act in acts_of(action=action, ids=ids, details=details):
            of_act = {hash_id(one.removeprefix(RECORD)) for one in act.ids if one.startswith(RECORD)}
            read_again |= {(username, one) for one in of_act} & wanted
    return [pk for pk, username, record_id in old if (username, record_id) not in read_again]


def _delete(last: AuditEntry, lines: list[int]) -> int:
    """Delete in this transaction, in which alone the tables have no triggers; how many rows of the audit log."""
    tables = (MAY_LEAVE, LEDGER, LOOKS, PEOPLE)
    drop_triggers(connection, tables)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {MAY_LEAVE} WHERE sequence <= %s", [last.sequence])
        count = int(cursor.rowcount)
        cursor.executemany(f"DELETE FROM {LEDGER} WHERE id = %s", [(pk,) for pk in lines])
        for table in (LOOKS, PEOPLE):
            cursor.execute(f"DELETE FROM {table} WHERE audit_row <= %s", [last.sequence])
    make_triggers(connection, tables)
    return count


def _keep(workspace: Workspace, head: KeptHead) -> None:
    """Keep the signed head with the others, before those of later rows: the last one is the newest row's."""
    path = heads_file(workspace)
    kept = [one for one in read_heads(path) if (one.chain, one.sequence) != (head.chain, head.sequence)]
    later = [place for place, one in enumerate(kept) if one.chain == head.chain and one.sequence > head.sequence]
    kept.insert(later[0] if later else len(kept), head)
    write_heads(path, kept)
