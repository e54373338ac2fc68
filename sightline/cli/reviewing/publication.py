"""The commands `review publication` and `review publication-check`: the published form of a report, checked twice."""

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.context import Context
from sightline.cli.options import As, Why, Workspace
from sightline.cli.output import out
from sightline.cli.reviewing import inquiry, reports
from sightline.cli.reviewing.terms import Review, check_free, form_of, keep_file
from sightline.translation.terminal import gettext as _

app = inquiry.app  # beside the other commands of a review


@app.command("publication")
def publication(
    run: typer.Context,
    review: Review,
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write. It must not exist.")],
    why: Why,
    form: reports.ReportFormOption = None,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Write the published form of a review's newest draft, once a second person has checked it. Needs --as."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.review_reports.pages import ReportFileForm
    from sightline.casework.review_reports.services.publication_files import write_published_file

    check_free(path)
    written = ReportFileForm(form_of(path, form, reports.ReportForm))
    made = write_published_file(chosen.session(), review_id=review, form=written, purpose=why)
    keep_file(path, made.data)
    out.print(_("The published form is in %(file)s.") % {"file": path.name}, markup=False)


@app.command("publication-check")
def check(
    run: typer.Context,
    review: Review,
    why: Annotated[str, typer.Option(help="What you checked, and who has read it.")],
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Keep that you checked the published form of a review's newest draft. Needs --as, not of who made the draft."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.review_reports.services.publication_files import check_publication

    check_publication(chosen.session(), review_id=review, words=why)
    out.print(_("Your check is kept."), markup=False)
