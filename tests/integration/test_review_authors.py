"""Who reads a learning review, until when, and of whom: last days, other work, declared people, and adults' records."""

from datetime import timedelta

import pytest
from support import held, reviewed, worried
from support.reviewed import WHY, add, author, governance, review_of
from support.sessions import session_of

from sightline.casework.accounts.services.accounts import change_account
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor, actor_for_account
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, AuditEntry
from sightline.casework.insiders import item_conflicts
from sightline.casework.insiders.details import recorded_details
from sightline.casework.insiders.pages import DeclaredAs, NewDeclared
from sightline.casework.insiders.services import declare_person
from sightline.casework.reviews.pages.terms import ReviewEntryKind, ReviewPage
from sightline.casework.reviews.selectors.chronology import read_review_chronology
from sightline.casework.reviews.selectors.terms import list_reviews, read_review
from sightline.model.errors import Refused, Usage
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
K = ReviewEntryKind


@pytest.fixture
def review_id(workspace: Workspace) -> str:
    held.serve_snapshot(workspace)
    return review_of([held.AOIFE])


def reads(review_id: str, who: Actor | None = None) -> bool:
    """Whether the account reads the chronology."""
    try:
        return bool(read_review_chronology(session_of(who or author()), review_id=review_id).events)
    except NotHere:
        return False


def test_an_author_reads_until_the_last_day(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    held.serve_snapshot(workspace)
    author()
    review_id = reviewed.review_of([held.AOIFE])
    (first,) = read_review(session_of(governance()), review_id=review_id).authors
    assert first.until_on == clock.today() + timedelta(days=366)
    add(review_id, K.AUTHOR_ENDED, about=first.entry_id, words=WHY)
    for day in (clock.today() - timedelta(days=1), clock.today() + timedelta(days=367)):
        with pytest.raises(Usage):
            add(review_id, K.AUTHOR, username="author", on_day=day)
    add(review_id, K.AUTHOR, username="author", on_day=clock.today())
    assert reads(review_id)
    tomorrow = clock.today() + timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: tomorrow)
    assert not reads(review_id) and list_reviews(session_of(author())) == ()
    (shown,) = read_review(session_of(governance()), review_id=review_id).authors
    assert shown.ended == "last_day"
    add(review_id, K.AUTHOR, username="author", on_day=tomorrow)
    assert reads(review_id)


def test_an_account_that_moves_to_other_work_reads_no_more(review_id: str) -> None:
    assert reads(review_id)
    change_account(session_of(governance()), username="author", why=WHY, agency="police")
    moved = actor_for_account(Account.objects.get(username="author"))
    assert moved.reader.agency == "police" and not reads(review_id, moved)
    (shown,) = read_review(session_of(governance()), review_id=review_id).authors
    assert shown.ended == "moved"
    add(review_id, K.AUTHOR, username="author", on_day=clock.today())
    assert reads(review_id, moved)


def declare(username: str, **said: str) -> None:
    number = Account.objects.get(username=username).pk
    declared = NewDeclared(DeclaredAs.RELATIVE, **said)
    declare_person(
        session_of(actor_for_account(Account.objects.get(username=username))), number=number, declared=declared
    )


def test_a_declared_name_alone_is_for_information_governance_to_ask_about(review_id: str) -> None:
    declare("author", name="Aoife Ó Brien")
    (shown,) = read_review(session_of(governance()), review_id=review_id).authors
    assert shown.may_conflict and not shown.ended and reads(review_id)
    (own,) = read_review(session_of(author()), review_id=review_id).authors
    assert not own.may_conflict, "only who sets terms is told"


def test_an_author_who_declared_a_person_of_the_review_reads_no_more(
    review_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {held.AOIFE: recorded_details([("name", "Aoife Ó Brien"), ("phone", "01632 960 777")])}
    monkeypatch.setattr(item_conflicts, "details_of_people", lambda _session, _people: said)
    assert reads(review_id)
    declare("author", name="Aoife Ó Brien", phone="01632 960 777")
    assert not reads(review_id)
    (shown,) = read_review(session_of(governance()), review_id=review_id).authors
    assert shown.ended == "conflict" and not shown.may_conflict
    with pytest.raises(Refused) as refused:
        add(review_id, K.AUTHOR, username="author")
    assert refused.value.code == "conflict"
    assert "author" not in {one.username for one in read_review_of_other(review_id).authors}
    assert reads(review_id, governance())


def read_review_of_other(review_id: str) -> ReviewPage:
    """The terms as another author reads them."""
    other = worried.actor("second", "reviewer", "partnership")
    add(review_id, K.AUTHOR, username="second")
    return read_review(session_of(other), review_id=review_id)


def test_the_people_who_are_read_are_named_in_the_audit_log(review_id: str) -> None:
    read_review_chronology(session_of(author()), review_id=review_id)
    entry = AuditEntry.objects.filter(action="read_review_chronology", username="author").latest("sequence")
    assert any(str(one).startswith("person:") for one in entry.ids), entry.ids


def test_an_adults_records_are_read_only_where_a_child_of_the_terms_is_in_them(review_id: str) -> None:
    before = read_review_chronology(session_of(author()), review_id=review_id).total
    add(review_id, K.ADULT, person_id=held.BEN)
    shown = read_review_chronology(session_of(author()), review_id=review_id)
    assert shown.total == before, "no record names both"
    assert all("A" in one.called for one in shown.events)
    (adult,) = read_review(session_of(author()), review_id=review_id).adults
    assert adult.name == ""
