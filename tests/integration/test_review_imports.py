"""Agencies' own chronologies in a review: imported with each row's reason, shown, withdrawn, and written out again."""

import shutil
import zipfile
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import docx
import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from support import agreed, held, worried
from support.books import chronology_book
from support.proved import proved
from support.same_rows import say_same
from support.sessions import session_of
from support.worried import client_of
from typer.main import get_command

from sightline.casework import boot
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.erasure.named_things import NamedThings
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.events import ImportedEvent
from sightline.casework.reviews.pages.rows import ChronologyFile, ImportTerms, NewImport, read_tables
from sightline.casework.reviews.pages.terms import NewReview, ReviewAct, ReviewEntryKind, ReviewFileForm
from sightline.casework.reviews.selectors.chronology import read_review_chronology
from sightline.casework.reviews.selectors.imports import read_import
from sightline.casework.reviews.selectors.terms import read_review
from sightline.casework.reviews.services.chronology_files import write_review_file
from sightline.casework.reviews.services.imports import import_chronology, map_headings, withdraw_import
from sightline.casework.reviews.services.same_events import write_remark
from sightline.casework.reviews.services.terms import add_to_terms, open_review
from sightline.cli.app import app
from sightline.documents.grid_reader import read_excel_sheets, read_word_tables
from sightline.model.errors import Refused, Usage
from sightline.store import Workspace
from sightline.store.workspace import SETTINGS_FILE

pytestmark = pytest.mark.django_db
WHY = "The safeguarding partners decided this on Monday, in writing."
ROWS = (
    ("15/02/2024", "Rang about a van"),
    ("? 3 March 2024", "Not seen alone"),
    ("soon", "Somewhere"),
    ("1/1/2024", ""),
)


@pytest.fixture
def review_id(workspace: Workspace) -> str:
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
    return made


def governance() -> Actor:
    return worried.actor("ig", "information_governance", "")


def author() -> Actor:
    return worried.actor("author", "reviewer", "partnership")


def sender(agency: str = "police") -> Actor:
    """Information governance of an agency, which sends its own chronology."""
    return worried.actor(f"ig_{agency}", "information_governance", agency)


def send(review_id: str, data: bytes, *, agency: str = "police", name: str = "chronology.xlsx") -> str:
    new = NewImport(agency, "A", ChronologyFile(name, data))
    return import_chronology(session_of(sender(agency)), review_id=review_id, new=new)


def events(review_id: str) -> list[str]:
    """What each event says, in the order of the chronology."""
    shown = read_review_chronology(session_of(author()), review_id=review_id).events
    return [one.row.texts["event"] if isinstance(one, ImportedEvent) else one.agency for one in shown]


def test_rows_are_imported_with_their_reasons_and_stand_in_one_order_with_the_records(review_id: str) -> None:
    import_id = send(review_id, chronology_book(*ROWS))
    page = read_import(session_of(author()), review_id=review_id, import_id=import_id)
    assert (page.one.imported, page.one.doubtful, page.one.not_imported) == (1, 2, 1)
    assert [tuple(map(str, one.row.reasons)) for one in page.rows] == [
        (),
        ("unsure_day",),
        ("unread_day",),
        ("no_event",),
    ]
    assert events(review_id) == ["police", "Rang about a van", "school", "Not seen alone", "Somewhere"]


def test_each_row_is_an_entry_with_a_line_in_the_ledger_of_a_reader_of_another_agency(review_id: str) -> None:
    import_id = send(review_id, chronology_book(*ROWS))
    assert "van" not in str(list(Decision.objects.values_list("body", flat=True)))
    rows = list(ReviewEntry.objects.rows_of([import_id]))
    assert len(rows) == len(ROWS) and all(row.record_ids for row in rows)
    read_import(session_of(sender()), review_id=review_id, import_id=import_id)
    assert not SharedRecord.objects.filter(layout="review_chronology").exists(), "the agency reads its own"
    read_review_chronology(session_of(author()), review_id=review_id)
    lines = SharedRecord.objects.filter(username="author", layout="review_chronology")
    shown = {hash_id(row.entry_id) for row in rows[:3]}  # the fourth is not imported
    assert set(lines.values_list("record_id", flat=True)) == shown
    assert {(one.from_agency, one.reason) for one in lines} == {("police", "learning_review")}


def test_an_agencys_chronology_comes_from_its_own_account_under_an_agreement(
    workspace: Workspace, review_id: str, settings: Any
) -> None:
    new = NewImport("police", "A", ChronologyFile("a.xlsx", chronology_book(*ROWS)))
    for who in (author(), governance(), sender("school")):
        with pytest.raises(Refused) as refused:
            import_chronology(session_of(who), review_id=review_id, new=new)
        assert refused.value.code == "other_agency"
    officer = worried.actor("officer", "practitioner", "police")
    with pytest.raises(NotHere):
        import_chronology(session_of(officer), review_id=review_id, new=new)
    add_to_terms(
        session_of(governance()), review_id=review_id, act=ReviewAct(ReviewEntryKind.AUTHOR, username="officer")
    )
    import_id = import_chronology(session_of(officer), review_id=review_id, new=new)
    assert "Rang about a van" in events(review_id)
    shutil.rmtree(workspace.root / "agreements")  # the agreement is gone: nobody but the agency reads the rows
    assert events(review_id) == ["police", "school"]
    withdraw_import(session_of(governance()), review_id=review_id, import_id=import_id, words=WHY)
    with pytest.raises(NotHere):  # nor where the file was withdrawn
        read_import(session_of(author()), review_id=review_id, import_id=import_id)
    with pytest.raises(Refused) as refused:
        send(review_id, chronology_book(("16/02/2024", "Rang")))
    assert refused.value.code == "no_agreement"
    settings.SIGHTLINE_TRAINING = True  # everybody is invented: no agreement is needed
    send(review_id, chronology_book(("16/02/2024", "Rang about a van")))
    assert "Rang about a van" in events(review_id)


def test_a_row_is_erased_with_the_people_whom_it_is_about(workspace: Workspace, review_id: str) -> None:
    add_to_terms(
        session_of(governance()), review_id=review_id, act=ReviewAct(ReviewEntryKind.CHILD, person_id=held.BEN)
    )
    head = ("Date", "Event", "Child")
    data = chronology_book(("15/02/2024", "Of one", "Child A"), ("16/02/2024", "Of the other", "Child B"), head=head)
    send(review_id, data)
    first = read_review(session_of(governance()), review_id=review_id)
    assert first.line.children == 2 and {"Of one", "Of the other"} <= set(events(review_id))
    of_ben = {row.pk for row in ReviewEntry.objects.filter(kind="row") if row.record_ids == [held.record_of("ben")]}
    named = NamedThings({held.record_of("ben")}.__contains__)
    meant = {
        row.pk
        for row in ReviewEntry.objects.filter(kind="row")
        if named.is_about(named.records_of_row(ReviewEntry, row.pk))
    }
    assert meant == of_ben and len(of_ben) == 1
    page = read_review_chronology(session_of(author()), review_id=review_id)
    of_row = next(one for one in page.events if isinstance(one, ImportedEvent) and one.called == ("B",))
    write_remark(session_of(author()), review_id=review_id, key=of_row.key, kind="comment", agency="police", words=WHY)
    remark = ReviewEntry.objects.get(kind="comment")
    assert NamedThings({held.record_of("ben")}.__contains__).is_about(remark.record_ids), "erased with the row"


def test_a_withdrawn_file_leaves_the_chronology_and_can_be_read_and_sent_again(review_id: str) -> None:
    data = chronology_book(*ROWS)
    import_id = send(review_id, data)
    with pytest.raises(Usage, match="already"):
        send(review_id, data)
    withdraw_import(session_of(sender()), review_id=review_id, import_id=import_id, words=WHY)
    assert events(review_id) == ["police", "school"]
    assert read_import(session_of(author()), review_id=review_id, import_id=import_id).one.is_withdrawn
    send(review_id, data)
    with pytest.raises(NotHere):
        withdraw_import(session_of(sender()), review_id=review_id, import_id=import_id, words=WHY)


def test_headings_are_mapped_once_for_an_agency(review_id: str) -> None:
    data = chronology_book(("15/02/2024", "Rang"), head=("Day it was", "Tale"))
    with pytest.raises(Usage, match="No table"):
        send(review_id, data)
    named = {"date": "Day it was", "event": "Tale"}
    map_headings(session_of(sender()), review_id=review_id, agency="police", named=named)
    send(review_id, data)
    assert "Rang" in events(review_id)
    with pytest.raises(Usage, match="No table"):
        send(review_id, chronology_book(("16/02/2024", "Rang"), head=("Day it was", "Tale")), agency="school")


@pytest.mark.parametrize("data", [b"", b"no file", chronology_book(("1/1/2024", "x"))[:-9]])
def test_what_is_no_word_or_excel_file_is_not_imported(review_id: str, data: bytes) -> None:
    with pytest.raises(Usage):
        send(review_id, data)


@pytest.mark.parametrize(
    ("form", "part"), [("docx", "word/document.xml"), ("xlsx", "xl/worksheets/sheet1.xml"), ("xlsx", "xl/workbook.xml")]
)
def test_a_file_whose_inside_is_broken_is_refused_in_words(review_id: str, form: str, part: str) -> None:
    file, whole, broken = docx.Document(), BytesIO(), BytesIO()
    file.add_table(rows=1, cols=2)
    file.save(whole)
    data = whole.getvalue() if form == "docx" else chronology_book(*ROWS)
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(broken, "w") as after:
        for name in before.namelist():
            after.writestr(name, b"<not><closed>" if name == part else before.read(name))
    with pytest.raises(Usage, match="cannot read this file"):
        send(review_id, broken.getvalue(), name=f"chronology.{form}")


def test_a_table_of_word_is_imported_with_its_merged_cells(review_id: str) -> None:
    file, stream = docx.Document(), BytesIO()
    table = file.add_table(rows=3, cols=3)
    rows: Sequence[Sequence[str]] = (
        ("Date", "Event", "Source"),
        ("15/02/2024", "Rang\ntwice", "Officer"),
        ("2024", "Moved", ""),
    )
    for line, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, texts, strict=True):
            cell.text = text
    table.rows[2].cells[1].merge(table.rows[2].cells[2])
    file.save(stream)
    send(review_id, stream.getvalue(), name="chronology.docx")
    assert events(review_id) == ["Moved", "police", "Rang\ntwice", "school"]  # of a year: at its first day


@pytest.mark.parametrize("form", [ReviewFileForm.WORD, ReviewFileForm.EXCEL])
def test_the_file_of_the_chronology_imported_again_has_every_row(review_id: str, form: ReviewFileForm) -> None:
    import_id = send(review_id, chronology_book(*ROWS[:3]))
    session = session_of(author())
    made = write_review_file(session, review_id=review_id, form=form, purpose=WHY)
    tables = (
        read_word_tables(made.data)
        if form is ReviewFileForm.WORD
        else read_excel_sheets(made.data, most_rows=99, most_columns=40)
    )
    terms = ImportTerms(("A",), "A", date(2024, 1, 1), date(2024, 12, 31))
    again = read_tables(tables, mapped={}, terms=terms) or []
    own = [one.row for one in read_import(session, review_id=review_id, import_id=import_id).rows]
    assert len(again) == 5
    for row in own:
        assert any(say_same(row, other) for other in again), row.texts
    said = [text for row in again for text in row.texts.values()]
    assert "I want to go home" in said and "secret clinic words" not in str(said)
    entry = AuditEntry.objects.filter(action="export_review_chronology").latest("sequence")
    assert entry.reason == WHY and entry.details["form"] == str(form)
    left = SharedRecord.objects.filter(username="author", way="left")
    assert left.count() == 5 and set(left.values_list("reason", flat=True)) == {"learning_review"}


def test_the_html_file_has_every_event_and_no_markup_of_anybody(review_id: str) -> None:
    send(review_id, chronology_book(("15/02/2024", "<b>Rang</b>")))
    made = write_review_file(session_of(author()), review_id=review_id, form=ReviewFileForm.HTML, purpose=WHY)
    said = made.data.decode()
    assert "&lt;b&gt;Rang" in said and "I want to go home" in said and "Confidential" in said and WHY in said


def test_the_pages_take_a_file_and_give_one(review_id: str) -> None:
    client, reader = client_of(sender()), client_of(author())
    sent = SimpleUploadedFile("their own.xlsx", chronology_book(*ROWS))
    came = client.post(reverse("review_import_new", args=[review_id]), {"child": "A", "document": sent})
    assert came.status_code == 302, came.content
    page = client.get(came["Location"]).content.decode()
    assert all(
        one in page for one in ("their own.xlsx", "The date cannot be read.", "The row does not say what happened.")
    )
    assert "their own.xlsx" in reader.get(reverse("learning_review", args=[review_id])).content.decode()
    assert "Rang about a van" in reader.get(reverse("review_chronology", args=[review_id])).content.decode()
    file = reader.post(reverse("review_chronology_file", args=[review_id]), {"form": "docx", "why": WHY})
    assert file.status_code == 200 and file.content.startswith(b"PK")
    mapped = client.post(reverse("review_headings", args=[review_id, "police"]), {"date": "Day", "event": "Tale"})
    assert mapped.status_code == 302
    gone = client.post(f"{came['Location']}withdraw/", {"words": WHY})
    assert gone.status_code == 302 and read_review(session_of(author()), review_id=review_id).imports[0].is_withdrawn


def test_nobody_but_readers_of_the_review_imports_or_exports(review_id: str) -> None:
    other = session_of(worried.actor("mia", "practitioner", "police"))
    new = NewImport("police", "A", ChronologyFile("a.xlsx", chronology_book(*ROWS)))
    with pytest.raises(NotHere):
        import_chronology(other, review_id=review_id, new=new)
    with pytest.raises(NotHere):
        write_review_file(other, review_id=review_id, form=ReviewFileForm.WORD, purpose=WHY)


def give(workspace: Workspace, who: str, *words: str) -> str:
    """What a command prints."""
    with proved(), patch.object(boot, "bring_up_to_date"):
        found = CliRunner().invoke(get_command(app), ["-w", str(workspace.root), "--as", who, *words])
    assert found.exit_code == 0, (found.output, found.exception)
    return str(found.output)


def test_the_commands_open_a_review_import_a_file_and_write_the_chronology(
    workspace: Workspace, review_id: str, tmp_path: Path
) -> None:
    del review_id  # it makes the accounts, and serves the snapshot
    sender()
    (workspace.root / SETTINGS_FILE).write_text("", encoding="utf-8")
    terms = ["--agency", "police", "--agency", "school", "--from", "2024-01-01", "--to", "2024-12-31", "--why", WHY]
    said = give(workspace, "ig", "review", "new", "Review two", *terms, "--child", held.AOIFE, "--author", "author")
    made = said.split()[1]
    sent, written = tmp_path / "police.xlsx", tmp_path / "chronology.xlsx"
    sent.write_bytes(chronology_book(*ROWS))
    said = give(workspace, "ig_police", "review", "import", made, str(sent))
    assert (
        "Rows imported: 1. To check: 2. Not imported: 1." in said
        and "Row 5: The row does not say what happened." in said
    )
    give(workspace, "author", "review", "chronology", made, str(written), "--form", "xlsx", "--why", WHY)
    assert "Rang about a van" in str(read_excel_sheets(written.read_bytes(), most_rows=99, most_columns=40))
    assert written.stat().st_mode & 0o077 == 0
