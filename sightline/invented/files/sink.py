"""Where rows go: each to its file as it is made, with the truth of who is meant in each slot beside it.

Nothing is kept in memory. A row's number is the count of rows written before it in its file, plus one; the tracker
alone is gathered, because a workbook is written whole.
"""

import csv
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sightline.invented.files.layouts import LAYOUTS, TRACKER, TRUTH, headings_of
from sightline.invented.files.tracker import write_tracker
from sightline.store.arrivals import leave_out

OWN_SLOTS = ("subject", "nominal")  # the row is the person's own


class Sink:
    """The thirteen files and the truth, being written."""

    def __init__(self, out: Path, *, watched: str) -> None:
        self.out = out
        self.rows = dict.fromkeys(LAYOUTS, 0)
        self.watched = watched  # the true id of a person: which files have rows of theirs?
        self.files_of_watched: set[str] = set()
        self._open = ExitStack()
        self._headings = {name: headings_of(name) for name in LAYOUTS}
        self._writers: dict[str, Any] = {}
        self._truth: dict[str, Any] = {}
        self._meetings: list[list[str]] = []

    def __enter__(self) -> Self:
        leave_out(self.out / "truth")
        for name in LAYOUTS:
            if name != TRACKER:
                self._writers[name] = self._start(self.out / name, self._headings[name])
        for name, headings in TRUTH.items():
            self._truth[name] = self._start(self.out / "truth" / f"{name}.csv", headings)
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        self._open.close()
        if kind is None:
            write_tracker(self.out / TRACKER, headings=self._headings[TRACKER], rows=self._meetings)

    def _start(self, path: Path, headings: tuple[str, ...]) -> Any:
        writer = csv.writer(self._open.enter_context(path.open("w", encoding="utf-8", newline="")))
        writer.writerow(headings)
        return writer

    def add(self, name: str, cells: Mapping[str, str], slots: Mapping[str, str]) -> int:
        """Write a row, and who is meant in each of its slots; return its 1-based number."""
        number = self.rows[name] = self.rows[name] + 1
        line = [cells.get(heading, "") for heading in self._headings[name]]
        if name == TRACKER:
            self._meetings.append(line)
        else:
            self._writers[name].writerow(line)
        truth = self._truth["rows"]
        for slot, true_id in slots.items():
            truth.writerow((name, number, slot, true_id))
            if true_id == self.watched and slot in OWN_SLOTS:
                self.files_of_watched.add(name)
        return number

    def tell(self, name: str, *values: object) -> None:
        """Write a row of one of the truth files."""
        self._truth[name].writerow(values)
