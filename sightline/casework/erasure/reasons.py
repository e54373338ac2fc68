"""The reasons that people typed with decisions and audit rows about a record: known by the keys that seal them.

A reason goes where its row names such a record, a mention on it, or an action, meeting, file or concern about it,
whoever else the row names. The row itself stays: who decided what, and when.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sightline.casework.audit.hash_chain import read_erased_rows
from sightline.casework.audit.id_hashes import BETWEEN, read_named
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.core.row_keys.ciphers import destroy_keys, list_missing
from sightline.casework.core.row_keys.models import RowKey
from sightline.casework.core.row_keys.sealed_texts import key_ids_of
from sightline.casework.core.session import ReaderSession
from sightline.casework.erasure.named_things import IsMeant, NamedThings, texts_in
from sightline.model.sealed_words import key_id_of
from sightline.store.chain_files import CHAINS
from sightline.store.erasures import ErasedKind, ErasureRegister

REFERS = ("gives", "hold", "undoes", "ends")  # where a decision names an earlier one by its number
AUDIT, DECISIONS = CHAINS


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """A row with a reason: its chain and number, the key of the reason, what it names, and decisions it refers to.

    What an audit row names has its kind before it, and is a keyed hash.
    """

    chain: str
    sequence: int
    key_id: str
    ids: frozenset[str]
    refers: frozenset[int] = frozenset()


def reason_keys(session: ReaderSession, is_meant: IsMeant) -> set[str]:
    """The ids of the keys of every reason about one of these records."""
    rows = _with_plain_ids(session, list(_rows_with_reasons()))
    named = frozenset[str]().union(*(row.ids for row in rows))
    things = NamedThings(is_meant, beside=named)
    meant = {one for one in named if one and any(map(is_meant, things.reached(one)))}
    decided = set(_decisions_naming(meant))
    return {row.key_id for row in rows if row.ids & meant or row.refers & decided}


def keys_of_words(says: Callable[[Iterable[str]], bool]) -> set[str]:
    """The ids of the keys of every reason of which this is true, whatever its row names."""
    found = set[str]()
    for model, column in ((Decision, "why"), (AuditEntry, "reason")):
        for row in model.objects.exclude(**{column: ""}).only(column).iterator():
            if (key_ids := key_ids_of(row)) and says((getattr(row, column),)):
                found.update(key_ids)
    return found


def destroy_reasons(register: ErasureRegister) -> int:
    """Destroy the keys of reasons that the register holds, in the caller's transaction; how many."""
    every = RowKey.objects.values_list("id", flat=True)
    return destroy_keys([one for one in every if register.holds(ErasedKind.REASON, one)])


def find_erased_rows() -> dict[str, list[int]]:
    """The rows of each chain whose reason lost its key, and that no decision names yet."""
    rows = list(_rows_with_reasons())
    missing, named = list_missing({row.key_id for row in rows}), {name: read_erased_rows(name) for name in CHAINS}
    return {
        name: [row.sequence for row in rows
               if row.chain == name and row.key_id in missing and row.sequence not in named[name]]
        for name in CHAINS
    }  # fmt: skip


def _rows_with_reasons() -> Iterator[ReasonRow]:
    decisions = Decision.objects.exclude(why="").oldest_first().values_list("sequence", "why", "body")
    for sequence, why, body in decisions.iterator():
        if key_id := key_id_of(why):
            refers = frozenset(value for name in REFERS if isinstance(value := body.get(name), int))
            yield ReasonRow(DECISIONS, sequence, key_id, frozenset(texts_in(body)), refers)
    entries = AuditEntry.objects.exclude(reason="").oldest_first().values_list("sequence", "reason", "ids")
    for sequence, reason, ids in entries.iterator():
        if key_id := key_id_of(reason):
            yield ReasonRow(AUDIT, sequence, key_id, frozenset(ids))


def _with_plain_ids(session: ReaderSession, rows: Sequence[ReasonRow]) -> list[ReasonRow]:
    """The same, with the ids that hashes of audit rows stand for, each without its kind."""
    known = read_named(session, {one for row in rows if row.chain == AUDIT for one in row.ids})
    return [
        replace(row, ids=frozenset(known.get(one, one).partition(BETWEEN)[2] for one in row.ids))
        if row.chain == AUDIT
        else row
        for row in rows
    ]


def _decisions_naming(meant: set[str]) -> Iterator[int]:
    """The decisions that name one of these things, with a reason or without."""
    for sequence, body in Decision.objects.oldest_first().values_list("sequence", "body").iterator():
        if meant and not meant.isdisjoint(texts_in(body)):
            yield sequence
