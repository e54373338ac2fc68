"""Bulk exports: a whole list leaves only for a purpose, once a second person agreed, and its file says so."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pyarrow.parquet as pq
import pytest
from django.urls import reverse
from support import held, worried
from support.climbing import set_clock
from support.sessions import session_of
from support.trials import everybody_is_invented
from support.worried import client_of

from sightline.casework.bulk_exports import services
from sightline.casework.bulk_exports.audit_files import export_audit
from sightline.casework.bulk_exports.pages import MANY_PEOPLE, ExportState
from sightline.casework.bulk_exports.requests import find_request
from sightline.casework.bulk_exports.selectors import list_requests, read_request
from sightline.casework.bulk_exports.services import agree_export, ask_export, leave_page, need_agreed, refuse_export
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor, house_actor, operator_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.governance_work import GOVERNANCE_WORK
from sightline.casework.core.models import AuditEntry
from sightline.casework.data import exports
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.ledger.pages import SharingQuestion
from sightline.casework.ledger.services import export_sharing
from sightline.casework.networks.selectors import whole_export
from sightline.casework.papers.gate import is_for_real_data, needs_papers
from sightline.model.errors import OurFault, Refused, Usage
from sightline.model.exports.lists import FILES_OF_PAGES
from sightline.model.when import utc_text
from sightline.store import Workspace
from sightline.store.chain_files import verify_file
from sightline.web.networks.presenters import WORDS_OF_FILES

pytestmark = pytest.mark.django_db
WHY = "The inspectors asked for the list of patterns on Monday."
NO = "Three months would do; ask again for these."


@pytest.fixture(autouse=True)
def real(workspace: Workspace) -> None:
    """A workspace of real data, of before papers were asked for."""
    held.serve_snapshot(workspace)
    assert is_for_real_data(workspace) and not needs_papers(workspace)


def governance(name: str = "ig") -> Actor:
    return worried.actor(name, "information_governance", "")


def ana() -> Actor:
    return worried.actor("ana", "analyst", "police")


def asked(actor: Actor | None = None, table: str = "records", purpose: str = "return") -> int:
    return ask_export(session_of(actor or ana()), table=table, purpose=purpose, why=WHY)


def agreed(table: str = "records") -> int:
    number = asked(table=table)
    agree_export(session_of(governance()), number=number)
    return number


def write(workspace: Workspace, number: int | None, *, table: str = "records", form: str = "csv") -> Path:
    path = workspace.root / f"{table}.{form}"
    session = session_of(ana())
    exports.export_table(session, workspace=workspace, table=table, format=form, out=path, request=number)
    return path


def test_without_a_second_person_no_list_leaves(workspace: Workspace) -> None:
    for number in (None, asked()):
        with pytest.raises(Refused):
            write(workspace, number)
    assert not list(workspace.root.glob("records.csv*"))


def test_the_first_line_says_who_when_what_for_and_who_agreed(workspace: Workspace) -> None:
    number = agreed()
    first, headings, *rows = write(workspace, number).read_text(encoding="utf-8").splitlines()
    assert first.startswith("# Exported by ana on ") and "statutory return or inspection" in first
    assert f"Request {number}, to which ig agreed." in first and headings.startswith("record_id") and rows
    first = write(workspace, agreed(), form="jsonl").read_text(encoding="utf-8").splitlines()[0]
    assert "to which ig agreed" in json.loads(first)["exported"]
    said = pq.read_metadata(write(workspace, agreed(), form="parquet")).metadata[b"exported"]
    assert b"to which ig agreed" in said
    entry = AuditEntry.objects.filter(action="export").latest("sequence")
    assert entry.details["purpose"] == "return" and entry.details["request"]
    assert SharedRecord.objects.filter(audit_row=entry.sequence, way="left").exists()


def test_a_request_is_for_one_list_one_person_and_one_file(workspace: Workspace) -> None:
    number = agreed()
    with pytest.raises(Refused, match="does not let you"):
        write(workspace, number, table="persons")
    other = session_of(governance("deputy"))
    path = workspace.root / "other.csv"
    with pytest.raises(Refused, match="does not let you"):
        exports.export_table(other, workspace=workspace, table="records", out=path, request=number)
    write(workspace, number)
    assert find_request(number).state is ExportState.WRITTEN
    with pytest.raises(Refused, match="does not let you"):
        write(workspace, number)


def test_where_the_file_cannot_be_written_the_request_stays(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = agreed()
    with monkeypatch.context() as failing:
        failing.setattr(exports, "fsync", _fail)
        with pytest.raises(OurFault):
            write(workspace, number)
    assert not list(workspace.root.glob("records.csv*")) and find_request(number).state is ExportState.AGREED
    write(workspace, number)


def _fail(_: Path) -> None:
    raise OSError("disk")


def test_nobody_agrees_to_their_own_and_no_other_role_decides() -> None:
    number = asked(governance())
    for who in (governance(), worried.actor("dana", "senior_officer", "police"), house_actor()):
        with pytest.raises(Refused):
            agree_export(session_of(who), number=number)
    agree_export(session_of(governance("deputy")), number=number)
    with pytest.raises(Refused, match="decided, or has expired"):
        refuse_export(session_of(governance("third")), number=number, why=NO)


def test_a_request_ends_after_seven_days(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    number = agreed()
    later = datetime.fromisoformat(clock.now_at()) + timedelta(days=7)
    set_clock(monkeypatch, utc_text(later))
    assert find_request(number).state is ExportState.ENDED
    with pytest.raises(Refused):
        write(workspace, number)


def test_nobody_asks_or_exports_under_the_name_of_another() -> None:
    with pytest.raises(Refused, match="named person"):
        asked(house_actor())
    number = agreed()
    as_ana = replace(ana(), via="cli")  # anybody at the machine can write --as ana
    with pytest.raises(Refused, match="password"):
        asked(as_ana)
    with pytest.raises(Refused, match="password"):
        need_agreed(session_of(as_ana), table="records", number=number, password="a guess of fifteen")


def test_a_request_needs_a_purpose_of_the_list_and_the_right_to_the_list() -> None:
    with pytest.raises(Usage, match="needs a purpose"):
        ask_export(session_of(ana()), table="records", purpose="", why=WHY)
    with pytest.raises(Refused):
        asked(worried.actor("cllr", "elected_member", ""))


def test_governance_agrees_or_refuses_on_the_page_and_home_counts_what_waits() -> None:
    first, second = asked(), asked()
    count = next(one for one in GOVERNANCE_WORK.all() if one.__name__ == "count_asked_exports")
    assert count(session_of(governance())).count == 2
    browser = client_of(governance())
    assert f"Request {first}".encode() in browser.get(reverse("bulk_exports")).content
    assert browser.post(reverse("bulk_export", args=[first]), {"decision": "agree"}).status_code == 302
    refused = browser.post(reverse("bulk_export", args=[second]), {"decision": "refuse", "why": ""})
    assert "Say why you refuse" in refused.content.decode()
    assert browser.post(reverse("bulk_export", args=[second]), {"decision": "refuse", "why": NO}).status_code == 302
    found = {one.number: one for one in list_requests(session_of(governance()))}
    assert (found[first].state, found[second].state) == (ExportState.AGREED, ExportState.REFUSED)
    assert found[second].said == NO and count(session_of(governance())).count == 0
    nurse = client_of(worried.actor("mia", "practitioner", "health"))
    assert nurse.get(reverse("bulk_export", args=[first])).status_code == 404


@pytest.mark.parametrize("which", ["all", "new"])
def test_the_whole_network_leaves_for_a_purpose_with_a_second_person_and_a_label(which: str) -> None:
    def export(form: str) -> bytes:
        return whole_export.export_picture(session_of(ana()), which=which, format=form, words=WORDS_OF_FILES).body

    with pytest.raises(Refused, match="second person"):
        export("csv")
    asked(table="network")
    with pytest.raises(Refused, match="second person"):
        export("csv")
    for form in ("csv", "i2", "graphml", "anx"):
        number = agreed("network")
        first = export(form).decode().splitlines()[0]
        assert "Exported by ana on" in first and "statutory return or inspection" in first
        assert f"Request {number}, to which ig agreed" in first
        assert find_request(number).state is ExportState.WRITTEN
        with pytest.raises(Refused, match="second person"):
            export(form)
        if form in ("graphml", "anx"):
            number = agreed("network")
            ElementTree.fromstring(export(form))
    entry = AuditEntry.objects.filter(action="export_network_picture").latest("sequence")
    assert entry.details["purpose"] == "return"


def agreed_of_governance(table: str) -> int:
    number = ask_export(session_of(governance()), table=table, purpose="oversight", why=WHY)
    agree_export(session_of(governance("deputy")), number=number)
    return number


def test_the_sharing_ledger_leaves_as_any_whole_list_does() -> None:
    def export(as_json: bool = False) -> str:
        text = export_sharing(session_of(governance()), question=SharingQuestion(), as_json=as_json)
        return text.splitlines()[0]

    with pytest.raises(Refused, match="second person"):
        export()
    number = agreed_of_governance("sharing")
    first = export()
    assert first.startswith("# Exported by ig on ") and "check of how records are used" in first
    assert f"Request {number}, to which deputy agreed." in first
    with pytest.raises(Refused, match="second person"):
        export()
    agreed_of_governance("sharing")
    assert "to which deputy agreed" in json.loads(export(as_json=True))["exported"]
    with pytest.raises(Refused, match="sharing ledger"):
        asked(table="sharing")


@pytest.mark.parametrize("chain", ["audit", "decisions"])
def test_the_audit_leaves_as_any_whole_list_does_and_can_still_be_verified(tmp_path: Path, chain: str) -> None:
    def export(number: int | None) -> None:
        export_audit(session_of(governance()), name=chain, path=tmp_path / "out.jsonl", request=number)

    with pytest.raises(Refused, match="second person"):
        export(None)
    with pytest.raises(Refused, match="Only information governance"):
        export_audit(session_of(operator_actor()), name=chain, path=tmp_path / "out.jsonl")
    number = agreed_of_governance(chain)
    export(number)
    first = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert first["exported"].startswith("Exported by ig on ") and f"Request {number}" in first["exported"]
    assert [one.wrong for one in verify_file(path=tmp_path / "out.jsonl")] == [""]
    (tmp_path / "out.jsonl").unlink()
    with pytest.raises(Refused, match="does not let you"):
        export(number)
    assert not (tmp_path / "out.jsonl").exists()


def test_the_operator_exports_no_list_of_records_of_real_or_invented_people(workspace: Workspace) -> None:
    path = workspace.root / "records.csv"
    for begin in (lambda: None, everybody_is_invented):
        begin()
        with pytest.raises(Refused, match="only counts"):
            exports.export_table(session_of(operator_actor()), workspace=workspace, table="records", out=path)
        with pytest.raises(Refused, match="only counts"):
            whole_export.export_picture(session_of(operator_actor()), which="all", format="csv", words=WORDS_OF_FILES)
    assert not path.exists()


def test_the_rows_that_were_not_imported_leave_without_a_second_person(workspace: Workspace) -> None:
    path = workspace.root / "rejects.csv"
    exports.export_table(session_of(operator_actor()), workspace=workspace, table="rejects", out=path)
    assert path.read_text(encoding="utf-8").startswith("source_file,")


def test_a_page_asks_for_a_bulk_export_of_what_the_account_may_export() -> None:
    browser, address = client_of(ana()), reverse("bulk_export_new")
    page = browser.get(address).content.decode()
    assert "Whole network" in page and "Connections of one person" in page
    assert "Sharing ledger" not in page and "Who has looked at a child" not in page, "governance alone exports these"
    wrong = browser.post(address, {"table": "sharing", "purpose": "return", "why": WHY})
    assert wrong.status_code == 400 and not list_requests(session_of(governance()))
    missing = browser.post(address, {}).content.decode()
    assert "Choose a list or file" in missing and "Choose what the file is for" in missing
    assert browser.post(address, {"table": "network", "purpose": "review", "why": WHY}).status_code == 302
    (one,) = list_requests(session_of(governance()))
    assert (one.table, one.purpose, one.why, one.asked_by) == ("network", "review", WHY, "ana")
    assert "Sharing ledger" in client_of(governance()).get(address).content.decode()


def test_governance_of_the_body_that_asked_decides_and_no_other_knows_of_it() -> None:
    elm, oak = ("school", "Elm School"), ("school", "Oak School")
    number = asked(worried.actor("ann", "analyst", *elm))
    of_elm, of_oak = (worried.actor(name, "information_governance", *body) for name, body in (("e", elm), ("o", oak)))
    of_police = worried.actor("p", "information_governance", "police")
    waiting = next(one for one in GOVERNANCE_WORK.all() if one.__name__ == "count_asked_exports")
    for other in (of_oak, of_police):
        assert list_requests(session_of(other)) == () and waiting(session_of(other)).count == 0
        with pytest.raises(NotHere):
            read_request(session_of(other), number=number)
        for act, words in ((agree_export, {}), (refuse_export, {"why": NO})):
            with pytest.raises(Refused) as error:
                act(session_of(other), number=number, **words)
            assert error.value.code == "no_request" and find_request(number).state is ExportState.ASKED
        assert WHY not in client_of(other).get(reverse("bulk_exports")).content.decode()
    for one in (of_elm, governance()):
        (shown,) = list_requests(session_of(one))
        assert (shown.why, shown.may_decide, waiting(session_of(one)).count) == (WHY, True, 1)
    agree_export(session_of(of_elm), number=number)
    assert find_request(number).decided_by == "e"
    of_partnership = asked(governance("ina"))  # and of a body without governance: the partnership's alone
    for mine in (of_partnership, asked(worried.actor("hal", "analyst", "health"))):
        with pytest.raises(Refused):
            agree_export(session_of(of_elm), number=mine)
        agree_export(session_of(governance()), number=mine)


def test_the_operator_reads_who_asked_and_no_reason_that_somebody_typed() -> None:
    first, second = asked(), asked()
    refuse_export(session_of(governance()), number=second, why=NO)
    operator = client_of(worried.actor("opal", "operator", ""))
    for number in (first, second):
        page = operator.get(reverse("bulk_export", args=[number])).content.decode()
        assert "ana" in page and WHY not in page and NO not in page
    for one in list_requests(session_of(operator_actor())):
        assert (one.why, one.said) == ("", "") and one.asked_by == "ana"
    assert {one.why for one in list_requests(session_of(ana()))} == {WHY}


@pytest.mark.parametrize("table", FILES_OF_PAGES)
def test_a_file_of_a_page_needs_a_purpose_and_of_many_people_a_second_person(table: str) -> None:
    who = governance() if table in ("readership", "audit_entries") else ana()
    few = leave_page(session_of(who), table=table, purpose="practice", people=MANY_PEOPLE - 1)
    assert f"Exported by {who.reader.username} on " in few.label and "for: audit of practice" in few.label
    assert few.details == {"purpose": "practice", "people": MANY_PEOPLE - 1}
    with pytest.raises(Usage, match="needs a purpose"):
        leave_page(session_of(who), table=table, purpose="curious", people=1)
    for other, purpose in ((None, ""), ("network", "practice"), (table, "return")):
        if other:
            agree_export(session_of(governance("deputy")), number=asked(who, other, purpose))
        with pytest.raises(Refused, match="second person"):
            leave_page(session_of(who), table=table, purpose="practice", people=MANY_PEOPLE)
    number = asked(who, table, "practice")
    agree_export(session_of(governance("deputy")), number=number)
    many = leave_page(session_of(who), table=table, purpose="practice", people=MANY_PEOPLE)
    assert f"Request {number}, to which deputy agreed." in many.label and many.details["request"] == number
    with pytest.raises(Refused, match="second person"):
        leave_page(session_of(who), table=table, purpose="practice", people=MANY_PEOPLE)


def test_of_invented_people_a_file_of_many_needs_a_purpose_alone() -> None:
    everybody_is_invented()
    assert "Request" not in leave_page(session_of(ana()), table="connections", purpose="review", people=500).label


def test_each_file_of_a_page_says_how_many_people_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """With many a second person must agree: the page says so, sends nothing, and sends it once they have."""
    monkeypatch.setattr(services, "MANY_PEOPLE", 1)
    gov, analyst = governance(), ana()
    client_of(analyst).get(reverse("person", args=[held.AOIFE]))
    pages = [
        (gov, "readership", reverse("readership_file", args=[held.AOIFE])),
        (analyst, "connections", reverse("network_export", args=["person", held.AOIFE, "csv"])),
    ]
    for who, table, address in pages:
        browser = client_of(who)
        refused = browser.post(address, {"purpose": "practice"})
        assert refused.status_code == 400 and "second person" in refused.content.decode(), table
        assert "Content-Disposition" not in refused
        agree_export(session_of(governance("deputy")), number=asked(who, table, "practice"))
        sent = browser.post(address, {"purpose": "practice"})
        assert sent.status_code == 200 and sent.content.startswith(b"# Exported by"), table
        assert b"to which deputy agreed" in sent.content.partition(b"\n")[0]
    address = reverse("person_family_file", args=[held.AOIFE])
    browser = client_of(analyst)
    refused = browser.post(address, {"purpose": "practice"})
    assert refused.status_code == 400 and "second person" in refused.content.decode()
    agree_export(session_of(governance("deputy")), number=asked(analyst, "picture", "practice"))
    assert "to which deputy agreed" in browser.post(address, {"purpose": "practice"}).content.decode()
