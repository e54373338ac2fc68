"""The sharing ledger: what a reader of one agency is shown of another's is a line, and nothing of their own is."""

import csv
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse
from support import meeting
from support import small_partnership as small
from support.climbing import set_clock, thing
from support.every_address import ask, wren
from support.sessions import session_of
from support.small_served import actor, serve, signed_in
from support.trials import everybody_is_invented, export_table

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.audit.pages import AuditQuestion
from sightline.casework.audit.selectors import list_audit
from sightline.casework.audit.services import verify_audit
from sightline.casework.audit.trail import audited
from sightline.casework.bulk_exports.rights import check_exports
from sightline.casework.chronology.selectors.chronology import read_chronology
from sightline.casework.core.actor import actor_for_username, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, Assignment, AuditEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import open_item
from sightline.casework.escalation.models import ItemEvent
from sightline.casework.ledger import writer
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.ledger.pages import REASONS, RequestTotal, SharingQuestion, SharingTotal
from sightline.casework.ledger.selectors import list_sharing, read_child_sharing, total_sharing
from sightline.casework.ledger.services import export_sharing
from sightline.casework.ledger.terms import AgreementTerms, find_terms
from sightline.casework.meetings.services.meetings import keep_attendance
from sightline.model.errors import Refused
from sightline.model.exports.lists import AUDIT_FILES
from sightline.sharing.need_to_know import read_need_to_know
from sightline.store import Workspace
from sightline.web.core.whens import day_of_when as when_day
from sightline.web.templatetags.access import reasons_in_words

pytestmark = pytest.mark.django_db
DAY = "2024-12-02"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("ledger"), roles=())


@pytest.fixture
def served(built: Path, settings: Any) -> Workspace:
    return serve(built, settings)


def open_chronology(served: Workspace, role: str) -> set[str]:
    """The records that the audit log says were shown."""
    before = AuditEntry.objects.count()
    assert signed_in(role).get(reverse("person_chronology", args=[wren(served)])).status_code == 200
    rows = AuditEntry.objects.filter(sequence__gt=before)
    return {one.removeprefix("record:") for row in rows for one in row.ids if one.startswith("record:")}


def shown_to(role: str) -> dict[str, SharedRecord]:
    rows = SharedRecord.objects.filter(username=small.username(role), way="shown")
    assert rows.count() == rows.values("record_id").distinct().count()
    return {row.record_id: row for row in rows}


def agencies_of(served: Workspace) -> dict[str, str]:
    pairs = ask(served, "SELECT DISTINCT record_id || ' ' || agency FROM agency_record")
    return dict(pair.split(" ", 1) for pair in pairs)


def hashed_agencies_of(served: Workspace) -> dict[str, str]:
    """The same by the keyed hashes that rows have."""
    return {hash_id(record_id): agency for record_id, agency in agencies_of(served).items()}


@pytest.mark.parametrize("role", ["practitioner", "analyst", "information_governance"])
def test_each_record_of_another_agency_that_a_page_showed_is_a_line_and_no_other(served: Workspace, role: str) -> None:
    shown, whose = open_chronology(served, role), hashed_agencies_of(served)
    own = small.ROLES[role][0]
    lines = shown_to(role)
    assert set(lines) == {one for one in shown if whose[one] != own}
    assert {one: line.from_agency for one, line in lines.items()} == {one: whose[one] for one in lines}
    assert lines and all(line.to_agency == own and line.role == role for line in lines.values())


def test_terms_are_found_once_for_all_records_of_one_body_and_layout(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[Any]()

    def count(session: ReaderSession, held: list[Any]) -> AgreementTerms:
        asked.extend(held)
        return find_terms(session, held)

    monkeypatch.setattr(writer, "find_terms", count)
    open_chronology(served, "practitioner")
    lines = SharedRecord.objects.filter(username=small.username("practitioner"))
    assert len(asked) == len(set(asked)) < lines.count()


def test_a_line_names_the_entry_of_the_audit_log_and_the_agreement_that_covers_the_record(served: Workspace) -> None:
    open_chronology(served, "practitioner")
    for line in shown_to("practitioner").values():
        entry = AuditEntry.objects.get(sequence=line.audit_row)
        assert f"record:{line.record_id}" in entry.ids
        assert line.at == entry.at
        assert line.agreement, line.layout
    assert len({line.agreement for line in shown_to("practitioner").values()}) > 1


def test_a_record_that_reached_somebody_by_mistake_is_a_line_in_the_transaction_of_their_report(
    served: Workspace,
) -> None:
    open_chronology(served, "practitioner")
    hashed, seen = next(iter(shown_to("practitioner").items()))
    record_id = next(one for one in agencies_of(served) if hash_id(one) == hashed)
    client, address = signed_in("practitioner"), f"{reverse('breach_report')}?record={record_id}"
    assert address in client.get(reverse("record", args=[record_id])).content.decode()
    assert f'value="{record_id}"' in client.get(address).content.decode()
    said = {"words": "It was meant for another school.", "whose": "A pupil’s", "address": "no",
            "on_day_day": "1", "on_day_month": "12", "on_day_year": "2024", "holder": ""}  # fmt: skip
    told = client.post(reverse("breach_report"), {**said, "record": record_id}, follow=True)
    assert reverse("record", args=[record_id]) in told.content.decode()
    (line,) = SharedRecord.objects.filter(way="mistake")
    assert (line.record_id, line.from_agency, line.agreement) == (hash_id(record_id), seen.from_agency, seen.agreement)
    assert AuditEntry.objects.get(sequence=line.audit_row).action == "report_breach"
    assert client.post(reverse("breach_report"), {**said, "record": "0" * 20}).status_code == 404
    assert SharedRecord.objects.filter(way="mistake").count() == 1


def test_a_second_look_is_audited_and_is_no_new_line(served: Workspace) -> None:
    open_chronology(served, "practitioner")
    before = SharedRecord.objects.count()
    assert open_chronology(served, "practitioner")
    assert SharedRecord.objects.count() == before


def test_a_second_look_asks_one_question_more_than_a_look_at_ones_own(
    served: Workspace, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_chronology(served, "practitioner")
    client, url = signed_in("practitioner"), reverse("person_chronology", args=[wren(served)])
    client.get(url)
    with django_assert_max_num_queries(200) as with_ledger:
        client.get(url)
    monkeypatch.setattr("sightline.casework.ledger.writer.is_of_another", lambda *_: False)
    with django_assert_max_num_queries(200) as without:
        client.get(url)
    assert len(with_ledger) - len(without) == 1


def test_a_refusal_is_a_line_with_its_code(served: Workspace) -> None:
    (record_id, *_) = sorted(one for one, agency in agencies_of(served).items() if agency == "police")
    session = session_of(actor("practitioner"))
    with pytest.raises(Refused), audited(session, action="read_record") as trail:
        trail.add("record", [record_id])
        raise Refused("No.", code="not_for_role")
    (line,) = SharedRecord.objects.all()
    assert (line.way, line.record_id, line.reason) == ("refused", hash_id(record_id), "not_for_role")


def test_where_the_line_cannot_be_written_nothing_is_shown_and_nothing_audited(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(SharedRecord.objects.__class__, "bulk_create", fail)
    client = signed_in("practitioner")
    before = AuditEntry.objects.count()
    response = client.get(reverse("person_chronology", args=[wren(served)]))
    assert response.status_code == 500
    assert small.CHILD not in response.content.decode()
    assert AuditEntry.objects.count() == before


def test_no_line_is_changed_or_removed(served: Workspace) -> None:
    open_chronology(served, "practitioner")
    for sql in ("UPDATE casework_sharedrecord SET reason = ''", "DELETE FROM casework_sharedrecord"):
        with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
            cursor.execute(sql)


def test_governance_finds_lines_by_agency_reader_agreement_child_and_day(served: Workspace) -> None:
    open_chronology(served, "practitioner")
    open_chronology(served, "analyst")
    session = session_of(actor("information_governance"))

    def found(**asked: Any) -> set[str]:
        page = list_sharing(session, question=SharingQuestion(**asked))
        assert not any(one.startswith("~") for line in page.lines for one in line.record_ids), "the records are there"
        return {hash_id(one) for line in page.lines for one in line.record_ids}

    everything = set(shown_to("practitioner")) | set(shown_to("analyst"))
    assert found() == everything == found(about=wren(served))
    assert found(account=small.username("analyst")) == set(shown_to("analyst"))
    one = next(iter(shown_to("practitioner").values()))
    assert found(about=one.record_id) == {one.record_id}
    assert one.record_id in found(agreement=one.agreement) < everything
    assert found(from_agency="police") == {
        line.record_id for line in shown_to("practitioner").values() if line.from_agency == "police"
    }
    assert found(to_agency="police") == set(shown_to("analyst"))
    assert found(way="left") == set()


def test_pages_go_on_where_the_one_before_ended(served: Workspace) -> None:
    session = session_of(actor("information_governance"))
    police = sorted(one for one, agency in agencies_of(served).items() if agency == "police")
    for record_id in police[:5]:
        with audited(session_of(actor("practitioner")), action="read_record") as trail:
            trail.add("record", [record_id])
    seen, before = list[str](), None
    while True:
        page = list_sharing(session, question=SharingQuestion(), before=before, limit=2)
        seen += [one for line in page.lines for one in line.record_ids]
        before = page.older_before
        if before is None:
            break
    assert seen == police[:5][::-1]


def test_a_file_has_the_same_rows_and_is_itself_audited(served: Workspace) -> None:
    open_chronology(served, "practitioner")
    session = session_of(actor("information_governance"))
    everybody_is_invented()
    rows = [json.loads(line) for line in export_sharing(session, question=SharingQuestion(), as_json=True).splitlines()]
    assert {hash_id(one) for row in rows for one in row["records"]} == set(shown_to("practitioner"))
    text = export_sharing(session, question=SharingQuestion())
    assert len(text.splitlines()) == len(rows) + 1
    assert AuditEntry.objects.filter(action="export_sharing", outcome="done").count() == 2
    assert all(check.wrong == "" for check in verify_audit(session_of(house_actor()), workspace=served))


def test_a_lead_worker_sees_which_agencies_were_shown_the_childs_records_and_nobody_else_does(
    served: Workspace,
) -> None:
    open_chronology(served, "analyst")
    child = wren(served)
    (mention, *_) = ask(served, f"SELECT mention_id FROM resolved WHERE person_id = '{child}'")
    worker = Account.objects.get(username=small.username("practitioner"))
    with pytest.raises(Refused, match="lead worker"):
        read_child_sharing(session_of(actor("practitioner")), person_id=child)
    with pytest.raises(Refused, match="lead worker"):
        read_child_sharing(session_of(actor("practitioner")), person_id="f" * 20)
    with pytest.raises(NotHere):
        read_child_sharing(session_of(actor("information_governance")), person_id="f" * 20)
    Assignment.objects.create(account=worker, mention_id=mention, kind="lead_worker", from_on=DAY)
    shown = read_child_sharing(session_of(actor("practitioner")), person_id=child)
    assert {one.to_agency for one in shown} == {"police"}
    assert all(one.shown > 0 and one.left == 0 for one in shown)
    page = signed_in("practitioner").get(reverse("person_identity", args=[child])).content.decode()
    assert reverse("child_sharing", args=[child]) in page
    said = signed_in("practitioner").get(reverse("child_sharing", args=[child])).content.decode()
    assert "Police" in said and when_day(shown[0].first_at) in said
    with pytest.raises(Refused):
        read_child_sharing(session_of(actor("analyst")), person_id=child)


def test_a_lead_worker_is_told_of_no_line_about_a_record_that_they_may_not_see(served: Workspace) -> None:
    child, whose = wren(served), agencies_of(served)
    hidden = ask(
        served,
        "SELECT DISTINCT record_id FROM agency_record WHERE agency = 'police' "
        "AND list_contains(markings, 'RESTRICTED')",
    )
    assert hidden and all(whose[one] == "police" for one in hidden)
    (mention, *_) = ask(served, f"SELECT mention_id FROM resolved WHERE person_id = '{child}'")
    worker = Account.objects.get(username=small.username("practitioner"))
    Assignment.objects.create(account=worker, mention_id=mention, kind="lead_worker", from_on=DAY)
    read_child_sharing(session_of(actor("practitioner")), person_id=child)  # who reads it saw the child too
    before = read_child_sharing(session_of(actor("practitioner")), person_id=child)
    with audited(session_of(actor("information_governance")), action="read_record") as trail:
        trail.add("record", hidden)
    assert SharedRecord.objects.of_records(hidden).exists()
    assert read_child_sharing(session_of(actor("practitioner")), person_id=child) == before


def test_totals_are_of_closed_quarters_by_pair_of_agencies(served: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, "2025-03-31T12:00:00Z")
    open_chronology(served, "analyst")
    lines = shown_to("analyst").values()
    board = session_of(actor("partnership_executive"))
    assert total_sharing(board) == ()  # the quarter has not ended
    set_clock(monkeypatch, "2025-04-01T12:00:00Z")
    expected = {
        SharingTotal(agency, "police", sum(line.from_agency == agency for line in lines), 0, 0)
        for agency in {line.from_agency for line in lines}
    }
    (quarter,) = total_sharing(board)
    assert (str(quarter.first_on), str(quarter.last_on)) == ("2025-01-01", "2025-03-31")
    assert {replace(one, fields=()) for one in quarter.totals} == expected
    page = signed_in("partnership_executive").get(reverse("sharing_totals")).content.decode()
    assert "fewer than 5" in page
    with pytest.raises(Refused):
        total_sharing(session_of(actor("practitioner")))


def test_requests_are_counted_by_pair_with_the_median_days_to_an_answer(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker, session = actor("practitioner"), session_of(house_actor())
    for number, day in enumerate(("10", "11", "12", "13", "14", "15"), start=1):
        at = f"2025-02-{day}T09:00:00Z"
        whole = thing(at, number=number, source="blind_question", agency="health", opened_by=asker.reader.username)
        item = open_item(session, candidate=whole, opened_at=at, now=at)
        assert item is not None
        if number < 6:  # answered after 1, 2, 3, 4 and 5 days; the last of these is refused, and one waits
            kind = "not_proceed" if number == 5 else "act"
            ItemEvent.objects.create(item=item, kind=kind, at=f"2025-02-{int(day) + number}T09:00:00Z")
    shared = thing("2025-02-20T09:00:00Z", number=9, source="restricted_share", agency="school")
    assert open_item(session, candidate=shared, opened_at="2025-02-20T09:00:00Z", now="2025-02-20T09:00:00Z")
    later = thing("2025-04-02T09:00:00Z", number=10, source="call_signal", agency="school")
    assert open_item(session, candidate=later, opened_at="2025-04-02T09:00:00Z", now="2025-04-02T09:00:00Z")
    set_clock(monkeypatch, "2025-04-05T12:00:00Z")
    (quarter,) = total_sharing(session_of(actor("partnership_executive")))
    assert quarter.requests == (
        RequestTotal("health", asker.reader.agency, 6, 4, 1, 3.0), RequestTotal("school", "", 1, 0, 0, None)
    )  # fmt: skip
    page = signed_in("partnership_executive").get(reverse("sharing_totals")).content.decode()
    assert "Median days" in page and "3.0" in page and "Not shown" in page and "Any agency that must answer" in page


def test_invitations_to_meetings_are_requests_answered_when_the_minutes_say_who_came(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, "2025-02-03T09:00:00Z")
    host = actor("manager")
    meeting_id = meeting.open_one(host, served, planned_at="2025-02-07T09:00:00Z")
    guests = [meeting.officer().reader.username, meeting.nurse().reader.username, small.username("practitioner")]
    police, health, own = meeting.asked(host, meeting_id, *guests)
    waiting = meeting.asked(host, meeting_id, meeting.school_lead().reader.username)
    set_clock(monkeypatch, "2025-02-07T09:00:00Z")
    words = {police: "came", health: "apologies", own: "came"}
    keep_attendance(session_of(host), meeting_id=meeting_id, words=words)
    set_clock(monkeypatch, "2025-04-05T12:00:00Z")
    (quarter,) = total_sharing(session_of(actor("partnership_executive")))
    assert waiting and set(quarter.requests) == {
        RequestTotal("police", "childrens_services", 1, 1, 0, 4.0),
        RequestTotal("health", "childrens_services", 1, 0, 1, 4.0),
        RequestTotal("school", "childrens_services", 1, 0, 0, None),
    }


def test_a_chronology_in_a_file_counts_as_exported(served: Workspace) -> None:
    child, whose = wren(served), hashed_agencies_of(served)
    read_chronology(
        session_of(actor("practitioner")), person_id=child, form="docx", purpose="case", why="For the conference."
    )
    entry = AuditEntry.objects.get(action="write_chronology")
    written = {one.removeprefix("record:") for one in entry.ids if one.startswith("record:")}
    left = SharedRecord.objects.filter(way="left").values_list("record_id", flat=True)
    assert set(left) == {one for one in written if whose[one] != "childrens_services"} != set()


def test_a_page_that_answers_with_a_file_counts_as_exported(served: Workspace) -> None:
    answer = signed_in("practitioner").post(reverse("person_timeline_file", args=[wren(served)]), {"purpose": "case"})
    assert answer["Content-Disposition"].startswith("attachment")
    assert {row.way for row in SharedRecord.objects.all()} == {"left"}


def test_a_whole_table_that_is_exported_is_a_line_for_each_body_and_layout(served: Workspace, tmp_path: Path) -> None:
    session = session_of(actor("analyst"))
    export_table(session, workspace=served, table="records", out=tmp_path / "records.csv")
    rows = SharedRecord.objects.filter(username=small.username("analyst"))
    lines = Counter[str]()
    for row in rows:
        lines[row.from_agency] += row.records
    with (tmp_path / "records.csv").open(encoding="utf-8") as stream:
        written = {(one["agency"], one["record_id"]) for one in csv.DictReader(stream)}
    assert all(row.way == "left" and not row.record_id for row in rows)
    assert lines == Counter(agency for agency, _ in written if agency != "police")


def test_the_same_record_is_a_new_line_where_the_reader_moved_to_another_body(served: Workspace) -> None:
    open_chronology(served, "practitioner")
    account = Account.objects.get(username=small.username("practitioner"))
    before = SharedRecord.objects.count()
    Account.objects.filter(pk=account.pk).update(agency="housing")
    open_chronology(served, "practitioner")
    assert SharedRecord.objects.filter(to_agency="housing").exists()
    assert SharedRecord.objects.count() > before


def test_a_record_without_an_organisation_of_its_own_is_no_other_bodys(served: Workspace) -> None:
    Account.objects.filter(username=small.username("analyst")).update(organisation="Xshire Police")
    open_chronology(served, "analyst")
    assert not SharedRecord.objects.filter(from_agency="police").exists()


def test_the_page_and_its_files_open_for_governance(served: Workspace) -> None:
    open_chronology(served, "practitioner")
    client = signed_in("information_governance")
    page = client.get(reverse("sharing"), {"from_agency": "police"}).content.decode()
    assert "Sharing ledger" in page
    assert "format=csv" in page
    file = reverse("sharing_file") + "?from_agency=police&format=csv"
    assert client.post(file).status_code == 403, "a second person must agree"
    everybody_is_invented()
    answer = client.post(file)
    assert answer["Content-Type"].startswith("text/csv")
    assert small.CHILD not in page + answer.content.decode()


def test_each_reason_that_opens_records_has_words() -> None:
    depths = read_need_to_know().depths
    opens = {reason for reason, depth in depths.items() if depth in ("records", "every child")}
    assert set(REASONS) == opens
    said = reasons_in_words(["answers or needed", "answers", "not_for_role"])
    assert said == ["Has an action to answer", "Said why they needed to see the child’s records", "Not for role"]


def test_governance_of_one_agency_reads_the_lines_of_its_records_and_its_readers(served: Workspace) -> None:
    for role in ("practitioner", "analyst"):
        open_chronology(served, role)
    for agency in ("police", "housing"):
        Account.objects.create(username=f"ig_{agency}", role="information_governance", agency=agency)
    everything = list_sharing(session_of(actor("information_governance")), question=SharingQuestion()).lines
    own = list_sharing(session_of(actor_for_username("ig_police")), question=SharingQuestion()).lines
    assert 0 < len(own) < len(everything) and all(one in everything for one in own)
    assert {"police"} == {"police" if "police" in (one.whose.agency, one.to.agency) else "another" for one in own}
    assert list_sharing(session_of(actor_for_username("ig_housing")), question=SharingQuestion()).lines == ()


def test_governance_of_one_agency_reads_the_audit_log_of_its_accounts_and_of_its_records(served: Workspace) -> None:
    """Also a second look at a record, which the ledger has no line for; and no entry of two other agencies."""
    for agency in ("police", "housing"):
        Account.objects.create(username=f"ig_{agency}", role="information_governance", agency=agency)
    for role in ("practitioner", "practitioner", "analyst"):
        open_chronology(served, role)
    with audited(session_of(house_actor()), action="close_account") as trail:
        trail.add("account", [str(Account.objects.get(username="ig_police").pk)])
    whose = hashed_agencies_of(served)
    own = set(Account.objects.filter(agency="police").values_list("username", flat=True))

    def of_police(row: AuditEntry) -> bool:
        named = {whose.get(one.removeprefix("record:")) for one in row.ids if one.startswith("record:")}
        return row.username in own or "police" in named or row.action == "close_account"

    rows = list(AuditEntry.objects.order_by("-sequence"))
    read = list_audit(session_of(actor_for_username("ig_police")), question=AuditQuestion(), limit=1_000)
    seen = {line.sequence for line in read.lines}
    assert seen == {row.sequence for row in rows if of_police(row)} and len(seen) < len(rows)
    looks = [row.sequence for row in rows if row.username == small.username("practitioner") and of_police(row)]
    assert len(looks) == 2 and read.of_agency == "police"
    assert not list_audit(
        session_of(actor_for_username("ig_housing")), question=AuditQuestion(account="the_analyst")
    ).lines
    everything = list_audit(session_of(actor("information_governance")), question=AuditQuestion(), limit=1_000)
    assert {row.sequence for row in rows} <= {line.sequence for line in everything.lines} and not everything.of_agency


def test_governance_of_one_agency_asks_for_no_file_of_the_whole_audit_log(served: Workspace) -> None:
    Account.objects.create(username="ig_police", role="information_governance", agency="police")
    for table in AUDIT_FILES:
        with pytest.raises(Refused, match="of the partnership"):
            check_exports(actor=actor_for_username("ig_police"), table=table)
        check_exports(actor=actor("information_governance"), table=table)
