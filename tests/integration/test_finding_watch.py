"""Saved searches and watching: an account's own, sealed, and told of what is new as far as that account may see."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from support import held, twins
from support.sessions import session_of
from support.small_partnership import sheet

from sightline.casework.accounts.services.accounts import close_account
from sightline.casework.core.actor import Actor, actor_for_account, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, AuditEntry, Decision
from sightline.casework.data.ingest import ingest_files
from sightline.casework.finding.models import SavedSearch
from sightline.casework.finding.selectors import list_searches
from sightline.casework.finding.services import MOST_SAVED, delete_search, open_search, save_search
from sightline.casework.finding.watch import WatchReport, rerun_watched_searches
from sightline.casework.keys.sealed_rows import count_sealed
from sightline.casework.notices.delivery import counts_for
from sightline.casework.notices.models import Notice
from sightline.casework.notices.wording import email_text
from sightline.casework.operations.checks import check_searches
from sightline.casework.people.pages.people import SearchTerms
from sightline.model.errors import Usage
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
TYPED = "silver van"
RESTRICTED = {"Sightline Marking": "RESTRICTED"}


def account(username: str, agency: str) -> Account:
    return Account.objects.create(username=username, role="practitioner", agency=agency)


def client_of(one: Account) -> Client:
    client = Client()
    client.force_login(one)
    return client


@pytest.fixture
def officer(workspace: Workspace) -> Actor:
    held.serve_snapshot(workspace)
    return actor_for_account(account("officer", "police"))


def test_whoever_may_see_what_is_new_is_told_and_nobody_else(workspace: Workspace, tmp_path: Path) -> None:
    twins.take_in(workspace, tmp_path / "files", lena={}, toby={})
    nurse, officer = account("noor", "health"), account("ola", "police")
    for one in (nurse, officer):
        save_search(session_of(actor_for_account(one)), asked=TYPED, watch=True)
    more = tmp_path / "more"
    more.mkdir()
    sheet(more / "health_attendances.csv", [twins.visit("Lena", 3, Text="A silver van waited outside.", **RESTRICTED)])
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[more])
    twins.run(workspace)

    (notice,) = Notice.objects.all()
    assert (notice.account, notice.kind) == (nurse, "watched")
    counts = counts_for(account=nurse, notices=[notice])
    assert (counts.watched, counts.total) == (1, 1)
    said = email_text(counts=counts, address="https://sightline.example/notices/")
    assert "1 search that you watch found something new." in said and "van" not in said and "Lena" not in said
    assert AuditEntry.objects.get(action="watch_searches").details == {"looked": 2, "told": 1, "failed": 0}

    client = client_of(nurse)
    assert "Something new in a search that you watch" in client.get(reverse("notices")).content.decode()
    assert "silver van <strong" in client.get(reverse("searches")).content.decode()
    opened = client.post(reverse("search_open", args=[notice.about_id]), follow=True).content.decode()
    assert 'class="govuk-tag govuk-tag--blue">New</strong>' in opened and "<mark>silver</mark>" in opened
    assert "silver van <strong" not in client.get(reverse("searches")).content.decode()
    notice.refresh_from_db()
    assert notice.read_at
    assert rerun_watched_searches(session_of(house_actor())) == WatchReport(2, 0, 0)  # it is told once
    assert "van" not in client_of(officer).get(reverse("notices")).content.decode()


def test_what_is_looked_for_is_sealed_and_in_no_audit_row(officer: Actor) -> None:
    terms = SearchTerms(name="Aoife", nhs_number="9990000018")
    for asked in ("Aoife Bryen", terms):
        save_search(session_of(officer), asked=asked, watch=False)
    rows = " ".join(map(str, SavedSearch.objects.values_list("sealed", "known", "fresh")))
    said = " ".join(map(str, AuditEntry.objects.values_list("details", "ids", "action")))
    assert not [words for words in ("Aoife", "Bryen", "9990000018") if words in rows + said]
    assert count_sealed(except_under=None) == 2
    assert [line.asked for line in list_searches(session_of(officer))] == [terms, "Aoife Bryen"]


def test_a_saved_search_is_its_accounts_own(officer: Actor) -> None:
    saved_id = save_search(session_of(officer), asked="Aoife", watch=True)
    other = actor_for_account(account("nurse", "health"))
    assert list_searches(session_of(other)) == ()
    for act in (open_search, delete_search):
        with pytest.raises(NotHere):
            act(session_of(other), saved_id=saved_id)
    delete_search(session_of(officer), saved_id=saved_id)
    assert not SavedSearch.objects.exists()


def test_there_are_only_so_many(officer: Actor) -> None:
    for _ in range(MOST_SAVED):
        save_search(session_of(officer), asked="Aoife", watch=False)
    with pytest.raises(Usage):
        save_search(session_of(officer), asked="Ben", watch=False)


def test_from_the_results_to_the_list_and_away(officer: Actor) -> None:
    client = client_of(Account.objects.get(username="officer"))
    assert client.post(reverse("search_save"))["Location"] == reverse("find")
    client.post(
        reverse("find"), {"name": "aoife", "birth_date_day": "4", "birth_date_month": "5", "birth_date_year": "2010"}
    )
    listed = client.post(reverse("search_save"), {"watch": "1"}, follow=True).content.decode()
    assert "aoife, 4 May 2010" in listed and "Watched." in listed
    (one,) = SavedSearch.objects.all()
    assert "Aoife Ó Brien" in client.post(reverse("search_open", args=[one.saved_id]), follow=True).content.decode()
    client.post(reverse("search_watch", args=[one.saved_id]))
    assert not SavedSearch.objects.watched().exists()
    client.post(reverse("search_delete", args=[one.saved_id]))
    assert "You have no saved searches" in client.get(reverse("searches")).content.decode()


def test_saved_searches_go_with_their_account_and_doctor_finds_none(officer: Actor, workspace: Workspace) -> None:
    nurse = account("noor", "health")
    for one in (officer, actor_for_account(nurse)):
        save_search(session_of(one), asked=TYPED, watch=True)
    close_account(session_of(house_actor()), username="officer", why="She left the force on Friday.")
    assert [one.account for one in SavedSearch.objects.all()] == [nurse]
    assert Decision.objects.get(kind="close_account").body["deleted"] == 1
    assert check_searches().in_order

    Account.objects.filter(pk=nurse.pk).update(is_active=False)  # as an earlier version closed it
    assert not check_searches().in_order
    rerun_watched_searches(session_of(house_actor()))
    assert not SavedSearch.objects.exists() and check_searches().in_order
    assert AuditEntry.objects.get(action="delete_left_searches").outcome == "done"
