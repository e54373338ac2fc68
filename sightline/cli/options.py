"""Options that many commands take, each said in one way."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

Workspace = Annotated[
    Path | None, typer.Option("--workspace", "-w", help="The workspace; else the current folder.", show_default=False)
]
As = Annotated[
    str | None,
    typer.Option(
        "--as", help="Act with this account's rights, by its password; else as the operator.", show_default=False
    ),
]
DAYS = ["%Y-%m-%d"]
AsAt = Annotated[
    datetime | None, typer.Option(formats=DAYS, show_default=False, help="As known on this day; else today.")
]
Received = Annotated[
    datetime | None, typer.Option(formats=DAYS, show_default=False, help="The day on which the files came; else today.")
]
Since = Annotated[datetime | None, typer.Option(formats=DAYS, show_default=False, help="From this day on.")]
Until = Annotated[datetime | None, typer.Option(formats=DAYS, show_default=False, help="Up to and including this day.")]
Why = Annotated[str, typer.Option(help="Why, in a sentence.")]
