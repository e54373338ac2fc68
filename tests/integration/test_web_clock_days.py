"""Where records give different days of return, a clock's pages say both to who may see both records, and to nobody else."""

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import Client
from support import held
from support.climbing import fill_ladder, set_clock, thing
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.clocks import selectors as clock_selectors
from sightline.casework.clocks.pages import ClockLine, ClocksOfPerson
from sightline.casework.clocks.selectors import list_clocks
from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item
from sightline.casework.overview.selectors import overview as overview_selectors
from sightline.casework.timekeeping.scheduler import tick
from sightline.model.nouns import ClockState
from sightline.model.rows.clocks import ServedClock
from sightline.store import Workspace
from sightline.web.chronology import person_views
from sightline.web.core.times import due_word

pytestmark = pytest.mark.django_db
SAID = "Police say the child returned on 1 January 2024; a record says 2 January 2024. The deadline counts from the earlier"
NOW = "2024-01-06T09:00:00Z"
PAGES = (f"/clocks/{held.clock_of('open')}/", f"/people/{held.AOIFE}/deadlines/", f"/people/{held.AOIFE}/")


@pytest.mark.parametrize(("agency", "said"), [("health", True), ("police", False)])
def test_both_days_of_return_are_said_to_who_may_see_both_records(
    workspace: Workspace, agency: str, said: bool
) -> None:
    held.serve_snapshot(workspace)
    client = Client()
    client.force_login(Account.objects.create(username="reader", role="practitioner", agency=agency, organisation=""))
    pages = [client.get(page).content.decode() for page in PAGES]
    assert [SAID in page for page in pages] == [said] * len(PAGES)
    assert ["child returned" in page for page in pages] == [said] * len(PAGES)


def test_item_deadline_and_home_give_one_answer_time_and_both_days_of_return(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    held.serve_snapshot(workspace)
    set_clock(monkeypatch, NOW)
    worker = fill_ladder("health")["practitioner"]
    asked = replace(
        thing("2024-01-05T09:00:00Z", rule_id="return_interview", agency="health", person_id=held.AOIFE),
        about_id=held.clock_of("open"),
    )
    tick(session_of(house_actor()), as_at=NOW, sources=[lambda _session, _now: [asked]])
    item, client = Item.objects.get(), client_of(worker)
    pages = [client.get(page) for page in (f"/items/{item.item_id}/", f"/clocks/{item.about_id}/")]
    due = f"due {due_word(item.answer_by, NOW)}"
    late = replace(
        pages[1].context["shown"].line, arrived_late=True, reached_at=NOW, answer_due_at="2024-01-04T09:00:00Z"
    )
    home = render_to_string("home/parts/over_line.html", {"line": late, "home": SimpleNamespace(now=NOW)})
    stands = render_to_string("worklist/parts/clock_status.html", {"line": late, "now": NOW})
    said = [*(page.content.decode() for page in pages), home, stands]
    assert [due in page for page in said] == [True] * len(said)
    assert [SAID.replace(" 2024", "") in page for page in said] == [True] * len(said)


def test_the_overview_links_to_what_is_not_answered_from_before_go_live(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    held.serve_snapshot(workspace)
    client = Client()
    client.force_login(Account.objects.create(username="reader", role="practitioner", agency="health", organisation=""))
    assert "go-live" not in client.get(PAGES[2]).content.decode()

    def with_backlog(session: ReaderSession, *, person_id: str) -> ClocksOfPerson:
        found = list_clocks(session, person_id=person_id)
        return replace(found, backlog=found.breached[:1])

    monkeypatch.setattr(overview_selectors, "list_clocks", with_backlog)
    monkeypatch.setattr(person_views, "list_clocks", with_backlog)
    overview, deadlines = (client.get(PAGES[number]).content.decode() for number in (2, 1))
    assert f'href="{PAGES[1]}#backlog">1 deadline from before go-live is not answered.</a>' in overview, (
        "no point stands by itself"
    )
    assert '<div class="govuk-details__text" id="backlog">' in deadlines, (
        "a browser opens the fold around what it goes to"
    )


def test_the_childs_pages_keep_what_arrived_late_apart_also_once_its_answer_is_overdue(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    held.serve_snapshot(workspace)
    set_clock(monkeypatch, NOW)
    client = Client()
    client.force_login(Account.objects.create(username="reader", role="practitioner", agency="health", organisation=""))
    before = client.get(PAGES[2]).context["shown"]
    real = clock_selectors.lines_of_clocks

    def came_late(session: ReaderSession, rows: Sequence[ServedClock]) -> list[ClockLine]:
        late = {"arrived_late": True, "was_due_at": "2024-01-02T23:59:00Z", "reached_at": "2024-01-03T08:00:00Z",
                "answer_due_at": "2024-01-05T09:00:00Z", "state": ClockState.BREACHED}  # fmt: skip
        return [replace(one, **late) if one.clock_id == held.clock_of("open") else one for one in real(session, rows)]

    monkeypatch.setattr(clock_selectors, "lines_of_clocks", came_late)
    overview, deadlines = (client.get(PAGES[number]) for number in (2, 1))
    shown = overview.context["shown"]
    assert [one.clock_id for one in shown.arrived_late] == [held.clock_of("open")]
    assert len(shown.overdue) == len(before.overdue) - 1
    for page in (overview, deadlines, client.get(PAGES[0])):
        assert "he file came on 3 January 2024" in page.content.decode()
    assert (
        ">Arrived late: 1<" in deadlines.content.decode()
        and "They are not counted as overdue" in deadlines.content.decode()
    )
