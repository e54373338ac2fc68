"""The commands `train` and `link-model`: a model of linkage from the records at hand, and which model links them.

What they print is numbers. Training puts nothing into force.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sightline.cli.context import Context, context_of
from sightline.cli.options import As, Why, Workspace
from sightline.cli.output import out, print_table, progress_bar
from sightline.model.errors import Usage
from sightline.translation.messages import gettext_noop
from sightline.translation.terminal import gettext as _

if TYPE_CHECKING:
    from sightline.casework.learning.pages import TrainedLinkageModel
    from sightline.linkage.training.model import TrainedModel

app = typer.Typer(help="Which matching model is in force: list, use one, go back.", no_args_is_help=True)
COUNTS = {"people": gettext_noop("people"), "questions": gettext_noop("possible matches to answer")}
PAIRS = {
    "both": gettext_noop("with both models"),
    "shipped": gettext_noop("with the shipped model only"),
    "new": gettext_noop("with the new model only"),
}


def train(context: Context, folder: Path | None, labels: Path | None, groups: Path | None) -> None:
    """Train a model into the workspace or a folder, and say what it would change."""
    if folder and groups:
        raise Usage(
            _("Groups of names are counted only for a model in the workspace."),
            code="groups_without_workspace",
            what_to_do=_("Leave out --out or --groups."),
        )
    workspace = context.open()
    from sightline.casework.data.training import train_model
    from sightline.casework.learning.services.linkage_choices import read_trained_linkage

    session = context.session()
    with progress_bar() as bar:
        made = train_model(session, workspace=workspace, out=folder, labels=labels, groups=groups, progress=bar)
    _print_learned(made)
    if folder:
        out.print(
            _("Written to %(folder)s. Read report.html there first: the model is not in force.") % {"folder": folder},
            markup=False,
        )
        return
    _print_changes(read_trained_linkage(session, version=made.version))
    out.print(
        _("Model %(version)s is written to the workspace. It is not in force.") % {"version": made.version},
        markup=False,
    )
    out.print(
        _("To put it in force: sightline link-model use %(version)s --why REASON") % {"version": made.version},
        markup=False,
    )


def _print_learned(made: "TrainedModel") -> None:
    chance = made.model["probability_two_random_records_match"]
    rows = [
        [_("profiles"), f"{made.profiles:,}"],
        [_("answers learned from"), f"{made.judgements:,}"],
        [_("pairs of profiles, of which one is about one person"), f"{1 / chance:,.0f}"],
        [_("bits from which an update would match"), f"{made.threshold:g}"],
        *(
            [_("pairs that reach the threshold: %(name)s") % {"name": _(PAIRS[name])}, f"{count:,}"]
            for name, count in made.pairs.items()
        ),
        [_("profiles that say too little to be matched"), f"{made.unlinkable:,}"],
    ]
    if made.blocking_recall is not None:
        rows.append(
            [_("true pairs that are compared, of those with names and birth dates"), f"{made.blocking_recall:.4f}"]
        )
    print_table(_("Model %(version)s") % {"version": made.version}, [_("What was learned"), _("Number")], rows)


def _print_changes(model: "TrainedLinkageModel") -> None:
    rows = [[_(COUNTS[one.what]), one.before, one.after] for one in model.counts]
    print_table(_("If it were in force"), [_("Number of"), _("Now"), _("With this model")], rows)
    rows = [
        [_("people matched with another person"), model.joined],
        [_("people split"), model.split],
        [_("pairs of mentions matched"), model.pairs_made],
        [_("pairs of mentions no longer matched"), model.pairs_undone],
    ]
    print_table(_("What would change"), [_("Change"), _("Number")], rows)
    if model.groups:
        rows = [[one.origin, one.before, one.made, one.undone] for one in model.groups]
        heads = [_("Names"), _("Matched now"), _("Newly matched"), _("No longer matched")]
        print_table(_("Pairs of mentions, by origin of names"), heads, rows)


@app.command(name="list")
def list_models(run: typer.Context, workspace: Workspace = None, act_as: As = None) -> None:
    """List the matching models that were trained here, and the one in force."""
    chosen = context_of(run, workspace, act_as)
    chosen.open()
    from sightline.casework.learning.services.linkage_choices import read_linkage_models

    page = read_linkage_models(chosen.session())
    rows = [
        [one.version, one.trained_at, one.profiles, _("in force") if one.is_in_force else "", one.damage]
        for one in page.models
    ]
    rows.append([page.shipped, _("shipped"), "", "" if page.in_force else _("in force"), ""])
    print_table(_("Matching models"), [_("Model"), _("Trained at"), _("Profiles"), "", _("Damage")], rows)


@app.command(name="use")
def use_model(
    run: typer.Context,
    version: Annotated[str, typer.Argument(help="The model, as 'sightline link-model list' names it.")],
    why: Why,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Put a matching model that was trained here in force. The next update matches people by it."""
    _choose(context_of(run, workspace, act_as), version, why)


@app.command(name="shipped")
def use_shipped(run: typer.Context, why: Why, workspace: Workspace = None, act_as: As = None) -> None:
    """Go back to the shipped matching model. The next update matches people by it."""
    from sightline.casework.learning.services.linkage_choices import SHIPPED

    _choose(context_of(run, workspace, act_as), SHIPPED, why)


def _choose(chosen: Context, version: str, why: str) -> None:
    chosen.open()
    from sightline.casework.learning.services.linkage_choices import choose_linkage_model

    number = choose_linkage_model(chosen.session(), version=version, why=why)
    out.print(
        _("Decision %(number)s is saved. Run 'sightline run': it matches people by this model.") % {"number": number},
        markup=False,
    )
