"""The command `train`: a matching model from the records at hand, and what it would change.

What they print is numbers. Training puts nothing into force.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sightline.cli.context import Context
from sightline.cli.output import out, print_table, progress_bar
from sightline.model.errors import Usage
from sightline.translation.messages import gettext_noop
from sightline.translation.terminal import gettext as _

if TYPE_CHECKING:
    from sightline.casework.learning.pages import TrainedLinkageModel
    from sightline.linkage.training.model import TrainedModel

COUNTS = {"people": gettext_noop("people"), "questions": gettext_noop("possible matches to answer")}
PAIRS = {
    "both": gettext_noop("with both models"),
    "shipped": gettext_noop("with the shipped model only"),
    "new": gettext_noop("with the new model only"),
}


def train(
    context: Context, folder: Path | None, labels: Path | None, groups: Path | None, columns: Path | None
) -> None:
    """Train a model into the workspace or a folder, and say what it would change."""
    if folder and groups:
        raise Usage(
            _("Groups of names are counted only for a model in the workspace."),
            code="groups_without_workspace",
            what_to_do=_("Leave out --out or --groups."),
        )
    if columns:
        raise Usage(
            _("Give a file of columns only with a table."),
            code="columns_without_table",
            what_to_do=_("Name the table, or write the columns of a workspace into its linkage.toml."),
        )
    workspace = context.open()
    from sightline.casework.data.training import train_model
    from sightline.casework.learning.selectors.linkage_models import read_trained_linkage_model

    session = context.session()
    with progress_bar() as bar:
        made = train_model(session, workspace=workspace, out=folder, labels=labels, groups=groups, progress=bar)
    print_learned(made)
    if folder:
        out.print(
            _("Written to %(folder)s. Read report.html there first: the model is not in force.") % {"folder": folder},
            markup=False,
        )
        return
    print_changes(read_trained_linkage_model(session, version=made.version))
    out.print(
        _("Model %(version)s is written to the workspace. It is not in force.") % {"version": made.version},
        markup=False,
    )
    out.print(
        _("To put it in force: sightline link-model use %(version)s --why REASON") % {"version": made.version},
        markup=False,
    )


def print_learned(made: "TrainedModel") -> None:
    """What was learned, in numbers."""
    chance = made.model["probability_two_random_records_match"]
    rows = [
        [_("profiles"), f"{made.profiles:,}"],
        [_("answers learned from"), f"{made.judgements:,}"],
        [_("pairs of profiles for each pair about the same person"), f"{1 / chance:,.0f}"],
        [_("threshold for a match, in bits"), f"{made.threshold:g}"],
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


def print_changes(model: "TrainedLinkageModel") -> None:
    """What the model would change, by origin of names too."""
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
    else:
        out.print(_("Changes are not counted by origin of names: give a file with --groups."))
