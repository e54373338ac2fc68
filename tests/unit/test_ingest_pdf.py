"""PDF files with text: a record with a row for each paragraph of each page; what has no text is named."""

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table
from support.exports import Tables, new_workspace

from sightline import ingest
from sightline.ingest.limits import Limits
from sightline.ingest.sheets.reader import Sheet, read_sheets
from sightline.model.errors import BadInput
from sightline.workbooks.documents.text_lines import PageTextLines
from sightline.workbooks.limits import WorkbookLimits

MORNING = "2026-11-20T09:00:00Z"
CHILD, BORN = "Child: Mia Quillonby", "Date of birth: 05/03/2012"
SEEN = "The school said that Mia was seen in an older man's car. " * 4
TOLD = "She told the nurse that a man gave her a phone. " * 4


def letter(path: Path, *lines: str, table: list[list[str]] | None = None) -> Path:
    """A letter of two pages: its first lines, a table where one is asked for, and three paragraphs."""
    style = getSampleStyleSheet()
    said = [Paragraph(line, style["Normal"]) for line in lines or (CHILD, BORN)]
    rows = [Spacer(1, 30), Table(table), Spacer(1, 30)] if table else []
    said += [*rows, Paragraph(SEEN, style["BodyText"]), Paragraph(TOLD, style["BodyText"])]
    SimpleDocTemplate(str(path)).build([*said, PageBreak(), Paragraph("Visit on 4 May.", style["BodyText"])])
    return path


def drawn(path: Path, draw: Callable[[Canvas], object], *, lines: tuple[str, ...] = (CHILD, BORN)) -> Path:
    """A page of lines with what `draw` draws on it, or on pages after it."""
    canvas = Canvas(str(path))
    for number, line in enumerate(lines):
        canvas.drawString(72, 750 - 14 * number, line)
    draw(canvas)
    canvas.save()
    return path


def sheets_of(path: Path) -> dict[str, Sheet]:
    return {one.name: one for one in read_sheets(path, folder=path.parent)}


def lines_of(path: Path) -> list[dict[str, str]]:
    headings, *rows = sheets_of(path)["document"].rows()
    return [{name: cell for name, cell in zip(headings, row, strict=False) if cell} for row in rows]


def refused(path: Path) -> str:
    with pytest.raises(BadInput) as said:
        read_sheets(path, folder=path.parent)
    return str(said.value.code)


def test_a_pdf_is_one_record_with_the_paragraphs_of_its_pages(tmp_path: Path) -> None:
    room = new_workspace(tmp_path)
    path = letter(tmp_path / "l.pdf", CHILD, BORN, "Type of document: letter", "Date of letter: 3 May 2025")
    (receipt,) = ingest.take_file(workspace=room, path=path, batch=1, received_at=MORNING, agency="health")
    assert (receipt.mapping, receipt.rows_taken, receipt.rows_rejected) == ("document/text", 4, 0)
    tables = Tables(room)
    assert tables.ask("SELECT count(*), any_value(kind) FROM agency_record") == [(1, "document/text/letter")]
    found = [" ".join(what.split()) for (what,) in tables.ask("SELECT what FROM fact ORDER BY what")]
    assert found[1:] == [
        f"Page 1, paragraph 2. {SEEN.strip()}", f"Page 1, paragraph 3. {TOLD.strip()}",
        "Page 2, paragraph 1. Visit on 4 May.",
    ]  # fmt: skip
    assert tables.ask("SELECT DISTINCT name_as_written, CAST(birth_date AS VARCHAR) FROM mention") == [
        ("Mia Quillonby", "2012-03-05")
    ]


def test_a_row_of_a_form_at_the_beginning_says_the_child(tmp_path: Path) -> None:
    table = [["Name of child", "Mia Quillonby"], ["DOB", "05/03/2012"], ["Date of meeting", "summer 2025"]]
    found = lines_of(letter(tmp_path / "l.pdf", "Meeting", table=table))
    assert {(one["Child"], one["Date of Birth"], one["Date"]) for one in found} == {
        ("Mia Quillonby", "05/03/2012", "summer 2025")
    }


def test_a_list_of_children_says_each_and_one_with_a_gap_is_held(tmp_path: Path) -> None:
    table = [["Child", "Date of birth", "NHS number"], ["Mia Quillonby", "05/03/2012", "9434765919"]]
    both = [*table, ["Ada Quillonby", "06/04/2014", "9434765870"]]
    assert {one["Child"] for one in lines_of(letter(tmp_path / "a.pdf", "Meeting", table=both))} == {
        "Mia Quillonby", "Ada Quillonby",
    }  # fmt: skip
    gap = [*table, ["Ada Quillonby", "", "9434765870"]]
    held = sheets_of(letter(tmp_path / "b.pdf", "Meeting", table=gap))["document"].refusal
    assert held and held.code == "no_child_said"


def test_a_name_that_goes_on_below_is_not_cut_but_held(tmp_path: Path) -> None:
    style = getSampleStyleSheet()["Normal"]
    for number, where in enumerate(("TOP", "MIDDLE", "BOTTOM")):
        rows = [["Title", "Core group"], ["Child", "Mia Quillonby-\nFairweather"], ["Date of birth", "05/03/2012"]]
        path = tmp_path / f"{number}.pdf"
        SimpleDocTemplate(str(path)).build(
            [Table(rows, style=[("VALIGN", (0, 0), (-1, -1), where)]), Paragraph(SEEN, style)]
        )
        held = sheets_of(path)["document"].refusal
        assert held and held.code == "no_child_said", where


def test_the_headings_of_a_table_of_events_are_no_date_of_the_document(tmp_path: Path) -> None:
    for number, headings in enumerate((["Date", "Event"], ["Date", "Note"])):
        found = lines_of(letter(tmp_path / f"{number}.pdf", CHILD, BORN, table=[headings, ["1 May 2025", "Seen"]]))
        assert {one.get("Date") for one in found} == {None}


def test_what_is_filled_in_and_comments_are_read_each_once(tmp_path: Path) -> None:
    def fill(canvas: Canvas) -> None:
        form = canvas.acroForm
        form.textfield(name="f1", tooltip="Name of child", value="Mia Quillonby", x=72, y=600)
        form.textfield(name="f2", tooltip="DOB", value="05/03/2012", x=72, y=560)
        form.textfield(name="f3", tooltip="Concern", value="Seen with a man", x=72, y=520)
        form.textfield(name="f4", tooltip="Nothing", value="", x=72, y=480)
        form.checkbox(name="f5", tooltip="Missing before", checked=True, x=72, y=440)
        form.checkbox(name="f6", tooltip="In care", checked=False, x=72, y=400)
        canvas.textAnnotation("Ask the school", Rect=[300, 300, 320, 320])

    found = lines_of(drawn(tmp_path / "f.pdf", fill, lines=("Referral",)))
    assert {(one["Child"], one["Date of Birth"]) for one in found} == {("Mia Quillonby", "05/03/2012")}
    assert [(one["Place"], one["Text"]) for one in found] == [
        ("Page 1, form field 1", "Name of child: Mia Quillonby"),
        ("Page 1, form field 2", "DOB: 05/03/2012"),
        ("Page 1, form field 3", "Concern: Seen with a man"),
        ("Page 1, form field 4", "Missing before: Yes"),
        ("Page 1, paragraph 1", "Referral"),
        ("Page 1, comment 1", "Comment: Ask the school"),
    ]


def test_letters_drawn_as_one_are_read_as_letters(tmp_path: Path) -> None:
    lines = PageTextLines()
    lines.take("An o\ufb03cer\x00", (1, 0, 0, 1, 0, 0), (1, 0, 0, 1, 0, 0), None, 12)
    assert lines.paragraphs("An o\ufb03cer\x00") == ["An officer"]
    assert lines.paragraphs("An o\ufb03cer wrote") == ["An officer wrote"]  # a piece was not given


def test_a_scan_is_named_and_so_are_pages_without_text(tmp_path: Path) -> None:
    def page(canvas: Canvas, *, count: int) -> None:
        for _ in range(count):
            canvas.showPage()
            canvas.rect(72, 72, 300, 300, fill=1)

    assert refused(drawn(tmp_path / "s.pdf", lambda canvas: page(canvas, count=1), lines=())) == "scanned_pdf"
    sheets = sheets_of(drawn(tmp_path / "m.pdf", lambda canvas: page(canvas, count=3)))
    assert list(sheets) == ["document", "pages 2-4"]
    assert (named := sheets["pages 2-4"].refusal) and named.code == "pages_without_text"


def test_a_password_is_named_and_one_that_only_stops_printing_is_none(tmp_path: Path) -> None:
    for name, user in (("a", "secret"), ("b", "")):
        encrypted = Canvas(
            str(tmp_path / f"{name}.pdf"), encrypt=StandardEncryption(user, ownerPassword="owner", canPrint=0)
        )
        encrypted.drawString(72, 750, f"{CHILD}, {BORN}")
        encrypted.save()
    assert refused(tmp_path / "a.pdf") == "pdf_password"
    assert lines_of(tmp_path / "b.pdf")[0]["Child"] == "Mia Quillonby"


def raw(path: Path, *objects: bytes) -> Path:
    """A PDF of objects as they are written; the first is its root."""
    made, places = b"%PDF-1.7\n", list[int]()
    for number, one in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    path.write_bytes(
        made
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, len(made))
    )
    return path


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (more, len(data), data)


ROOT, PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>"
TEXT = b"BT /F 12 Tf 72 700 Td (Child: Mia Quillonby, Date of birth: 05/03/2012) Tj ET"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
BOMB = zlib.compress(b" " * (200 << 20), 9)
HOSTILE = {
    "tree in a circle": (ROOT, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"),
    "a wide tree": (ROOT, b"<</Type/Pages/Kids[" + b"3 0 R " * 2_001 + b"]/Count 1>>", PAGE, stream(TEXT), FONT),
    "no tree": (ROOT, b"<</Type/Pages/Kids 1 0 R>>"),
    "a drawing in itself": (ROOT, PAGES, PAGE, stream(TEXT + b" /X Do"), FONT, stream(b"/X Do /X Do", FORM)),
    "a bomb": (ROOT, PAGES, PAGE, stream(BOMB, b"/Filter/FlateDecode"), FONT),
    "a bomb in a bomb": (ROOT, PAGES, PAGE, stream(zlib.compress(BOMB, 9), b"/Filter[/FlateDecode/FlateDecode]"), FONT),
    "deep": (ROOT, PAGES, PAGE, stream(b"[" * 100_000), FONT),
    "deep objects": (b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * 100_000 + b">>", PAGES, PAGE, stream(TEXT), FONT),
    "many letters": (ROOT, PAGES, PAGE, stream(b"BT /F 12 Tf " + b"(aaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj " * 10_000 + b"ET"), FONT),
    "saved states": (ROOT, PAGES, PAGE, stream(b"q " * 500_000 + TEXT), FONT),
    "cut": (ROOT, PAGES, PAGE, b"<</Length 900>>stream\nBT"),
}  # fmt: skip


@pytest.mark.parametrize("objects", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_pdf_is_read_or_named_within_its_bounds(tmp_path: Path, objects: tuple[bytes, ...]) -> None:
    limits = Limits(workbook=WorkbookLimits(cpu_seconds=20, wall_seconds=40))
    try:
        sheets = read_sheets(raw(tmp_path / "h.pdf", *objects), folder=tmp_path, limits=limits)
    except BadInput as said:
        assert said.code in ("pdf_damaged", "document_too_long", "beyond_limits", "scanned_pdf")
    else:
        assert all(one.refusal is None or one.refusal.code in ("no_child_said", "no_text") for one in sheets)


def test_a_form_that_is_not_drawn_is_named(tmp_path: Path) -> None:
    root = b"<</Type/Catalog/Pages 2 0 R/NeedsRendering true/AcroForm<</XFA[(a) 4 0 R]>>>>"
    assert refused(raw(tmp_path / "x.pdf", root, PAGES, PAGE, stream(TEXT), FONT)) == "pdf_form"


def test_a_file_within_a_pdf_is_named(tmp_path: Path) -> None:
    root = b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a.txt) 6 0 R]>>>>>>"
    filed = b"<</Type/Filespec/F(a.txt)/EF<</F 7 0 R>>>>"
    sheets = sheets_of(raw(tmp_path / "x.pdf", root, PAGES, PAGE, stream(TEXT), FONT, filed, stream(b"secret")))
    assert (named := sheets["attachment 1"].refusal) and named.code == "attachment"
    assert sheets["document"].refusal is None
