"""The command `go-live`: the day on which each agency goes live with a layout, listed and set.

What an agency recorded before that day is backlog. Where no day is set, nothing is.
"""

from datetime import datetime
from typing import Annotated

import typer

from sightline.cli.context import Context
from sightline.cli.options import As, Why, Workspace
from sightline.cli.output import out, print_table
from sightline.translation.terminal import gettext as _

app = typer.Typer(help="The day on which each agency goes live: list and set.", no_args_is_help=True)


@app.command(name="set")
def set_day(
    run: typer.Context,
    agency: Annotated[str, typer.Argument(help="The agency, for example police.")],
    day: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="The first day that is not backlog.")],
    why: Why,
    layout: Annotated[str, typer.Option(help="One layout of the agency. Leave it out for every layout.")] = "",
    despite_uncovered: Annotated[
        bool, typer.Option("--despite-uncovered", help="Set the day even if the rota does not cover every hour.")
    ] = False,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Set the day on which an agency goes live, saying why. It applies from the next update."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.backlog.services import set_go_live

    set_go_live(
        chosen.session(), agency=agency, layout=layout, day=day.date(), reason=why,
        despite_uncovered=despite_uncovered,
    )  # fmt: skip
    out.print(
        _("%(agency)s, %(value)s: goes live on %(day)s.")
        % {"agency": agency, "value": layout or _("every layout"), "day": f"{day:%Y-%m-%d}"},
        markup=False,
    )
    out.print(
        _("What the agency recorded before that day is backlog from the next update. Run 'sightline run'."),
        markup=False,
    )


@app.command()
def backlog(
    run: typer.Context,
    agency: Annotated[str, typer.Argument(help="The agency that answers, for example children's services.")],
    owner: Annotated[str, typer.Option(help="The account that owns the backlog.")],
    finish: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day by which it is finished.")],
    why: Why,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Say who owns an agency's backlog and by which day it is finished. Actions that are left then escalate."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.backlog.services import set_backlog_plan

    set_backlog_plan(chosen.session(), agency=agency, owner=owner, finish_on=finish.date(), reason=why)
    out.print(
        _("%(agency)s: %(owner)s finishes the backlog by %(finish)s.")
        % {"agency": agency, "owner": owner, "finish": f"{finish:%Y-%m-%d}"},
        markup=False,
    )


@app.command(name="list")
def list_days(run: typer.Context, workspace: Workspace = None, act_as: As = None) -> None:
    """List each agency and layout with its day, who set it and when."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.backlog.selectors.go_live_days import read_go_lives

    page = read_go_lives(chosen.session())
    rows = [
        [line.agency, line.layout or _("every layout"), f"{line.day}" if line.day else _("not set"),
         line.decision.by if line.decision else "", line.decision.why if line.decision else ""]
        for line in page.lines
    ]  # fmt: skip
    print_table(_("Go-live days"), [_("Agency"), _("Layout"), _("Goes live on"), _("Set by"), _("Why")], rows)
    if page.backlog:
        owned = [
            [line.agency, f"{line.waiting:,}", f"{line.clocks:,}", f"{line.patterns:,}", f"{line.questions:,}",
             line.plan.owner if line.plan else "nobody",
             f"{line.plan.finish_on}" if line.plan else _("no day")]
            for line in page.backlog
        ]  # fmt: skip
        print_table(
            _("Backlog to answer"),
            [_("Agency"), _("To answer"), _("Deadlines"), _("Patterns"), _("Questions"), _("Owner"), _("Finished by")],
            owned,
        )
    if page.without:
        out.print(
            _("%(without)s have no day: none of their records are backlog.") % {"without": page.without}, markup=False
        )
