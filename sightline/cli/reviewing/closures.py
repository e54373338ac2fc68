"""The commands `review decisions` and `review decide`: decisions to take no further action, taken again."""

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.context import Context
from sightline.cli.options import As, Why, Workspace
from sightline.cli.output import out, print_table
from sightline.cli.reviewing import opportunities
from sightline.cli.reviewing.terms import Review
from sightline.model.agency_names import name_agency
from sightline.model.errors import Usage
from sightline.translation.terminal import gettext as _

app = opportunities.app  # beside the other commands of reviews
Area = Annotated[str, typer.Option(help="The first half of a postcode, for example ZZ4.", show_default=False)]


@app.command()
def decisions(
    run: typer.Context,
    review: Review,
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]", help="A schedule to write (.xlsx or .csv). It must not exist.", show_default=False
        ),
    ] = None,
    area: Area = "",
    why: Annotated[str, typer.Option(help="What the file is for.", show_default=False)] = "",
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """List decisions of no further action on children with signs, or write them as a schedule. Needs --as."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.earlier_knowledge.selectors.closures import read_closures, write_schedule
    from sightline.casework.reviews.pages.panel_decisions import PANEL_DECIDED

    if path is None:
        page = read_closures(chosen.session(), review_id=review, area=area)
        rows = [
            [
                str(one.decided_on), name_agency(one.agency), f"{one.kind}: {one.outcome}", str(len(one.then)),
                str(len(one.now)), str(one.harm[0][0]) if one.harm else "-",
                str(PANEL_DECIDED[one.decided.word]) if one.decided else "-", one.closure_id,
            ]
            for one in page.lines
        ]  # fmt: skip
        headings = [
            _("Decided on"), _("Agency"), _("What"), _("Signs known then"), _("Signs recorded later"),
            _("Harm recorded"), _("Panel"), _("Decision"),
        ]  # fmt: skip
        print_table(_("Decisions to take no further action, taken again"), headings, rows)
        out.print(
            _(
                "A lead to check, not evidence. It covers records that you may see, and records of the review’s own "
                "children that its terms open."
            ),
            soft_wrap=True,
        )
        if page.needs_reason:
            out.print(
                _(
                    "You open a child’s records only for a reason. Of children outside this review, the list leaves "
                    "out decisions about all others."
                ),
                soft_wrap=True,
            )
        return
    form = path.suffix.lower().lstrip(".")
    if form not in ("xlsx", "csv") or path.exists():
        raise Usage(
            _("A file of that name already exists, or it is neither .xlsx nor .csv."),
            code="file_exists",
            what_to_do=_("Choose a name that is not taken and ends with .xlsx or .csv."),
        )
    made = write_schedule(chosen.session(), review_id=review, purpose=why, area=area, form=form)
    with path.open("xb") as stream:
        path.chmod(0o600)
        stream.write(made.data)
    out.print(_("The schedule is in %(file)s. Keep it as safe as the records.") % {"file": path.name}, markup=False)


@app.command()
def decide(
    run: typer.Context,
    review: Review,
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="Its id, as `review decisions` lists it.")],
    choice: Annotated[str, typer.Argument(metavar="CHOICE", help="reopen or confirm.")],
    why: Why,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Record that a panel reopens or confirms one decision, and why. Needs --as with the account of an author."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.earlier_knowledge.services.panel import decide_closure

    decide_closure(chosen.session(), review_id=review, closure_id=decision, word=choice, words=why)
    out.print(_("The panel’s decision is recorded. Sightline tells nobody: tell the agency."), soft_wrap=True)
