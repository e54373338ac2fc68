"""The commands. Each is a few lines: who acts, what casework is asked, what is printed.

`--workspace` and `--as` may stand before the command or after it.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from sightline import __version__
from sightline.cli import (
    agreements,
    audit,
    backups,
    commands,
    go_live,
    linkage,
    linkage_models,
    papers,
    rehearse,
    same_person,
    table_models,
    upkeep,
)
from sightline.cli import notes as reading
from sightline.cli import receipts as receipts_command
from sightline.cli.accounts import commands as accounts
from sightline.cli.context import Context
from sightline.cli.counting import counts
from sightline.cli.counting import estimates as scaling
from sightline.cli.escalation import call_backs, rotas, rules
from sightline.cli.escalation import tick as ticking
from sightline.cli.exporting import commands as bulk_exports
from sightline.cli.importing import drop_folder, readings, workshop
from sightline.cli.importing.previews import SaidOfFiles
from sightline.cli.model_choices import LINKAGE_COMMANDS, NOTE_COMMANDS
from sightline.cli.options import Accept, As, AsAt, DemoCase, DryRun, Purpose, Received, Workspace
from sightline.cli.output import out
from sightline.cli.retention import commands as retention
from sightline.cli.reviewing import consents as reviewing
from sightline.model.exports.lists import EXPORTED

app = typer.Typer(
    name="sightline",
    help="Puts together what a safeguarding partnership's agencies each hold about a child.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

context = Context()
app.add_typer(rules.app, name="rules")
app.add_typer(agreements.app, name="agreement")
app.add_typer(go_live.app, name="go-live")
app.add_typer(papers.app, name="paper")
app.add_typer(retention.app, name="retention")
app.command(name="papers")(papers.print_papers)
app.add_typer(NOTE_COMMANDS, name="note-model")
app.add_typer(LINKAGE_COMMANDS, name="link-model")
app.add_typer(table_models.app, name="table-model")
app.command(name="call-back")(call_backs.call_back)
app.add_typer(audit.app, name="audit")
app.add_typer(accounts.app, name="account")
app.add_typer(bulk_exports.app, name="bulk-export")
app.add_typer(reviewing.app, name="review")
app.add_typer(rotas.app, name="rota")
app.add_typer(same_person.app, name="same-person")
app.command(name="map")(workshop.map_columns)
app.command()(readings.reread)
app.command()(readings.withdraw)
app.command()(drop_folder.watch)
app.command()(scaling.estimate)
app.command()(counts.count)
app.command()(rehearse.rehearse)
app.command()(backups.backup)
app.command()(backups.restore)
app.command()(upkeep.upgrade)
app.add_typer(upkeep.keys, name="keys")


def print_version(asked: bool) -> None:
    """Print it and end, where it is asked for."""
    if asked:
        out.print(f"sightline {__version__}")
        raise typer.Exit


@app.callback()
def before(
    run: typer.Context,
    workspace: Workspace = None,
    act_as: As = None,
    password_file: Annotated[
        Path | None,
        typer.Option(help="A file of yours alone: the first line is the password of --as.", show_default=False),
    ] = None,
    version: Annotated[  # noqa: ARG001 - its callback does it
        bool, typer.Option("--version", is_eager=True, callback=print_version, help="Print the version.")
    ] = False,
) -> None:
    """Take the options given before the command."""
    context.password_file = password_file or context.password_file
    run.obj = context.take(workspace, act_as)


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    trial: Annotated[
        bool,
        typer.Option(
            "--trial",
            help="To try Sightline with invented records. Every page says so, and you cannot change this later.",
        ),
    ] = False,
) -> None:
    """Make a workspace: settings, folders, database, secret key."""
    commands.init(folder, trial)


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files (CSV, XLSX) or folders of them.")],
    agency: Annotated[str, typer.Option(help="The agency, where the mapping does not say.")] = "",
    organisation: Annotated[str, typer.Option(help="The school, clinic or body, where the rows do not say.")] = "",
    mapping: Annotated[Path | None, typer.Option(help="A mapping (TOML) of your own.", show_default=False)] = None,
    received: Received = None,
    emergency: Annotated[
        str, typer.Option(metavar="WHY", help="Let one file in without an agreement for 72 hours, and why. Needs --as.")
    ] = "",
    dry_run: DryRun = False,
    accept: Accept = "",
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Import agencies' exports. Exit code 3 where a row or file could not be read, 4 where no agreement covers a file.

    The rest is imported.
    """
    said = SaidOfFiles(agency, organisation, mapping, received, emergency, accept, dry_run)
    commands.ingest(context.take(workspace, act_as), paths, said)


@app.command()
def receipts(
    leave: Annotated[
        str, typer.Option(help="A file that Sightline began to import, and that you do not want to import.")
    ] = "",
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """List every file with its row counts, including files whose import was interrupted."""
    receipts_command.receipts(context.take(workspace, act_as), leave)


@app.command()
def run(
    as_at: AsAt = None,
    explain_changes: Annotated[bool, typer.Option(help="List what would be added, removed or changed.")] = False,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Run the pipeline and serve the new snapshot. One of an earlier day is kept beside it, and pages do not change."""
    commands.run(context.take(workspace, act_as), as_at, explain_changes)


@app.command()
def export(
    table: Annotated[str, typer.Argument(metavar="LIST", help=f"One of: {', '.join(EXPORTED)}.")],
    out: Annotated[Path, typer.Option(help="The file to write.")],
    form: Annotated[str, typer.Option("--format", help="csv, xlsx, parquet or jsonl.")] = "csv",
    request: Annotated[
        int | None, typer.Option(help="The request to which a second person agreed.", show_default=False)
    ] = None,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Write one list to a file: a table of the last update, or the actions that meetings agreed. See 'bulk-export'."""
    commands.export(context.take(workspace, act_as), table, form, out, request)


@app.command()
def chronology(
    person: Annotated[str, typer.Argument(help="A person_id.")],
    purpose: Purpose,
    form: Annotated[str, typer.Option("--format", help="html or csv.")] = "html",
    receiver: Annotated[
        str, typer.Option("--to", help="Who gets the file, as in a request to pass records on.", show_default=False)
    ] = "",
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Write one person's integrated chronology to standard output."""
    commands.chronology(context.take(workspace, act_as), person, form, purpose, receiver)


@app.command()
def read(
    file: Annotated[
        Path, typer.Argument(metavar="FILE|-", help="A note, or JSON lines of notes; - for standard input.")
    ],
    explain: Annotated[bool, typer.Option(help="Print each note with what is marked in it, and why.")] = False,
    worth_reading: Annotated[
        bool, typer.Option(help="Also list sentences that the model finds worth reading.")
    ] = False,
) -> None:
    """Mark the signs in case notes: one JSON line per passage. It needs no workspace and saves nothing."""
    reading.read(file, explain, worth_reading)


@app.command()
def train_notes(
    out: Annotated[
        Path | None,
        typer.Option(help="A new folder for a model trained on the shipped corpus only.", show_default=False),
    ] = None,
    report: Annotated[
        Path | None, typer.Option(help="With --out: a file for what was measured, as tables.", show_default=False)
    ] = None,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Train a model of notes, using sentences confirmed in the workspace too. Sightline does not start to use it."""
    if out:
        reading.train_notes(out, report)
    else:
        reading.train_own_notes(context.take(workspace, act_as))


@app.command()
def serve(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port. Without it: the one in sightline.toml, else 8000.")
    ] = 0,
    address: Annotated[
        str, typer.Option(help="The IP address. Without it: the one in sightline.toml, else 127.0.0.1.")
    ] = "",
    workspace: Workspace = None,
) -> None:
    """Serve the pages at http://127.0.0.1:8000 (behind your own web server in production)."""
    commands.serve(context.take(workspace, None), address, port)


@app.command()
def email(
    username: Annotated[str, typer.Argument(help="The user name of the account.")],
    address: Annotated[str, typer.Argument(help="Where its notices go; leave it empty to remove the address.")],
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Set the e-mail address of an account, for notices without personal data."""
    commands.email(context.take(workspace, act_as), username, address)


@app.command("front-door")
def front_door(
    name: Annotated[str, typer.Option(help="The team that receives referrals to children's services.")],
    phone: Annotated[str, typer.Option(help="The number to call.")],
    hours: Annotated[
        str, typer.Option(help="In words: when the number is answered, and which number to call at other times.")
    ] = "",
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Set the name and number of the front door, shown on every page of a concern."""
    commands.front_door(context.take(workspace, act_as), name, phone, hours)


@app.command()
def invent(
    out: Annotated[Path, typer.Option(help="The folder to write to.")],
    children: Annotated[int, typer.Option(min=1, help="How many children.")] = 300,
    seed: Annotated[int, typer.Option(help="The same seed gives the same files.")] = 1,
) -> None:
    """Invent a partnership's files, with a separate file that says who is who."""
    commands.invent(children, seed, out)


@app.command()
def evaluate(
    labels: Annotated[
        Path | None,
        typer.Option(
            help="CSV: source_file, source_row, slot, true_id; or a, b, same. The word answers: the answers given.",
            show_default=False,
        ),
    ] = None,
    groups: Annotated[
        Path | None,
        typer.Option(help="CSV: true_id, name_list; for answers, mention_id, name_list.", show_default=False),
    ] = None,
    json_out: Annotated[Path | None, typer.Option("--json", help="Also write a JSON file.", show_default=False)] = None,
    research: Annotated[
        bool,
        typer.Option(
            "--research",
            help=(
                "For this measurement only, match by probability alone. Without labels, it gives only counts of people."
            ),
        ),
    ] = False,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Measure matching against labelled rows or pairs, and compare errors between groups of names."""
    linkage.evaluate(context.take(workspace, act_as), labels, groups, json_out, research)


@app.command()
def train(
    table: Annotated[
        Path | None,
        typer.Argument(metavar="TABLE", help="A table of people (CSV or Parquet); else the workspace's records."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="A new folder for the model and its report. The workspace does not change.", show_default=False
        ),
    ] = None,
    labels: Annotated[
        Path | None,
        typer.Option(help="CSV: source_file, source_row, slot, true_id; of a table, a, b, same.", show_default=False),
    ] = None,
    groups: Annotated[
        Path | None,
        typer.Option(help="CSV: mention_id, name_list. Changes by origin of names.", show_default=False),
    ] = None,
    columns: Annotated[
        Path | None, typer.Option(help="A TOML file that says what each column of the table is.", show_default=False)
    ] = None,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Train a matching model from a workspace's records and answers, or from a table. It is not in force."""
    if table:
        table_models.train_table(table, out, columns=columns, labels=labels, groups=groups)
    else:
        linkage_models.train(context.take(workspace, act_as), out, labels, groups, columns)


@app.command()
def tick(
    as_at: Annotated[str, typer.Option(help="A date and time (2026-12-25T14:30:00Z) or a day. Without it: now.")] = "",
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Open actions that are due and escalate unanswered ones. `serve` does this each minute."""
    ticking.tick(context.take(workspace, act_as), as_at)


@app.command()
def clock(
    today: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            show_default=False,
            help="Say which day it is. If the clock agrees, actions escalated too early are put back.",
        ),
    ] = None,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Check the machine's clock. Exit code 1 where it is wrong or cannot be checked."""
    ticking.clock(context.take(workspace, act_as), today=today.date() if today else None)


@app.command()
def doctor(workspace: Workspace = None, act_as: As = None) -> None:
    """Check this installation and workspace, and say what to repair."""
    commands.doctor(context.take(workspace, act_as))


@app.command()
def demo(
    serve: Annotated[bool, typer.Option(help="Serve the pages at the end.")] = True,
    folder: Annotated[Path, typer.Option("--dir", help="Where to make the demo's workspace.")] = Path("demo"),
    children: Annotated[int, typer.Option(min=1, help="How many children to invent.")] = 300,
    seed: Annotated[int, typer.Option(help="The same seed gives the same partnership.")] = 1,
    port: Annotated[int, typer.Option(help="The port on 127.0.0.1.")] = 8000,
    reset: Annotated[
        bool, typer.Option("--reset", help="Make the demo workspace again. Everything that was done in it is lost.")
    ] = False,
    need_to_know: Annotated[
        bool, typer.Option("--need-to-know", help="Start need to know: an account opens a child only for a reason.")
    ] = False,
    case: Annotated[
        DemoCase | None,
        typer.Option(help="review: a learning review of six children over six years.", show_default=False),
    ] = None,
) -> None:
    """Invent a small partnership, import its files, run everything, and serve the pages."""
    if case:
        commands.demo_case(folder, serve, port, reset)
    else:
        commands.demo(folder, children, seed, serve, port, reset, need_to_know)
