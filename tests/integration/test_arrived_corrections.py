"""A correction or restriction that comes in an agency's file: each reader of another body who was shown it is told."""

from pathlib import Path

import pytest
from support import worried
from support.climbing import fill_ladder
from support.exports import write_export
from support.sessions import session_of

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.serving import current_snapshot
from sightline.casework.corrections.models import CorrectionEntry
from sightline.casework.data.ingest import ingest_files
from sightline.casework.data.runs import run_pipeline
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.notices.models import Notice
from sightline.store import DuckDBEngine, Workspace

pytestmark = pytest.mark.django_db(transaction=True)
MARKING = ("Sightline Marking",)
ROW = {"Surname": "Oak", "Forename": "Mia", "DOB": "05/03/2012", "School": "Elm School", "Incident ID": "I1", "Incident Date": "02/11/2026",
       "Text": "She was met at the gate by a man in a grey car."}  # fmt: skip
OTHER = {
    **ROW,
    "Incident ID": "I2",
    "Surname": "Ash",
    "Forename": "Tom",
    "DOB": "06/04/2011",
    "Text": "He came without lunch.",
}


def take(workspace: Workspace, folder: Path, name: str, *rows: dict[str, str]) -> None:
    ingest_files(
        session_of(house_actor()),
        workspace=workspace,
        paths=[write_export(folder / name, "school_concerns", *rows, more=MARKING)],
    )
    run_pipeline(session_of(house_actor()), workspace=workspace)


def record_of(workspace: Workspace, surname: str) -> str:
    snapshot = current_snapshot(workspace)
    assert snapshot
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    try:
        rows = engine.query("FROM source_row WHERE original LIKE ?", [f"%{surname}%"]).to_pylist()
    finally:
        engine.close()
    return str(rows[0]["record_id"])


def show(who: Actor, record_id: str) -> None:
    SharedRecord.objects.create(
        at="2026-11-20T09:00:00Z", audit_row=1, way="shown", action="read_record", username=who.reader.username,
        role=who.reader.role, to_agency=who.reader.agency, to_organisation=who.reader.organisation,
        record_id=hash_id(record_id), from_agency="school", layout="school_concerns",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"Text": "She was met at the gate by her uncle."}, "corrected"),
        ({MARKING[0]: "PROTECTED ADDRESS"}, "restricted"),
        ({"Action": "Spoke to her mother."}, ""),
    ],
)
def test_who_was_shown_the_old_words_is_told_and_nobody_else(
    workspace: Workspace, tmp_path: Path, change: dict[str, str], what: str
) -> None:
    fill_ladder("information_governance")
    officer, nurse = worried.actor("pat", "practitioner", "police"), worried.actor("nia", "practitioner", "health")
    take(workspace, tmp_path, "a.csv", ROW, OTHER)
    mia, tom = record_of(workspace, "Oak"), record_of(workspace, "Ash")
    show(officer, mia)
    show(nurse, tom)
    take(workspace, tmp_path, "b.csv", {**ROW, **change}, OTHER)
    assert record_of(workspace, "Oak") == mia
    notices = CorrectionEntry.objects.notices()
    assert [(one.word, list(one.record_ids), [each[0] for each in one.recipients]) for one in notices] == (
        [(what, [mia], ["pat"])] if what else []
    )
    assert Notice.objects.filter(kind="correction", account__username="pat").exists() is bool(what)
    run_pipeline(session_of(house_actor()), workspace=workspace)
    assert CorrectionEntry.objects.notices().count() == len(notices), "told once"
