"""Comments: who reads and writes them, whom they may mention, and that they answer nothing."""

import pytest
from django.urls import reverse
from support import held, worried
from support.climbing import LADDER, fill_ladder, thing
from support.sessions import session_of

from sightline.casework.comments.models import Comment
from sightline.casework.comments.selectors import list_comments, offer_comment
from sightline.casework.comments.services import add_comment, withdraw_comment
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AnswerText, AuditEntry, Decision
from sightline.casework.core.session import reader_session
from sightline.casework.escalation.engine import open_item
from sightline.casework.escalation.models import Item
from sightline.casework.inbox.selectors import count_matters, lines_for, list_notices
from sightline.casework.notices.models import Notice
from sightline.casework.notices.wording import email_text
from sightline.casework.owners.rights import find_owner, may_open
from sightline.model.errors import Usage
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
SAID = "Aoife was not at school today; ring the club before you go."


@pytest.fixture(autouse=True)
def place(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    held.serve_snapshot(workspace)
    monkeypatch.setattr("sightline.casework.concerns.passages._read_passages", lambda _session, concern: [])
    return workspace


def colleague() -> Actor:
    return worried.actor("yoko", "practitioner", "youth_service")


def officer() -> Actor:
    return worried.actor("omar", "senior_officer", "police", "police")


def offered(who: Actor, owner_id: str, owner: str = "concern") -> list[str]:
    return [one.username for one in offer_comment(session_of(who), owner=owner, owner_id=owner_id).choices]


def test_only_who_can_open_it_is_offered_and_mentioned(workspace: Workspace) -> None:
    """A concern about a professional is open to its author and to no colleague, so nobody can be mentioned."""
    yaz, yoko = worried.youth_worker(), colleague()
    officer(), worried.actor("ella", "elected_member", "youth_service")
    open_one = worried.enter(yaz, about=held.AOIFE)
    closed = worried.enter(yaz, about_professional="Y", professional_agency="school")
    assert offered(yaz, open_one) == ["yoko"]
    assert offered(yaz, closed) == []
    for username in ("yoko", "nobody_there"):
        with pytest.raises(Usage) as error:
            add_comment(session_of(yaz), owner="concern", owner_id=closed, words=SAID, notified=[username])
        assert "is not in the list" in error.value.what
    with pytest.raises(NotHere):
        add_comment(session_of(yoko), owner="concern", owner_id=closed, words=SAID)
    add_comment(session_of(yaz), owner="concern", owner_id=closed, words=SAID)
    assert list_comments(session_of(yoko), owner="concern", owner_id=closed).lines == ()
    assert list_comments(session_of(yaz), owner="concern", owner_id=open_one).lines == ()
    assert not Notice.objects.exists()
    assert SAID not in str([row.body for row in Decision.objects.all()] + [row.ids for row in AuditEntry.objects.all()])


def test_a_school_can_mention_the_front_door_that_must_answer_its_referral(workspace: Workspace) -> None:
    people, lena = fill_ladder(), worried.actor("lena", "school_lead", "school", "Elm School")
    sent = worried.enter(lena, about=held.AOIFE)
    first = people["practitioner"].reader.username
    assert offered(lena, sent) == [first]
    assert offered(lena, worried.enter(lena, about=held.AOIFE, referral="N")) == [], "nobody must answer it"
    about_a_professional = worried.enter(lena, about_professional="Y", professional_agency="school")
    assert first not in offered(lena, about_a_professional), "only as far as they may open it"


def test_what_one_reader_opens_is_kept_for_that_reader_alone(workspace: Workspace) -> None:
    """A page asks the same for colleagues in its own session: none of them gets the reader's answer."""
    yaz, yoko = worried.youth_worker(), colleague()
    closed = worried.enter(yaz, about_professional="Y", professional_agency="school")
    with reader_session(yaz, only_reads=True) as session:
        assert may_open(session, owner="concern", owner_id=closed) and find_owner(
            session, owner="concern", owner_id=closed
        )
        assert not may_open(session.of(yoko), owner="concern", owner_id=closed)
        assert find_owner(session.of(yoko), owner="concern", owner_id=closed) is None


def test_a_mention_is_a_notice_that_names_nobody_and_is_gone_with_the_comment(workspace: Workspace) -> None:
    yaz, yoko = worried.youth_worker(), colleague()
    concern_id = worried.enter(yaz, about=held.AOIFE)
    comment_id = add_comment(session_of(yaz), owner="concern", owner_id=concern_id, words=SAID, notified=["yoko"])
    page = worried.client_of(yoko).get(reverse("notices")).content.decode()
    assert "A comment on a concern mentions you" in page and "Aoife" not in page
    counts = count_matters(lines_for(session_of(yoko), notices=list(Notice.objects.all())))
    said = email_text(counts=counts, address="https://sightline.example/")
    assert "1 matter has comments that mention you." in said and "Aoife" not in said
    shown = worried.client_of(yoko).get(reverse("concern", args=[concern_id])).content.decode()
    assert (
        SAID in shown
        and "mentions yoko" in shown
        and "A comment does not answer this, and the deadline stays the same." in shown
    )
    assert list_notices(session_of(yoko)).unread == 0
    with pytest.raises(NotHere):
        withdraw_comment(session_of(yoko), comment_id=comment_id, why="It is about another child.")
    withdraw_comment(session_of(yaz), comment_id=comment_id, why="It is about another child.")
    (line,) = list_comments(session_of(yoko), owner="concern", owner_id=concern_id).lines
    assert (line.withdrawn_by, line.why, line.words) == ("yaz", "It is about another child.", SAID)
    assert list_notices(session_of(yoko)).lines == ()
    with pytest.raises(NotHere):
        withdraw_comment(session_of(yaz), comment_id=comment_id, why="It is about another child.")
    AnswerText.objects.filter(pk=Comment.objects.get().text_sha).delete()
    assert list_comments(session_of(yaz), owner="concern", owner_id=concern_id).lines[0].words == ""


def test_on_the_page_of_an_item_it_answers_nothing(workspace: Workspace) -> None:
    people = fill_ladder()
    item = open_item(
        session_of(house_actor()), candidate=thing("2026-11-02T09:00:00Z"), opened_at="2026-11-02T09:00:00Z",
        now="2026-11-02T09:00:00Z",
    )  # fmt: skip
    assert item is not None
    before = Item.objects.values().get()
    client, url = worried.client_of(people["practitioner"]), reverse("comment_add", args=["item", item.item_id])
    form = client.get(url)
    assert "A comment does not answer this. The deadline has not changed." in form.content.decode()
    chief = people["chief_officer"].reader.username
    assert chief in form.content.decode() and people["practitioner"].reader.agency == LADDER
    assert client.post(url, {"words": ""}).status_code == 400
    done = client.post(url, {"words": SAID, "notified": [chief]}, follow=True).content.decode()
    assert SAID in done and f"mentions {chief}" in done
    assert Item.objects.values().get() == before
    assert not item.events.exists()
    withdrawn = client.post(
        reverse("comment_withdraw", args=[Comment.objects.get().comment_id]), {"why": "It was about another child."}, follow=True
    )  # fmt: skip
    assert "Withdrawn on" in withdrawn.content.decode()
    assert AuditEntry.objects.filter(action="add_comment", outcome="done").count() == 1
