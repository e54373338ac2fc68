"""The command `review inquiry`: everything of a review about named people, places and days, to be checked offline."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.context import Context
from sightline.cli.options import DAYS, As, Why, Workspace
from sightline.cli.output import out
from sightline.cli.reviewing import anonymous
from sightline.cli.reviewing.terms import Review, check_free, keep_file
from sightline.translation.terminal import gettext as _

app = anonymous.app  # beside the other commands of a review


@app.command()
def inquiry(
    run: typer.Context,
    review: Review,
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The zip file to write. It must not exist.")],
    why: Why,
    person: Annotated[
        list[str] | None, typer.Option(help="A child's letter or an adult's number; name several.", show_default=False)
    ] = None,
    place: Annotated[
        list[str] | None, typer.Option(help="A place as records write it; name several.", show_default=False)
    ] = None,
    first: Annotated[
        datetime | None, typer.Option("--from", formats=DAYS, help="From this day.", show_default=False)
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", formats=DAYS, help="To this day.", show_default=False)
    ] = None,
    request: Annotated[
        int | None, typer.Option(help="The number of the bulk export that was agreed.", show_default=False)
    ] = None,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Write a review's records about people, places and days for an inquiry. Needs --as, of information governance."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.review_reports.pages import InquiryAsk
    from sightline.casework.review_reports.services.inquiry_files import write_inquiry_file

    check_free(path)
    ask = InquiryAsk(
        purpose=why,
        people=tuple(person or ()),
        places=tuple(place or ()),
        from_on=first.date() if first else None,
        to_on=last.date() if last else None,
        request=request,
        password="" if request is None else chosen.password,
    )
    made = write_inquiry_file(chosen.session(), review_id=review, ask=ask)
    keep_file(path, made.data)
    values = {"file": path.name, "records": made.records, "redactions": made.redactions}
    out.print(_("The file is %(file)s. Records: %(records)s. Redactions: %(redactions)s.") % values, markup=False)
    out.print(_("Unpack it and run “sha256sum -c SHA256SUMS” to check it."), markup=False)
