"""Finds the holds for which a decided erasure waits: those of its own records, and of what would go with them."""

from collections.abc import Mapping

from sightline.casework.core.session import ReaderSession
from sightline.casework.erasure.pages import HeldErasure
from sightline.casework.retention.decisions import holds_in_force
from sightline.casework.retention.held_records import find_holds, records_left
from sightline.sealing.roll_keys import find_roll_keys
from sightline.store import Workspace
from sightline.store.erasures import ErasedKind, Erasure, ErasureRegister, read_register


def find_waiting(
    session: ReaderSession, workspace: Workspace, erasure: Erasure, every: Mapping[str, str], *, sequence: int
) -> HeldErasure | None:
    """The holds that keep one of its records, or else a record of a file whose bytes would go; None where none does.

    `every`: all records, each with its agency. `erasure` has its hashes under the key of the workspace's register.
    """
    from sightline.ingest.erasure.part_rows import list_erased, list_losing_bytes  # not at the top: pages do without it

    if not holds_in_force():
        return None
    register = ErasureRegister.of((erasure,), read_register(workspace.root).key)
    if holds := find_holds(session, records_left(register, every)):
        return HeldErasure(sequence, tuple(one.sequence for one in holds))
    rows, keys = list_erased(workspace, register), find_roll_keys(workspace.root)
    beside = list_losing_bytes(workspace, row_ids=rows, keys=keys)
    if holds := find_holds(session, beside):
        return HeldErasure(sequence, tuple(one.sequence for one in holds), of_file=True)
    return None


def holds_of_sealed(register: ErasureRegister, before: Erasure, after: Erasure) -> tuple[int, ...]:
    """The holds that may keep a row of a sealed roll that goes with an erasure. Nobody knows its agency or its days."""
    found = set(after.hashes[ErasedKind.RECORD]) - set(before.hashes[ErasedKind.RECORD])
    if not found:
        return ()
    return tuple(
        hold.sequence
        for hold in holds_in_force()
        if (hold.said.has_terms and not hold.said.people)
        or any(register.hash(ErasedKind.RECORD, one) in found for one in hold.said.record_ids)
    )
