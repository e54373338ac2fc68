"""The command `review report`: makes a draft of a review's report, keeps it, and writes it to a file."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.context import Context
from sightline.cli.options import As, Why, Workspace
from sightline.cli.output import out
from sightline.cli.reviewing import terms
from sightline.cli.reviewing.terms import Review, check_free, form_of, keep_file
from sightline.model.errors import Usage
from sightline.translation.terminal import gettext as _

app = terms.app  # beside the other commands of a review


class ReportForm(StrEnum):
    """In which form a draft is written."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"


ReportFormOption = Annotated[
    ReportForm | None,
    typer.Option("--form", help="docx, pdf or html. Without it: by the ending of FILE.", show_default=False),
]


@app.command()
def report(
    run: typer.Context,
    review: Review,
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write. It must not exist.")],
    why: Why,
    form: ReportFormOption = None,
    draft: Annotated[
        int | None, typer.Option(help="Write this draft again, by its number. Without it a new draft is made.")
    ] = None,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Make a draft of a review's report, keep it, and write it to a file. Needs --as with the account of an author."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.review_reports.pages import ReportFileForm
    from sightline.casework.review_reports.selectors import list_report_drafts
    from sightline.casework.review_reports.services.drafts import make_report_draft
    from sightline.casework.review_reports.services.files import write_report_file

    check_free(path)
    written = ReportFileForm(form_of(path, form, ReportForm))
    session = chosen.session()
    if draft is None:
        draft_id = make_report_draft(session, review_id=review, why=why)
    else:
        kept = {one.number: one.draft_id for one in list_report_drafts(session, review_id=review).drafts}
        if draft not in kept:
            raise Usage(
                _("The review has no draft %(number)s.") % {"number": draft},
                code="no_draft",
                what_to_do=_("Choose from: %(numbers)s.") % {"numbers": ", ".join(map(str, sorted(kept))) or "-"},
            )
        draft_id = kept[draft]
    made = write_report_file(session, review_id=review, draft_id=draft_id, form=written, purpose=why)
    keep_file(path, made.data)
    out.print(_("The draft is in %(file)s. It may have to be disclosed.") % {"file": path.name}, markup=False)
