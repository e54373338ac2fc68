"""A post that may not see a record is told whom to call and by when, and nothing of the record."""

import pytest
from django.urls import reverse
from support.climbing import fill_ladder, person, set_clock, thing
from support.worried import client_of

from sightline.casework import selectors, services
from sightline.casework.actors import Actor, operator_actor
from sightline.casework.call_backs.services import read_call_back, set_call_back
from sightline.casework.escalating import Candidate
from sightline.casework.models import AuditEntry
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role
from sightline.model.visibility import Visibility
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
OPENED, NOW = "2026-11-23T09:00:00Z", "2026-11-23T09:10:00Z"
WHY = "Agreed with the police lead for exploitation; the desk is staffed at all hours."
HIDDEN = Visibility("police", "police", "police_intelligence", True)
SEALED = Visibility("police", "police", "police_intelligence", True, ("SEALED IDENTITY",))


@pytest.fixture
def people(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> dict[str, Actor]:
    set_clock(monkeypatch, NOW)
    return fill_ladder()


def opened(seen: Visibility) -> Candidate:
    one = thing(OPENED, seen=seen)
    services.tick(actor=operator_actor(), as_at=NOW, sources=[lambda _now: [one]])
    return one


def governance() -> Actor:
    return person("gov", Role.INFORMATION_GOVERNANCE, "")


def test_the_line_and_the_page_say_whom_to_call_by_when_and_nothing_else(people: dict[str, Actor]) -> None:
    set_call_back(actor=governance(), agency="police", post="Exploitation desk", phone="01632 960 777", reason=WHY)
    one = opened(HIDDEN)
    worker = people["practitioner"]
    (line,) = selectors.list_items(actor=worker).items
    assert (line.about, line.ask) == ("police asks you to call", "Call Exploitation desk, 01632 960 777.")
    assert (line.rule_id, line.agency, line.record_id, line.person_id, line.shown) == ("", "", "", "", False)
    assert line.answer_by == "2026-11-24T09:00:00Z"
    page = client_of(worker).get(reverse("item", args=[one.item_id])).content.decode()
    assert "01632 960 777" in page and "Exploitation desk" in page and "asks you to call" in page
    for hidden in ("suspicion", one.record_id, one.person_id, "intelligence"):
        assert hidden not in page.lower()
    listed = client_of(worker).get(reverse("work")).content.decode()
    assert "asks you to call" in listed and "suspicion" not in listed.lower()


def test_somebody_must_answer_all_the_same(people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    one = opened(HIDDEN)
    set_clock(monkeypatch, "2026-11-24T09:10:00Z")
    services.tick(actor=operator_actor(), as_at="2026-11-24T09:10:00Z", sources=[lambda _now: []])
    (line,) = selectors.list_items(actor=people["team_manager"]).items
    assert line.item_id == one.item_id and line.about == "police asks you to call"
    assert selectors.read_item(actor=people["team_manager"], item_id=one.item_id).may_answer


def test_a_sealed_identity_keeps_its_own_way(people: dict[str, Actor]) -> None:
    opened(SEALED)
    (line,) = selectors.list_items(actor=people["practitioner"]).items
    assert "call" not in line.about and line.ask == "Based on a restricted record. Contact information governance."


def test_without_a_post_of_its_own_an_agency_is_called_at_the_front_door(people: dict[str, Actor]) -> None:
    assert read_call_back("police").phone == ""
    services.set_front_door(actor=governance(), name="Marshbridge front door", phone="01632 960 123")
    assert read_call_back("police").phone == "01632 960 123"
    set_call_back(actor=governance(), agency="police", post="Desk", phone="01632 960 777", reason=WHY)
    assert read_call_back("police").phone == "01632 960 777"
    assert AuditEntry.objects.latest("sequence").action == "set_call_back"


@pytest.mark.parametrize(
    "wrong", [{"agency": "fire"}, {"post": " "}, {"phone": "none"}, {"reason": "noted"}, {"post": "p" * 151}]
)
def test_what_is_missing_is_refused(people: dict[str, Actor], wrong: dict[str, str]) -> None:
    said = {"agency": "police", "post": "Desk", "phone": "01632 960 777", "reason": WHY} | wrong
    with pytest.raises(Usage):
        set_call_back(actor=governance(), **said)


def test_only_those_who_keep_posts_say_whom_to_call(people: dict[str, Actor]) -> None:
    with pytest.raises(Refused):
        set_call_back(actor=people["team_manager"], agency="police", post="Desk", phone="01632960777", reason=WHY)
