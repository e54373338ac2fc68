"""A report with a margin as a Word file: a narrow margin in every program, and LibreOffice reads it without loss."""

import shutil
import subprocess
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from sightline.documents.sourced.parts import SourcedPart, SourcedReport, SourcedStyle, SourcedTable, SourcedText
from sightline.documents.sourced.word_file import write_sourced_word

OFFICE = shutil.which("soffice")
LINES = (
    SourcedText("I told school.\nNobody came.", "PO-1", SourcedStyle.WORDS),
    SourcedText("Recorded.", "PO-1, CS-2"),
)


def written() -> bytes:
    table = SourcedTable("Records", ("Agency", "Number"), (("Police", "3"),))
    parts = (SourcedPart("Held", 2, tables=(table,)), SourcedPart("Episode", 3, LINES))
    made_at = datetime(2026, 12, 1, tzinfo=UTC)
    return write_sourced_word(
        SourcedReport("Draft", "Restricted", ("Review",), "author", made_at, parts, "Text", "Records", "Analysis")
    )


def read(data: bytes) -> tuple[list[str], list[str], list[str]]:
    """The headings, the texts and the cells of a file."""
    file = docx.Document(BytesIO(data))
    headings = [one.text for one in file.paragraphs if one.style and one.style.name.startswith(("Heading", "Title"))]
    cells = [cell.text.replace("\u2011", "-") for table in file.tables for row in table.rows for cell in row.cells]
    return headings, [one.text for one in file.paragraphs if one.text], cells


def test_the_margin_is_narrow_also_for_programs_that_read_the_grid_of_a_table() -> None:
    *_, said = docx.Document(BytesIO(written())).tables
    text, margin = (int(one.get(qn("w:w"))) for one in said._tbl.tblGrid.findall(qn("w:gridCol")))
    assert text > 3 * margin


@pytest.mark.soak
@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed: apt-get install libreoffice-writer-nogui")
def test_libreoffice_opens_it_and_writes_it_again_without_loss(tmp_path: Path) -> None:
    file = tmp_path / "draft.docx"
    file.write_bytes(written())
    for source, form in ((file, "odt"), (tmp_path / "again" / "draft.odt", "docx")):
        subprocess.run(
            [str(OFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", form,
             "--outdir", str(tmp_path / "again"), str(source)],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
    assert read((tmp_path / "again" / "draft.docx").read_bytes()) == read(file.read_bytes())
