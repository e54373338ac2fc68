"""Options that many commands take, each said in one way; and passwords, which none of them is.

A password is typed unseen, a line of standard input, or a file of its owner alone. Arguments and the environment are
read by other processes of the machine.
"""

import stat
import sys
from datetime import datetime
from enum import StrEnum
from getpass import getpass
from pathlib import Path
from typing import Annotated

import typer

from sightline.model.errors import Usage
from sightline.translation.terminal import gettext as _

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


class DemoCase(StrEnum):
    """Which case the demo tells in place of a partnership at work."""

    REVIEW = "review"


AsAt = Annotated[
    datetime | None, typer.Option(formats=DAYS, show_default=False, help="As known on this day; else today.")
]
Received = Annotated[
    datetime | None, typer.Option(formats=DAYS, show_default=False, help="The day on which the files came; else today.")
]
Since = Annotated[datetime | None, typer.Option(formats=DAYS, show_default=False, help="From this day on.")]
Until = Annotated[datetime | None, typer.Option(formats=DAYS, show_default=False, help="Up to and including this day.")]
Purpose = Annotated[
    str,
    typer.Option(
        help="What the file is for: case, crime, return, review, practice, data_quality, rights or oversight.",
        show_default=False,
    ),
]
Why = Annotated[str, typer.Option(help="Why, in a sentence.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what an import would do, and import nothing.")]
Accept = Annotated[
    str, typer.Option(metavar="WHY", help="Import one file that its columns hold, and why it is right. Needs --as.")
]
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def read_password(prompt: str) -> str:
    """What is typed, unseen at a terminal; else the next line of standard input."""
    return getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def read_password_file(path: Path) -> str:
    """The first line of a file. Usage where it cannot be read, or anybody but its owner may read or change it."""
    try:
        with path.open(encoding="utf-8") as stream:
            mode = path.stat().st_mode
            said = stream.readline().rstrip("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Usage(
            _("Sightline cannot read the password file."),
            code="no_password_file",
            what_to_do=_("Name a text file whose first line is the password."),
        ) from error
    if mode & OTHERS:
        raise Usage(
            _("Other accounts of this machine may read or change the password file."),
            code="open_password_file",
            what_to_do=_("Give it the mode 600 with chmod, and change the password if others have read it."),
        )
    return said
