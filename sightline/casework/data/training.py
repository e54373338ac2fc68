"""Trains a linkage model from the current snapshot into a folder that the operator names.

Training puts nothing into force. The shipped model and the current snapshot stay as they are; a trained model is read
by people first.
"""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from sightline.casework.audit.trail import audited
from sightline.casework.core.rights import check_files
from sightline.casework.core.serving import need_snapshot
from sightline.casework.core.session import ReaderSession
from sightline.model.errors import Usage
from sightline.model.progress import SILENT, Progress
from sightline.store import DuckDBEngine, Workspace

if TYPE_CHECKING:
    from sightline.linkage.training.model import TrainedModel


def train_model(
    session: ReaderSession, *, workspace: Workspace, out: Path, labels: Path | None = None, progress: Progress = SILENT
) -> "TrainedModel":
    """Train a new model and write it and its report; Usage where the folder is in use or people are few."""
    from sightline.linkage.training.model import train  # not at the top: a web process does without Splink
    from sightline.linkage.training.report import write_model

    with audited(session, action="train") as trail:
        check_files(actor=session.actor)
        check_folder(out=out)
        snapshot = need_snapshot(workspace)
        trail.add("snapshot", [snapshot.id])
        engine = DuckDBEngine(snapshot.analysis, read_only=True)
        try:
            with tempfile.TemporaryDirectory() as spill:
                engine.connection.execute(f"SET temp_directory = '{spill}'").fetchall()
                trained = train(
                    engine=engine,
                    secret=workspace.secret().encode(),
                    true_ids=_true_ids(engine, labels) if labels else None,
                    progress=progress,
                )
        finally:
            engine.close()
        out.mkdir(exist_ok=True)
        write_model(trained=trained, folder=out)
        trail.details = {"model": trained.version, "profiles": trained.profiles, "people": trained.people}
    return trained


def check_folder(*, out: Path) -> None:
    """Usage where the folder cannot be made, or holds something: no model is written over."""
    if not out.parent.is_dir() or (out.exists() and (not out.is_dir() or any(out.iterdir()))):
        raise Usage(
            "The model cannot be written there.",
            code="no_folder",
            what_to_do="Name a folder that is empty, or not there yet, in a folder that is.",
        )


def _true_ids(engine: DuckDBEngine, labels: Path) -> pa.Table:
    from sightline.linkage.evaluation.labels import read_labels
    from sightline.linkage.evaluation.measures import find_true_ids

    return find_true_ids(engine=engine, labels=read_labels(path=labels))
