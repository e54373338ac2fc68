"""Print is a leaving: the page says that it is printed, and the audit log and the ledger keep what was on it."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from support import held, worried
from support.agreed import agree
from support.sessions import session_of
from support.worried import client_of
from test_agreed_recipients import names_nobody

import sightline.web
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.bulk_exports.services import keep_print
from sightline.casework.core.actor import actor_for_account
from sightline.casework.core.models import AuditEntry
from sightline.casework.ledger.models import SharedRecord
from sightline.model.errors import Refused
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
STATIC = Path(sightline.web.__file__).parent / "static" / "sightline"


@pytest.fixture
def served(workspace: Workspace) -> Workspace:
    held.serve_snapshot(workspace)
    agree(workspace.root)
    return workspace


@pytest.fixture
def mel(served: Workspace) -> Client:
    return client_of(worried.actor("mel", "manager", "police", "police"))


def tell(client: Client, page: str) -> int:
    return client.post(reverse("printed"), {"page": page}).status_code


def printed() -> AuditEntry:
    return AuditEntry.objects.filter(action="print_page").latest("sequence")


def test_a_page_that_is_printed_is_audited_and_in_the_ledger(mel: Client) -> None:
    record, page = held.record_of("school"), f"{reverse('record', args=[held.record_of('school')])}?from={held.AOIFE}"
    assert mel.get(page).status_code == 200 and not SharedRecord.objects.filter(way="left").exists()
    before = AuditEntry.objects.filter(action="read_record").count()
    assert tell(mel, page) == 204
    entry = printed()
    assert (entry.username, entry.outcome, entry.details) == ("mel", "done", {"page": "record"})
    assert f"record:{hash_id(record)}" in entry.ids
    line = SharedRecord.objects.of_records([record]).get(way="left")
    assert (line.username, line.action, line.from_agency, line.audit_row) == (
        "mel",
        "print_page",
        "school",
        entry.sequence,
    )
    assert AuditEntry.objects.filter(action="read_record").count() == before, "it is one act, and no second look"


def test_what_the_account_may_not_see_is_named_by_no_print(mel: Client) -> None:
    for page in (reverse("person", args=[held.SEALED_PERSON]), reverse("person", args=["0" * 20])):
        assert tell(mel, page) == 204
        assert printed().ids == []


def test_only_pages_of_sightline_are_kept_and_only_of_who_is_signed_in(mel: Client, served: Workspace) -> None:
    wrong = ("", "/no/such/page/", "https://elsewhere.example/people/", "/accounts/logout/", reverse("printed"))
    assert [tell(mel, page) for page in wrong] == [400, 400, 400, 400, 204]
    assert {one.details["page"] for one in AuditEntry.objects.filter(action="print_page")} == {"printed"}
    assert Client().post(reverse("printed"), {"page": "/"}).status_code in (302, 401)
    assert mel.get(reverse("printed")).status_code == 405
    assert Client(enforce_csrf_checks=True).post(reverse("printed"), {"page": "/"}).status_code == 403


def test_a_print_by_agreements_that_changed_is_refused(served: Workspace) -> None:
    begun = session_of(actor_for_account(worried.account("mel", "manager", "police")))
    names_nobody(served)
    with pytest.raises(Refused, match="changed while"):
        keep_print(begun, page="home", read=lambda _again: None)


def test_without_scripts_the_paper_says_that_nobody_knows_of_it(mel: Client) -> None:
    page = mel.get(reverse("home")).content.decode()
    assert 'sl-print-only sl-print-unknown">Sightline has no record of this print.' in page
    assert f'data-printed-to="{reverse("printed")}"' in page and "csrfmiddlewaretoken" in page
    css, script = ((STATIC / name).read_text(encoding="utf-8") for name in ("sightline.css", "sightline.js"))
    assert ".js-enabled .sl-print-unknown { display: none; }" in css
    assert 'classList.add("js-enabled"' in script and "printedAt.dataset.printedTo" in script
