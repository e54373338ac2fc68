"""That a child has told somebody, said to a reader who may not see the account, and nothing else of it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from support import held, worried
from support.sessions import session_of

from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Account
from sightline.casework.notes.pages.signs import ChildsAccount
from sightline.casework.notes.selectors.childs_account_notice import list_childs_accounts
from sightline.model.schema import PASSAGE
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
CHANGES: dict[str, dict[str, Any]] = {
    "told": {"indicator": "account_given"},
    "denied": {"indicator": "account_given", "polarity": "negated"},
    "sealed": {"indicator": "account_given", "markings": ["SEALED IDENTITY"]},
}


def store(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    """The snapshot, with the restricted record of the clinic telling of an account."""
    made, clinic = held.tables, held.record_of("clinic")

    def changed() -> dict[Any, list[dict[str, Any]]]:
        filled = made()
        for row in filled[PASSAGE]:
            if row["record_id"] == clinic:
                row |= CHANGES[change]
        return filled

    monkeypatch.setattr(held, "tables", changed)
    held.serve_snapshot(workspace, anew=True)


def officer() -> Actor:
    return worried.actor("officer", "practitioner", "police")


def nurse() -> Actor:
    return worried.actor("nurse", "practitioner", "health")


def page_of(actor: Actor) -> str:
    client = Client()
    client.force_login(Account.objects.get(username=actor.reader.username))
    return " ".join(client.get(reverse("person", args=[held.AOIFE])).content.decode().split())


def test_who_may_not_see_the_account_is_told_that_there_is_one_and_whom_to_ask(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(workspace, monkeypatch, "told")
    said = page_of(officer())
    assert "This child has told someone" in said and "The records show no action by an agency yet" in said
    assert list_childs_accounts(session_of(officer()), person_id=held.AOIFE) == (ChildsAccount("health", False),)
    assert held.record_of("clinic") not in said
    assert not any(hidden in said for hidden in held.HIDDEN)


def test_who_sees_the_account_reads_it_and_has_no_such_line(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(workspace, monkeypatch, "told")
    assert list_childs_accounts(session_of(nurse()), person_id=held.AOIFE) == ()
    assert "This child has told someone" not in page_of(nurse())


@pytest.mark.parametrize("change", ["denied", "sealed"])
def test_no_line_of_what_was_not_told_or_is_sealed(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    store(workspace, monkeypatch, change)
    assert list_childs_accounts(session_of(officer()), person_id=held.AOIFE) == ()
