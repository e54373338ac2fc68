"""Holds the current snapshot's persons against labels that somebody brings.

A newcomer would get this wrong: labels and groups of names are read for this one answer and kept nowhere. Nobody's
record learns from them which list its name comes from.
"""

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from sightline.casework.actors import Actor
from sightline.casework.audit import audited
from sightline.casework.current import need_snapshot
from sightline.casework.permissions import check_files
from sightline.model.errors import Usage
from sightline.store import DuckDBEngine, Workspace
from sightline.store.files import sha256_of

if TYPE_CHECKING:
    from sightline.linkage.evaluating import Evaluation


def evaluate_links(*, actor: Actor, workspace: Workspace, labels: Path, groups: Path | None = None) -> "Evaluation":
    """Score who is joined against labels, in counts. Usage where groups come with labelled pairs, BadInput in them."""
    from sightline.linkage.evaluating import evaluate  # not at the top: a web process does without Splink
    from sightline.linkage.labels import read_groups, read_labels

    with audited(actor=actor, action="evaluate") as trail:
        check_files(actor=actor)
        snapshot = need_snapshot(workspace)
        known = read_labels(path=labels)
        if groups and known.by_pair:
            raise Usage(
                "Groups need labels that name true persons.",
                code="no_true_id",
                what_to_do="Give labels with source_file, source_row, slot and true_id, or leave --groups out.",
            )
        trail.add("snapshot", [snapshot.id])
        engine = DuckDBEngine(snapshot.analysis, read_only=True)
        try:
            with tempfile.TemporaryDirectory() as spill:
                engine.connection.execute(f"SET temp_directory = '{spill}'").fetchall()
                found = evaluate(engine=engine, labels=known, groups=read_groups(path=groups) if groups else None)
        finally:
            engine.close()
        trail.details = {"labels_sha256": sha256_of(labels), "overall": asdict(found.overall)}
    return found
