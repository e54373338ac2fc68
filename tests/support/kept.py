"""Runs that many tests ask for alike: the snapshot is built by the first of them and copied for the others.

Nothing is made up here. A snapshot's id names all that it rests on (files, day, key, answers, rules, code), and that
very id is looked for, with the key that all of these workspaces share. Whoever tests how a run is made asks `pipeline`
itself.
"""

import os
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from unittest.mock import patch

from support.sessions import session_of
from support.small_partnership import shared_folder

from sightline import pipeline
from sightline.casework.core.actor import house_actor
from sightline.casework.data.runs import RunReport, run_pipeline
from sightline.model.judgements import Judgement
from sightline.store import Workspace
from sightline.store.snapshots import Snapshot, find_snapshot
from sightline.store.workspace import SECRET_FILE

KEY = "7" * 64


def run(workspace: Workspace, *, as_at: date | None = None) -> RunReport:
    """Run and serve, as the operator would."""
    give_key(workspace)
    with patch.object(pipeline, "find_snapshot", find_or_copy):
        report = run_pipeline(session_of(house_actor()), workspace=workspace, as_at=as_at)
    keep(workspace, report.snapshot_id)
    return report


def build(workspace: Workspace, *, as_at: date, judgements: Sequence[Judgement] = ()) -> Snapshot:
    """Run, and serve nothing."""
    give_key(workspace)
    with patch.object(pipeline, "find_snapshot", find_or_copy):
        made = pipeline.run(workspace=workspace, as_at=as_at, judgements=judgements)
    keep(workspace, made.id)
    return made


def give_key(workspace: Workspace) -> None:
    """The key that homes are hashed with; a workspace that has one keeps it."""
    path = workspace.root / SECRET_FILE
    if not path.exists():
        path.write_text(KEY, encoding="ascii")


def find_or_copy(workspace: Workspace, wanted: str) -> Snapshot | None:
    """The finished snapshot of that id, of this workspace or as it was built in another."""
    held = store(workspace) / wanted
    if held.is_dir() and not (workspace.snapshots / wanted).exists():
        shutil.copytree(held, workspace.snapshots / wanted)
    return find_snapshot(workspace, wanted)


def keep(workspace: Workspace, snapshot_id: str) -> None:
    """Keep a snapshot for the others, before a test does anything to it."""
    held = store(workspace) / snapshot_id
    if not held.exists():
        begun = held.with_name(f"{snapshot_id}.{os.getpid()}.partial")
        shutil.copytree(workspace.snapshots / snapshot_id, begun)
        try:
            begun.rename(held)
        except OSError:  # another worker kept it meanwhile
            shutil.rmtree(begun)


def store(workspace: Workspace) -> Path:
    """Where they are kept: among pytest's temporary folders, beside those of the tests, for every worker the same."""
    return shared_folder(workspace.root.parents[1]) / "kept-snapshots"
