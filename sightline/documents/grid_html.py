"""Writes a wide table as one HTML page that needs nothing else, with the header in its first line."""

from sightline.documents.grid import GridDocument, shown_value
from sightline.documents.report import Report, ReportSection, ReportTable
from sightline.documents.report_html import write_html_report

CONTENT_TYPE = "text/html; charset=utf-8"


def write_html_grid(grid: GridDocument) -> bytes:
    """The bytes of the page."""
    headings = tuple(column.heading for column in grid.columns)
    rows = tuple(tuple(shown_value(value) for value in row) for row in grid.rows)
    about, *lines = (grid.header, *grid.preface)
    sections = (ReportSection(grid.title, tables=(ReportTable(grid.title, headings, rows),)),)
    return write_html_report(
        Report(
            grid.title,
            about,
            tuple(lines),
            sections,
            grid.made_by,
            grid.made_at,
            footer=grid.header,
            watermark=grid.watermark,
        )
    )
