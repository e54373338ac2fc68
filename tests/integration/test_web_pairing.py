"""Putting two people together, and splitting one, on one's own initiative: preview, reason, next run, undo, rights."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from support import twins, worried
from support.climbing import fill_ladder, person, thing
from support.sessions import session_of
from support.small_partnership import sheet

from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.models import Account, AuditEntry, Decision
from sightline.casework.core.session import house_session
from sightline.casework.data.ingest import ingest_files
from sightline.casework.escalation.engine import open_item
from sightline.casework.pairing.services.pairs import compare_people, put_together
from sightline.casework.pairing.services.splits import keep_split, preview_split
from sightline.casework.people.pages.people import SearchTerms
from sightline.casework.people.selectors import find_people
from sightline.casework.same_person.answer_history import judgements_in_force
from sightline.casework.same_person.services.answers import answer_same_person
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role
from sightline.model.visibility import Visibility
from sightline.sharing import row_filter
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
OPENED = "2024-07-01T09:00:00Z"
FAR = {"DOB": "11/12/2004", "Address": "9 Birch Lane", "Postcode": "ZZ7 7BB"}
KEPT = {"Address": "1 Quiet Close", "Postcode": "ZZ8 8CC", "Sightline Marking": "PROTECTED ADDRESS"}
HIDDEN = KEPT | {"DOB": "30/09/1999", "Service": "Sexual health"}


def born(*days: str) -> str:
    return " ".join(days)


@pytest.fixture
def workspace_with_namesakes(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Lena Ashdown whom a clinic and a school know, another of that name, and a third whom few may see."""
    folder = tmp_path / "files"
    folder.mkdir()
    rows = [
        twins.visit("Lena", 1),
        twins.visit("Lena", 3, **FAR),
        twins.visit("Lena", 4, **HIDDEN),
        twins.visit("Omar", 5, **FAR),
    ]
    sheet(folder / "health_attendances.csv", rows)
    sheet(folder / "school_concerns.csv", [twins.concern("S1", "Lena")])
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[folder])
    twins.run(workspace)
    return workspace


def people(actor: Actor = twins.MANAGER) -> dict[str, str]:
    """Ids of those called Lena Ashdown, by birth date."""
    found = find_people(session_of(actor), terms=SearchTerms(name="Lena Ashdown")).people
    return {born(*map(str, one.birth_dates)): one.person_id for one in found}


def signed_in(role: str, agency: str = "childrens_services") -> Client:
    client = Client()
    client.force_login(Account.objects.create(username=f"the_{role}", role=role, agency=agency))
    return client


def get(client: Client, name: str, *ids: str) -> str:
    shown = client.get(reverse(name, args=ids))
    assert shown.status_code == 200, (name, shown.status_code)
    return str(shown.content.decode())


def test_put_together_split_run_and_undone(workspace_with_namesakes: Workspace) -> None:
    client, before = signed_in("manager"), people()
    young, older = before["2009-04-03"], before["2004-12-11"]
    assert "1 other record has this name" in get(client, "person", young)
    listed = get(client, "same_name", young)
    assert reverse("same_as", args=[young, older]) in listed and "9 Birch" not in listed

    # Together: both side by side, what changes, the reason, the decision.
    url = reverse("same_as", args=[young, older])
    shown = get(client, "same_as", young, older)
    assert "What changes if you confirm this" in shown
    assert re.search(r"[12] records? that you may see will move to the other page", shown)
    assert client.post(url, {"why": " "}).status_code == 400
    assert not Decision.objects.filter(kind="same_person").exists()
    assert client.post(url, {"why": "Her aunt wrote the wrong birth date."}).status_code == 302
    (decision,) = Decision.objects.filter(kind="same_person")
    assert decision.body["own_initiative"] and decision.body["answer"] == "same" and decision.by == "the_manager"
    assert {decision.body["record_id_a"], decision.body["record_id_b"]} <= records()
    assert AuditEntry.objects.filter(action="put_together").exists()

    # Split: what the clinic and the school write is ticked apart, and shown before it is kept.
    split = reverse("split_person", args=[young])
    parts = re.findall(r'name="part" value="(\w+)"', get(client, "split_person", young))
    assert len(parts) == 2
    assert client.post(split, {"part": parts, "why": "Two girls."}).status_code == 400, "not all of them"
    preview = client.post(split, {"part": parts[0], "why": "Two girls."})
    assert (
        "Check before you split" in preview.content.decode()
        and Decision.objects.filter(kind="same_person").count() == 1
    )
    draft = {"draft": preview.context["shown"].draft}
    (omar,) = find_people(session_of(twins.MANAGER), terms=SearchTerms(name="Omar Ashdown")).people
    answer_same_person(
        session_of(twins.ANALYST),
        mention_id_a=omar.person_id,
        mention_id_b=older,
        answer="cannot_tell",
        why="Not sure.",
    )
    assert b"Nothing was recorded" in client.post(split, draft, follow=True).content, "something changed since"
    preview = client.post(split, {"part": parts[0], "why": "Two girls."})
    assert client.post(split, {"draft": preview.context["shown"].draft}).status_code == 302
    assert [one.answer for one in judgements_in_force()].count("not_same") == 1

    twins.run(workspace_with_namesakes)
    after = find_people(session_of(twins.MANAGER), terms=SearchTerms(name="Lena Ashdown")).people
    assert len(after) == 2, "the school's girl, and the clinic's with the older record or without"

    # Undone: one by one, or all that were split together.
    for one in client.get(reverse("my_answers")).context["lines"]:
        if not one.undone_at and not one.bulk:
            assert client.post(reverse("undo_answer", args=[one.sequence]), {"why": "I was wrong."}).status_code == 302
        elif not one.undone_at:
            assert client.post(reverse("undo_several", args=[one.bulk]), {"why": "I was wrong."}).status_code == 302
    twins.run(workspace_with_namesakes)
    assert people() == before


def records() -> set[str]:
    with house_session().open_current() as opened:
        assert opened
        return {
            row["record_id"]
            for one in people().values()
            for row in opened[1].namings(person_id=one, sight=row_filter(reader=twins.MANAGER.reader))
        }


@pytest.mark.usefixtures("workspace_with_namesakes")
@pytest.mark.parametrize(("what", "now"), [("name", "Leni Ashdown"), ("birth date", "2009-04-30")])
def test_a_split_is_not_kept_where_a_name_or_birth_date_has_changed_since_the_preview(
    monkeypatch: pytest.MonkeyPatch, what: str, now: str
) -> None:
    client, young, kept = signed_in("manager"), people()["2009-04-03"], Decision.objects.count()
    split = reverse("split_person", args=[young])
    parts = re.findall(r'name="part" value="(\w+)"', get(client, "split_person", young))
    draft = client.post(split, {"part": parts[0], "why": "Two girls."}).context["shown"].draft
    twins.say_otherwise(monkeypatch, what, now)
    again = client.post(split, {"draft": draft}, follow=True)
    assert b"Nothing was recorded" in again.content and Decision.objects.count() == kept
    draft = client.post(split, {"part": parts[0], "why": "Two girls."}).context["shown"].draft
    assert client.post(split, {"draft": draft}).status_code == 302 and Decision.objects.count() > kept


def open_action(person_id: str, *, restricted: bool, number: int) -> None:
    """An action about somebody, based on a record of health, of which its responsible person was told."""
    fill_ladder("health")
    seen = Visibility("health", "Park Clinic", "health_attendances", restricted)
    about = thing(OPENED, number=number, agency="health", person_id=person_id, seen=seen)
    assert open_item(session_of(house_actor()), candidate=about, opened_at=OPENED, now=OPENED)


@pytest.mark.usefixtures("workspace_with_namesakes")
def test_what_is_open_about_either_is_shown_before_a_join_and_before_a_split() -> None:
    client, everybody = signed_in("manager"), people()
    young, older = everybody["2009-04-03"], everybody["2004-12-11"]
    shown = get(client, "same_as", young, older)
    assert "Sightline does not ask" in shown and "Their birth dates or ages cannot be those of one person." in shown
    for none in ("No open action that you may see", "No deadline that you may see", "No agency was told"):
        assert none in shown
    assert "4 Alder Road" in shown and "9 Birch Lane" in shown and "protected address" not in shown

    open_action(older, restricted=False, number=1)
    open_action(young, restricted=True, number=2)
    shown = get(client, "same_as", young, older)
    assert "1 action is open about these records" in shown, "one is based on a restricted record of another agency"
    assert "These agencies were told about these records: Health." in shown
    read = AuditEntry.objects.filter(action="compare_people").order_by("-sequence")[0]
    assert [one.partition(":")[0] for one in read.ids].count("item") == 1
    governance = signed_in("information_governance", "")
    assert "2 actions are open about these records" in get(governance, "same_as", young, older)

    hidden = people(house_actor())["1999-09-30"]
    shown = get(signed_in("analyst", "health"), "same_as", young, hidden)
    assert "There is a protected address." in shown and "Quiet Close" not in shown and "ZZ8" not in shown

    parts = re.findall(r'name="part" value="(\w+)"', get(client, "split_person", young))
    preview = client.post(reverse("split_person", args=[young]), {"part": parts[0], "why": "Two girls."})
    text = preview.content.decode()
    assert "This page shows these addresses today" in text and "4 Alder Road" in text
    draft = {"draft": preview.context["shown"].draft}
    open_action(young, restricted=False, number=3)
    assert b"Nothing was recorded" in client.post(reverse("split_person", args=[young]), draft, follow=True).content


@pytest.mark.usefixtures("workspace_with_namesakes")
def test_a_concern_since_the_update_is_told_before_a_join_and_a_split_and_changes_what_a_split_would_keep() -> None:
    client, everybody = signed_in("manager"), people()
    young, older = everybody["2009-04-03"], everybody["2004-12-11"]
    parts = re.findall(r'name="part" value="(\w+)"', get(client, "split_person", young))

    def look() -> tuple[str, str, str]:
        preview = client.post(reverse("split_person", args=[young]), {"part": parts[0], "why": "Two girls."})
        return get(client, "same_as", young, older), preview.content.decode(), preview.context["shown"].draft

    joined, split, draft = look()
    assert "after the last update" not in joined + split
    author = person("author", Role.PRACTITIONER, "childrens_services")
    worried.enter(author, about=young)
    worried.enter(person("head", Role.PRACTITIONER, "school"), about=young, own_agency_only="Y")
    kept = Decision.objects.count()
    again = client.post(reverse("split_person", args=[young]), {"draft": draft}, follow=True)
    assert b"Nothing was recorded" in again.content and Decision.objects.count() == kept
    joined, split, draft = look()
    assert "1 concern came after the last update and is not counted here. It will be on the one page." in joined
    assert "1 concern came after the last update and is not counted here. It stays with the record" in split
    assert client.post(reverse("split_person", args=[young]), {"draft": draft}).status_code == 302


def test_three_who_are_put_together_one_after_another_are_one_after_the_update(
    workspace_with_namesakes: Workspace,
) -> None:
    """Young with older, older with Omar: nobody said anything of young and Omar."""
    manager, everybody = session_of(twins.MANAGER), people()
    young, older = everybody["2009-04-03"], everybody["2004-12-11"]
    (omar,) = (one.person_id for one in find_people(manager, terms=SearchTerms(name="Omar Ashdown")).people)
    put_together(manager, person_id=young, other_id=older, why="One child.")
    put_together(session_of(twins.MANAGER), person_id=older, other_id=omar, why="One child.")
    page = compare_people(session_of(twins.MANAGER), person_id=young, other_id=omar)
    assert page.may_decide and not page.refused
    twins.run(workspace_with_namesakes)
    assert len({find_person_of(one) for one in (young, older, omar)}) == 1


def find_person_of(mention_id: str) -> str:
    with house_session().open_current() as opened:
        assert opened
        return str(opened[1].people_of(mention_ids=[mention_id])[mention_id])


def test_rights_hold_for_names_pairs_and_parts(workspace_with_namesakes: Workspace) -> None:
    everybody = people(house_actor())
    young, older, hidden = (everybody[day] for day in ("2009-04-03", "2004-12-11", "1999-09-30"))
    manager, governance = signed_in("manager"), signed_in("information_governance", "")
    assert "1 other record has this name" in get(manager, "person", young)
    assert "2 other records have this name" in get(governance, "person", young)
    assert hidden not in get(manager, "same_name", young)
    for name, ids in (("same_as", (young, hidden)), ("same_name", (hidden,)), ("split_person", (hidden,))):
        assert manager.get(reverse(name, args=ids)).status_code == 404
        assert governance.get(reverse(name, args=ids)).status_code == 200
    assert manager.post(reverse("same_as", args=[young, hidden]), {"why": "I know her."}).status_code == 404
    assert manager.get(reverse("same_as", args=[young, young])).status_code == 404

    nurse = signed_in("practitioner", "health")
    seen = get(nurse, "same_as", young, older)
    assert "Propose that these are one person" in seen and "<textarea" not in seen
    assert nurse.post(reverse("same_as", args=[young, older]), {"why": "I know her."}).status_code == 403
    assert nurse.get(reverse("split_person", args=[young])).status_code == 403
    assert "Split this person" not in get(nurse, "person", young)
    assert not Decision.objects.filter(kind="same_person").exists()

    found = manager.post(reverse("same_name", args=[young]), {"name": "Omar Ashdown"})
    (omar,) = found.context["people"]
    assert reverse("same_as", args=[young, omar.person_id]).encode() in found.content
    refusals: list[tuple[Any, str]] = [
        (lambda: keep_split(session_of(twins.MANAGER), draft="x"), "draft_gone"),
        (lambda: preview_split(session_of(twins.MANAGER), person_id=young, parts=[], why="Two."), "none_or_all"),
    ]
    for act, code in refusals:
        with pytest.raises((Refused, Usage)) as error:
            act()
        assert error.value.code == code
