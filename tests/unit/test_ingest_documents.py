"""Documents as files: an e-mail or a Word file is one record with a row for each place, of the children whom it names."""

import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from support.exports import Tables, new_workspace

from sightline import ingest
from sightline.ingest.erasure.part_rows import erase_rows, list_erased
from sightline.ingest.folders import find_files
from sightline.ingest.limits import Limits
from sightline.ingest.sheets.reader import Sheet, read_sheets
from sightline.model.errors import BadInput
from sightline.store import Workspace
from sightline.store.erasures import ErasedKind, Erasure, need_key, read_register, write_register
from sightline.workbooks.limits import WorkbookLimits

CHILD = "Child: Mia Quillonby, Date of birth: 05/03/2012"
MORNING = "2026-11-20T09:00:00Z"


def mail(path: Path, body: str, *, page: bool = False, attached: int = 0) -> Path:
    message = EmailMessage()
    message["Received"] = "from a.example by b.example; Mon, 4 May 2026 09:12:40 +0100"
    message["From"], message["To"] = "Rose Alder <rose@school.example>", "duty@council.example"
    message["Subject"], message["Date"] = "Mia, yesterday", "Mon, 04 May 2026 09:12:40 +0100"
    message.set_content(body, subtype="html" if page else "plain")
    for number in range(attached):
        message.add_attachment(b"secret words", maintype="application", subtype="pdf", filename=f"{number}.pdf")
    path.write_bytes(bytes(message))
    return path


MIA = ("Mia Quillonby", "05/03/2012", "")


def minutes(path: Path, *, children: tuple[tuple[str, ...], ...] = (MIA,), heading: str = "Child") -> Path:
    made = docx.Document()
    made.add_heading("Child in need meeting", level=1)
    covering = made.add_table(rows=0, cols=2)
    for label, said in (("Type of document", "Minutes"), ("Date of meeting", "summer 2025"), ("Title", "CIN meeting")):
        cells = covering.add_row().cells
        cells[0].text, cells[1].text = label, said
    listed = made.add_table(rows=0, cols=3)
    for row in ((heading, "Date of birth", "NHS number"), *children):
        cells = listed.add_row().cells
        for cell, said in zip(cells, row, strict=True):
            cell.text = said
    made.add_paragraph("The school said that Mia was seen in an older man's car.")
    made.add_paragraph("")
    actions = made.add_table(rows=2, cols=3)
    for action, words in zip(
        actions.rows, (("Action", "Who", "By when"), ("Visit", "Rose Alder", "3 May")), strict=True
    ):
        for cell, text in zip(action.cells, words, strict=True):
            cell.text = text
    made.save(str(path))
    return path


def chronology(path: Path) -> Path:
    made = docx.Document()
    made.add_paragraph("Child: Mia Quillonby")
    made.add_paragraph("Date of birth: 5 March 2012")
    table = made.add_table(rows=1, cols=4)
    for cell, text in zip(
        table.rows[0].cells, ("Date/Period", "Source", "Significant Event", "Child\u2019s voice"), strict=True
    ):
        cell.text = text
    for said in (
        ("Summer 2024", "School", "Seen with a new phone.", ""),
        ("w/c 3 March 2025", "GP", "Did not attend.", "I hate it"),
        ("", "Police", "Found at a station.", ""),
        ("10 to 12 May 2025", "Police", "Missing.", ""),
    ):
        for cell, text in zip(table.add_row().cells, said, strict=True):
            cell.text = text
    table.cell(2, 0).merge(table.cell(3, 0))
    made.save(str(path))
    return path


def sheets_of(path: Path) -> dict[str, Sheet]:
    return {one.name: one for one in read_sheets(path, folder=path.parent)}


def lines(sheet: Sheet) -> list[dict[str, str]]:
    headings, *rows = sheet.rows()
    return [{name: cell for name, cell in zip(headings, row, strict=False) if cell} for row in rows]


def take(room: Workspace, path: Path, batch: int = 1, agency: str = "school") -> list[ingest.Receipt]:
    return ingest.take_file(workspace=room, path=path, batch=batch, received_at=MORNING, agency=agency)


def test_an_e_mail_is_one_record_with_its_paragraphs_in_their_places(tmp_path: Path) -> None:
    room = new_workspace(tmp_path)
    path = mail(tmp_path / "a.eml", f"{CHILD}\n\nMia told me that a man\ngave her a phone.\n\n> Earlier words.\n")
    (receipt,) = take(room, path)
    assert (receipt.mapping, receipt.rows_taken, receipt.rows_rejected) == ("document/text", 3, 0)
    tables = Tables(room)
    assert tables.ask("SELECT count(*), any_value(kind), any_value(agency) FROM agency_record") == [
        (1, "document/text/e-mail", "school")
    ]
    assert tables.ask("SELECT occurred_from, what FROM fact ORDER BY what") == [
        ("2026-05-04T08:12:00Z", f"Paragraph 1. {CHILD}"),
        ("2026-05-04T08:12:00Z", "Paragraph 2. Mia told me that a man\ngave her a phone."),
        ("2026-05-04T08:12:00Z", "Paragraph 3. > Earlier words."),
    ]
    assert tables.ask("SELECT DISTINCT name_as_written, CAST(birth_date AS VARCHAR) FROM mention") == [
        ("Mia Quillonby", "2012-03-05")
    ]


def test_a_page_in_an_e_mail_is_read_as_text_and_what_is_attached_is_named(tmp_path: Path) -> None:
    page = f"<html><head><style>p {{}}</style></head><body><p>{CHILD}</p><p>Seen &amp; heard<img src='http://x/y'></p></body></html>"
    sheets = sheets_of(mail(tmp_path / "a.eml", page, page=True, attached=2))
    assert [one["Text"] for one in lines(sheets["document"])] == [CHILD, "Seen & heard"]
    said = [sheets[f"attachment {number}"].refusal for number in (1, 2)]
    assert {one.code for one in said if one} == {"attachment"} and all(said)


def test_minutes_have_the_place_of_each_paragraph_and_row(tmp_path: Path) -> None:
    room = new_workspace(tmp_path)
    (receipt,) = take(room, minutes(tmp_path / "m.docx"), agency="partnership")
    assert receipt.rows_taken == 9
    tables = Tables(room)
    assert tables.ask("SELECT DISTINCT kind FROM agency_record") == [("document/text/minutes",)]
    assert tables.ask("SELECT DISTINCT date_words, date_precision FROM fact") == [("summer 2025", "approximate")]
    said = [what for (what,) in tables.ask("SELECT what FROM fact")]
    assert "Paragraph 2. The school said that Mia was seen in an older man's car." in said
    assert "Table 3, row 2. Visit | Rose Alder | 3 May" in said


def test_a_chronology_becomes_entries_with_dates_as_uncertain_as_they_are(tmp_path: Path) -> None:
    room = new_workspace(tmp_path)
    receipts = take(room, chronology(tmp_path / "c.docx"))
    assert {one.mapping: one.rows_taken for one in receipts} == {"document/text": 2, "document/chronology": 4}
    tables = Tables(room)
    found = tables.ask(
        "SELECT date_words, left(occurred_from, 10), left(occurred_to, 10), childs_words, what FROM fact "
        "WHERE name = 'entry' ORDER BY 2, 5"
    )
    assert [one[0] for one in found] == ["Summer 2024", "w/c 3 March 2025", "w/c 3 March 2025", "10 to 12 May 2025"]
    assert [one[1:3] for one in found[1:]] == [
        ("2025-03-03", "2025-03-09"), ("2025-03-03", "2025-03-09"), ("2025-05-10", "2025-05-12"),
    ]  # fmt: skip
    assert [one[3] for one in found] == ["", "I hate it", "", ""]
    assert tables.ask("SELECT count(*) FROM agency_record") == [(5,)]


def test_two_children_of_a_list_have_each_place(tmp_path: Path) -> None:
    path = minutes(tmp_path / "m.docx", children=(MIA, ("", "", "943 476 5919")))
    found = lines(sheets_of(path)["document"])
    assert {(one.get("Child"), one.get("NHS Number")) for one in found} == {
        ("Mia Quillonby", None), (None, "943 476 5919"),
    }  # fmt: skip
    assert len({one["Document"] for one in found}) == 1


@pytest.mark.parametrize(
    "said",
    [
        "Mia Quillonby was seen.",
        "Child: Mia Quillonby",
        "Date of birth: 05/03/2012",
        "Child: Mia Quillonby\nMother: Rose Quillonby\nDate of birth: 01/02/1985",
        "Child: Mia Quillonby\nDate of birth: 05/03/2012\nDate of birth: 06/03/2012",
        f"{CHILD}\nChild: Ada Quillonby",
        "Child: Mia Quillonby\nDate of birth: not known",
        "NHS number: to follow",
        "Hello,\n\nI write of Child: Mia Quillonby, Date of birth: 05/03/2012",
    ],
)
def test_a_document_that_does_not_say_its_child_is_held_and_says_what_to_do(tmp_path: Path, said: str) -> None:
    room = new_workspace(tmp_path)
    (receipt,) = take(room, mail(tmp_path / "a.eml", said))
    assert (receipt.mapping, receipt.rows_taken) == ("", 0)
    ((code, what_to_do),) = Tables(room).ask("SELECT code, what_to_do FROM reject")
    assert code == "no_child_said" and "Date of birth: " in what_to_do
    assert Tables(room).ask("SELECT count(*) FROM mention") == [(0,)]


def test_a_table_of_the_family_is_no_list_of_children(tmp_path: Path) -> None:
    sheets = sheets_of(minutes(tmp_path / "m.docx", heading="Name"))
    assert (held := sheets["document"].refusal) and held.code == "no_child_said"


def test_a_list_of_children_is_read_to_its_end_and_too_long_a_one_is_held(tmp_path: Path) -> None:
    many = tuple((f"Mia {name}", "05/03/2012", "") for name in "ABCDEFGHIJKLMNOPQRST")
    sheets = sheets_of(minutes(tmp_path / "m.docx", children=many))
    assert len({one["Child"] for one in lines(sheets["document"])}) == 20
    held = sheets_of(minutes(tmp_path / "n.docx", children=(*many, MIA)))["document"].refusal
    assert held and held.code == "no_child_said"


def test_the_headings_of_a_chronology_say_nothing_of_the_document(tmp_path: Path) -> None:
    assert {one.get("Date") for one in lines(sheets_of(chronology(tmp_path / "c.docx"))["document"])} == {None}


def test_the_same_document_again_brings_nothing_and_a_reference_keeps_its_record(tmp_path: Path) -> None:
    room = new_workspace(tmp_path)
    take(room, mail(tmp_path / "a.eml", f"Reference: E-17\n{CHILD}\n\nSeen at noon."))
    again = take(room, mail(tmp_path / "b.eml", f"Reference: E-17\n{CHILD}\n\nSeen at one."), batch=2)
    assert [(one.rows_taken, one.rows_unchanged) for one in again] == [(1, 1)]
    assert Tables(room).ask("SELECT count(DISTINCT record_id) FROM agency_record") == [(1,)]


def test_an_erased_entry_is_in_no_file_and_the_others_stay(tmp_path: Path) -> None:
    room = new_workspace(tmp_path)
    path = chronology(tmp_path / "c.docx")
    take(room, path)
    found = Tables(room).ask("SELECT DISTINCT record_id FROM fact WHERE what LIKE 'Found at a station%'")
    register = need_key(room.root)
    hashes = {str(ErasedKind.RECORD): tuple(register.hash(ErasedKind.RECORD, str(one)) for (one,) in found)}
    write_register(room.root, register.with_erasure(Erasure("e1", "2026-11-30", hashes)))
    erase_rows(room, row_ids=list_erased(room, read_register(room.root)), register=read_register(room.root))
    kept = [one.read_bytes() for one in room.received.rglob("*") if one.is_file()]
    assert len(found) == 1 and path.read_bytes() not in kept
    assert not any(b"Found at a station" in one for one in kept) and any(b"Did not attend" in one for one in kept)
    assert Tables(room).ask("SELECT count(*) FROM fact") == [(5,)]


def test_deleted_words_are_left_out_and_hidden_ones_boxes_and_notes_are_named(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Child: Mia Quillonby, DOB: 05/03/2012</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>Seen </w:t></w:r><w:del><w:r><w:delText>never</w:delText><w:t>never</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>often</w:t></w:r></w:ins></w:p>"
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Not to be shown</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>Above</w:t><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p>"
        "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    path = raw(
        tmp_path / "a.docx",
        body,
        {
            "word/footnotes.xml": "<w:footnotes xmlns:w='w'><w:footnote w:id='1'><w:p><w:r><w:t>By her aunt</w:t></w:r></w:p></w:footnote></w:footnotes>"
        },
    )
    assert [(one["Place"], one["Text"]) for one in lines(sheets_of(path)["document"])[1:]] == [
        ("Paragraph 2 (words were deleted)", "Seen often"),
        ("Paragraph 3 (hidden)", "Not to be shown"),
        ("Paragraph 4 (text box)", "In a box"),
        ("Paragraph 5", "Above"),
        ("Footnote 1", "By her aunt"),
    ]


def raw(path: Path, body: str, more: dict[str, str] | None = None, *, before: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f"{before}<w:document xmlns:w='w' xmlns:mc='m'><w:body>{body}</w:body></w:document>"
        )
        for name, text in (more or {}).items():
            archive.writestr(name, text)
    return path


SAID = f"<w:p><w:r><w:t>{CHILD}</w:t></w:r></w:p>"
HOSTILE = {
    "macros": ({"word/vbaProject.bin": "x"}, SAID, "", "macros"),
    "bomb": ({}, SAID + "<w:p><w:r><w:t>" + "a" * 300_000 + "</w:t></w:r></w:p>", "", "document_too_long"),
    "many": ({}, SAID + "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 20_001, "", "document_too_long"),
    "deep": ({}, SAID + "<w:p>" * 500 + "</w:p>" * 500, "", "workbook_unreadable"),
    "entity": ({}, SAID, "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", "workbook_unreadable"),
    "cut": ({}, SAID + "<w:p>", "", "workbook_unreadable"),
}


@pytest.mark.parametrize(("more", "body", "before", "code"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_word_file_is_refused(
    tmp_path: Path, more: dict[str, str], body: str, before: str, code: str
) -> None:
    with pytest.raises(BadInput) as refused:
        read_sheets(raw(tmp_path / "a.docx", body, more, before=before), folder=tmp_path)
    assert refused.value.code == code


def test_a_word_file_that_unpacks_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    path = raw(tmp_path / "a.docx", SAID + " " * (4 << 20))
    with pytest.raises(BadInput) as refused:
        read_sheets(path, folder=tmp_path, limits=Limits(workbook=WorkbookLimits(unpacked_bytes=1 << 20)))
    assert refused.value.code == "workbook_too_big"


@pytest.mark.parametrize(
    "headings",
    [
        b"From: a\r\nTo: b\r\nSubject: =?utf-8?b?\xff\xfe?=\r\nDate: never\r\nContent-Type: text/plain; charset=nonsense\r\n",
        b"From: <<<>>>\r\nTo: ,,,\r\nSubject: x\r\nDate: 99 Foo 0000 99:99\r\nContent-Type: multipart/mixed; boundary=\r\n",
        b"From: a\r\nTo: b\r\nSubject: x\r\n" + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" * 400,
    ],
)
def test_a_hostile_e_mail_is_read_or_named(tmp_path: Path, headings: bytes) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(headings + b"\r\n" + CHILD.encode() + b"\r\n\r\nSeen.\r\n")
    try:
        sheets = sheets_of(path)
    except BadInput as refused:
        assert refused.code in ("workbook_unreadable", "document_too_big")
    else:
        assert sheets["document"].refusal is None or sheets["document"].refusal.code in ("no_child_said", "no_text")


def test_documents_in_a_folder_are_looked_at(tmp_path: Path) -> None:
    minutes(tmp_path / "m.docx")
    mail(tmp_path / "a.EML", CHILD)
    (tmp_path / "old.msg").write_bytes(b"x")
    found = find_files([tmp_path], limits=Limits())
    assert [one.name for one in found.files] == ["a.EML", "m.docx"]
    assert [one.name for one in found.passed_over] == ["old.msg"]
