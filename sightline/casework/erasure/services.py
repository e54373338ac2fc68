"""Decides that records are erased, and carries out what is decided, under the workspace's lock.

A decision erases nothing yet. What is carried out is in the register first, so an interruption is seen, and the next
try does every phase again: each finds what is left to do by itself.
"""

from collections.abc import Callable, Collection
from dataclasses import replace

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import check_files
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.corrections.pages import CorrectionWhat
from sightline.casework.corrections.services import tell_all_who_were_shown
from sightline.casework.data.disk import disk_full_said
from sightline.casework.erasure.holds import find_waiting, holds_of_sealed
from sightline.casework.erasure.pages import ErasureReport, HeldErasure
from sightline.casework.erasure.phases import PHASES, Carrying
from sightline.casework.erasure.reasons import find_erased_rows, reason_keys
from sightline.casework.erasure.sealed_rows import with_sealed_rows
from sightline.casework.erasure.subjects import (
    corrections_of,
    holders_of,
    is_sealed,
    need_reviews,
    texts_about,
    with_cells,
)
from sightline.casework.retention.decisions import ERASED, FINISHED, read_erasures
from sightline.casework.retention.gate import check_gate, list_unfinished
from sightline.casework.retention.held_records import (
    check_not_held,
    find_holds,
    join_numbers,
    list_all_records,
    records_left,
)
from sightline.casework.retention.own_writings import list_writings
from sightline.casework.retention.register_copies import keep_register
from sightline.casework.retention.rights import (
    check_decides_about,
    check_erases,
    check_other_person,
    check_reads_retention,
)
from sightline.escalation import check_words
from sightline.model.errors import OurFault, Refused
from sightline.model.hash_chain import ERASED_ROWS
from sightline.model.ids import make_id
from sightline.model.nouns import Agency
from sightline.model.progress import SILENT, Progress
from sightline.model.retention import ErasureGround
from sightline.model.visibility import Scope
from sightline.store import Workspace
from sightline.store.erasures import KEY_FILE, ErasedKind, Erasure, ErasureRegister, need_key, read_register
from sightline.translation.messages import lazy as _

AfterPhase = Callable[[str], None]
PARTNERS = Scope(Agency.PARTNERSHIP, "", "", restricted=False)
WHOLE = ErasedKind.RECORD, ErasedKind.WRITING, ErasedKind.REVIEW  # what a person decides about by its id


def tell_nobody(_phase: str) -> None:
    """Nobody is told of a phase."""


def decide_erasure(
    session: ReaderSession,
    *,
    workspace: Workspace,
    record_ids: Collection[str],
    ground: ErasureGround,
    why: str,
    password: str = "",
) -> int:
    """Decide that these records are erased, saying why; the decision's number. `apply_erasures` carries it out.

    The id of a closed learning review stands for all that was written in it.

    A named person decides: at the command line with a password. Refused until the papers on holds are signed, and where
    a hold keeps one of the records. Of another body's record it says that there is none. A concern is erased with its
    corrections. A file, meeting, action or question that people wrote here is erased with its comments and documents.
    """
    with audited(session, action="decide_erasure") as trail:
        check_erases(actor=session.actor, password=password)
        words = check_words(why, today=clock.today(), part="why")
        check_gate()
        written = {one.writing_id: one for one in list_writings() if one.writing_id in set(record_ids)}
        reviews = need_reviews([one for one in record_ids if one not in written])
        records = set(record_ids) - written.keys() - reviews.keys()
        holders = holders_of(session, records) if records or not (written or reviews) else {}
        holders |= corrections_of(holders.__contains__)
        every = holders | {one.writing_id: Scope(one.agency, "", "", restricted=False) for one in written.values()}
        every |= dict.fromkeys(reviews, PARTNERS)
        check_decides_about(session, every.values())
        check_not_held(session, {record_id: one.agency for record_id, one in every.items()})
        register = need_key(workspace.root)
        texts = texts_about(holders.__contains__, of_reviews=reviews.__contains__)
        texts |= {sha for one in written.values() for sha in one.shas}
        reasons = reason_keys(session, every.__contains__)
        hashes = {
            str(ErasedKind.WRITING): sorted(register.hash(ErasedKind.WRITING, one) for one in written),
            str(ErasedKind.RECORD): sorted(register.hash(ErasedKind.RECORD, one) for one in holders),
            str(ErasedKind.REVIEW): sorted(register.hash(ErasedKind.REVIEW, one) for one in reviews),
            str(ErasedKind.TEXT): sorted(register.hash(ErasedKind.TEXT, one) for one in texts),
            str(ErasedKind.REASON): sorted(register.hash(ErasedKind.REASON, one) for one in reasons),
        }
        by = session.actor.reader.username
        whole = [each for kind in WHOLE for each in hashes[kind]]
        erasure_id = make_id("erasure", clock.now_at(), by, *whole)
        counts = {
            "records": len(every) - len(reviews),
            "reviews": len(reviews),
            "texts": len(texts),
            "reasons": len(reasons),
        }
        bodies = sorted({(one.agency, one.organisation, one.layout) for one in every.values()})
        whose = {"agencies": sorted({agency for agency, *_ in bodies}), "bodies": bodies}
        body = {"erasure": erasure_id, "ground": str(ground), **whose, **counts, "hashes": hashes}
        with transaction.atomic(durable=True):
            row = hash_chain.append(Decision, kind=ERASED, by=by, os_name=session.actor.os_name, why=words, body=body)
            trail.add("erasure", [erasure_id])
            trail.add("decision", [str(row.sequence)])
            trail.details = dict(counts)
            shown = [*holders, *(row for one in reviews.values() for row in one.row_ids)]
            tell_all_who_were_shown(session, record_ids=shown, what=CorrectionWhat.ERASED, trail=trail)
            append_entry(actor=session.actor, action="decide_erasure", trail=trail)
    return row.sequence


def decide_erasure_here(session: ReaderSession, *, record_ids: Collection[str], ground: ErasureGround, why: str) -> int:
    """The same in the workspace that this process serves."""
    return decide_erasure(session, workspace=current_workspace(), record_ids=record_ids, ground=ground, why=why)


def apply_erasures(
    session: ReaderSession, *, workspace: Workspace, progress: Progress = SILENT, after_phase: AfterPhase = tell_nobody
) -> ErasureReport:
    """Carry out every erasure that is decided, or was begun before: until it ends nothing is imported or updated.

    An erasure waits while a hold keeps one of its records. Refused where the same person decided. `after_phase` is told
    of each phase that ended.
    """
    with audited(session, action="apply_erasures") as trail:
        check_files(actor=session.actor)
        check_reads_retention(actor=session.actor)
        with (
            disk_full_said(workspace.root),
            workspace.lock(owner=session.actor.reader.username, doing="erasure", now=clock.now_at()),
        ):
            _check_may_go_on(session, workspace)
            held, sealed = _begin_decided(session, workspace)
            report = _apply(session, trail, workspace, progress, after_phase)
    return replace(report, held=held, sealed=sealed)


def apply_restored(session: ReaderSession, *, workspace: Workspace, progress: Progress = SILENT) -> ErasureReport:
    """Erase in a restored workspace what was erased since its backup; nothing else is begun."""
    if not list_unfinished(workspace):
        return ErasureReport()
    with (
        audited(session, action="apply_erasures") as trail,
        disk_full_said(workspace.root),
        workspace.lock(owner=session.actor.reader.username, doing="erasure", now=clock.now_at()),
    ):
        return _apply(session, trail, workspace, progress, tell_nobody)


def _apply(
    session: ReaderSession, trail: Trail, workspace: Workspace, progress: Progress, after_phase: AfterPhase
) -> ErasureReport:
    unfinished, register = list_unfinished(workspace), read_register(workspace.root)
    if not unfinished:
        return ErasureReport()
    if not register.key:
        raise OurFault(
            _("The key of the register of erasures is missing, so nobody can tell what must be erased."),
            code="no_erasure_key",
            where=KEY_FILE,
            what_to_do=_("Copy it from the newest set of keys into this folder. Then run 'sightline retention apply'."),
        )
    fresh = ErasureRegister.of(unfinished, register.key)
    carrying = Carrying(session, workspace, register, fresh, progress, trail)
    after_phase("register")
    for name, carry_out in PHASES.items():
        carry_out(carrying)
        after_phase(name)
    _finish(session.actor, trail, unfinished)
    return replace(carrying.report, erasures=tuple(one.id for one in unfinished))


def _check_may_go_on(session: ReaderSession, workspace: Workspace) -> None:
    """Refused where an erasure that was decided and begun here has not finished, and a hold or a paper stops it."""
    decided = {one.erasure_id for one in read_erasures()}
    begun = [one for one in list_unfinished(workspace) if one.id in decided]
    if not begun:
        return
    check_gate()
    register = ErasureRegister.of(begun, read_register(workspace.root).key)
    holds = find_holds(session, records_left(register, list_all_records(workspace)))
    if holds:
        raise Refused(
            _("The erasure that was begun waits, because a hold keeps some of its records: %(holds)s.")
            % {"holds": join_numbers(holds)},
            code="held",
            what_to_do=_("Review the hold: 'sightline retention holds' lists it. Then run this command again."),
        )


def _begin_decided(session: ReaderSession, workspace: Workspace) -> tuple[tuple[HeldErasure, ...], tuple[int, ...]]:
    """Put in the register what is decided; the decisions that a hold keeps waiting, and those on sealed rows."""
    register, held, sealed = read_register(workspace.root), [], []
    begun = {one.id for one in register.erasures}
    waiting = [one for one in read_erasures() if one.erasure_id not in begun and not one.done_at]
    if waiting:
        check_gate()
        check_other_person(actor=session.actor, erasures=waiting)
    every = list_all_records(workspace) if waiting else {}
    for one in waiting:
        erasure = _with_later(session, register, one.as_registered())
        if waits := find_waiting(session, workspace, erasure, every, sequence=one.sequence):
            held.append(waits)
        elif is_sealed(workspace, erasure):
            sealed.append(one.sequence)
        else:
            whole = with_sealed_rows(session, workspace, with_cells(workspace, erasure))
            if holds := holds_of_sealed(register, erasure, whole):
                held.append(HeldErasure(one.sequence, holds))
            else:
                register = register.with_erasure(whole)
    if waiting:
        keep_register(workspace, register)
    return tuple(held), tuple(sealed)


def _with_later(session: ReaderSession, register: ErasureRegister, erasure: Erasure) -> Erasure:
    """The same with the corrections of its concerns that were sent since the decision, and reasons and texts since."""
    decided = ErasureRegister.of((erasure,), register.key)
    corrections = corrections_of(lambda record_id: decided.holds(ErasedKind.RECORD, record_id))
    erasure = _with(register, erasure, ErasedKind.RECORD, corrections)
    every = ErasureRegister.of((erasure,), register.key)
    reasons = reason_keys(session, lambda one: any(every.holds(kind, one) for kind in WHOLE))
    erasure = _with(register, erasure, ErasedKind.REASON, reasons)
    texts = texts_about(
        lambda record_id: every.holds(ErasedKind.RECORD, record_id),
        of_reviews=lambda review_id: every.holds(ErasedKind.REVIEW, review_id),
    )
    written = (one for one in list_writings() if every.holds(ErasedKind.WRITING, one.writing_id))
    texts |= {sha for one in written for sha in one.shas}
    return _with(register, erasure, ErasedKind.TEXT, texts)


def _with(register: ErasureRegister, erasure: Erasure, kind: ErasedKind, later: Collection[str]) -> Erasure:
    hashes = sorted({*erasure.hashes.get(kind, ()), *(register.hash(kind, one) for one in later)})
    return replace(erasure, hashes={**erasure.hashes, str(kind): tuple(hashes)})


def _finish(actor: Actor, trail: Trail, erasures: Collection[Erasure]) -> None:
    """Say that they are finished: from then on files are imported and pages served again."""
    with transaction.atomic(durable=True):
        by, os_name, rows = actor.reader.username, actor.os_name, []
        for one in erasures:  # the first names the rows of all of them
            body = {"erasure": one.id, ERASED_ROWS: find_erased_rows()}
            rows.append(hash_chain.append(Decision, kind=FINISHED, by=by, os_name=os_name, body=body))
        trail.add("erasure", [one.id for one in erasures])
        trail.add("decision", [str(row.sequence) for row in rows])
        append_entry(actor=actor, action="apply_erasures", trail=trail)
