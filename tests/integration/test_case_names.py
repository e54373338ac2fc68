"""Assignments from the agencies' own extracts: by the name that a body's case system has for an account, and no other way."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest
from django.urls import reverse
from support import held, worried
from support import rights_objects as made
from support.climbing import set_clock
from support.sessions import session_of
from support.worried import client_of
from test_need_to_know import LATER, NAMES, TODAY, governance, manager, opens, team, worker

from sightline.casework.access.models import AccessEntry
from sightline.casework.access.pages.access import AssignmentSource
from sightline.casework.access.selectors.assignments import read_assignments
from sightline.casework.access.selectors.case_names import read_names
from sightline.casework.access.services.allocations import read_extracts
from sightline.casework.access.services.case_names import end_case_name, give_case_name
from sightline.casework.accounts.services.accounts import change_account
from sightline.casework.core.actor import house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.governance_work import count_work
from sightline.casework.core.models import AnswerText, AuditEntry, Decision
from sightline.casework.core.session import house_session
from sightline.casework.ledger.models import SharedRecord
from sightline.model.errors import Refused, Usage
from sightline.model.schema import SOURCE_ROW
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
WHY = "Their manager checked the name in the case system on Monday morning."
CARE = {"agency": "childrens_services", "organisation": "childrens_services", "layout": "ofsted_annex_a/list_6"}
PLANS = {**CARE, "layout": "ofsted_annex_a/list_7"}
JUNE, JULY = "2026-06-05T08:00:00Z", "2026-07-03T08:00:00Z"
OPEN = {"Child Unique ID": "1", "CIN Start Date": "04/05/2026", "Allocated Worker": "IQBAL,  Sam"}
CLOSED = {**OPEN, "CIN Closure Date": "29/06/2026"}
PLAN = {"Child Unique ID": "1", "Child Protection Plan Start Date": "04/06/2026"}
Extract = tuple[str, dict[str, Any], str, str, dict[str, str]]  # key, of, person, received, cells
Serve = Callable[..., None]


@pytest.fixture
def serve(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Serve:
    """Serves another update each time, with these rows of extracts; need to know is in force."""
    set_clock(monkeypatch, TODAY)
    AccessEntry.objects.create(
        entry_id="f" * 20, at=TODAY, by="ig", decision=10**9, kind="in_force", on_day=date(2026, 1, 1)
    )
    worker(), manager()

    real = held.tables

    def take_in(*rows: Extract, update: int = 1) -> None:
        by_row = {f"row-{key}": (received, cells) for key, _of, _person, received, cells in rows}
        records = [(key, of, NAMES[person], person, date(2010, 5, 4)) for key, of, person, _at, _cells in rows]

        def write_rows() -> dict[Any, list[dict[str, Any]]]:
            filled = made.write_more(real)
            for row in filled[SOURCE_ROW]:
                if row["row_id"] in by_row:
                    row["received_at"], cells = by_row[row["row_id"]]
                    row["original"] = json.dumps(cells)
            return filled

        with (
            patch.object(made, "MORE_RECORDS", (*made.MORE_RECORDS, *records)),
            patch.object(held, "SNAPSHOT_ID", f"2024-07-{update:02}-000000000000"),
            patch.object(held, "tables", write_rows),
        ):
            held.serve_snapshot(workspace, anew=True)

    return take_in


def name(username: str, written: str = "Iqbal, Sam") -> str:
    return give_case_name(session_of(governance()), username=username, name=written, why=WHY)


def read() -> int:
    return read_extracts(house_session())


def test_the_named_worker_of_an_open_case_and_their_manager_open_the_child(serve: Serve) -> None:
    serve(("cin", CARE, held.BEN, JUNE, OPEN))
    team("sam")
    assert (read(), opens(worker()), opens(manager())) == (0, set(), set())
    name("sam")
    assert (read(), read()) == (1, 0)
    assert (opens(worker()), opens(manager())) == ({held.BEN}, {held.BEN})
    assert {one.reason for one in SharedRecord.objects.filter(username="sam")} >= {"allocated"}


def test_it_ends_when_the_newest_extract_closes_the_case_or_names_another(serve: Serve) -> None:
    serve(("cin", CARE, held.BEN, JUNE, OPEN), ("aoife", CARE, held.AOIFE, JUNE, OPEN))
    name("sam")
    assert (read(), opens(worker())) == (2, {held.BEN, held.AOIFE})
    serve(("cin", CARE, held.BEN, JULY, CLOSED), ("aoife", CARE, held.AOIFE, JUNE, OPEN), update=2)
    assert (read(), opens(worker())) == (1, {held.AOIFE})
    another = ("plan", PLANS, held.AOIFE, JULY, {**PLAN, "Allocated Worker": "Byrne, Una"})
    serve(("aoife", CARE, held.AOIFE, JUNE, OPEN), another, update=3)
    assert (read(), opens(worker())) == (1, set())
    assert not AccessEntry.objects.filter(kind="allocated").not_ended().exists()


def test_a_closed_status_is_a_closed_case_and_events_assign_nobody(serve: Serve) -> None:
    visit = {"Person ID": "1", "Event Type": "VISIT", "Event Date": "04/06/2026", "Worker": "Iqbal, Sam"}
    serve(
        ("cin", CARE, held.BEN, JUNE, {**OPEN, "Case Status": "e) Closed episode"}),
        ("event", {**CARE, "layout": "childrens_services_events"}, held.AOIFE, JUNE, visit),
    )
    name("sam")
    assert (read(), opens(worker())) == (0, set())


def test_two_accounts_of_one_body_with_one_name_are_not_assigned_and_governance_is_asked(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(("cin", CARE, held.BEN, JUNE, OPEN))
    worried.actor("sami", "practitioner", "childrens_services", "childrens_services")
    name("sam")
    assert read() == 1
    twin = name("sami", "iqbal, SAM")
    assert (read(), opens(worker())) == (1, set())
    assert [(one.username, one.shared_with) for one in read_names(session_of(governance())).lines] == [
        ("sam", ("sami",)),
        ("sami", ("sam",)),
    ]
    asked = {str(one.label): one.count for one in count_work(session_of(governance()))}
    assert asked["Names in a case system that two accounts share"] == 2
    assert "sami has the same name" in client_of(governance()).get(reverse("case_names")).content.decode()
    set_clock(monkeypatch, LATER)
    end_case_name(session_of(governance()), entry_id=twin, why=WHY)
    assert (read(), opens(worker())) == (1, {held.BEN})


def test_another_bodys_extract_assigns_nobody(serve: Serve) -> None:
    lead = worried.actor("lea", "school_lead", "school", "Elm School")
    serve(
        ("cin", {**CARE, "agency": "police", "organisation": "police"}, held.BEN, JUNE, OPEN),
        ("pupil", {**CARE, "agency": "school", "organisation": "Ash School"}, held.BEN, JUNE, OPEN),
    )
    name("sam"), name("lea")
    assert (read(), opens(worker())) == (0, set())
    assert held.BEN not in opens(lead)


def test_a_restricted_row_assigns_nobody(serve: Serve) -> None:
    serve(("cin", {**CARE, "restricted": True}, held.BEN, JUNE, OPEN))
    name("sam")
    assert (read(), opens(worker())) == (0, set())


def test_a_name_counts_no_more_at_once_when_it_ends_changes_or_the_account_moves(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(("cin", CARE, held.BEN, JUNE, OPEN))
    given = name("sam")
    assert (read(), opens(worker())) == (1, {held.BEN})
    end_case_name(session_of(governance()), entry_id=given, why=WHY)
    assert opens(worker()) == set()
    assert read() == 1  # the row of the assignment ends too
    with pytest.raises(NotHere):
        end_case_name(session_of(governance()), entry_id=given, why=WHY)
    set_clock(monkeypatch, LATER)
    name("sam")
    assert (read(), opens(worker())) == (1, {held.BEN})
    name("sam", "W1204")
    assert opens(worker()) == set()
    assert (read(), opens(worker())) == (1, set())
    set_clock(monkeypatch, "2026-12-03T09:00:00Z")
    name("sam")
    assert (read(), opens(worker())) == (1, {held.BEN})
    for agency in ("police", "childrens_services"):
        change_account(session_of(house_actor()), username="sam", agency=agency, organisation=agency, why=WHY)
        assert opens(worker()) == set()


def test_only_governance_of_the_own_body_says_so_and_never_for_itself(serve: Serve) -> None:
    serve()
    police = worried.actor("pip", "information_governance", "police", "police")
    own = worried.actor("cat", "information_governance", "childrens_services", "childrens_services")
    given = name("sam")
    for who, username in ((manager(), "sam"), (worker(), "sam"), (police, "sam"), (own, "cat")):
        with pytest.raises(Refused):
            give_case_name(session_of(who), username=username, name="Iqbal, Sam", why=WHY)
    with pytest.raises(NotHere):
        end_case_name(session_of(police), entry_id=given, why=WHY)
    with pytest.raises(Usage):
        give_case_name(session_of(own), username="sam", name=" ", why=WHY)
    assert read_names(session_of(police)).lines == ()
    assert client_of(police).get(reverse("case_name_end", args=[given])).status_code == 404
    end_case_name(session_of(own), entry_id=given, why=WHY)


def test_the_name_is_sealed_and_in_no_decision_or_audit_row(serve: Serve) -> None:
    serve(("cin", CARE, held.BEN, JUNE, OPEN))
    name("sam", "Iqbal, Samuela")
    read()
    said = json.dumps([[row.body for row in Decision.objects.all()], [row.details for row in AuditEntry.objects.all()]])
    assert "Samuela" not in said and AnswerText.objects.filter(what="Iqbal, Samuela").count() == 0
    assert held.BEN not in said


def test_pages_give_and_end_a_name_and_list_what_extracts_assign_apart(serve: Serve) -> None:
    serve(("cin", CARE, held.BEN, JUNE, OPEN))
    client = client_of(governance())
    form = {"username": "sam", "name": "Iqbal, Sam", "why": WHY}
    assert "Enter the name or number" in client.post(reverse("case_names"), {**form, "name": ""}).content.decode()
    assert "We have recorded the name" in client.post(reverse("case_names"), form, follow=True).content.decode()
    read()
    page = client.get(reverse("assignments")).content.decode()
    assert "From the agencies’ own extracts" in page and "5 June 2026" in page
    (line,) = read_assignments(session_of(manager())).lines
    assert (line.to, line.source, line.since_on) == ("sam", AssignmentSource.FROM_EXTRACT, date(2026, 6, 5))
    (named,) = read_names(session_of(governance())).lines
    assert (named.name, named.children) == ("Iqbal, Sam", 1)
    end = reverse("case_name_end", args=[named.entry_id])
    assert "The name has ended" in client.post(end, {"why": WHY}, follow=True).content.decode()
    assert read_assignments(session_of(manager())).lines == ()
