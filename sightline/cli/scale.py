"""The command `estimate`: how many there may be in all, from any table of who is on which lists. It needs no workspace.

A newcomer would get this wrong: "cannot be estimated, because" is an answer, so its exit code is 0. A file that cannot
be read is 3.
"""

import json
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.printing import out, progress_bar
from sightline.model.errors import Usage

Table = Annotated[
    Path,
    typer.Argument(
        metavar="TABLE",
        help="CSV: a column a list (0 or 1) and count, or a row a person. Or JSON.",
        exists=True,
        dir_okay=False,
    ),
]
Html = Annotated[
    Path | None, typer.Option("--html", help="Also write a report to open in a browser.", show_default=False)
]
Json = Annotated[Path | None, typer.Option("--json", help="Also write a JSON file.", show_default=False)]
Referral = Annotated[
    list[str] | None,
    typer.Option(help="MADE=FROM: a list that was made from another, or fed by it.", show_default=False),
]
Cores = Annotated[int | None, typer.Option(min=1, help="How many processes; else one a core.", show_default=False)]


def estimate(
    table: Table,
    html: Html = None,
    json_out: Json = None,
    referral: Referral = None,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same numbers.")] = 1,
    resamples: Annotated[int, typer.Option(min=100, help="How many resamples each interval rests on.")] = 1000,
    cores: Cores = None,
) -> None:
    """Estimate how many there are in all, on any list or none: a range over methods, or why it cannot be estimated."""
    check_folders(html, json_out)
    from sightline.cli.scale_printing import print_estimate  # not at the top: no other command waits for SciPy
    from sightline.scale.as_json import as_json
    from sightline.scale.estimating import estimate as estimate_all
    from sightline.scale.reading import read_table, state_referrals
    from sightline.scale.report import write_report

    read = read_table(path=table)
    if referral:
        read = state_referrals(table=read, stated=referral)
    with progress_bar() as bar:
        found = estimate_all(table=read, seed=seed, resamples=resamples, cores=cores, progress=bar)
    print_estimate(found)
    if html:
        html.write_text(write_report(found, name=table.name), encoding="utf-8")
        out.print(f"Written to {html}", markup=False)
    if json_out:
        json_out.write_text(json.dumps(as_json(found), indent=1) + "\n", encoding="utf-8")
        out.print(f"Written to {json_out}", markup=False)


def check_folders(*paths: Path | None) -> None:
    """Usage where a file cannot be written: before the work, not after it."""
    for path in paths:
        if path and (path.is_dir() or not path.parent.is_dir()):
            raise Usage(
                "The file cannot be written there.", code="no_folder", what_to_do="Name a file in a folder that is."
            )
