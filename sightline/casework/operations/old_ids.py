"""Puts keyed hashes in place of plain ids that rows of the chains have from before ids were hashed.

Audit rows get what today's version writes. So do decisions of journals from whose decisions nobody reads ids. Other
decisions name mentions and records plainly as before, because their state is worked out from them.
"""

from collections.abc import Iterator
from functools import cache

from django.apps import apps

from sightline.casework.audit.id_hashes import has_plain_body, has_plain_ids, hash_body, hash_named
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import AuditEntry, ChainedRow, Decision
from sightline.casework.erasure.casework_rows import compact_database
from sightline.casework.operations.chain_rewrites import end_change_of_heads, rewrite_chains
from sightline.store import Workspace

HASHED = "ids_hashed"
COLUMNS: dict[type[ChainedRow], str] = {AuditEntry: "ids", Decision: "body"}
# Journals whose decisions have hashes: the noun of their decisions, and the table of their entries.
JOURNALS = {
    "access": "AccessEntry",
    "access_request": "AccessRequestEntry",
    "conclusion_dispute": "ConclusionDisputeEntry",
    "correction": "CorrectionEntry",
    "emergency": "EmergencyEntry",
    "insider": "InsiderEntry",
    "learning_review": "ReviewEntry",
    "named_adult": "NamedAdultEntry",
    "onward": "OnwardEntry",
    "reading": "ReadingEntry",
    "roll": "RollEntry",
    "two_officers": "OfficersEntry",
}


def count_plain_ids() -> int:
    """How many rows of the chains have plain ids that today's version would hash."""
    return sum(map(_has_plain, _rows_with_ids()))


def hash_old_ids(actor: Actor, workspace: Workspace) -> None:
    """Hash all of them, and both chains from the first such row on. Given again, it changes nothing."""
    end_change_of_heads(workspace)
    if any(map(_has_plain, _rows_with_ids())):
        rewrite_chains(actor, workspace, kind=HASHED, columns=COLUMNS, change=_hash_rows)
        compact_database()


def _rows_with_ids() -> Iterator[ChainedRow]:
    """The rows that may have such ids, with what is asked for here alone."""
    yield from AuditEntry.objects.only("ids").iterator(chunk_size=2_000)
    yield from Decision.objects.filter(kind__in=sorted(_kinds())).only("kind", "body").iterator()


def _has_plain(row: ChainedRow) -> bool:
    if isinstance(row, AuditEntry):
        return has_plain_ids(row.ids)
    return isinstance(row, Decision) and row.kind in _kinds() and has_plain_body(row.body)


def _hash_rows(rows: list[ChainedRow]) -> set[int]:
    """Hash the ids of those that have plain ones, in memory; their numbers."""
    plain = [row for row in rows if _has_plain(row)]
    for row in plain:
        if isinstance(row, AuditEntry):
            row.ids = hash_named(row.ids)
        elif isinstance(row, Decision):
            row.body = hash_body(row.body)
    return {row.sequence for row in plain}


@cache
def _kinds() -> frozenset[str]:
    """The kinds of decisions of these journals."""
    tables = {noun: apps.get_model("casework", table) for noun, table in JOURNALS.items()}
    return frozenset(
        f"{noun}_{word}"
        for noun, table in tables.items()
        for field in table._meta.concrete_fields
        if field.attname == "kind"
        for word, _label in field.flatchoices
    )
