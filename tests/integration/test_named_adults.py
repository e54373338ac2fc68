"""Letters to adults named in records: none goes by any path until police and children's services say that it is safe."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support import small_partnership as small
from support.climbing import set_clock
from support.every_address import ask, wren
from support.sessions import session_of
from support.small_served import serve
from support.worried import client_of

from sightline.casework.breaches.pages import BreachDecision, BreachEntryKind, NewBreach
from sightline.casework.breaches.services import report_breach, settle_breach
from sightline.casework.complaints.models import ComplaintEntry
from sightline.casework.complaints.pages import ComplaintDecision, ComplaintEntryKind, NewComplaint
from sightline.casework.complaints.services import enter_complaint, settle_complaint
from sightline.casework.core.actor import Actor, actor_for_username
from sightline.casework.core.errors import NotHere
from sightline.casework.core.governance_work import count_work
from sightline.casework.core.models import Account, AuditEntry, Decision
from sightline.casework.core.session import house_session
from sightline.casework.disputes.pages import DisputeDecision, DisputeEntryKind, NewDispute
from sightline.casework.disputes.services import lay_dispute, settle_dispute
from sightline.casework.escalation.models import Item, Step
from sightline.casework.named_adults.letters import is_named_as_adult
from sightline.casework.named_adults.models import NamedAdultEntry
from sightline.casework.named_adults.pages import LetterTo, NamedAdultAct, NamedAdultEntryKind, NewNamedAdult
from sightline.casework.named_adults.reasons import read_telling, telling_reasons
from sightline.casework.named_adults.selectors import list_named_adults, read_named_adult
from sightline.casework.named_adults.services import ask_whether_safe, record_act_about_adult
from sightline.casework.subject_access.pages import NewRequest, RequestAct, RequestEntryKind
from sightline.casework.subject_access.selectors import make_reply_file
from sightline.casework.subject_access.services import enter_request, record_act
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.model.errors import Refused, Usage
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
NOW, DAY = "2026-12-11T09:00:00Z", date(2026, 12, 11)
WORDS = "The inspector looked at the open case about lantern-77, and spoke to the social worker."
K = NamedAdultEntryKind


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("adults"), roles=())


@pytest.fixture
def served(built: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    set_clock(monkeypatch, NOW)
    return serve(built, settings)


def actor(role: str) -> Actor:
    return actor_for_username(small.username(role))


def grown(served: Workspace) -> str:
    """Somebody with a record whom no record gives a child's birth date."""
    return ask(
        served,
        "SELECT person_id FROM mention JOIN resolved USING (mention_id) JOIN agency_record AS r USING (record_id) "
        f"WHERE entity_kind = 'person' AND person_id <> '{wren(served)}' AND r.latest AND NOT r.restricted "
        "AND NOT list_contains(r.markings, 'SEALED IDENTITY') GROUP BY 1 HAVING count(birth_date) = 0 ORDER BY 1",
    )[0]


def mention_of(served: Workspace, person_id: str) -> str:
    return ask(served, f"SELECT mention_id FROM resolved WHERE person_id = '{person_id}' ORDER BY 1")[0]


def asked(person_id: str) -> str:
    new = NewNamedAdult(person_id, "Lantern Seventyseven", WORDS)
    return ask_whether_safe(session_of(actor("information_governance")), adult=new)


def record(adult_id: str, role: str, kind: NamedAdultEntryKind, **said: Any) -> None:
    act = NamedAdultAct(kind, **{"words": WORDS, **said})
    record_act_about_adult(session_of(actor(role)), adult_id=adult_id, act=act)


def said_safe(adult_id: str) -> None:
    record(adult_id, "senior_officer", K.SAFE)
    record(adult_id, "manager", K.SAFE)


def by_notice(served: Workspace, adult: str, to: LetterTo) -> Callable[[], object]:
    """The adult's own page."""
    adult_id = NamedAdultEntry.objects.asked().get().entry_id
    return lambda: record(adult_id, "information_governance", K.LETTER, word="notice", on_day=DAY)


def by_correction(served: Workspace, adult: str, to: LetterTo) -> Callable[[], object]:
    adult_id = NamedAdultEntry.objects.asked().get().entry_id
    return lambda: record(adult_id, "information_governance", K.LETTER, word="correction", on_day=DAY)


def by_dispute(served: Workspace, adult: str, to: LetterTo) -> Callable[[], object]:
    governance = session_of(actor("information_governance"))
    record_id = ask(
        served,
        "SELECT m.record_id FROM mention AS m JOIN resolved USING (mention_id) JOIN agency_record AS r USING (record_id) "
        f"WHERE person_id = '{adult}' AND r.latest ORDER BY 1",
    )[0]
    dispute_id = lay_dispute(governance, dispute=NewDispute(record_id, WORDS, "Somebody Else"))
    decision = DisputeDecision(DisputeEntryKind.STANDS, WORDS, "", to)
    return lambda: settle_dispute(governance, dispute_id=dispute_id, decision=decision)


def by_complaint(kind: ComplaintEntryKind) -> Callable[[Workspace, str, LetterTo], Callable[[], object]]:
    def path(served: Workspace, adult: str, to: LetterTo) -> Callable[[], object]:
        governance = session_of(actor("information_governance"))
        complaint_id = enter_complaint(
            governance, complaint=NewComplaint(DAY, f"Lantern {ComplaintEntry.objects.count()}", "", WORDS)
        )
        if kind is ComplaintEntryKind.ANSWERED:
            first = ComplaintDecision(ComplaintEntryKind.ACKNOWLEDGED, on_day=DAY, letter=LetterTo("other"))
            settle_complaint(governance, complaint_id=complaint_id, decision=first)
        decision = ComplaintDecision(kind, on_day=DAY, outcome="upheld", words=WORDS, letter=to)
        return lambda: settle_complaint(governance, complaint_id=complaint_id, decision=decision)

    return path


def by_breach(served: Workspace, adult: str, to: LetterTo) -> Callable[[], object]:
    governance = session_of(actor("information_governance"))
    breach_id = report_breach(governance, breach=NewBreach("2026-12-11T08:00:00Z", "no", WORDS, "A family’s"))
    decision = BreachDecision(BreachEntryKind.PEOPLE_NOTIFIED, WORDS, notified_at="2026-12-11T08:30:00Z", letter=to)
    return lambda: settle_breach(governance, breach_id=breach_id, decision=decision)


def request_of(adult: str, relation: str = "own", who: str = "Lantern Seventyseven") -> str:
    governance = session_of(actor("information_governance"))
    request_id = enter_request(governance, request=NewRequest("police", relation, DAY, who, "Lantern Seventyseven", ""))
    done = RequestEntryKind
    for act in (
        RequestAct(done.IDENTITY, DAY, words=WORDS),
        RequestAct(done.PERSON, person_id=adult),
        RequestAct(done.SOURCE, words=WORDS),
    ):
        record_act(governance, request_id=request_id, act=act)
    return request_id


def by_refusal(relation: str) -> Callable[[Workspace, str, LetterTo], Callable[[], object]]:
    """A reply to a request for data: the adult's own, or a parent's for a child."""

    def path(served: Workspace, adult: str, to: LetterTo) -> Callable[[], object]:
        request_id = request_of(adult if relation == "own" else wren(served), relation)
        act = RequestAct(RequestEntryKind.REFUSED, words=WORDS, letter=to)
        return lambda: record_act(session_of(actor("information_governance")), request_id=request_id, act=act)

    return path


PATHS = {
    "dispute": by_dispute,
    "complaint acknowledged": by_complaint(ComplaintEntryKind.ACKNOWLEDGED),
    "complaint answered": by_complaint(ComplaintEntryKind.ANSWERED),
    "breach": by_breach,
    "own data": by_refusal("own"),
    "a parent's request": by_refusal("parent"),
}
OWN_PAGE = {"notice": by_notice, "correction": by_correction}


@pytest.mark.parametrize("path", [*PATHS, *OWN_PAGE])
def test_no_letter_goes_by_any_path_until_both_say_that_it_is_safe(served: Workspace, path: str) -> None:
    adult = grown(served)
    adult_id = asked(adult)
    send = {**PATHS, **OWN_PAGE}[path](served, adult, LetterTo("adult", (adult,)))
    with pytest.raises(Refused):
        send()
    record(adult_id, "senior_officer", K.SAFE)
    with pytest.raises(Refused):
        send()
    record(adult_id, "manager", K.UNSAFE)
    with pytest.raises(Refused):
        send()
    assert not NamedAdultEntry.objects.filter(kind=K.LETTER).exists()
    record(adult_id, "manager", K.SAFE)
    send()
    assert NamedAdultEntry.objects.get(kind=K.LETTER).about == adult_id


@pytest.mark.parametrize("path", PATHS)
def test_a_matter_ends_without_a_letter_only_where_a_lawful_reason_is_recorded(served: Workspace, path: str) -> None:
    adult = grown(served)
    adult_id = asked(adult)
    said_safe(adult_id)
    end = PATHS[path](served, adult, LetterTo("nobody", (adult,)))
    if path != "own data":  # there the reply goes to the adult, without a word of who it goes to
        with pytest.raises(Refused, match="lawful reason"):
            end()
    record(adult_id, "information_governance", K.REASON, word="crime")
    with pytest.raises(Refused, match="lawful reason"):
        PATHS["complaint acknowledged"](served, adult, LetterTo("adult", (adult,)))()
    end()
    assert not NamedAdultEntry.objects.filter(kind=K.LETTER).exists()


def test_an_adult_about_whom_nobody_asked_gets_no_letter_and_no_file_can_be_sent(served: Workspace) -> None:
    adult, governance = grown(served), session_of(actor("information_governance"))
    with pytest.raises(Refused, match="Nobody has asked"):
        PATHS["complaint answered"](served, adult, LetterTo("adult", (adult,)))()
    request_id = request_of(adult)
    with pytest.raises(Refused, match="Nobody has asked"):
        make_reply_file(governance, request_id=request_id)
    due_at = Item.objects.get(source="data_request").deadline_at
    said_safe(asked(adult))
    assert make_reply_file(governance, request_id=request_id).controller == "police"
    assert Item.objects.get(source="data_request").deadline_at == due_at == "2027-01-11T23:59:59Z"
    for to in (LetterTo(), LetterTo("adult"), LetterTo("adult", ("no-such-person",))):
        with pytest.raises(Usage):
            PATHS["complaint acknowledged"](served, adult, to)()


def test_a_name_that_the_disputed_record_names_is_not_someone_else(served: Workspace) -> None:
    record_id, name = ask(
        served,
        "SELECT m.record_id || '|' || name_as_written FROM mention AS m JOIN agency_record AS r USING (record_id) "
        "WHERE entity_kind = 'person' AND r.latest AND NOT r.restricted AND name_as_written <> '' ORDER BY 1",
    )[0].split("|")
    governance = session_of(actor("information_governance"))
    dispute_id = lay_dispute(governance, dispute=NewDispute(record_id, WORDS, name.upper()))
    with pytest.raises(Refused, match="names a person"):
        settle_dispute(
            governance,
            dispute_id=dispute_id,
            decision=DisputeDecision(DisputeEntryKind.STANDS, WORDS, "", LetterTo("other")),
        )


def name_of(served: Workspace, person_id: str) -> str:
    return ask(
        served,
        "SELECT name_as_written FROM mention JOIN resolved USING (mention_id) "
        f"WHERE person_id = '{person_id}' AND name_as_written <> '' ORDER BY 1",
    )[0]


def parts_of(served: Workspace, adult: str) -> list[str]:
    return name_of(served, adult).replace(",", " ").split()


def to_name(path: str, served: Workspace, name: str) -> Callable[[], object]:
    """A letter to another person, whose name is typed with the letter or, of these, in the matter."""
    return PATHS[path](served, grown(served), LetterTo("other", names=(name,)))


NOT_OWN = [path for path in PATHS if path != "own data"]


@pytest.mark.parametrize("path", NOT_OWN)
def test_a_typed_name_of_an_adult_in_records_holds_the_letter_until_both_say_safe(served: Workspace, path: str) -> None:
    adult = grown(served)
    first, *_, last = parts_of(served, adult)
    send = to_name(path, served, f"{last.upper()}, {first[0]}.")
    with pytest.raises(Refused, match="Do not send this letter yet"):
        send()
    adult_id = asked(adult)
    record(adult_id, "senior_officer", K.SAFE)
    with pytest.raises(Refused, match="Do not send this letter yet"):
        send()
    record(adult_id, "manager", K.SAFE)
    send()


def test_a_name_is_asked_about_and_counts_until_something_is_recorded_about_an_adult_of_it(served: Workspace) -> None:
    adult, governance = grown(served), session_of(actor("information_governance"))
    name = name_of(served, adult)
    for one in (name, "Lantern Otherwise"):  # the page says the same of a name that no record has
        name_id = ask_whether_safe(governance, adult=NewNamedAdult("", one, WORDS))
        assert not read_named_adult(governance, adult_id=name_id).person_id
        send = to_name("complaint acknowledged", served, one)
        with pytest.raises(Refused, match="Police have not said"):
            send()
        said_safe(name_id)
        send()
        assert NamedAdultEntry.objects.filter(kind=K.LETTER, about=name_id).count() == 1
        record(name_id, "information_governance", K.LETTER, word="notice", on_day=DAY)
    adult_id = asked(adult)
    with pytest.raises(Refused, match="Do not send this letter yet"):
        to_name("breach", served, name)()
    record(adult_id, "manager", K.UNSAFE)
    with pytest.raises(Refused, match="Do not send this letter yet"):
        to_name("complaint answered", served, name)()


def test_who_complains_asks_or_acts_for_somebody_is_compared_too(served: Workspace) -> None:
    adult, governance = grown(served), session_of(actor("information_governance"))
    name = name_of(served, adult)
    complaint_id = enter_complaint(governance, complaint=NewComplaint(DAY, name, "", WORDS))
    decision = ComplaintDecision(ComplaintEntryKind.ACKNOWLEDGED, on_day=DAY, letter=LetterTo("other"))
    with pytest.raises(Refused, match="Do not send this letter yet"):
        settle_complaint(governance, complaint_id=complaint_id, decision=decision)
    for relation in ("parent", "representative"):
        request_id = request_of(wren(served), relation, who=name)
        act = RequestAct(RequestEntryKind.REFUSED, words=WORDS, letter=LetterTo("other"))
        with pytest.raises(Refused, match="Do not send this letter yet"):
            record_act(governance, request_id=request_id, act=act)
        with pytest.raises(Refused, match="may name this person"):
            make_reply_file(governance, request_id=request_id)


def test_who_complains_or_asks_is_compared_where_another_person_is_chosen_for_the_letter(served: Workspace) -> None:
    adult, governance = grown(served), session_of(actor("information_governance"))
    name, child = name_of(served, adult), LetterTo("adult", (wren(served),))
    complaint_id = enter_complaint(governance, complaint=NewComplaint(DAY, name, "", WORDS))
    decision = ComplaintDecision(ComplaintEntryKind.ACKNOWLEDGED, on_day=DAY, letter=child)
    with pytest.raises(Refused, match="Do not send this letter yet"):
        settle_complaint(governance, complaint_id=complaint_id, decision=decision)
    parent = request_of(wren(served), "parent", who=name)
    with pytest.raises(Refused, match="Do not send this letter yet"):
        record_act(governance, request_id=parent, act=RequestAct(RequestEntryKind.REFUSED, words=WORDS, letter=child))
    own = request_of(wren(served), "own", who=name)
    with pytest.raises(Refused, match="Do not send this letter yet"):
        record_act(governance, request_id=own, act=RequestAct(RequestEntryKind.REFUSED, words=WORDS))
    other_id = enter_complaint(governance, complaint=NewComplaint(DAY, name_of(served, wren(served)), "", WORDS))
    settle_complaint(governance, complaint_id=other_id, decision=decision)  # in the name of the one who is chosen


def test_a_letter_to_another_person_says_their_name(served: Workspace) -> None:
    with pytest.raises(Usage, match="name of the person"):
        PATHS["breach"](served, grown(served), LetterTo("other"))()


def test_who_writes_learns_the_role_only_of_an_adult_whom_they_may_open(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    adult = grown(served)
    send = to_name("breach", served, name_of(served, adult))
    with pytest.raises(Refused, match="Is this the “"):
        send()
    monkeypatch.setattr("sightline.store.snapshot_reader.SnapshotReader.namings", lambda *_one, **_more: [])
    with pytest.raises(Refused) as held:
        send()
    assert "Is this" not in held.value.what and name_of(served, adult) not in str(held.value)


def test_a_child_in_every_record_needs_no_check(served: Workspace) -> None:
    governance = session_of(actor("information_governance"))
    assert not is_named_as_adult(governance, mention_id=mention_of(served, wren(served)))
    assert is_named_as_adult(governance, mention_id=mention_of(served, grown(served)))


def test_what_was_said_counts_for_90_days_and_is_then_looked_at_again(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    adult = grown(served)
    adult_id = asked(adult)
    questions = Item.objects.filter(source="safe_to_tell")
    assert sorted(questions.values_list("agency", "deadline_at")) == [
        ("childrens_services", "2026-12-18T23:59:59Z"), ("police", "2026-12-18T23:59:59Z")
    ]  # fmt: skip
    said_safe(adult_id)
    assert not questions.filter(closed_at=None).exists()
    run_tick(house_session(), now="2027-03-11T23:59:59Z")
    assert not Item.objects.filter(source="telling_review").exists()
    set_clock(monkeypatch, "2027-03-12T09:00:00Z")
    run_tick(house_session(), now="2027-03-12T09:00:00Z")
    review = Item.objects.get(source="telling_review")
    assert review.ladder == "information_governance" and review.about_id == adult_id
    run_tick(house_session(), now="2027-06-01T09:00:00Z")
    assert Step.objects.filter(item=review).count() > 1
    set_clock(monkeypatch, "2027-06-01T09:00:00Z")
    work = {one.page: one for one in count_work(session_of(actor("information_governance")))}["named_adults"]
    assert (work.count, work.overdue) == (1, 1)
    with pytest.raises(Refused, match="90 days"):
        PATHS["complaint acknowledged"](served, adult, LetterTo("adult", (adult,)))()
    record(adult_id, "information_governance", K.AGAIN)
    review.refresh_from_db()
    assert review.closed_at and questions.filter(closed_at=None).count() == 2
    said_safe(adult_id)
    record(adult_id, "information_governance", K.LETTER, word="notice", on_day=date(2027, 6, 1))
    assert not read_named_adult(session_of(actor("information_governance")), adult_id=adult_id).line.review_at


def test_what_was_said_before_a_new_question_counts_no_more(served: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    adult = grown(served)
    adult_id = asked(adult)
    said_safe(adult_id)
    record(adult_id, "information_governance", K.AGAIN)
    with pytest.raises(Refused):
        PATHS["complaint acknowledged"](served, adult, LetterTo("adult", (adult,)))()
    set_clock(monkeypatch, "2026-12-12T09:00:00Z")
    said_safe(adult_id)
    PATHS["complaint acknowledged"](served, adult, LetterTo("adult", (adult,)))()


def test_only_governance_asks_and_only_the_two_agencies_reply(served: Workspace) -> None:
    adult_id = asked(grown(served))
    for role in ("practitioner", "school_lead", "analyst", "reviewer", "operator", "partnership_executive"):
        with pytest.raises(NotHere):
            read_named_adult(session_of(actor(role)), adult_id=adult_id)
        with pytest.raises(Refused):
            list_named_adults(session_of(actor(role)))
    for role, kind in (("information_governance", K.SAFE), ("manager", K.LETTER), ("manager", K.REASON)):
        with pytest.raises(Refused):
            record(adult_id, role, kind, word="crime")
    with pytest.raises(Refused, match="asked about this person before"):
        asked(grown(served))
    with pytest.raises(Refused):
        new = NewNamedAdult(grown(served), "Lantern Seventyseven", WORDS)
        ask_whether_safe(session_of(actor("manager")), adult=new)
    for table in (Decision, AuditEntry, Item, NamedAdultEntry):
        assert "Lantern" not in repr(list(table.objects.values()))


def test_each_reason_has_its_law() -> None:
    assert {one.reason_id for one in telling_reasons() if not one.was_read} == {"impair"}
    assert read_telling().agencies == ("police", "childrens_services")
    assert all(one.law for one in telling_reasons())


def test_it_is_worked_on_pages(served: Workspace) -> None:
    adult, ig = grown(served), client_of(actor("information_governance"))
    said = {"person": f"https://example.org/people/{adult}/", "who": "Lantern Seventyseven", "words": WORDS}
    answer = ig.post(reverse("named_adult_ask"), said)
    adult_id = NamedAdultEntry.objects.get().entry_id
    assert answer["Location"] == reverse("named_adult", args=[adult_id])
    assert "Send no letter to this adult" in ig.get(answer["Location"]).content.decode()
    assert ig.get(reverse("named_adult_act", args=[adult_id, "letter"])).status_code == 404
    for role in ("senior_officer", "manager"):
        page = client_of(actor(role)).get(reverse("named_adults")).content.decode()
        assert "Lantern Seventyseven" in page
        client_of(actor(role)).post(reverse("named_adult_act", args=[adult_id, "safe"]), {"words": WORDS})
    day = {"on_day_day": "11", "on_day_month": "12", "on_day_year": "2026"}
    ig.post(reverse("named_adult_act", args=[adult_id, "letter"]), {"word": "notice", **day})
    shown = ig.get(reverse("named_adult", args=[adult_id])).content.decode()
    assert "A letter has gone" in shown and "Notice that records name them" in shown
    complaint_id = enter_complaint(
        session_of(actor("information_governance")), complaint=NewComplaint(DAY, "Somebody", "", WORDS)
    )
    address = reverse("complaint_decide", args=[complaint_id, "acknowledged"])
    other = wren(served)
    refused = ig.post(address, {"letter": "nobody", "adults": f"/people/{other}/", **day})
    assert refused.status_code == 400 and "No lawful reason" in refused.content.decode()
    assert ig.post(address, {"letter": "adult", "adults": f"/people/{adult}/", **day}).status_code == 302


def test_governance_of_one_agency_sees_the_adults_whom_its_records_name(served: Workspace) -> None:
    person_id = grown(served)
    adult_id = asked(person_id)
    whose = set(
        ask(
            served,
            "SELECT DISTINCT r.agency FROM mention JOIN resolved USING (mention_id) JOIN agency_record AS r "
            f"USING (record_id) WHERE person_id = '{person_id}' AND r.latest",
        )
    )
    for agency in ("police", "childrens_services", "health", "housing", "school"):
        account = Account.objects.create(username=f"ig_{agency}", role="information_governance", agency=agency)
        session = session_of(actor_for_username(account.username))
        sees = agency in ("police", "childrens_services") or agency in whose
        assert bool(list_named_adults(session)) == sees, agency
        if not sees:
            with pytest.raises(NotHere):
                read_named_adult(session, adult_id=adult_id)


def test_governance_of_one_school_sees_the_adults_whom_it_asked_about_or_its_records_name(served: Workspace) -> None:
    (person_id,) = ask(
        served,
        "SELECT DISTINCT person_id FROM mention JOIN resolved USING (mention_id) "
        f"WHERE organisation = '{small.OTHER_SCHOOL}'",
    )
    asked(person_id)
    by_name = {}
    for place, school in enumerate((small.SCHOOL, small.OTHER_SCHOOL, "")):
        account = Account.objects.create(
            username=f"ig_{place}", role="information_governance", agency="school", organisation=school
        )
        by_name[school] = len(list_named_adults(session_of(actor_for_username(account.username))))
    assert by_name == {small.SCHOOL: 0, small.OTHER_SCHOOL: 1, "": 0}
