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
    typer.Option("--as", help="Act with this account's rights; else as the workspace's operator.", show_default=False),
]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], show_default=False)]
Why = Annotated[str, typer.Option(help="Why, in a sentence.")]
