"""Writes a report in the form that somebody asked for: Word or HTML."""

from sightline.documents.report import Report

FORMS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


def write_report(report: Report, ending: str) -> bytes:
    """The bytes of the file; `ending` is one of `FORMS`."""
    from sightline.documents.report_html import write_html_report  # loaded where a file is made
    from sightline.documents.report_word import write_word_report

    return write_word_report(report) if ending == "docx" else write_html_report(report)
