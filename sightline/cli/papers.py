"""The command `paper`: the papers that a partnership needs before real files, listed, recorded and withdrawn.

The command `papers` prints papers from what runs.

A workspace that was made for real data imports no file until each is recorded. A trial needs none.
"""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.context import Context
from sightline.cli.options import DAYS, As, Why, Workspace
from sightline.cli.output import out, print_table
from sightline.documents.report_files import FORMS, write_report
from sightline.translation.terminal import gettext as _
from sightline.translation.terminal import ngettext

app = typer.Typer(help="Papers before real files: list, record and withdraw.", no_args_is_help=True)
Paper = Annotated[str, typer.Argument(metavar="PAPER", help="The paper, from 'sightline paper list' or 'papers'.")]


class Printed(StrEnum):
    """The papers that Sightline prints, as the terminal writes them."""

    DPIA = "dpia"
    ROPA = "ropa"
    PRIVACY_NOTICE = "privacy-notice"
    EQUALITY = "equality"
    AGREEMENTS = "agreements"
    ATRS = "atrs"


@app.command(name="list")
def list_all(run: typer.Context, workspace: Workspace = None, act_as: As = None) -> None:
    """List each paper: recorded or missing, its date, who signed it, where it is kept."""
    chosen: Context = run.obj.take(workspace, act_as)
    place = chosen.open()
    from sightline.casework.papers.selectors import read_papers

    page = read_papers(chosen.session(), workspace=place)
    rows = [
        [line.rule.id, str(line.rule.label), f"{line.recorded.signed_on}" if line.recorded else _("missing"),
         f"{line.recorded.signed_by}, {line.recorded.post}" if line.recorded else "",
         line.recorded.kept_at if line.recorded else ""]
        for line in page.lines
    ]  # fmt: skip
    print_table(
        _("Papers before real files"), [_("Paper"), _("What it is"), _("Date"), _("Signed by"), _("Kept at")], rows
    )
    if page.missing and page.refuses:
        out.print(_("Sightline imports no file until every paper is recorded."), markup=False)


@app.command()
def record(
    run: typer.Context,
    paper: Paper,
    signed_by: Annotated[str, typer.Option(help="The name of the person who signed it.")],
    post: Annotated[str, typer.Option(help="Their job title.")],
    date: Annotated[datetime, typer.Option(formats=DAYS, help="The date on the paper.")],
    kept: Annotated[str, typer.Option(help="Where the paper is kept.")],
    version: Annotated[str, typer.Option(help="The version that 'sightline papers' printed on it.")] = "",
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Record that a paper is signed, and where it is kept. A later record replaces it."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.papers.pages import NewPaper
    from sightline.casework.papers.rights import needs_named_person
    from sightline.casework.papers.services import record_paper

    said = NewPaper(
        paper_id=paper, signed_by=signed_by, post=post, signed_on=date.date(), kept_at=kept, version=version
    )
    password = chosen.password if needs_named_person(paper) else ""
    record_paper(chosen.session(), paper=said, password=password)
    out.print(_("%(paper)s is recorded.") % {"paper": paper}, markup=False)


@app.command()
def withdraw(run: typer.Context, paper: Paper, why: Why, workspace: Workspace = None, act_as: As = None) -> None:
    """Withdraw the record of a paper, saying why. The record stays among the decisions."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.papers.services import withdraw_paper

    withdraw_paper(chosen.session(), paper_id=paper, reason=why)
    out.print(_("%(paper)s is withdrawn: it is missing from now on.") % {"paper": paper}, markup=False)


def print_papers(
    run: typer.Context,
    paper: Annotated[Printed, typer.Argument(help="Which paper.")],
    out_folder: Annotated[Path, typer.Option("--out", help="The folder for the two files.", file_okay=False)],
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Print a paper from what runs, as Word and HTML. Says what changed since it was signed."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.papers.services import print_paper
    from sightline.papers import PaperKind

    printed = print_paper(chosen.session(), kind=PaperKind(paper.replace("-", "_")))
    out_folder.mkdir(parents=True, exist_ok=True)
    for ending in FORMS:
        (out_folder / f"{paper}.{ending}").write_bytes(write_report(printed.report, ending))
    line, questions = printed.line, len(printed.line.paper.questions)
    out.print(_("Version %(version)s, for the person who signs it.") % {"version": line.paper.version}, markup=False)
    out.print(ngettext("%(count)s open question.", "%(count)s open questions.", questions) % {"count": questions})
    if line.differences is not None:
        changes = line.differences.count
        said = ngettext("%(count)s change since it was signed.", "%(count)s changes since it was signed.", changes)
        out.print(said % {"count": changes})
