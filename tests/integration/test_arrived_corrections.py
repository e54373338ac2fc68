"""A correction or restriction that comes in an agency's file: each reader of another body who was shown it is told."""

from pathlib import Path

import pytest
from django.urls import reverse
from support import worried
from support.climbing import fill_ladder
from support.exports import write_export
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.audit.trail import audited
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.services.drafts import begin_correction
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.serving import current_snapshot
from sightline.casework.corrections.histories import with_replies
from sightline.casework.corrections.models import CorrectionEntry
from sightline.casework.corrections.selectors import read_correction, replies_by_reader
from sightline.casework.data.ingest import ingest_files
from sightline.casework.data.runs import run_pipeline
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.notices.models import Notice
from sightline.model.errors import Refused
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


def take(workspace: Workspace, folder: Path, name: str, *rows: dict[str, str], layout: str = "school_concerns") -> None:
    ingest_files(
        session_of(house_actor()),
        workspace=workspace,
        paths=[write_export(folder / name, layout, *rows, more=MARKING)],
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
        ({MARKING[0]: "SEALED IDENTITY"}, "restricted"),
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


def test_who_was_shown_a_row_that_a_whole_export_leaves_out_is_told(workspace: Workspace, tmp_path: Path) -> None:
    fill_ladder("information_governance")
    officer = worried.actor("pat", "practitioner", "police")
    mother = {
        "Person ID": "P1",
        "Related Surname": "Oak",
        "Related Forename": "Jo",
        "Relationship": "Mother",
        "From": "05/03/2012",
    }
    aunt = mother | {"Related Surname": "Ash", "Related Forename": "Di", "Relationship": "Aunt"}
    take(workspace, tmp_path, "a.csv", mother, aunt, layout="childrens_services_family")
    gone = record_of(workspace, "Ash")
    show(officer, gone)
    take(workspace, tmp_path, "b.csv", mother, layout="childrens_services_family")
    (notice,) = CorrectionEntry.objects.notices()
    assert (notice.word, list(notice.record_ids), [one[0] for one in notice.recipients]) == ("gone", [gone], ["pat"])
    page = client_of(officer).get(reverse("correction", args=[notice.entry_id])).content.decode()
    assert "is no longer in the agency’s file" in page
    run_pipeline(session_of(house_actor()), workspace=workspace)
    assert CorrectionEntry.objects.notices().count() == 1, "told once"


def test_one_notice_a_reader_and_file_lists_what_each_may_have_seen(workspace: Workspace, tmp_path: Path) -> None:
    """Two records change at once. The officer was shown both, the nurse one of them, a colleague at the school read one."""
    fill_ladder("information_governance")
    officer, nurse = worried.actor("pat", "practitioner", "police"), worried.actor("nia", "practitioner", "health")
    colleague, other = worried.actor("sol", "analyst", "school"), worried.actor("max", "analyst", "school")
    take(workspace, tmp_path, "a.csv", ROW, OTHER)
    mia, tom = record_of(workspace, "Oak"), record_of(workspace, "Ash")
    for who, record_id in ((officer, mia), (officer, tom), (nurse, tom)):
        show(who, record_id)
    with audited(session_of(colleague), action="read_record") as trail:
        trail.add("record", [mia])
    with pytest.raises(Refused), audited(session_of(other), action="read_record") as trail:
        trail.add("record", [mia])
        raise Refused("No.", code="not_for_role")
    take(workspace, tmp_path, "b.csv", {**ROW, "Text": "It was her uncle."}, {**OTHER, "Text": "He had lunch."})
    (notice,) = CorrectionEntry.objects.notices()
    (history,) = with_replies([notice])
    assert {one.username: set(one.record_ids) for one in history.recipients} == {
        "pat": {mia, tom}, "nia": {tom}, "sol": {mia},
    }  # fmt: skip
    assert Notice.objects.filter(kind="correction").count() == 3
    pages = {
        who: read_correction(session_of(who), correction_id=notice.entry_id) for who in (officer, nurse, colleague)
    }
    assert [pages[who].line.records for who in (officer, nurse, colleague)] == [2, 1, 1]
    assert mia not in pages[nurse].openable
    assert replies_by_reader(session_of(worried.actor("ivy", "information_governance", "")), record_ids=[mia]).keys() == {
        (mia, "pat"), (mia, "sol"),
    }  # fmt: skip


def test_who_read_a_concern_is_told_when_its_author_corrects_it(workspace: Workspace) -> None:
    fill_ladder("information_governance")
    author = worried.youth_worker()
    first = worried.enter(author)
    record_id = Concern.objects.get(concern_id=first).record_id
    reader = worried.actor("pat", "practitioner", "police")
    with audited(session_of(reader), action="read_concern") as trail:
        trail.add("record", [record_id])
    begin_correction(session_of(author), concern_id=first)
    worried.enter(author, name="Noor Elmore")
    (notice,) = CorrectionEntry.objects.notices()
    assert (notice.word, list(notice.record_ids), [one[0] for one in notice.recipients]) == (
        "corrected",
        [record_id],
        ["pat"],
    )
