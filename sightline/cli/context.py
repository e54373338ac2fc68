"""Which workspace a command works in, and as whom."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sightline.store import Workspace

if TYPE_CHECKING:
    from sightline.casework.core.session import ReaderSession


@dataclass
class Context:
    """The options that any command may be given, before it or after it."""

    folder: Path | None = None
    username: str | None = None

    def take(self, folder: Path | None, username: str | None) -> "Context":
        """Remember options; those given last win."""
        self.folder = folder or self.folder
        self.username = username or self.username
        return self

    def open(self, *, of_any_version: bool = False) -> Workspace:
        """The workspace, with Django set up for it; Usage where there is none, Refused if it is of another version."""
        from sightline.casework.boot import open_workspace

        workspace = self.find()
        open_workspace(workspace.root, migrate="none" if of_any_version else "new")
        return workspace

    def find(self) -> Workspace:
        """The workspace that was named, else the current folder; Usage where it is none."""
        return Workspace.find((self.folder or Path.cwd()).resolve())

    def session(self) -> "ReaderSession":
        """Of who acts: the named account, else the workspace's operator with the name of this machine's account."""
        from sightline.casework.core.actor import actor_for_username, operator_actor
        from sightline.casework.core.session import ReaderSession

        return ReaderSession(actor_for_username(self.username) if self.username else operator_actor())


def context_of(run: typer.Context, folder: Path | None, username: str | None) -> Context:
    """What stood before the command, and its own options, which win."""
    before = run.find_root().obj
    return (before if isinstance(before, Context) else Context()).take(folder, username)
