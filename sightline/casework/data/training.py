"""Trains a linkage model from the current snapshot and people's answers, into the workspace or a folder.

Training puts nothing into force. The shipped model and the current snapshot stay as they are; a trained model is read
by people first, with a report that holds counts alone.
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from sightline import __version__
from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.rights import check_files
from sightline.casework.core.serving import need_snapshot
from sightline.casework.core.session import ReaderSession
from sightline.casework.learning.linkage_reports import describe_learned
from sightline.casework.learning.model_kinds import LINKAGE
from sightline.casework.rule_switches.switches import matching_rules_off
from sightline.casework.same_person.answer_history import judgements_in_force
from sightline.linkage.columns import read_columns
from sightline.model.errors import Usage
from sightline.model.progress import SILENT, Progress
from sightline.store import DuckDBEngine, Workspace
from sightline.store.snapshots import Snapshot

if TYPE_CHECKING:
    from sightline.linkage.training.model import TrainedModel

COLUMNS_FILE = "linkage.toml"


def train_model(
    session: ReaderSession,
    *,
    workspace: Workspace,
    out: Path | None = None,
    labels: Path | None = None,
    groups: Path | None = None,
    progress: Progress = SILENT,
) -> "TrainedModel":
    """Train a new model, and write it with its report into `out`, or else into the workspace.

    `labels` give the blocking recall; by `groups` (mention_id, name_list) changes are counted by origin of names.
    Usage where the folder is in use or people are few.
    """
    from sightline.linkage.training.report import write_folder

    with audited(session, action="train") as trail:
        check_files(actor=session.actor)
        if out:
            check_folder(out=out)
        snapshot = need_snapshot(workspace)
        trail.add("snapshot", [snapshot.id])
        with open_analysis(snapshot) as engine:
            trained = train_on(engine, workspace, labels, progress)
            changes = None if out else _measure(engine, workspace, trained, groups, progress)
        if out:
            out.mkdir(exist_ok=True)
            write_folder(trained=trained, folder=out)
        else:
            about = {
                "trained_by": session.actor.reader.username,
                "trained_at": clock.now_at(),
                "code": __version__,
                "snapshot": snapshot.id,
                "learned": describe_learned(trained),
                "changes": changes,
            }
            _keep(workspace, trained, about)
        trail.details = {"model": trained.version, "profiles": trained.profiles, "people": trained.people}
    return trained


def train_on(
    engine: DuckDBEngine, workspace: Workspace, labels: Path | None = None, progress: Progress = SILENT
) -> "TrainedModel":
    """Train on the tables of a snapshot and the answers in force, and write nothing."""
    from sightline.linkage.training.model import train  # not at the top: a web process does without

    return train(
        engine=engine,
        secret=workspace.secret().encode(),
        columns=read_columns(workspace.root / COLUMNS_FILE),
        judgements=judgements_in_force(),
        true_ids=_true_ids(engine, labels) if labels else None,
        progress=progress,
    )


def _measure(
    engine: DuckDBEngine, workspace: Workspace, trained: "TrainedModel", groups: Path | None, progress: Progress
) -> dict[str, Any]:
    """Everybody joined anew by the model, held against how they are joined now."""
    from sightline.linkage.evaluation.labels import MENTION_GROUP_COLUMNS, read_groups
    from sightline.linkage.training.changes import measure_changes

    changes = measure_changes(
        engine=engine,
        settings=trained.settings,
        secret=workspace.secret().encode(),
        judgements=judgements_in_force(),
        groups=read_groups(path=groups, columns=MENTION_GROUP_COLUMNS) if groups else None,
        rules_off=matching_rules_off(),
        progress=progress,
    )
    return asdict(changes)


def _keep(workspace: Workspace, trained: "TrainedModel", about: dict[str, Any]) -> None:
    from sightline.linkage.model_files import pack_model

    described = json.dumps(about, indent=1, sort_keys=True).encode() + b"\n"
    LINKAGE.write(workspace, version=trained.version, model=pack_model(trained.written), about=described)


def check_folder(*, out: Path) -> None:
    """Usage where the folder cannot be made, or holds something: no model is written over."""
    if not out.parent.is_dir() or (out.exists() and (not out.is_dir() or any(out.iterdir()))):
        raise Usage(
            "The model cannot be written there.",
            code="no_folder",
            what_to_do="Name an empty folder or a new one. The folder around it must exist.",
        )


@contextmanager
def open_analysis(snapshot: Snapshot) -> Iterator[DuckDBEngine]:
    """The snapshot's facts, for reading, with a folder to spill into that is gone afterwards."""
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    try:
        with tempfile.TemporaryDirectory() as spill:
            engine.connection.execute(f"SET temp_directory = '{spill}'").fetchall()
            yield engine
    finally:
        engine.close()


def _true_ids(engine: DuckDBEngine, labels: Path) -> pa.Table:
    from sightline.linkage.evaluation.labels import read_labels
    from sightline.linkage.evaluation.measures import find_true_ids

    return find_true_ids(engine=engine, labels=read_labels(path=labels))
