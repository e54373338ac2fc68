"""The commands `rota ...`: who is on duty for a first post, the hours that nobody covers, adding and ending a shift."""

from datetime import date, datetime
from typing import Annotated

import typer

from sightline.cli.context import Context, context_of
from sightline.cli.options import As, Why, Workspace
from sightline.cli.output import out, print_table
from sightline.model.when import london_time
from sightline.translation.dates import shown_time, time_on_day
from sightline.translation.terminal import gettext as _

app = typer.Typer(
    help="Rotas of who is on duty first: list, add and end shifts, hours not covered.", no_args_is_help=True
)
Ladder = Annotated[str, typer.Argument(metavar="AGENCY", help="police, childrens_services, health, ...")]


@app.callback()
def rota(run: typer.Context, workspace: Workspace = None, act_as: As = None) -> None:
    """Take the options given before the command."""
    run.obj = context_of(run, workspace, act_as)


@app.command("list")
def list_all(run: typer.Context, workspace: Workspace = None, act_as: As = None) -> None:
    """Print who is on duty first in each agency now, the shifts, and the coming hours that no shift covers."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.posts.selectors.rotas import list_rotas, read_rota

    session = chosen.session()
    listed = list_rotas(session)
    for line in listed.lines:
        if not line.needed and not line.shifts:
            continue
        rows = [
            [str(one.number), one.holding, one.username, " ".join(one.days),
             f"{shown_time(one.begins)} - {shown_time(one.ends)}", f"{one.from_on} - {one.to_on or ''}"]
            for one in read_rota(session, ladder=line.ladder).shifts
        ]  # fmt: skip
        print_table(
            f"{line.ladder}: {line.post}",
            [_("Shift"), _("On duty"), _("Account"), _("Days"), _("Hours"), _("From - to")],
            rows,
        )
        for gap in line.uncovered:
            from_at, until_at = (time_on_day(london_time(when)) for when in (gap.from_at, gap.until_at))
            times = _("%(from_at)s to %(until_at)s") % {"from_at": from_at, "until_at": until_at}
            out.print(_("Not covered: %(times)s") % {"times": f"{gap.organisation} {times}".strip()}, markup=False)


@app.command()
def add(
    run: typer.Context,
    ladder: Ladder,
    holding: Annotated[str, typer.Argument(metavar="HOLDER", help="day, out_of_hours or control_room.")],
    username: Annotated[str, typer.Argument(metavar="NAME", help="The name of the account.")],
    days: Annotated[str, typer.Option(help="The days on which the shift begins: mon,tue,wed,thu,fri,sat,sun,holiday.")],
    hours: Annotated[str, typer.Option(help="For example 5pm-8am; 8am-8am is 24 hours.")],
    why: Why,
    organisation: Annotated[str, typer.Option(help="The school, clinic or body, if it has its own rota.")] = "",
    from_on: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], show_default=False, help="Default: today.")
    ] = None,
    to_on: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], show_default=False, help="The last day.")
    ] = None,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:  # fmt: skip
    """Put an account on duty on these days and hours."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.core import clock
    from sightline.casework.posts.services.rotas import Shift, add_shift

    begins, _dash, ends = hours.partition("-")
    shift = Shift(
        ladder=ladder, holding=holding, username=username, days=tuple(days.replace(" ", "").split(",")),
        begins=begins.strip(), ends=ends.strip(), from_on=from_on.date() if from_on else clock.today(),
        to_on=_day(to_on), organisation=organisation,
    )  # fmt: skip
    number = add_shift(chosen.session(), shift=shift, why=why)
    out.print(
        _("Shift %(number)s is added: %(username)s, %(holding)s, %(hours)s.")
        % {"number": number, "username": username, "holding": holding, "hours": hours},
        markup=False,
    )


@app.command()
def end(
    run: typer.Context,
    number: Annotated[
        int,
        typer.Argument(
            metavar="SHIFT", min=1, max=999_999_999, help="The number of the request or recovery, as the list shows it."
        ),
    ],
    why: Why,
    last: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], show_default=False, help="Its last day; default: today.")
    ] = None,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Set the last day of a shift."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.core import clock
    from sightline.casework.posts.services.rotas import end_shift

    last_on = _day(last) or clock.today()
    end_shift(chosen.session(), number=number, last_on=last_on, why=why)
    out.print(
        _("Shift %(number)s begins for the last time on %(last_on)s.") % {"number": number, "last_on": last_on},
        markup=False,
    )


def _day(said: datetime | None) -> date | None:
    return said.date() if said else None
