"""The corridor: the only place where the order of the rooms is written down.

A newcomer would get this wrong: the same inputs give the same snapshot id, so a run with nothing new makes nothing new,
and a run that was interrupted goes on after its last stage.
"""

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any

from sightline import __version__, chronology, ingest, linkage
from sightline.model.judgements import Judgement
from sightline.model.progress import SILENT, Progress
from sightline.model.schema import SCHEMA_VERSION
from sightline.rulebook.files import rules_folder
from sightline.store.batches import list_parts
from sightline.store.serve_build import build_serve
from sightline.store.snapshots import SERVE, Snapshot, Stages, find_snapshot, hash_tables, snapshot_id
from sightline.store.workspace import Workspace


def run(
    *,
    workspace: Workspace,
    as_at: date,
    progress: Progress = SILENT,
    judgements: Sequence[Judgement] = (),
    live_through: int = 0,
) -> Snapshot:
    """Build, or find, the snapshot of all that was received, as known on the day `as_at`, and of the answers given.

    `live_through` is the number through which what people entered themselves is among the files.
    """
    inputs = describe_inputs(workspace, judgements)
    wanted = snapshot_id(as_at=as_at, inputs=[f"{name}={inputs[name]}" for name in sorted(inputs)])
    finished = find_snapshot(workspace, wanted)
    if finished:
        return finished
    stages = Stages(workspace, wanted)
    engine = stages.engine
    progress.stage("Putting the agencies' rows together")
    stages.do("assemble", lambda: ingest.assemble(engine=engine, workspace=workspace, as_at=as_at, progress=progress))
    progress.stage("Linking people and things")
    secret = workspace.secret()
    stages.do(
        "linkage",
        lambda: dataclasses.asdict(
            linkage.resolve(engine=engine, secret=secret.encode(), progress=progress, judgements=judgements)
        ),
    )
    progress.stage("Laying out the chronology")
    stages.do("chronology", lambda: chronology.build(engine=engine))
    progress.stage("Making it ready for pages")
    keys = linkage.list_keys(secret=secret)
    stages.do("serve", lambda: build_serve(engine=engine, path=stages.partial / SERVE, keys=keys))
    tables = hash_tables(engine)
    return stages.finish(
        {
            "as_at": as_at.isoformat(),
            "inputs": inputs,
            "live_through": live_through,
            "tables": tables,
            "counts": {name: found["rows"] for name, found in tables.items()},
            "linkage": stages.reports["linkage"],
        }
    )


def describe_inputs(workspace: Workspace, judgements: Sequence[Judgement] = ()) -> dict[str, Any]:
    """What a snapshot rests on: the files taken in, by batch; the answers of people, as a hash; the rules; the code.

    And the key with which homes are hashed, as a hash: with another key `compared` is another table.
    """
    return {
        "files": [f"{part.batch}:{part.file_sha}" for part in list_parts(workspace)],
        "judgements": hash_judgements(judgements),
        "rules": hash_rules(),
        "linking_key": hashlib.sha256(f"linking key {workspace.secret()}".encode()).hexdigest(),
        "code": __version__,
        "schema": SCHEMA_VERSION,
    }


def hash_judgements(judgements: Sequence[Judgement]) -> str:
    """One hash of the answers in force: they name mentions and accounts, which a manifest need not repeat."""
    rows = sorted((dataclasses.asdict(one) for one in judgements), key=lambda row: int(row["sequence"]))
    return hashlib.sha256(json.dumps(rows, sort_keys=True, default=str).encode()).hexdigest()


def hash_rules() -> str:
    """One hash of every file of the rules, by name and content."""
    digest = hashlib.sha256()
    _add_folder(digest, rules_folder(), "")
    return digest.hexdigest()


def _add_folder(digest: Any, folder: Traversable, prefix: str) -> None:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            _add_folder(digest, entry, f"{prefix}{entry.name}/")
        elif entry.is_file():
            digest.update(f"{prefix}{entry.name}".encode())
            digest.update(hashlib.sha256(entry.read_bytes()).digest())
