"""An address that is protected from today on goes from yesterday's records too, until the agency that marked it ends it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from support.planted_refuge import forbidden_in, take_in
from support.small_partnership import sheet

from sightline import pipeline
from sightline.store import DuckDBEngine, Workspace
from sightline.store.snapshots import Snapshot

HOME = {"Address": "77 Planted Refuge Row, Plantham", "Postcode": "ZZ9 9ZZ"}
MARKING = "PROTECTED ADDRESS"
DANA = {"Person ID": "P1", "Surname": "Kestrel", "Forename": "Dana", "DOB": "02/06/1988", "Event Type": "CASE NOTE",
        "Event Date": "01/02/2024", "Entered On": "02/02/2024", "Text": "Moved in."}  # fmt: skip
SEEN = "A car waits outside 77 planted refuge row most nights."
HOUSING = [
    {"Complaint No": f"H{number}", "Received Date": "04/02/2024", "Premises": f"{number} Plain Row", "Postcode": "ZZ2 2BB",
     "Tenant Surname": "Lapwing", "Tenant Forename": f"Jo{chr(97 + number)}", "Entered On": "04/02/2024",
     "Text": SEEN if number == 1 else "Bins."}
    for number in range(1, 15)
]  # fmt: skip
POLICE = {"Misper Ref": "M1", "Nominal Ref": "N1", "Surname": "KESTREL", "Forenames": "Dana", "DOB": "02/06/1988",
          "Home Address": "77 Planted Refuge Rw", "Home Postcode": "ZZ9 9ZZ", "Missing From Date": "03/02/2024",
          "Entered On": "03/02/2024"}  # fmt: skip


class Days:
    """A workspace that takes files in day by day, and runs."""

    def __init__(self, folder: Path) -> None:
        self.workspace, self._folder, self._day = Workspace(folder / "workspace"), folder, 0
        self.workspace.create()

    def take(self, **files: Sequence[dict[str, str]]) -> Snapshot:
        """One day's files, by layout, and a run; it goes on from the run before."""
        self._day += 1
        folder = self._folder / f"day-{self._day}"
        folder.mkdir()
        for layout, rows in files.items():
            sheet(folder / f"{layout}.csv", rows)
        take_in(self.workspace, folder, now=f"2024-03-{self._day:02}T09:00:00Z")
        snapshot = pipeline.run(workspace=self.workspace, as_at=date(2024, 3, self._day))
        assert bool(snapshot.manifest()["went_on_from"]) == (self._day > 1)
        return snapshot

    def anew(self) -> Snapshot:
        """The same day's run, from nothing."""
        before = self.workspace.snapshots
        before.rename(self._folder / f"kept-{self._day}")
        self.workspace.create()
        made = pipeline.run(workspace=self.workspace, as_at=date(2024, 3, self._day), go_on=False)
        for kept in (self._folder / f"kept-{self._day}").iterdir():
            if kept.name != made.id:
                kept.rename(before / kept.name)
        return made


def whats(snapshot: Snapshot) -> str:
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    try:
        return " ".join(engine.query("SELECT what FROM chronology ORDER BY what").column(0).to_pylist())
    finally:
        engine.close()


@pytest.fixture
def days(tmp_path: Path) -> Days:
    return Days(tmp_path)


def test_it_is_protected_from_the_run_on_in_which_the_marking_comes(days: Days) -> None:
    first = days.take(childrens_services_events=[DANA | HOME], housing_complaints=HOUSING)
    assert SEEN in whats(first)
    marked = days.take(childrens_services_events=[DANA | HOME | {"Sightline Marking": MARKING}])
    assert forbidden_in(whats(marked)) == [] and forbidden_in_pages(marked) == []
    going_on = marked.manifest()["tables"]
    assert days.anew().manifest()["tables"] == going_on
    later = days.take(police_missing=[POLICE])
    assert forbidden_in(whats(later)) == [] and forbidden_in_pages(later) == []
    assert days.anew().manifest()["tables"] == later.manifest()["tables"]


def test_it_ends_when_the_agency_that_marked_it_ends_it(days: Days) -> None:
    marked = {"Sightline Marking": MARKING}
    days.take(
        childrens_services_events=[DANA | HOME | marked], housing_complaints=HOUSING, police_missing=[POLICE | marked]
    )
    one_ended = days.take(childrens_services_events=[DANA | HOME])
    assert forbidden_in(whats(one_ended)) == []
    both_ended = days.take(police_missing=[POLICE])
    assert SEEN in whats(both_ended)
    assert days.anew().manifest()["tables"] == both_ended.manifest()["tables"]


def test_a_former_address_stays_protected_as_long_as_the_row_is_marked(days: Days) -> None:
    marked = {"Sightline Marking": MARKING}
    days.take(childrens_services_events=[DANA | HOME | marked], housing_complaints=HOUSING)
    moved = days.take(
        childrens_services_events=[DANA | marked | {"Address": "5 New Haven Walk", "Postcode": "ZZ4 4AA"}]
    )
    assert forbidden_in(whats(moved)) == []


def forbidden_in_pages(snapshot: Snapshot) -> list[str]:
    return forbidden_in(snapshot.serve_file.read_bytes().decode("latin-1"))
