"""A yes to a review opens the restricted records of the school that said it, and of no other school."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from support import small_partnership as small
from support.climbing import set_clock
from support.every_address import wren
from support.sessions import session_of
from support.worried import actor
from test_restricted_by_body import NOW, make

from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import CurrentSnapshot
from sightline.casework.reviews.pages.events import ReviewEvent
from sightline.casework.reviews.pages.terms import NewHolderYes, NewReview, ReviewAct, ReviewEntryKind
from sightline.casework.reviews.selectors.chronology import read_review_chronology
from sightline.casework.reviews.selectors.holders import read_holder_page
from sightline.casework.reviews.selectors.terms import read_review
from sightline.casework.reviews.services.holders import agree_for_agency, withdraw_yes
from sightline.casework.reviews.services.terms import add_to_terms, open_review
from sightline.model.errors import Refused
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
WHY = "The safeguarding partners decided this on Monday, in writing."
OTHER = "Oak School"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("yes"), with_restricted=True)


@pytest.fixture
def review_id(built: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """A review of Wren, whom a restricted record of Northfield names."""
    set_clock(monkeypatch, NOW)
    settings.SIGHTLINE_WORKSPACE = built
    (snapshot,) = (folder.name for folder in Workspace(built).snapshots.iterdir())
    at = {"snapshot_id": snapshot, "changed_at": "2024-12-02T06:00:00Z"}
    CurrentSnapshot.objects.update_or_create(id=1, defaults=at)
    all_days = (date(2000, 1, 1), date(2030, 1, 1))
    sets_terms = session_of(actor("ig", "information_governance", ""))
    made = open_review(sets_terms, review=NewReview("One", WHY, *all_days, ("police", "school")))
    for act in (
        ReviewAct(ReviewEntryKind.CHILD, person_id=wren(Workspace(built))),
        ReviewAct(ReviewEntryKind.AUTHOR, username=author().reader.username),
    ):
        add_to_terms(sets_terms, review_id=made, act=act)
    return made


def author() -> Actor:
    return actor("author", "reviewer", "partnership")


def governance(school: str) -> Actor:
    return actor(f"ig_{school[:3].lower() or 'none'}", "information_governance", "school", school)


def agree(review_id: str, school: str) -> None:
    said = NewHolderYes("The head", clock.today() + timedelta(days=30), WHY)
    agree_for_agency(session_of(governance(school)), review_id=review_id, said=said)


def is_read(review_id: str) -> bool:
    """Whether the author reads the restricted record of the school."""
    events = read_review_chronology(session_of(author()), review_id=review_id).events
    return any(one.entry.restricted and one.agency == "school" for one in events if isinstance(one, ReviewEvent))


def test_a_yes_of_one_school_opens_its_own_restricted_records_alone(review_id: str) -> None:
    agree(review_id, OTHER)
    assert not is_read(review_id)
    agree(review_id, small.SCHOOL)
    assert is_read(review_id)
    said = {one.organisation for one in read_review(session_of(author()), review_id=review_id).holders}
    assert said == {OTHER, small.SCHOOL}


def test_one_school_neither_sees_nor_ends_what_another_decides(review_id: str) -> None:
    agree(review_id, small.SCHOOL)
    own, other = (read_holder_page(session_of(governance(one)), review_id=review_id) for one in (small.SCHOOL, OTHER))
    assert own.yes and own.records and not other.yes and not other.records
    assert all(one.name for one in own.people) and not any(one.name for one in other.people)
    with pytest.raises(Refused):
        withdraw_yes(session_of(governance(OTHER)), review_id=review_id, words=WHY)
    assert is_read(review_id)
    withdraw_yes(session_of(governance(small.SCHOOL)), review_id=review_id, words=WHY)
    assert not is_read(review_id)


def test_an_account_that_names_no_school_agrees_for_none(review_id: str) -> None:
    with pytest.raises(Refused, match="which organisation"):
        agree(review_id, "")
    assert not read_holder_page(session_of(governance("")), review_id=review_id).records
