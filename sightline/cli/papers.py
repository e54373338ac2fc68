"""The command `paper`: the papers that a partnership needs before real files, listed, recorded and withdrawn.

A workspace that was made for real data imports no file until each is recorded. A trial needs none.
"""

from datetime import datetime
from typing import Annotated

import typer

from sightline.cli.context import Context
from sightline.cli.options import DAYS, As, Why, Workspace
from sightline.cli.output import out, print_table
from sightline.translation.terminal import gettext as _

app = typer.Typer(help="Papers before real files: list, record and withdraw.", no_args_is_help=True)
Paper = Annotated[str, typer.Argument(metavar="PAPER", help="The paper, from 'sightline paper list'.")]


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
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Record that a paper is signed, and where it is kept. A later record replaces it."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.papers.pages import NewPaper
    from sightline.casework.papers.services import record_paper

    said = NewPaper(paper_id=paper, signed_by=signed_by, post=post, signed_on=date.date(), kept_at=kept)
    record_paper(chosen.session(), paper=said)
    out.print(_("%(paper)s is recorded.") % {"paper": paper}, markup=False)


@app.command()
def withdraw(run: typer.Context, paper: Paper, why: Why, workspace: Workspace = None, act_as: As = None) -> None:
    """Withdraw the record of a paper, saying why. The record stays among the decisions."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.papers.services import withdraw_paper

    withdraw_paper(chosen.session(), paper_id=paper, reason=why)
    out.print(_("%(paper)s is withdrawn: it is missing from now on.") % {"paper": paper}, markup=False)
