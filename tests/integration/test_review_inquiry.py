"""A file for an inquiry: every item with where it came from, hashes that can be checked offline, redactions with reasons."""

import csv
import hashlib
import io
import json
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from support import agreed, held, worried
from support.books import chronology_book
from support.reviewed import author, governance
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.bulk_exports import services as bulk
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.review_reports.inquiry_items import HEADINGS
from sightline.casework.review_reports.pages import InquiryAsk, InquiryFile
from sightline.casework.review_reports.services.inquiry_files import write_inquiry_file
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.rows import ChronologyFile, NewImport
from sightline.casework.reviews.pages.terms import NewReview, ReviewAct, ReviewEntryKind
from sightline.casework.reviews.selectors.chronology import read_review_chronology
from sightline.casework.reviews.services.imports import import_chronology
from sightline.casework.reviews.services.terms import add_to_terms, open_review
from sightline.model.errors import Refused, Usage
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
WHY = "The inquiry asked for it by its letter of Monday."


@pytest.fixture
def review_id(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(bulk, "is_for_real_data", lambda _workspace: False)
    held.serve_snapshot(workspace)
    agreed.write_agreements(workspace.root, more=("review_chronology",))
    session = session_of(governance())
    days = (date(2024, 1, 1), date(2024, 12, 31))
    made = open_review(session, review=NewReview("Review one", WHY, *days, ("police", "school", "health")))
    for act in (
        ReviewAct(ReviewEntryKind.CHILD, person_id=held.AOIFE),
        ReviewAct(ReviewEntryKind.AUTHOR, username=author().reader.username),
    ):
        add_to_terms(session, review_id=made, act=act)
    rows = (("15/02/2024", "Seen at 7 Quay Lane"), ("16/02/2024", "@home with friends"), ("soon", "Rang"))
    file = ChronologyFile("police.xlsx", chronology_book(*rows))
    import_chronology(session_of(governance("police")), review_id=made, new=NewImport("police", "A", file))
    return made


def made(review_id: str, **asked: object) -> InquiryFile:
    return write_inquiry_file(session_of(governance()), review_id=review_id, ask=InquiryAsk(WHY, **asked))  # type: ignore[arg-type]


def tables(data: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        said = {name: file.read(name).decode() for name in file.namelist() if name.endswith(".csv")}
    return {name: list(csv.DictReader(io.StringIO(_below_label(text), newline=""))) for name, text in said.items()}


def _below_label(text: str) -> str:
    """A table without its first line, which says whose file it is."""
    label, _, rows = text.partition("\n")
    assert label.startswith("# Exported by ") and "\n" not in label
    return rows


def test_every_event_of_the_chronology_is_in_it_with_the_row_of_the_file_it_came_from(review_id: str) -> None:
    shown = read_review_chronology(session_of(governance()), review_id=review_id)
    found = tables(made(review_id).data)
    assert set(found) == set(HEADINGS)
    assert len(found["events.csv"]) == shown.total
    records = {one.event_id for one in shown.events if not one.is_imported}
    assert {one["record_id"] for one in found["records.csv"]} == records
    for one in found["records.csv"]:
        assert one["source_file"] and int(one["source_row"]) > 0 and json.loads(one["row"])
    for one in found["imports.csv"]:
        assert one["source_file"] == "police.xlsx" and len(one["source_sha256"]) == 64 and json.loads(one["row_texts"])
    assert {one["kind"] for one in found["decisions.csv"]} == {"opened", "child", "author", "imported"}
    assert "'@home with friends" in [one["what"] for one in found["events.csv"]]  # no program runs it


def test_people_places_and_days_choose_what_is_in_it(review_id: str) -> None:
    def what(**asked: object) -> list[str]:
        return [one["what"] for one in tables(made(review_id, **asked).data)["events.csv"]]

    every = what()
    assert what(people=("A",)) == every
    assert what(places=("7 quay lane",)) == ["Seen at 7 Quay Lane"]
    assert what(places=("quay lane 7",)) == []
    assert what(people=("A",), places=("7 quay lane",)) == every, "all of the people, and all of the places"
    assert what(from_on=date(2024, 2, 15), to_on=date(2024, 2, 15)) == ["Seen at 7 Quay Lane", "Rang"]
    with pytest.raises(Usage):
        made(review_id, people=("B",))
    with pytest.raises(Usage):
        made(review_id, from_on=date(2024, 2, 2), to_on=date(2024, 2, 1))


def test_the_hashes_are_checked_offline_and_a_changed_byte_is_found(review_id: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(made(review_id).data)) as file:
        file.extractall(tmp_path)
        names = set(file.namelist())
    listed = {line.split("  ")[1] for line in (tmp_path / "SHA256SUMS").read_text().splitlines()}
    assert listed == names - {"SHA256SUMS"}
    assert subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True).returncode == 0
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    for one in manifest["files"]:
        data = (tmp_path / one["name"]).read_bytes()
        assert (one["sha256"], one["bytes"]) == (hashlib.sha256(data).hexdigest(), len(data))
    entry = AuditEntry.objects.filter(action="export_review_inquiry").latest("sequence")
    assert entry.details["manifest"] == hashlib.sha256((tmp_path / "manifest.json").read_bytes()).hexdigest()
    (tmp_path / "events.csv").write_text("x")
    assert subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True).returncode != 0


def test_what_is_taken_out_or_left_out_is_listed_with_its_reason_and_nothing_of_it_is_in_a_file(review_id: str) -> None:
    file = made(review_id)
    found = tables(file.data)["redactions.csv"]
    assert file.redactions == len(found)
    assert all(one["reason"] for one in found)
    assert [one["item"] for one in found if one["reason"].startswith("Restricted")] == ["health"]
    with zipfile.ZipFile(io.BytesIO(file.data)) as packed:
        every = "\n".join(packed.read(name).decode() for name in packed.namelist())
    assert "secret clinic words" not in every and "Secretname" not in every


def test_the_ledger_has_each_record_and_the_file_says_who_saw_them_before(review_id: str) -> None:
    read_review_chronology(session_of(author()), review_id=review_id)
    file = made(review_id)
    shared = tables(file.data)["shared.csv"]
    ids = {one["record_id"] for one in tables(file.data)["records.csv"]}
    assert {one["account"] for one in shared} >= {author().reader.username}
    sent = set(ReviewEntry.objects.filter(kind="row").values_list("entry_id", flat=True))
    assert {one["record_id"] for one in shared} <= ids | sent
    rows = SharedRecord.objects.filter(action="export_review_inquiry", username=governance().reader.username)
    assert {*rows.values_list("record_id", flat=True)} <= {hash_id(one) for one in ids | sent}
    entry = AuditEntry.objects.filter(action="export_review_inquiry").latest("sequence")
    assert entry.outcome == "done" and entry.details["records"] == len(ids | sent)


def test_only_information_governance_of_the_partnership_makes_it(review_id: str) -> None:
    for who, error in ((author(), Refused), (worried.actor("mia", "practitioner", "police"), Refused)):
        with pytest.raises(error):
            write_inquiry_file(session_of(who), review_id=review_id, ask=InquiryAsk(WHY))
    with pytest.raises(Refused):
        write_inquiry_file(session_of(governance("police")), review_id=review_id, ask=InquiryAsk(WHY))
    with pytest.raises(NotHere):
        write_inquiry_file(session_of(governance()), review_id="0" * 20, ask=InquiryAsk(WHY))


def test_of_real_data_a_second_person_must_agree_and_the_request_is_used_up(
    review_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "is_for_real_data", lambda _workspace: True)
    client = client_of(governance())
    page = reverse("review_inquiry", args=[review_id])
    assert "second person must agree" in client.post(page, {"why": WHY}).content.decode()
    number = bulk.ask_export(session_of(governance()), table="inquiry", purpose="review", why=WHY)
    bulk.agree_export(session_of(worried.actor("deputy", "information_governance", "")), number=number)
    sent = client.post(page, {"why": WHY, "people": ["A"]})
    assert sent["Content-Disposition"].startswith('attachment; filename="review-inquiry-')
    with zipfile.ZipFile(io.BytesIO(sent.content)) as file:
        assert f"Request {number}, to which deputy agreed." in file.read("README.txt").decode()
    assert "second person must agree" in client.post(page, {"why": WHY}).content.decode()


def test_the_review_leads_its_governance_to_the_page_and_authors_not(review_id: str) -> None:
    page = reverse("review_inquiry", args=[review_id])
    review = reverse("learning_review", args=[review_id])
    assert page in client_of(governance()).get(review).content.decode()
    assert page not in client_of(author()).get(review).content.decode()
    assert client_of(author()).get(page).status_code == 403
