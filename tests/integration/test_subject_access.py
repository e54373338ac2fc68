"""Requests for a person's data: the clock and its pauses, the tests of each record, and what the person reads."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from django.urls import reverse
from support import small_partnership as small
from support.climbing import set_clock
from support.every_address import ask, wren
from support.sessions import session_of
from support.small_served import serve
from support.worried import client_of, enter

from sightline.casework.concerns.models import Concern
from sightline.casework.core.actor import Actor, actor_for_username
from sightline.casework.core.errors import NotHere
from sightline.casework.core.governance_work import count_work
from sightline.casework.core.models import Account, AuditEntry, Decision
from sightline.casework.core.session import house_session
from sightline.casework.disputes.pages import NewDispute
from sightline.casework.disputes.services import lay_dispute
from sightline.casework.escalation.models import Item
from sightline.casework.subject_access.exemptions import exemptions_for, read_exemptions
from sightline.casework.subject_access.pages import (
    FoundRecord,
    NewRequest,
    RecordDecision,
    Redaction,
    RequestAct,
    RequestEntryKind,
)
from sightline.casework.subject_access.records import leave_out
from sightline.casework.subject_access.selectors import make_bundle, read_record_to_test, read_request
from sightline.casework.subject_access.services import decide_record, enter_request, record_act
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.model.agency_names import name_agency
from sightline.model.errors import Refused, Usage
from sightline.model.visibility import NotShared
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
BACK = date(2026, 12, 18)
NOW, CAME = "2026-12-11T09:00:00Z", date(2026, 12, 10)
WORDS = "The passport was seen at the front desk, and a photograph was compared."
ELSEWHERE = "The register of the school was read, and her weeks of this year are sent as a list."
K = RequestEntryKind


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("access"), roles=())


@pytest.fixture
def served(built: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    set_clock(monkeypatch, NOW)
    return serve(built, settings)


def governance() -> Actor:
    return actor_for_username(small.username("information_governance"))


def asked(controller: str = "childrens_services", relation: str = "own") -> str:
    request = NewRequest(controller, relation, CAME, "Lantern Seventyseven", "Wren Ashdown", "By letter")
    return enter_request(session_of(governance()), request=request)


def act(request_id: str, kind: RequestEntryKind, **said: Any) -> str:
    return record_act(session_of(governance()), request_id=request_id, act=RequestAct(kind, **said))


def identified(served: Workspace, request_id: str) -> None:
    act(request_id, K.IDENTITY, on_day=CAME, words=WORDS)
    act(request_id, K.PERSON, person_id=wren(served))


def records(request_id: str) -> tuple[FoundRecord, ...]:
    return read_request(session_of(governance()), request_id=request_id).records


def decide(request_id: str, one: FoundRecord, outcome: str, applies: tuple[str, ...] = (), **said: Any) -> str:
    decision = RecordDecision(one.record_id, one.version, outcome, applies, **said)
    return decide_record(session_of(governance()), request_id=request_id, decision=decision)


def test_the_month_stops_only_while_we_wait_and_may_become_three(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    request_id = asked()
    assert Item.objects.get().deadline_at == "2027-01-10T23:59:59Z"
    with pytest.raises(Usage, match="reason"):
        act(request_id, K.PAUSED, on_day=date(2026, 12, 11), words=WORDS, back_on=BACK)
    act(request_id, K.PAUSED, word="identity", on_day=date(2026, 12, 11), words=WORDS, back_on=BACK)
    assert Item.objects.get().closed_at
    assert not read_request(session_of(governance()), request_id=request_id).line.due_at
    set_clock(monkeypatch, "2026-12-16T09:00:00Z")
    act(request_id, K.RESUMED, on_day=date(2026, 12, 16))
    assert Item.objects.get(closed_at=None).deadline_at == "2027-01-15T23:59:59Z"
    act(request_id, K.EXTENDED, words="Eleven volumes, and two other requests of hers.")
    page = read_request(session_of(governance()), request_id=request_id)
    assert page.line.due_at == "2027-03-15T23:59:59Z"
    assert Item.objects.get(closed_at=None).deadline_at == "2027-03-15T23:59:59Z"
    with pytest.raises(Refused):
        act(request_id, K.RESUMED, on_day=date(2026, 12, 16))
    work = {one.page: one for one in count_work(session_of(governance()))}["access_requests"]
    assert (work.count, work.oldest_at, work.overdue) == (1, "2026-12-10", 0)


def test_a_paused_request_comes_back_by_itself_until_somebody_acts(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    request_id = asked()
    for day in (None, date(2026, 12, 11), date(2027, 1, 12)):
        with pytest.raises(Usage, match="comes back"):
            act(request_id, K.PAUSED, word="identity", on_day=date(2026, 12, 11), words=WORDS, back_on=day)
    act(request_id, K.PAUSED, word="identity", on_day=date(2026, 12, 11), words=WORDS, back_on=BACK)
    run_tick(house_session(), now="2026-12-17T23:59:59Z")
    assert not Item.objects.filter(closed_at=None).exists()
    set_clock(monkeypatch, "2026-12-18T09:00:00Z")
    run_tick(house_session(), now="2026-12-18T09:00:00Z")
    item = Item.objects.get(closed_at=None)
    assert (item.rule_id, item.about_id) == ("subject_access_pause", request_id)
    assert item.deadline_at == "2026-12-22T23:59:59Z"
    act(request_id, K.CHASED, words=WORDS, back_on=date(2026, 12, 23))
    item.refresh_from_db()
    assert item.closed_at
    run_tick(house_session(), now="2026-12-29T09:00:00Z")
    again = Item.objects.get(closed_at=None)
    assert again.item_id != item.item_id
    set_clock(monkeypatch, "2026-12-29T09:00:00Z")
    act(request_id, K.RESUMED, on_day=date(2026, 12, 29))
    assert Item.objects.get(closed_at=None).rule_id == "subject_access_request"


def test_only_the_controllers_records_that_name_the_person_are_found(served: Workspace) -> None:
    request_id = asked()
    assert records(request_id) == ()
    with pytest.raises(Refused):
        act(request_id, K.PERSON, person_id=wren(served))
    identified(served, request_id)
    found = {one.record_id for one in records(request_id) if not one.concluded}
    wanted = ask(
        served,
        "SELECT DISTINCT r.record_id FROM mention JOIN resolved USING (mention_id) JOIN agency_record AS r "
        f"USING (record_id) WHERE person_id = '{wren(served)}' AND r.agency = 'childrens_services' AND r.latest",
    )
    assert found and found == set(wanted)


def test_a_request_reaches_what_nobody_is_shown_any_more_and_what_no_update_has_taken_in(served: Workspace) -> None:
    request_id = asked()
    identified(served, request_id)
    before = records(request_id)
    kinds = tuple(sorted({f"childrens_services {one.kind.partition('/')[0]}" for one in before if not one.concluded}))
    ig = governance()
    over = replace(ig, reader=replace(ig.reader, not_shared=NotShared(kinds=kinds)))
    assert kinds and read_request(session_of(over), request_id=request_id).records == before
    assert read_record_to_test(session_of(over), request_id=request_id, record_id=before[0].record_id).boxes
    worker = actor_for_username(small.username("practitioner"))
    words = "A neighbour rang about lantern-77."
    concern = Concern.objects.get(pk=enter(worker, about=wren(served), seen_heard=words))
    (new,) = [one for one in records(request_id) if one not in before]
    assert (new.record_id, new.kind, new.outcome) == (concern.record_id, "sightline_concerns/concern", "")
    boxes = read_record_to_test(session_of(ig), request_id=request_id, record_id=new.record_id).boxes
    assert words in dict(boxes).values()
    decide(request_id, new, "give")
    assert [one.outcome for one in records(request_id) if one.record_id == new.record_id] == ["give"]


def test_a_request_reaches_what_sightline_concluded_from_records_of_the_controller(served: Workspace) -> None:
    """Each of joint controllers decides about it; what is concluded after a decision waits for one of its own."""
    found = {}
    for controller in ("childrens_services", "police"):
        request_id = asked(controller)
        identified(served, request_id)
        found[controller] = {one.record_id: one for one in records(request_id) if "Controllers" in dict(one.concluded)}
        for one in found[controller].values():
            controllers = dict(one.concluded)["Controllers"].split(", ")
            assert name_agency(controller) in controllers and one.kind == one.concluded[0][1]
    assert found["childrens_services"] and found["police"]
    joint = set(found["childrens_services"]) & set(found["police"])
    assert joint and set(found["police"]) - joint
    one = found["police"][min(joint)]
    assert read_record_to_test(session_of(governance()), request_id=request_id, record_id=one.record_id).boxes
    decide(request_id, one, "give")
    assert [each.boxes for each in make_bundle(session_of(governance()), request_id=request_id).records] == [
        one.concluded
    ]


def test_no_reply_is_sent_before_all_is_done(served: Workspace) -> None:
    request_id = asked()
    with pytest.raises(Refused, match="who the person is"):
        act(request_id, K.SENT, on_day=date(2026, 12, 11))
    identified(served, request_id)
    with pytest.raises(Refused, match="about crime"):
        act(request_id, K.SENT, on_day=date(2026, 12, 11))
    act(request_id, K.SOURCE, agency="police")
    with pytest.raises(Refused, match="has not replied"):
        act(request_id, K.SENT, on_day=date(2026, 12, 11))
    (source,) = read_request(session_of(governance()), request_id=request_id).open_sources
    act(
        request_id, K.SOURCE_REPLY, about=source.entry_id, words="The inspector read it and has no open case about her."
    )
    with pytest.raises(Refused, match="not decided"):
        act(request_id, K.SENT, on_day=date(2026, 12, 11))
    for one in records(request_id):
        decide(request_id, one, "give", is_known=True)
    with pytest.raises(Refused, match="what Sightline keeps sealed"):
        act(request_id, K.SENT, on_day=date(2026, 12, 11))
    with pytest.raises(Usage):
        act(request_id, K.ELSEWHERE, words="Yes")
    act(request_id, K.ELSEWHERE, words=ELSEWHERE)
    act(request_id, K.SENT, on_day=date(2026, 12, 11))
    assert Item.objects.get().closed_at
    assert read_request(session_of(governance()), request_id=request_id).choices == ()
    with pytest.raises(Refused):
        decide(request_id, records(request_id)[0], "withhold", ("crime",))


def test_the_tests_depend_on_who_asks_and_who_holds_the_data() -> None:
    own = [one.exemption_id for one in exemptions_for(controller="childrens_services", relation="own")]
    parent = [one.exemption_id for one in exemptions_for(controller="childrens_services", relation="parent")]
    health = [one.exemption_id for one in exemptions_for(controller="health", relation="own")]
    assert own == ["harm_social_work", "crime", "third_person", "privilege", "court"]
    assert parent == ["harm_social_work", "child_abuse", "confidence", "crime", "third_person", "privilege", "court"]
    assert health[0] == "harm_health"
    assert all(one.law and one.status in ("statutory", "unverified") for one in read_exemptions().exemptions)


def test_what_is_left_out_has_a_test_that_applies_and_health_data_need_an_opinion(served: Workspace) -> None:
    request_id = asked()
    identified(served, request_id)
    one = records(request_id)[0]
    for outcome, applies, left_out in (
        ("give", ("crime",), ()),
        ("withhold", (), ()),
        ("redact", ("crime",), ()),
        ("redact", ("crime",), (Redaction("Text", "court"),)),
        ("give", ("harm_health",), ()),
        ("", (), ()),
    ):
        with pytest.raises(Usage):
            decide(request_id, one, outcome, applies, redactions=left_out)
    with pytest.raises(Refused, match="health professional"):
        decide(request_id, one, "give", has_health_data=True)
    decide(request_id, one, "give", has_health_data=True, is_known=True)
    act(request_id, K.OPINION, on_day=date(2026, 6, 10), words="The paediatrician saw no risk of serious harm.")
    with pytest.raises(Refused, match="health professional"):
        decide(request_id, one, "give", has_health_data=True)
    act(request_id, K.OPINION, on_day=date(2026, 12, 1), words="The paediatrician saw no risk of serious harm.")
    decide(request_id, one, "give", has_health_data=True)


def test_a_health_body_withholds_for_harm_only_with_an_opinion(served: Workspace) -> None:
    request_id = asked("health")
    identified(served, request_id)
    one = records(request_id)[0]
    with pytest.raises(Refused, match="health professional"):
        decide(request_id, one, "withhold", ("harm_health",))


def test_the_reply_leaves_out_what_was_decided_and_says_the_same_of_the_rest(served: Workspace) -> None:
    request_id = asked()
    identified(served, request_id)
    first, second, third, *_ = records(request_id)
    boxes = read_record_to_test(session_of(governance()), request_id=request_id, record_id=first.record_id).boxes
    heading, text = next((heading, text) for heading, text in boxes if len(text) > 12)
    left_out = (Redaction(heading, "third_person", text[:6]),)
    decide(request_id, first, "redact", ("third_person",), redactions=left_out)
    decide(request_id, second, "withhold", ("crime",))
    decide(request_id, third, "silent", ("crime",))
    made = make_bundle(session_of(governance()), request_id=request_id)
    assert len(made.records) == 2
    assert dict(made.records[0].boxes)[heading] == "[data about someone else]" + text[6:]
    assert made.records[1].boxes == () and len(made.records[1].withheld) == 1
    page = client_of(governance()).get(reverse("access_bundle", args=[request_id])).content.decode()
    assert "neither confirm nor deny" in page and "data about someone else" in page
    answer = client_of(governance()).get(reverse("access_bundle_file", args=[request_id]))
    written = "\n".join(one.text for one in docx.Document(io.BytesIO(answer.content)).paragraphs)
    assert "neither confirm nor deny" in written and "data about someone else" in written
    assert text not in written


def test_words_that_the_record_does_not_hold_are_refused_and_what_is_said_beside_it_is_tested(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    request_id = asked()
    identified(served, request_id)
    one = records(request_id)[0]
    lay_dispute(
        session_of(governance()), dispute=NewDispute(one.record_id, "Her aunt Rosalind says it is wrong.", "Her")
    )
    for wrong in (Redaction("", "third_person", "Rosalynd"), Redaction("No such box", "third_person")):
        with pytest.raises(Usage, match="does not hold"):
            decide(request_id, one, "redact", ("third_person",), redactions=(wrong,))
    decide(request_id, one, "redact", ("third_person",), redactions=(Redaction("", "third_person", "aunt rosalind"),))
    set_clock(monkeypatch, "2026-12-12T09:00:00Z")
    lay_dispute(
        session_of(governance()), dispute=NewDispute(one.record_id, "Nobody has tested these words yet.", "Her")
    )
    (given,) = make_bundle(session_of(governance()), request_id=request_id).records
    assert dict(given.boxes)["Said beside it 1"] == "Her [data about someone else] says it is wrong."
    assert "tested these words" not in repr(given.boxes)


def test_words_are_left_out_wherever_they_are() -> None:
    boxes = (("Text", "Ann saw Ben. Ben ran."), ("By", "Ben"))
    shown_as = {"third_person": "someone else"}
    assert leave_out(boxes, [Redaction("", "third_person", "Ben")], shown_as=shown_as) == (
        ("Text", "Ann saw [someone else]. [someone else] ran."), ("By", "[someone else]"),
    )  # fmt: skip
    assert leave_out(boxes, [Redaction("Text", "third_person")], shown_as=shown_as)[0] == ("Text", "[someone else]")


def test_nobody_else_reads_a_request_and_no_name_is_in_a_row(served: Workspace) -> None:
    request_id = asked()
    for role in ("practitioner", "analyst", "manager", "operator"):
        with pytest.raises(NotHere):
            read_request(session_of(actor_for_username(small.username(role))), request_id=request_id)
    Account.objects.create(username="ig_health", role="information_governance", agency="health", organisation="")
    with pytest.raises(NotHere):
        read_request(session_of(actor_for_username("ig_health")), request_id=request_id)
    for table in (Decision, AuditEntry, Item):
        assert "Lantern" not in repr(list(table.objects.values()))


def test_a_request_is_worked_on_pages(served: Workspace) -> None:
    ig = client_of(governance())
    day = {"on_day_day": "10", "on_day_month": "12", "on_day_year": "2026"}
    boxes = {"controller": "childrens_services", "relation": "own", "who": "Wren", "about": "Wren", "reach": "", **day}
    assert ig.post(reverse("access_request_enter"), boxes | {"who": ""}).status_code == 400
    page = ig.post(reverse("access_request_enter"), boxes, follow=True)
    assert "Check who the person is" in page.content.decode()
    request_id = page.redirect_chain[-1][0].rstrip("/").split("/")[-1]
    ig.post(reverse("access_request_act", args=[request_id, "identity"]), {**day, "words": WORDS})
    person = reverse("person", args=[wren(served)])
    found = ig.post(reverse("access_request_act", args=[request_id, "person"]), {"person": person}, follow=True)
    assert "Not decided" in found.content.decode()
    one = records(request_id)[0]
    address = reverse("access_record", args=[request_id, one.record_id])
    page_of_tests = ig.get(address).content.decode()
    assert "likely to prejudice social work" in page_of_tests and "Schedule 3, paragraphs 7 and 11" in page_of_tests
    replies = {
        f"test_{each.exemption_id}": "no" for each in exemptions_for(controller="childrens_services", relation="own")
    }
    assert ig.post(address, {"outcome": "give"}).status_code == 400
    done = ig.post(address, {**replies, "has_health_data": "no", "outcome": "give"}, follow=True).content.decode()
    assert "Give the whole record" in done


def test_a_wrong_address_of_a_person_is_said_at_its_box(served: Workspace) -> None:
    request_id = asked()
    act(request_id, K.IDENTITY, on_day=CAME, words=WORDS)
    page = client_of(governance()).post(
        reverse("access_request_act", args=[request_id, "person"]), {"person": "x" * 20}
    )
    assert page.status_code == 400 and "No person has that web address." in page.content.decode()
