"""Worked cases of patterns with their rolls sealed: what triggers open is opened, and patterns see nothing else."""

import csv
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from support.exports import write_export
from support.patterned import AS_AT, TRUE_PEOPLE, weighing_nothing
from support.rolls import agree_on_rolls

from sightline import casenotes, ingest, linkage, networks, patterns
from sightline.agreements import compile_policy, read_agreements
from sightline.agreements.vocabulary import Tier
from sightline.casework.rolls.openings import choose_rows, find_all_due
from sightline.casework.rolls.sealer import make_sealer
from sightline.ingest.opened_rows import open_rows, plan_openings
from sightline.model.analysis_tables.protected_things import PROTECTED_PERSON
from sightline.model.schema import RESOLVED
from sightline.rulebook.calendar import read_calendar
from sightline.store import DuckDBEngine, Workspace
from sightline.store.batches import close_batch, open_batch
from sightline.store.engine import arrow_schema

RECEIVED = f"{AS_AT}T09:00:00Z"
Counts = tuple[int, int]


def recognise_sealed(files: Sequence[Path]) -> tuple[DuckDBEngine, Counts]:
    """As `patterned.recognise`, from files whose rolls are sealed; how many rows were sealed, and opened of them.

    The environment holds a key.
    """
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        workspace.create()
        agree_on_rolls(workspace.root, tier=Tier.ROLL)
        policy, sealer = compile_policy(read_agreements(workspace.root), on=AS_AT), make_sealer(workspace)
        assert sealer
        batch, sealed = open_batch(workspace), 0
        for path in files:
            (receipt,) = ingest.take_file(
                workspace=workspace, path=path, batch=batch, received_at=RECEIVED, policy=policy, sealer=sealer
            )
            sealed += receipt.rows_sealed
        close_batch(workspace, batch, now=RECEIVED)
        engine = _join(workspace)
        due = find_all_due(engine=engine, workspace=workspace, today=AS_AT)
        chosen = choose_rows(due=due, workspace=workspace, keys=sealer.keys)
        engine.close()
        handles = {handle for one in chosen for handle in one.handles}
        planned = plan_openings(workspace, handles=handles, opened_on=AS_AT)
        open_rows(workspace, planned=planned, keys=sealer.keys, now=RECEIVED)
        engine = _join(workspace)
    patterns.build_together(engine=engine, as_at=AS_AT)
    networks.build(engine=engine, as_at=AS_AT)
    patterns.build(engine=engine, as_at=AS_AT, calendar=read_calendar())
    return engine, (sealed, sum(len(one.rows) for one in planned))


def _join(workspace: Workspace) -> DuckDBEngine:
    """The tables as far as notes, with everybody joined as they truly are."""
    engine = DuckDBEngine()
    ingest.assemble(engine=engine, workspace=workspace, as_at=AS_AT)
    with weighing_nothing():
        linkage.resolve(engine=engine, secret=b"a key of the tests")
    engine.make("true_people", TRUE_PEOPLE)
    engine.write(RESOLVED, "SELECT * FROM true_people")
    engine.write(PROTECTED_PERSON, arrow_schema(PROTECTED_PERSON).empty_table())
    casenotes.build(engine=engine)
    linkage.propose(engine=engine, judgements=())
    return engine


def write_missing(files: Iterable[Path], path: Path, *, on: date) -> Path:
    """A missing episode of every child in these files, on one day: a record that opens the child's rows."""
    children: dict[tuple[str, ...], dict[str, str]] = {}
    for file in files:
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                said = {"Surname": row["Surname"], "Forenames": row["Forename"], "DOB": row["DOB"]}
                children.setdefault(tuple(said.values()), said)
    day = on.strftime("%d/%m/%Y")
    rows = [
        {**said, "Misper Ref": f"TRIGGER {number}", "Missing From Date": day, "Reported Date": day}
        for number, said in enumerate(children.values(), start=1)
    ]
    return write_export(path, "police_missing", *rows)
