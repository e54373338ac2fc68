"""The reasons that people typed with decisions and audit rows about a record: known by the keys that seal them.

A reason goes where its row names such a record, a mention on it, or an action, meeting, file or concern about it,
whoever else the row names. The row itself stays: who decided what, and when.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sightline.casework.audit.hash_chain import read_erased_rows
from sightline.casework.audit.id_hashes import BETWEEN, read_named
from sightline.casework.concerns.models import Concern
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.core.row_keys.ciphers import destroy_keys, list_missing
from sightline.casework.core.row_keys.models import RowKey
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item
from sightline.casework.meetings.models import Meeting
from sightline.casework.subject_files.models import SubjectFile
from sightline.model.sealed_words import key_id_of
from sightline.store.chain_files import CHAINS
from sightline.store.erasures import ErasedKind, ErasureRegister

REFERS = ("gives", "hold", "undoes", "ends")  # where a decision names an earlier one by its number
SUBJECTS = ((Meeting, "meeting_id"), (SubjectFile, "file_id"))
AUDIT, DECISIONS = CHAINS
IsMeant = Callable[[str], bool]


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
    records = _records_by_name(session, frozenset[str]().union(*(row.ids for row in rows)))
    meant = {name for name, some in records.items() if any(map(is_meant, some))}
    decided = set(_decisions_naming(meant))
    return {row.key_id for row in rows if row.ids & meant or row.refers & decided}


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
            yield ReasonRow(DECISIONS, sequence, key_id, frozenset(_texts_in(body)), refers)
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
        if meant and not meant.isdisjoint(_texts_in(body)):
            yield sequence


def _texts_in(value: object) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts_in(one)


def _records_by_name(session: ReaderSession, named: Iterable[str]) -> dict[str, set[str]]:
    """What rows name, each with the records that it is, is on, or is about."""
    found = {one: {one} for one in named if one}
    for name, about in _subjects():
        if name in found:
            found[name] |= about
    mentions = sorted(set().union(*found.values()))
    with session.open_current() as opened:
        records = opened[1].records_of_mentions(mention_ids=mentions) if opened else {}
    for concern_id, mention_id, record_id in Concern.objects.values_list("concern_id", "mention_id", "record_id"):
        records |= {concern_id: record_id, mention_id: record_id}
    return {name: some | {records[one] for one in some if one in records} for name, some in found.items()}


def _subjects() -> Iterator[tuple[str, set[str]]]:
    """Each action, meeting and file, with the mentions and records that it is about."""
    for item_id, record_id, mention_ids in Item.objects.values_list("item_id", "record_id", "mention_ids"):
        yield item_id, {record_id, *mention_ids} - {""}
    for model, key in SUBJECTS:
        for name, record_ids, mention_ids in model._default_manager.values_list(key, "record_ids", "mention_ids"):
            yield name, {*record_ids, *mention_ids}
