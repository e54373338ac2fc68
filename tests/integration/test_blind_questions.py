"""Asking without learning: equal answers whatever is hidden, hidden holders told by the tick, and signals with no content."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from support import held, worried
from support.climbing import fill_ladder, set_clock
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.blind_questions.models import BlindAsk
from sightline.casework.blind_questions.pages import NewAsk
from sightline.casework.blind_questions.selectors import list_asks, read_answer, read_to_call
from sightline.casework.blind_questions.services import ask_who_knows, record_call, send_signal
from sightline.casework.core.actor import Actor, actor_for_username
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Assignment, AuditEntry
from sightline.casework.core.session import house_session
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.selectors import list_items
from sightline.casework.inbox.selectors import list_notices
from sightline.casework.notices.models import Notice
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.casework.worklist.selectors.work import read_item_view
from sightline.model.errors import Refused, Usage
from sightline.model.ids import make_id
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
NOW, TICK = "2026-12-01T10:00:00Z", "2026-12-01T10:00:30Z"
KNOWN = ("Aoife Ó Brien", date(2010, 5, 4))
HIDDEN = ("Aoife Secretname", date(2010, 4, 5))
NOBODY = ("Aoife Othernames", date(2010, 4, 6))  # a name of the same length
UNLIKE = re.compile(rb'value="[^"]{64}"|Othernames|Secretname|[56] April|/[0-9a-f]{20}/')


@pytest.fixture
def here(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    workspace.create()
    held.serve_snapshot(workspace)
    set_clock(monkeypatch, NOW)
    return workspace


def nurse() -> Actor:
    return worried.actor("nia", "practitioner", "school", "Oak School")


def asked(whom: tuple[str, date], who: Actor | None = None, **said: str) -> str:
    return ask_who_knows(session_of(who or nurse()), ask=_ask(whom, worry="very_worried", **said))


def signalled(whom: tuple[str, date], who: Actor | None = None) -> str:
    return send_signal(session_of(who or nurse()), ask=_ask(whom))


def _ask(whom: tuple[str, date], **said: str) -> NewAsk:
    return NewAsk(*whom, **{"asker": "Nia Roberts, nurse", "phone": "01632 960 200", "worry": "", **said})


def later(monkeypatch: Any) -> None:
    set_clock(monkeypatch, TICK)
    run_tick(house_session(), now=TICK)


def test_the_answer_names_listed_agencies_and_nobody_else(here: Workspace) -> None:
    answer = read_answer(session_of(nurse()), entry_id=asked(KNOWN))
    assert {one.agency for one in answer.bodies} == {"police", "school"}
    for whom in (HIDDEN, NOBODY, ("Sealed Name", date(2011, 1, 1)), ("Aoife Ó Brien", date(2010, 4, 5))):
        assert not read_answer(session_of(nurse()), entry_id=asked(whom)).bodies


@contextmanager
def counted(monkeypatch: Any) -> Iterator[list[str]]:
    """Every statement that is sent to a snapshot meanwhile."""
    said, connect = list[str](), sqlite3.connect

    def traced(*arguments: Any, **named: Any) -> sqlite3.Connection:
        made = connect(*arguments, **named)
        made.set_trace_callback(said.append)
        return made

    with monkeypatch.context() as patch:
        patch.setattr("sqlite3.connect", traced)
        yield said


def test_the_page_and_the_work_are_the_same_whatever_is_hidden(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, found = client_of(nurse()), []
    client.get(reverse("asks"))
    for name, born in (KNOWN, HIDDEN, NOBODY):  # the first warms what a process keeps
        boxes = {"name": name, "birth_date_day": str(born.day), "birth_date_month": str(born.month),
                 "birth_date_year": str(born.year), "asker": "Nia Roberts, nurse", "phone": "01632 960 200",
                 "worry": "very_worried"}  # fmt: skip
        with CaptureQueriesContext(connection) as queries, counted(monkeypatch) as statements:
            kept = client.post(reverse("ask_who_knows"), boxes)
            shown = client.get(kept["Location"])
        shapes = [re.sub(r"'[^']*'", "?", one) for one in statements]
        found.append((kept.status_code, shown.status_code, UNLIKE.sub(b"", shown.content), len(queries), shapes))
    assert found[1] == found[2]
    assert found[1][:2] == (302, 200)
    assert found[1][4], "the snapshot was asked"


def test_a_hidden_holder_is_told_by_the_next_tick_and_whoever_asked_learns_nothing(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts = fill_ladder("health")
    entry_id = asked(HIDDEN)
    before = client_of(nurse()).get(reverse("blind_answer", args=[entry_id])).content
    assert not Item.objects.exists()
    later(monkeypatch)
    item = Item.objects.get()
    assert (item.rule_id, item.ladder, item.organisation, item.urgency) == (
        "blind_question",
        "health",
        "Clinic",
        "urgent",
    )
    clinic = posts["practitioner"]
    assert set(Notice.objects.values_list("account__username", flat=True)) == {clinic.reader.username}
    after = client_of(nurse()).get(reverse("blind_answer", args=[entry_id])).content
    assert UNLIKE.sub(b"", after) == UNLIKE.sub(b"", before)
    assert b"health" not in client_of(nurse()).get(reverse("asks")).content.split(b"<main")[1]
    assert read_item_view(session_of(clinic), item_id=item.item_id).about_call == entry_id
    shown = read_to_call(session_of(clinic), entry_id=entry_id)
    assert (shown.ask.name, shown.ask.phone, shown.ask.worry, shown.is_called) == (
        "Aoife Secretname", "01632 960 200", "very_worried", False,
    )  # fmt: skip
    with pytest.raises(NotHere):
        read_to_call(session_of(nurse()), entry_id=entry_id)
    record_call(session_of(clinic), entry_id=entry_id)
    assert Item.objects.get().closed_at
    governance = list_asks(session_of(worried.actor("ig", "information_governance", "")))
    assert [(one.notified, one.called) for one in governance.lines] == [(("health",), 1)]


def test_a_body_that_did_not_agree_to_be_listed_is_told_too_and_a_listed_one_is_not(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry_id = asked(KNOWN)
    later(monkeypatch)
    assert set(Item.objects.values_list("agency", flat=True)) == {"health"}, "the clinic's record of her is restricted"
    later(monkeypatch)
    assert Item.objects.filter(about_id=entry_id).count() == 1, "told once"


def test_the_body_that_holds_a_sealed_identity_is_told_and_nobody_else(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_ladder("police")
    entry_id = asked(("Sealed Name", date(2011, 1, 1)))
    other = asked(("Sealed Name", date(2011, 1, 2)))
    later(monkeypatch)
    assert not Item.objects.exists(), "an action escalates beyond the agency"
    told = Notice.objects.filter(kind="call_asked")
    first = told[0].account
    assert {one.about_id for one in told} == {entry_id} and {one.account.agency for one in told} == {"police"}, other
    theirs = session_of(actor_for_username(first.username))
    shown = read_to_call(theirs, entry_id=entry_id)
    assert (shown.ask.name, shown.person_id, shown.is_called) == ("Sealed Name", "", False)
    governance = session_of(worried.actor("ivy", "information_governance", ""))
    assert [one.notified for one in list_asks(governance).lines] == [(), ()]
    for who in (worried.actor("pat", "practitioner", "police"), worried.actor("ivy", "information_governance", "")):
        with pytest.raises(NotHere):
            read_to_call(session_of(who), entry_id=entry_id)
    record_call(theirs, entry_id=entry_id)
    assert read_to_call(theirs, entry_id=entry_id).is_called
    with pytest.raises(NotHere):
        record_call(theirs, entry_id=entry_id)


def test_a_signal_goes_to_the_agency_of_the_lead_worker_who_gets_a_notice(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = worried.account("lena", "practitioner", "childrens_services")
    Assignment.objects.create(
        account=lead,
        kind="lead_worker",
        mention_id=make_id("mention", "police"),
        from_on=date(2026, 11, 1),
        why="Allocated.",
    )
    posts = fill_ladder("childrens_services")
    entry_id = signalled(KNOWN)
    sent = client_of(nurse()).get(reverse("call_signal", args=[entry_id])).content
    later(monkeypatch)
    item = Item.objects.get()
    assert (item.rule_id, item.agency, item.deadline_at) == (
        "call_signal",
        "childrens_services",
        "2026-12-02T23:59:59Z",
    )
    who = worried.actor("lena", "practitioner", "childrens_services")
    (notice,) = list_notices(session_of(who)).lines
    assert (notice.kind, notice.about_id, notice.is_read) == ("call_asked", entry_id, False)
    for reader in (who, posts["practitioner"]):
        assert read_to_call(session_of(reader), entry_id=entry_id).ask.phone == "01632 960 200"
    colleague = worried.actor("cora", "practitioner", "childrens_services")
    assert client_of(colleague).get(reverse("call_to_make", args=[entry_id])).status_code == 404
    record_call(session_of(who), entry_id=entry_id)
    assert Item.objects.get().closed_at
    assert not list_notices(session_of(who)).lines
    again = client_of(nurse()).get(reverse("call_signal", args=[entry_id])).content
    assert UNLIKE.sub(b"", again) == UNLIKE.sub(b"", sent)


def test_without_a_lead_worker_the_front_door_is_asked_and_it_escalates(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_ladder("childrens_services")
    signalled(NOBODY)
    signalled(HIDDEN)
    later(monkeypatch)
    rows = list(Item.objects.values_list("agency", "person_id", "mention_ids"))
    assert rows == [("childrens_services", "", []), ("childrens_services", "", [])], "nothing says who is known"
    late = "2026-12-03T00:00:00Z"
    set_clock(monkeypatch, late)
    run_tick(house_session(), now=late)
    assert set(Item.objects.values_list("highest_stage", flat=True)) == {"team_manager"}


@pytest.mark.parametrize(
    ("whom", "said", "code"),
    [
        (("Aoife", date(2010, 5, 4)), {}, "no_name"),
        (("Aoife Ó Brien", date(1990, 5, 4)), {}, "no_birth_date"),
        (("Aoife Ó Brien", date(2030, 5, 4)), {}, "no_birth_date"),
        (KNOWN, {"asker": " "}, "no_asker"),
        (KNOWN, {"phone": "-"}, "no_phone"),
        (KNOWN, {"worry": ""}, "no_worry"),
    ],
)
def test_what_lacks_a_part_is_not_asked(
    here: Workspace, whom: tuple[str, date], said: dict[str, str], code: str
) -> None:
    with pytest.raises(Usage) as refused:
        ask_who_knows(session_of(nurse()), ask=_ask(whom, **{"worry": "worried", **said}))
    assert refused.value.code == code
    assert not BlindAsk.objects.exists()


def test_nobody_tries_out_names_and_no_row_of_the_audit_log_has_one(here: Workspace) -> None:
    for _ in range(20):
        BlindAsk.objects.create(
            entry_id=make_id("ask", str(_)), kind="question", at=NOW, by="nia", decision=1_000 + _, agency="school"
        )
    with pytest.raises(Refused) as refused:
        asked(KNOWN)
    assert refused.value.code == "too_many"
    asked(KNOWN, worried.actor("nora", "practitioner", "health"))
    said = " ".join(str((row.ids, row.details)) for row in AuditEntry.objects.all())
    assert "Aoife" not in said
    assert "960 200" not in said


def test_the_answer_is_ones_own_and_for_a_day(here: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    entry_id = asked(KNOWN)
    colleague = worried.actor("nora", "practitioner", "school", "Oak School")
    assert client_of(colleague).get(reverse("blind_answer", args=[entry_id])).status_code == 404
    set_clock(monkeypatch, "2026-12-02T10:00:01Z")
    assert client_of(nurse()).get(reverse("blind_answer", args=[entry_id])).status_code == 404


def test_governance_of_another_body_sees_no_question_and_no_body_learns_what_the_other_was_told(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_ladder("health")
    entry_id = asked(HIDDEN)
    later(monkeypatch)
    item = Item.objects.get(about_id=entry_id)
    bodies = {"oak": ("school", "Oak School"), "clinic": ("health", "Clinic"), "all": ("", ""), "elm": ("school", "Elm School"),
              "police": ("police", "police"), "nowhere": ("school", "")}  # fmt: skip
    told: dict[str, Any] = {"oak": [()], "clinic": [("health",)], "all": [("health",)]}
    for name, body in bodies.items():
        who = worried.actor(f"ig_{name}", "information_governance", *body)
        assert [one.notified for one in list_asks(session_of(who)).lines] == told.get(name, []), name
        opens = name in ("clinic", "all")
        assert client_of(who).get(reverse("item", args=[item.item_id])).status_code == (200 if opens else 404), name
        listed = {one.item_id for one in list_items(session_of(who), scope="all").items}
        assert (item.item_id in listed) is opens, name
        page = client_of(who).get(reverse("asks")).content.decode()
        assert ("Nobody was told" in page, "Aoife Secretname" in page) == (False, name in told), name
