"""A record that is older than others and arrives after them completes a pattern earlier: it stays one item.

Nell is missing in April and twice in May; then the police's file of March arrives.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support import grouped
from support.climbing import fill_ladder, set_clock
from support.patterned import write_rows
from support.sessions import session_of

from sightline import ingest, pipeline
from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import CurrentSnapshot
from sightline.casework.core.session import house_session
from sightline.casework.data.runs import run_pipeline
from sightline.casework.escalation.models import Item, ItemEvent
from sightline.casework.patterns.escalates import patterns_in_snapshot
from sightline.casework.patterns.succession import follow_instances
from sightline.casework.rule_switches.switches import rules_switched_on
from sightline.casework.rules.services.activation import switch_rule
from sightline.casework.timekeeping.scheduler import tick
from sightline.store import Workspace
from sightline.store.batches import close_batch, open_batch
from sightline.store.snapshots import Snapshot

pytestmark = pytest.mark.django_db(transaction=True)
RULE, WHY = "repeat_missing", "The executive agreed it with each agency."
JUNE, JULY = "2024-06-01T06:00:00Z", "2024-07-01T06:00:00Z"


def missing(reference: str, month: int, day: int) -> dict[str, str]:
    surname, forenames, born = grouped.NELL
    on = f"{day:02}/{month:02}/2024"
    return {"layout": "police_missing", "Misper Ref": reference, "Surname": surname, "Forenames": forenames,
            "DOB": born, "Missing From Date": on, "Missing From Time": "18:00", "Entered On": on, "Found Date": on,
            "Found Time": "23:00"}  # fmt: skip


FIRST = [missing("M2", 4, 1), missing("M3", 5, 1), missing("M4", 5, 20)]
OLDER = [missing("M1", 3, 10)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Snapshot, Snapshot]:
    """The workspace, with its snapshots before and after the older file came."""
    workspace = Workspace(tmp_path_factory.mktemp("older") / "workspace")
    workspace.create()

    def take(rows: list[dict[str, str]], at: str) -> Snapshot:
        deliver(workspace, rows, at, tmp_path_factory.mktemp("rows"))
        return pipeline.run(workspace=workspace, as_at=date.fromisoformat(at[:10]))

    return workspace, take(FIRST, JUNE), take(OLDER, JULY)


def deliver(workspace: Workspace, rows: list[dict[str, str]], at: str, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    batch = open_batch(workspace)
    for path in write_rows(rows, folder):
        ingest.take_file(workspace=workspace, path=path, batch=batch, received_at=at)
    close_batch(workspace, batch, now=at)


@pytest.fixture
def store(
    built: tuple[Workspace, Snapshot, Snapshot], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[int], None]]:
    """Serve the first or the second snapshot, and tick fifteen minutes after it was delivered."""
    settings.SIGHTLINE_WORKSPACE = built[0].root
    fill_ladder("childrens_services")

    def served(number: int) -> None:
        at = (JUNE, JULY)[number - 1]
        CurrentSnapshot.objects.update_or_create(id=1, defaults={"snapshot_id": built[number].id, "changed_at": at})
        follow_instances(house_session())
        tick_after(at, monkeypatch)

    yield served


def tick_after(at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, at)
    if RULE not in rules_switched_on(house_session()):
        switch_rule(session_of(house_actor()), rule_id=RULE, on=True, why=WHY)
    tick(session_of(house_actor()), as_at=at.replace("06:00", "06:15"))


def items() -> list[str]:
    return list(Item.objects.filter(rule_id=RULE).order_by("pk").values_list("item_id", flat=True))


def completed_by() -> set[str]:
    return {
        one.record_id for one in patterns_in_snapshot(house_session(), "2025-01-01T00:00:00Z") if one.rule_id == RULE
    }


def instances() -> set[str]:
    return {
        one.about_id for one in patterns_in_snapshot(house_session(), "2025-01-01T00:00:00Z") if one.rule_id == RULE
    }


def test_an_open_item_goes_on_when_an_older_record_completes_its_pattern_earlier(store: Any) -> None:
    store(1)
    before, record = items(), completed_by()
    store(2)
    assert completed_by() != record, "another record completes it now"
    assert items() == before and len(before) == 1
    assert Item.objects.get(item_id=before[0]).about_id in instances(), "its page leads to the pattern as it is now"


def test_an_answer_stands_when_an_older_record_completes_its_pattern_earlier(store: Any) -> None:
    store(1)
    (item,) = Item.objects.filter(rule_id=RULE)
    ItemEvent.objects.create(item=item, kind="act", at="2024-06-02T09:00:00Z", stage=item.stage)
    Item.objects.filter(pk=item.pk).update(closed_at="2024-06-02T09:00:00Z")
    store(2)
    assert items() == [item.item_id]


def test_of_one_who_is_asked_first_with_all_records_there_is_one_item_too(store: Any) -> None:
    store(2)
    assert len(items()) == 1


def test_a_run_that_serves_the_older_record_points_the_item_to_its_pattern(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_ladder("childrens_services")
    about = list[str]()
    for rows, at in ((FIRST, JUNE), (OLDER, JULY)):
        set_clock(monkeypatch, at)
        deliver(workspace, rows, at, tmp_path / at[:10])
        run_pipeline(session_of(house_actor()), workspace=workspace, as_at=date.fromisoformat(at[:10]))
        tick_after(at, monkeypatch)
        (item,) = Item.objects.filter(rule_id=RULE)
        assert item.about_id in instances()
        about.append(item.about_id)
    assert about[0] != about[1]
