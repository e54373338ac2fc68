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

from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.subjects import details_entered
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry, CurrentSnapshot
from sightline.casework.core.session import house_session
from sightline.casework.escalation.engine import Candidate, open_item
from sightline.casework.escalation.models import Item, Step
from sightline.casework.escalation.rights import right_to
from sightline.casework.escalation.scopes import SCOPES, in_scope
from sightline.casework.escalation.services.conflict_checks import check_conflicts
from sightline.casework.insiders.models import ItemConflict
from sightline.casework.insiders.pages import DeclaredAs, NewDeclared
from sightline.casework.insiders.services import declare_person
from sightline.casework.notices.models import Notice
from sightline.casework.posts.services.posts import posts_held
from sightline.model.nouns import Role
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
DUE = "2026-11-23T09:15:00Z"
NOW = "2026-11-23T09:20:00Z"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("insider_actions"), roles=())


@pytest.fixture
def served(built: Path, settings: Any) -> Workspace:
    settings.SIGHTLINE_WORKSPACE = built
    (snapshot,) = (folder.name for folder in Workspace(built).snapshots.iterdir())
    CurrentSnapshot.objects.create(id=1, snapshot_id=snapshot, changed_at="2024-12-02T06:00:00Z")
    return Workspace(built)


def declares(who: Actor, name: str = small.CHILD, as_who: DeclaredAs = DeclaredAs.RELATIVE) -> None:
    declare_person(session_of(who), number=who.account_id or 0, declared=NewDeclared(as_who, name=name))


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
    declares(people["practitioner"], name="Zebedee Quillfeather")
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


def test_what_is_declared_later_takes_open_actions_off_the_line_once(served: Workspace) -> None:
    people, officers = fill_ladder(), fill_ladder("lado")
    worker = people["practitioner"]
    item = opened(about_wren(served))
    assert check_conflicts(house_session(), now=NOW) == 0
    declares(worker)
    assert check_conflicts(house_session(), now=NOW) == 1
    item.refresh_from_db()
    assert item.closed_at
    assert item.reassigned
    new = Item.objects.exclude(pk=item.pk).get()
    assert (new.ladder, new.rule_id) == ("lado", item.rule_id)
    assert not any(finds(worker, one) for one in (item, new))
    assert finds(officers["practitioner"], new)
    assert AuditEntry.objects.filter(action="leave_line").count() == 1
    assert check_conflicts(house_session(), now=NOW) == 0
    assert set(ItemConflict.objects.values_list("account_id", flat=True)) == {worker.account_id}


def test_a_concern_that_no_update_has_read_is_compared_by_what_was_typed(served: Workspace) -> None:
    worried.enter(worried.youth_worker())
    said = {(what, value.strip()) for _, what, value in details_entered([Concern.objects.get().record_id])}
    assert {("name", "Wren Ashdown"), ("name", "Jay Coleman"), ("phone", "07700 900123")} <= said
