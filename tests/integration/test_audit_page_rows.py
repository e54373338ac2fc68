"""One audit row a page: every page of the site says in it what it said in a row an act, and the audit log shows the same.

It is compared with a session that commits each row by itself, as commands and forms do. Pages of what people wrote, and
of patterns and marks, are compared in test_web_authorisation.py, which has such objects.
"""

from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from support import small_partnership as small
from support.audited import assert_one_row_tells_the_same, rows_of
from support.every_address import address, every_pattern, is_of_others, wren, wrens_visit
from support.rights_oracle import LINES
from support.sessions import session_of
from support.small_served import point_at

from sightline.casework.audit.hash_chain import verify_chains
from sightline.casework.audit.id_hashes import hash_id, hash_named
from sightline.casework.audit.page_rows import PAGE, acts_of
from sightline.casework.audit.pages import AuditQuestion
from sightline.casework.audit.selectors import list_audit
from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import Account
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
ROLES = (
    "information_governance",
    "manager",
    "analyst",
    "partnership_executive",
    "senior_officer",
)  # each page is open to one of them


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("page_rows"), roles=())


@pytest.fixture
def served(built: Path, settings: Any) -> Workspace:
    password = make_password(None)
    for role, (agency, organisation) in small.ROLES.items():
        Account.objects.create(
            username=small.username(role), role=role, agency=agency, organisation=organisation, password=password
        )
    return point_at(built, settings)


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=small.username(role)))
    return client


def opens(name: str) -> str:
    """One of the roles that may open a page, drawn by its name: the same in each run."""
    may = [role for role in ROLES if role in LINES[name].who] or ROLES
    return may[crc32(name.encode()) % len(may)]


@pytest.mark.parametrize("role", ROLES)
def test_every_page_tells_in_one_row_what_it_told_in_a_row_an_act(
    served: Workspace, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(role)
    for pattern in every_pattern():
        name = pattern.name or ""
        if opens(name) == role and name != "account_logout" and not is_of_others(pattern):
            assert_one_row_tells_the_same(client, address(pattern, served), monkeypatch)
    assert set(verify_chains().values()) == {None}


@pytest.mark.soak
@pytest.mark.parametrize("role", ROLES)
def test_so_does_every_page_for_every_one_of_these_roles(
    served: Workspace, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(role)
    for pattern in every_pattern():
        if pattern.name != "account_logout" and not is_of_others(pattern):
            assert_one_row_tells_the_same(client, address(pattern, served), monkeypatch)


def lines(**asked: Any) -> list[tuple[str, tuple[str, ...]]]:
    page = list_audit(session_of(house_actor()), question=AuditQuestion(**asked), limit=500)
    return [(line.action, tuple(hash_named(line.ids))) for line in page.lines]


def test_the_audit_log_shows_each_act_of_a_page_and_finds_it_by_person_record_and_action(served: Workspace) -> None:
    client, person, record = signed_in("manager"), wren(served), wrens_visit(served)
    (row,) = (one for one in rows_of(client, reverse("person", args=[person])) if one.outcome == "done")
    assert row.action == PAGE and f"person:{hash_id(person)}" in row.ids
    acts = acts_of(action=row.action, ids=row.ids, details=row.details)
    assert lines(account=row.username) == [*((act.action, act.ids) for act in acts), ("sign_in", ())]
    assert len(acts) > 5
    about = lines(account=row.username, about=person)
    assert {"read_overview", "list_clocks"} <= {action for action, _ in about}
    assert all(f"person:{hash_id(person)}" in ids for _, ids in about)
    assert lines(account=row.username, action="read_overview") == [
        (act.action, act.ids) for act in acts if act.action == "read_overview"
    ]
    assert not lines(account=row.username, action="read_record") and not lines(account=row.username, action="read")
    assert not lines(account=row.username, outcome="refused")
    client.get(reverse("record", args=[record]))
    assert ("read_record", (f"record:{hash_id(record)}",)) in [
        (action, ids[:1]) for action, ids in lines(account=row.username, about=record)
    ]
    actions = list_audit(session_of(house_actor()), question=AuditQuestion()).actions
    assert {"read_overview", "list_clocks", "read_audit"} <= set(actions) and PAGE not in actions


def test_a_refusal_on_a_page_is_a_row_of_its_own(served: Workspace) -> None:
    rows = rows_of(signed_in("elected_member"), reverse("person", args=[wren(served)]))
    assert rows and all(row.outcome.startswith("refused") and row.action != PAGE for row in rows)
    assert {action for action, _ in lines(outcome="refused")} == {row.action for row in rows}
