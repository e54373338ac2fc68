"""A post that may not see a record is told whom to call and by when, and nothing of the record."""

import html
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from support.climbing import fill_ladder, person, set_clock, thing
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.governance_work import count_work
from sightline.casework.core.models import Account, AuditEntry
from sightline.casework.escalation.engine import Basis, Candidate
from sightline.casework.escalation.models import Item, Step
from sightline.casework.escalation.restricted_records import close_needless
from sightline.casework.escalation.selectors import list_items, read_item
from sightline.casework.escalation.services.responses import answer_item, see_answer
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.ledger.pages import SharingQuestion
from sightline.casework.ledger.selectors import list_sharing
from sightline.casework.posts.call_backs import read_call_back, set_call_back
from sightline.casework.posts.services.front_door import set_front_door
from sightline.casework.timekeeping import scheduler as escalation_scheduler
from sightline.escalation import read_answer_rules
from sightline.model.errors import Refused, Usage
from sightline.model.ids import make_id
from sightline.model.nouns import Role
from sightline.model.visibility import Visibility
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
OPENED, NOW = "2026-11-23T09:00:00Z", "2026-11-23T09:10:00Z"
WHY = "Agreed with the police lead for exploitation; the desk is staffed at all hours."
HIDDEN = Visibility("police", "police", "police_intelligence", True)
SEALED = Visibility("police", "police", "police_intelligence", True, ("SEALED IDENTITY",))


@pytest.fixture
def people(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> dict[str, Actor]:
    set_clock(monkeypatch, NOW)
    return fill_ladder()


def opened(seen: Visibility, **more: Any) -> Candidate:
    one = thing(OPENED, seen=seen, **more)
    escalation_scheduler.tick(session_of(house_actor()), as_at=NOW, sources=[lambda _session, _now: [one]])
    return one


def governance() -> Actor:
    return person("gov", Role.INFORMATION_GOVERNANCE, "")


def test_the_line_and_the_page_say_whom_to_call_by_when_and_nothing_else(people: dict[str, Actor]) -> None:
    set_call_back(
        session_of(governance()), agency="police", post="Exploitation desk", phone="01632 960 777", reason=WHY
    )
    one = opened(HIDDEN)
    worker = people["practitioner"]
    (line,) = list_items(session_of(worker)).items
    assert (line.about, line.ask) == ("police asks you to call", "Call Exploitation desk, 01632 960 777.")
    assert (line.rule_id, line.agency, line.record_id, line.person_id, line.shown) == ("", "", "", "", False)
    assert line.answer_by == "2026-11-24T09:00:00Z"
    page = client_of(worker).get(reverse("item", args=[one.item_id])).content.decode()
    assert "01632 960 777" in page and "Exploitation desk" in page and "asks you to call" in page
    for hidden in ("suspicion", one.record_id, one.person_id, "intelligence"):
        assert hidden not in page.lower()
    for absent in ("Every stage so far", "Answers so far", '<form method="post" action="/work', "govuk-tag"):
        assert absent not in page
    shown = read_item(session_of(worker), item_id=one.item_id)
    assert (shown.steps, shown.answers, shown.record_ids) == ((), (), ())
    listed = client_of(worker).get(reverse("work")).content.decode()
    assert "asks you to call" in listed and "suspicion" not in listed.lower()


@pytest.mark.parametrize("agencies", [("police", "health"), ("health", "police")])
def test_of_two_agencies_the_list_and_the_page_name_the_same_one(
    people: dict[str, Actor], agencies: tuple[str, str]
) -> None:
    rows = [Basis(key, replace(HIDDEN, agency=one, organisation=one)) for key, one in zip("ba", agencies, strict=True)]
    one = thing(OPENED, basis=tuple(rows))
    escalation_scheduler.tick(session_of(house_actor()), as_at=NOW, sources=[lambda _session, _now: [one]])
    (line,) = list_items(session_of(people["practitioner"])).items
    page = read_item(session_of(people["practitioner"]), item_id=one.item_id)
    assert (line.about, page.line.about) == ("health asks you to call", "health asks you to call")


def test_somebody_must_answer_all_the_same(people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    one = opened(HIDDEN)
    set_clock(monkeypatch, "2026-11-24T09:10:00Z")
    escalation_scheduler.tick(
        session_of(house_actor()), as_at="2026-11-24T09:10:00Z", sources=[lambda _session, _now: []]
    )
    (line,) = list_items(session_of(people["team_manager"])).items
    assert line.item_id == one.item_id and line.about == "police asks you to call"
    assert read_item(session_of(people["team_manager"]), item_id=one.item_id).may_answer


def test_a_sealed_identity_keeps_its_own_way(people: dict[str, Actor]) -> None:
    opened(SEALED)
    (line,) = list_items(session_of(people["practitioner"])).items
    assert (
        "call" not in line.about
        and line.ask == "Based on a restricted record. To ask for access, contact information governance."
    )


@pytest.mark.parametrize(("seen", "overdue"), [(HIDDEN, 0), (SEALED, 1)])
def test_a_deadline_that_the_line_does_not_tell_is_not_counted(
    people: dict[str, Actor], seen: Visibility, overdue: int
) -> None:
    opened(seen, deadline_at="2026-11-23T09:05:00Z")
    worker = people["practitioner"]
    work = client_of(worker).get(reverse("work")).context["listed"]
    home = client_of(worker).get(reverse("home")).context["home"].waiting
    assert (work.total, work.overdue, home.counts.overdue) == (1, overdue, overdue)
    assert [bool(one.item.due_at) for one in (*work.lines, *home.lines)] == [bool(overdue)] * 2


def untold(people: dict[str, Actor], seen: Visibility = HIDDEN, **more: Any) -> tuple[Candidate, Item]:
    """Something that rests on a record of the police of which others may not be told; and the item that was opened."""
    set_call_back(session_of(governance()), agency="police", post="Desk", phone="01632 960 777", reason=WHY, told=False)
    one = thing(OPENED, seen=seen, **more)
    tick(NOW, one)
    return one, Item.objects.get()


def tick(at: str, one: Candidate) -> None:
    escalation_scheduler.tick(session_of(house_actor()), as_at=at, sources=[lambda _session, _now: [one]])


def test_where_existence_may_not_be_told_the_holder_has_the_item_for_one_working_day(people: dict[str, Actor]) -> None:
    police = fill_ladder("police")
    one, item = untold(people)
    assert (item.rule_id, item.source, item.ladder) == ("restricted_share", "restricted_share", "police")
    assert (item.stage, item.answer_by) == ("practitioner", "2026-11-24T23:59:59Z")
    (line,) = list_items(session_of(police["practitioner"])).items
    assert line.record_id == one.record_id and line.person_id == one.person_id and line.mine
    assert list_items(session_of(people["practitioner"])).items == ()
    with pytest.raises(NotHere):
        read_item(session_of(people["practitioner"]), item_id=item.item_id)
    page = client_of(police["practitioner"]).get(reverse("item", args=[item.item_id])).content.decode()
    assert "Share a restricted record, or refuse" in page


def test_nobody_shares_or_refuses_and_it_is_escalated_on_the_holders_own_ladder(
    people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_ladder("police")
    one, item = untold(people)
    set_clock(monkeypatch, "2026-11-27T08:00:00Z")
    tick("2026-11-27T08:00:00Z", one)
    found = Step.objects.filter(item=item).order_by("number").values_list("stage", "due_at")
    assert list(found) == [
        ("practitioner", OPENED), ("team_manager", "2026-11-24T23:59:59Z"),
        ("head_of_service", "2026-11-25T23:59:59Z"), ("chief_officer", "2026-11-26T23:59:59Z"),
    ]  # fmt: skip
    assert Item.objects.count() == 1


def test_once_it_is_shared_the_other_agency_is_told_whom_to_call(
    people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    police = fill_ladder("police")
    one, item = untold(people)
    said = {"form": "act", "what": "The desk tells the duty worker.", "who": "Desk sergeant", "by_when": "2026-11-23"}
    set_clock(monkeypatch, "2026-11-23T11:00:00Z")
    answer_item(session_of(police["practitioner"]), item_id=item.item_id, form=said)
    tick("2026-11-23T11:10:00Z", one)
    told = Item.objects.exclude(pk=item.pk).get()
    assert (told.item_id, told.ladder, told.opened_at) == (one.item_id, one.agency, "2026-11-23T11:00:00Z")
    (line,) = list_items(session_of(people["practitioner"])).items
    assert line.about == "police asks you to call"


def test_a_refusal_has_a_reason_is_seen_by_the_next_stage_and_tells_nobody_else(
    people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    police = fill_ladder("police")
    one, item = untold(people)
    set_clock(monkeypatch, "2026-11-23T11:00:00Z")
    with pytest.raises(Usage):
        answer_item(session_of(police["practitioner"]), item_id=item.item_id, form={"form": "not_proceed"})
    words = "Telling now would show the source. The sergeant speaks to the designated nurse today."
    said = {"form": "not_proceed", "reason": "explained", "words": words}
    answer_item(session_of(police["practitioner"]), item_id=item.item_id, form=said)
    tick("2026-11-23T11:10:00Z", one)
    item.refresh_from_db()
    assert (item.state, item.stage) == ("to_be_seen", "team_manager")
    assert Item.objects.count() == 1
    see_answer(session_of(police["team_manager"]), item_id=item.item_id, agrees=True)
    tick("2026-11-23T11:20:00Z", one)
    item.refresh_from_db()
    assert item.state == "closed" and Item.objects.count() == 1


def test_a_refusal_is_a_row_of_the_ledger_and_governance_is_told_of_the_request_and_of_it(
    people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    police = fill_ladder("police")
    gov, theirs = governance(), person("police_gov", Role.INFORMATION_GOVERNANCE, "police")
    other = person("health_gov", Role.INFORMATION_GOVERNANCE, "health")
    one, item = untold(people)
    Account.objects.filter(username=police["practitioner"].reader.username).update(post="Duty sergeant")
    assert told_of(item) == {(police["practitioner"].reader.username), gov.reader.username, theirs.reader.username}
    set_clock(monkeypatch, "2026-11-23T11:00:00Z")
    words = "Telling now would show the source. The sergeant speaks to the designated nurse today."
    said = {"form": "not_proceed", "reason": "explained", "words": words}
    answer_item(session_of(police["practitioner"]), item_id=item.item_id, form=said)
    (line,) = SharedRecord.objects.filter(way="refused")
    refuser = police["practitioner"].reader.username
    assert (line.record_id, line.reason, line.username) == (hash_id(one.record_id), "not_shared:explained", refuser)
    assert (line.from_agency, line.to_agency, line.restricted) == ("police", "childrens_services", True)
    assert AuditEntry.objects.get(sequence=line.audit_row).action == "answer_item"
    assert (line.agreement, len(line.agreement_version), bool(line.lawful_basis)) == ("police", 16, True)
    assert (line.post, line.purpose, line.part) == ("Duty sergeant", "safeguarding", "record")
    step = Step.objects.filter(item=item).order_by("-number").first()
    assert step is not None and step.stage == "team_manager"
    assert {gov.reader.username, theirs.reader.username} <= set(step.told)
    assert other.reader.username not in {name for each in Step.objects.filter(item=item) for name in each.told}
    ledger = client_of(gov).get(reverse("sharing")).content.decode()
    assert "Its own agency refused to share it" in ledger


def told_of(item: Item) -> set[str]:
    return {name for each in Step.objects.filter(item=item) for name in each.told}


@pytest.mark.parametrize(
    ("seen", "more", "ladder"),
    [
        (SEALED, {}, "childrens_services"),
        (HIDDEN, {"about_professional": True}, "lado"),
        (HIDDEN, {"about_professional": True, "about_agency": "police"}, "professional_standards"),
        (Visibility("police", "police", "police_missing", False), {}, "childrens_services"),
        (HIDDEN, {"agency": "police"}, "police"),
    ],
)
def test_a_sealed_identity_a_colleague_and_what_may_be_seen_keep_their_own_ladder(
    people: dict[str, Actor], seen: Visibility, more: dict[str, Any], ladder: str
) -> None:
    one, item = untold(people, seen, **more)
    assert (item.item_id, item.ladder) == (one.item_id, ladder)


def test_a_holder_is_asked_once_though_two_agencies_must_answer_and_more_records_come(
    people: dict[str, Actor],
) -> None:
    fill_ladder("police")
    one, item = untold(people)
    more = Basis(make_id("record", "another"), HIDDEN)
    later = replace(one, basis=(more, *one.basis))
    escalation_scheduler.tick(
        session_of(house_actor()),
        as_at=NOW,
        sources=[lambda _session, _now: [later, replace(later, agency="health")]],
    )
    assert [one.item_id for one in Item.objects.all()] == [item.item_id]


def test_a_refusal_names_each_agency_that_must_answer_and_the_reason_and_is_not_shown_to_these(
    people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    police = fill_ladder("police")
    one, item = untold(people)
    assert close_needless(session_of(house_actor()), candidates=[one, replace(one, agency="health")], now=NOW) == 0
    item.refresh_from_db()
    assert item.for_agencies == ["childrens_services", "health"]
    set_clock(monkeypatch, "2026-11-23T11:00:00Z")
    words = "Telling now would show the source. The sergeant speaks to the designated nurse today."
    said = {"form": "not_proceed", "reason": "explained", "words": words}
    answer_item(session_of(police["practitioner"]), item_id=item.item_id, form=said)
    assert {row.to_agency for row in SharedRecord.objects.filter(way="refused")} == {"childrens_services", "health"}
    ledger = client_of(governance()).get(reverse("sharing")).content.decode()
    assert "Its own agency refused to share it, by the person named. " in ledger
    assert read_answer_rules().reasons["explained"].label in html.unescape(ledger)
    asked = SharingQuestion(way="refused")
    for agency, seen in (("police", 1), ("health", 0), ("childrens_services", 0)):
        reader = person(f"ig_{agency}", Role.INFORMATION_GOVERNANCE, agency)
        assert len(list_sharing(session_of(reader), question=asked).lines) == seen, agency


def test_each_school_is_asked_for_its_own_record_and_answers_for_no_other(
    people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = fill_ladder("school")["practitioner"]
    set_call_back(session_of(governance()), agency="school", post="Desk", phone="01632 960 777", reason=WHY, told=False)
    seen = {school: Visibility("school", school, "school_concerns", True) for school in ("Elm School", "Oak School")}
    first = thing(OPENED, seen=seen["Elm School"])
    one = replace(first, basis=(*first.basis, Basis(make_id("record", "of oak"), seen["Oak School"])))
    tick(NOW, one)
    asked = {item.organisation: item for item in Item.objects.all()}
    assert set(asked) == set(seen) and {item.source for item in asked.values()} == {"restricted_share"}
    assert {name: [row.organisation for row in item.basis.all()] for name, item in asked.items()} == {
        name: [name] for name in seen
    }
    said = {"form": "act", "what": "The desk tells the duty worker.", "who": "Desk sergeant", "by_when": "2026-11-23"}
    for minute, (school, told) in enumerate((("Elm School", False), ("Oak School", True))):
        set_clock(monkeypatch, f"2026-11-23T11:0{minute}:00Z")
        answer_item(session_of(lead), item_id=asked[school].item_id, form=said)
        tick(f"2026-11-23T11:0{minute}:30Z", one)
        assert Item.objects.filter(item_id=one.item_id).exists() is told


def test_governance_of_the_holder_is_told_and_may_answer_and_that_of_another_body_knows_nothing(
    people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_ladder("police")
    bodies = {"ig_police": "police", "ig_health": "health", "ig_all": ""}
    governing = {name: person(name, Role.INFORMATION_GOVERNANCE, agency) for name, agency in bodies.items()}
    _one, item = untold(people)
    assert set(bodies) & {name for step in Step.objects.filter(item=item) for name in step.told} == {
        "ig_police", "ig_all",
    }  # fmt: skip
    seen = {"ig_police": (1, 200, True), "ig_health": (0, 404, False), "ig_all": (1, 200, False)}
    chosen = f"{reverse('work')}?list=all&kind=restricted_share"
    for name, (count, status, answers) in seen.items():
        session, client = session_of(governing[name]), client_of(governing[name])
        work = next(one for one in count_work(session) if one.query)
        assert (work.count, work.oldest_at, work.overdue) == (count, OPENED if count else "", 0), name
        assert [one.item_id for one in list_items(session, scope="all").items] == [item.item_id] * count
        page = client.get(reverse("item", args=[item.item_id]))
        assert page.status_code == status
        assert (reverse("answer_item", args=[item.item_id]) in page.content.decode()) is answers
        assert chosen.replace("&", "&amp;") in client.get(reverse("home")).content.decode()
        assert (item.item_id in client.get(chosen).content.decode()) is bool(count)
    words = "Telling now would show the source. The sergeant speaks to the designated nurse today."
    said = {"form": "not_proceed", "reason": "explained", "words": words}
    for name in ("ig_health", "ig_all"):
        with pytest.raises((NotHere, Refused)):
            answer_item(session_of(governing[name]), item_id=item.item_id, form=said)
    set_clock(monkeypatch, "2026-11-25T08:00:00Z")
    assert next(one for one in count_work(session_of(governing["ig_police"])) if one.query).overdue == 1
    answer_item(session_of(governing["ig_police"]), item_id=item.item_id, form=said)
    assert next(one for one in count_work(session_of(governing["ig_police"])) if one.query).count == 0
    line = SharedRecord.objects.get(way="refused")
    assert (line.username, line.from_agency) == ("ig_police", "police")


def test_the_holder_is_asked_no_more_once_nobody_has_to_answer(people: dict[str, Actor]) -> None:
    fill_ladder("police")
    one, item = untold(people)
    actor = house_actor()
    assert close_needless(session_of(actor), candidates=[one], now=NOW) == 0
    assert close_needless(session_of(actor), candidates=[], now=NOW) == 1
    item.refresh_from_db()
    assert item.closed_at is not None


def test_what_was_told_before_stays_told(people: dict[str, Actor]) -> None:
    one = opened(HIDDEN)
    set_call_back(session_of(governance()), agency="police", post="Desk", phone="01632 960 777", reason=WHY, told=False)
    tick(NOW, one)
    assert [item.item_id for item in Item.objects.all()] == [one.item_id]


def test_without_a_post_of_its_own_an_agency_is_called_at_the_front_door(people: dict[str, Actor]) -> None:
    assert read_call_back("police").phone == ""
    set_front_door(session_of(governance()), name="Marshbridge front door", phone="01632 960 123")
    assert read_call_back("police").phone == "01632 960 123"
    set_call_back(session_of(governance()), agency="police", post="Desk", phone="01632 960 777", reason=WHY)
    assert read_call_back("police").phone == "01632 960 777"
    assert AuditEntry.objects.latest("sequence").action == "set_call_back"


@pytest.mark.parametrize(
    "wrong", [{"agency": "fire"}, {"post": " "}, {"phone": "none"}, {"reason": "noted"}, {"post": "p" * 151}]
)
def test_what_is_missing_is_refused(people: dict[str, Actor], wrong: dict[str, str]) -> None:
    said = {"agency": "police", "post": "Desk", "phone": "01632 960 777", "reason": WHY} | wrong
    with pytest.raises(Usage):
        set_call_back(session_of(governance()), **said)


def test_only_those_who_keep_posts_say_whom_to_call(people: dict[str, Actor]) -> None:
    with pytest.raises(Refused):
        set_call_back(session_of(people["team_manager"]), agency="police", post="Desk", phone="01632960777", reason=WHY)
