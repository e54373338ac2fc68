"""A canary in a roll is in no file before its trigger, and on the child's line after it; others stay sealed."""

import json
import shutil
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from support import worried
from support.canary import find_words
from support.climbing import fill_ladder
from support.every_address import every_pattern
from support.exports import write_export
from support.rolls import agree_on_rolls, give_key
from support.sessions import session_of
from support.trials import everybody_is_invented

from sightline import pipeline
from sightline.agreements.vocabulary import Tier
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.audit.trail import DONE, Trail, write_entry
from sightline.casework.core import clock
from sightline.casework.core.actor import actor_for_account, house_actor
from sightline.casework.core.models import Account, AuditEntry
from sightline.casework.core.serving import current_snapshot
from sightline.casework.data.ingest import IngestReport, ingest_files
from sightline.casework.data.runs import run_pipeline
from sightline.casework.erasure.services import apply_erasures, decide_erasure
from sightline.casework.escalation.models import Item
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.papers.pages import NewPaper
from sightline.casework.papers.services import record_paper
from sightline.casework.rolls import clinicians
from sightline.casework.rolls.closures import close_protected
from sightline.casework.rolls.models import RollOpening
from sightline.casework.rolls.openings import ACTION
from sightline.ingest import touched_rows
from sightline.ingest.opened_rows import each_sealed, list_open, open_rows, plan_openings, read_sealed
from sightline.model.errors import Refused
from sightline.model.retention import ErasureGround
from sightline.sealing.ciphers import RowCipher
from sightline.sealing.master_keys import KEY_TEXT
from sightline.sealing.roll_keys import find_roll_keys
from sightline.store import DuckDBEngine, Workspace
from sightline.store.received_files import find_damaged
from sightline.store.snapshots import find_snapshot

pytestmark = pytest.mark.django_db(transaction=True)
SCHOOL_RETURNS = Path(__file__).parents[1] / "data" / "school_returns"
ERASED_WHY = "The controller agreed on Monday that these records were sent by mistake."
MIA = {"Surname": "Quillonby", "Forename": "Mia", "DOB": "05/03/2012"}
TESS = {"Surname": "Hale", "Forename": "Tess", "DOB": "01/06/2009"}
ADA = {"Surname": "Zzvexley", "Forename": "Ada", "DOB": "01/02/2013"}
MIA_MISSING = {
    "Surname": "Quillonby", "Forenames": "Mia", "DOB": "05/03/2012", "Missing From Date": "01/11/2026",
    "Missing From Time": "21:00", "Reported Date": "01/11/2026", "Reported Time": "22:00", "Risk Grade": "MEDIUM",
}  # fmt: skip
POLICE = {"Surname": "Quillonby", "Forenames": "Mia", "DOB": "05/03/2012", "Role": "VICTIM"}


def rolls(folder: Path) -> list[Path]:
    """Registers about two children and two cars, of which nobody has said anything yet."""
    school = [
        {"School": "Canary Fen School", **child, "Week Commencing": day, "Marks": "/ / / / / / / / / /"}
        for child in (MIA, ADA, TESS)
        for day in ("08/06/2015", "07/09/2026", "14/09/2026")
    ]
    health = [
        {**child, "Site": "Canary Infirmary", "Service": "ED", "Attended Date": day, "Complaint": "Asthma"}
        for child, day in ((MIA, "01/10/2026"), (MIA, "01/10/2020"), (ADA, "02/10/2026"))
    ]
    licences = [
        {"Licence No": f"CANARY {vrm}", "Licence Type": "PRIVATE HIRE VEHICLE", "VRM": vrm, "Holder Surname": holder,
         "Holder Phone": phone}
        for vrm, holder, phone in (("QX12 ABC", "Larkwether", "07700900123"), ("QZ34 DEF", "Nobbington", "07700900456"))
    ]  # fmt: skip
    return [
        write_export(folder / "attendance.csv", "school_attendance", *school),
        write_export(folder / "health.csv", "health_attendances", *health),
        write_export(folder / "licences.csv", "licensing_register", *licences),
    ]


CANARIES = (
    "Quillonby", "Zzvexley", "Canary Fen", "Canary Infirmary", "CANARY QX12", "QX12", "QZ34", "Larkwether",
    "Nobbington", "07700900123", "7700900456",
)  # fmt: skip
STILL_SEALED = ("Zzvexley", "QZ34", "Nobbington", "7700900456", "2020-10-01", "2015-06-08", "08/06/2015")


@pytest.fixture
def sealed(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    agree_on_rolls(workspace.root, tier=Tier.ROLL)
    give_key(monkeypatch)
    return workspace


def take(workspace: Workspace, *paths: Path) -> IngestReport:
    return ingest_files(session_of(house_actor()), workspace=workspace, paths=paths)


def test_a_real_workspace_without_a_key_refuses_rolls_and_a_trial_does_not(
    workspace: Workspace, tmp_path: Path
) -> None:
    agree_on_rolls(workspace.root, tier=Tier.ROLL)
    attendance = rolls(tmp_path)[0]
    report = take(workspace, attendance)
    assert [one.code for one in report.refused] == ["no_rolls_key"] and report.receipts == ()
    everybody_is_invented()
    assert take(workspace, attendance).receipts[0].rows_taken == 9


def test_a_register_let_in_by_an_emergency_is_sealed(workspace: Workspace, tmp_path: Path, monkeypatch: Any) -> None:
    give_key(monkeypatch)
    agree_on_rolls(workspace.root, tier=Tier.ROLL)
    (workspace.root / "agreements" / "school_attendance.toml").unlink()
    ana = actor_for_account(worried.account("ana", "analyst", ""))
    why = "A girl is missing, and her school's office is closed until Monday."
    report = ingest_files(session_of(ana), workspace=workspace, paths=[rolls(tmp_path)[0]], emergency=why)
    assert [one.rows_sealed for one in report.receipts] == [9]
    assert find_words(workspace.root, "Quillonby", "Zzvexley") == []


def run(workspace: Workspace) -> dict[str, list[dict[str, Any]]]:
    """Run, and give what the served snapshot says."""
    made = find_snapshot(workspace, run_pipeline(session_of(house_actor()), workspace=workspace).snapshot_id)
    assert made
    engine = DuckDBEngine(made.analysis, read_only=True)
    try:
        return {name: engine.query(f"FROM {name}").to_pylist() for name in ("mention", "resolved", "chronology")}
    finally:
        engine.close()


def assert_as_if_made_from_nothing(workspace: Workspace, folder: Path) -> None:
    """The served snapshot went on from one before the opening; one made from nothing has the same tables."""
    served = current_snapshot(workspace)
    assert served and served.manifest()["went_on_from"]
    shutil.copytree(workspace.root, folder, ignore=shutil.ignore_patterns("snapshots"))
    fresh = Workspace(folder)
    fresh.create()
    made = pipeline.run(
        workspace=fresh, as_at=clock.today(), asked_signs=(), go_on=False, roll_keys=find_roll_keys(workspace.root)
    )
    assert made.manifest()["tables"] == served.manifest()["tables"]


def people() -> dict[str, Client]:
    """Somebody who works with children, and who looks after the records, signed in."""
    found = {}
    for role, agency in (("practitioner", "childrens_services"), ("information_governance", ""), ("operator", "")):
        account = Account.objects.create(username=role, role=role, agency=agency, organisation=agency)
        found[role] = Client()
        found[role].force_login(account)
    return found


def assert_on_no_page(clients: Iterable[Client], *words: str) -> None:
    """Every page, list, search and file that needs no id, and looking for a sealed name."""
    urls = [reverse(one.name or "") for one in every_pattern() if not one.pattern.converters]
    for client in clients:
        answers = [client.get(url) for url in urls if "logout" not in url]
        client.post(reverse("find"), {"name": "Ada Zzvexley"})
        answers.append(client.get(reverse("found")))
        for answer in answers:
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            asked_for = answer.wsgi_request.path == reverse("found")
            shown = [word for word in words if word.encode() in content and not (asked_for and word == "Zzvexley")]
            assert shown == [], answer.wsgi_request.path
        assert sum(answer.status_code == 200 for answer in answers) > 30


def ask_for(client: Client, person_id: str) -> None:
    page = reverse("roll_ask", args=[person_id])
    assert "Error:" not in client.get(page).content.decode()
    said = {"purpose": "concern", "why": "A neighbour says that she is at home on most school days."}
    assert client.post(page, {**said, "purpose": ""}).status_code == 400
    assert client.post(page, said).status_code == 302
    assert "sealed rows before" in client.post(page, said).content.decode(), "once is enough"
    assert "Nothing was opened yet" in client.get(page).content.decode()


def audited() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action=ACTION).order_by("sequence"))


def weeks_of(tables: dict[str, list[dict[str, Any]]], person_id: str) -> set[str]:
    """The school weeks of a person."""
    own = {row["mention_id"] for row in tables["resolved"] if row["person_id"] == person_id}
    return {str(row["occurred_on"]) for row in tables["mention"] if row["mention_id"] in own
            and row["layout"] == "school_attendance"}  # fmt: skip


def assert_in_the_ledger(client: Client, mia: set[str]) -> None:
    """Each opening is a row of the ledger for each body and layout, on its page, in its file and about the child."""
    said = {(one.audit_row, one.from_agency, one.layout, one.records, one.reason)
            for one in SharedRecord.objects.filter(way="opened")}  # fmt: skip
    agencies = {"school_attendance": "school", "health_attendances": "health", "licensing_register": "licensing"}
    assert said == {
        (one.sequence, agencies[layout], layout, rows, one.details["trigger"])
        for one in audited() for layout, rows in one.details["rows"].items() if rows
    }  # fmt: skip
    page = client.get(reverse("sharing")).content.decode()
    assert page.count("Sealed rows opened: ") == len(said) and "rows from 27 October 2025" in page
    (person,) = mia
    everybody_is_invented()
    rows = [
        json.loads(line)
        for line in client.post(f"{reverse('sharing_file')}?format=json&about={person}").content.splitlines()
    ]
    child = next(one for one in rows if one["trigger"] == "serious_record" and one["from_agency"] == "health")
    entry = next(one for one in audited() if one.details["trigger"] == "serious_record")
    assert {one["trigger"] for one in rows} == {"serious_record"}, "of this child alone"
    assert (child["rule_version"], child["met_on"]) == (entry.details["rule_version"], entry.details["met_on"])
    assert child["windows"] == entry.details["first_days"] and child["layouts"] == {"health_attendances": 1}
    assert [f"evidence:{hash_id(one)}" for one in child["evidence"]] + [
        f"sealed_row:{one}" for one in child["sealed_rows"]
    ] == [one for one in entry.ids if one.startswith(("evidence", "sealed_row"))]
    assert "Zzvexley" not in page and "Quillonby" not in page


def close(clients: dict[str, Client]) -> None:
    """Close what stands no more; nobody else may, and nothing that stands."""
    (due,) = RollOpening.objects.to_close()
    stands = RollOpening.objects.filter(why_not="")[0]
    assert (due.why_not, due.asked != "", stands.trigger != "named_person") == ("adult", True, True)
    page, governance = reverse("roll_close", args=[due.audit_row]), clients["information_governance"]
    assert "18 or over now" in governance.get(page).content.decode()
    assert governance.get(reverse("roll_close", args=[stands.audit_row])).status_code == 404
    why = {"why": "She is 18 now, and her worker agrees."}
    assert clients["practitioner"].post(page, why).status_code == clients["operator"].post(page, why).status_code == 403
    assert governance.post(page, why).status_code == 302 and not RollOpening.objects.to_close().exists()
    assert governance.get(page).status_code == 404, "it waits for the next update"


def test_a_canary_is_nowhere_before_its_trigger_and_on_the_childs_line_after(
    sealed: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    other = write_export(
        tmp_path / "other.csv", "police_occurrences", {**POLICE, "Surname": "Hale", "Forenames": "Tess", "DOB": TESS["DOB"], "Occurrence No": "1", "Nominal Ref": "N9",
        "Occurrence Type": "ASSAULT", "Reported Date": "01/11/2026"},
    )  # fmt: skip
    monkeypatch.setattr(touched_rows, "WORTH_IT", 1.0)  # of so few rows an update would else begin anew
    report = take(sealed, *rolls(tmp_path / "in"), other)
    assert [(one.mapping, one.rows_sealed) for one in report.receipts] == [
        ("school_attendance", 9), ("health_attendances", 3), ("licensing_register", 2), ("police_occurrences", 0),
    ]  # fmt: skip
    before = run(sealed)
    assert find_words(sealed.root, *CANARIES) == [] == audited()
    assert {row["surname"] for row in before["mention"] if row["entity_kind"] == "person"} == {"Hale"}
    served = current_snapshot(sealed)
    assert served and served.manifest()["inputs"]["sealed_counted"], "names of sealed rows are counted"

    clients = people()
    assert_on_no_page((clients["operator"], clients["practitioner"]), *CANARIES)
    assert find_words(sealed.root, *CANARIES) == [], "no page or search left one either"
    assert [word for word in CANARIES if word in caplog.text] == []
    caplog.clear()
    (tess,) = {row["person_id"] for row in before["resolved"]}
    ask_for(clients["practitioner"], tess)

    log = write_export(
        tmp_path / "log.csv", "police_intelligence", {**POLICE, "Log No": "7", "Submitted On": "02/11/2026",
        "Event Date": "02/11/2026", "Text": "Seen in a car", "VRM": "QX12 ABC", "Nominal Ref": "N1"},
    )  # fmt: skip
    missing = write_export(
        tmp_path / "missing.csv", "police_missing", {"Misper Ref": "M1", "Nominal Ref": "N1", **MIA_MISSING},
    )  # fmt: skip
    take(sealed, log, missing)
    after = run(sealed)
    mia = {row["person_id"] for row in after["resolved"] for named in after["mention"]
           if row["mention_id"] == named["mention_id"] and named["surname"] == "Quillonby"}  # fmt: skip
    assert len(mia) == 1, "the opened rows are on the child's own line"
    opened = {(row["layout"], str(row["occurred_on"])) for row in after["mention"] if row["slot"] == "subject"
              and row["layout"] in ("school_attendance", "health_attendances")}  # fmt: skip
    assert opened == {
        ("school_attendance", "2026-09-07"), ("school_attendance", "2026-09-14"), ("health_attendances", "2026-10-01"),
    }  # fmt: skip
    assert weeks_of(after, tess) == {"2026-09-07", "2026-09-14"}, "a named person asked for these"
    assert "Larkwether" in {row["surname"] for row in after["mention"]}
    assert find_words(sealed.root, *STILL_SEALED) == []
    said = {
        one.details["trigger"]: (one.details, Counter(each.partition(":")[0] for each in one.ids)) for one in audited()
    }
    thing, child, asked = said["known_thing"], said["serious_record"], said["named_person"]
    assert asked[0]["rows"] == {"school_attendance": 2}
    assert asked[1] == {"opened_for": 1, "roll_entry": 1, "sealed_row": 2}
    assert (thing[0]["opens"], thing[0]["met_on"], thing[0]["rows"]) == (
        "thing",
        "2026-11-02",
        {"licensing_register": 1},
    )
    assert thing[0]["first_days"] == {"licensing_register": "all"}
    assert child[0]["rows"] == {"school_attendance": 2, "health_attendances": 1} and child[0]["opens"] == "child"
    assert child[0]["first_days"] == {"school_attendance": "2025-10-27", "health_attendances": "2025-11-01"}
    assert (thing[1], child[1]) == (
        {"opened_for": 1, "evidence": 1, "sealed_row": 1}, {"opened_for": 1, "evidence": 1, "sealed_row": 3},
    )  # fmt: skip
    assert {each for one in audited() for each in one.ids if each.startswith("opened_for")} > {
        f"opened_for:{hash_id(one)}" for one in mia
    }
    bodies = {one.trigger: len(one.bodies) for one in RollOpening.objects.all()}
    assert bodies == {"known_thing": 1, "serious_record": 2, "named_person": 1}, "whose rows each opened"
    assert_as_if_made_from_nothing(sealed, tmp_path / "fresh")
    listed = clients["information_governance"].get(reverse("rolls")).content.decode()
    assert (
        "A neighbour says" in listed
        and "Records of two agencies" not in listed
        and "Nothing needs to be closed" in listed
    )
    assert_in_the_ledger(clients["information_governance"], mia)
    with clock.as_if("2027-06-02T09:00:00Z"):
        again = run(sealed)
    assert len(audited()) == 3 and len(again["mention"]) == len(after["mention"]), "what is open is opened once"
    close(clients)
    changed = {"School": "Canary Fen School", **MIA, "Week Commencing": "07/09/2026", "Marks": "O O O O O O O O O O"}
    take(sealed, write_export(tmp_path / "changed.csv", "school_attendance", changed))
    assert weeks_of(closed := run(sealed), tess) == set() and "Hale" in str(closed["mention"])
    assert audited()[-1].details["rows"] == {"school_attendance": 1}
    assert "Closed" in clients["information_governance"].get(reverse("rolls")).content.decode()
    *_, last = audited()
    assert (last.details["opens"], last.details["rows"]) == ("again", {"school_attendance": 1})
    closing, later = SharedRecord.objects.filter(way="closed").get(), SharedRecord.objects.get(audit_row=last.sequence)
    assert (closing.layout, closing.records, closing.reason) == ("school_attendance", 2, "named_person")
    assert (later.way, later.records, later.reason) == ("opened", 1, "again")
    page = clients["information_governance"].get(reverse("sharing")).content.decode()
    assert "Sealed rows closed" in page and "The child is 18 or over now" in page
    assert len(last.ids) == 1 and len(audited()) == 4, "a new version of an open row is audited before it is opened"

    monkeypatch.delenv(KEY_TEXT)
    with pytest.raises(Refused, match="the key is missing"):
        run(sealed)
    with pytest.raises(Refused, match="the key is missing"):
        take(sealed, *rolls(tmp_path / "in"))


def test_rows_of_a_census_and_of_a_transfer_file_are_opened_as_rows_of_one_return(
    sealed: Workspace, tmp_path: Path
) -> None:
    census = (SCHOOL_RETURNS / "school_census.xml", SCHOOL_RETURNS / "school_ctf.xml")
    report = take(sealed, *census)
    assert sum(one.rows_sealed for one in report.receipts) == 12
    assert find_words(sealed.root, "Zzquill", "Zzvex") == []
    take(sealed, write_export(tmp_path / "missing.csv", "police_missing", {
        **MIA_MISSING, "Misper Ref": "M1", "Nominal Ref": "N1", "Surname": "Zzquill",
    }))  # fmt: skip
    after = run(sealed)
    assert {row["layout"] for row in after["mention"] if row["surname"] == "Zzquill"} == {
        "police_missing", "school_census/pupil", "school_census/exclusion", "school_census/sessions",
    }  # fmt: skip
    assert find_words(sealed.root, "Zzvex", "Zzhale") == []
    (opening,) = audited()
    assert opening.details["rows"] == {"school_census": 4}
    assert SharedRecord.objects.get(way="opened").layout == "school_census"


def test_rows_of_whoever_is_protected_by_now_are_closed_without_asking(sealed: Workspace, tmp_path: Path) -> None:
    take(sealed, *rolls(tmp_path / "in"))
    keys = find_roll_keys(sealed.root)
    assert keys
    by_child: dict[str, list[str]] = {}
    for rows in each_sealed(sealed):
        for one in rows.take(handle for (handle,) in rows._connection.execute("SELECT handle FROM sealed_row")):
            by_child.setdefault(read_sealed(one, keys=keys).first("mention", "forename"), []).append(one.handle)
    planned = plan_openings(sealed, handles=[*by_child["Mia"], *by_child["Ada"]], opened_on=clock.today())
    open_rows(sealed, planned=planned, keys=keys, now=clock.now_at())
    session = session_of(house_actor())
    for child, why_not in (("Mia", "protected"), ("Ada", "rule")):
        trail = Trail()
        trail.add("sealed_row", by_child[child])
        write_entry(session, action=ACTION, trail=trail, outcome=DONE)
        RollOpening.objects.create(
            audit_row=audited()[-1].sequence, at=clock.now_at(), subject_id=child, is_person=True, trigger="any",
            rule_version="1", met_on=clock.today(), why_not=why_not,
        )  # fmt: skip
    assert close_protected(session, workspace=sealed, keys=keys) == 1
    left = {handle for handles in list_open(sealed).values() for handle in handles}
    assert left == set(by_child["Ada"]), "what is to be closed with information governance's word stays open"
    assert [one.closed_at is None for one in RollOpening.objects.order_by("audit_row")] == [False, True]
    assert AuditEntry.objects.filter(action="close_roll_rows").get().details["why"] == "protected"
    assert close_protected(session, workspace=sealed, keys=keys) == 0


WHY_YES = "Her consultant and I looked at the attendances this morning."


@pytest.mark.parametrize("agrees", [True, False])
def test_health_rows_open_only_with_the_clinicians_yes_where_the_agreement_says_so(
    sealed: Workspace, tmp_path: Path, agrees: bool
) -> None:
    agreement = sealed.root / "agreements" / "health_attendances.toml"
    agreement.write_text("asks_clinician = true\n" + agreement.read_text(encoding="utf-8"), encoding="utf-8")
    missing = write_export(
        tmp_path / "m.csv", "police_missing", {"Misper Ref": "M1", "Nominal Ref": "N1", **MIA_MISSING}
    )
    take(sealed, *rolls(tmp_path / "in"), missing)
    assert layouts_of(run(sealed)) == {"police_missing", "school_attendance"}, "health is asked first"
    (item,) = Item.objects.filter(source="clinician_yes")
    assert (item.agency, item.closed_at, item.deadline_at) == (
        "health",
        None,
        clinicians.reply_by(asked_at=item.opened_at),
    )
    run(sealed)
    assert Item.objects.filter(source="clinician_yes").count() == 1, "health is asked once"
    assert find_words(sealed.root, "Canary Infirmary", "Asthma") == []

    nurse, other = next(iter(fill_ladder("health").values())), worried.actor("officer", "manager", "police", "police")
    page = reverse("roll_clinician", args=[item.about_id])
    assert worried.client_of(other).get(page).status_code == 404
    client = worried.client_of(nurse)
    assert page in client.get(reverse("item", args=[item.item_id])).content.decode()
    shown = client.get(page).content.decode()
    assert "Quillonby" in shown and "Infirmary" not in shown
    assert client.post(page, {"why": WHY_YES}).status_code == 400
    said = {"agrees": "yes" if agrees else "no", "why": WHY_YES}
    assert worried.client_of(other).post(page, said).status_code == 404
    assert client.post(page, said).status_code == 302 and client.post(page, said).status_code == 404
    item.refresh_from_db()
    assert item.closed_at
    refused = SharedRecord.objects.filter(way="refused", action="answer_for_clinician")
    lines = [(one.from_agency, one.layout, one.records, one.reason) for one in refused]
    assert lines == ([] if agrees else [("health", "health_attendances", 1, "clinician_no")])
    governance = worried.client_of(worried.actor("ig", "information_governance", ""))
    assert (
        page in governance.get(reverse("rolls")).content.decode() and WHY_YES in governance.get(page).content.decode()
    )
    assert governance.post(page, said).status_code == 404
    after = layouts_of(run(sealed))
    assert ("health_attendances" in after) is agrees and Item.objects.filter(source="clinician_yes").count() == 1
    assert SharedRecord.objects.filter(way="opened", layout="health_attendances").exists() is agrees


def layouts_of(tables: dict[str, list[dict[str, Any]]]) -> set[str]:
    return {str(row["layout"]) for row in tables["mention"]}


def sealed_bytes(workspace: Workspace) -> str:
    """What the sealed copies of received files say, opened with the key."""
    keys = find_roll_keys(workspace.root)
    assert keys
    return "".join(
        b"".join(RowCipher(keys.rows).open_file(path, place=path.name.partition(".")[0])).decode()
        for path in workspace.received.glob("*.roll")
    )


def lines_of_mia(workspace: Workspace) -> list[str]:
    """The days in those lines of sealed files that name Mia."""
    lines = [line for line in sealed_bytes(workspace).splitlines() if "Quillonby" in line]
    return sorted(day for line in lines for day in line.split(",") if day.count("/") == 2 and day != MIA["DOB"])


NEVER_OPENED = ["01/10/2020", "08/06/2015"]


def test_an_erased_row_of_a_roll_is_in_no_file_nor_sealed_and_does_not_come_back(
    sealed: Workspace, tmp_path: Path
) -> None:
    (sealed.root / "sightline.toml").touch()
    log = {**POLICE, "Log No": "7", "Submitted On": "02/11/2026", "Event Date": "02/11/2026", "Text": "Seen in a car"}
    take(sealed, *rolls(tmp_path / "in"), write_export(tmp_path / "log.csv", "police_intelligence", log))
    take(sealed, write_export(tmp_path / "missing.csv", "police_missing", {"Misper Ref": "M1", **MIA_MISSING}))
    opened = [row for row in run(sealed)["mention"] if row["surname"] == "Quillonby"]
    assert {row["layout"] for row in opened} >= {"school_attendance", "health_attendances"}
    governance = session_of(worried.actor("ivy", "information_governance", ""))
    for one in ("inquiry_holds", "prosecution_holds"):
        record_paper(governance, paper=NewPaper(one, "I. Governor", "Governance", date(2026, 11, 1), "Cabinet"))
    records = {row["record_id"] for row in opened}
    decide_erasure(governance, workspace=sealed, record_ids=records, ground=ErasureGround.MISTAKE, why=ERASED_WHY)
    assert set(NEVER_OPENED) < set(lines_of_mia(sealed))
    report = apply_erasures(session_of(house_actor()), workspace=sealed)
    assert (report.sealed, report.without_bytes) == ((), ())
    assert find_words(sealed.root, "Quillonby") == []
    assert lines_of_mia(sealed) == []
    assert "Zzvexley" in sealed_bytes(sealed), "other rows are sealed as they came"
    assert find_damaged(workspace=sealed, fresh=True) == ()
    week = {"School": "Canary Fen School", **MIA, "Week Commencing": "14/09/2026", "Marks": "/ / / / / / / / / L"}
    again = take(sealed, write_export(tmp_path / "again" / "attendance.csv", "school_attendance", week))
    assert [one.rows_rejected for one in again.receipts] == [1]
    assert lines_of_mia(sealed) == []
    run(sealed)
    assert find_words(sealed.root, "Quillonby") == []
