"""Passwords at the command line: typed unseen, a line of standard input, or a file of their owner alone.

None is an argument or a variable of the environment: other processes of the machine read those.
"""

import stat
import sys
from getpass import getpass
from pathlib import Path

from sightline.model.errors import Usage
from sightline.translation.terminal import gettext as _

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
