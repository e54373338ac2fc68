"""A named decision lets a school see a child of another body: who decides it, what is then seen, and how it ends."""

from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from support import held, rights_objects, worried
from support.climbing import set_clock
from support.sessions import session_of
from support.trials import export_table
from support.worried import client_of

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.people.pages.people import SearchTerms
from sightline.casework.people.selectors import find_people
from sightline.casework.sight.selectors import read_sight
from sightline.casework.sight.services import end_sight, give_sight
from sightline.model.errors import Refused, Usage
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
TODAY, UNTIL, AFTER = "2026-12-01T09:00:00Z", date(2026, 12, 31), "2027-01-01T09:00:00Z"
WHY = "Ben moved to Oak School on Monday, and its lead plans with police who walks home with him."
OAK = {"agency": "school", "organisation": "Oak School"}


@pytest.fixture
def served(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    rights_objects.store(workspace)
    set_clock(monkeypatch, TODAY)
    lead()
    return workspace


def lead() -> Actor:
    """Made anew each time, as for each request."""
    return worried.actor("oak", "school_lead", "school", "Oak School")


def governance() -> Actor:
    return worried.actor("ig", "information_governance", "")


def manager() -> Actor:
    return worried.actor("mia", "manager", "childrens_services")


def give(who: Actor, **more: object) -> int:
    decided = {"person_id": held.BEN, "until_on": UNTIL, "why": WHY, **OAK} | more
    return give_sight(session_of(who), **decided)  # type: ignore[arg-type]


def sees_ben() -> bool:
    found = find_people(session_of(lead()), terms=SearchTerms(name="Ben Hale")).people
    status = client_of(lead()).get(reverse("person", args=[held.BEN])).status_code
    assert (status == 200) == bool(found)
    return bool(found)


def test_a_decision_opens_the_child_to_that_school_and_nothing_restricted(served: Workspace, tmp_path: Path) -> None:
    assert not sees_ben()
    give(governance())
    assert sees_ben()
    page = client_of(lead()).get(reverse("person", args=[held.BEN])).content.decode()
    export_table(session_of(lead()), workspace=served, table="persons", out=tmp_path / "persons.csv")
    exported = (tmp_path / "persons.csv").read_text()
    assert "Ben Hale" in page
    assert "Ben Hale" in exported
    for words in held.HIDDEN:
        assert words not in page
        assert words not in exported
    assert client_of(lead()).get(reverse("person", args=[held.SEALED_PERSON])).status_code == 404
    assert client_of(lead()).get(reverse("person", args=[held.AOIFE])).status_code == 404


def test_it_ends_on_its_last_day_or_earlier(served: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    sequence = give(governance())
    set_clock(monkeypatch, "2026-12-31T22:00:00Z")
    assert sees_ben()
    set_clock(monkeypatch, AFTER)
    assert not sees_ben()
    set_clock(monkeypatch, TODAY)
    end_sight(session_of(governance()), sequence=sequence, why="The move fell through; police told the school today.")
    assert not sees_ben()
    with pytest.raises(Refused):
        end_sight(
            session_of(governance()), sequence=sequence, why="The move fell through; police told the school today."
        )


def test_a_manager_decides_about_children_whom_the_own_agency_records(served: Workspace) -> None:
    give(manager(), person_id=held.AOIFE)
    assert client_of(lead()).get(reverse("person", args=[held.AOIFE])).status_code == 200
    worried.enter(
        worried.actor("sw", "practitioner", "childrens_services"), about=held.BEN
    )  # gives its agency no right
    with pytest.raises(NotHere):
        give(manager())
    assert not sees_ben()


@pytest.mark.parametrize(
    "role", ["practitioner", "analyst", "senior_officer", "reviewer", "operator", "partnership_executive"]
)
def test_nobody_else_decides_it(served: Workspace, role: str) -> None:
    with pytest.raises(Refused):
        give(worried.actor(role, role, "police"))
    assert AuditEntry.objects.get(action="give_sight").outcome.startswith("refused")
    assert not Decision.objects.filter(kind="sight_given").exists()


def test_what_cannot_be_decided(served: Workspace) -> None:
    for wrong in ({"until_on": date(2026, 11, 30)}, {"until_on": date(2028, 1, 1)}, {"organisation": "Nowhere School"}):
        with pytest.raises(Usage):
            give(governance(), **wrong)
    with pytest.raises(NotHere):
        give(governance(), person_id=held.SEALED_PERSON)
    assert not sees_ben()


def test_it_is_kept_for_ever_and_audited(served: Workspace) -> None:
    sequence = give(governance())
    row = Decision.objects.get(sequence=sequence)
    assert (row.by, row.why, row.body["until_on"]) == ("ig", WHY, "2026-12-31")
    audited = str(AuditEntry.objects.get(action="give_sight").ids)
    assert hash_id(held.BEN) in audited
    assert str(sequence) in audited
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM casework_decision")


def test_the_page_records_and_ends_it(served: Workspace) -> None:
    client, url = client_of(governance()), reverse("person_sight", args=[held.BEN])
    assert url in client.get(reverse("person_identity", args=[held.BEN])).content.decode()
    assert client.post(url, {}).status_code == 400
    typed = {"body": "1", "until_on_day": "31", "until_on_month": "12", "until_on_year": "2026", "why": WHY}
    assert client.post(url, typed | {"until_on_year": "2036"}).status_code == 400
    assert client.post(url, typed).status_code == 302
    assert "Oak School" in client.get(url).content.decode()
    assert sees_ben()
    (line,) = read_sight(session_of(governance()), person_id=held.BEN).lines
    end = reverse("end_sight", args=[held.BEN, line.sight.sequence])
    assert client.post(end, {"why": "The move fell through; police told the school today."}).status_code == 302
    assert client.get(end).status_code == 404
    assert not sees_ben()
