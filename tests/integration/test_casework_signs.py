"""Signs noted in records, on the child's page and on the record's: only what the reader may see, each with its reason."""

from typing import Any

import pytest
from django.test import Client
from support import held
from support.sessions import session_of

from sightline.casework.accounts.services.accounts import create_account
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.models import AuditEntry
from sightline.casework.notes.selectors.signs import list_signs, list_signs_of_record
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
PASSWORD = "long-quiet-river-7"


@pytest.fixture(autouse=True)
def served(workspace: Workspace, settings: Any) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(workspace.root)}
    }
    held.serve_snapshot(workspace)


OFFICER = Actor(Reader("officer", Role.PRACTITIONER, "police"), "web")
NURSE = Actor(Reader("nurse", Role.PRACTITIONER, "health"), "web")
TEACHER = Actor(Reader("teacher", Role.SCHOOL_LEAD, "school", "Elm School"), "web")


def records_of(one: Actor, person_id: str = held.AOIFE) -> set[str]:
    return {noted.record_id for kind in list_signs(session_of(one), person_id=person_id) for noted in kind.stated}


def test_a_reader_is_shown_signs_of_records_that_they_may_see() -> None:
    police, clinic, school = (held.record_of(key) for key in ("police", "clinic", "school"))
    assert records_of(OFFICER) == {police, school}
    assert records_of(NURSE) == {police, clinic, school}


def test_a_sealed_identity_has_no_signs_for_anybody() -> None:
    assert records_of(OFFICER, held.SEALED_PERSON) == set()
    assert list_signs_of_record(session_of(NURSE), record_id=held.record_of("sealed")) == ()


def test_a_school_lead_reads_signs_of_its_own_pupils_alone() -> None:
    assert records_of(TEACHER)
    assert records_of(TEACHER, held.BEN) == set()
    assert list_signs_of_record(session_of(TEACHER), record_id=held.record_of("ben")) == ()


def test_reading_signs_is_audited_with_the_records() -> None:
    list_signs(session_of(OFFICER), person_id=held.AOIFE)
    entry = AuditEntry.objects.get(action="list_signs")
    assert entry.outcome == "done"


def test_the_pages_mark_the_words_and_say_why() -> None:
    create_account(session_of(house_actor()), username="ann", role="practitioner", agency="police", password=PASSWORD)
    client = Client()
    client.post("/accounts/login/", {"login": "ann", "password": PASSWORD})
    page = client.get(f"/people/{held.AOIFE}/patterns/").content.decode()
    assert "Signs noted" in page
    assert "With unknown adults" in page
    assert "“seen” (said by the family)" in page
    assert "2 times in notes" in page
    for hidden in held.HIDDEN:
        assert hidden not in page
    record = client.get(f"/records/{held.record_of('police')}/").content.decode()
    assert "<mark>seen</mark><sup>1</sup> by an officer" in record
    assert "“by” shows who said it" in record
