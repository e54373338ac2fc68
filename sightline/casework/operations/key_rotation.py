"""Changes the keys of a workspace: for sessions, for linking, for sealed data. A change given again goes on and ends.

The order of the steps matters. What opens both the old and the new is written first, and what is old is let go last,
so that a change may be interrupted anywhere. The decision names fingerprints, never a key.
"""

import hashlib
import shutil
import time
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import check_operations
from sightline.casework.core.serving import current_snapshot
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.frozen_rebuilds import rebuild_frozen
from sightline.casework.data.runs import run_pipeline
from sightline.casework.keys import head_keys, session_keys
from sightline.casework.keys.keyring import change_master, is_being_changed, read_keyring, write_keyring
from sightline.casework.keys.sealed_rows import count_sealed, reseal
from sightline.casework.reviews.pages.terms import RebuildReason
from sightline.model.errors import OurFault, Usage
from sightline.model.progress import SILENT, Progress
from sightline.store import Workspace
from sightline.store.snapshots import list_snapshots

SESSION, LINKING, DATA, HEADS = "session", "linking", "data", "heads"
ROTATE = "rotate_key"
FIGURES = 16
PAUSE_SECONDS = 2.0  # a request that sealed with the old key has by then written what it sealed


@dataclass(frozen=True, slots=True)
class RotationReport:
    """A key that was changed: from which to which, by their fingerprints, and what was done with it anew."""

    key: str
    before: str
    after: str
    done_anew: int
    removed_snapshots: tuple[str, ...] = ()


def rotate_key(
    session: ReaderSession, *, workspace: Workspace, key: str, as_at: date | None = None, progress: Progress = SILENT
) -> RotationReport:
    """Change one key and everything that is under it; Usage where there is no such key."""
    with audited(session, action=ROTATE) as trail:
        check_operations(actor=session.actor)
        trail.details = {"key": key}
        if key == SESSION:
            return _rotate_session(session.actor, trail, workspace)
        if key == DATA:
            return _rotate_data(session.actor, trail, workspace)
        if key == LINKING:
            return _rotate_linking(session, trail, workspace, as_at, progress)
        if key == HEADS and head_keys.has_head_key(workspace.root):
            return _rotate_heads(session.actor, trail, workspace)
        raise Usage(
            f"There is no key '{key}' here.",
            code="no_key",
            what_to_do=f"Choose one of: {SESSION}, {LINKING}, {DATA}, {HEADS} (once a head was kept).",
        )


def fingerprint(key: str) -> str:
    """What a key is called in decisions and lists; the key cannot be told from it."""
    return hashlib.sha256(f"fingerprint of a Sightline key\x1f{key}".encode()).hexdigest()[:FIGURES]


def _rotate_session(actor: Actor, trail: Trail, workspace: Workspace) -> RotationReport:
    """Sessions signed with the key before go on for some hours. Second steps are moved to the data key first."""
    folder = workspace.root
    before, after = map(fingerprint, session_keys.begin_change(folder))
    with transaction.atomic(durable=True):
        done = reseal(read_keyring(folder))
    decide_rotation(actor, trail, SESSION, before, after)
    session_keys.end_change(folder)
    return RotationReport(SESSION, before, after, done)


def _rotate_data(actor: Actor, trail: Trail, workspace: Workspace) -> RotationReport:
    """A new data key, everything sealed anew with it, the old one let go, and a new master key around it."""
    folder = workspace.root
    if not is_being_changed(folder):
        write_keyring(folder, read_keyring(folder).with_new_key())
    keyring = read_keyring(folder)
    with transaction.atomic(durable=True):
        done = reseal(keyring)
    time.sleep(PAUSE_SECONDS)
    with transaction.atomic(durable=True):
        done += reseal(keyring)
    if count_sealed(except_under=keyring.in_use.id):
        raise OurFault(
            "Something is still sealed with the old key.",
            code="left_under_old_key",
            what_to_do="Nothing is lost: run the command again.",
        )
    before = keyring.keys[-1].id
    decide_rotation(actor, trail, DATA, before, keyring.in_use.id)
    change_master(folder, keyring.without_old_keys())
    return RotationReport(DATA, before, keyring.in_use.id, done)


def _rotate_linking(
    session: ReaderSession, trail: Trail, workspace: Workspace, as_at: date | None, progress: Progress
) -> RotationReport:
    """A new key, and a run that compares everything anew under it. Answers name mentions, so all of them stay."""
    with workspace.lock(owner=session.actor.reader.username, doing="keys rotate linking", now=clock.now_at()):
        before, after = map(fingerprint, workspace.begin_new_secret())
        decide_rotation(session.actor, trail, LINKING, before, after)
        shutil.rmtree(workspace.kept_readings.parent, ignore_errors=True)
    if any(workspace.batches.iterdir()):
        run_pipeline(session, workspace=workspace, as_at=as_at, progress=progress)
    removed = remove_others(workspace)
    with workspace.lock(owner=session.actor.reader.username, doing="keys rotate linking", now=clock.now_at()):
        rebuild_frozen(session, workspace=workspace, why=RebuildReason.KEY, progress=progress)
    workspace.forget_earlier_secret()
    return RotationReport(LINKING, before, after, 1, removed)


def _rotate_heads(actor: Actor, trail: Trail, workspace: Workspace) -> RotationReport:
    """A new key, with which every kept head is signed anew once its old signature was checked."""
    public_before, public_after, done = head_keys.begin_change(workspace)
    before, after = fingerprint(public_before), fingerprint(public_after)
    decide_rotation(actor, trail, HEADS, before, after)
    head_keys.end_change(workspace.root)
    return RotationReport(HEADS, before, after, done)


def remove_others(workspace: Workspace) -> tuple[str, ...]:
    """Remove every snapshot but the current one: they compare under the old key, and can be built again."""
    current = current_snapshot(workspace)
    others = [one for one in list_snapshots(workspace) if current is None or one.id != current.id]
    for one in others:
        shutil.rmtree(one.folder)
    return tuple(one.id for one in others)


def decide_rotation(actor: Actor, trail: Trail, key: str, before: str, after: str) -> None:
    """Append the decision and its audit row; once for each change, however often it was interrupted."""
    if Decision.objects.of_kind(ROTATE).filter(body__to=after).exists():
        return
    with transaction.atomic(durable=True):
        row = hash_chain.append(
            Decision,
            kind=ROTATE,
            by=actor.reader.username,
            os_name=actor.os_name,
            body={"key": key, "from": before, "to": after},
        )
        trail.add("decision", [str(row.sequence)])
        append_entry(actor=actor, action=ROTATE, trail=trail)
