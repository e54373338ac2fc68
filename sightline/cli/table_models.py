"""`sightline train TABLE` and the commands `table-model`: a matching model of a table of people, without a workspace.

What they print is numbers. Training puts nothing into force.
"""

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sightline.cli.linkage_models import print_changes, print_learned
from sightline.cli.model_choices import print_models
from sightline.cli.options import Why
from sightline.cli.output import out, print_table, progress_bar
from sightline.model.errors import Usage
from sightline.translation.messages import gettext_noop
from sightline.translation.terminal import gettext as _

if TYPE_CHECKING:
    from sightline.casework.learning.linkage_reports import ResearchFigures

app = typer.Typer(
    help="Which model of a table is in force in its folder: list, use one, go back.", no_args_is_help=True
)
Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder that 'sightline train TABLE --out' wrote.")]
TITLE, LEARNED_FROM = gettext_noop("Models of this folder"), gettext_noop("Profiles")


def train_table(
    table: Path, folder: Path | None, *, columns: Path | None, labels: Path | None, groups: Path | None
) -> None:
    """Train on a table into a folder, and say what the model would change and how many people research counts."""
    if folder is None:
        raise Usage(
            _("A model of a table needs a folder."),
            code="no_folder",
            what_to_do=_("Name one with --out. It may have models already."),
        )
    from sightline.casework.learning.table_models import TableFiles, train_table_model

    files = TableFiles(table, columns, labels, groups)
    with progress_bar() as bar:
        made = train_table_model(files=files, folder=folder, by=_who(), progress=bar)
    print_learned(made.trained)
    print_changes(made.model)
    print_research(made.research)
    out.print(
        _("Written to %(folder)s. Read report.html there first: the model is not in force.")
        % {"folder": folder / made.trained.version},
        markup=False,
    )
    out.print(
        _("To put it in force: sightline table-model use %(folder)s %(version)s --why REASON")
        % {"folder": folder, "version": made.trained.version},
        markup=False,
    )


def print_research(figures: "ResearchFigures") -> None:
    """How many people research counts, by rows and by agencies."""
    out.print(
        _("People by probability alone: %(people)s. Small numbers are hidden.") % {"people": figures.people},
        markup=False,
    )
    rows = [[band, people] for band, people in figures.by_rows]
    print_table(_("People by number of rows"), [_("Rows about one person"), _("People")], rows)
    agencies = [[number, people] for number, people in figures.by_agencies]
    print_table(_("People by number of agencies"), [_("Agencies with rows about one person"), _("People")], agencies)


@app.command(name="list")
def list_models(folder: Folder) -> None:
    """List the models of a folder, and the one in force."""
    from sightline.casework.learning.table_models import list_table_models

    print_models(list_table_models(folder), title=_(TITLE), learned_from=_(LEARNED_FROM))


@app.command(name="use")
def use_model(
    folder: Folder,
    version: Annotated[str, typer.Argument(help="The model, as 'sightline table-model list' names it.")],
    why: Why,
) -> None:
    """Put a model in force in its folder. The next training is compared with it."""
    _choose(folder, version, why)


@app.command(name="shipped")
def use_shipped(folder: Folder, why: Why) -> None:
    """Go back to the shipped model. The next training is compared with it."""
    _choose(folder, "shipped", why)


def _choose(folder: Path, version: str, why: str) -> None:
    from sightline.casework.learning.table_models import choose_table_model

    number = choose_table_model(folder=folder, version=version, why=why, by=_who())
    out.print(_("Decision %(number)s is saved in decisions.jsonl.") % {"number": number}, markup=False)


def _who() -> str:
    return getpass.getuser()
