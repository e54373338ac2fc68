"""Options that many commands take, each said in one way."""

import sys
from datetime import datetime
from getpass import getpass
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


def read_password(prompt: str) -> str:
    """What is typed, unseen at a terminal; else the next line of standard input."""
    return getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
