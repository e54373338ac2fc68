"""The commands `bulk-export ...`: a whole list leaves in a file only once a second person has agreed."""

from typing import Annotated

import typer

from sightline.cli.context import Context, context_of
from sightline.cli.options import As, Purpose, Why, Workspace
from sightline.cli.output import out
from sightline.model.exports.lists import ASKED_FOR
from sightline.translation.terminal import gettext as _

app = typer.Typer(no_args_is_help=True, help="Ask to export a whole list, and decide as the second person.")
Number = Annotated[
    int, typer.Argument(metavar="NUMBER", min=1, max=999_999_999, help="Its number, as the list shows it.")
]


@app.callback()
def bulk_export(run: typer.Context, workspace: Workspace = None, act_as: As = None) -> None:
    """Take the options given before the command."""
    run.obj = context_of(run, workspace, act_as)


@app.command()
def ask(
    run: typer.Context,
    table: Annotated[str, typer.Argument(metavar="LIST", help=f"One of: {', '.join(ASKED_FOR)}.")],
    purpose: Purpose,
    why: Why,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Ask to export a list. Needs --as, and asks for that account's password. Information governance must agree."""
    chosen = _opened(run, workspace, act_as)
    from sightline.casework.bulk_exports.services import ask_export

    password = chosen.password
    number = ask_export(chosen.session(), table=table, purpose=purpose, why=why, password=password)
    out.print(
        _("Request %(number)s is recorded. Another person of information governance must agree.") % {"number": number},
        markup=False,
    )


@app.command("list")
def list_them(run: typer.Context, workspace: Workspace = None, act_as: As = None) -> None:
    """List requests for bulk exports: who asked, what for, and the status of each."""
    chosen = _opened(run, workspace, act_as)
    from sightline.casework.bulk_exports.pages import PURPOSES, STATES, ExportPurpose
    from sightline.casework.bulk_exports.selectors import list_requests

    found = list_requests(chosen.session())
    if not found:
        out.print(_("No requests."))
    for one in found:
        purpose, state = PURPOSES[ExportPurpose(one.purpose)], STATES[one.state]
        out.print(f"{one.number}  {one.table}  {one.asked_by}  {one.asked_at[:10]}  {purpose}  {state}", markup=False)


@app.command()
def agree(run: typer.Context, number: Number, workspace: Workspace = None, act_as: As = None) -> None:
    """Agree to a bulk export as the second person. Needs --as, and asks for that account's password."""
    chosen = _opened(run, workspace, act_as)
    from sightline.casework.bulk_exports.services import agree_export

    agree_export(chosen.session(), number=number, password=chosen.password)
    out.print(
        _("Request %(number)s is agreed. The person who asked can now write the file.") % {"number": number},
        markup=False,
    )


@app.command()
def refuse(run: typer.Context, number: Number, why: Why, workspace: Workspace = None, act_as: As = None) -> None:
    """Refuse a bulk export as the second person. Needs --as, and asks for that account's password."""
    chosen = _opened(run, workspace, act_as)
    from sightline.casework.bulk_exports.services import refuse_export

    refuse_export(chosen.session(), number=number, why=why, password=chosen.password)
    out.print(_("Request %(number)s is refused.") % {"number": number}, markup=False)


def _opened(run: typer.Context, workspace: Workspace, act_as: As) -> Context:
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    return chosen
