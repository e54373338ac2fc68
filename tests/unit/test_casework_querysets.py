"""The named queries of the tables give what their names say."""

from datetime import date

import pytest

from sightline.casework.audit import hash_chain
from sightline.casework.core.models import Account, CurrentSnapshot, Decision, Marker
from sightline.casework.escalation.models import Item, Step
from sightline.model.errors import OurFault

pytestmark = pytest.mark.django_db
AT = "2026-11-28T09:00:00Z"


def _item(item_id: str, **columns: object) -> Item:
    values = {
        "mention_ids": [], "source": "clock", "state": "waiting", "answer_by": AT, "opened_at": AT,
        "ladder": "police", "urgency": "standard", "stage": "practitioner", "highest_stage": "practitioner",
    } | columns  # fmt: skip
    return Item.objects.create(item_id=item_id, rule_id="r", about="a", worked_through=AT, **values)


def test_items_are_open_until_they_are_closed_and_found_by_their_id() -> None:
    _item("late", answer_by="2026-11-29T09:00:00Z")
    _item("soon")
    _item("done", closed_at=AT)
    assert [one.item_id for one in Item.objects.open().next_to_answer_first()] == ["soon", "late"]
    found = Item.objects.by_id("done")
    assert found is not None
    assert found.closed_at == AT
    assert Item.objects.by_id("nowhere") is None


def test_steps_of_an_item_come_in_the_order_of_their_numbers() -> None:
    item, other = _item("one"), _item("two")
    for of, number in ((item, 2), (item, 1), (other, 1)):
        Step.objects.create(
            item=of, number=number, stage="practitioner", why="opened", due_at=AT, answer_by=AT, done_at=AT
        )
    assert [step.number for step in Step.objects.of_item(item)] == [1, 2]
    assert Step.objects.of_item(other).count() == 1


def test_decisions_are_read_by_kind_and_order_and_are_never_changed() -> None:
    for kind in ("a", "b", "a", "c"):
        hash_chain.append(Decision, kind=kind, by="pat", os_name="", body={})
    assert [one.sequence for one in Decision.objects.of_kind("a").newest_first()] == [3, 1]
    assert [one.kind for one in Decision.objects.of_kind("b", "a").oldest_first()] == ["a", "b", "a"]
    with pytest.raises(OurFault):
        Decision.objects.of_kind("a").update(kind="b")
    with pytest.raises(OurFault):
        Decision.objects.of_kind("a").delete()


def test_a_closed_account_is_among_all_and_not_among_the_active() -> None:
    for username, active in (("ann", True), ("bob", False)):
        Account.objects.create(username=username, role="operator", is_active=active, ends_on=date(2026, 1, 1))
    assert [one.username for one in Account.active.all()] == ["ann"]
    assert Account.active.named("bob") is None
    assert Account._default_manager.filter(username="bob").exists()


def test_markers_are_empty_until_they_are_written() -> None:
    assert Marker.objects.read("m") == ""
    Marker.objects.write("m", "1")
    Marker.objects.write("m", "2")
    assert Marker.objects.read("m") == "2"


def test_no_snapshot_is_current_before_the_first_run() -> None:
    CurrentSnapshot.objects.all().delete()
    assert CurrentSnapshot.objects.current() is None
    assert CurrentSnapshot.objects.current_id() == ""
    CurrentSnapshot.objects.create(id=1, snapshot_id="s1", changed_at=AT)
    assert CurrentSnapshot.objects.current_id() == "s1"
