"""The command `estimate`: how many there may be in all, from any table of who is on which lists. It needs no workspace.

"cannot be estimated, because" is an answer, so its exit code is 0. A file that cannot be read is 3.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sightline.cli.context import context_of
from sightline.cli.output import out, progress_bar
from sightline.model.errors import OurFault, Usage
from sightline.translation.terminal import gettext as _

Tables = Annotated[
    list[str],
    typer.Argument(
        metavar="TABLE | LIST LIST ...",
        help="CSV (a column for each list and a count, or a row for each person), JSON, or lists of a workspace.",
    ),
]
if TYPE_CHECKING:
    from sightline.scale.results import Estimate

WorkspaceOption = Annotated[
    Path | None,
    typer.Option("--workspace", "-w", help="If you name lists: the workspace that has them.", show_default=False),
]
Html = Annotated[
    Path | None, typer.Option("--html", help="Also write a report to open in a browser.", show_default=False)
]
Json = Annotated[Path | None, typer.Option("--json", help="Also write a JSON file.", show_default=False)]
Referral = Annotated[
    list[str] | None,
    typer.Option(help="MADE=FROM: a list that was made from another, or fed by it.", show_default=False),
]
Cores = Annotated[
    int | None, typer.Option(min=1, help="How many processes. Without it: one per core.", show_default=False)
]


def estimate(
    run: typer.Context,
    table: Tables,
    html: Html = None,
    json_out: Json = None,
    referral: Referral = None,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same numbers.")] = 1,
    resamples: Annotated[int, typer.Option(min=100, help="How many resamples each interval is based on.")] = 1000,
    cores: Cores = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Estimate the total number of children, including those on no list. Gives a range, or says why there is none."""
    check_folders(html, json_out)
    from sightline.cli.counting.output import print_estimate  # not at the top: no other command waits for SciPy
    from sightline.scale.estimates import estimate as estimate_all
    from sightline.scale.reports.as_json import as_json
    from sightline.scale.reports.page import write_report
    from sightline.scale.table_reader import read_table, state_referrals

    name = table[0] if len(table) == 1 else "lists"
    if len(table) == 1 and (Path(name).is_file() or workspace is None):
        read = read_table(path=_file(name))
        read = state_referrals(table=read, stated=referral) if referral else read
        with progress_bar() as bar:
            found = estimate_all(table=read, seed=seed, resamples=resamples, cores=cores, progress=bar)
    else:
        found = _of_lists(run, workspace, table, seed=seed, resamples=resamples)
    print_estimate(found)
    if html:
        html.write_text(write_report(found, name=Path(name).name), encoding="utf-8")
        out.print(_("Written to %(html)s") % {"html": html}, markup=False)
    if json_out:
        json_out.write_text(json.dumps(as_json(found), indent=1) + "\n", encoding="utf-8")
        out.print(_("Written to %(json_out)s") % {"json_out": json_out}, markup=False)


def _file(name: str) -> Path:
    """The table's file; Usage where there is none."""
    if not Path(name).is_file():
        raise Usage(
            _("There is no such file."),
            code="no_file",
            what_to_do=_("Name a table, or a workspace (--workspace) and two lists or more."),
        )
    return Path(name)


def _of_lists(run: typer.Context, workspace: Path | None, names: list[str], *, seed: int, resamples: int) -> "Estimate":
    """The estimate over lists of a workspace, counted by the shipped rule; the count is kept, as `count` keeps it."""
    chosen = context_of(run, workspace, None)
    opened = chosen.open()
    from sightline.casework.counts.services import make_count

    with progress_bar() as bar:
        made = make_count(
            chosen.session(), workspace=opened, rule=Path("exploited"), snapshot_id="", lists=names,
            with_estimate=True, seed=seed, resamples=resamples, progress=bar,
        )  # fmt: skip
    if made.estimate is None:
        raise OurFault(_("The lists were counted, but there is no estimate."), code="no_estimate")
    return made.estimate


def check_folders(*paths: Path | None) -> None:
    """Usage where a file cannot be written: before the work, not after it."""
    for path in paths:
        if path and (path.is_dir() or not path.parent.is_dir()):
            raise Usage(
                _("The file cannot be written there."),
                code="no_folder",
                what_to_do=_("Name a file in a folder that exists."),
            )
