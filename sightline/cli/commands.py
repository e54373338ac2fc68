"""What each command does: open the workspace, ask casework, print what came of it.

Casework is imported inside functions, because Django must know the workspace first.
"""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sightline.cli.context import Context
from sightline.cli.importing.previews import SaidOfFiles, preview
from sightline.cli.linkage import print_linked, print_noted
from sightline.cli.output import err, out, print_table, progress_bar
from sightline.cli.receipts import print_report
from sightline.model.errors import Usage
from sightline.model.exports.lists import EXPORTED
from sightline.translation.terminal import gettext as _
from sightline.translation.terminal import ngettext

if TYPE_CHECKING:
    from sightline.casework.data.runs import RowsTakenBack

FORMATS = ("csv", "xlsx", "parquet", "jsonl")


def init(folder: Path, trial: bool) -> None:
    """Make a workspace, and say what it needs before files."""
    from sightline.casework.boot import make_workspace

    workspace = make_workspace(folder.resolve(), trial=trial)
    out.print(_("Workspace made: %(root)s") % {"root": workspace.root}, markup=False)
    if trial:
        out.print(_("Next: write invented agreements with 'sightline agreement demo', in the workspace."))
    else:
        out.print(_("Next: record the papers that real files need. 'sightline paper list' shows them."))
        out.print(_("Then agree on files. 'sightline agreement draft LAYOUT' writes a draft agreement."))
    out.print(_("Then import agencies' files with 'sightline ingest FILE...', and run 'sightline run'."))


def ingest(context: Context, paths: list[Path], said: SaidOfFiles) -> None:
    """Take in files and print the receipts. Exit code 3 where something could not be read, 4 without an agreement."""
    workspace = context.open()
    if said.dry_run:
        preview(context, paths, said)
        return
    from sightline.casework.data.ingest import ingest_files

    with progress_bar() as bar:
        report = ingest_files(
            context.session(), workspace=workspace, paths=paths, agency=said.agency, organisation=said.organisation,
            mapping=said.mapping, received_on=said.received.date() if said.received else None,
            emergency=said.emergency, accept=said.accept, progress=bar,
        )  # fmt: skip
    if said.emergency and not report.refused:
        out.print(_("Let in for 72 hours without an agreement. Information governance is asked to decide."))
    print_report(report)


def run(context: Context, as_at: datetime | None, explain: bool) -> None:
    """Run the pipeline and print the counts."""
    workspace = context.open()
    from sightline.casework.data.runs import run_pipeline

    with progress_bar() as bar:
        report = run_pipeline(
            context.session(), workspace=workspace, as_at=as_at.date() if as_at else None, progress=bar,
            explain=explain,
        )  # fmt: skip
    print_table(
        _("Snapshot %(snapshot_id)s") % {"snapshot_id": report.snapshot_id},
        [_("Table"), _("Rows")],
        [[k, str(v)] for k, v in report.counts.items()],
    )
    if report.served_on:
        out.print(_("Pages go on showing %(day)s. This snapshot is kept beside it.") % {"day": report.served_on})
    print_linked(report.linkage)
    print_noted(report.noted)
    print_left_out(report.left_out)
    if explain:
        print_changes(report.changes)


def print_left_out(left_out: Sequence["RowsTakenBack"]) -> None:
    """How many rows of each kind the run left out because no agreement shares them, and why."""
    for one in left_out:
        said = {"rows": one.rows, "layout": one.layout, "agency": one.agency, "agreement": one.agreement}
        out.print(_why_left_out(one.by, one.rows) % said, markup=False)


def _why_left_out(by: str, rows: int) -> str:
    """The sentence about rows of an agreement that is suspended, has ended, or is not in the folder."""
    if by == "suspended":
        return ngettext(
            "%(rows)s row of %(layout)s (%(agency)s) left out: agreement %(agreement)s is suspended.",
            "%(rows)s rows of %(layout)s (%(agency)s) left out: agreement %(agreement)s is suspended.",
            rows,
        )
    if by == "emergency over":
        return ngettext(
            "%(rows)s row of %(layout)s (%(agency)s) left out: %(agreement)s is over or withdrawn.",
            "%(rows)s rows of %(layout)s (%(agency)s) left out: %(agreement)s is over or withdrawn.",
            rows,
        )
    if by == "ended":
        return ngettext(
            "%(rows)s row of %(layout)s (%(agency)s) left out: agreement %(agreement)s has ended.",
            "%(rows)s rows of %(layout)s (%(agency)s) left out: agreement %(agreement)s has ended.",
            rows,
        )
    return ngettext(
        "%(rows)s row of %(layout)s (%(agency)s) left out: agreement %(agreement)s is not in the folder.",
        "%(rows)s rows of %(layout)s (%(agency)s) left out: agreement %(agreement)s is not in the folder.",
        rows,
    )


def print_changes(changes: dict[str, dict[str, list[str]]]) -> None:
    """What appeared, vanished or changed, by table: the number, and the keys."""
    if not any(keys for found in changes.values() for keys in found.values()):
        out.print(_("Nothing would be added, removed or changed."))
    for table, found in changes.items():
        for what, keys in found.items():
            if keys:
                out.print(f"{table}: {len(keys)} {what}")
                for key in keys:
                    out.print(f"  {key}", markup=False)


def export(context: Context, table: str, form: str, path: Path, request: int | None) -> None:
    """Write one list to a file."""
    if table not in EXPORTED:
        raise Usage(
            _("There is no list '%(table)s'.") % {"table": table},
            code="no_table",
            what_to_do=_("Choose one of: %(join)s.") % {"join": ", ".join(EXPORTED)},
        )
    if form not in FORMATS:
        raise Usage(
            _("There is no format '%(form)s'.") % {"form": form},
            code="no_format",
            what_to_do=_("Choose %(join)s.") % {"join": ", ".join(FORMATS)},
        )
    workspace = context.open()
    from sightline.casework.data.exports import export_table

    password = context.password if request is not None else ""
    session = context.session()
    rows = export_table(
        session, workspace=workspace, table=table, format=form, out=path, request=request, password=password
    )
    out.print(
        ngettext(
            "%(rows)s row of %(table)s written to %(path)s", "%(rows)s rows of %(table)s written to %(path)s", rows
        )
        % {"rows": rows, "table": table, "path": path},
        markup=False,
    )


def chronology(context: Context, person: str, form: str, purpose: str, receiver: str) -> None:
    """Write a person's chronology to standard output, for a purpose."""
    if form not in ("html", "csv"):
        raise Usage(
            _("There is no format '%(form)s'.") % {"form": form}, code="no_format", what_to_do=_("Choose html or csv.")
        )
    context.open()
    from sightline.casework.chronology.export import write_chronology

    sys.stdout.write(
        write_chronology(context.session(), person_id=person, purpose=purpose, receiver=receiver, format=form)
    )


def serve(context: Context, address: str, port: int) -> None:
    """Read the data through, then serve the pages until interrupted. Damaged data stop nothing: the pages say it."""
    workspace = context.open()
    from sightline.casework.integrity.checks import check_before_serving
    from sightline.casework.retention.gate import refuse_unfinished
    from sightline.cli.server import serve_pages

    refuse_unfinished(workspace)
    with progress_bar() as bar:
        damage = check_before_serving(context.session(), workspace=workspace, progress=bar)
    if damage:
        out.print(damage, markup=False)
    if said := old_demo(workspace.root):
        err.print(said, markup=False)
    serve_pages(address=address, port=port)


def old_demo(folder: Path) -> str:
    """What to say where this is a demo of an earlier day, in which nobody is missing today; empty elsewhere."""
    from sightline.casework.boot import read_demo_day
    from sightline.casework.core import clock

    made_on = read_demo_day(folder)
    if made_on is None or made_on == clock.today():
        return ""
    return _(
        "This demo was made on %(made_on)s, and its newest files are of that day. To make it for today: "
        "make demo RESET=1"
    ) % {"made_on": made_on}


def email(context: Context, username: str, address: str) -> None:
    """Set where an account's notices go by e-mail."""
    context.open()
    from sightline.casework.accounts.services.accounts import set_email

    set_email(context.session(), username=username, email=address)
    out.print(
        _("The address of %(username)s is %(value)s.")
        % {"username": username, "value": _("set") if address else _("removed")},
        markup=False,
    )


def front_door(context: Context, name: str, phone: str, hours: str) -> None:
    """Set where a referral goes."""
    context.open()
    from sightline.casework.posts.services.front_door import set_front_door

    set_front_door(context.session(), name=name, phone=phone, hours=hours)
    out.print(_("The front door is set: %(name)s, %(phone)s.") % {"name": name, "phone": phone}, markup=False)


def invent(children: int, seed: int, folder: Path) -> None:
    """Write an invented partnership's files."""
    from sightline.invented import invent as invent_files

    with progress_bar() as bar:
        made = invent_files(children=children, seed=seed, out=folder, progress=bar)
    print_table(_("Invented"), [_("File"), _("Rows")], [[name, str(rows)] for name, rows in made.rows.items()])
    out.print(
        _("Written to %(folder)s. %(value)s says who is who.") % {"folder": folder, "value": folder / "truth"},
        markup=False,
    )


def doctor(context: Context) -> None:
    """Check the installation and the workspace; exit code 1 where something is wrong."""
    workspace = context.open()
    from sightline.casework.operations.health import check_health

    with progress_bar() as bar:
        checks = check_health(context.session(), workspace=workspace, progress=bar)
    print_table(
        _("Doctor"), [_("Check"), _("Result"), _("What to do")],
        [[check.name, _("in order") if check.in_order else _("NOT in order"), check.what_to_do] for check in checks],
    )  # fmt: skip
    if not all(check.in_order for check in checks):
        raise typer.Exit(1)


def demo(folder: Path, children: int, seed: int, serve_after: bool, port: int, reset: bool, need_to_know: bool) -> None:
    """The whole way, for somebody who sees Sightline for the first time."""
    from sightline.cli.demo.run import run_demo

    run_demo(folder.resolve(), children=children, seed=seed, reset=reset, need_to_know=need_to_know)
    if serve_after:
        from sightline.cli.server import serve_pages

        serve_pages(port=port)


def demo_case(folder: Path, serve_after: bool, port: int, reset: bool) -> None:
    """The case of a learning review, from its files to the review."""
    from sightline.cli.demo.review_case import run_review_case

    run_review_case(folder.resolve(), reset=reset)
    if serve_after:
        from sightline.cli.server import serve_pages

        serve_pages(port=port)
