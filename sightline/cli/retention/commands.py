"""The command `retention`: holds on records, decisions to erase, and carrying them out."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from sightline.cli.context import Context
from sightline.cli.model_choices import print_fallback
from sightline.cli.options import DAYS, As, Why, Workspace
from sightline.cli.output import out, print_table, progress_bar
from sightline.cli.retention import reviews
from sightline.model.retention import ErasureGround, HoldKind
from sightline.translation.terminal import gettext as _
from sightline.translation.terminal import ngettext

if TYPE_CHECKING:
    from sightline.casework.retention.pages import NewHold

app = typer.Typer(help="How long records are kept: reviews due, holds, and erasing.", no_args_is_help=True)

app.command()(reviews.due)
app.command()(reviews.review)


@app.command()
def holds(run: typer.Context, workspace: Workspace = None, act_as: As = None) -> None:
    """List the holds in force, and whether anything may be erased."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.core import clock
    from sightline.casework.retention.selectors import read_holds

    page = read_holds(chosen.session())
    rows = [
        [str(one.hold.sequence), str(one.hold.said.kind), one.hold.said.name, _say_terms(one.hold.said),
         str(one.hold.said.ends_on), _("yes") if one.hold.is_due(on=clock.today()) else _("no"),
         ", ".join(map(str, one.waiting))]
        for one in page.lines
    ]  # fmt: skip
    columns = [_("Hold"), _("Kind"), _("For"), _("Keeps"), _("Until"), _("Review overdue"), _("Erasures waiting")]
    print_table(_("Holds"), columns, rows)
    if page.is_begun:
        out.print(_("An erasure started and has not finished. It goes on when its holds are lifted."))
    if page.gate.missing:
        names = ", ".join(rule.id for rule in page.gate.missing)
        out.print(_("Nothing is erased until these papers are recorded: %(names)s.") % {"names": names}, markup=False)


def _say_terms(said: "NewHold") -> str:
    if said.is_everything:
        return _("everything")
    parts = [said.agency, *said.kinds] if said.agency else [*said.kinds]
    if said.people:
        parts.append(_("people named"))
    if said.first_on or said.last_on:
        parts.append(f"{said.first_on or ''}..{said.last_on or ''}")
    if said.record_ids:
        count = len(said.record_ids)
        parts.append(ngettext("%(count)s record", "%(count)s records", count) % {"count": count})
    return ", ".join(parts)


@app.command()
def hold(
    run: typer.Context,
    kind: Annotated[HoldKind, typer.Option(help="What needs the records.")],
    name: Annotated[str, typer.Option(help="Which inquiry, court case or claim.")],
    until: Annotated[datetime, typer.Option(formats=DAYS, help="The day by which a person must review the hold.")],
    why: Why,
    agency: Annotated[str, typer.Option(help="Records of this agency.")] = "",
    layout: Annotated[list[str] | None, typer.Option(help="Records of this layout; may be given again.")] = None,
    person: Annotated[list[str] | None, typer.Option(help="Records that name this person; may be given again.")] = None,
    from_day: Annotated[datetime | None, typer.Option(formats=DAYS, help="Records from this day on.")] = None,
    to_day: Annotated[datetime | None, typer.Option(formats=DAYS, help="Records up to this day.")] = None,
    record: Annotated[list[str] | None, typer.Option(help="This record; may be given again.")] = None,
    everything: Annotated[bool, typer.Option("--everything", help="Every record, also those that come later.")] = False,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Keep records from being erased: those that you name, and those that meet all your terms, or everything.

    Past its day a hold still counts, until a person reviews it.
    """
    chosen: Context = run.obj.take(workspace, act_as)
    place = chosen.open()
    from sightline.casework.retention.gate import list_unfinished
    from sightline.casework.retention.pages import NewHold
    from sightline.casework.retention.services import place_hold

    said = NewHold(
        kind,
        name,
        until.date(),
        agency,
        tuple(record or ()),
        tuple(person or ()),
        from_day.date() if from_day else None,
        to_day.date() if to_day else None,
        is_everything=everything,
        kinds=tuple(layout or ()),
    )
    number = place_hold(chosen.session(), hold=said, why=why)
    out.print(_("Hold %(number)s is in force.") % {"number": number}, markup=False)
    if list_unfinished(place):
        out.print(
            _("An erasure started before this hold. It may have erased some records. It stops if the hold keeps any.")
        )


@app.command()
def lift(
    run: typer.Context,
    number: Annotated[int, typer.Argument(metavar="HOLD", help="The number of the hold.")],
    why: Why,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Lift a hold, saying why. It stays among the decisions."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.retention.services import lift_hold

    lift_hold(chosen.session(), hold=number, why=why, password=chosen.password)
    out.print(_("Hold %(number)s is lifted.") % {"number": number}, markup=False)


@app.command()
def erase(
    run: typer.Context,
    records: Annotated[list[str], typer.Argument(metavar="RECORD...", help="The ids of the records.")],
    ground: Annotated[ErasureGround, typer.Option(help="On which ground.")],
    why: Why,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Decide that records are erased, saying why. 'retention apply' then erases them; nobody can bring them back."""
    chosen: Context = run.obj.take(workspace, act_as)
    place = chosen.open()
    from sightline.casework.erasure.services import decide_erasure

    password = chosen.password
    number = decide_erasure(
        chosen.session(), workspace=place, record_ids=records, ground=ground, why=why, password=password
    )
    out.print(
        _("Decision %(number)s: another person runs 'sightline retention apply'.") % {"number": number}, markup=False
    )


@app.command()
def apply(run: typer.Context, workspace: Workspace = None, act_as: As = None) -> None:
    """Erase what is decided, or finish an erasure that was interrupted. Makes a new snapshot."""
    chosen: Context = run.obj.take(workspace, act_as)
    place = chosen.open()
    from sightline.casework.erasure.services import apply_erasures

    with progress_bar() as bar:
        report = apply_erasures(chosen.session(), workspace=place, progress=bar)
    for held in report.held:
        of_file = _("Decision %(number)s waits: hold %(holds)s keeps records of a file whose bytes would be lost.")
        of_records = _("Decision %(number)s waits: hold %(holds)s keeps some of its records.")
        numbers = {"number": held.sequence, "holds": ", ".join(map(str, held.holds))}
        out.print((of_file if held.of_file else of_records) % numbers, markup=False)
    for number in report.sealed:
        out.print(
            _("Decision %(number)s waits: rolls are sealed here. Give this command the key of rolls.")
            % {"number": number},
            markup=False,
        )
    if not report.erasures:
        out.print(_("There was nothing to erase."))
        return
    said = ngettext("%(count)s row erased.", "%(count)s rows erased.", report.rows)
    out.print(said % {"count": report.rows}, markup=False)
    for file_sha in report.without_bytes:
        out.print(_("No bytes of received/%(file)s are kept: a row was not found.") % {"file": file_sha}, markup=False)
    for model in report.models:
        print_fallback(model)
    if report.server_log:
        out.print(
            _("The log of the database server may still hold them: its administrator empties it. See 'Erase a record'.")
        )
    out.print(_("Earlier backups still hold the records. A restore erases them again."))
    out.print(_("Find and destroy copies that were exported or printed: the sharing ledger lists them."))


@app.command("drop-audit")
def drop_audit(run: typer.Context, why: Why, workspace: Workspace = None, act_as: As = None) -> None:
    """Let rows of the audit log go that are past their period. A signed head says where the log begins then."""
    chosen: Context = run.obj.take(workspace, act_as)
    place = chosen.open()
    from sightline.casework.erasure.audit_log import drop_old_rows

    password = chosen.password
    count = drop_old_rows(chosen.session(), workspace=place, why=why, password=password)
    said = ngettext("%(count)s row left the audit log.", "%(count)s rows left the audit log.", count)
    out.print(said % {"count": count}, markup=False)
