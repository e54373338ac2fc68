"""A document is on the page of the child that it names, each of its words at its place."""

from email import message_from_string
from email.policy import default
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from support.agreed import agree
from support.sessions import session_of

from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import Account
from sightline.casework.data.ingest import ingest_files
from sightline.casework.data.runs import run_pipeline
from sightline.store import DuckDBEngine, Workspace
from sightline.store.snapshots import find_snapshot

pytestmark = pytest.mark.django_db(transaction=True)
HEADINGS = "From: rose@school.example\r\nTo: duty@council.example\r\nSubject: Yesterday\r\nDate: Mon, 4 May 2026 09:12:00 +0100\r\n\r\n"
SAID = "Child: Mia Quillonby, Date of birth: 05/03/2012\r\n\r\nShe was late.\r\n\r\nShe was seen in an older man's car."


def test_what_is_attached_is_imported_in_the_same_batch(workspace: Workspace, tmp_path: Path) -> None:
    agree(workspace.root)
    message = message_from_string(HEADINGS, policy=default)
    message.set_content(SAID)
    message.add_attachment((HEADINGS + SAID).encode(), maintype="application", subtype="octet-stream", filename="b.eml")
    (tmp_path / "a.eml").write_bytes(bytes(message))
    report = ingest_files(session_of(house_actor()), workspace=workspace, paths=[tmp_path / "a.eml"], agency="school")
    said = {one.source_file: (one.mapping, one.rows_taken, one.batch) for one in report.receipts}
    assert said == {"a.eml": ("document/text", 3, 1), "attachment 1 of a.eml: b.eml": ("document/text", 3, 1)}
    assert {one.agency for one in report.receipts} == {"school"} and not report.has_rejects


def test_words_of_an_e_mail_are_on_the_childs_page_with_their_place(workspace: Workspace, tmp_path: Path) -> None:
    agree(workspace.root)
    (tmp_path / "a.eml").write_bytes((HEADINGS + SAID).encode())
    report = ingest_files(session_of(house_actor()), workspace=workspace, paths=[tmp_path / "a.eml"], agency="school")
    assert [(one.mapping, one.rows_taken) for one in report.receipts] == [("document/text", 3)]
    made = find_snapshot(workspace, run_pipeline(session_of(house_actor()), workspace=workspace).snapshot_id)
    assert made
    engine = DuckDBEngine(made.analysis, read_only=True)
    try:
        ((person,),) = [
            tuple(row.values()) for row in engine.query("SELECT DISTINCT person_id FROM resolved").to_pylist()
        ]
        marked = engine.query(
            "SELECT json_extract_string(original, '$.Place') AS place, text FROM passage JOIN source_row USING (row_id) "
            "WHERE indicator = 'older_associate'"
        ).to_pylist()
    finally:
        engine.close()
    assert marked == [{"place": "Paragraph 3", "text": "older man's car"}]
    client = Client()
    client.force_login(Account.objects.create(username="ana", role="analyst"))
    page = client.get(reverse("person_chronology", args=[person])).content.decode()
    assert "Document: e-mail" in page
    for words in ("Paragraph 2. She was late.", "Paragraph 3. She was seen in an older man"):
        assert words in page
