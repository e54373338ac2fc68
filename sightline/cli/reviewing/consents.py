"""The command `review consent`: what people of a review said about the use of their own words."""

from datetime import datetime
from typing import Annotated

import typer

from sightline.cli.context import Context
from sightline.cli.options import DAYS, As, Workspace
from sightline.cli.output import out, print_table
from sightline.cli.reviewing import publication
from sightline.cli.reviewing.terms import Review
from sightline.model.errors import Usage
from sightline.translation.terminal import gettext as _

app = publication.app  # beside the other commands of a review


@app.command()
def consent(
    run: typer.Context,
    review: Review,
    quotation: Annotated[
        str, typer.Argument(metavar="[QUOTATION]", help="Its id. Without it: list them.", show_default=False)
    ] = "",
    person: Annotated[
        str, typer.Option(help="Whose words: A, B and so on, or 1 for Adult 1.", show_default=False)
    ] = "",
    reply: Annotated[
        str, typer.Option("--answer", help="published_report, review_only, refused or withdrawn.", show_default=False)
    ] = "",
    asked_by: Annotated[str, typer.Option(help="The role of who asked them.", show_default=False)] = "",
    on_day: Annotated[
        datetime | None, typer.Option("--on", formats=DAYS, help="The day of the answer.", show_default=False)
    ] = None,
    how: Annotated[str, typer.Option(help="How they were asked.", show_default=False)] = "",
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """List the quotations of a review's newest draft, or record what a person said about the use of one. Needs --as."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.review_reports.selectors import list_report_drafts, read_report_draft
    from sightline.casework.review_reports.services.consents import record_consent
    from sightline.casework.reviews.pages.consents import CONSENT_REPLIES, NOT_ASKED, NewConsent

    session = chosen.session()
    drafts = list_report_drafts(session, review_id=review).drafts
    if not drafts:
        raise Usage(_("The review has no draft."), code="no_draft", what_to_do=_("Make a draft of the report first."))
    draft_id = drafts[0].draft_id
    if not quotation:
        read = read_report_draft(session, review_id=review, draft_id=draft_id)
        rows = [
            [one.quotation_id, one.words, str(CONSENT_REPLIES.get(one.reply, NOT_ASKED))] for one in read.quotations
        ]
        print_table(_("Quotations of the newest draft"), [_("Quotation"), _("Words"), _("Consent")], rows)
        return
    said = NewConsent(person, reply, asked_by, on_day.date() if on_day else None, how)
    record_consent(session, review_id=review, draft_id=draft_id, quotation_id=quotation, consent=said)
    out.print(_("The answer is kept. Later files follow it."), markup=False)
