"""Writes a report as one HTML page that needs nothing else: headings, captions and heads of columns and rows."""

from html import escape

from sightline.documents.blocks import plain
from sightline.documents.report import Report, ReportSection, ReportTable

# A head of a table is on each page of paper: so the watermark is one there, above all that follows.
WATERMARK_STYLE = (
    ".watermark{color:#505a5f;font-size:.8rem;margin:0}"
    "@media print{body{display:table;table-layout:fixed;width:100%;max-width:none;margin:0;padding:0}"
    ".watermark{display:table-header-group;break-inside:avoid}}"
)
STYLE = (
    "body{font:1.05rem/1.5 Arial,sans-serif;color:#0b0c0c;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%;margin:1rem 0}"
    "th,td{border:1px solid #505a5f;padding:.4rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
    "caption{text-align:left;font-weight:bold}th[scope=row]{font-weight:normal}" + WATERMARK_STYLE
)


def write_html_report(report: Report) -> bytes:
    """The bytes of the page."""
    lines = "".join(f"<p>{_shown(line)}</p>" for line in report.lines)
    sections = "".join(_section(number, one) for number, one in enumerate(report.sections, start=1))
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_shown(report.title)}</title><style>{STYLE}</style></head>"
        f"<body>{show_watermark(report.watermark)}<main><h1>{_shown(report.title)}</h1><p>{_shown(report.about)}</p>{lines}{sections}</main>"
        f"<footer><p>{_shown(report.footer)}</p></footer></body></html>\n"
    ).encode()


def show_watermark(watermark: str) -> str:
    """The watermark as the first line of a page; nothing where there is none."""
    return f'<p class="watermark">{_shown(watermark)}</p>' if watermark else ""


def _section(number: int, section: ReportSection) -> str:
    texts = "".join(f"<p>{_shown(text)}</p>" for text in section.texts)
    tables = "".join(_table(table) for table in section.tables)
    heading = f'<h2 id="section-{number}">{_shown(section.heading)}</h2>'
    return f'<section aria-labelledby="section-{number}">{heading}{texts}{tables}</section>'


def _table(table: ReportTable) -> str:
    heads = "".join(f'<th scope="col">{_shown(heading)}</th>' for heading in table.headings)
    rows = "".join(
        f'<tr><th scope="row">{_shown(first)}</th>{"".join(f"<td>{_shown(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in table.rows
    )
    caption = f"<caption>{_shown(table.caption)}</caption>"
    return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _shown(text: str) -> str:
    return escape(plain(text))
