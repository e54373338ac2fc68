"""The command `audit`: read the log, write it to a file, verify it here or in a file, keep its heads."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.context import context_of
from sightline.cli.options import As, Since, Until, Workspace
from sightline.cli.output import err, out, print_table, progress_bar, write_label
from sightline.translation.terminal import counted, ngettext
from sightline.translation.terminal import gettext as _

app = typer.Typer(help="Read, export and verify the audit log.", no_args_is_help=True)
CHANGED = 1


@app.command("list")
def list_entries(
    run: typer.Context,
    account: Annotated[str, typer.Option(help="Entries of this account.")] = "",
    action: Annotated[str, typer.Option(help="Entries of this action, for example read_person.")] = "",
    outcome: Annotated[str, typer.Option(help="done, refused or failed.")] = "",
    about: Annotated[str, typer.Option(help="Entries that name this id: a person, a record, an account.")] = "",
    since: Since = None,
    until: Until = None,
    before: Annotated[int | None, typer.Option(help="Entries before this number.", show_default=False)] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many entries.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line per entry.")] = False,
    purpose: Annotated[
        str, typer.Option(help="With --json: what the file is for, such as oversight or rights.", show_default=False)
    ] = "",
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """List entries of the audit log, newest first."""
    context = context_of(run, workspace, act_as)
    context.open()
    from sightline.casework.audit.pages import AuditQuestion
    from sightline.casework.audit.selectors import list_audit
    from sightline.casework.bulk_exports.audit_files import export_entries

    asked = AuditQuestion(account, action, outcome, about, since.date() if since else None,
                          until.date() if until else None)  # fmt: skip
    if as_json:
        page, label = export_entries(context.session(), question=asked, purpose=purpose, before=before, limit=limit)
        write_label(label)
        for line in page.lines:
            content = {name: getattr(line, name) for name in line.__slots__}
            sys.stdout.write(json.dumps(content, ensure_ascii=False) + "\n")
        return
    page = list_audit(context.session(), question=asked, before=before, limit=limit)
    rows = [
        [str(one.sequence), one.at, one.username, one.role, one.via, one.action, " ".join(one.ids), one.outcome]
        for one in page.lines
    ]
    print_table(
        _("Audit log"),
        [_("Number"), _("When (UTC)"), _("Account"), _("Role"), _("By"), _("Action"), _("Ids"), _("Outcome")],
        rows,
    )
    if page.older_before:
        out.print(_("For older entries, add --before %(older_before)s.") % {"older_before": page.older_before})


@app.command()
def export(
    run: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="OUT", help="The new file (JSON lines).")],
    chain: Annotated[str, typer.Option(help="audit or decisions.")] = "audit",
    after: Annotated[int, typer.Option(min=0, help="Only rows after this number.")] = 0,
    request: Annotated[
        int | None, typer.Option(help="The request to which a second person agreed.", show_default=False)
    ] = None,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Write the audit log, or the decisions, to a file that can be verified anywhere. See 'bulk-export'."""
    context = context_of(run, workspace, act_as)
    context.open()
    from sightline.casework.bulk_exports.audit_files import export_audit

    password = context.password if request is not None else ""
    with progress_bar() as progress:
        count, head = export_audit(
            context.session(), name=chain, path=file, after=after, request=request, password=password, progress=progress
        )
    out.print(
        ngettext(
            "Wrote %(count)s row to %(file)s. The chain ends at %(sequence)s %(hash)s.",
            "Wrote %(count)s rows to %(file)s. The chain ends at %(sequence)s %(hash)s.",
            count,
        )
        % {"count": f"{count:,}", "file": file, "sequence": head.sequence, "hash": head.hash},
        soft_wrap=True,
    )


@app.command()
def verify(
    run: typer.Context,
    source: Annotated[
        Path | None,
        typer.Option(
            "--from", help="An export, or a copy of casework.sqlite3; no workspace is needed.", show_default=False
        ),
    ] = None,
    heads: Annotated[
        Path | None, typer.Option(help="With --from: a file of saved heads to compare with.", show_default=False)
    ] = None,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Verify that no row was changed, removed or reordered. Exit code 1 where one was."""
    context = context_of(run, workspace, act_as)
    if source is not None:
        from sightline.store.chain_files import verify_file

        results = verify_file(path=source, heads=heads)
    else:
        opened = context.open()
        from sightline.casework.audit.services import verify_audit

        results = verify_audit(context.session(), workspace=opened)
    for result in results:
        out.print(
            _("%(name)s: %(rows)s, ends at %(value)s")
            % {"name": result.name, "rows": counted(result.rows, "row"), "value": result.head or "0"},
            soft_wrap=True,
        )
        if result.erased:
            said = {"name": result.name, "rows": ", ".join(map(str, result.erased))}
            out.print(_("%(name)s: reasons were erased in rows %(rows)s") % said, soft_wrap=True)
    wrong = [result for result in results if result.wrong]
    for result in wrong:
        err.print(f"[bold]{result.name}[/bold]: {result.wrong}.", soft_wrap=True)
    if wrong:
        err.print(_("What to do: tell information governance, and compare with a backup."))
        raise typer.Exit(CHANGED)
    out.print(_("Every row is unchanged since it was written."))


@app.command("heads")
def show_heads(run: typer.Context, workspace: Workspace = None, act_as: As = None) -> None:
    """Save where each chain ends now, and print every saved head. Copy them to another place once a day."""
    context = context_of(run, workspace, act_as)
    opened = context.open()
    from sightline.casework.audit.services import keep_heads_now
    from sightline.store.chain_heads import describe

    for head in keep_heads_now(context.session(), workspace=opened):
        sys.stdout.write(json.dumps(describe(head), separators=(",", ":")) + "\n")


@app.command("unusual")
def look_for_unusual_reading(
    run: typer.Context,
    since: Since = None,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Let the rules of unusual reading look at days that have ended. Managers are asked about what they find."""
    context = context_of(run, workspace, act_as)
    context.open()
    from sightline.casework.unusual_reading.services import look_for_unusual

    asked = look_for_unusual(context.session(), since=since.date() if since else None)
    out.print(_("New questions for managers: %(asked)s.") % {"asked": asked})
