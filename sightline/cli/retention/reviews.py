"""The commands of reviews: what is due, and keeping it until another day."""

from datetime import datetime
from typing import Annotated

import typer

from sightline.cli.context import Context
from sightline.cli.options import DAYS, As, Why, Workspace
from sightline.cli.output import out, print_table
from sightline.translation.terminal import gettext as _
from sightline.translation.terminal import ngettext


def due(run: typer.Context, workspace: Workspace = None, act_as: As = None) -> None:
    """List the oldest reviews that are due in your agency. The operator gets counts."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.retention.selectors import read_due

    page = read_due(chosen.session())
    if not page.lines:
        counts = [[one.rule_id, one.agency, str(one.oldest_on), str(one.reviews)] for one in page.counts]
        print_table(_("Reviews due"), [_("Rule"), _("Agency"), _("Due since"), _("Reviews")], counts)
    rows = [
        [str(one.review.due_on), one.review.rule_id, one.review.about, str(len(one.review.record_ids)),
         ", ".join(str(hold.sequence) for hold in one.holds)]
        for one in page.lines
    ]  # fmt: skip
    if rows:
        print_table(_("Reviews due"), [_("Due on"), _("Rule"), _("Person or review"), _("Records"), _("Holds")], rows)
    said = ngettext("%(count)s review is due.", "%(count)s reviews are due.", page.count)
    out.print(said % {"count": page.count}, markup=False)
    unset = [one.rule.id for one in page.rules if not one.years]
    if unset:
        out.print(_("No period is set for: %(rules)s.") % {"rules": ", ".join(unset)}, markup=False)


def review(
    run: typer.Context,
    rule: Annotated[str, typer.Argument(help="The rule, from 'sightline retention due'.")],
    keep_until: Annotated[datetime, typer.Option(formats=DAYS, help="The day of the next review.")],
    why: Why,
    person: Annotated[
        str,
        typer.Option("--person", "--review", help="The person or learning review; none for Sightline's own log."),
    ] = "",
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Keep the records of a review until another day, saying why. To erase them: 'retention erase'."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.retention import services

    until = keep_until.date()
    number = services.keep_until(chosen.session(), rule_id=rule, about=person, until=until, why=why)
    out.print(_("Decision %(number)s: kept until %(day)s.") % {"number": number, "day": until}, markup=False)
