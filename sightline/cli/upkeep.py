"""The commands that keep a workspace going over years: its keys, and upgrades to a newer version."""

from typing import Annotated

import typer

from sightline.cli.context import Context
from sightline.cli.options import AsAt, Workspace
from sightline.cli.output import out, print_table, progress_bar
from sightline.translation.terminal import gettext as _

keys = typer.Typer(help="List the keys of the workspace, and change them.", no_args_is_help=True)


@keys.command("list")
def list_keys(run: typer.Context, workspace: Workspace = None) -> None:
    """List the keys with their age, and what an earlier key still protects."""
    context: Context = run.obj.take(workspace, None)
    opened = context.open()
    from sightline.casework.operations.key_listing import list_keys as read

    rows = [
        [one.key, one.purpose, one.fingerprint, f"{one.since_at} ({one.days} days)", one.left or "nothing"]
        for one in read(context.session(), workspace=opened)
    ]
    print_table(
        _("Keys"),
        [_("Key"), _("What it does"), _("Fingerprint"), _("In use since"), _("Still uses an earlier key")],
        rows,
    )


@keys.command()
def rotate(
    run: typer.Context,
    key: Annotated[str, typer.Argument(help="session, linking, data or heads.")],
    as_at: AsAt = None,
    workspace: Workspace = None,
) -> None:
    """Change a key and replace everything it protects. After an interruption, run it again to continue."""
    context: Context = run.obj.take(workspace, None)
    opened = context.open()
    from sightline.casework.operations.key_rotation import HEADS, LINKING, SESSION, rotate_key

    with progress_bar() as bar:
        report = rotate_key(
            context.session(), workspace=opened, key=key, as_at=as_at.date() if as_at else None, progress=bar
        )
    out.print(
        _("The %(key)s key was changed from %(before)s to %(after)s.")
        % {"key": report.key, "before": report.before, "after": report.after},
        markup=False,
    )
    if report.key == LINKING:
        out.print(_("Homes and telephone numbers were compared again. Answers to possible matches still apply."))
        out.print(
            _("Earlier snapshots removed, to be built again: %(removed_snapshots)s.")
            % {"removed_snapshots": len(report.removed_snapshots)}
        )
    elif report.key == HEADS:
        out.print(
            _("Kept heads signed again: %(done_anew)s. Copy them to the other machine again.")
            % {"done_anew": report.done_anew}
        )
    else:
        out.print(_("Second steps sealed again: %(done_anew)s.") % {"done_anew": report.done_anew})
    if report.key == SESSION:
        out.print(_("Start 'sightline serve' again. People who are signed in stay so for up to 12 hours."))
    out.print(_("Take a backup now: earlier ones need the earlier keys."))


def upgrade(
    run: typer.Context,
    check: Annotated[bool, typer.Option("--check", help="Show what would change, and change nothing.")] = False,
    without_backup: Annotated[
        bool, typer.Option("--without-backup", help="Upgrade even though there is no backup to go back to.")
    ] = False,
    as_at: AsAt = None,
    workspace: Workspace = None,
) -> None:
    """Bring a workspace of an older version up to this one. It needs a verified backup from the last day."""
    context: Context = run.obj.take(workspace, None)
    opened = context.open(of_any_version=True)
    from sightline.casework.operations.upgrade import plan_upgrade, upgrade_workspace

    if check:
        plan = plan_upgrade(actor=context.session().actor, workspace=opened)
        print_table(_("Upgrade: what would change"), [_("What"), _("How")], [list(line) for line in plan.lines])
        out.print(_("Nothing was changed.") if plan.is_needed else _("Nothing needs to change."))
        return
    with progress_bar() as bar:
        plan = upgrade_workspace(
            context.session(), workspace=opened, without_backup=without_backup,
            as_at=as_at.date() if as_at else None, progress=bar,
        )  # fmt: skip
    if not plan.is_needed:
        out.print(_("Nothing needed to change."))
        return
    print_table(_("Upgraded: what was changed"), [_("What"), _("How")], [list(line) for line in plan.lines])
    out.print(_("Next: 'sightline doctor', then start 'sightline serve'."))
