"""Runs the pipeline and makes its snapshot the current one, in one transaction with the decision and its audit.

Until that transaction is committed everybody reads the earlier snapshot, so a run may be killed at any moment. The lock
belongs to the process: whoever holds it knows that no other run is alive. A run of an earlier day that somebody names
is written beside the snapshot that is served, and pages never turn back to it.
"""

import json
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.chronology.event_verdicts import event_verdicts_in_force
from sightline.casework.concerns.extract import take_concerns, taken_through
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.agreements_in_force import find_not_shared
from sightline.casework.core.models import CurrentSnapshot, Decision, MentionSuccessor, PipelineRun, RunState
from sightline.casework.core.rights import check_files
from sightline.casework.core.selectors.whole_snapshots import MADE_CURRENT, hash_manifest, is_sound
from sightline.casework.core.serving import current_snapshot
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.disk import disk_full_said
from sightline.casework.data.frozen_rebuilds import rebuild_frozen
from sightline.casework.disputed_conclusions.succession import follow_disputed
from sightline.casework.escalation.candidates import refresh_records
from sightline.casework.finding.watch import rerun_watched_searches
from sightline.casework.go_live.decisions import go_lives_in_force
from sightline.casework.integrity.received_files import refuse_damaged
from sightline.casework.learning.model_kinds import LINKAGE, NOTES
from sightline.casework.learning.services.examples import forget_gone_examples
from sightline.casework.patterns.succession import follow_instances
from sightline.casework.readings.confirmed_signs import confirmed_signs_in_force
from sightline.casework.readings.sample import signs_asked_of_rules
from sightline.casework.reappraisal.anchors import find_moved, write_successors
from sightline.casework.reappraisal.arrived_corrections import ArrivedChange, find_arrived, tell_of_arrived
from sightline.casework.reappraisal.services.identity import write_changes
from sightline.casework.reappraisal.vanished_patterns import find_gone, write_gone
from sightline.casework.retention.gate import refuse_unfinished
from sightline.casework.reviews.histories import frozen_snapshot_ids
from sightline.casework.rolls.closures import close_openings
from sightline.casework.rolls.openings import open_rolls
from sightline.casework.rule_switches.switches import matching_rules_off
from sightline.casework.same_person.answer_history import judgements_in_force
from sightline.casework.same_person.merge_detection import IdentityChange, find_changes, snapshot_to_compare
from sightline.casework.same_person.vanished_mentions import AnchorChanges
from sightline.casework.word_index.word_hashes import find_key
from sightline.model.errors import OurFault, SightlineError
from sightline.model.progress import SILENT, Progress
from sightline.sealing.roll_keys import RollKeys, find_roll_keys
from sightline.store import Workspace
from sightline.store.snapshots import DAYS_KEPT, Snapshot, compare, prune

logger = logging.getLogger(__name__)
Changes = dict[str, dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class RowsTakenBack:
    """How many rows of one kind a run left out, because no agreement shares them, and why the agreement does not."""

    agency: str
    layout: str
    rows: int
    agreement: str
    by: str


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run made: the snapshot, rows by table and, where asked for, what changed since the one before.

    `linkage` and `noted` are what linking did, and what it asks about notes, in counts: `linkage.LinkageReport` and
    `linkage.NotedReport` as the manifest has them. `left_out`: what no agreement shares any more. `served_on` is the
    later day that pages go on showing, where this run is of an earlier one.
    """

    snapshot_id: str
    counts: dict[str, int]
    changes: Changes = field(default_factory=dict)
    linkage: dict[str, Any] = field(default_factory=dict)
    noted: dict[str, Any] = field(default_factory=dict)
    left_out: tuple[RowsTakenBack, ...] = ()
    served_on: date | None = None


def run_pipeline(
    session: ReaderSession,
    *,
    workspace: Workspace,
    as_at: date | None = None,
    progress: Progress = SILENT,
    explain: bool = False,
) -> RunReport:
    """Run the pipeline as known on `as_at` (by default today), and serve the result unless pages show a later day."""
    with audited(session, action="run") as trail:
        check_files(actor=session.actor)
        session = session.as_house()
        refuse_unfinished(workspace)
        with (
            disk_full_said(workspace.root),
            workspace.lock(owner=session.actor.reader.username, doing="run", now=clock.now_at()),
        ):
            served_on = _later_day_served(workspace, as_at) if as_at else None
            run, snapshot, changes = run_held(
                session,
                workspace=workspace,
                as_at=as_at or clock.today(),
                trail=trail,
                progress=progress,
                explain=explain,
                is_beside=served_on is not None,
            )
            rebuild_frozen(session, workspace=workspace, progress=progress)
    _tell_watchers(session)
    _forget_examples(session)
    manifest = snapshot.manifest()
    left_out = _left_out(workspace, manifest.get("left_out", ()))
    return RunReport(snapshot.id, run.counts, changes, manifest["linkage"], manifest["proposals"], left_out, served_on)


def _left_out(workspace: Workspace, counted: Sequence[Mapping[str, Any]]) -> tuple[RowsTakenBack, ...]:
    """What the run left out, with the agreement by which each kind was shared, and why it is no more."""
    taken_back = {one.kind: one for one in find_not_shared(workspace.root, on=clock.today()).taken_back}
    found = []
    for one in counted:
        kind = f"{one['agency']} {one['layout']}"
        by = taken_back.get(kind) or taken_back[kind.partition("/")[0]]
        found.append(RowsTakenBack(one["agency"], one["layout"], one["rows"], by.agreement, by.by))
    return tuple(found)


def run_held(
    session: ReaderSession,
    *,
    workspace: Workspace,
    as_at: date,
    trail: Trail,
    progress: Progress = SILENT,
    explain: bool = False,
    is_beside: bool = False,
) -> tuple[PipelineRun, Snapshot, Changes]:
    """The same under the workspace's lock, which the caller holds, within an act that the caller audits.

    `is_beside`: what is served stays, and so does all that rests on it.
    """
    session = session.as_house()
    run = _begin(session.actor, as_at)
    with _run_outcome_kept(run):
        take_concerns(workspace=workspace, now=clock.now_at())
        refuse_damaged(workspace=workspace, progress=progress)
        before = _previous(workspace)
        snapshot = _build_opened(session, workspace, run.as_at, progress)
        changes = compare(old=before, new=snapshot) if explain and before else {}
        if is_beside:
            _keep_beside(session.actor, run, snapshot, trail)
            return run, snapshot, changes
        served = snapshot_to_compare(workspace, made=snapshot, as_at=run.as_at)
        changed = find_changes(before=served, after=snapshot) if served else ()
        gone = find_gone(before=served, after=snapshot) if served else {}
        moved = find_moved(before=served, after=snapshot) if served else AnchorChanges()
        arrived = find_arrived(before=served, after=snapshot) if served else ()
        _make_current(
            session, run, snapshot, trail, served=served, changed=changed, gone=gone, moved=moved, arrived=arrived
        )
    prune(workspace, current=snapshot.id, frozen={*frozen_snapshot_ids(), *_beside_of_late()})
    return run, snapshot, changes


def _tell_watchers(session: ReaderSession) -> None:
    """Tell accounts what is new in the searches that they watch: the run is done, whatever becomes of this."""
    try:
        rerun_watched_searches(session)
    except SightlineError as error:
        logger.error("saved searches could not be made: %s", error.code)


def _forget_examples(session: ReaderSession) -> None:
    """Delete examples of notes whose record no longer holds them; the run is done, whatever becomes of this."""
    try:
        forget_gone_examples(session)
    except SightlineError as error:
        logger.error("examples of notes could not be looked at: %s", error.code)


def _build(
    session: ReaderSession, workspace: Workspace, as_at: date, progress: Progress, keys: RollKeys | None
) -> Snapshot:
    from sightline import pipeline  # not at the top: a web process, which only reads, does without the rooms of a run

    return pipeline.run(
        workspace=workspace,
        as_at=as_at,
        progress=progress,
        judgements=judgements_in_force(),
        live_through=taken_through(as_at=as_at),
        go_lives=go_lives_in_force(),
        note_model=NOTES.in_force(workspace),
        linkage_model=LINKAGE.in_force(workspace),
        matching_off=matching_rules_off(),
        asked_signs=signs_asked_of_rules(session),
        confirmed_signs=confirmed_signs_in_force(),
        confirmed_key=find_key() or b"",
        event_verdicts=event_verdicts_in_force(),
        roll_keys=keys,
        not_shared=find_not_shared(workspace.root, on=clock.today()).for_readers,
        is_sound=is_sound,
    )


def _build_opened(session: ReaderSession, workspace: Workspace, as_at: date, progress: Progress) -> Snapshot:
    """Build a snapshot; where by it sealed rows are opened or closed today, another, and that one is served.

    What information governance said to close is closed before.
    """
    keys = find_roll_keys(workspace.root)
    if keys is not None and as_at >= clock.today():
        close_openings(session, workspace=workspace, keys=keys)
    snapshot = _build(session, workspace, as_at, progress, keys)
    if keys is None or as_at < clock.today():
        return snapshot
    model = LINKAGE.in_force(workspace)
    opened = open_rolls(session, workspace=workspace, snapshot=snapshot, keys=keys, model=model)
    return _build(session, workspace, as_at, progress, keys) if opened else snapshot


def _previous(workspace: Workspace) -> Snapshot | None:
    """The snapshot served until now; none where it was lost, for then this run builds it again."""
    try:
        return current_snapshot(workspace)
    except OurFault:
        return None


def _later_day_served(workspace: Workspace, as_at: date) -> date | None:
    """The day of the snapshot that pages show, where it is later than `as_at`."""
    served = _previous(workspace)
    day = date.fromisoformat(served.id[:10]) if served else None
    return day if day and day > as_at else None


def _beside_of_late() -> tuple[str, ...]:
    """The snapshots that were written beside the one served in the last 14 days: those of later runs leave them."""
    since = clock.moved(clock.now_at(), seconds=-int(timedelta(days=DAYS_KEPT).total_seconds()))
    found = PipelineRun.objects.filter(state=RunState.BESIDE, ended_at__gte=since)
    return tuple(found.values_list("snapshot_id", flat=True))


def _begin(actor: Actor, as_at: date) -> PipelineRun:
    """Note the run. We hold the lock, so any other run that says it is running has died."""
    PipelineRun.objects.filter(state=RunState.RUNNING).update(state=RunState.INTERRUPTED)
    return PipelineRun.objects.create(
        started_at=clock.now_at(), by=actor.reader.username, os_name=actor.os_name, as_at=as_at, state=RunState.RUNNING
    )


@contextmanager
def _run_outcome_kept(run: PipelineRun) -> Iterator[None]:
    """Keep how a run ended, also where it failed: an error's own words only where they are ours."""
    try:
        yield
    except BaseException as error:
        run.state = RunState.FAILED if isinstance(error, Exception) else RunState.INTERRUPTED
        run.what_went_wrong = str(error) if isinstance(error, SightlineError) else type(error).__name__
        run.ended_at = clock.now_at()
        run.save()
        raise


def _keep_beside(actor: Actor, run: PipelineRun, snapshot: Snapshot, trail: Trail) -> None:
    """Note the run of an earlier day, with its audit row; what is served does not change."""
    with transaction.atomic(durable=True):
        run.state, run.ended_at, run.snapshot_id = RunState.BESIDE, clock.now_at(), snapshot.id
        run.counts = dict(snapshot.manifest()["counts"])
        run.save()
        trail.add("snapshot", [snapshot.id])
        append_entry(actor=actor, action="run", trail=trail)


def _make_current(
    session: ReaderSession,
    run: PipelineRun,
    snapshot: Snapshot,
    trail: Trail,
    *,
    served: Snapshot | None,
    changed: Sequence[IdentityChange],
    gone: Mapping[str, str],
    moved: AnchorChanges,
    arrived: Sequence[ArrivedChange],
) -> None:
    """All that becomes true with a new snapshot, at one moment: also what rested on what it changed."""
    now = clock.now_at()
    with transaction.atomic(durable=True):
        manifest_sha = hash_manifest(snapshot)
        row = {"snapshot_id": snapshot.id, "changed_at": now, "manifest_sha256": manifest_sha}
        CurrentSnapshot.objects.update_or_create(id=1, defaults=row)
        session.change_snapshot()
        refresh_records(session)
        follow_instances(session)
        follow_disputed(session)
        run.state, run.ended_at, run.snapshot_id = RunState.DONE, now, snapshot.id
        run.counts = dict(snapshot.manifest()["counts"])
        run.save()
        hash_chain.append(
            Decision,
            kind=MADE_CURRENT,
            by=session.actor.reader.username,
            os_name=session.actor.os_name,
            body={"snapshot_id": snapshot.id, "as_at": run.as_at.isoformat(), "manifest_sha256": manifest_sha},
        )
        if served:
            write_successors(moved)
            stand_ins = {**{one.mention_id: one.stand_in for one in moved.gone}, **MentionSuccessor.objects.read()}
            write_changes(before=served.id, after=snapshot.id, changes=changed, on=clock.today(), stand_ins=stand_ins)
            write_gone(actor=session.actor, before=served.id, after=snapshot.id, gone=gone)
        tell_of_arrived(session, arrived, trail=trail)
        trail.add("snapshot", [snapshot.id])
        append_entry(actor=session.actor, action="run", trail=trail)


def lock_is_free(workspace: Workspace) -> bool:
    """Whether nobody works in the workspace, by what the lock file says. It only looks, and never holds the lock."""
    try:
        holder = json.loads((workspace.root / "lock.json").read_text(encoding="utf-8"))
        os.kill(int(holder["pid"]), 0)
    except (OSError, ValueError, KeyError):
        return True
    return False
