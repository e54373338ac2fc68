"""A practitioner proposes who records are about: what they see, who is asked, what is told, and what stays hidden."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from integration.test_web_pairing import born, people, signed_in, workspace_with_namesakes
from support import twins
from support.sessions import session_of

from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, Decision
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.sources import refresh_items
from sightline.casework.match_proposals import selectors as proposal_selectors
from sightline.casework.match_proposals.models import MatchProposal
from sightline.casework.match_proposals.selectors import (
    list_proposals,
    list_records_to_part,
    preview_another_person,
    read_proposal,
)
from sightline.casework.match_proposals.services import propose_another_person, propose_one_person
from sightline.casework.notices.models import Notice, NoticeKind
from sightline.casework.same_person.services.answers import answer_same_person
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.store import Workspace
from sightline.store.serve.namesakes import NamesakesReader

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["workspace_with_namesakes"]
WORKER = Actor(Reader("mia", Role.PRACTITIONER, "childrens_services", "childrens_services"), "web")
WHY = "Her form tutor and I both know her by either name."
YOUNG, OLDER = "2009-04-03", "2004-12-11"


def two() -> tuple[str, str]:
    found = people()
    return found[born(YOUNG)], found[born(OLDER)]


def pair_of(proposal_id: str) -> tuple[str, str]:
    one = MatchProposal.objects.get(entry_id=proposal_id)
    return one.mention_id, one.other_mention_id


def test_a_proposal_is_an_action_with_a_deadline_and_its_answer_is_told(workspace_with_namesakes: Workspace) -> None:
    Account.objects.create(username="mia", role="practitioner", agency="childrens_services")
    young, older = two()
    made = propose_one_person(session_of(WORKER), person_id=young, other_id=older, why=WHY)
    (item,) = Item.objects.filter(source="proposed_match")
    assert (item.about_id, item.agency, item.begins) == (made, "childrens_services", "team_manager")
    assert item.deadline_at and WHY not in item.about and not item.closed_at
    with pytest.raises(Refused, match="proposed before"):
        propose_one_person(session_of(WORKER), person_id=older, other_id=young, why=WHY)
    (line,) = list_proposals(session_of(twins.MANAGER))
    assert (line.why, line.by, line.answer, line.is_open) == (WHY, "mia", "", True)

    a, b = pair_of(made)
    answer_same_person(session_of(twins.MANAGER), mention_id_a=a, mention_id_b=b, answer="cannot_tell", why="Not yet.")
    refresh_items(session_of(twins.MANAGER), now=clock.now_at())
    item.refresh_from_db()
    assert not item.closed_at, "nobody can tell yet"
    answer_same_person(session_of(twins.MANAGER), mention_id_a=a, mention_id_b=b, answer="not_same", why="Two girls.")
    refresh_items(session_of(twins.MANAGER), now=clock.now_at())
    item.refresh_from_db()
    assert item.closed_at
    (line,) = list_proposals(session_of(WORKER))
    assert (line.answer, line.answered_by, line.answer_why) == ("not_same", twins.MANAGER.reader.username, "Two girls.")
    assert Notice.objects.filter(kind=NoticeKind.PROPOSAL, about_id=made, account__username="mia").count() == 2


def test_a_record_about_somebody_else_is_proposed_and_answered(workspace_with_namesakes: Workspace) -> None:
    young, _older = two()
    parts = list_records_to_part(session_of(WORKER), person_id=young).parts
    assert len(parts) == 2
    shown = preview_another_person(session_of(WORKER), person_id=young, mention_id=parts[0].part_id)
    assert shown.effects.records == parts[0].records
    made = propose_another_person(session_of(WORKER), person_id=young, mention_id=parts[0].part_id, why=WHY)
    page = read_proposal(session_of(twins.MANAGER), proposal_id=made)
    assert page.may_answer and page.pair is None and page.line.kind == "another_person"
    a, b = pair_of(made)
    answer_same_person(session_of(twins.MANAGER), mention_id_a=a, mention_id_b=b, answer="same", why="It is hers.")
    assert read_proposal(session_of(WORKER), proposal_id=made).line.answer == "same"
    with pytest.raises(NotHere):
        propose_another_person(session_of(WORKER), person_id=young, mention_id="0" * 20, why=WHY)


def test_nobody_learns_of_records_that_they_may_not_see(workspace_with_namesakes: Workspace) -> None:
    """A nurse proposes about a restricted record of her own agency: others see neither the proposal nor its action."""
    nurse = Actor(Reader("nell", Role.PRACTITIONER, "health", ""), "web")
    hidden = (people(nurse).keys() - people().keys()).pop()
    young, _older = two()
    made = propose_one_person(session_of(nurse), person_id=young, other_id=people(nurse)[hidden], why=WHY)
    assert list_proposals(session_of(twins.MANAGER)) == ()
    with pytest.raises(NotHere):
        read_proposal(session_of(twins.MANAGER), proposal_id=made)
    with pytest.raises(NotHere):
        read_proposal(session_of(WORKER), proposal_id=made)
    with pytest.raises(NotHere):
        propose_one_person(session_of(WORKER), person_id=young, other_id=people(nurse)[hidden], why=WHY)
    (line,) = list_proposals(session_of(nurse))
    assert line.proposal_id == made


def test_the_list_is_cut_after_what_the_reader_may_see_and_asks_the_snapshot_as_often_for_many(
    workspace_with_namesakes: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older open proposal is not lost behind newer ones that are hidden or answered."""
    monkeypatch.setattr(proposal_selectors, "MOST", 2)
    young, older = two()
    made = propose_one_person(session_of(WORKER), person_id=young, other_id=older, why=WHY)
    mentions = dict(zip(("mention_id", "other_mention_id"), pair_of(made), strict=True))
    asked: list[int] = []
    real = NamesakesReader.namings_of

    def count(reader: NamesakesReader, **given: Any) -> Any:
        asked.append(len(given["mention_ids"]))
        return real(reader, **given)

    monkeypatch.setattr(NamesakesReader, "namings_of", count)
    assert [one.proposal_id for one in list_proposals(session_of(twins.MANAGER))] == [made]
    first, before = len(asked), Decision.objects.latest("sequence").sequence
    for number in range(1, 6):
        hidden = {"mention_id": f"{number:020}", "other_mention_id": f"{number + 50:020}"} if number < 4 else mentions
        MatchProposal.objects.create(
            entry_id=f"{number:020}", kind="another_person" if number > 3 else "one_person", at=clock.now_at(), by="zed",
            decision=before + 1000 + number, **hidden,
        )  # fmt: skip
    lines = list_proposals(session_of(twins.MANAGER))
    assert (lines[0].proposal_id, lines[0].is_open, len(lines)) == (made, True, 2)
    assert len(asked) == 2 * first


def test_the_pages_lead_from_the_child_to_the_answer(workspace_with_namesakes: Workspace) -> None:
    young, older = two()
    worker = signed_in("practitioner")
    url = reverse("propose_match", args=[young, older])
    assert url in worker.get(reverse("same_as", args=[young, older])).content.decode()
    assert (
        reverse("another_person", args=[young]) in worker.get(reverse("person_identity", args=[young])).content.decode()
    )
    assert "What changes" in worker.get(url).content.decode()
    assert worker.post(url, {"why": ""}).status_code == 400 and not MatchProposal.objects.exists()
    assert worker.post(url, {"why": WHY}).status_code == 302
    (made,) = MatchProposal.objects.values_list("entry_id", flat=True)
    assert WHY in worker.get(reverse("match_proposals")).content.decode()
    page = reverse("match_proposal", args=[made])
    assert worker.post(page, {"answer": "same", "why": WHY}).status_code == 403
    manager: Client = signed_in("manager")
    assert WHY in manager.get(reverse("same_person")).content.decode()
    assert manager.post(page, {"answer": "same", "why": "The school says so."}).status_code == 302
    assert "The school says so." in worker.get(page).content.decode()
    assert signed_in("reviewer", "partnership").get(url).status_code == 403
