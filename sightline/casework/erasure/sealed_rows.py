"""Finds rows of sealed rolls about an erased child that nobody opened, so that they are erased with the child.

They are looked for where no record is left of the person. They are compared in memory, as rows are that a rule opens.
Nothing of them is kept but the handles and the records, as hashes of the register.
"""

from contextlib import closing
from dataclasses import replace

from sightline.casework.core.session import ReaderSession
from sightline.casework.learning.model_kinds import LINKAGE
from sightline.casework.rolls.openings import find_rows_of
from sightline.sealing.evidence import find_erased_subjects
from sightline.sealing.roll_keys import find_roll_keys
from sightline.store import Workspace
from sightline.store.engine import DuckDBEngine
from sightline.store.erasures import ErasedKind, Erasure, ErasureRegister, read_register


def with_sealed_rows(session: ReaderSession, workspace: Workspace, erasure: Erasure) -> Erasure:
    """The same with the sealed rows of each person of whom it leaves no record."""
    keys, snapshot = find_roll_keys(workspace.root), session.snapshot
    if keys is None or snapshot is None:
        return erasure
    every = read_register(workspace.root)
    register = ErasureRegister.of((*every.erasures, erasure), every.key)
    with closing(DuckDBEngine(snapshot.analysis, read_only=True)) as engine:
        subjects = find_erased_subjects(engine=engine, is_erased=lambda one: register.holds(ErasedKind.RECORD, one))
    found = find_rows_of(subjects, workspace=workspace, keys=keys, model=LINKAGE.in_force(workspace))
    said = {ErasedKind.SEALED: set(found), ErasedKind.RECORD: set(found.values())}
    hashes = {
        str(kind): tuple(sorted({*erasure.hashes.get(kind, ()), *(register.hash(kind, one) for one in some)}))
        for kind, some in said.items()
    }
    return replace(erasure, hashes={**erasure.hashes, **hashes})
