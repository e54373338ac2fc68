"""An action that concerns who answers it, or a person whom they declared, leaves the line and is hidden from them."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support import small_partnership as small
from support import worried
from support.climbing import fill_ladder, person, thing
from support.every_address import wren
from support.sessions import session_of
from support.small_served import point_at

from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.subjects import details_entered
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.session import house_session
from sightline.casework.escalation.engine import Candidate, close_by_fact, open_item
from sightline.casework.escalation.models import Item, Step
from sightline.casework.escalation.rights import right_to
from sightline.casework.escalation.scopes import SCOPES, in_scope
from sightline.casework.escalation.services.conflict_checks import check_conflicts
from sightline.casework.escalation.services.staff_questions import answer_about_staff
from sightline.casework.insiders import item_conflicts
from sightline.casework.insiders.models import ItemConflict
from sightline.casework.insiders.pages import DeclaredAs, NewDeclared
from sightline.casework.insiders.services import declare_person
from sightline.casework.notices.models import Notice
from sightline.casework.posts.services.posts import posts_held
from sightline.linkage.normal_forms.numbers import read_phone
from sightline.linkage.settings import read_placeholders
from sightline.model.nouns import Role
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
DUE = "2026-11-23T09:15:00Z"
NOW = "2026-11-23T09:20:00Z"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("insider_actions"), roles=())


@pytest.fixture
def served(built: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    wrens_phone(monkeypatch)
    return point_at(built, settings)


def declares(
    who: Actor, name: str = small.CHILD, as_who: DeclaredAs = DeclaredAs.RELATIVE, phone: str = "07700 900111"
) -> None:
    """By name and telephone, or by name alone."""
    declare_person(session_of(who), number=who.account_id or 0, declared=NewDeclared(as_who, name=name, phone=phone))


PHONE = "07700 900111"


def wrens_phone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Records say a telephone of the child that a declaration has, too."""
    found = ("phone", read_phone(PHONE, placeholders=read_placeholders()))
    known = item_conflicts.details_of_people
    monkeypatch.setattr(
        item_conflicts,
        "details_of_people",
        lambda session, people: {one: {*said, found} for one, said in known(session, people).items()},
    )


def about_wren(served: Workspace, **more: Any) -> Candidate:
    return thing(DUE, person_id=wren(served), **more)


def opened(candidate: Candidate) -> Item:
    item = open_item(house_session(), candidate=candidate, opened_at=DUE, now=NOW)
    assert item is not None
    return item


def told(item: Item) -> list[list[str]]:
    return list(Step.objects.of_item(item).values_list("told", flat=True))


def finds(who: Actor, item: Item) -> bool:
    """Whether any list has the item, or its page opens."""
    session, today = session_of(who), clock.today()
    held = posts_held(session, on=today)
    listed = any(in_scope(actor=who, scope=scope, held=held).filter(pk=item.pk).exists() for scope in SCOPES)
    try:
        right_to(session, item=item, on=today)
    except NotHere:
        return listed
    return True


def test_an_action_about_a_declared_relative_opens_for_the_designated_officer_and_never_for_its_answerer(
    served: Workspace,
) -> None:
    people, officers = fill_ladder(), fill_ladder("lado")
    worker, officer = people["practitioner"], officers["practitioner"]
    declares(worker)
    item = opened(about_wren(served))
    assert item.ladder == "lado"
    assert told(item)[0] == [officer.reader.username]
    assert not finds(worker, item)
    assert finds(officer, item)
    assert not Notice.objects.filter(account_id=worker.account_id).exists()
    assert not finds(people["team_manager"], item)


def test_it_is_the_same_action_so_that_it_opens_once_and_closes_by_what_closes_it(served: Workspace) -> None:
    people = fill_ladder()
    fill_ladder("lado")
    declares(people["practitioner"])
    candidate = about_wren(served)
    item = opened(candidate)
    assert item.item_id == candidate.item_id
    assert item.source == candidate.source
    assert open_item(house_session(), candidate=candidate, opened_at=DUE, now=NOW) is None


def test_a_police_officers_own_action_goes_to_professional_standards(served: Workspace) -> None:
    people = fill_ladder("police")
    fill_ladder("professional_standards")
    declares(people["practitioner"], as_who=DeclaredAs.OWN)
    assert opened(about_wren(served, agency="police")).ladder == "professional_standards"


def test_an_action_about_nobody_who_was_declared_stays(served: Workspace) -> None:
    people = fill_ladder()
    declares(people["practitioner"], name="Zebedee Quillfeather", phone="07700 900999")
    item = opened(about_wren(served))
    assert item.ladder == "childrens_services"
    assert finds(people["practitioner"], item)


def test_who_does_not_answer_it_does_not_find_it_and_their_colleagues_do(served: Workspace) -> None:
    people = fill_ladder()
    relative = person("the_uncle", Role.PRACTITIONER, "childrens_services", "childrens_services")
    colleague = person("the_colleague", Role.PRACTITIONER, "childrens_services", "childrens_services")
    declares(relative)
    item = opened(about_wren(served))
    assert item.ladder == "childrens_services"
    assert told(item)[0] == [people["practitioner"].reader.username]
    assert finds(colleague, item)
    assert not finds(relative, item)
    assert worried.client_of(relative).get(reverse("item", args=[item.item_id])).status_code == 404


def test_the_designated_officers_own_relative_escalates_past_them(served: Workspace) -> None:
    people, officers = fill_ladder(), fill_ladder("lado")
    declares(people["practitioner"])
    declares(officers["practitioner"])
    item = opened(about_wren(served))
    assert not finds(officers["practitioner"], item)
    steps = list(Step.objects.of_item(item).values_list("stage", "told"))
    assert steps[0] == ("practitioner", [])
    assert steps[1] == ("head_of_service", [officers["head_of_service"].reader.username])


def test_what_is_declared_later_takes_open_actions_off_the_line_once_with_source_and_deadline(
    served: Workspace,
) -> None:
    people, officers = fill_ladder(), fill_ladder("lado")
    worker = people["practitioner"]
    item = opened(about_wren(served, deadline_at="2026-11-24T23:59:59Z", known_from="2026-11-22T09:15:00Z"))
    own_id = item.item_id
    assert check_conflicts(house_session(), now=NOW) == 0
    declares(worker)
    assert check_conflicts(house_session(), now=NOW) == 1
    item.refresh_from_db()
    assert item.closed_at
    assert item.reassigned
    new = Item.objects.exclude(pk=item.pk).get()
    assert (new.item_id, new.ladder, new.rule_id, new.source) == (own_id, "lado", item.rule_id, item.source)
    assert (new.deadline_at, new.known_from, new.about_id) == (item.deadline_at, item.known_from, item.about_id)
    assert not any(finds(worker, one) for one in (item, new))
    assert finds(officers["practitioner"], new)
    assert AuditEntry.objects.filter(action="leave_line").count() == 1
    assert check_conflicts(house_session(), now=NOW) == 0
    assert set(ItemConflict.objects.values_list("account_id", flat=True)) == {worker.account_id}
    answer(officers["practitioner"], new, "other_person")
    back = Item.objects.get(item_id=own_id)
    assert (back.ladder, back.source, back.deadline_at) == ("childrens_services", item.source, item.deadline_at)
    assert back.urgency == item.urgency
    assert finds(worker, back)
    assert check_conflicts(house_session(), now="2026-11-25T09:20:00Z") == 0
    assert close_by_fact(house_session(), item_id=own_id, record_id="", now=NOW)
    assert not Item.objects.open().exists()


def answer(who: Actor, item: Item, said: str) -> None:
    answer_about_staff(session_of(who), item_id=item.item_id, answer=said, words="The birth dates are compared.")


@pytest.mark.parametrize("said", ["same_person", "other_person"])
def test_a_name_alone_asks_the_designated_officer_and_the_action_stays_until_they_say_yes(
    served: Workspace, said: str
) -> None:
    people, officers = fill_ladder(), fill_ladder("lado")
    worker, officer = people["practitioner"], officers["practitioner"]
    declares(worker, phone="")
    item = opened(about_wren(served, deadline_at="2026-11-24T23:59:59Z"))
    assert item.ladder == "childrens_services" and finds(worker, item)
    assert check_conflicts(house_session(), now=NOW) == 0
    question = Item.objects.get(source="staff_question")
    assert (question.ladder, question.about_id, question.deadline_at) == ("lado", item.item_id, "2026-11-24T23:59:59Z")
    assert told(question)[0] == [officer.reader.username]
    assert finds(officer, question) and not finds(worker, question) and not finds(people["team_manager"], question)
    assert finds(worker, item), "it stays until the question is answered"
    for one in (worker, people["team_manager"]):
        with pytest.raises(NotHere):
            answer(one, question, said)
    page = worried.client_of(officer).get(reverse("item", args=[question.item_id])).content.decode()
    assert worker.reader.username in page and reverse("answer_about_staff", args=[question.item_id]) in page
    address = reverse("answer_about_staff", args=[question.item_id])
    assert worried.client_of(officer).get(address).status_code == 200
    sent = worried.client_of(officer).post(address, {"answer": said, "words": "The birth dates are compared."})
    assert sent.status_code == 302
    question.refresh_from_db()
    assert question.closed_at
    now_open = Item.objects.open().get()
    assert (now_open.item_id, now_open.deadline_at) == (item.item_id, item.deadline_at)
    assert now_open.ladder == ("lado" if said == "same_person" else "childrens_services")
    assert finds(worker, now_open) is (said == "other_person")
    assert check_conflicts(house_session(), now="2026-11-25T09:20:00Z") == 0
    assert Item.objects.filter(source="staff_question").count() == 1, "it is asked once"
    assert worried.client_of(officer).get(address).status_code == 404


def test_a_concern_that_no_update_has_read_is_compared_by_what_was_typed(served: Workspace) -> None:
    worried.enter(worried.youth_worker())
    said = {(what, value.strip()) for _, what, value in details_entered([Concern.objects.get().record_id])}
    assert {("name", "Wren Ashdown"), ("name", "Jay Coleman"), ("phone", "07700 900123")} <= said
