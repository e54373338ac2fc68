"""The work list and the daily list: the longest overdue by the true deadline first, what has no deadline last."""

import pytest
from support.climbing import fill_ladder, set_clock, thing
from support.sessions import session_of

from sightline.casework.core.actor import house_actor
from sightline.casework.escalation.models import Item
from sightline.casework.timekeeping import scheduler as escalation_scheduler
from sightline.casework.worklist.pages import WorkChoice
from sightline.casework.worklist.selectors.day_list import read_day_list
from sightline.casework.worklist.selectors.work import list_work
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
NOW, OVER, LATER = "2026-11-26T09:00:00Z", "2026-11-26T08:00:00Z", "2026-12-20T23:59:59Z"
DEADLINES = {1: "2026-11-20T12:00:00Z", 2: "2026-11-15T12:00:00Z", 3: None, 4: LATER}


def test_the_longest_overdue_comes_first_and_what_has_no_deadline_last(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, NOW)
    worker = fill_ladder()["practitioner"]
    found = [thing(OVER, number=number, urgent=number != 2) for number in DEADLINES]
    escalation_scheduler.tick(session_of(house_actor()), as_at=NOW, sources=[lambda _session, _now: found])
    ids = {}
    for number, one in zip(DEADLINES, found, strict=True):
        item = Item.objects.get(about_id=one.about_id)
        Item.objects.filter(pk=item.pk).update(deadline_at=DEADLINES[number])
        ids[item.item_id] = number
    session, listed, after = session_of(worker), [], ""
    while True:
        page = list_work(session, choice=WorkChoice("me", after=after), size=1)
        listed += [ids[line.item.item_id] for line in page.lines]
        after = page.next_after
        if not after:
            break
    assert listed == [2, 1, 4, 3]
    assert [ids[line.item.item_id] for line in read_day_list(session).lines][:2] == [2, 1]
