"""The command `watch`: imports what agencies put into a drop folder, once or again and again."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sightline.cli.context import Context
from sightline.cli.options import As, Workspace
from sightline.cli.output import err, out, progress_bar
from sightline.model.errors import BadInput, Refused
from sightline.translation.terminal import counted, ngettext
from sightline.translation.terminal import gettext as _

if TYPE_CHECKING:
    from sightline.casework.data.drop_folders import DroppedFileEnd
    from sightline.store.workspace import Workspace as Place

LOCKED, NOT_MOVED = "locked", "not_moved"


def watch(
    run: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder, with a folder in it for each agency.")],
    once: Annotated[bool, typer.Option("--once", help="Import what is there, then end. For a timer.")] = False,
    settled: Annotated[
        int, typer.Option(min=0, metavar="SECONDS", help="Import a file once it has not changed for so long.")
    ] = 60,
    every: Annotated[int, typer.Option(min=1, metavar="SECONDS", help="How often to look.")] = 30,
    update: Annotated[
        bool, typer.Option("--update", help="After an import, update the pages: 'sightline run'.")
    ] = False,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Import files as agencies put them into a folder. Files that are not imported go into its folder 'not-imported'.

    With --once, exit code 3 where a row or file could not be read.
    """
    chosen: Context = run.obj.take(workspace, act_as)
    place = chosen.open()
    printed = set[str]()  # what was said already of files that stay where they are
    while True:
        is_whole = import_once(chosen, place, folder, settled=settled, update=update, printed=printed)
        if once and not is_whole:
            raise BadInput(
                _("Some rows or files could not be read. Everything else was imported."),
                code="not_read",
                what_to_do=_("See them on the page 'Files', and in the folder 'not-imported'."),
            )
        if once:
            return
        time.sleep(every)


def import_once(
    context: Context, place: "Place", folder: Path, *, settled: int, update: bool, printed: set[str]
) -> bool:
    """Import what is there now; whether every row and file of it could be read. Another command at work: next time."""
    from sightline.casework.data.drop_folders import import_dropped, list_dropped
    from sightline.casework.data.runs import run_pipeline

    session = context.session()
    found = list_dropped(session, folder=folder, settled_seconds=settled)
    ends, is_whole = list["DroppedFileEnd"](), not found.left
    said = [_("%(name)s: left where it is. %(why)s") % {"name": one.name, "why": one.reason} for one in found.left]
    if found.waiting:
        said.append(
            ngettext(
                "%(count)s file may still be on its way.", "%(count)s files may still be on their way.", found.waiting
            )
            % {"count": found.waiting}
        )
    try:
        for one in found.ready:
            try:
                with progress_bar() as bar:
                    end = import_dropped(session, workspace=place, dropped=one, progress=bar)
            except BadInput as error:
                if error.code != NOT_MOVED:
                    raise
                err.print(f"{error.where}: {error.what} {error.what_to_do}", markup=False)
                is_whole = False
                continue
            ends.append(end)
            _print_end(end)
        if update and ends:
            with progress_bar() as bar:
                report = run_pipeline(session, workspace=place, as_at=None, progress=bar, explain=False)
            out.print(_("Pages show snapshot %(snapshot_id)s.") % {"snapshot_id": report.snapshot_id}, markup=False)
    except Refused as error:
        if error.code != LOCKED:
            raise
        err.print(f"{error.what} {_('Sightline looks again later.')}", markup=False)
    for line in said:
        if line not in printed:
            err.print(line, markup=False)
    printed.clear()
    printed.update(said)
    return is_whole and all(end.is_whole for end in ends)


def _print_end(end: "DroppedFileEnd") -> None:
    said = {
        "name": end.name,
        "read": counted(end.rows_read, "row"),
        "taken": end.rows_taken,
        "rejected": end.rows_rejected,
    }
    if end.rows_read or not (end.why or end.sheets_unread):
        out.print(_("%(name)s: %(read)s read, %(taken)s imported, %(rejected)s not imported.") % said, markup=False)
    if end.sheets_unread:
        out.print(
            _("%(name)s: Sightline cannot read it, and keeps it. The page 'Files' says why.") % said, markup=False
        )
    if end.is_still_written:
        out.print(_("%(name)s: it changed meanwhile. Sightline imports it again.") % said, markup=False)
    for line in end.why:
        out.print(line, markup=False)
    if end.moved_to:
        out.print(_("%(name)s: moved to %(place)s.") % {"name": end.name, "place": end.moved_to}, markup=False)
