"""An eighteenth birthday closes nothing, takes nobody off, and adds adult safeguarding to who is told."""

import pytest
from support.climbing import fill_ladder, set_clock, steps_of, thing
from support.sessions import session_of

from sightline.casework.core.actor import house_actor
from sightline.casework.escalation import adulthood as adulthood
from sightline.casework.escalation.models import Item, Step
from sightline.casework.escalation.selectors import list_items, read_item
from sightline.casework.notices.models import Notice
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
OPENED, BIRTHDAY = "2026-11-23T09:00:00Z", "2026-11-24T08:00:00Z"


def tick(monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    set_clock(monkeypatch, at)
    run_tick(session_of(house_actor()), now=at, sources=[lambda _session, _now: [thing(OPENED)]])


def test_the_item_stays_open_and_adult_safeguarding_is_told_too(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    grown_up: set[str] = set()
    monkeypatch.setattr(adulthood, "find_adults", lambda _session, _ids, on: grown_up)
    people = fill_ladder()
    adults = fill_ladder("adult_safeguarding")["practitioner"]
    tick(monkeypatch, "2026-11-23T10:00:00Z")
    item = Item.objects.get()
    assert item.adult_told_at is None and list_items(session_of(adults)).total == 0
    grown_up.add(item.person_id)
    tick(monkeypatch, BIRTHDAY)
    item.refresh_from_db()
    assert (item.closed_at, item.adult_told_at) == (None, BIRTHDAY)
    assert Notice.objects.filter(account_id=adults.account_id, about_id=item.item_id).count() == 1
    assert [line.item_id for line in list_items(session_of(adults)).items] == [item.item_id]
    page = read_item(session_of(adults), item_id=item.item_id)
    assert not page.may_answer, "whoever had to answer still has to"
    assert read_item(session_of(people["practitioner"]), item_id=item.item_id).may_answer
    tick(monkeypatch, "2026-11-24T10:00:00Z")
    assert steps_of(thing(OPENED))[-1][0] == "team_manager", "it goes on as before"
    assert adults.reader.username in Step.objects.get(item=item, stage="team_manager").told
    assert adults.reader.username not in Step.objects.get(item=item, stage="practitioner").told


def test_it_is_looked_at_once_a_day_and_told_once(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(adulthood, "find_adults", lambda _session, ids, on: asked.append(str(on)) or set(ids))
    fill_ladder()
    for at in ("2026-11-23T10:00:00Z", "2026-11-23T10:01:00Z", BIRTHDAY, "2026-11-24T08:01:00Z"):
        tick(monkeypatch, at)
    assert asked == ["2026-11-23", "2026-11-24"]
    assert Item.objects.get().adult_told_at == "2026-11-23T10:00:00Z"
