"""The commands `review anonymise` and `review restore`: a file with codes in place of names, and its names back."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.context import Context
from sightline.cli.options import As, Why, Workspace
from sightline.cli.output import out, print_table
from sightline.cli.reviewing import closures, terms
from sightline.cli.reviewing.terms import Review, WithoutSilences, check_free, form_of, keep_file, read_bytes
from sightline.translation.messages import gettext_noop
from sightline.translation.terminal import gettext as _

app = closures.app  # beside the other commands of a review
REASONS = {
    "near_a_name": gettext_noop("like a name that was replaced"),
    "forename": gettext_noop("a forename"),
    "capital": gettext_noop("a capital letter, and no ordinary word"),
    "initials": gettext_noop("initials or an abbreviation"),
    "number": gettext_noop("a long number"),
}


class AnonymousChoice(StrEnum):
    """Which document of a review is anonymised."""

    CHRONOLOGY = "chronology"
    REPORT = "report"


@app.command()
def anonymise(
    run: typer.Context,
    review: Review,
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write. It must not exist.")],
    why: Why,
    of: Annotated[
        AnonymousChoice, typer.Option(help="chronology, or report for its newest draft.")
    ] = AnonymousChoice.CHRONOLOGY,
    form: terms.ChronologyFormOption = None,
    move_days: Annotated[bool, typer.Option("--move-days", help="Move all days by the same number of weeks.")] = False,
    word: Annotated[
        list[str] | None, typer.Option(help="A further word to replace; name several.", show_default=False)
    ] = None,
    without_silences: WithoutSilences = False,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Write a review's chronology or report with codes in place of names, and list the words to check. Needs --as."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.review_reports.pages import AnonymousAsk, CodedDocument
    from sightline.casework.review_reports.services.anonymous_files import write_anonymous_file
    from sightline.casework.reviews.pages.terms import ReviewFileForm

    check_free(path)
    ask = AnonymousAsk(
        CodedDocument(of),
        ReviewFileForm(form_of(path, form, terms.ChronologyForm)),
        why,
        moves_days=move_days,
        words="\n".join(word or ()),
        without_silences=without_silences,
    )
    made = write_anonymous_file(chosen.session(), review_id=review, ask=ask)
    keep_file(path, made.data)
    if made.residues:
        print_table(
            _("Words that may still name a person or a place"),
            [_("Word"), _("Times"), _("Why"), _("First place")],
            [[one.word, str(one.times), _(REASONS[one.reason]), one.around] for one in made.residues],
        )
    values = {"file": path.name, "count": len(made.residues)}
    out.print(_("The anonymised file is in %(file)s. Words to check: %(count)s.") % values, markup=False)
    out.print(_("A person must read the file before it is passed on."), markup=False)


@app.command()
def restore(
    run: typer.Context,
    review: Review,
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A file that was anonymised from this review.")],
    to: Annotated[Path, typer.Argument(metavar="NEW", help="The file to write. It must not exist.")],
    why: Why,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Put the names back into an anonymised Word, Excel or HTML file of a review. Needs --as."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.review_reports.pages import CodedFile
    from sightline.casework.review_reports.services.restored_files import restore_file
    from sightline.casework.reviews.selectors.terms import read_review

    check_free(to)
    session = chosen.session()
    read_review(session, review_id=review)  # who may not open it is told so before the file is read
    made = restore_file(session, review_id=review, file=CodedFile(read_bytes(path), why))
    keep_file(to, made.data)
    values = {"file": to.name, "count": made.codes}
    out.print(_("The file with names is in %(file)s. Codes replaced: %(count)s.") % values, markup=False)
