"""Items as they are opened, climb by silence, are answered, and are seen by the next stage."""

from datetime import date
from typing import Any

import pytest
from support.climbing import LADDER, fill_ladder, person, set_clock, steps_of, thing
from support.sessions import session_of

from sightline.casework.audit import hash_chain
from sightline.casework.core.actor import house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AnswerText, AuditEntry, Decision
from sightline.casework.escalation.engine import Candidate, read_state_at
from sightline.casework.escalation.models import Item, ItemEvent, Step
from sightline.casework.escalation.scopes import ALL, ME
from sightline.casework.escalation.selectors import count_items, list_items, read_item
from sightline.casework.escalation.services.disagreements import open_disagreement
from sightline.casework.escalation.services.responses import acknowledge_item, answer_item, finish_action, see_answer
from sightline.casework.posts.models import Post
from sightline.casework.posts.services.posts import read_posts, set_post
from sightline.casework.timekeeping.scheduler import TickReport, tick
from sightline.escalation import NotAnAnswer, Stage
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.model.visibility import Visibility

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY = "2026-11-23T09:00:00Z"
ACT = {"form": "act", "what": "Visit at home and see her alone", "who": "R. Okafor", "by_when": "2026-11-26"}
NOT_PROCEED = {
    "form": "not_proceed", "reason": "explained",
    "words": "The car belongs to her uncle, whom the school has met; he drives her to football.",
}  # fmt: skip


def at(moment: str, *candidates: Candidate) -> TickReport:
    return tick(session_of(house_actor()), as_at=moment, sources=[lambda _session, _now: candidates])


@pytest.fixture
def monday(monkeypatch: pytest.MonkeyPatch) -> Candidate:
    """Something that came to climb on Monday at nine; it is half past nine."""
    climbing = thing(MONDAY)
    set_clock(monkeypatch, "2026-11-23T09:30:00Z")
    return climbing


def test_silence_climbs_and_each_step_carries_its_true_moment(monday: Candidate) -> None:
    people = fill_ladder()
    assert at("2026-11-23T09:00:00Z", monday).opened == 0, "the due moment itself is in time"
    assert at("2026-11-23T09:00:30Z", monday) == TickReport("2026-11-23T09:00:30Z", 1, 1, 0)
    assert at("2026-11-26T10:00:00Z", monday).steps == 3
    assert steps_of(monday) == [
        ("practitioner", MONDAY), ("team_manager", "2026-11-24T09:00:00Z"),
        ("head_of_service", "2026-11-25T09:00:00Z"), ("chief_officer", "2026-11-26T09:00:00Z"),
    ]  # fmt: skip
    told = list(Step.objects.order_by("number").values_list("told", flat=True))
    assert told[-1] == [people["chief_officer"].reader.username]
    assert at("2026-11-26T10:00:00Z", monday) == TickReport("2026-11-26T10:00:00Z", 0, 0, 0)


def test_not_proceeding_is_seen_by_the_next_stage_and_twice_by_the_chair(
    monday: Candidate, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = fill_ladder()
    at("2026-11-23T09:20:00Z", monday)
    worker, manager, head = (people[stage] for stage in ("practitioner", "team_manager", "head_of_service"))
    with pytest.raises(NotHere):
        acknowledge_item(session_of(person("stranger", Role.PRACTITIONER, "police")), item_id="0" * 20)
    acknowledge_item(session_of(worker), item_id=monday.item_id)
    sequence = answer_item(session_of(worker), item_id=monday.item_id, form=NOT_PROCEED)
    assert Item.objects.get().state == "to_be_seen"
    with pytest.raises(Refused) as refused:
        see_answer(session_of(worker), item_id=monday.item_id, agrees=True)
    assert refused.value.code in ("own_answer", "from_below")
    with pytest.raises(NotAnAnswer):
        see_answer(session_of(manager), item_id=monday.item_id, agrees=False)
    see_answer(
        session_of(manager),
        item_id=monday.item_id,
        agrees=False,
        why="Nobody has asked her; the uncle was not checked with police.",
    )
    item = Item.objects.get()
    assert (item.state, item.stage) == ("waiting", "team_manager")
    set_clock(monkeypatch, "2026-11-23T10:00:00Z")
    answer_item(session_of(manager), item_id=monday.item_id, form=NOT_PROCEED)
    assert Item.objects.get().stage == "chair_and_scrutineer"
    with pytest.raises(Refused):
        see_answer(session_of(head), item_id=monday.item_id, agrees=True)
    chair = people["chair_and_scrutineer chair"]
    see_answer(session_of(chair), item_id=monday.item_id, agrees=True)
    closed = Item.objects.get()
    assert (closed.state, closed.closed_at) == ("closed", "2026-11-23T10:00:00Z")
    decision = Decision.objects.get(sequence=sequence)
    assert decision.kind == "answered" and decision.body["text_sha256"]
    assert "uncle" not in str(decision.body) + decision.why
    assert not AuditEntry.objects.filter(reason__contains="uncle").exists()
    assert AnswerText.objects.get(sha256=decision.body["text_sha256"]).words == NOT_PROCEED["words"]
    assert hash_chain.verify_chains() == {"casework_auditentry": None, "casework_decision": None}


def test_what_two_agencies_are_each_asked_of_one_thing_is_not_refused_twice(monday: Candidate) -> None:
    """Of a group police and children's services each give a reason: neither has refused the same thing twice."""
    people = {agency: fill_ladder(agency) for agency in (LADDER, "police")}
    asked = {
        agency: thing(MONDAY, agency=agency, source="pattern", nth=f"1 {agency}", rule_id="group_around_children")
        for agency in people
    }
    other = thing(MONDAY, about_id="another", nth="another")
    at("2026-11-23T09:20:00Z", *asked.values(), other)
    for agency, one in asked.items():
        answer_item(session_of(people[agency]["practitioner"]), item_id=one.item_id, form=NOT_PROCEED)
        assert Item.objects.get(item_id=one.item_id).stage == "team_manager", agency
    answer_item(session_of(people[LADDER]["practitioner"]), item_id=other.item_id, form=NOT_PROCEED)
    assert Item.objects.get(item_id=other.item_id).stage == "chair_and_scrutineer"


def test_an_answer_that_lacks_a_part_is_no_answer_and_leaves_no_row(monday: Candidate) -> None:
    people = fill_ladder()
    at("2026-11-23T09:20:00Z", monday)
    with pytest.raises(NotAnAnswer) as error:
        answer_item(session_of(people["practitioner"]), item_id=monday.item_id, form=ACT | {"who": " "})
    assert [each.part for each in error.value.missing] == ["who"]
    assert not ItemEvent.objects.exists() and not AnswerText.objects.exists()
    assert AuditEntry.objects.filter(action="answer_item").get().outcome == "failed: not_an_answer"


def test_acting_stops_time_until_the_day_and_what_was_done_is_seen(
    monday: Candidate, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = fill_ladder()
    at("2026-11-23T09:20:00Z", monday)
    answer_item(session_of(people["practitioner"]), item_id=monday.item_id, form=ACT)
    assert at("2026-11-26T23:59:59Z").steps == 0
    set_clock(monkeypatch, "2026-11-26T12:00:00Z")
    finish_action(
        session_of(people["practitioner"]),
        item_id=monday.item_id,
        words="She was seen alone at home on Wednesday with her advocate.",
    )
    assert Item.objects.get().stage == "team_manager"
    see_answer(session_of(people["team_manager"]), item_id=monday.item_id, agrees=True)
    assert Item.objects.get().state == "closed"


def test_what_was_promised_and_not_done_waits_again_at_the_same_stage(monday: Candidate) -> None:
    people = fill_ladder()
    at("2026-11-23T09:20:00Z", monday)
    answer_item(session_of(people["practitioner"]), item_id=monday.item_id, form=ACT)
    at("2026-11-27T08:00:00Z")
    assert steps_of(monday) == [("practitioner", MONDAY), ("practitioner", "2026-11-26T23:59:59Z")]


def test_where_nobody_holds_a_post_it_goes_up_at_once_and_the_post_is_seen_to_be_empty(monday: Candidate) -> None:
    fill_ladder(but=(Stage.PRACTITIONER, Stage.HEAD_OF_SERVICE))
    at("2026-11-25T09:00:01Z", monday)
    assert steps_of(monday) == [
        ("practitioner", MONDAY), ("team_manager", MONDAY), ("head_of_service", "2026-11-24T09:00:00Z"),
        ("chief_officer", "2026-11-24T09:00:00Z"), ("lead_safeguarding_partners", "2026-11-25T09:00:00Z"),
    ]  # fmt: skip
    empty = [(line.ladder, line.stage) for line in read_posts(on=date(2026, 11, 25)) if line.empty]
    assert (LADDER, "practitioner") in empty and (LADDER, "team_manager") not in empty


def test_a_deputy_answers_while_the_holder_is_away_and_not_before(
    monday: Candidate, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = fill_ladder()
    deputy = person("dep", Role.MANAGER, LADDER)
    set_post(
        session_of(house_actor()), ladder=LADDER, stage="team_manager", deputy="dep",
        holder=people["team_manager"].reader.username, absent_from=date(2026, 11, 24), absent_to=date(2026, 11, 24),
    )  # fmt: skip
    at("2026-11-24T09:00:01Z", monday)
    assert Step.objects.get(number=2).told == ["dep"]
    assert list_items(session_of(deputy), scope=ME).items == ()
    set_clock(monkeypatch, "2026-11-24T12:00:00Z")
    assert [line.mine for line in list_items(session_of(deputy), scope=ME).items] == [True]
    answer_item(session_of(deputy), item_id=monday.item_id, form=ACT)
    assert Decision.objects.filter(kind="post_set").count() == 1


def test_an_account_that_gets_counts_only_holds_no_post(monday: Candidate) -> None:
    person("cllr", Role.ELECTED_MEMBER, "")
    with pytest.raises(Refused):
        set_post(session_of(house_actor()), ladder=LADDER, stage="team_manager", holder="cllr")
    assert not Post.objects.exists()


def test_who_must_answer_and_may_not_see_is_shown_the_item_without_the_child(monday: Candidate) -> None:
    fill_ladder("police")
    restricted = thing(
        MONDAY, number=2, agency="police", seen=Visibility("health", "Clinic", "health_attendances", True)
    )
    at("2026-11-23T09:20:00Z", restricted, monday)
    officer = person("police_practitioner_holder", Role.PRACTITIONER, "police")
    (line,) = list_items(session_of(officer), scope=ME).items
    assert (line.item_id, line.shown, line.record_id, line.person_id) == (restricted.item_id, False, "", "")
    assert "information governance" in line.ask
    page = read_item(session_of(officer), item_id=restricted.item_id)
    assert page.record_ids == () and page.may_answer
    assert list_items(session_of(officer), scope=ALL, person_id=restricted.person_id).total == 0
    colleague = person("colleague", Role.MANAGER, "police")
    with pytest.raises(NotHere):
        read_item(session_of(colleague), item_id=restricted.item_id)
    assert [each.item_id for each in list_items(session_of(colleague), scope=ALL).items] == [monday.item_id]
    nurse = person("nurse", Role.PRACTITIONER, "health")
    assert list_items(session_of(nurse), scope=ALL).total == 2


def test_what_is_about_a_professional_leaves_their_line(monday: Candidate) -> None:
    line_people = fill_ladder()
    lado = fill_ladder("lado")
    about = thing(MONDAY, number=3, about_professional=True, about_agency="childrens_services")
    at("2026-11-27T09:20:00Z", about)
    item = Item.objects.get()
    assert item.ladder == "lado"
    assert [line.item_id for line in list_items(session_of(lado["practitioner"]), scope="reached").items] == [
        about.item_id
    ]
    for stage in ("practitioner", "team_manager", "head_of_service", "chief_officer"):
        with pytest.raises(NotHere):
            read_item(session_of(line_people[stage]), item_id=about.item_id)
        assert list_items(session_of(line_people[stage]), scope=ALL).total == 0
    (counted,) = count_items(session_of(person("cllr", Role.ELECTED_MEMBER, "")))
    assert (counted.ladder, counted.open) == ("partnership", 1)


def test_elected_members_get_counts_and_delays_and_never_an_item(monday: Candidate) -> None:
    fill_ladder()
    at("2026-11-27T09:20:00Z", monday)
    member = person("cllr", Role.ELECTED_MEMBER, "")
    with pytest.raises(Refused):
        list_items(session_of(member), scope=ALL)
    with pytest.raises(Refused):
        read_item(session_of(member), item_id=monday.item_id)
    (counted,) = count_items(session_of(member))
    assert (counted.open, counted.with_chief_officer_or_above, counted.oldest_opened_on) == (1, 1, date(2026, 11, 23))


def test_either_side_may_disagree_and_that_climbs_by_itself(monday: Candidate) -> None:
    fill_ladder()
    fill_ladder("police")
    at("2026-11-23T09:20:00Z", monday)
    officer = person("off", Role.PRACTITIONER, "police")
    opened = open_disagreement(
        session_of(officer),
        about="item",
        about_id=monday.item_id,
        why="Two officers saw the same man outside the home again on Sunday.",
    )
    item = Item.objects.get(item_id=opened)
    assert (item.ladder, item.rule_id, item.urgency, item.record_id) == (
        LADDER,
        "disagreement",
        "urgent",
        monday.record_id,
    )
    again = open_disagreement(
        session_of(officer),
        about="item",
        about_id=monday.item_id,
        why="He has now been seen there a third time, on Monday.",
    )
    assert again != opened
    other = open_disagreement(
        session_of(person("sw", Role.PRACTITIONER, LADDER)), about="item", about_id=monday.item_id, with_agency="police",
        why="Police closed their log before speaking to the neighbour.",
    )  # fmt: skip
    assert Item.objects.get(item_id=other).ladder == "police"
    at("2026-11-24T10:00:00Z")
    assert Item.objects.get(item_id=opened).stage == "team_manager"
    assert "Sunday" not in str(list(Decision.objects.values_list("body", flat=True)))


def test_a_switched_off_rule_opens_nothing(monday: Candidate) -> None:
    fill_ladder()
    assert at("2026-11-27T09:20:00Z", thing(MONDAY, always=False)).opened == 0


def test_the_columns_that_lists_read_are_what_replay_gives(monday: Candidate) -> None:
    people = fill_ladder()
    at("2026-11-23T09:20:00Z", monday)
    answer_item(session_of(people["practitioner"]), item_id=monday.item_id, form=NOT_PROCEED)
    at("2026-11-25T12:00:00Z")
    item = Item.objects.get()
    standing = read_state_at(item=item, until="2026-11-25T12:00:00Z")
    kept = (item.state, item.stage, item.answer_by, item.next_due_at)
    assert kept == (standing.state.value, standing.stage.value, standing.answer_by, standing.next_due_at)
    rows = Step.objects.order_by("number").values_list("number", "stage", "due_at", "answer_by", "why")
    assert list(rows) == [(s.number, s.stage.value, s.due_at, s.answer_by, s.why.value) for s in standing.steps]


def test_an_answer_given_after_time_has_been_worked_ahead_undoes_no_step(monday: Candidate) -> None:
    people = fill_ladder()
    at("2026-11-25T12:00:00Z", monday)  # the clock of the pages still says Monday
    before = steps_of(monday)
    answer_item(session_of(people["practitioner"]), item_id=monday.item_id, form=ACT)
    at("2026-11-25T12:30:00Z")
    assert steps_of(monday) == before
    assert Item.objects.get().state == "acting"


def test_the_same_words_again_are_counted(monday: Candidate) -> None:
    people = fill_ladder()
    other = thing(MONDAY, number=2)
    at("2026-11-23T09:20:00Z", monday, other)
    for candidate in (monday, other):
        answer_item(session_of(people["practitioner"]), item_id=candidate.item_id, form=NOT_PROCEED)
    page: Any = read_item(session_of(people["practitioner"]), item_id=other.item_id)
    assert [answer.repeated for answer in page.answers] == [1]
    assert page.answers[0].words == NOT_PROCEED["words"]
