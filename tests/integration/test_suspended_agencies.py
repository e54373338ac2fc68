"""An agency whose agreement is suspended or over: nobody asks it by its records, and no answer is made from them."""

from datetime import date

import pytest
from support import held, worried
from support.agreed import agree
from support.climbing import fill_ladder, set_clock, thing
from support.sessions import session_of

from sightline.casework.agreements.services import suspend_agreement
from sightline.casework.blind_questions.pages import NewAsk
from sightline.casework.blind_questions.selectors import read_answer
from sightline.casework.blind_questions.services import ask_who_knows
from sightline.casework.core.actor import Actor
from sightline.casework.core.session import house_session
from sightline.casework.escalation.models import Item
from sightline.casework.posts.call_backs import set_call_back
from sightline.casework.timekeeping import scheduler
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.model.visibility import Visibility
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
NOW, TICK = "2026-12-01T10:00:00Z", "2026-12-01T10:00:30Z"
WHY = "The clinic withdrew from the partnership this morning; its manager wrote to us."
KNOWN, HIDDEN = ("Aoife Ó Brien", date(2010, 5, 4)), ("Aoife Secretname", date(2010, 4, 5))


@pytest.fixture
def here(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    workspace.create()
    agree(workspace.root)
    held.serve_snapshot(workspace)
    set_clock(monkeypatch, NOW)
    fill_ladder("health")
    return workspace


def suspend(workspace: Workspace, agreement: str) -> None:
    session = session_of(worried.actor("iris", "information_governance", ""))
    suspend_agreement(session, workspace=workspace, agreement_id=agreement, reason=WHY)


def nurse() -> Actor:
    return worried.actor("nia", "practitioner", "school", "Oak School")


def asked(whom: tuple[str, date]) -> str:
    said = NewAsk(*whom, asker="Nia Roberts, nurse", phone="01632 960 200", worry="very_worried")
    return ask_who_knows(session_of(nurse()), ask=said)


def tick(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    set_clock(monkeypatch, TICK)
    run_tick(house_session(), now=TICK)
    return set(Item.objects.filter(source="blind_question").values_list("agency", flat=True))


def test_a_hidden_holder_is_asked_while_its_agreement_is_in_force(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(HIDDEN)
    assert tick(monkeypatch) == {"health"}


def test_a_hidden_holder_is_not_asked_by_records_that_it_shares_no_more(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(HIDDEN)
    suspend(here, "health")
    assert tick(monkeypatch) == set()


def test_an_answer_names_no_agency_whose_agreement_is_suspended(here: Workspace) -> None:
    suspend(here, "police")
    answer = read_answer(session_of(nurse()), entry_id=asked(KNOWN))
    assert {one.agency for one in answer.bodies} == {"school"}


def test_no_holder_is_asked_to_share_a_record_that_it_shares_no_more(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_clinic = Visibility("health", "Clinic", "health_attendances", restricted=True)
    one = thing("2026-12-01T09:00:00Z", seen=of_clinic)
    governance = session_of(worried.actor("iris", "information_governance", ""))
    set_call_back(governance, agency="health", post="Desk", phone="01632 960 777", reason=WHY, told=False)
    suspend(here, "health")
    scheduler.tick(house_session(), as_at=TICK, sources=[lambda _session, _now: [one]])
    assert not Item.objects.exists()


def test_a_holder_that_was_asked_before_stays_asked(here: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    of_clinic = Visibility("health", "Clinic", "health_attendances", restricted=True)
    one = thing("2026-12-01T09:00:00Z", seen=of_clinic)
    governance = session_of(worried.actor("iris", "information_governance", ""))
    set_call_back(governance, agency="health", post="Desk", phone="01632 960 777", reason=WHY, told=False)
    for change in (lambda: None, lambda: suspend(here, "health")):
        change()
        scheduler.tick(house_session(), as_at=TICK, sources=[lambda _session, _now: [one]])
        (asked,) = Item.objects.filter(source="restricted_share")
        assert (asked.agency, asked.closed_at) == ("health", None)
