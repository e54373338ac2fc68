"""Restricted records in a learning review: only their own agency opens them, until a day, and authors learn nothing else."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from support import held, worried
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.inbox.selectors import list_notices
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.notices.models import Notice, NoticeKind
from sightline.casework.restrictions.pages import NewRestriction, RestrictionReason
from sightline.casework.restrictions.services import restrict_record
from sightline.casework.reviews.pages.terms import (
    KeptBack,
    NewHolderYes,
    NewReview,
    ReviewAct,
    ReviewEntryKind,
    ReviewFileForm,
)
from sightline.casework.reviews.selectors.chronology import read_review_chronology
from sightline.casework.reviews.selectors.holders import read_holder_page
from sightline.casework.reviews.selectors.terms import list_reviews, read_review
from sightline.casework.reviews.services.chronology_files import write_review_file
from sightline.casework.reviews.services.holders import agree_for_agency, withdraw_yes
from sightline.casework.reviews.services.terms import add_to_terms, open_review
from sightline.model.errors import Refused, Usage
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
WHY = "The safeguarding partners decided this on Monday, in writing."
K = ReviewEntryKind
SECRET = ("secret clinic words", "Secretname")


def governance(agency: str = "") -> Actor:
    return worried.actor(f"ig_{agency or 'all'}", "information_governance", agency)


def author() -> Actor:
    return worried.actor("author", "reviewer", "partnership")


@pytest.fixture
def review_id(workspace: Workspace) -> str:
    held.serve_snapshot(workspace)
    for agency in ("", "health", "police", "licensing"):
        governance(agency)
    days = (date(2000, 1, 1), date(2030, 1, 1))
    made = open_review(session_of(governance()), review=NewReview("One", WHY, *days, ("police", "school", "health")))
    for act in (
        ReviewAct(K.CHILD, person_id=held.AOIFE),
        ReviewAct(K.AUTHOR, username=author().reader.username),
    ):
        add_to_terms(session_of(governance()), review_id=made, act=act)
    return made


def agree(review_id: str, agency: str = "health", days: int = 30) -> str:
    said = NewHolderYes("A. Doctor, Caldicott guardian", clock.today() + timedelta(days=days), WHY)
    return agree_for_agency(session_of(governance(agency)), review_id=review_id, said=said)


def read(review_id: str) -> list[str]:
    """The agencies of the events that the author reads."""
    return [one.agency for one in read_review_chronology(session_of(author()), review_id=review_id).events]


def kept_back(review_id: str) -> tuple[KeptBack, ...]:
    return read_review(session_of(author()), review_id=review_id).kept_back


def author_pages(review_id: str) -> str:
    """All that the author is told by pages and by the file."""
    client = client_of(author())
    pages = [client.get(reverse(name, args=[review_id])) for name in ("learning_review", "review_chronology")]
    session = session_of(author())
    made = write_review_file(session, review_id=review_id, form=ReviewFileForm.HTML, purpose=WHY)
    return " ".join(one.content.decode() for one in pages) + made.data.decode()


def test_until_the_holder_agrees_authors_are_told_that_something_is_kept_back_and_nothing_else(review_id: str) -> None:
    assert kept_back(review_id) == (KeptBack("health", None),)
    said = author_pages(review_id)
    assert "Health keeps back fewer than 5 records" in said
    assert not any(one in said for one in (*SECRET, held.record_of("clinic")))
    assert read(review_id) == ["police", "school"]


def test_no_yes_comes_from_the_partnership_another_agency_or_another_role(review_id: str) -> None:
    said = NewHolderYes("A. Doctor", clock.today() + timedelta(days=3), WHY)
    others = (
        governance(), author(), governance("licensing"), worried.actor("max", "manager", "health"),
        worried.actor("oli", "operator", ""),
    )  # fmt: skip
    for who in others:
        with pytest.raises(NotHere):
            agree_for_agency(session_of(who), review_id=review_id, said=said)
        with pytest.raises(NotHere):
            read_holder_page(session_of(who), review_id=review_id)
    agree(review_id, "police")  # which opens nothing of the clinic
    assert read(review_id) == ["police", "school"]


def test_a_yes_opens_the_agencys_records_until_its_last_day(review_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    agree(review_id, days=1)
    assert read(review_id) == ["police", "health", "school"] and kept_back(review_id) == ()
    later = clock.today() + timedelta(days=2)
    monkeypatch.setattr(clock, "today", lambda: later)
    assert read(review_id) == ["police", "school"]
    assert kept_back(review_id) == (KeptBack("health", None),)


def test_a_yes_is_withdrawn_at_once_and_only_by_its_agency(review_id: str) -> None:
    agree(review_id)
    agree(review_id, days=60)  # a second yes stands for the first; one withdrawal ends both
    for who in (governance(), governance("police"), author()):
        with pytest.raises((NotHere, Refused)):
            withdraw_yes(session_of(who), review_id=review_id, words=WHY)
    withdraw_yes(session_of(governance("health")), review_id=review_id, words=WHY)
    assert read(review_id) == ["police", "school"]
    assert not any(one in author_pages(review_id) for one in SECRET)
    with pytest.raises(Refused):
        withdraw_yes(session_of(governance("health")), review_id=review_id, words=WHY)


@pytest.mark.parametrize("days", [-1, 367])
def test_a_last_day_that_has_passed_or_is_over_a_year_away_is_refused(review_id: str, days: int) -> None:
    with pytest.raises(Usage) as refused:
        agree(review_id, days=days)
    assert refused.value.code == "no_day" and read(review_id) == ["police", "school"]


def test_what_a_person_restricts_needs_a_yes_that_is_said_afterwards(review_id: str) -> None:
    agree(review_id, "police")
    until = clock.today() + timedelta(days=20)
    restriction = NewRestriction(held.record_of("police"), RestrictionReason.EVIDENCE, until, WHY)
    restrict_record(session_of(governance("police")), restriction=restriction)
    assert read(review_id) == ["school"]
    assert KeptBack("police", None) in kept_back(review_id)
    agree(review_id, "police", days=29)
    assert read(review_id) == ["police", "school"]


def test_a_sealed_record_is_neither_shown_nor_counted(workspace: Workspace, review_id: str) -> None:
    add_to_terms(session_of(governance()), review_id=review_id, act=ReviewAct(K.ADULT, person_id=held.BEN))
    agree(review_id, "police")
    agree(review_id, "health")
    assert "sealed words" not in author_pages(review_id)
    assert kept_back(review_id) == ()


def test_the_holder_reads_its_own_records_and_no_other_agencys(review_id: str) -> None:
    page = read_holder_page(session_of(governance("health")), review_id=review_id)
    assert [one.record_id for one in page.records] == [held.record_of("clinic")]
    assert page.people[0].name == "Aoife Secretname" and page.authors == ("author",)
    (of_police,) = read_holder_page(session_of(governance("police")), review_id=review_id).people
    assert of_police.name == "Aoife Ó Brien"
    for who in (governance("health"), governance("police")):
        with pytest.raises(NotHere):
            read_review(session_of(who), review_id=review_id)
        with pytest.raises(NotHere):
            read_review_chronology(session_of(who), review_id=review_id)
        assert [one.review_id for one in list_reviews(session_of(who))] == [review_id]
    assert list_reviews(session_of(governance("licensing"))) == ()


def test_the_agencies_are_asked_and_authors_are_told_by_notices(review_id: str) -> None:
    def told(who: Actor) -> int:
        return sum(one.kind == NoticeKind.REVIEW for one in list_notices(session_of(who)).lines)

    assert told(governance("health")) == 1 and told(governance("police")) == 1
    assert told(governance("licensing")) == told(author()) == 0
    agree(review_id)
    assert told(author()) == 1
    withdraw_yes(session_of(governance("health")), review_id=review_id, words=WHY)
    assert Notice.objects.filter(kind=NoticeKind.REVIEW, account__username="author").count() == 2
    assert "A learning review" in client_of(author()).get(reverse("notices")).content.decode()


def test_a_yes_is_a_decision_and_each_restricted_record_read_is_in_the_ledger(review_id: str) -> None:
    agree(review_id)
    decision = Decision.objects.of_kind("learning_review_holder_yes").get()
    assert decision.by == "ig_health" and WHY not in str(decision.body)
    assert AuditEntry.objects.filter(action="agree_to_review", outcome="done").count() == 1
    read(review_id)
    line = SharedRecord.objects.get(username="author", record_id=hash_id(held.record_of("clinic")))
    assert line.reason == "learning_review"


def test_the_page_of_the_holder_leads_to_a_yes_and_back(review_id: str) -> None:
    client = client_of(governance("health"))
    came = client.get(reverse("learning_review", args=[review_id]), follow=True)
    assert "1 restricted record that a yes opens" in came.content.decode()
    day = clock.today() + timedelta(days=10)
    boxes = {
        "who": "A. Doctor", "until_on_day": day.day, "until_on_month": day.month, "until_on_year": day.year, "words": WHY
    }  # fmt: skip
    said = client.post(reverse("review_holder_agree", args=[review_id]), boxes, follow=True)
    assert "Withdraw the yes" in said.content.decode()
    assert read(review_id) == ["police", "health", "school"]
    client.post(reverse("review_holder_withdraw", args=[review_id]), {"words": WHY})
    assert read(review_id) == ["police", "school"]


def test_a_closed_review_takes_no_yes(review_id: str) -> None:
    add_to_terms(session_of(governance()), review_id=review_id, act=ReviewAct(K.CLOSED, words=WHY))
    with pytest.raises(Refused):
        agree(review_id)
