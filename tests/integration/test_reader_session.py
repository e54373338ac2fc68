"""A request that reads: one snapshot from beginning to end, and its audit rows committed together before the answer."""

import re
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from support import held, worried

import sightline.casework
from sightline.casework.audit import hash_chain
from sightline.casework.clocks import rows as clock_rows
from sightline.casework.core.actor import actor_for_account
from sightline.casework.core.models import Account, CurrentSnapshot, Decision
from sightline.casework.core.selectors.whole_snapshots import NoWholeSnapshot
from sightline.casework.core.selectors.withdrawn_rules import WITHDRAWN
from sightline.casework.core.session import ReaderSession, house_session, request_session
from sightline.casework.escalation import adulthood
from sightline.casework.escalation.engine import CLOCK, Candidate
from sightline.casework.escalation.sources import find_answered, finders
from sightline.casework.overview.selectors import overview
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
CHILD = f"/people/{held.AOIFE}/"
AS_AT, CASEWORK = date(2026, 11, 24), Path(sightline.casework.__file__).parent
ROLES = {"manager": "police", "information_governance": ""}


@pytest.fixture
def client(workspace: Workspace) -> Client:
    held.serve_snapshot(workspace)
    for role, agency in ROLES.items():
        Account.objects.create(username=role, role=role, agency=agency, organisation="")
    return signed_in("manager")


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=role))
    return client


def test_a_run_that_ends_in_the_middle_of_a_page_changes_nothing_of_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def let_a_run_end(*given: Any, **named: Any) -> Any:
        CurrentSnapshot.objects.update(snapshot_id="2030-01-01-000000")
        return list_clocks(*given, **named)

    list_clocks: Callable[..., Any] = overview.list_clocks
    before = client.get(CHILD).content
    monkeypatch.setattr(overview, "list_clocks", let_a_run_end)
    page = client.get(CHILD)
    assert page.status_code == 200 and strip(page.content) == strip(before)
    assert client.get(CHILD).status_code == 503  # the next page reads what is current then, which is not here


def strip(content: bytes) -> list[bytes]:
    return [
        line for line in content.splitlines() if b"csrf" not in line and b"nonce" not in line and b"damaged" not in line
    ]


def test_a_childs_page_asks_once_what_is_current_and_writes_once(client: Client) -> None:
    client.get(CHILD)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(CHILD).status_code == 200
    said = [one["sql"] for one in asked.captured_queries]
    assert len([sql for sql in said if "pg_advisory" not in sql]) <= 28, said
    assert sum("sightline_currentsnapshot" in sql.lower() or "currentsnapshot" in sql.lower() for sql in said) <= 2
    assert sum(sql.startswith("BEGIN") for sql in said) <= 1
    assert sum("INSERT INTO" in sql and "auditentry" in sql.lower() for sql in said) == 1


def test_where_the_audit_cannot_be_written_nothing_of_the_page_goes_out(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(hash_chain, "append_after", fail)
    page = client.get(CHILD)
    assert page.status_code == 500 and b"Aoife" not in page.content


def test_what_a_session_opened_is_closed_with_its_request(client: Client) -> None:
    session = request_session(client.get(CHILD).wsgi_request)
    with session.open_current() as opened, pytest.raises(sqlite3.ProgrammingError):
        assert opened is not None
        opened[1].people_of(mention_ids=["any"])


def test_a_form_reads_one_snapshot_too_and_a_session_for_a_colleague_reads_the_same(client: Client) -> None:
    session = ReaderSession(actor_for_account(Account.objects.get(username="manager")))
    before = session.snapshot
    CurrentSnapshot.objects.update(snapshot_id="2030-01-01-000000")
    colleague = session.of(actor_for_account(Account.objects.get(username="information_governance")))
    assert before is not None and session.snapshot == before == colleague.snapshot
    assert colleague.sight != session.sight
    session.change_snapshot()
    with pytest.raises(NoWholeSnapshot):
        colleague.need_current().__enter__()


def test_a_form_that_opens_the_snapshot_asks_once_what_is_left_out_of_it(client: Client) -> None:
    session = ReaderSession(actor_for_account(Account.objects.get(username="manager")))
    with CaptureQueriesContext(connection) as asked, session.need_current():
        pass
    assert sum("decision" in one["sql"] for one in asked.captured_queries) == 1


def test_a_run_that_ends_in_the_middle_of_a_tick_or_of_an_answer_moves_no_deadline(client: Client) -> None:
    """What is found, and what is opened by hand, is due by the snapshot that was read, not by the one served since."""
    session, known = house_session(), "2025-01-01T06:00:00Z"
    CurrentSnapshot.objects.update(changed_at=known)
    before, looked_at = found_in(session), adulthood._state(session, AS_AT)
    worker = session.of(worried.actor("worker", "manager", "childrens_services"))
    by_hand = [find_answered(worker, kind=CLOCK, about_id=one.about_id) for one in before]
    CurrentSnapshot.objects.update(snapshot_id="2030-01-01-000000", changed_at="2030-01-01T06:00:00Z")
    assert found_in(session) == before and {one.due_at for one in before} == {known}
    assert [find_answered(worker, kind=CLOCK, about_id=one.about_id) for one in before] == by_hand
    assert {one.due_at for one in by_hand if one} == {known}
    assert adulthood._state(session, AS_AT) == looked_at


def found_in(session: ReaderSession) -> list[Candidate]:
    return [one for finder in finders() for one in finder(session, "2031-01-01T00:00:00Z")]


def test_only_what_makes_or_watches_snapshots_reads_which_is_current() -> None:
    """All else asks its session, so that nothing can be of two snapshots."""
    readers = {path.relative_to(CASEWORK).as_posix() for path in CASEWORK.rglob("*.py")
               if re.search(r"\bCurrentSnapshot\.objects\b", path.read_text("utf-8"))}  # fmt: skip
    assert readers == {
        "core/selectors/whole_snapshots.py", "data/runs.py", "data/selectors.py",
        "integrity/checks.py", "operations/selectors/metrics.py", "operations/upgrade.py",
    }  # fmt: skip


def test_what_clocks_a_colleague_may_see_is_not_kept_for_another_reader(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        clock_rows, "_entered_rows", lambda session, _clock_id: [{"clock_id": session.actor.reader.username}]
    )
    session = ReaderSession(actor_for_account(Account.objects.get(username="manager")), only_reads=True)
    colleague = session.of(actor_for_account(Account.objects.get(username="information_governance")))
    kept = [clock_rows.entered_rows(one)[0]["clock_id"] for one in (session, colleague)]
    assert kept == ["manager", "information_governance"]


def test_a_page_reads_decisions_up_to_one_head_and_a_form_what_is_decided_now(client: Client) -> None:
    actor = actor_for_account(Account.objects.get(username="manager"))
    page, form = ReaderSession(actor, only_reads=True), ReaderSession(actor)
    head = page.head
    made = hash_chain.append(Decision, kind=WITHDRAWN, by="manager", os_name="", body={"rule_id": "return_interview"})
    assert (page.head, page.withdrawn) == (head, frozenset())
    assert (form.head, form.withdrawn) == (made.sequence, frozenset({"return_interview"}))
    assert ReaderSession(actor, only_reads=True).withdrawn == {"return_interview"}
