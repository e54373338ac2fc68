"""Passing records on where the agreement says "ask": the holder says yes until a day, or no; files obey, the ledger tells."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.urls import reverse
from support import held, worried
from support.agreed import agree
from support.climbing import fill_ladder, set_clock
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.audit.append_only import drop_triggers
from sightline.casework.chronology.export import write_chronology
from sightline.casework.core.actor import Actor, actor_for_account
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, AuditEntry, Decision
from sightline.casework.core.session import house_session
from sightline.casework.escalation.models import Item, Step
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.onward_requests.ask_counts import ASKED
from sightline.casework.onward_requests.models import OnwardEntry
from sightline.casework.onward_requests.pages import NewOnward, OnwardEntryKind, OnwardReply, OnwardState
from sightline.casework.onward_requests.permissions import find_permissions, pass_on
from sightline.casework.onward_requests.selectors import list_onward_requests, read_onward_request
from sightline.casework.onward_requests.services import ask_to_pass_on, reply_to_onward_request
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.model.errors import Refused, Usage
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
NOW, UNTIL = "2026-12-11T09:00:00Z", date(2026, 12, 31)
WHY = "The home has to know of lantern-77 before she moves in on Monday."
NO = "Her mother has not been told, so the school must speak with her first."
HOME = "The duty manager of a children’s home"
KIND = "school school_concerns"
K = OnwardEntryKind


@pytest.fixture
def served(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    set_clock(monkeypatch, NOW)
    held.serve_snapshot(workspace)
    agree(workspace.root)
    change(workspace, 'onward = "same purpose"', 'onward = "ask"')
    return workspace


@pytest.fixture
def answerer(served: Workspace) -> Iterator[Actor]:
    yield next(iter(fill_ladder("school").values()))


def change(workspace: Workspace, old: str, new: str) -> None:
    path = workspace.root / "agreements" / "school.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def mel() -> Actor:
    """She manages a team of the police, and reads the school's record."""
    return actor_for_account(worried.account("mel", "manager", "police"))


def asked(person_id: str = held.AOIFE, *, kinds: tuple[str, ...] = (KIND,), purpose: str = "case") -> str:
    new = NewOnward(held.record_of("school"), person_id, HOME, WHY, purpose, kinds)
    return ask_to_pass_on(session_of(mel()), request=new)


def answer(who: Actor, request_id: str, kind: OnwardEntryKind, until: date | None = None, words: str = NO) -> str:
    return reply_to_onward_request(session_of(who), request_id=request_id, reply=OnwardReply(kind, words, until))


def file_of(person_id: str = held.AOIFE, who: Actor | None = None, receiver: str = HOME, purpose: str = "case") -> str:
    return write_chronology(
        session_of(who or mel()), person_id=person_id, purpose=purpose, receiver=receiver, format="csv"
    )


def in_file(person_id: str = held.AOIFE, who: Actor | None = None) -> bool:
    """Whether a file for the receiver has the record; a file for nobody named never has it, and says so."""
    plain = file_of(person_id, who, receiver="")
    assert held.record_of("school") not in plain and "(school)" in plain
    try:
        file = file_of(person_id, who)
    except Refused as error:
        assert error.code == "no_receiver"
        return False
    return held.record_of("school") in file


def test_a_yes_opens_files_of_that_person_until_its_last_day(
    served: Workspace, answerer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not in_file()
    request_id = asked()
    assert not in_file(), "asking opens nothing"
    answer(answerer, request_id, K.AGREED, UNTIL)
    assert in_file()
    assert not in_file(who=actor_for_account(worried.account("nia", "manager", "health"))), "it is of who asked"
    set_clock(monkeypatch, "2026-12-31T20:00:00Z")
    assert in_file()
    set_clock(monkeypatch, "2027-01-01T09:00:00Z")
    assert not in_file()
    assert read_onward_request(session_of(mel()), request_id=request_id).line.state == OnwardState.ENDED


def test_a_yes_is_for_its_receiver_and_purpose_and_the_file_says_so(served: Workspace, answerer: Actor) -> None:
    request_id = asked()
    answer(answerer, request_id, K.AGREED, UNTIL)
    first = file_of().splitlines()[0]
    assert HOME in first and "School agreed until 31 December 2026" in first
    assert AuditEntry.objects.filter(action="write_chronology").last().outcome == "done"
    assert held.record_of("school") in file_of(receiver=f"  {HOME.upper()} ")
    with pytest.raises(Refused) as other:
        file_of(receiver="A journalist")
    assert other.value.code == "no_receiver" and "ask" in str(other.value.what_to_do)
    with pytest.raises(Refused) as other:
        file_of(purpose="practice")
    assert other.value.code == "other_purpose" and "Work on a child" in str(other.value.what_to_do)


def test_a_yes_is_for_the_kinds_of_records_that_it_names(served: Workspace, answerer: Actor) -> None:
    with pytest.raises(Usage):
        asked(kinds=())
    with pytest.raises(Usage):
        asked(kinds=("police police_missing",))
    with pytest.raises(Usage):
        asked(purpose="anything")
    attendance = "school school_attendance"
    answer(answerer, asked(kinds=(attendance,)), K.AGREED, UNTIL)
    assert held.record_of("school") not in file_of()
    answer(answerer, asked(), K.AGREED, UNTIL)
    assert held.record_of("school") in file_of()


def test_a_yes_of_one_school_opens_no_record_of_another(served: Workspace, answerer: Actor) -> None:
    answer(answerer, asked(), K.AGREED, UNTIL)
    (found,) = find_permissions(session_of(mel()), person_id=held.AOIFE)
    (row,) = OnwardEntry.objects.asked()
    assert row.organisation and found.organisations and row.organisation in found.organisations
    passed = pass_on(session_of(mel()), person_id=held.AOIFE, receiver=HOME, purpose="case")
    left = session_of(mel()).taking_away(passed.kinds, purpose="case").actor.reader.not_shared
    assert not left.hides(agency="school", layout="school_concerns", organisation=row.organisation)
    assert left.hides(agency="school", layout="school_concerns", organisation="Another School")


def test_a_yes_of_an_earlier_version_names_no_purpose_and_opens_no_file(served: Workspace, answerer: Actor) -> None:
    request_id = asked()
    answer(answerer, request_id, K.AGREED, UNTIL)
    with connection.cursor() as cursor:
        drop_triggers(connection, ["casework_onwardentry"])
        cursor.execute("UPDATE casework_onwardentry SET purpose = ''")
    assert not in_file()
    page = client_of(answerer).get(reverse("onward_request", args=[request_id])).content.decode()
    assert "No file can have the records" in page


def test_a_yes_can_be_withdrawn(served: Workspace, answerer: Actor) -> None:
    request_id = asked()
    answer(answerer, request_id, K.AGREED, UNTIL)
    answer(answerer, request_id, K.WITHDRAWN)
    assert not in_file()
    shown = read_onward_request(session_of(mel()), request_id=request_id)
    assert shown.line.state == OnwardState.WITHDRAWN and [one.kind for one in shown.replies] == [K.AGREED, K.WITHDRAWN]
    with pytest.raises(Refused):
        answer(answerer, request_id, K.AGREED, UNTIL)


def test_a_no_is_kept_with_its_reason_and_both_are_lines_of_the_ledger(served: Workspace, answerer: Actor) -> None:
    Account.objects.filter(pk=mel().account_id).update(post="Duty manager")
    request_id = asked()
    answer(answerer, request_id, K.REFUSED)
    assert not in_file()
    shown = read_onward_request(session_of(mel()), request_id=request_id)
    assert shown.line.state == OnwardState.REFUSED and shown.replies[0].words == NO
    lines = SharedRecord.objects.of_records([held.record_of("school")]).filter(reason=f"onward:{request_id}")
    assert [(one.way, one.username, one.from_agency, one.to_agency) for one in lines.order_by("pk")] == [
        ("asked", "mel", "school", "police"), ("refused", "mel", "school", "police")
    ]  # fmt: skip
    said = {(one.post, one.purpose, one.agreement, len(one.agreement_version), bool(one.lawful_basis)) for one in lines}
    assert said == {("Duty manager", "case", "school", 16, True)}, "both on the terms of then, for who asked"
    (one,) = ASKED.between("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z")
    assert (one.from_agency, one.to_agency, one.refused, bool(one.answered_at)) == ("school", "police", True, True)


def test_it_is_an_action_with_a_clock_that_escalates_and_closes(
    served: Workspace, answerer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    request_id = asked()
    item = Item.objects.get(source="onward_request")
    assert (item.agency, item.deadline_at) == ("school", "2026-12-18T23:59:59Z")
    set_clock(monkeypatch, "2026-12-29T09:00:00Z")
    run_tick(house_session(), now="2026-12-29T09:00:00Z")
    assert Step.objects.filter(item=item).count() > 1
    page = client_of(answerer).get(reverse("item", args=[item.item_id])).content.decode()
    assert reverse("onward_request", args=[request_id]) in page
    answer(answerer, request_id, K.AGREED, UNTIL)
    assert Item.objects.get(pk=item.pk).closed_at


def test_a_yes_needs_a_last_day_that_is_near(served: Workspace, answerer: Actor) -> None:
    request_id = asked()
    for until in (None, date(2026, 12, 10), date(2027, 6, 1)):
        with pytest.raises(Usage):
            answer(answerer, request_id, K.AGREED, until)


def test_only_the_holder_answers_and_only_who_is_shown_the_record_asks(served: Workspace, answerer: Actor) -> None:
    request_id = asked()
    for who in (mel(), actor_for_account(worried.account("nia", "manager", "health"))):
        with pytest.raises((Refused, NotHere)):
            answer(who, request_id, K.AGREED, UNTIL)
    with pytest.raises(NotHere):
        asked(held.BEN)  # the record does not name him
    with pytest.raises(NotHere):  # it is the school's own
        own = actor_for_account(worried.account("sid", "manager", "school"))
        ask_to_pass_on(
            session_of(own), request=NewOnward(held.record_of("school"), held.AOIFE, HOME, WHY, "case", (KIND,))
        )
    assert [one.request_id for one in list_onward_requests(session_of(mel()))] == [request_id]
    assert [one.request_id for one in list_onward_requests(session_of(answerer))] == [request_id]
    other = actor_for_account(worried.account("nia", "manager", "health"))
    assert list_onward_requests(session_of(other)) == ()
    with pytest.raises(NotHere):
        read_onward_request(session_of(other), request_id=request_id)


@pytest.mark.parametrize("onward", ["no", "same purpose"])
def test_where_the_agreement_does_not_say_ask_nobody_is_asked(served: Workspace, onward: str) -> None:
    change(served, 'onward = "ask"', f'onward = "{onward}"')
    with pytest.raises(NotHere):
        asked()
    assert client_of(mel()).get(reverse("onward_ask", args=[held.record_of("school")])).status_code == 404


def test_an_agreement_that_says_no_since_ends_every_yes(served: Workspace, answerer: Actor) -> None:
    answer(answerer, asked(), K.AGREED, UNTIL)
    change(served, 'onward = "ask"', 'onward = "no"')
    assert not in_file()


def test_a_request_of_a_suspended_agreement_is_kept_and_says_who_answers(served: Workspace, answerer: Actor) -> None:
    request_id = asked()
    change(served, 'onward = "ask"', 'onward = "ask"\nsuspended_on = 2026-12-01')
    shown = read_onward_request(session_of(answerer), request_id=request_id)
    assert shown.suspended and shown.contact
    page = client_of(answerer).get(reverse("onward_request", args=[request_id])).content.decode()
    assert "The agreement for these records is suspended" in page and shown.contact.split(",")[0] in page
    assert reverse("onward_answer", args=[request_id, "agreed"]) not in page
    with pytest.raises(Refused, match="suspended"):
        answer(answerer, request_id, K.AGREED, UNTIL)
    answer(answerer, request_id, K.REFUSED)
    assert read_onward_request(session_of(answerer), request_id=request_id).line.state == OnwardState.REFUSED


def test_the_pages_take_a_request_and_its_answer(served: Workspace, answerer: Actor) -> None:
    browser, record_id = client_of(mel()), held.record_of("school")
    assert reverse("onward_ask", args=[record_id]) in browser.get(reverse("record", args=[record_id])).content.decode()
    sent = {"person": held.AOIFE, "to": HOME, "words": WHY, "purpose": "case", "kinds": [KIND]}
    said = browser.post(reverse("onward_ask", args=[record_id]), sent, follow=True).content.decode()
    assert "must answer within 5 working days" in said and WHY in said
    (row,) = OnwardEntry.objects.asked()
    url = reverse("onward_answer", args=[row.entry_id, "agreed"])
    day = {"until_on_day": "31", "until_on_month": "12", "until_on_year": "2026", "words": NO}
    assert "Agreed until" in client_of(answerer).post(url, day, follow=True).content.decode()
    assert "Agreed until" in browser.get(reverse("onward_requests")).content.decode()
    file = reverse("person_chronology_file", args=[held.AOIFE])
    assert HOME in browser.get(file).content.decode()
    said = {"purpose": "practice", "why": "A move", "period": "all", "receiver": HOME}
    assert "for another purpose" in browser.post(file, said).content.decode()
    assert browser.post(file, said | {"receiver": "A journalist"}).headers["Content-Type"].startswith("text/html")
    assert "Content-Disposition" in browser.post(file, said | {"purpose": "case"}).headers
    for table in (Decision, OnwardEntry, AuditEntry):
        assert not any("lantern-77" in str(one) for one in table.objects.values())
