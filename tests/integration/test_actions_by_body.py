"""An action for one school, or one trust, is answered there, and not by another of its agency."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support import small_partnership as small
from support.climbing import set_clock
from support.every_address import an_unanswered, ask, wren
from support.sessions import session_of
from support.small_served import serve
from support.worried import actor, client_of

from sightline.casework.core.actor import Actor
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.scopes import AGENCY
from sightline.casework.escalation.selectors import read_item
from sightline.casework.escalation.services.disagreements import RECORD, open_disagreement
from sightline.casework.escalation.services.responses import acknowledge_item
from sightline.casework.unanswered.selectors import read_unanswered
from sightline.casework.worklist.pages import WorkChoice
from sightline.casework.worklist.selectors.work import list_work
from sightline.model.errors import Refused
from sightline.store import Workspace
from sightline.store.serve.questions import UnansweredReader

pytestmark = pytest.mark.django_db
NOW = "2026-12-11T09:00:00Z"
WHY = "The duty officer read it on Monday, and says that nothing was done about it."
NORTH, SOUTH, SITE = "North Trust", "South Trust", "Royal Infirmary"
TRUSTS = "".join(
    f'\n[[organisations]]\nid = "{one}"\nname = "{name}"\ntype = "HEALTH"\nagency = "health"\n{more}'
    for one, name, more in (("north", NORTH, ""), ("south", SOUTH, ""), ("infirmary", SITE, 'part_of = "north"\n'))
)
BODIES = [("school", small.SCHOOL, small.OTHER_SCHOOL, small.SCHOOL), ("health", NORTH, SOUTH, SITE)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("actions_by_body"), roles=())


@pytest.fixture
def served(built: Path, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The small partnership, where the register lists two trusts."""
    set_clock(monkeypatch, NOW)
    copy = tmp_path / "workspace"
    shutil.copytree(built, copy)
    with (copy / "agreements" / "organisations.toml").open("a", encoding="utf-8") as register:
        register.write(TRUSTS)
    return serve(copy, settings)


def of_bodies(agency: str, *organisations: str) -> list[Actor]:
    return [
        actor(f"{agency}_{place}", "practitioner", agency, organisation)
        for place, organisation in enumerate(organisations)
    ]


def disagree(served: Workspace, agency: str, written: str, *, with_agency: str = "") -> str:
    """An officer disagrees about a record of that organisation: the action is its own, or its agency's."""
    (record_id, *_) = ask(
        served,
        "SELECT DISTINCT r.record_id FROM mention JOIN resolved USING (mention_id) JOIN agency_record AS r USING "
        f"(record_id) WHERE person_id = '{wren(served)}' AND r.agency = '{agency}' AND r.latest AND NOT r.restricted "
        f"AND r.organisation = '{written}' ORDER BY 1",
    )
    officer = actor("officer", "practitioner", "police")
    return open_disagreement(session_of(officer), about=RECORD, about_id=record_id, why=WHY, with_agency=with_agency)


def listed(who: Actor) -> set[str]:
    page = list_work(session_of(who), choice=WorkChoice(scope=AGENCY))
    assert page.total == len(page.lines)
    return {line.item.item_id for line in page.lines}


def may_answer(who: Actor, item_id: str) -> bool:
    page = read_item(session_of(who), item_id=item_id)
    assert page.may_acknowledge == page.may_answer
    return page.may_answer


@pytest.mark.parametrize(("agency", "own", "other", "written"), BODIES)
def test_an_action_for_one_body_is_answered_there_and_not_by_another(
    served: Workspace, agency: str, own: str, other: str, written: str
) -> None:
    item_id = disagree(served, agency, written)
    assert Item.objects.get(item_id=item_id).organisation == written
    insider, *strangers = of_bodies(agency, own, other, "")
    for stranger in strangers:
        assert not may_answer(stranger, item_id) and item_id not in listed(stranger)
        with pytest.raises(Refused, match="responsible for this"):
            acknowledge_item(session_of(stranger), item_id=item_id)
    assert may_answer(insider, item_id) and item_id in listed(insider)
    page = client_of(insider).get(reverse("work"), {"scope": AGENCY}).content.decode()
    assert (
        item_id in page
        and item_id not in client_of(strangers[0]).get(reverse("work"), {"scope": AGENCY}).content.decode()
    )
    acknowledge_item(session_of(insider), item_id=item_id)


@pytest.mark.parametrize(("agency", "own", "other", "written"), BODIES)
def test_an_action_that_names_no_organisation_is_answered_by_each_of_its_agency(
    served: Workspace, agency: str, own: str, other: str, written: str
) -> None:
    item_id = disagree(served, agency, written, with_agency=agency)
    assert Item.objects.get(item_id=item_id).organisation == ""
    for one in of_bodies(agency, own, other, ""):
        assert may_answer(one, item_id) and item_id in listed(one)


def test_so_is_one_for_an_organisation_that_no_list_has(served: Workspace) -> None:
    item_id = disagree(served, "health", SITE)
    Item.objects.filter(item_id=item_id).update(organisation="Lantern Clinic")
    for one in of_bodies("health", NORTH, SOUTH, ""):
        assert may_answer(one, item_id) and item_id in listed(one)


def test_an_agency_that_is_one_body_answers_whatever_organisation_it_names(served: Workspace) -> None:
    item_id = disagree(served, "police", "police")
    Item.objects.filter(item_id=item_id).update(organisation="Missing team")
    for one in of_bodies("police", "", "Covert unit"):
        assert may_answer(one, item_id) and item_id in listed(one)


def test_a_question_for_one_school_offers_its_answer_there_and_not_at_another(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, question_id = UnansweredReader.question, an_unanswered(served)

    def question(self: UnansweredReader, **asked: Any) -> dict[str, Any]:
        return dict(read(self, **asked) or {}) | {"agency": "school", "organisation": small.SCHOOL}

    monkeypatch.setattr(UnansweredReader, "question", question)
    offered = [
        read_unanswered(session_of(one), question_id=question_id).may_answer
        for one in of_bodies("school", small.SCHOOL, small.OTHER_SCHOOL, "")
    ]
    assert offered == [True, False, False]
