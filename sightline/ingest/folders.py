"""Finds the files meant by paths: in folders and what lies below them, and in zip archives. What is not read is named.

Links are not followed: a link to a file is refused when it is opened, and a link to a folder is named.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sightline.ingest.attachments import MAIL_ENDING, list_attached
from sightline.ingest.limits import Limits
from sightline.ingest.sheets.refused_kinds import REFUSED
from sightline.model.errors import BadInput
from sightline.store.archives import ENDING, ArchiveBounds, list_members
from sightline.store.arrivals import ENDINGS, LEFT_OUT, Arriving, name_in_text
from sightline.workbooks.kinds import FileKind

KINDS = {
    ".doc": FileKind.DOCUMENT, ".docm": FileKind.DOCUMENT, ".rtf": FileKind.DOCUMENT,
    ".odt": FileKind.DOCUMENT, ".msg": FileKind.MESSAGE, ".htm": FileKind.WEB_PAGE,
    ".html": FileKind.WEB_PAGE, ".json": FileKind.JSON, ".7z": FileKind.PACKED,
    ".rar": FileKind.PACKED, ".gz": FileKind.PACKED, ".tar": FileKind.PACKED, ".tgz": FileKind.PACKED,
    ".sqlite": FileKind.DATABASE, ".db": FileKind.DATABASE, ".mdb": FileKind.DATABASE, ".accdb": FileKind.DATABASE,
}  # fmt: skip
READ = ", ".join(ENDINGS)
UNKNOWN = (f"Sightline reads files that end in {READ}.", "Give it the ending of what it is, or import it by its name.")
MARKED = (f"It has a file {LEFT_OUT}.", "To import it, name the folder itself.")
SETTINGS = ("It has settings alone.", "Nothing needs to be done.")
LINK = ("It is a link to a folder.", "Name the folder itself.")
WITHIN = ("It is an archive within an archive.", "Unpack it, and import what was in it.")
HIDDEN = "__MACOSX"
CLOSED = ("The folder cannot be opened.", "Give the account that runs Sightline permission to read it.")


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """Something in a folder or archive that is not looked at: its name, why, and what to do."""

    name: str = field(repr=False)
    reason: str = field(repr=False)
    what_to_do: str


@dataclass(slots=True)
class FoundFiles:
    """The files to import, by name, and what is passed over."""

    files: list[Arriving] = field(default_factory=list)
    passed_over: list[UnreadFile] = field(default_factory=list)


def find_files(paths: Sequence[Path], *, limits: Limits, with_attached: bool = True) -> FoundFiles:
    """The files meant, sorted by name so that their order in the command does not matter.

    What is attached to an e-mail is among them, unless not `with_attached`: the e-mail is then one file.

    What has such a name in a folder and is no ordinary file is among them: it is refused, and said, when it is opened.
    BadInput where there is no such path, or no file at all.
    """
    found, files = FoundFiles(), set[Path]()
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a folder above may not be entered
            files |= set(_walk(path, found))
        elif os.path.lexists(path):
            files.add(path)
        else:
            raise BadInput(
                "There is no such file or folder.",
                code="no_such_file",
                where=name_in_text(path),
                what_to_do="Check the path.",
            )
    bounds = ArchiveBounds(limits.archive_files, limits.archive_bytes)
    for path in files:
        _add(path, bounds, found)
    if with_attached:
        found.files = [each for one in found.files for each in _with_attached(one, limits)]
    found.files.sort(key=lambda one: (one.name, str(one.path), one.member, one.attached))
    found.passed_over.sort(key=lambda one: one.name)
    if not found.files:
        raise BadInput(
            "No file that Sightline reads is there.",
            code="no_files",
            where=", ".join(name_in_text(path) for path in paths),
            what_to_do=f"Name files that end in {READ}, or the folder that they are in.",
        )
    return found


def _walk(folder: Path, found: FoundFiles) -> Iterator[Path]:
    """The files below a folder whose names say that they are read; what is hidden is nobody's extract."""

    def closed(error: OSError) -> None:
        found.passed_over.append(UnreadFile(name_in_text(Path(error.filename or folder)), *CLOSED))

    for above, folders, files in os.walk(folder, onerror=closed):
        if Path(above) != folder and (why := _left_out(files)):
            found.passed_over.append(UnreadFile(name_in_text(Path(above)), *why))
            folders.clear()
            continue
        for name in list(folders):
            path = Path(above, name)
            if name.startswith("."):
                folders.remove(name)
            elif path.suffix.lower() in ENDINGS:
                folders.remove(name)
                yield path
            elif path.is_symlink():
                found.passed_over.append(UnreadFile(name_in_text(path), *LINK))
        yield from _readable((Path(above, name) for name in files), found)


def _left_out(files: Sequence[str]) -> tuple[str, str] | None:
    """Why nothing of a folder below is looked at, and what to do; None where it is."""
    if LEFT_OUT in files:
        return MARKED
    return SETTINGS if files and all(name.endswith(".toml") for name in files) else None


def _readable(paths: Iterable[Path], found: FoundFiles) -> Iterator[Path]:
    for path in paths:
        if path.name.startswith(".") or path.name == LEFT_OUT:
            continue
        if path.suffix.lower() in ENDINGS:
            yield path
        else:
            found.passed_over.append(UnreadFile(name_in_text(path), *_why(path)))


def _add(path: Path, bounds: ArchiveBounds, found: FoundFiles) -> None:
    """A file, or those in it where it is an archive of files. An archive that cannot be listed is refused as a file."""
    try:
        members = list_members(path, bounds=bounds) if path.suffix.lower() == ENDING else None
    except BadInput:
        members = None
    if members is None:
        found.files.append(Arriving(path))
        return
    for member in members:
        inner = Path(member)
        if inner.name.startswith(".") or HIDDEN in inner.parts:
            continue
        one = Arriving(path, member)
        if inner.suffix.lower() == ENDING:
            found.passed_over.append(UnreadFile(one.name, *WITHIN))
        elif inner.suffix.lower() in ENDINGS:
            found.files.append(one)
        else:
            found.passed_over.append(UnreadFile(one.name, *_why(inner)))


def _with_attached(one: Arriving, limits: Limits) -> list[Arriving]:
    is_mail = Path(one.member or one.path).suffix.lower() == MAIL_ENDING
    return list_attached(one, limits=limits) if is_mail else [one]


def _why(path: Path) -> tuple[str, str]:
    """Why a file of this name is not looked at, and what to do."""
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        return UNKNOWN
    what, _, what_to_do = REFUSED[kind]
    return what, what_to_do
