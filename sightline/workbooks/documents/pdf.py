"""Reads a PDF that has text: its paragraphs by page, what is filled into its forms, and its comments.

Only text is looked at: no picture is unpacked, no script is run, and nothing that it refers to is fetched. Pages
without text are named. How it is built may be hostile: whatever goes wrong in it, the PDF is refused.
"""

from collections.abc import Iterator
from itertools import islice
from typing import IO, Any

from pypdf import PdfReader

from sightline.workbooks.documents.parts import ReadDocument
from sightline.workbooks.documents.text_lines import PageTextLines, list_cover_parts
from sightline.workbooks.refusals import (
    ATTACHMENT,
    DOCUMENT_TOO_LONG,
    NO_RENDERED_FORM,
    PDF_DAMAGED,
    PDF_PASSWORD,
    SCANNED,
    Refusal,
)

MOST_PAGES, MOST_ON_PAGE, COVER_PAGES = 2_000, 2_000, 2
NO_COMMENT = ("/Widget", "/Link", "/Popup")


def read_pdf(stream: IO[bytes]) -> ReadDocument:
    """Read it; Refusal where it has a password, no text at all, is damaged, or goes beyond the bounds."""
    stream.seek(0)
    try:
        return _read_document(PdfReader(stream))
    except (Refusal, MemoryError):
        raise
    except Exception:  # what its library raises for damage is not listed anywhere
        raise Refusal(PDF_DAMAGED) from None


def _read_document(reader: Any) -> ReadDocument:
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refusal(PDF_PASSWORD)
    form = _get(reader.root_object, "/AcroForm")
    if "/XFA" in form and _value(reader.root_object, "/NeedsRendering"):
        raise Refusal(NO_RENDERED_FORM)
    if len(reader.pages) > MOST_PAGES:
        raise Refusal(DOCUMENT_TOO_LONG, MOST_PAGES)
    document = ReadDocument("document")
    for number, page in enumerate(reader.pages, start=1):
        _read_page(page, number, document)
    if document.unread_pages and not document.parts:
        raise Refusal(SCANNED)
    document.attachments = [ATTACHMENT for _ in islice(reader.attachment_list, MOST_ON_PAGE)]
    return document


def _read_page(page: Any, number: int, document: ReadDocument) -> None:
    """Add the places of one page: what is filled in, its paragraphs, its comments."""
    fields, comments = _notes(page)
    for place, field in enumerate(fields, start=1):
        document.add(f"Page {number}, form field {place}", (field,))
    lines = PageTextLines()
    text = page.extract_text(visitor_text=lines.take)
    for place, paragraph in enumerate(lines.paragraphs(text), start=1):
        document.add(f"Page {number}, paragraph {place}", (paragraph,))
    for place, comment in enumerate(comments, start=1):
        document.add(f"Page {number}, comment {place}", (comment,))
    if not text.strip() and _has_content(page):
        document.unread_pages.append(number)
    if number <= COVER_PAGES:
        document.cover += list_cover_parts(fields, page.extract_text(extraction_mode="layout"), page=number)


def _has_content(page: Any) -> bool:
    """Whether something is drawn on a page, such as a picture."""
    contents = page.get_contents()
    return contents is not None and bool(contents.get_data().strip())


def _notes(page: Any) -> tuple[list[str], list[str]]:
    """What is filled into the forms of a page, each with its label, and its comments, each with its author."""
    fields, comments = dict[str, None](), list[str]()
    for note in islice(_value(page, "/Annots") or (), MOST_ON_PAGE):
        one = note.get_object()
        kind = _value(one, "/Subtype")
        if kind == "/Widget":
            fields |= dict.fromkeys(_field(one))
        elif kind not in NO_COMMENT and (said := _text(_value(one, "/Contents"))):
            author = _text(_value(one, "/T"))
            comments.append(f"Comment of {author}: {said}" if author else f"Comment: {said}")
    return list(fields), comments


def _field(widget: Any) -> Iterator[str]:
    """A field as `label: value`, where it is filled. A box that is ticked says so."""
    above = _get(widget, "/Parent")
    value = _value(widget, "/V")
    value = _value(above, "/V") if value is None else value
    said = ", ".join(map(_text, value)) if isinstance(value, list) else _text(value)
    if said and said != "/Off":
        label = next(filter(None, (_text(_value(one, name)) for one in (widget, above) for name in ("/TU", "/T"))), "")
        yield f"{label or 'Field'}: {said.removeprefix('/')}"


def _value(holder: Any, name: str) -> Any:
    found = holder.get(name) if holder else None
    return None if found is None else found.get_object()


def _get(holder: Any, name: str) -> Any:
    """What is under a name where that is a dictionary; else an empty one."""
    found = _value(holder, name)
    return found if isinstance(found, dict) else {}


def _text(value: Any) -> str:
    return " ".join(str(value).split()) if isinstance(value, str) else ""
