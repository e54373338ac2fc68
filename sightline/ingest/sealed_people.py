"""Whom sealed rows name, for whoever counts names: found by keyed hashes, read in memory, and written nowhere.

Of each person whom a file knows, one row is read: all rows with the same hashes name the same people.
"""

from collections.abc import Collection
from contextlib import closing
from datetime import date
from typing import Any

from sightline.ingest.opened_rows import read_sealed
from sightline.ingest.rows.roll_rows import RollRow
from sightline.ingest.versions import order_parts
from sightline.sealing.roll_keys import RollKeys
from sightline.sealing.sealed_rows import SealedRows
from sightline.store.received_files import SEALED_ROWS
from sightline.store.workspace import Workspace


class SealedPeople:
    """The people of the sealed rows that were received by a day."""

    def __init__(self, workspace: Workspace, *, keys: RollKeys, as_at: date) -> None:
        self._keys = keys
        parts = [one.part for one in order_parts(workspace, as_at=as_at, opened=False)]
        self._paths = {
            f"{part.batch}:{part.file_sha}": path for part in parts if (path := part.folder / SEALED_ROWS).is_file()
        }

    @property
    def files(self) -> frozenset[str]:
        """The files that have sealed rows, as a snapshot's manifest names them."""
        return frozenset(self._paths)

    def find(self, texts: Collection[str]) -> list[dict[str, Any]]:
        """Each naming of a person in rows that are found by one of these: columns of model.schema.MENTION, and more.

        That is the row's agency, organisation, day and whether it is restricted.
        """
        found = []
        for path in self._paths.values():
            with closing(SealedRows(path)) as rows:
                for row in rows.find_first(texts, keys=self._keys):
                    found += _people_of(read_sealed(row, keys=self._keys))
        return found


def _people_of(row: RollRow) -> list[dict[str, Any]]:
    said_of_all = {name: row.first("source_row", name) for name in ("agency", "organisation", "restricted")}
    said_of_all["occurred_on"] = row.first("fact", "occurred_on")
    return [{**one, **said_of_all} for one in row.people()]
