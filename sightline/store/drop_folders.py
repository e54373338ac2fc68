"""A folder into which agencies put their files, as by SFTP, and from which Sightline takes them one by one.

A folder in it is an agency's, and a folder in that one is an organisation's: `police/`, `school/Elm School/`. A file is
renamed into `being-imported` before a byte of it is read, so that it is taken once and nobody replaces it meanwhile.
Whatever stops the import, it is there afterwards, and is the first to be taken next time. It is removed once the
workspace holds what was in it; else it is moved to `not-imported` with a text beside it that says why.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sightline.model.errors import BadInput
from sightline.model.nouns import Agency
from sightline.store.files import fsync, write_whole

TAKEN, SET_ASIDE = "being-imported", "not-imported"
WHY = ".why.txt"  # behind the name of a file that was set aside
BEING_SENT = (".part", ".partial", ".filepart", ".tmp", ".crdownload", ".swp")
"""What names of files end in that a program for sending files has not finished with."""
ORDINARY_FILES_ALONE = "It is no ordinary file. Put the file itself there."
NO_SUCH_AGENCY = "Its folder is no agency's. Call the folder by the agency: {agencies}."
CLOSED = "Sightline cannot open this folder. Let Sightline's account read and write in it."
NO_RENAME = "Sightline cannot move it out of its folder."
LET_IT = "Let Sightline's account write in that folder. It must be on the same disk as the folder above."


@dataclass(frozen=True, slots=True)
class DroppedFile:
    """A file in a drop folder: where it is, and what its folders say. `taken`: an earlier import began with it."""

    root: Path
    path: Path = field(repr=False)
    agency: str
    organisation: str = field(repr=False)
    taken: bool = False

    @property
    def name(self) -> str:
        """Where it was put, as in `police/calls.csv`."""
        above = self.root / TAKEN if self.taken else self.root
        return self.path.relative_to(above).as_posix()


@dataclass(frozen=True, slots=True)
class LeftFile:
    """A file that stays where it was put, and why."""

    name: str = field(repr=False)
    reason: str


@dataclass(slots=True)
class DroppedFiles:
    """The files of a drop folder: those to import in their order, how many may still be on their way, and others."""

    ready: list[DroppedFile] = field(default_factory=list)
    waiting: int = 0
    left: list[LeftFile] = field(default_factory=list)


def find_dropped(root: Path, *, settled_before: float) -> DroppedFiles:
    """The files that were begun before, then those that nobody changed since `settled_before`, the oldest first.

    `settled_before` is in seconds since 1970. What counts is when the bytes or the name last changed on this machine:
    programs for sending files may set the other time. BadInput where there is no such folder.
    """
    if not root.is_dir():
        raise BadInput("There is no such folder.", code="no_such_folder", where=str(root), what_to_do="Check the path.")
    found = DroppedFiles()
    begun = sorted(path for path in _walk(root / TAKEN, found) if stat.S_ISREG(path.lstat().st_mode))
    found.ready += [_dropped(root, path, root / TAKEN, taken=True) for path in begun]
    settled = list[tuple[float, DroppedFile]]()
    for path in _walk(root, found):
        one, at = _dropped(root, path, root), path.lstat()
        if not stat.S_ISREG(at.st_mode):
            found.left.append(LeftFile(one.name, ORDINARY_FILES_ALONE))
        elif path.name.lower().endswith(BEING_SENT) or at.st_ctime > settled_before:
            found.waiting += 1
        elif one.agency and one.agency not in list(Agency):
            found.left.append(LeftFile(one.name, NO_SUCH_AGENCY.format(agencies=", ".join(Agency))))
        else:
            settled.append((at.st_ctime, one))
    found.ready += [one for _, one in sorted(settled, key=lambda each: (each[0], each[1].name))]
    return found


def _walk(folder: Path, found: DroppedFiles) -> Iterator[Path]:
    """What is no folder in a folder and below; nothing that is hidden, nor Sightline's own folders in it."""

    def closed(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            found.left.append(LeftFile(Path(error.filename).name, CLOSED))

    for above, folders, files in os.walk(folder, onerror=closed):
        own = (TAKEN, SET_ASIDE) if Path(above) == folder else ()
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in own)
        yield from (Path(above, name) for name in folders if Path(above, name).is_symlink())
        yield from (Path(above, name) for name in files if not name.startswith("."))


def _dropped(root: Path, path: Path, above: Path, *, taken: bool = False) -> DroppedFile:
    agency, organisation, *_ = (*path.relative_to(above).parts[:-1], "", "")
    return DroppedFile(root, path, agency, organisation, taken)


def take(one: DroppedFile) -> DroppedFile:
    """Take a file out of reach of who put it there, in one step. BadInput where it cannot be moved, or is gone.

    A file that was taken before is given back as it is. Nor is a file taken while one of its name is not finished with.
    """
    if one.taken:
        return one
    target = one.root / TAKEN / one.path.relative_to(one.root)
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.path.lexists(target):
            raise FileExistsError
        one.path.rename(target)
        fsync(target.parent)
    except OSError as error:
        raise BadInput(NO_RENAME, code="not_moved", where=one.name, what_to_do=LET_IT) from error
    return DroppedFile(one.root, target, one.agency, one.organisation, taken=True)


def state_of(one: DroppedFile) -> tuple[int, int]:
    """Size and last change of its bytes: a program that had it open can still write to it after it was taken."""
    at = one.path.lstat()
    return at.st_size, at.st_mtime_ns


def remove(one: DroppedFile) -> None:
    """Remove a taken file whose contents the workspace holds."""
    one.path.unlink()
    _tidy(one)


def set_aside(one: DroppedFile, *, why: str) -> str:
    """Move a taken file to `not-imported`, with a text that says why; where it is now, as in `police/calls.csv`."""
    wanted = one.root / SET_ASIDE / one.path.relative_to(one.root / TAKEN)
    wanted.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target, number = wanted, 1
    while os.path.lexists(target):
        number += 1
        target = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
    write_whole(target.with_name(target.name + WHY), why)
    one.path.rename(target)
    fsync(target.parent)
    _tidy(one)
    return target.relative_to(one.root).as_posix()


def _tidy(one: DroppedFile) -> None:
    """Remove the folders of a taken file that are empty now."""
    top, folder = one.root / TAKEN, one.path.parent
    fsync(folder)
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
