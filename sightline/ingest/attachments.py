"""The files attached to an e-mail: listed within bounds, and each taken out as the bytes that were sent.

An e-mail is cut up in a process of its own, with the limits of workbooks. It is kept without the files that are read,
so that what is sealed, cut or destroyed of one of them is nowhere else.
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sightline.ingest.limits import Limits
from sightline.model.errors import BadInput
from sightline.store.arrivals import TEXT, Arriving, NamelessCopy, nameless_copy, nameless_file
from sightline.store.files import sha256_of
from sightline.workbooks.child import DONE
from sightline.workbooks.process import run_child

MAIL_ENDING, LONGEST_LIST = ".eml", 1 << 20


def list_attached(mail: Arriving, *, limits: Limits) -> list[Arriving]:
    """An e-mail without its files, then these; the e-mail alone where none of its files is read, or it cannot be."""
    with tempfile.TemporaryFile() as listed:
        try:
            with nameless_copy(
                source=mail.path, member=mail.member, folder=Path(tempfile.gettempdir()), biggest=limits.file_bytes
            ) as copy:
                ended = run_child("mail_child", copy.path, listed.fileno(), limits.workbook)
        except BadInput:
            return [mail]
        listed.seek(0)
        found = json.loads(listed.read(LONGEST_LIST)) if ended == DONE else []
    files = [replace(mail, attached=number, attached_as=name) for number, name in found]
    return [replace(mail, attached=TEXT), *files] if files else [mail]


@contextmanager
def open_copy(source: Arriving, *, folder: Path, limits: Limits) -> Iterator[NamelessCopy]:
    """The bytes of a file, of one in an archive or of one in an e-mail, without a name for as long as they are read.

    BadInput where they are not taken, or are not there any more.
    """
    with nameless_copy(source=source.path, member=source.member, folder=folder, biggest=limits.file_bytes) as copy:
        if not source.attached:
            yield copy
            return
        with _take_out(copy, source.attached, folder=folder, limits=limits) as made:
            yield made


@contextmanager
def _take_out(mail: NamelessCopy, number: str, *, folder: Path, limits: Limits) -> Iterator[NamelessCopy]:
    with nameless_file(folder, size=mail.path.stat().st_size) as made:
        with made.open("wb") as stream:
            ended = run_child("mail_child", mail.path, stream.fileno(), limits.workbook, number)
        if ended != DONE:
            raise BadInput(
                "The file cannot be taken out of the e-mail.",
                code="not_in_e_mail",
                what_to_do="Save it, and import it as a file of its own.",
            )
        yield NamelessCopy(made, sha256_of(made))
