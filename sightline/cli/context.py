"""Which workspace a command works in, and as whom."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sightline.cli.options import read_password, read_password_file
from sightline.store import Workspace
from sightline.translation.terminal import gettext as _

if TYPE_CHECKING:
    from sightline.casework.core.session import ReaderSession


@dataclass
class Context:
    """The options that any command may be given, before it or after it.

    `proved`: the account that was proved by its password in this process. `password`: what was typed for it.
    """

    folder: Path | None = None
    username: str | None = None
    password_file: Path | None = None
    proved: str = ""
    password: str = field(default="", repr=False)

    def take(self, folder: Path | None, username: str | None) -> "Context":
        """Remember options; those given last win."""
        self.folder = folder or self.folder
        self.username = username or self.username
        return self

    def open(self, *, of_any_version: bool = False) -> Workspace:
        """The workspace, with Django set up for it, and the account proved.

        Usage where there is no workspace, Refused if it is of another version or the account is not proved. One of any
        version is proved with the session: its tables may be older.
        """
        from sightline.casework.boot import open_workspace

        workspace = self.find()
        open_workspace(workspace.root, migrate="none" if of_any_version else "new")
        if not of_any_version:
            self.prove()
        return workspace

    def find(self) -> Workspace:
        """The workspace that was named, else the current folder; Usage where it is none."""
        return Workspace.find((self.folder or Path.cwd()).resolve())

    def prove(self) -> None:
        """Ask once for the password of the account after `--as`, and for its second step; Refused where it is wrong."""
        if not self.username or self.proved == self.username:
            return
        from sightline.casework.accounts.services import proof
        from sightline.casework.core.actor import actor_for_username

        actor_for_username(self.username)  # nobody types a password for an account that is not open
        ask = _("Password of %(username)s: ") % {"username": self.username}
        password = read_password_file(self.password_file) if self.password_file else read_password(ask)
        proof.prove_account(
            username=self.username, password=password, ask_code=lambda: read_password(_("Code of your second step: "))
        )
        self.proved, self.password = self.username, password

    def session(self) -> "ReaderSession":
        """Of who acts: the named account, proved; else the workspace's operator, as the machine's account."""
        from sightline.casework.core.actor import actor_for_username, operator_actor
        from sightline.casework.core.session import ReaderSession

        self.prove()
        return ReaderSession(actor_for_username(self.username) if self.username else operator_actor())


def context_of(run: typer.Context, folder: Path | None, username: str | None) -> Context:
    """What stood before the command, and its own options, which win."""
    before = run.find_root().obj
    return (before if isinstance(before, Context) else Context()).take(folder, username)
