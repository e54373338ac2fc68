"""The commands `reread` and `withdraw`: kept files read again by a corrected mapping, or taken out of use."""

from typing import TYPE_CHECKING, Annotated

import typer

from sightline.cli.context import Context
from sightline.cli.options import As, Workspace
from sightline.cli.output import out, print_table, progress_bar
from sightline.translation.messages import gettext_noop
from sightline.translation.terminal import gettext as _

if TYPE_CHECKING:
    from sightline.casework.data.rereadings import RereadReport
    from sightline.ingest.rereading.readings import ReadFile

Look = Annotated[bool, typer.Option("--dry-run", help="Show what it would change, and change nothing.")]
Reason = Annotated[str, typer.Option(help="Why, in a sentence. Needs --as.")]
ASPECTS = {
    "kind": gettext_noop("kind of record"),
    "dates": gettext_noop("dates"),
    "recorded": gettext_noop("day recorded"),
    "words": gettext_noop("words"),
    "names": gettext_noop("names"),
    "birth_dates": gettext_noop("birth dates"),
    "numbers": gettext_noop("numbers"),
    "places": gettext_noop("address, telephone, sex or description"),
}


def reread(
    run: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="FILE|BATCH...", help="Imported files by name, or batches by number.")
    ] = None,
    mapping: Annotated[
        str, typer.Option(metavar="NAME|FILE", help="A mapping of the workspace, or its TOML file.")
    ] = "",
    why: Reason = "",
    accept: Annotated[
        str, typer.Option(metavar="WHY", help="Read one file that its columns hold, and why it is right. Needs --as.")
    ] = "",
    dry_run: Look = False,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Read imported files again by the mappings as they are now, each with the day on which it came.

    Without names: those that a mapping now reads otherwise than when they came.
    """
    chosen: Context = run.obj.take(workspace, act_as)
    place = chosen.open()
    from sightline.casework.data.rereadings import reread_files

    with progress_bar() as bar:
        report = reread_files(
            chosen.session(), workspace=place, names=names or (), mapping=mapping, why=why, accept=accept,
            dry_run=dry_run, progress=bar,
        )  # fmt: skip
    _print(report)


def withdraw(
    run: typer.Context,
    names: Annotated[
        list[str], typer.Argument(metavar="FILE|BATCH...", help="Imported files by name, or batches by number.")
    ],
    why: Reason = "",
    dry_run: Look = False,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Take files that were imported by mistake out of use. Their bytes stay, and no page shows their rows."""
    chosen: Context = run.obj.take(workspace, act_as)
    place = chosen.open()
    from sightline.casework.data.rereadings import withdraw_files

    with progress_bar() as bar:
        report = withdraw_files(chosen.session(), workspace=place, names=names, why=why, dry_run=dry_run, progress=bar)
    _print(report)


def _print(report: "RereadReport") -> None:
    if not report.files:
        out.print(_("Every file is read as it was when it came. Nothing was changed."))
        return
    print_table(
        _("What was read again") if report.is_kept else _("What would be read again"),
        [_("Batch"), _("File"), _("Mapping"), _("Rows read"), _("Not imported"), _("Read otherwise")],
        [_row(file) for file in report.files],
    )
    if report.is_kept:
        out.print(_("Pages show it after the next update: 'sightline run'."))
    else:
        out.print(_("Nothing was changed. To do it, run the command with --as and --why."))


def _row(file: "ReadFile") -> list[str]:
    if file.is_withdrawn:
        rows = sum(one.rows_read for one in file.before)
        return [str(file.batch), file.name, _mappings(file, after=False), str(rows), "", _("withdrawn")]
    counts = [
        str(file.batch), file.name, _mappings(file, after=True),
        _change(sum(one.rows_read for one in file.before), sum(one.rows_read for one in file.after)),
        _change(sum(one.rows_rejected for one in file.before), sum(one.rows_rejected for one in file.after)),
    ]  # fmt: skip
    said = ", ".join(f"{_(ASPECTS[name])}: {rows}" for name, rows in file.changes.items())
    return [*counts, said or (_("another mapping or other rows") if file.is_otherwise else _("nothing"))]


def _change(before: int, after: int) -> str:
    return str(after) if before == after else _("%(before)s, now %(after)s") % {"before": before, "after": after}


def _mappings(file: "ReadFile", *, after: bool) -> str:
    names = dict.fromkeys(one.mapping for one in (file.after if after else file.before) if one.mapping)
    return ", ".join(names) or _("(none matched)")
