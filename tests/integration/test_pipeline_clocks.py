"""From an agency's file to the exported clock: the shared cases, each as a child of its own, through a whole run."""

import csv
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from support.exports import take, write_export
from support.sessions import session_of
from support.trials import export_table

from sightline import pipeline
from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import CurrentSnapshot
from sightline.model.calendar import end_of_day
from sightline.model.when import LONDON, utc_text
from sightline.store import Workspace
from sightline.store.snapshots import compare
from sightline.timescales import LOCAL_FILE

pytestmark = pytest.mark.django_db
EVENTS = {
    "referral_decision": ("REFERRAL",), "single_assessment": ("REFERRAL",), "front_door_decision": ("CONTACT",),
    "child_seen": ("S47 START",), "full_strategy_meeting": ("STRATEGY DISCUSSION",),
    "initial_conference": ("STRATEGY DISCUSSION", "S47 START"), "core_group": ("ICPC",),
    "review_conference_first": ("ICPC",), "review_conference_next": ("REVIEW CONFERENCE",),
}  # fmt: skip
SWITCHED_ON = ("front_door_decision", "child_seen", "full_strategy_meeting")
SURNAMES = (
    "Aldous",
    "Brackley",
    "Cranmer",
    "Dunmore",
    "Everett",
    "Fanshawe",
    "Gresham",
    "Hartnell",
    "Ingleby",
    "Jessop",
)
FORENAMES = ("Wren", "Tobias", "Ottilie", "Ruben", "Saskia", "Caspian")


def rows_of(cases: list[dict[str, str]]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Events of children's services and returns that the police found, one child a case."""
    events, returns = [], []
    for case in cases:
        start, number = datetime.fromisoformat(case["start"]).astimezone(LONDON), int(case["case"])
        who = {
            "Surname": SURNAMES[number % 10], "DOB": f"{number % 28 + 1:02}/{number % 12 + 1:02}/2014",
        }  # fmt: skip
        day, clock, forename = f"{start:%d/%m/%Y}", f"{start:%H:%M}", FORENAMES[number // 10]
        if case["rule"] == "return_interview":
            returns.append(who | {"Misper Ref": f"M{number}", "Nominal Ref": f"N{number}", "Forenames": forename,
                                  "Missing From Date": day, "Found Date": day, "Found Time": clock})  # fmt: skip
        for kind in EVENTS.get(case["rule"], ()):
            events.append(who | {"Person ID": f"P{number}", "Forename": forename, "Event Type": kind,
                                 "Event Date": day, "Event Time": clock})  # fmt: skip
    return events, returns


def due(written: str) -> str:
    return end_of_day(date.fromisoformat(written)) if len(written) == 10 else utc_text(datetime.fromisoformat(written))


@pytest.fixture
def cases(shared_data: Path) -> list[dict[str, str]]:
    with (shared_data / "clock_cases" / "cases.csv").open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["rule"] in {*EVENTS, "return_interview"}]


def export_clocks(workspace: Workspace, snapshot_id: str) -> list[dict[str, Any]]:
    CurrentSnapshot.objects.update_or_create(
        id=1, defaults={"snapshot_id": snapshot_id, "changed_at": "2028-07-01T06:00:00Z"}
    )
    out = workspace.root / "clocks.csv"
    export_table(session_of(house_actor()), workspace=workspace, table="clocks", out=out)
    with out.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_shared_cases_come_out_of_files(workspace: Workspace, cases: list[dict[str, str]], tmp_path: Path) -> None:
    local = workspace.root / LOCAL_FILE
    local.parent.mkdir()
    decided = 'on = true\ndecided_by = "An invented executive"\ndecided_on = 2026-11-25\n'
    local.write_text("".join(f"[{rule}]\n{decided}" for rule in SWITCHED_ON), encoding="utf-8")
    events, returns = rows_of(cases)
    assert len(cases) >= 50
    for layout, rows in (("childrens_services_events", events), ("police_missing", returns)):
        take(workspace, write_export(tmp_path / f"{layout}.csv", layout, *rows), received_at="2028-06-01T08:00:00Z")
    snapshot = pipeline.run(workspace=workspace, as_at=date(2028, 6, 30))
    found = export_clocks(workspace, snapshot.id)
    exported = {(row["rule_id"], row["started_at"], row["due_at"]) for row in found}
    wanted = {(case["rule"], utc_text(datetime.fromisoformat(case["start"])), due(case["due"])) for case in cases}
    assert wanted - exported == set()
    assert {row["as_at"] for row in found} == {"2028-06-30T22:59:59Z"}
    assert len({row["clock_id"] for row in found}) == len(found)


def test_what_an_answer_changes_is_explained(workspace: Workspace, tmp_path: Path) -> None:
    child = {
        "Person ID": "P1",
        "Surname": "Aldous",
        "Forename": "Wren",
        "DOB": "01/01/2014",
        "Event Date": "04/03/2024",
    }
    first = [child | {"Event Type": "ICPC"}]
    later = [child | {"Event Type": "CORE GROUP", "Event Date": "12/03/2024"}]
    take(
        workspace,
        write_export(tmp_path / "a.csv", "childrens_services_events", *first),
        received_at="2024-03-05T08:00:00Z",
    )
    before = pipeline.run(workspace=workspace, as_at=date(2024, 4, 1))
    take(workspace, write_export(tmp_path / "b.csv", "childrens_services_events", *later), received_at="2024-04-01T08:00:00Z", batch=2)  # fmt: skip
    after = pipeline.run(workspace=workspace, as_at=date(2024, 4, 1))
    states = [
        {row["rule_id"]: row["state"] for row in export_clocks(workspace, snapshot.id)} for snapshot in (before, after)
    ]
    assert states[0] == {"core_group": "not_known", "review_conference_first": "running"}
    assert states[1] == {"core_group": "met", "review_conference_first": "running"}
    changed = compare(old=before, new=after)["clock"]
    assert (len(changed["changed"]), changed["appeared"], changed["vanished"]) == (2, [], [])
