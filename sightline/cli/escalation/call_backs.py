"""The command `call-back`: whom others call about an agency's records that they may not see."""

from typing import Annotated

import typer

from sightline.cli.context import Context
from sightline.cli.options import As, Why, Workspace
from sightline.cli.output import out
from sightline.translation.terminal import gettext as _


def call_back(
    run: typer.Context,
    agency: Annotated[str, typer.Argument(help="The agency, for example police.")],
    post: Annotated[str, typer.Option(help="The role that answers calls.")],
    phone: Annotated[str, typer.Option(help="Its telephone.")],
    why: Why,
    not_told: Annotated[
        bool, typer.Option("--not-told", help="Do not tell others that there is a restricted record.")
    ] = False,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Set the role and telephone that others call about an agency's restricted records."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.posts.call_backs import set_call_back

    set_call_back(chosen.session(), agency=agency, post=post, phone=phone, reason=why, told=not not_told)
    out.print(
        _("%(agency)s: call %(post)s, %(phone)s.") % {"agency": agency, "post": post, "phone": phone}, markup=False
    )
    if not_told:
        out.print(
            _("Others are not told of restricted records: %(agency)s shares each, or refuses.") % {"agency": agency},
            markup=False,
        )
