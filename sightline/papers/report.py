"""Lays a paper out as a report: what changed since it was signed, then each section."""

from datetime import date, datetime

from sightline import __version__
from sightline.documents.report import Report, ReportSection, ReportTable
from sightline.papers.differences import PaperDifferences
from sightline.papers.statement import PaperQuestion, PaperSection, PrintedPaper, Statement
from sightline.translation.dates import long_day
from sightline.translation.messages import as_written

SAID = ("What Sightline says", "Where it comes from")
ASKED = ("Open question", "Who answers", "Answer")
MADE_BY = "Sightline"


def make_report(paper: PrintedPaper, *, printed_at: datetime, on: date, differences: PaperDifferences | None) -> Report:
    """The report. `differences` from the signed version; None where no printed version was signed."""
    with as_written():
        day = long_day(on)
    lines = [f"Printed from Sightline {__version__} on {day}. Version {paper.version}. Nothing here is legal advice."]
    if paper.is_invented:
        lines.append("Trial: the agreements behind this paper are invented. Do not use it for real records.")
    sections = [_section(paper, one) for one in paper.sections if one.statements or one.questions]
    return Report(
        title=paper.title,
        about=paper.about,
        lines=tuple(lines),
        sections=(*_changes(differences), *sections, *_at_the_end(paper)),
        made_by=MADE_BY,
        made_at=printed_at,
        footer=f"{paper.title}, version {paper.version}, printed on {day}",
    )


def _section(paper: PrintedPaper, section: PaperSection) -> ReportSection:
    if paper.is_for_public:
        return ReportSection(section.heading, tuple(one.text for one in section.statements))
    return ReportSection(section.heading, (), (*_said(section.statements), *_asked(section.questions)))


def _at_the_end(paper: PrintedPaper) -> tuple[ReportSection, ...]:
    """For a paper that families read: what is still open, and where each sentence comes from."""
    if not paper.is_for_public:
        return ()
    return (
        ReportSection("To complete before this is published", (), _asked(paper.questions)),
        ReportSection("Where each sentence comes from", (), _said(paper.statements)),
    )


def _said(statements: tuple[Statement, ...]) -> tuple[ReportTable, ...]:
    rows = tuple((one.text, one.whole_source) for one in statements)
    return (ReportTable("Statements", SAID, rows),) if rows else ()


def _asked(questions: tuple[PaperQuestion, ...]) -> tuple[ReportTable, ...]:
    rows = tuple((one.text, one.post, "") for one in questions)
    return (ReportTable("Questions for people to answer", ASKED, rows),) if rows else ()


def _changes(differences: PaperDifferences | None) -> tuple[ReportSection, ...]:
    if differences is None:
        return ()
    heading = "Changes since the signed version"
    if not differences.count:
        return (ReportSection(heading, ("Nothing has changed.",)),)
    rows = (
        *(("Added", "", one) for one in differences.added),
        *(("Changed", one.before, one.now) for one in differences.changed),
        *(("Gone", one, "") for one in differences.gone),
    )
    return (ReportSection(heading, (), (ReportTable("Changes", ("Change", "Before", "Now"), rows),)),)
