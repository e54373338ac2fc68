"""How large and how many documents may be, and which program looks for viruses, as `[attachments]` says.

The scanner is a list of words: a program of this machine and what it is given. It reads the document from its standard
input, or from the file whose path stands in the place of `{file}`.
"""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta

from sightline.rulebook.schema import Written
from sightline.rulebook.settings import read_part

PART, FILE = "attachments", "{file}"
MEGABYTE = 1024**2


class AttachmentSettings(Written, frozen=True):
    """`megabytes` is the largest document, `most` how many one concern, meeting or working file takes."""

    megabytes: Annotated[int, Meta(ge=1, le=50)] = 10
    most: Annotated[int, Meta(ge=1, le=500)] = 50
    scanner: tuple[Annotated[str, Meta(min_length=1, max_length=500)], ...] = ()
    scanner_seconds: Annotated[int, Meta(ge=1, le=50)] = 30

    @property
    def most_bytes(self) -> int:
        """The largest document in bytes."""
        return self.megabytes * MEGABYTE


def read_attachment_settings(written: Mapping[str, object]) -> AttachmentSettings:
    """What the settings say; Usage where one of them cannot be used."""
    return read_part(AttachmentSettings, written, PART)
