"""Disputes and statements: shown with the record wherever it is, replied to in a month, and no action is changed."""

import csv
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support import small_partnership as small
from support.climbing import set_clock
from support.every_address import ask, wren
from support.sessions import session_of
from support.small_served import serve
from support.trials import export_table
from support.worried import client_of

from sightline.casework.chronology.export import write_chronology
from sightline.casework.chronology.selectors.chronology import read_timeline
from sightline.casework.clocks.selectors import list_clocks
from sightline.casework.core.actor import Actor, actor_for_username
from sightline.casework.core.errors import NotHere
from sightline.casework.core.governance_work import count_work
from sightline.casework.core.models import Account, Assignment, AuditEntry, Decision
from sightline.casework.core.session import house_session
from sightline.casework.corrections.models import CorrectionEntry
from sightline.casework.disputes import histories
from sightline.casework.disputes.models import DisputeEntry
from sightline.casework.disputes.pages import DisputeDecision, DisputeEntryKind, NewDispute, NewStatement
from sightline.casework.disputes.selectors import list_beside, list_disputes, read_dispute
from sightline.casework.disputes.services import add_statement, lay_dispute, settle_dispute
from sightline.casework.escalation.models import Item, Step
from sightline.casework.named_adults.pages import LetterTo
from sightline.casework.notices.models import Notice
from sightline.casework.patterns.selectors import list_recognised
from sightline.casework.rule_switches.models import RuleSwitch
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.model.errors import Refused
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
NOW = "2026-12-11T09:00:00Z"
WRONG = "It says that lantern-77 was there, and she was at school all that day."
WHY = "The agency looked at the register and at the officer's own notes."
OWN = "I was nine years old. Nobody asked me what I wanted."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("disputes"), roles=())


@pytest.fixture
def served(built: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    set_clock(monkeypatch, NOW)
    return serve(built, settings)


def actor(role: str) -> Actor:
    return actor_for_username(small.username(role))


def record_of(served: Workspace, agency: str = "police") -> str:
    """The newest record of an agency that names Wren and that anybody may see."""
    return ask(
        served,
        "SELECT m.record_id FROM mention AS m JOIN resolved USING (mention_id) JOIN agency_record AS r "
        f"USING (record_id) WHERE person_id = '{wren(served)}' AND r.agency = '{agency}' AND r.latest "
        "AND NOT r.restricted GROUP BY 1 ORDER BY max(r.occurred_from) DESC",
    )[0]


def disputed(record_id: str, role: str = "practitioner", **said: Any) -> str:
    return lay_dispute(session_of(actor(role)), dispute=NewDispute(record_id, WRONG, **said))


def settle(dispute_id: str, kind: DisputeEntryKind, statement: str = "", role: str = "information_governance") -> str:
    decision = DisputeDecision(kind, WHY, statement, LetterTo("other"))
    return settle_dispute(session_of(actor(role)), dispute_id=dispute_id, decision=decision)


def test_it_is_shown_with_the_record_on_pages_in_files_and_printed(served: Workspace) -> None:
    record_id, person_id = record_of(served, "childrens_services"), wren(served)
    dispute_id = disputed(record_id)
    browser = client_of(actor("manager"))
    pages = [
        browser.get(reverse("record", args=[record_id])).content.decode(),
        browser.get(reverse("person_chronology", args=[person_id])).content.decode(),
        write_chronology(session_of(actor("manager")), person_id=person_id, purpose="case", format="html"),
        write_chronology(session_of(actor("manager")), person_id=person_id, purpose="case", format="csv"),
    ]
    assert [("lantern-77" in page, "isputed" in page) for page in pages] == [(True, True)] * 4
    settle(dispute_id, DisputeEntryKind.STANDS, OWN)
    lines = list_beside(session_of(actor("manager")), record_ids=[record_id])[record_id]
    assert [(one.kind, one.words) for one in lines] == [("stands", WRONG), ("statement", OWN)]
    page = browser.get(reverse("record", args=[record_id])).content.decode()
    assert "Disputed, not changed" in page and OWN in page and ">Disputed<" not in page


def test_each_exported_row_says_whether_somebody_disputes_its_record(served: Workspace, tmp_path: Path) -> None:
    record_id = record_of(served)
    disputed(record_id)

    def rows_of(table: str) -> list[dict[str, str]]:
        out = tmp_path / f"{table}.csv"
        export_table(session_of(actor("information_governance")), workspace=served, table=table, out=out)
        with out.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    for table in ("records", "mentions", "chronology", "passages"):
        assert {row["record_id"] for row in rows_of(table) if row["disputed"] == "true"} <= {record_id}, table
    assert {row["record_id"] for row in rows_of("records") if row["disputed"] == "true"} == {record_id}
    assert wren(served) in {row["person_id"] for row in rows_of("persons") if row["disputed"] == "true"}
    assert {row["disputed"] for row in rows_of("persons")} == {"true", "false"}
    resting = set(ask(served, f"SELECT conclusion_id FROM clock_basis WHERE record_id = '{record_id}'"))
    assert {row["clock_id"] for row in rows_of("clocks") if row["disputed"] == "true"} <= resting
    for table in ("patterns", "proposals"):
        rows_of(table)


def test_it_is_due_in_a_month_and_escalates(served: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    dispute_id = disputed(record_of(served))
    item = Item.objects.get(source="record_dispute")
    assert (item.rule_id, item.deadline_at) == ("record_dispute", "2027-01-11T23:59:59Z")
    ig = small.username("information_governance")
    assert ig in Notice.objects.filter(about_id=item.item_id).values_list("account__username", flat=True)
    set_clock(monkeypatch, "2027-01-12T09:00:00Z")
    run_tick(house_session(), now="2027-01-12T09:00:00Z")
    assert Step.objects.filter(item=item).count() > 1
    work = {one.page: one for one in count_work(session_of(actor("information_governance")))}["disputes"]
    assert (work.count, work.oldest_at, work.overdue) == (1, NOW, 1)
    settle(dispute_id, DisputeEntryKind.WITHDRAWN)
    assert Item.objects.get(pk=item.pk).closed_at
    with pytest.raises(Refused):
        settle(dispute_id, DisputeEntryKind.STANDS)


def test_disputing_everything_changes_nothing_that_must_be_answered(served: Workspace) -> None:
    governance, records = actor("information_governance"), ask(served, "SELECT DISTINCT record_id FROM agency_record")

    rules = ask(served, "SELECT DISTINCT rule_id FROM clock UNION SELECT DISTINCT pattern_id FROM pattern")
    for rule_id in rules:
        RuleSwitch.objects.create(rule_id=rule_id, on=True, at="2024-11-01T09:00:00Z", decision=1)

    def to_do() -> tuple[Any, ...]:
        run_tick(house_session(), now=NOW)
        session = session_of(governance)
        children = ask(served, "SELECT DISTINCT person_id FROM resolved WHERE person_id IS NOT NULL")
        rows = Item.objects.exclude(source="record_dispute").order_by("item_id")
        must = [
            (one.instance_key, len(one.rests_on))
            for child in sorted(children)
            for one in _or_none(list_recognised, session, child)
            if one.must
        ]
        clocks = [
            (one.clock_id, one.due_at, one.state) for child in sorted(children)
            for one in _clocks(session, child)
        ]  # fmt: skip
        steps = Step.objects.exclude(item__source="record_dispute").order_by("item__item_id", "number")
        return (
            list(rows.values_list("item_id", "state", "stage", "answer_by", "deadline_at")),
            list(steps.values_list("item__item_id", "number", "stage", "due_at")),
            must,
            clocks,
        )

    before, drawn = to_do(), _connections(served, governance)
    assert all(before) and drawn
    for record_id in sorted(records):
        try:
            disputed(record_id, "information_governance", who="Her mother")
        except NotHere:
            continue
    assert DisputeEntry.objects.count() > 10
    assert to_do() == before
    assert not _connections(served, governance)
    held = read_timeline(session_of(governance), person_id=wren(served))
    assert not held.entries and held.left_out > 5


def _or_none(read: Any, session: Any, child: str) -> Any:
    try:
        return read(session, person_id=child)
    except NotHere:
        return ()


def _clocks(session: Any, child: str) -> Any:
    try:
        found = list_clocks(session, person_id=child)
    except NotHere:
        return ()
    return (*found.breached, *found.running, *found.not_known, *found.done, *found.backlog, *found.arrived_late)


def _connections(served: Workspace, who: Actor) -> int:
    with session_of(who).need_current() as (_, store):
        return store._number("SELECT count(*) FROM around")


def test_corrected_needs_a_new_version_and_tells_all_who_were_shown_the_old(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_id = record_of(served)
    client_of(actor("practitioner")).get(reverse("record", args=[record_id]))
    dispute_id = disputed(record_id)
    with pytest.raises(Refused, match="No new version"):
        settle(dispute_id, DisputeEntryKind.CORRECTED)
    monkeypatch.setattr(histories, "version_of", lambda *_, **__: 2)
    assert read_dispute(session_of(actor("information_governance")), dispute_id=dispute_id).has_new_version
    settle(dispute_id, DisputeEntryKind.CORRECTED)
    told = CorrectionEntry.objects.get()
    assert (told.word, told.record_ids) == ("corrected", [record_id])
    assert small.username("practitioner") in [one[0] for one in told.recipients]


def test_a_persons_own_statement_is_entered_by_the_lead_worker_or_information_governance(served: Workspace) -> None:
    record_id = record_of(served)
    said = NewStatement(record_id, OWN, "Wren")
    with pytest.raises(Refused):
        add_statement(session_of(actor("practitioner")), statement=said)
    mention = ask(served, f"SELECT mention_id FROM resolved WHERE person_id = '{wren(served)}' ORDER BY 1")[0]
    account = Account.objects.get(username=small.username("practitioner"))
    Assignment.objects.create(account=account, mention_id=mention, kind="lead_worker", from_on="2026-12-01", why="Hers")
    add_statement(session_of(actor("practitioner")), statement=said)
    add_statement(session_of(actor("information_governance")), statement=said)
    lines = list_beside(session_of(actor("analyst")), record_ids=[record_id])[record_id]
    assert [(one.kind, one.who) for one in lines] == [("statement", "Wren")] * 2


def test_who_may_not_see_the_record_disputes_nothing_and_reads_no_word(served: Workspace) -> None:
    hidden = ask(served, "SELECT record_id FROM agency_record WHERE restricted AND agency = 'health' AND latest")[0]
    with pytest.raises(NotHere):
        disputed(hidden, "practitioner")
    dispute_id = disputed(record_of(served), "practitioner")
    with pytest.raises(NotHere):
        read_dispute(session_of(actor("analyst")), dispute_id=dispute_id)
    with pytest.raises(Refused):
        settle(dispute_id, DisputeEntryKind.STANDS, role="practitioner")
    for table in (Decision, AuditEntry, Item, Notice):
        assert "lantern-77" not in repr(list(table.objects.values()))


def test_the_box_that_is_disputed_is_in_no_row_in_the_clear(served: Workspace) -> None:
    record_id = record_of(served)
    dispute_id = disputed(record_id, part="Note of lantern-77")
    for table in (Decision, DisputeEntry, AuditEntry):
        assert "lantern-77" not in repr(list(table.objects.values()))
    assert read_dispute(session_of(actor("practitioner")), dispute_id=dispute_id).part == "Note of lantern-77"
    (line,) = list_beside(session_of(actor("practitioner")), record_ids=[record_id])[record_id]
    assert line.part == "Note of lantern-77"
    settle(dispute_id, DisputeEntryKind.STANDS, OWN)
    page = read_dispute(session_of(actor("information_governance")), dispute_id=dispute_id)
    assert (page.part, page.statement) == ("Note of lantern-77", OWN)


def test_it_is_entered_and_settled_on_pages(served: Workspace) -> None:
    record_id = record_of(served)
    browser, ig = client_of(actor("practitioner")), client_of(actor("information_governance"))
    address = reverse("beside", args=[record_id])
    assert address in browser.get(reverse("record", args=[record_id])).content.decode()
    assert browser.post(address, {"words": ""}).status_code == 400
    assert "No reply" in browser.post(address, {"words": WRONG, "who": "", "part": ""}, follow=True).content.decode()
    assert "Enter who disputes it" in ig.post(address, {"words": WRONG, "who": ""}).content.decode()
    (line,) = list_disputes(session_of(actor("information_governance"))).lines
    page = ig.get(reverse("dispute", args=[line.dispute_id])).content.decode()
    assert "Record that it is not changed" in page and "Record that it is corrected" not in page
    step = reverse("dispute_decide", args=[line.dispute_id, "stands"])
    assert "Not changed" in ig.post(step, {"words": WHY, "statement": OWN}, follow=True).content.decode()
    assert ig.get(step).status_code == 404
    assert browser.get(reverse("statement_add", args=[record_id])).status_code == 404
    assert ig.get(reverse("statement_add", args=[record_id])).status_code == 200


def test_an_export_of_patterns_leaves_out_what_nobody_must_answer(served: Workspace, tmp_path: Path) -> None:
    session = session_of(actor("information_governance"))

    def classes() -> set[str]:
        out = tmp_path / f"{len(list(tmp_path.iterdir()))}.csv"
        export_table(session, workspace=served, table="patterns", out=out)
        return {row["class"] for row in csv.DictReader(out.read_text(encoding="utf-8").splitlines())}

    assert "must" in classes()
    basis = ask(
        served,
        "SELECT DISTINCT record_id FROM pattern_basis JOIN pattern USING (instance_key, view_no) WHERE class = 'context'",
    )
    for record_id in basis:
        disputed(record_id, "information_governance", who="Her mother")
    assert classes() == {"must"}
