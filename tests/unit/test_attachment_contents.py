"""What a file is, by its bytes: each kind that is taken, and a hostile set that is not."""

import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from support import documents as made

from sightline.casework.attachments.contents import read_contents
from sightline.casework.attachments.names import MOST_LETTERS, clean_name
from sightline.casework.attachments.office_files import MOST_TEXT
from sightline.casework.attachments.pages.kinds import AttachmentKind
from sightline.casework.attachments.pages.refusals import REFUSALS, DocumentRefused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
TAKEN = {
    "pdf": made.pdf(), "docx": made.docx(), "xlsx": made.xlsx(), "odt": made.odt(), "eml": made.mail(),
    "txt": f"BM, MZ and GIF89a are only letters here.\n{made.WORDS}\n".encode(), "csv": f"Day,What\n1,{made.WORDS}\n".encode(),
}  # fmt: skip


@pytest.mark.parametrize("kind", TAKEN)
def test_each_kind_is_known_by_its_bytes_alone(kind: str) -> None:
    found = read_contents(TAKEN[kind])
    assert (found.kind, found.has_pictures) == (AttachmentKind(kind), False)
    assert kind == "pdf" or made.WORDS in found.text, "its words are read, to look for what is protected"


def test_the_words_of_an_office_file_are_what_somebody_wrote_with_blanks_between_the_parts() -> None:
    kept, document = BytesIO(), Document()
    document.add_paragraph("At the gate")
    document.add_table(1, 2).rows[0].cells[1].text = "Monday"
    document.paragraphs[0].add_run().add_tab()
    document.paragraphs[0].add_run("at noon")
    document.core_properties.author = "Quentin Author"
    document.save(kept)
    found = read_contents(kept.getvalue())
    assert " ".join(found.text.split()) == "At the gate at noon Monday"
    assert "Quentin Author" in found.properties and "Quentin Author" in found.every_word


def test_a_workbook_has_its_texts_and_numbers_and_no_number_of_a_text() -> None:
    kept, book = BytesIO(), Workbook()
    for row in (("Phone", "Day"), (7700900123, "Monday")):
        book.active.append(row)
    book.save(kept)
    assert sorted(read_contents(kept.getvalue()).text.split()) == ["7700900123", "Day", "Monday", "Phone"]


@pytest.mark.parametrize(
    "data",
    [
        made.pdf(picture=True),
        made.pdf(inline=True),
        made.docx(picture=True),
        made.zipped({"xl/media/image1.png": made.png()}, made.xlsx()),
        made.zipped({"customXml/item7.dat": made.png()}, made.docx()),
        made.zipped({"Pictures/1.jpg": made.png()}, made.odt()),
        made.mail(attached={"photo.dat": made.png()}),
        made.mail(attached={"minutes.docx": made.docx(picture=True)}),
        b"A letter with a picture written out: data:image/png;base64,iVBORw0KGgo=",
    ],
    ids=["pdf", "within a page", "word", "excel", "renamed", "opendocument", "mail", "in a document of a mail", "text"],
)
def test_pictures_within_a_document_are_seen(data: bytes) -> None:
    assert read_contents(data).has_pictures


def with_stretched_entry() -> bytes:
    return made.zipped({"word/more.xml": bytes(30_000_000)}, made.docx())


def with_password() -> bytes:
    """The first entry says that it is encrypted, in the list of entries and before itself."""
    data = bytearray(made.zipped({"word/a.xml": "x"}, made.docx()))
    with zipfile.ZipFile(BytesIO(bytes(data))) as opened:
        offset = opened.start_dir
    data[offset + 8] |= 1
    return bytes(data)


def hidden_script(body: bytes = b"<< /S /JavaScript /JS (app.alert) >>") -> bytes:
    """A script in an object stream, packed, where the bytes do not say it."""
    packed = zlib.compress(b"9 0 " + body)
    stream = (
        b"8 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream endobj\n"
    )
    return made.pdf().replace(b"xref", stream + b"xref", 1)


HOSTILE = {
    "empty_file": [b"", b"  \n "],
    "picture": [made.png(), b"\xff\xd8\xff\xe0" + bytes(60), bytes(4) + b"ftypheic" + bytes(30), b"P3\n2 2 255\n0 0 0"],
    "recording": [bytes(3) + b"\x18ftypmp42" + bytes(40)],
    "program": [b"MZ" + bytes(200), b"\x7fELF" + bytes(200), b"#!/bin/sh\nrm -rf /\n"],
    "web_page": [b"<!DOCTYPE html><p>hello", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<?xml version='1.0'?><a/>",
                 b"hello\n<script>alert(1)</script>"],
    "archive": [made.zipped({"a.txt": "hello"}), b"\x1f\x8b\x08" + bytes(60), b"Rar!\x1a\x07\x00" + bytes(60)],
    "old_office": [OLE, b"{\\rtf1 hello}"],
    "password": [OLE + "EncryptedPackage".encode("utf-16-le"), made.pdf(password="secret"), with_password(),
                 made.odt(manifest="<manifest:encryption-data/>")],
    "macros": [
        made.zipped({"word/vbaProject.bin": b"x"}, made.docx()), made.zipped({"Basic/script.xml": b"x"}, made.odt()),
        made.zipped({"word/program.dat": b"MZ" + bytes(60)}, made.docx()), hidden_script(),
        made.pdf().replace(b"/Catalog", b"/Catalog /OpenAction << /S /J#61vaScript >>"),
        made.zipped({"word/_rels/x.rels": '<R Type="http://x/attachedTemplate" Target="http://x" TargetMode="External"/>'},
                    made.docx()),
    ],
    "files_inside": [made.zipped({"word/embeddings/a.dat": b"x"}, made.docx()),
                     made.zipped({"word/more.dat": made.docx()}, made.docx()), hidden_script(b"<< /EmbeddedFile 1 >>")],
    "mail_attachment": [made.mail(attached={"a.docx": b"MZ" + bytes(200)}), made.mail(attached={"a.zip": made.zipped({"a": "b"})})],
    "bomb": [with_stretched_entry(), made.zipped({f"word/{n}.xml": b"" for n in range(2_100)}, made.docx())],
    "damaged": [
        b"%PDF-1.7\n" + made.docx(), made.pdf() + made.zipped({"a": "b"}), made.docx() + b"more", made.docx()[:-30],
        made.pdf()[:400], b"GIF89a is not so\n%PDF-1.4\n", made.zipped({"../../word/a.xml": "x"}, made.docx()),
        made.zipped({"word\\document.xml": "x"}, made.docx()), made.zipped({"WORD/document.xml": "x"}, made.docx()),
    ],
    "unknown": [bytes(range(256)) * 3, made.zipped({"[Content_Types].xml": "presentationml.presentation.main+xml"})],
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "data"),
    [(code, one) for code, many in HOSTILE.items() for one in many],
    ids=[f"{code} {number}" for code, many in HOSTILE.items() for number in range(len(many))],
)
def test_what_is_no_plain_document_is_refused_with_what_to_do(code: str, data: bytes) -> None:
    with pytest.raises(DocumentRefused) as refused:
        read_contents(data)
    assert refused.value.code == code
    assert refused.value.what_to_do == REFUSALS[code][1] != ""


# Made where they are asked for: each is megabytes, and every worker loads this module.
SLOW_OR_DEEP: dict[str, Callable[[], bytes]] = {
    "headers without end": lambda: b"Aa: b\r\n" * 300,
    "tags": lambda: made.odt("<" * 1_500_000),
    "links": lambda: made.zipped({"word/_rels/a.rels": 'attachedTemplate" ' * 50_000}, made.docx()),
    "drawings": lambda: made.pdf().replace(
        b"xref", b"8 0 obj <<>>\nstream\n" + b"BI " * 2_000_000 + b"endstream\n" + b"xref", 1
    ),
    "sheets": lambda: made.zipped({f"xl/worksheets/s{n}.xml": b"a b" * 60_000 for n in range(400)}, made.xlsx()),
    "parts within parts": lambda: (
        b"From: a\r\nDate: b\r\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (n, n) for n in range(2_000))
    ),
    "mails within mails": lambda: b"From: a\r\nDate: b\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 2_000,
}


@pytest.mark.parametrize("what", SLOW_OR_DEEP)
def test_what_is_made_to_be_slow_or_deep_comes_to_an_end(what: str) -> None:
    """Each of these took minutes, or more memory or stack than there is, where a step went over the same again."""
    try:
        assert len(read_contents(SLOW_OR_DEEP[what]()).text) <= MOST_TEXT
    except DocumentRefused as refused:
        assert refused.code in ("bomb", "damaged")


def test_a_picture_is_refused_with_the_sentence_that_the_law_needs() -> None:
    for code in ("picture", "pictures_inside", "recording"):
        says = REFUSALS[code][1]
        assert "Never copy or upload a nude image of a child: it is illegal. Call the police" in says


@pytest.mark.parametrize(
    ("given_name", "cleaned"),
    [
        ("minutes.docx", "minutes.pdf"),
        ("letter.v2.pdf", "letter.v2.pdf"),
        ("report.pdf.exe", "report.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\Nell's plan.doc", "Nell's plan.pdf"),
        ("plan\u202egpj.exe", "plangpj.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie x=1.pdf"),
        ("", "document.pdf"),
        ("...", "document.pdf"),
        ("con.txt", "document.pdf"),
        ("\u00e9" * 300 + ".pdf", "\u00e9" * MOST_LETTERS + ".pdf"),
    ],
)
def test_a_name_is_cleaned_and_ends_as_what_it_is(given_name: str, cleaned: str) -> None:
    assert clean_name(given_name, kind=AttachmentKind.PDF) == cleaned


@given(st.text(max_size=400))
def test_no_name_leads_out_of_a_folder_or_into_a_header(name: str) -> None:
    cleaned = clean_name(name, kind=AttachmentKind.WORD)
    assert cleaned.endswith(".docx")
    assert not set(cleaned) & set('/\\\r\n\0"<>:')
    assert len(cleaned) <= MOST_LETTERS + 5
    assert not cleaned.startswith(".")


@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"From: a\nDate: b\n\n"]))
def test_any_bytes_are_a_document_or_are_refused(data: bytes, begins: bytes) -> None:
    try:
        assert read_contents(begins + data).kind in AttachmentKind
    except DocumentRefused as refused:
        assert refused.code in REFUSALS
