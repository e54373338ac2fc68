"""Writes a report with a margin as one HTML page that needs nothing else."""

from html import escape

from sightline.documents.blocks import plain
from sightline.documents.report_html import WATERMARK_STYLE, show_watermark
from sightline.documents.sourced.parts import AuthorNote, SourcedPart, SourcedReport, SourcedTable, SourcedText

CONTENT_TYPE = "text/html; charset=utf-8"
STYLE = (
    "body{font:1rem/1.45 Arial,sans-serif;color:#0b0c0c;max-width:62rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem}"
    "th,td{padding:.35rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
    "table.list th,table.list td{border:1px solid #505a5f}caption{text-align:left;font-weight:bold}"
    "th[scope=row]{font-weight:normal}table.said thead th{font-size:.8rem;color:#505a5f}"
    "table.said td:last-child,table.said th:last-child{width:8.5rem;border-left:1px solid #b1b4b6;color:#505a5f}"
    "table.said td:last-child{font-size:.8rem}table.said td span{white-space:nowrap}"
    "td.words{background:#e9f4ef;border-left:5px solid #00603a;font-size:1.15rem;font-weight:bold;white-space:pre-line}"
    "td.small{background:#e9f4ef;border-left:5px solid #00603a;color:#33403a;font-size:.85rem}"
    ".note{border:1px solid #0b0c0c;padding:.5rem .75rem;margin:0 0 1rem;white-space:pre-line}"
    ".quiet,header.run{color:#505a5f;font-size:.85rem}"
    "@media print{h2,h3{break-after:avoid}tr{break-inside:avoid}}"
    + WATERMARK_STYLE
)  # fmt: skip


def write_sourced_html(report: SourcedReport) -> bytes:
    """The bytes of the page."""
    preface = "".join(f"<p>{_shown(line)}</p>" for line in report.preface)
    parts = "".join(_part(number, one, report) for number, one in enumerate(report.parts, start=1))
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_shown(report.title)}</title><style>{STYLE}</style></head>"
        f'<body>{show_watermark(report.watermark)}<header class="run"><p>{_shown(report.header)}</p></header>'
        f"<main><h1>{_shown(report.title)}</h1>{preface}{parts}</main></body></html>\n"
    ).encode()


def _part(number: int, part: SourcedPart, report: SourcedReport) -> str:
    level = "h2" if part.level == 2 else "h3"
    heading = f'<{level} id="part-{number}">{_shown(part.heading)}</{level}>'
    tables = "".join(_table(table) for table in part.tables)
    notes = "".join(_note(note, report.notes_heading) for note in part.notes)
    return f'<section aria-labelledby="part-{number}">{heading}{_lines(part, report)}{tables}{notes}</section>'


def _lines(part: SourcedPart, report: SourcedReport) -> str:
    if not any(line.margin for line in part.lines):
        return "".join(f"<p>{_shown(line.text)}</p>" for line in part.lines)
    rows = "".join(_write_row(line) for line in part.lines)
    heads = f'<th scope="col">{_shown(report.text_heading)}</th><th scope="col">{_shown(report.margin_heading)}</th>'
    return f'<table class="said"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _write_row(line: SourcedText) -> str:
    margin = ", ".join(f"<span>{_shown(one)}</span>" for one in line.numbers)
    return f'<tr><td class="{line.style}">{_shown(line.text)}</td><td>{margin}</td></tr>'


def _table(table: SourcedTable) -> str:
    heads = "".join(f'<th scope="col">{_shown(heading)}</th>' for heading in table.headings)
    rows = "".join(
        f'<tr><th scope="row">{_shown(first)}</th>{"".join(f"<td>{_shown(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in table.rows
    )
    caption = f"<caption>{_shown(table.caption)}</caption>"
    return f'<table class="list">{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _note(note: AuthorNote, heading: str) -> str:
    signed = f'<p class="quiet">{_shown(heading)}: {_shown(note.signed)}</p>'
    return f'{signed}<div class="note">{_shown(note.text)}</div>'


def _shown(text: str) -> str:
    return escape(plain(text))
