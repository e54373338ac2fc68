"""A group that grows from delivery to delivery: what is told of it is the same, however the files come.

Nell, Ivy and Beth are a group by mid April. On 20 May a restricted record puts Tom into it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support import grouped
from support.climbing import fill_ladder, person, set_clock
from support.patterned import write_rows
from support.sessions import session_of
from support.trials import second_governance

from sightline import ingest, pipeline
from sightline.casework.backlog.conclusions import backlog_conclusions
from sightline.casework.backlog.services import set_go_live
from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import CurrentSnapshot
from sightline.casework.core.session import house_session
from sightline.casework.escalation.engine import Candidate, open_item
from sightline.casework.escalation.models import Item, ItemBasis
from sightline.casework.escalation.selectors import list_items
from sightline.casework.patterns.escalates import as_opened, make_pattern_candidate, patterns_in_snapshot
from sightline.casework.rule_switches.switches import rules_switched_on
from sightline.casework.rules.services.activation import switch_rule
from sightline.casework.timekeeping.scheduler import tick
from sightline.model.analysis_tables.connections import GROUP_RULE
from sightline.model.nouns import Agency, Role
from sightline.store import Workspace
from sightline.store.batches import close_batch, open_batch
from sightline.store.snapshots import Snapshot

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = [{name: cell for name, cell in row.items() if name != "Sightline Marking"} for row in grouped.ROWS[:12]]
LATER = [
    grouped.occurrence("O20", "20/05/2024", who, role, **grouped.FLAT, **grouped.CAR, **grouped.RESTRICTED)
    for who, role in ((grouped.TOM, "NAMED"), (grouped.DEAN, "SUSPECT"))
]
MAY, JUNE = "2024-05-01T06:00:00Z", "2024-06-01T06:00:00Z"
WHY = "The executive agreed it with each agency."
Built = dict[str, tuple[Workspace, Snapshot]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The same rows in two deliveries, as after each of them, and in one."""

    def workspace() -> Workspace:
        made = Workspace(tmp_path_factory.mktemp("deliveries") / "workspace")
        made.create()
        return made

    def take(into: Workspace, rows: list[dict[str, str]], at: str) -> Snapshot:
        folder: Path = tmp_path_factory.mktemp("rows")
        batch = open_batch(into)
        for path in write_rows(rows, folder):
            ingest.take_file(workspace=into, path=path, batch=batch, received_at=at)
        close_batch(into, batch, now=at)
        return pipeline.run(workspace=into, as_at=date.fromisoformat(at[:10]))

    two, one = workspace(), workspace()
    return {
        "first of two": (two, take(two, FIRST, MAY)),
        "second of two": (two, take(two, LATER, JUNE)),
        "one piece": (one, take(one, [*FIRST, *LATER], JUNE)),
    }


@pytest.fixture
def stand(built: Built, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Make one of them what is served, from the moment of its delivery."""

    def served(name: str, at: str) -> None:
        workspace, snapshot = built[name]
        settings.SIGHTLINE_WORKSPACE = workspace.root
        CurrentSnapshot.objects.update_or_create(id=1, defaults={"snapshot_id": snapshot.id, "changed_at": at})
        set_clock(monkeypatch, at)

    yield served


def told() -> list[Candidate]:
    return [one for one in patterns_in_snapshot(house_session(), "2025-01-01T00:00:00Z") if one.rule_id == GROUP_RULE]


def in_short(found: list[Candidate]) -> list[tuple[object, ...]]:
    return sorted(
        (one.item_id, one.agency, one.known_from, *sorted(each.record_id for each in one.basis)) for one in found
    )


def test_what_is_told_of_a_group_is_the_same_in_two_deliveries_and_in_one(stand: Any) -> None:
    stand("first of two", MAY)
    first = told()
    assert {one.agency for one in first} == {"police", "childrens_services"}
    assert {one.arrived_at for one in first} == {MAY} and {one.known_from for one in first} == {"2024-04-14"}
    stand("second of two", JUNE)
    assert in_short(told()) == in_short(first)
    assert {one.arrived_at for one in told()} == {MAY}, "it counts from the first delivery, whenever it is opened"
    stand("one piece", JUNE)
    assert in_short(told()) == in_short(first) and {one.arrived_at for one in told()} == {JUNE}


def test_a_restricted_record_that_joins_a_group_takes_it_from_nobody(stand: Any) -> None:
    stand("one piece", JUNE)
    fill_ladder("police")
    worker = fill_ladder("childrens_services")["practitioner"]
    if GROUP_RULE not in rules_switched_on(house_session()):
        switch_rule(session_of(house_actor()), rule_id=GROUP_RULE, on=True, why=WHY)
    tick(session_of(house_actor()), as_at="2024-06-01T06:15:00Z")
    items = Item.objects.filter(rule_id=GROUP_RULE)
    assert {item.agency for item in items} == {"police", "childrens_services"}
    assert not ItemBasis.objects.filter(item__in=items, restricted=True).exists()
    (own,) = [line for line in list_items(session_of(worker)).items if line.rule_id == GROUP_RULE]
    assert own.shown, "it stands without that record"


def test_a_group_of_the_backlog_that_goes_on_after_go_live_is_told(stand: Any) -> None:
    stand("first of two", MAY)
    second_governance()
    gov = person("gov", Role.INFORMATION_GOVERNANCE, "")
    for agency in Agency:
        set_go_live(
            session_of(gov), agency=agency, layout="", day=date(2024, 5, 1), reason=WHY, despite_uncovered=True
        )  # fmt: skip
    assert told() == [] and {one.agency for one in backlog_conclusions(house_session())} >= {
        "police",
        "childrens_services",
    }
    stand("second of two", JUNE)
    assert {(one.agency, one.arrived_at, one.known_from) for one in told()} == {
        (agency, JUNE, "2024-05-20") for agency in ("police", "childrens_services")
    }
    assert all(any(each.seen.restricted for each in one.basis) for one in told())
    assert GROUP_RULE not in {one.rule_id for one in backlog_conclusions(house_session())}


def test_two_groups_that_one_record_completes_are_two_items_for_each_agency() -> None:
    """One on columns, and one with a child more whom a note names: neither takes the other's place."""
    row = {
        "pattern_id": GROUP_RULE, "rule_version": "1", "first_true_on": "2024-04-14", "record_id": "r1", "instance": 1,
        "mention_ids": "[]", "person_id": None, "instance_key": "k1", "group_id": "g1", "basis": "structured",
    }  # fmt: skip
    wider = row | {"instance_key": "k2", "group_id": "g2", "basis": "all"}
    two = [make_pattern_candidate(one, (), agency="police", known_at=MAY, arrived_at=MAY) for one in (row, wider)]
    assert two[0].item_id != two[1].item_id
    assert as_opened(two) == two
    opened = replace(two[1], nth=two[0].nth)
    open_item(session_of(house_actor()), candidate=opened, opened_at=MAY, now=MAY)
    known = [one.item_id for one in as_opened(two)]
    assert known[1] == opened.item_id, "an item that stands already is not opened twice"
