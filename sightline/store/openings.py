"""What was opened of a file's sealed rows: a folder an opening, in the file's part, with the tables of those rows.

An opened row keeps the place and the received moment that its file gave it. What it names is as old as the opening.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sightline.store.batches import BatchFile
from sightline.store.files import write_whole

FOLDER, ABOUT = "opened", "opened.json"
OPENED_TABLES = ("sighting", "source_row", "fact", "mention")


@dataclass(frozen=True, slots=True)
class Opening:
    """Rows of one part that were opened together: in which batch, and on which day."""

    part: BatchFile
    batch: int
    folder: Path

    @property
    def name(self) -> str:
        """How a snapshot's manifest names it among its files: otherwise once rows of it were closed."""
        closings = self._about().get("closings", 0)
        return f"{self.part.batch}:{self.part.file_sha}:{self.batch}{f'-{closings}' if closings else ''}"

    @property
    def opened_on(self) -> date:
        """The London day of the opening: a replay of an earlier day does not know these rows."""
        return date.fromisoformat(self._about()["opened_on"])

    def count_closing(self) -> None:
        """Note that rows of it were closed, after they are gone."""
        about = self._about()
        write_whole(self.folder / ABOUT, json.dumps({**about, "closings": about.get("closings", 0) + 1}))

    def _about(self) -> dict[str, Any]:
        about: dict[str, Any] = json.loads((self.folder / ABOUT).read_text(encoding="ascii"))
        return about

    def path(self, table: str) -> Path:
        """The Parquet file of one of its tables."""
        return self.folder / f"{table}.parquet"


def list_openings(part: BatchFile) -> list[Opening]:
    """The openings of a part, by batch."""
    return [
        Opening(part, int(folder.name), folder)
        for folder in sorted((part.folder / FOLDER).glob("[0-9]*"))
        if folder.is_dir() and folder.suffix != ".partial"
    ]


def opening_folder(part: BatchFile, batch: int) -> Path:
    """Where the rows of a part that are opened in a batch go."""
    return part.folder / FOLDER / f"{batch:06d}"


def list_inputs(parts: Iterable[BatchFile]) -> list[str]:
    """The names of parts, and of what was opened of each: what a snapshot is made of."""
    return [name for part in parts
            for name in (part.name, *(one.name for one in list_openings(part)))]  # fmt: skip
