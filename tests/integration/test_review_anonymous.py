"""Anonymised files of a review: no planted name is in their bytes, they come back to the letter, the key stays apart."""

import os
import re
import shutil
import subprocess
import zipfile
import zlib
from datetime import date
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from support import agreed, held, worried
from support.books import chronology_book
from support.proved import proved
from support.reviewed import author, governance
from support.sessions import session_of
from support.worried import client_of
from typer.main import get_command

from sightline.casework import boot
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AnswerText, AuditEntry, Decision
from sightline.casework.review_reports.pages import (
    AnonymousAsk,
    AnonymousFile,
    CodedDocument,
    CodedFile,
    ReportFileForm,
)
from sightline.casework.review_reports.selectors import read_anonymous_check
from sightline.casework.review_reports.services.anonymous_files import write_anonymous_file
from sightline.casework.review_reports.services.drafts import make_report_draft, write_analysis
from sightline.casework.review_reports.services.files import write_report_file
from sightline.casework.review_reports.services.restored_files import restore_file
from sightline.casework.reviews.pages.rows import ChronologyFile, NewImport
from sightline.casework.reviews.pages.terms import NewReview, ReviewAct, ReviewEntryKind, ReviewFileForm
from sightline.casework.reviews.services.chronology_files import write_review_file
from sightline.casework.reviews.services.imports import import_chronology
from sightline.casework.reviews.services.terms import add_to_terms, open_review
from sightline.cli.app import app
from sightline.model.errors import Refused, Usage
from sightline.store import Workspace
from sightline.store.workspace import SETTINGS_FILE

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.django_db
WHY = "The safeguarding partners decided this on Monday, in writing."
D, F = CodedDocument, ReviewFileForm
FORENAMES = ("Tamsin", "Gareth", "Oluwaseun", "Priya", "Declan", "Marta", "Yusuf", "Bronwen", "Kaspar", "Leticia",
             "Rhiannon", "Tobias", "Zainab", "Callum", "Ingrid", "Mateusz", "Farah", "Ewan", "Sunniva", "Dariusz")  # fmt: skip
SURNAMES = ("Quillfeather", "Brackenshaw", "Adeyemvi", "Vostrikova", "Penhallowe", "Lanczek", "Tregellis", "Okonjwa",
            "Hallorwick", "Sandersby", "Marchetwin", "Duskerby", "Fennimore", "Grieveson", "Talloway", "Kirkhollow",
            "Abernethwy", "Zelinkov", "Corriston", "Wexcombe")  # fmt: skip
STREETS = ("Pikestaff Lane", "Copperfold Road", "Larkmoor Street", "Undershaw Avenue", "Millrace Close")
NAMES = [f"{first} {last}" for first, last in zip(FORENAMES, SURNAMES, strict=True)]
PHONES = [f"07700 9001{number:02d}" for number in range(20)]
NUMBERS = [f"943 476 {number}" for number in range(5900, 5920)]
PLATES = [f"QX{10 + number} ZJ{chr(65 + number)}" for number in range(10)]
ADDRESSES = [f"{number + 11} {STREETS[number % 5]}" for number in range(20)]
POSTCODES = [f"QZ{number % 9 + 1} {number % 10}XY" for number in range(10)]
PLANTED = [*NAMES, *PHONES, *NUMBERS, *PLATES, *ADDRESSES, *POSTCODES]
TEXTS = (
    "{name} came to {address}, {postcode}. Ring {phone}.",
    "Mother of {first} said {last} drives {plate}. Number {number}.",
    "{upper} at {address} and {first}'s friend; text {phone}.",
)


def rows() -> list[tuple[str, str]]:
    made = []
    for number, name in enumerate(NAMES):
        first, last = name.split()
        said = {
            "name": name, "first": first, "last": last, "upper": name.upper(), "address": ADDRESSES[number],
            "postcode": POSTCODES[number % 10], "phone": PHONES[number], "plate": PLATES[number % 10],
            "number": NUMBERS[number],
        }  # fmt: skip
        made += [(f"{number + 1}/03/2024", text.format(**said)) for text in TEXTS]
    own = "Aoife Ó BRIEN was seen. aoife's aunt, Mrs Ó Brien, came on 14 April 2024. [Person 1] is no code."
    return [*made, ("20/04/2024", own)]


def canaries() -> set[str]:
    """Everything planted, whole and in parts, with and without spaces, in small letters."""
    parts = {*PLANTED, *FORENAMES, *SURNAMES, *STREETS, "Aoife"}
    return {one.lower() for one in parts} | {re.sub(r"\s", "", one).lower() for one in PLANTED if len(one) > 5}


@pytest.fixture
def review_id(workspace: Workspace) -> str:
    held.serve_snapshot(workspace)
    agreed.write_agreements(workspace.root, more=("review_chronology",))
    session = session_of(governance())
    days = (date(2024, 1, 1), date(2024, 12, 31))
    title = f"Review about {NAMES[0]}"
    made = open_review(session, review=NewReview(title, WHY, *days, ("police", "school", "health")))
    for act in (
        ReviewAct(ReviewEntryKind.CHILD, person_id=held.AOIFE),
        ReviewAct(ReviewEntryKind.AUTHOR, username=author().reader.username),
    ):
        add_to_terms(session, review_id=made, act=act)
    file = ChronologyFile(f"{NAMES[1]}.xlsx", chronology_book(*rows()))
    import_chronology(session_of(governance("police")), review_id=made, new=NewImport("police", "A", file))
    return made


def made(
    review_id: str, form: ReviewFileForm, of: CodedDocument = D.CHRONOLOGY, *, moves_days: bool = False, words: str = ""
) -> AnonymousFile:
    ask = AnonymousAsk(of, form, WHY, moves_days=moves_days, words=words)
    return write_anonymous_file(session_of(author()), review_id=review_id, ask=ask)


def unpacked(data: bytes) -> str:
    """Everything that the bytes hold: each entry of a zip file, or each stream of a PDF as letters, and its properties."""
    if data[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(data)) as file:
            said = "\n".join(file.read(one).decode("utf-8", "replace") for one in file.namelist())
        return f"{said}\n{re.sub('<[^>]+>', '', said)}"
    return data.decode("utf-8", "replace")


def text_of_pdf(data: bytes, folder: Path) -> str:
    path = folder / "file.pdf"
    path.write_bytes(data)
    said = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True).stdout.decode()
    about = subprocess.run(["pdfinfo", str(path)], check=True, capture_output=True).stdout.decode()
    raw = b"".join(_inflated(part) for part in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL))
    return "\n".join((said, " ".join(said.split()), about, raw.decode("latin-1"), data.decode("latin-1")))


def _inflated(part: bytes) -> bytes:
    try:
        return zlib.decompress(part)
    except zlib.error:
        return part


@pytest.mark.parametrize("moves_days", [False, True])
@pytest.mark.parametrize("form", list(F))
def test_no_planted_name_number_or_address_is_in_the_bytes_of_a_chronology(
    review_id: str, form: ReviewFileForm, moves_days: bool, tmp_path: Path
) -> None:
    assert len(PLANTED) == 100
    plain = write_review_file(session_of(author()), review_id=review_id, form=form, purpose=WHY)
    file = made(review_id, form, moves_days=moves_days)
    if form is F.PDF:
        before, after = text_of_pdf(plain.data, tmp_path).lower(), text_of_pdf(file.data, tmp_path).lower()
    else:
        before, after = unpacked(plain.data).lower(), unpacked(file.data).lower()
    there = {one.lower() for one in (*FORENAMES, *SURNAMES)}
    assert len([one for one in there if one in before]) == len(there)  # they are in the file with names
    assert sorted(one for one in canaries() if one in after) == []
    assert "[child a" in after and "[person " in after and "[place " in after and "[phone " in after
    assert "[staff 1]" in after


@pytest.mark.parametrize("form", list(ReportFileForm))
def test_no_planted_name_is_in_the_bytes_of_a_report_whose_authors_wrote_names(
    review_id: str, form: ReportFileForm, tmp_path: Path
) -> None:
    session = session_of(author())
    draft_id = make_report_draft(session, review_id=review_id, why=WHY)
    words = f"Aoife Ó Brien and {NAMES[3]} live at {ADDRESSES[4]}, {POSTCODES[4]}. Ring {PHONES[5]}."
    write_analysis(session, review_id=review_id, draft_id=draft_id, place=0, words=words)
    plain = write_report_file(session, review_id=review_id, draft_id=draft_id, form=form, purpose=WHY)
    file = made(review_id, F(str(form)), D.REPORT)
    both = [
        text_of_pdf(one, tmp_path) if form is ReportFileForm.PDF else unpacked(one) for one in (plain.data, file.data)
    ]
    before, after = (one.lower() for one in both)
    assert NAMES[3].split()[1].lower() in before
    assert sorted(one for one in canaries() if one in after) == []
    assert "[child a" in after and "key 1" in after


def texts_of(data: bytes, form: ReviewFileForm) -> list[list[str]]:
    """Every text of the body, row by row."""
    if form is F.WORD:
        file = docx.Document(BytesIO(data))
        return [
            [one.text for one in file.paragraphs],
            *([cell.text for cell in row.cells] for row in file.tables[0].rows),
        ]
    if form is F.EXCEL:
        return [[str(one.value or "") for one in row] for one in openpyxl.load_workbook(BytesIO(data)) for row in one]
    return [data.decode().splitlines()]


def restored(review_id: str, data: bytes) -> bytes:
    return restore_file(session_of(author()), review_id=review_id, file=CodedFile(data, WHY)).data


@pytest.mark.parametrize("moves_days", [False, True])
@pytest.mark.parametrize("form", [F.WORD, F.EXCEL, F.HTML])
def test_an_anonymised_chronology_comes_back_to_the_letter(
    review_id: str, form: ReviewFileForm, moves_days: bool
) -> None:
    before = write_review_file(session_of(author()), review_id=review_id, form=form, purpose=WHY).data
    file = made(review_id, form, moves_days=moves_days)
    assert texts_of(file.data, form) != texts_of(before, form)
    back, plain = (rows_of_events(texts_of(one, form), form) for one in (restored(review_id, file.data), before))
    assert back == plain


def rows_of_events(said: list[list[str]], form: ReviewFileForm) -> list[object]:
    """The rows of the table: the lines above it say when the file was made."""
    if form is F.HTML:
        return re.findall(r"<tr>.*?</tr>", "\n".join(said[0]), re.DOTALL)
    places = [place for place, row in enumerate(said) if row and row[0] == "No."]
    return list(said[places[0] :])


def test_days_are_moved_by_whole_weeks_and_a_birth_date_is_coded_always(review_id: str) -> None:
    def days(data: bytes) -> list[date]:
        sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[1]
        return [cell.value.date() for row in sheet.iter_rows(min_row=2) for cell in row if cell.is_date and cell.value]

    stay, moved = days(made(review_id, F.EXCEL).data), days(made(review_id, F.EXCEL, moves_days=True).data)
    by = {(after - before).days for before, after in zip(stay, moved, strict=True)}
    (number,) = by
    assert number % 7 == 0 and 28 <= abs(number) <= 182
    text = "\n".join(cell for row in texts_of(made(review_id, F.WORD, moves_days=True).data, F.WORD) for cell in row)
    outermost = min(stay) if number > 0 else max(stay)  # no other row can be moved onto this day
    assert re.search(rf"\b{outermost.day} {outermost:%B %Y}", text) is None


def test_a_code_stays_in_later_files_and_words_that_people_add_are_coded_from_then_on(review_id: str) -> None:
    first, second = made(review_id, F.HTML), made(review_id, F.HTML, words="aunt\n\n")
    assert "aunt" in first.data.decode() and "aunt" not in second.data.decode()
    said = [
        re.findall(r"<tr>(?:(?!</tr>).)*\[Person 1\].*?</tr>", one.data.decode(), re.DOTALL) for one in (first, second)
    ]
    assert said[0] and said[0] == said[1]
    check = read_anonymous_check(session_of(author()), review_id=review_id)
    assert check.added == ("aunt",) and check.key == 1 and check.codes > 100


def test_words_that_may_still_name_a_person_are_listed_with_the_reason(review_id: str) -> None:
    file = ChronologyFile(
        "b.xlsx", chronology_book(("21/04/2024", "quillfeathr and zorvin came; Sgt XQ wrote. Ref 8812345"))
    )
    import_chronology(session_of(governance("police")), review_id=review_id, new=NewImport("police", "A", file))
    found = {one.word: one for one in read_anonymous_check(session_of(author()), review_id=review_id).residues}
    assert str(found["quillfeathr"].reason) == "near_a_name"
    assert "zorvin" in found["quillfeathr"].around
    file_too = made(review_id, F.WORD)
    assert {one.word for one in file_too.residues} >= {"quillfeathr"}
    assert f"a person or a place: {len(file_too.residues)}" in texts_of(file_too.data, F.WORD)[0][3]


def test_the_key_is_sealed_apart_and_in_no_decision_audit_row_or_file(review_id: str) -> None:
    file = made(review_id, F.WORD)
    assert "Quillfeather" not in str(Decision.objects.filter(kind="learning_review_code_key").latest("sequence").body)
    entry = AuditEntry.objects.filter(action="export_anonymised_review").latest("sequence")
    assert "Quillfeather" not in str(entry.details) and entry.outcome == "done"
    assert entry.details["to_check"] == len(file.residues)
    kept = [row for row in AnswerText.objects.all() if "Quillfeather" in row.who and "forms" in row.who]
    assert len(kept) == 1


def test_only_who_reads_the_review_makes_or_restores_its_files(review_id: str) -> None:
    file = made(review_id, F.WORD)
    for who in (worried.actor("mia", "practitioner", "police"), worried.actor("rae", "reviewer", "partnership")):
        session = session_of(who)
        with pytest.raises(NotHere):
            read_anonymous_check(session, review_id=review_id)
        with pytest.raises(NotHere):
            write_anonymous_file(session, review_id=review_id, ask=AnonymousAsk(D.CHRONOLOGY, F.WORD, WHY))
        with pytest.raises(NotHere):
            restore_file(session, review_id=review_id, file=CodedFile(file.data, WHY))
    add_to_terms(
        session_of(governance()), review_id=review_id, act=ReviewAct(ReviewEntryKind.CLOSED, words=WHY)
    )  # fmt: skip
    with pytest.raises(Refused):
        write_anonymous_file(session_of(governance()), review_id=review_id, ask=AnonymousAsk(D.CHRONOLOGY, F.WORD, WHY))
    restore_file(session_of(governance()), review_id=review_id, file=CodedFile(file.data, WHY))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"<html>nothing</html>", b"PK\x03\x04broken"])
def test_what_has_no_code_of_the_review_is_not_restored(review_id: str, data: bytes) -> None:
    made(review_id, F.WORD)
    with pytest.raises(Usage):
        restore_file(session_of(author()), review_id=review_id, file=CodedFile(data, WHY))


def test_the_pages_lead_from_the_review_to_the_file_and_back(review_id: str) -> None:
    client = client_of(author())
    page = reverse("review_anonymous", args=[review_id])
    assert page in client.get(reverse("learning_review", args=[review_id])).content.decode()
    shown = client.get(page).content.decode()
    assert "Read the whole file before" in shown and "newest draft" not in shown
    assert "Choose a file" in client.post(page, {"what": "chronology", "why": WHY}).content.decode()
    sent = {"what": "chronology", "form": "docx", "words": "aunt", "why": WHY}
    file = client.post(page, sent)
    assert file["Content-Disposition"].startswith('attachment; filename="review-chronology-anonymised-')
    assert "Key 1 has" in client.get(page).content.decode()
    restore = reverse("review_restore", args=[review_id])
    upload = SimpleUploadedFile("coded.docx", file.content)
    back = client.post(restore, {"document": upload, "why": WHY})
    assert back["Content-Disposition"] == 'attachment; filename="review-restored.docx"'
    assert "Quillfeather" in unpacked(back.content)
    bad = client.post(restore, {"document": SimpleUploadedFile("a.html", b"<html></html>"), "why": WHY})
    assert "no code of this review" in bad.content.decode()


def test_a_report_is_no_excel_file(review_id: str) -> None:
    with pytest.raises(Usage):
        made(review_id, F.EXCEL, D.REPORT)
    with pytest.raises(Usage):
        made(review_id, F.WORD, D.REPORT)  # there is no draft


def give(workspace: Workspace, *words: str) -> str:
    """What a command of the author prints."""
    (workspace.root / SETTINGS_FILE).write_text("", encoding="utf-8")
    with proved(), patch.object(boot, "bring_up_to_date"):
        found = CliRunner().invoke(
            get_command(app), ["-w", str(workspace.root), "--as", author().reader.username, "review", *words]
        )
    assert found.exit_code == 0, (found.output, found.exception)
    return str(found.output)


def test_the_commands_write_a_file_list_the_words_to_check_and_put_the_names_back(
    review_id: str, workspace: Workspace, tmp_path: Path
) -> None:
    coded, named = tmp_path / "coded.xlsx", tmp_path / "named.xlsx"
    words = ("--move-days", "--word", "aunt", "--why", WHY)
    said = give(workspace, "anonymise", review_id, str(coded), *words)
    assert "Words to check:" in said and "coded.xlsx" in said
    assert "Quillfeather" not in unpacked(coded.read_bytes())
    assert "Codes replaced:" in give(workspace, "restore", review_id, str(coded), str(named), "--why", WHY)
    assert "Quillfeather" in unpacked(named.read_bytes())


@pytest.mark.soak
@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed: apt-get install libreoffice-writer-nogui")
def test_a_word_file_that_libreoffice_wrote_again_comes_back_to_the_letter(review_id: str, tmp_path: Path) -> None:
    before = write_review_file(session_of(author()), review_id=review_id, form=F.WORD, purpose=WHY).data
    (tmp_path / "coded.docx").write_bytes(made(review_id, F.WORD, moves_days=True).data)
    for source, form in ((tmp_path / "coded.docx", "odt"), (tmp_path / "again" / "coded.odt", "docx")):
        subprocess.run(
            [str(SOFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", form,
             "--outdir", str(tmp_path / "again"), str(source)],
            check=True, capture_output=True, timeout=300, env={**os.environ, "HOME": str(tmp_path)},
        )  # fmt: skip
    again = restored(review_id, (tmp_path / "again" / "coded.docx").read_bytes())
    back, plain = (rows_of_events(texts_of(one, F.WORD), F.WORD) for one in (again, before))
    assert back == plain
