"""Who reads protected details: whom a manager of the agency that marked them names, until a day, and nobody else."""

from datetime import date, timedelta
from typing import Any

import duckdb
import pytest
from django.urls import reverse
from support.climbing import set_clock
from support.planted_refuge import HOME, SEALED_BORN, SEALED_NAME, SEALED_WORDS, forbidden_in, planted_workspace
from support.sessions import session_of
from support.worried import actor, client_of, enter

from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, Assignment, AuditEntry, CurrentSnapshot, Decision
from sightline.casework.core.session import ReaderSession, house_session
from sightline.casework.emergency_access.services import open_restricted
from sightline.casework.posts.services.rotas import Shift, add_shift
from sightline.casework.protection.services import end_protected, open_protected, read_protected
from sightline.casework.two_officers.pages import HiddenKind, OfficersAsk, ShownOnce
from sightline.casework.two_officers.services import answer_request, ask_second_officer, show_once
from sightline.escalation import NotAnAnswer
from sightline.model.errors import Refused
from sightline.model.visibility import PROTECTED_WORDS

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "She moves on Friday and he drives her there himself"
TODAY = date(2024, 7, 2)


@pytest.fixture(autouse=True)
def served(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = planted_workspace()
    settings.SIGHTLINE_WORKSPACE = workspace.root
    (folder,) = workspace.snapshots.iterdir()
    CurrentSnapshot.objects.update_or_create(
        id=1, defaults={"snapshot_id": folder.name, "changed_at": "2024-07-01T09:00:00Z"}
    )
    set_clock(monkeypatch, f"{TODAY}T09:30:00Z")


def ask(sql: str) -> str:
    (folder,) = planted_workspace().snapshots.iterdir()
    with duckdb.connect(str(folder / "analysis.duckdb"), read_only=True) as analysis:
        ((found,),) = analysis.execute(sql).fetchall()
    return str(found)


def marked_record() -> str:
    return ask(
        "SELECT record_id FROM source_row WHERE list_contains(markings, 'PROTECTED ADDRESS') AND original LIKE '%Dana%'"
    )


def danas_mention() -> str:
    return ask(f"SELECT mention_id FROM mention WHERE record_id = '{marked_record()}' AND slot = 'subject'")


def mona() -> Actor:
    return actor("mona", "manager", "childrens_services")


def lena() -> Actor:
    """Dana's lead worker."""
    lena = actor("lena", "practitioner", "childrens_services")
    Assignment.objects.get_or_create(
        account_id=lena.account_id, kind="lead_worker", mention_id=danas_mention(), from_on=date(2024, 1, 1),
        defaults={"why": "x"},
    )  # fmt: skip
    return lena


def let_read(reader: str, *, by: Actor | None = None, until_on: date = TODAY, why: str = WHY) -> int:
    return open_protected(
        session_of(by or mona()), record_id=marked_record(), reader=reader, why=why, until_on=until_on
    )


def page_of(who: Actor) -> Any:
    return client_of(who).get(reverse("protected", args=[marked_record()]))


def test_whom_a_manager_names_reads_the_details_until_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    lena()
    assert page_of(lena()).status_code == 404
    number = let_read("lena")
    page = page_of(lena())
    assert HOME in page.content.decode() and page.status_code == 200
    record = client_of(lena()).get(reverse("record", args=[marked_record()])).content.decode()
    assert forbidden_in(record) == [] and "Protected details" in record
    entry = AuditEntry.objects.filter(action="read_protected", username="lena").last()
    assert entry is not None and f"decision:{number}" in entry.ids
    kept = Decision.objects.get(sequence=number)
    assert (kept.kind, kept.by, kept.why, kept.body["reader"]) == ("protected_opened", "mona", WHY, "lena")
    set_clock(monkeypatch, f"{TODAY + timedelta(days=1)}T09:30:00Z")
    assert page_of(lena()).status_code == 404


def test_a_decision_ends_before_its_day() -> None:
    lena()
    number = let_read("lena", until_on=TODAY + timedelta(days=9))
    end_protected(session_of(mona()), record_id=marked_record(), opening=number, why="She has moved, he need not know")
    assert page_of(lena()).status_code == 404
    with pytest.raises(NotHere):
        end_protected(session_of(mona()), record_id=marked_record(), opening=number, why=WHY)


def test_a_lead_worker_who_is_so_no_more_reads_nothing() -> None:
    lena()
    let_read("lena")
    Assignment.objects.filter(account__username="lena").update(to_on=TODAY - timedelta(days=1))
    assert page_of(lena()).status_code == 404


def test_a_manager_who_is_not_named_decides_and_reads_nothing() -> None:
    page = page_of(mona())
    assert page.status_code == 200 and forbidden_in(page.content.decode()) == []
    let_read("mona")
    assert HOME in page_of(mona()).content.decode()


@pytest.mark.parametrize("role", ["manager", "information_governance", "operator", "senior_officer", "practitioner"])
def test_nobody_of_another_agency_decides_or_reads(role: str) -> None:
    other = actor(f"other_{role}", role, "police" if role not in ("information_governance", "operator") else "")
    assert page_of(other).status_code == (403 if role == "operator" else 404), "an operator reads no record at all"
    with pytest.raises(Refused):
        let_read("mona", by=other)
    with pytest.raises(Refused):
        let_read(f"other_{role}")


def test_one_names_nobody_else_for_no_reason_and_not_for_ever() -> None:
    actor("pat", "practitioner", "childrens_services")
    with pytest.raises(Refused, match="lead worker"):
        let_read("pat")
    with pytest.raises(NotAnAnswer):
        let_read("mona", why="yes")
    for until_on in (TODAY - timedelta(days=1), TODAY + timedelta(days=91)):
        with pytest.raises(Refused, match="90 days"):
            let_read("mona", until_on=until_on)
    with pytest.raises(Refused):
        let_read("mona", by=lena())
    assert not Decision.objects.filter(kind="protected_opened").exists()


def test_the_form_says_what_is_missing_and_keeps_a_decision() -> None:
    lena()
    client, url = client_of(mona()), reverse("protected", args=[marked_record()])
    assert client.post(url, {}).status_code == 400
    day = {"until_on_day": "3", "until_on_month": "7", "until_on_year": "2024"}
    assert client.post(url, {"reader": "lena", "why": WHY, **day}).status_code == 302
    (opening,) = read_protected(session_of(mona()), record_id=marked_record()).openings
    assert (opening.reader, opening.until_on) == ("lena", date(2024, 7, 3))
    end = reverse("end_protected", args=[marked_record(), opening.sequence])
    assert client.get(end).status_code == 200
    assert client.post(end, {"why": "The move is done and over now"}).status_code == 302
    assert page_of(lena()).status_code == 404


def test_a_concern_says_it_to_nobody_and_keeps_what_was_written() -> None:
    yaz = actor("yaz", "practitioner", "youth_service")
    said = "He waited outside 77 Planted Refuge Rw, then rang 01632 960777."
    concern_id = enter(
        yaz, day="2024-07-01", seen_heard=said, where="Planted Haven", childs_words="I live at 77 planted refuge row!"
    )
    for who in (yaz, mona(), actor("ig", "information_governance", "")):
        page = client_of(who).get(reverse("concern", args=[concern_id])).content.decode()
        assert forbidden_in(page) == []
        assert who is not yaz or f"I live at {PROTECTED_WORDS}!" in page
    from sightline.casework.concerns.models import Concern
    from sightline.casework.concerns.passages import passages_of

    concern = Concern.objects.get(pk=concern_id)
    assert concern.said["seen_heard"] == said
    assert [row["text"] for row in passages_of(house_session(), concern) if forbidden_in(row["text"])] == []
    assert not Account.objects.filter(username="nobody").exists()


def test_what_people_write_elsewhere_is_shown_without_it() -> None:
    client = client_of(actor("yaz", "practitioner", "youth_service"))
    typed = {"name": "77 Planted Refuge Row"}
    client.post(reverse("find"), typed)
    assert forbidden_in(client.get(reverse("found")).content.decode()) == []


def test_where_the_snapshot_cannot_be_read_no_record_is_sent_and_accounts_still_work() -> None:
    client = client_of(mona())
    CurrentSnapshot.objects.update(snapshot_id="2024-01-01-000000000000")
    assert client.get(reverse("concerns")).status_code == 503
    assert client.get(reverse("looks_for")).status_code == 503
    assert client.get(reverse("account_logout")).status_code == 200


def two_on_duty() -> tuple[ReaderSession, ReaderSession]:
    for username in ("omar", "sara"):
        actor(username, "practitioner", "childrens_services")
        shift = Shift(ladder="childrens_services", holding="day", username=username, days=("tue",), begins="00:00", ends="23:59",
                      from_on=date(2024, 7, 1))  # fmt: skip
        add_shift(house_session(), shift=shift, why="Agreed with the force for July.")
    first, second = (session_of(actor(name, "practitioner", "childrens_services")) for name in ("omar", "sara"))
    return first, second


def see_together(ask: OfficersAsk) -> tuple[str, ShownOnce]:
    """What the first officer asks for, the second confirms, and the first sees."""
    (first, second), now = two_on_duty(), f"{TODAY}T09:30:00Z"
    entry_id = ask_second_officer(first, ask=ask, signed_in_at=now, device="1" * 64)
    answer_request(second, entry_id=entry_id, agrees=True, signed_in_at=now, device="2" * 64, began_strong=True)
    shown = show_once(first, entry_id=entry_id)
    with pytest.raises(Refused):
        show_once(first, entry_id=entry_id)
    return entry_id, shown


def test_two_officers_on_duty_together_see_the_details_once() -> None:
    """From the received file: the snapshot has them no more."""
    entry_id, shown = see_together(OfficersAsk(HiddenKind.PROTECTED_ADDRESS, WHY, record_id=marked_record()))
    assert HOME in " ".join(shown.rows[0].cells.values())
    page = client_of(actor("omar", "practitioner", "childrens_services")).get(
        reverse("two_officers_request", args=[entry_id])
    )
    assert not forbidden_in(page.content.decode())


@pytest.mark.parametrize(("agency", "found"), [("childrens_services", True), ("police", False)])
def test_two_officers_see_a_sealed_identity_of_a_received_file_once(agency: str, found: bool) -> None:
    ask = OfficersAsk(HiddenKind.SEALED_IDENTITY, WHY, agency=agency, name=SEALED_NAME, born=SEALED_BORN)
    _, shown = see_together(ask)
    assert [row.cells["Text"] for row in shown.rows] == ([SEALED_WORDS] if found else [])
    assert [row.cells["Sightline Marking"] for row in shown.rows] == (["SEALED IDENTITY"] if found else [])


def test_emergency_access_opens_neither_a_protected_address_nor_a_sealed_identity() -> None:
    """What emergency access shows of Dana tells nothing of her address; Mabel is not found."""
    now, lead = f"{TODAY}T09:30:00Z", mona()
    dana, mabel = (person_of(name) for name in ("Kestrel", "Quillfeather"))
    opened = open_restricted(session_of(lead), person_id=dana, purpose="danger_now", why=WHY, signed_in_at=now)
    page = client_of(lead).get(reverse("emergency", args=[opened])).content.decode()
    assert "Dana" in page and forbidden_in(page) == []
    for who, refusal in ((lead, NotHere), (actor("ig", "information_governance", ""), Refused)):
        with pytest.raises(refusal):
            open_restricted(session_of(who), person_id=mabel, purpose="danger_now", why=WHY, signed_in_at=now)


def person_of(surname: str) -> str:
    return ask(
        f"SELECT min(person_id) FROM mention JOIN resolved USING (mention_id) WHERE slot = 'subject' AND surname = '{surname}' "
        "AND forename IN ('Dana', 'Mabel')"
    )
