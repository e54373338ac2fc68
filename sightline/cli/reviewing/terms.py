"""The commands `review new`, `review import` and `review chronology`: the terms of a review, and its chronology."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.context import Context
from sightline.cli.options import DAYS, As, Why, Workspace
from sightline.cli.output import out
from sightline.cli.reviewing import commands
from sightline.model.errors import Usage
from sightline.translation.terminal import gettext as _

app = commands.app  # beside `review knowledge`
Review = Annotated[str, typer.Argument(metavar="REVIEW", help="The review's id, as in the address of its page.")]
WithoutSilences = Annotated[
    bool, typer.Option("--without-silences", help="Leave out expected contacts without a record.")
]
Agencies = Annotated[list[str], typer.Option("--agency", help="Whose records it reads; name several.")]


class ChronologyForm(StrEnum):
    """In which form the chronology is written."""

    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    HTML = "html"


ChronologyFormOption = Annotated[
    ChronologyForm | None,
    typer.Option("--form", help="docx, xlsx, pdf or html. Without it: by the ending of FILE.", show_default=False),
]


@app.command()
def new(
    run: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="A title that names no child.")],
    agency: Agencies,
    first: Annotated[datetime, typer.Option("--from", formats=DAYS, help="The first day of its period.")],
    last: Annotated[datetime, typer.Option("--to", formats=DAYS, help="The last day of its period.")],
    why: Why,
    child: Annotated[list[str] | None, typer.Option(help="A child's id; name several.", show_default=False)] = None,
    author: Annotated[list[str] | None, typer.Option(help="An author's account.", show_default=False)] = None,
    until: Annotated[
        datetime | None,
        typer.Option(formats=DAYS, help="The authors' last day. Without it: a year from today.", show_default=False),
    ] = None,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Open a learning review and freeze today's data for it. Needs --as with an account of information governance."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.reviews.pages.terms import NewReview, ReviewAct, ReviewEntryKind
    from sightline.casework.reviews.services.terms import add_to_terms, open_review

    session = chosen.session()
    terms = NewReview(title, why, first.date(), last.date(), tuple(agency))
    review_id = open_review(session, review=terms)
    out.print(_("Review %(review)s is open. Its data are frozen.") % {"review": review_id}, markup=False)
    for one in child or ():
        add_to_terms(session, review_id=review_id, act=ReviewAct(ReviewEntryKind.CHILD, person_id=one))
    ends = until.date() if until else None
    for one in author or ():
        add_to_terms(session, review_id=review_id, act=ReviewAct(ReviewEntryKind.AUTHOR, username=one, on_day=ends))
    if child or author:
        values = {"children": len(child or ()), "authors": len(author or ())}
        out.print(_("Children added: %(children)s. Authors added: %(authors)s.") % values, markup=False)


@app.command("import")
def import_file(
    run: typer.Context,
    review: Review,
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The agency's own chronology (.docx or .xlsx).")],
    child: Annotated[str, typer.Option(help="Which child it is about, if a row does not say: A, B and so on.")] = "A",
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Import your agency's own chronology into a review, and list the rows that need a look.

    Needs --as with an account of the agency: an author, or information governance.
    """
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.reviews.pages.rows import REASONS, ChronologyFile, NewImport
    from sightline.casework.reviews.selectors.imports import read_import, read_sending
    from sightline.casework.reviews.services.imports import import_chronology

    session = chosen.session()
    agency = read_sending(session, review_id=review).agency
    sent = NewImport(agency, child, ChronologyFile(path.name, read_bytes(path)))
    import_id = import_chronology(session, review_id=review, new=sent)
    shown = read_import(session, review_id=review, import_id=import_id)
    one = shown.one
    values = {"imported": one.imported, "doubtful": one.doubtful, "not_imported": one.not_imported}
    out.print(
        _("Rows imported: %(imported)s. To check: %(doubtful)s. Not imported: %(not_imported)s.") % values, markup=False
    )
    for row in (one.row for one in shown.rows):
        for reason in row.reasons:
            out.print(_("Row %(row)s: %(reason)s") % {"row": row.number, "reason": REASONS[reason]}, markup=False)


@app.command()
def chronology(
    run: typer.Context,
    review: Review,
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write. It must not exist.")],
    why: Why,
    form: ChronologyFormOption = None,
    without_silences: WithoutSilences = False,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Write the chronology of a review to a Word, Excel, PDF or HTML file. Needs --as with the account of an author."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.reviews.pages.terms import ReviewFileForm
    from sightline.casework.reviews.services.chronology_files import write_review_file

    check_free(path)
    made = write_review_file(
        chosen.session(),
        review_id=review,
        form=ReviewFileForm(form_of(path, form, ChronologyForm)),
        purpose=why,
        without_silences=without_silences,
    )
    keep_file(path, made.data)
    out.print(_("The chronology is in %(file)s. Keep it as safe as the records.") % {"file": path.name}, markup=False)


def form_of(path: Path, form: StrEnum | None, forms: type[StrEnum]) -> str:
    """The form that a file gets: the one asked for, else that of its ending, else Word; Usage where these differ."""
    ending = path.suffix.lower().removeprefix(".")
    is_known = ending in set(ChronologyForm)
    if is_known and (ending not in set(forms) or (form is not None and form != ending)):
        raise Usage(
            _("The name of the file ends in .%(ending)s, and that is not its form.") % {"ending": ending},
            code="other_form",
            what_to_do=_("Name the file by its form: %(forms)s.") % {"forms": ", ".join(f".{one}" for one in forms)},
        )
    return str(form or (ending if is_known else ChronologyForm.DOCX))


def check_free(path: Path) -> None:
    """Usage where a file of that name exists."""
    if path.exists():
        raise Usage(
            _("A file of that name already exists."),
            code="file_exists",
            what_to_do=_("Choose a name that is not taken."),
        )


def keep_file(path: Path, data: bytes) -> None:
    """Write a new file that its owner alone may read."""
    with path.open("xb") as stream:
        path.chmod(0o600)
        stream.write(data)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; Usage where nobody can read it."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Usage(
            _("The file cannot be read."), code="no_file", what_to_do=_("Check its name and who may read it.")
        ) from error
