"""The command `agreement`: drafts, checks, lists, suspends and resumes agreements. No file is imported without one.

Agreements are files in the workspace's folder `agreements`, written and signed by people.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.context import Context
from sightline.cli.options import As, Why, Workspace
from sightline.cli.output import out, print_table
from sightline.translation.terminal import gettext as _
from sightline.translation.terminal import ngettext

app = typer.Typer(help="Agreements on files: draft, check, list, suspend and resume.", no_args_is_help=True)


class DemoTier(StrEnum):
    """As what invented agreements count whole registers."""

    BY_LAYOUT = "layout"
    RECORD = "record"


@app.command()
def draft(
    run: typer.Context,
    layout: Annotated[str, typer.Argument(metavar="LAYOUT", help="The layout, for example police_missing.")],
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Write a draft agreement for one layout, for people to complete and sign."""
    chosen: Context = run.obj.take(workspace, act_as)
    place = chosen.open()
    from sightline.casework.agreements.services import draft_agreement

    path = draft_agreement(chosen.session(), workspace=place, layout=layout)
    out.print(_("Draft written: %(path)s") % {"path": path.relative_to(place.root)}, markup=False)
    out.print(
        _("Complete it, move it into the folder 'agreements', then run 'sightline agreement check'."), markup=False
    )


@app.command()
def demo(
    run: typer.Context,
    tier: Annotated[
        DemoTier, typer.Option(help="record: count every row as a record. layout: whole registers are rolls.")
    ] = DemoTier.BY_LAYOUT,
    mapping: Annotated[
        Path | None, typer.Option(help="A mapping (TOML) of your own, to be covered too.", show_default=False)
    ] = None,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Write invented agreements for every layout. Only in a workspace made with 'sightline init --trial'."""
    chosen: Context = run.obj.take(workspace, act_as)
    place = chosen.open()
    from sightline.casework.agreements.services import write_trial_agreements

    names = write_trial_agreements(
        chosen.session(), workspace=place, all_records=tier is DemoTier.RECORD, mapping=mapping
    )
    out.print(
        ngettext(
            "%(count)s file written into the folder 'agreements'.",
            "%(count)s files written into the folder 'agreements'.",
            len(names),
        )
        % {"count": len(names)},
        markup=False,
    )
    out.print(_("They are invented. Import invented files only: 'sightline ingest FILE...'."), markup=False)


@app.command(name="list")
def list_all(run: typer.Context, workspace: Workspace = None, act_as: As = None) -> None:
    """List every agreement: provider, layouts, state, review and end."""
    chosen: Context = run.obj.take(workspace, act_as)
    place = chosen.open()
    from sightline.casework.agreements.selectors import list_agreements

    rows = [
        [one.agreement_id, one.provider, ", ".join(one.data_kinds), one.tier, _(one.state), f"{one.review_on}",
         f"{one.ends_on}" if one.ends_on else _("no day"), one.contact]
        for one in list_agreements(chosen.session(), workspace=place)
    ]  # fmt: skip
    print_table(
        _("Agreements"),
        [
            _("Agreement"),
            _("Provider"),
            _("Layouts"),
            _("Tier"),
            _("State"),
            _("Review on"),
            _("Ends on"),
            _("Contact"),
        ],
        rows,
    )


@app.command()
def check(run: typer.Context, workspace: Workspace = None, act_as: As = None) -> None:
    """Check every agreement, and list layouts held here that no agreement covers. Exit code 1 where there are any."""
    chosen: Context = run.obj.take(workspace, act_as)
    place = chosen.open()
    from sightline.casework.agreements.pages import AgreementState
    from sightline.casework.agreements.selectors import check_agreements

    found = check_agreements(chosen.session(), workspace=place)
    out.print(
        ngettext(
            "%(count)s agreement can be used. Version in force: %(version)s",
            "%(count)s agreements can be used. Version in force: %(version)s",
            len(found.lines),
        )
        % {"count": len(found.lines), "version": found.version},
        markup=False,
    )
    for line in found.lines:
        if line.state is AgreementState.REVIEW_DUE:
            out.print(
                _("%(agreement)s: review was due on %(day)s.")
                % {"agreement": line.agreement_id, "day": line.review_on},
                markup=False,
            )
    for agency, layout in found.uncovered:
        out.print(
            _("%(agency)s, %(layout)s: records are held here and no agreement in force covers them.")
            % {"agency": agency, "layout": layout},
            markup=False,
        )
    for agreement, layout in found.registers:
        out.print(
            _("%(agreement)s, %(layout)s: a rule seals rows of registers. Say in 'rows_chosen' if only some are sent.")
            % {"agreement": agreement, "layout": layout},
            markup=False,
        )
    if not found.is_in_order:
        raise typer.Exit(1)


@app.command()
def suspend(
    run: typer.Context,
    agreement: Annotated[str, typer.Argument(metavar="AGREEMENT", help="The id, from 'sightline agreement list'.")],
    why: Why,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Suspend an agreement, its agency and its layouts at once, saying why. With --as and your password."""
    chosen: Context = run.obj.take(workspace, act_as)
    place = chosen.open()
    from sightline.casework.agreements.services import suspend_agreement

    password = chosen.password
    suspend_agreement(chosen.session(), workspace=place, agreement_id=agreement, reason=why, password=password)
    out.print(_("%(agreement)s is suspended from now on.") % {"agreement": agreement}, markup=False)
    out.print(_("Sightline imports no more of its files."), markup=False)
    out.print(_("Its records leave pages, searches and exports now. Patterns change with the next 'sightline run'."))
    out.print(
        _("Another agreement on these layouts is in force only after 'sightline agreement resume'."), markup=False
    )


@app.command()
def resume(
    run: typer.Context,
    agreement: Annotated[str, typer.Argument(metavar="AGREEMENT", help="The id, from 'sightline agreement list'.")],
    sha256: Annotated[str, typer.Option(help="The SHA-256 of its file, from 'sha256sum'.")],
    why: Why,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Put an agreement in force after a suspension of its layouts, saying why. With --as and your password."""
    chosen: Context = run.obj.take(workspace, act_as)
    place = chosen.open()
    from sightline.casework.agreements.services import resume_agreement

    password = chosen.password
    resume_agreement(
        chosen.session(), workspace=place, agreement_id=agreement, file_sha256=sha256, reason=why, password=password
    )
    out.print(_("%(agreement)s is in force on the days in its file.") % {"agreement": agreement}, markup=False)
    out.print(_("If its file changes, it is suspended again."), markup=False)


Disclosure = Annotated[str, typer.Argument(metavar="EMERGENCY", help="The id, from 'sightline agreement emergencies'.")]


@app.command()
def emergencies(run: typer.Context, workspace: Workspace = None, act_as: As = None) -> None:
    """List files that came without an agreement, in an emergency, and what was decided."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.disclosures.selectors import list_disclosures

    print_table(
        _("Files that came in an emergency"),
        [_("Emergency"), _("File"), _("Let in by"), _("Until"), _("State")],
        [[one.disclosure_id, one.source_file, one.by, one.until_at, _(one.state)]
         for one in list_disclosures(chosen.session())],
    )  # fmt: skip


@app.command()
def ratify(run: typer.Context, emergency: Disclosure, why: Why, workspace: Workspace = None, act_as: As = None) -> None:
    """Ratify a file that came in an emergency, saying why. Information governance, with --as and your password."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.disclosures.services import ratify as ratify_disclosure

    password = chosen.password
    ratify_disclosure(chosen.session(), disclosure_id=emergency, reason=why, password=password)
    out.print(_("Ratified. Its records are shown for 28 days. Sign an agreement by then."))


@app.command()
def withdraw(
    run: typer.Context, emergency: Disclosure, why: Why, workspace: Workspace = None, act_as: As = None
) -> None:
    """Withdraw a file that came in an emergency, saying why: its records leave pages now. As for ratify."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.disclosures.services import withdraw as withdraw_disclosure

    password = chosen.password
    withdraw_disclosure(chosen.session(), disclosure_id=emergency, reason=why, password=password)
    out.print(_("Withdrawn. Its records leave pages now, and patterns with the next 'sightline run'."))
