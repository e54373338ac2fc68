"""A file without an agreement: let in by a named person for 72 hours, then ratified, withdrawn, or gone by itself."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support import worried
from support.agreed import agree
from support.climbing import fill_ladder, set_clock
from support.exports import write_export
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.core import clock
from sightline.casework.core.actor import actor_for_account, actor_for_username
from sightline.casework.core.agreements_in_force import find_not_shared, read_emergencies
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, AuditEntry, Decision
from sightline.casework.core.session import ReaderSession, house_session
from sightline.casework.data.ingest import IngestReport, ingest_files
from sightline.casework.disclosures.services import ratify, withdraw
from sightline.casework.escalation.models import Item
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.model.errors import Refused, Usage
from sightline.store import Workspace
from sightline.store.batches import list_parts

pytestmark = pytest.mark.django_db(transaction=True)
NOW, LATER = "2026-12-11T18:30:00Z", "2026-12-14T18:30:00Z"
WHY = "A girl is missing with a man named in this file, and the association's office is closed."
KIND = "housing housing_complaints"
PASSWORD = "a quiet river bends twice"


def session(name: str, role: str) -> ReaderSession:
    worried.account(name, role, "")
    return session_of(actor_for_username(name))


def signed_in(name: str, role: str) -> ReaderSession:
    """The same on the page."""
    return session_of(actor_for_account(worried.account(name, role, "")))


@pytest.fixture
def place(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace in which no agreement covers housing."""
    set_clock(monkeypatch, NOW)
    agree(workspace.root)
    (workspace.root / "agreements" / "housing.toml").unlink()
    return workspace


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return write_export(
        tmp_path / "housing.csv", "housing_complaints", {"Complaint No": "C1", "Received Date": "01/12/2026"}
    )


def let_in(place: Workspace, export: Path, why: str = WHY) -> IngestReport:
    return ingest_files(session("ana", "analyst"), workspace=place, paths=[export], emergency=why)


def shown(place: Workspace) -> bool:
    return KIND not in find_not_shared(place.root, on=clock.today()).for_readers.kinds


def test_a_file_is_let_in_for_72_hours_and_leaves_by_itself(place: Workspace, export: Path, monkeypatch: Any) -> None:
    assert [one.code for one in ingest_files(session("ana", "analyst"), workspace=place, paths=[export]).refused] == [
        "no_agreement"
    ]
    assert let_in(place, export).refused == () and list_parts(place)
    (one,) = read_emergencies()
    assert (one.by, one.until_at, one.source_file) == ("ana", LATER, export.name)
    assert AuditEntry.objects.filter(action="emergency_let_in", username="ana").exists()
    assert shown(place)
    set_clock(monkeypatch, LATER)
    assert not shown(place)
    again = let_in(place, export)
    assert [one.code for one in again.refused] == ["no_agreement"], "a second emergency would show the first one's too"
    assert not shown(place) and read_emergencies()[-1].withdrawn_at


def test_information_governance_ratifies_or_withdraws_and_not_who_let_it_in(
    place: Workspace, export: Path, monkeypatch: Any
) -> None:
    ingest_files(session("ig", "information_governance"), workspace=place, paths=[export], emergency=WHY)
    (one,) = read_emergencies()
    run_tick(house_session(), now="2026-12-11T18:30:01Z")
    item = Item.objects.get(source="emergency_disclosure")
    assert (item.ladder, item.urgency, item.deadline_at) == ("information_governance", "urgent", LATER)
    with pytest.raises(Refused, match="another person must decide"):
        ratify(signed_in("ig", "information_governance"), disclosure_id=one.id, reason=WHY)
    with pytest.raises(Refused):
        ratify(session("ana", "analyst"), disclosure_id=one.id, reason=WHY)
    with pytest.raises(NotHere):
        ratify(signed_in("iris", "information_governance"), disclosure_id="emergency-999999", reason=WHY)
    ratify(signed_in("iris", "information_governance"), disclosure_id=one.id, reason=WHY)
    assert Item.objects.get(source="emergency_disclosure").closed_at
    set_clock(monkeypatch, LATER)
    assert shown(place)
    set_clock(monkeypatch, "2027-01-10T00:00:00Z")
    assert not shown(place), "without an agreement within 28 days"
    set_clock(monkeypatch, LATER)
    withdraw(signed_in("iris", "information_governance"), disclosure_id=one.id, reason=WHY)
    assert not shown(place)
    with pytest.raises(Refused, match="withdrawn already"):
        ratify(signed_in("iris", "information_governance"), disclosure_id=one.id, reason=WHY)


@pytest.mark.parametrize("decide", [ratify, withdraw])
def test_at_the_command_line_only_whoever_knows_the_password_decides(
    place: Workspace, export: Path, decide: Callable[..., int]
) -> None:
    let_in(place, export)
    (one,) = read_emergencies()
    iris = session("iris", "information_governance")
    for guess in ("", "a guess of fifteen"):
        with pytest.raises(Refused, match="password"):
            decide(iris, disclosure_id=one.id, reason=WHY, password=guess)
    assert read_emergencies()[0].waits
    account = Account.objects.get(username="iris")
    account.set_password(PASSWORD)
    account.save()
    decide(iris, disclosure_id=one.id, reason=WHY, password=PASSWORD)
    assert not read_emergencies()[0].waits


def test_nobody_decides_and_it_goes_up(place: Workspace, export: Path) -> None:
    fill_ladder("information_governance")
    let_in(place, export)
    run_tick(house_session(), now="2026-12-11T18:30:01Z")
    run_tick(house_session(), now="2026-12-13T18:31:00Z")
    assert Item.objects.get(source="emergency_disclosure").highest_stage == "lead_safeguarding_partners"


def test_an_agreement_that_is_signed_later_shows_its_records_again(
    place: Workspace, export: Path, monkeypatch: Any
) -> None:
    let_in(place, export)
    set_clock(monkeypatch, LATER)
    assert not shown(place)
    agree(place.root)
    assert shown(place)


def test_one_file_with_a_reason_and_none_that_an_agreement_covers_or_covered(
    place: Workspace, export: Path, tmp_path: Path
) -> None:
    with pytest.raises(Usage, match="one file"):
        ingest_files(session("ana", "analyst"), workspace=place, paths=[export, write_export(
            tmp_path / "more.csv", "police_missing", {"Misper Ref": "M1"})], emergency=WHY)  # fmt: skip
    with pytest.raises(Refused):
        ingest_files(house_session(), workspace=place, paths=[export], emergency=WHY)
    assert not Decision.objects.filter(kind="emergency_let_in").exists()
    police = write_export(tmp_path / "more.csv", "police_missing", {"Misper Ref": "M1"})
    assert [one.code for one in let_in(place, police).refused] == ["no_emergency"]
    agree(place.root)
    path = place.root / "agreements" / "housing.toml"
    ended = clock.today() - timedelta(days=1)
    path.write_text(f"ends_on = {ended}\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert [one.code for one in let_in(place, export).refused] == ["no_agreement"], "its older records would show too"
    assert not list_parts(place) and all(one.withdrawn_at for one in read_emergencies())


def test_the_page_lists_it_and_records_the_decision(place: Workspace, export: Path) -> None:
    let_in(place, export)
    (one,) = read_emergencies()
    browser = client_of(worried.actor("iris", "information_governance", ""))
    listed = browser.get(reverse("agreements")).content.decode()
    assert export.name in listed and reverse("disclosure", args=[one.number]) in listed
    page = browser.get(reverse("disclosure", args=[one.number])).content.decode()
    assert WHY[:30] in page and "Ratify" in page
    browser.post(reverse("disclosure", args=[one.number]), {"decision": "withdraw", "why": WHY})
    assert read_emergencies()[0].withdrawn_by == "iris" and not shown(place)
    executive = client_of(worried.actor("ed", "partnership_executive", ""))
    assert reverse("disclosure", args=[one.number]) not in executive.get(reverse("agreements")).content.decode()
    assert executive.get(reverse("disclosure", args=[one.number])).status_code == 403
