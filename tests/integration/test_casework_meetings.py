"""Meetings: opened, minuted row by row, closing what they answer; their actions climb; each reader sees their own part."""

from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from support import meeting as made
from support import small_partnership as small
from support import worried
from support.climbing import fill_ladder, set_clock, thing
from support.sessions import session_of

from sightline.casework.audit import hash_chain
from sightline.casework.clocks.selectors import list_clocks
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.dependants.identity import list_dependants_of_identity
from sightline.casework.escalation.engine import Basis, open_item
from sightline.casework.escalation.models import Item, Step
from sightline.casework.meetings.models import Meeting, MeetingEntry
from sightline.casework.meetings.pages.meetings import MeetingPage, MeetingParty
from sightline.casework.meetings.selectors.meetings import (
    list_meetings,
    list_meetings_about,
    list_meetings_of_item,
    read_action_of_item,
    read_meeting,
)
from sightline.casework.meetings.selectors.offers import offer_about_record, offer_for_item
from sightline.casework.meetings.services.meetings import (
    MeetingInput,
    NotHeld,
    add_records,
    add_to_agenda,
    ask_to_meeting,
    call_off,
    finish_meeting_action,
    keep_action,
    keep_attendance,
    keep_decision,
    keep_dissent,
    keep_held,
    keep_plan,
)
from sightline.casework.meetings.services.opening import NewMeeting, open_meeting
from sightline.casework.reappraisal.services.identity import list_look_again, look_again, write_changes
from sightline.casework.reappraisal.services.patterns import keep_pattern_review
from sightline.casework.reappraisal.vanished_patterns import write_gone
from sightline.casework.same_person.merge_detection import IdentityChange
from sightline.casework.timekeeping.scheduler import tick
from sightline.escalation import NotAnAnswer
from sightline.model.errors import Refused, SightlineError, Usage
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
ENTERED, NEXT_DAY = "2026-12-22T16:30:00Z", "2026-12-23T11:00:00Z"
OVER, BOXING_DAY = "2026-12-30T08:00:00Z", "2026-12-26T08:00:00Z"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("meetings"), roles=())


@pytest.fixture
def held(built: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    copy = worried.copy_of(built, workspace)
    set_clock(monkeypatch, ENTERED)
    return copy


@pytest.fixture
def mia(held: Workspace) -> Actor:
    """She opens and chairs; police, school and health have accounts."""
    for other in (made.officer, made.school_lead, made.nurse):
        other()
    return made.manager()


def read(who: Actor, meeting_id: str) -> MeetingPage:
    return read_meeting(session_of(who), meeting_id=meeting_id)


def test_a_meeting_names_a_mention_and_records_and_is_a_decision(held: Workspace, mia: Actor) -> None:
    meeting_id = made.open_one(mia, held)
    row = Meeting.objects.get()
    assert (row.meeting_id, row.about, row.opened_by) == (meeting_id, "child", "mia")
    assert len(row.mention_ids) == 1
    assert made.wren(held) not in [*row.mention_ids, *row.record_ids]
    opened = Decision.objects.get(kind="meeting_opened")
    assert opened.body["mention_ids"] == row.mention_ids
    assert made.WHY not in str(opened.body)
    assert AuditEntry.objects.filter(action="open_meeting", outcome="done").count() == 1
    shown = read(mia, meeting_id)
    assert shown.line.subject.person and shown.line.subject.person.name == small.CHILD
    assert (shown.why, shown.line.chair, shown.something_hidden) == (made.WHY, "mia", False)
    assert shown.not_asked == ("childrens_services", "police", "health")


def test_pressing_twice_opens_one(held: Workspace, mia: Actor) -> None:
    assert made.open_one(mia, held) == made.open_one(mia, held)
    assert Meeting.objects.count() == 1
    assert made.kinds(Meeting.objects.get().meeting_id) == ["chair"]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"kind": "tea"}, Usage),
        ({"why": "Noted."}, NotAnAnswer),
        ({"planned_at": "soon"}, Usage),
        ({"chair": "nobody"}, Refused),
        ({"person_id": "0" * 20}, NotHere),
        ({"person_id": "", "mention_id": "0" * 20}, NotHere),
        ({"person_id": ""}, Usage),  # the record names somebody: say whom it is about
    ],
)
def test_what_is_not_whole_opens_nothing(
    held: Workspace, mia: Actor, change: dict[str, str], error: type[SightlineError]
) -> None:
    with pytest.raises(error):
        made.open_one(mia, held, **change)
    assert not Meeting.objects.exists()
    assert AuditEntry.objects.get(action="open_meeting").outcome != "done"


def test_nobody_opens_one_on_a_record_that_they_may_not_see(held: Workspace, mia: Actor) -> None:
    with pytest.raises(NotHere):
        made.open_one(mia, held, made.restricted_police(held))
    (sealed,) = made.ask(held, "SELECT record_id FROM agency_record WHERE list_contains(markings, 'SEALED IDENTITY')")
    with pytest.raises(NotHere):
        made.open_one(made.officer(), held, sealed)


def test_only_who_has_a_part_knows_of_it(held: Workspace, mia: Actor) -> None:
    meeting_id = made.open_one(mia, held)
    others = (
        made.officer(),
        made.school_lead(),
        made.nurse(),
        worried.actor("pat", "practitioner", "childrens_services"),
    )
    for other in others:
        with pytest.raises(NotHere):
            read(other, meeting_id)
        assert list_meetings(session_of(other)).coming == ()
        assert list_meetings_about(session_of(other), person_id=made.wren(held)) == () or other is others[3]
    made.asked(mia, meeting_id, "omar")
    assert read(made.officer(), meeting_id).takes_part
    assert [one.meeting_id for one in list_meetings(session_of(made.officer())).coming] == [meeting_id]
    governance = worried.actor("ig", "information_governance", "")
    assert not read(governance, meeting_id).takes_part
    with pytest.raises(Refused):
        keep_decision(session_of(governance), meeting_id=meeting_id, said=MeetingInput(made.DECIDED))


def test_a_post_is_asked_and_whoever_holds_it_comes(held: Workspace, mia: Actor) -> None:
    meeting_id = made.open_one(mia, held)
    ask_to_meeting(session_of(mia), meeting_id=meeting_id, who=MeetingParty(post="police team_manager holder"))
    people = fill_ladder("police")
    assert read(people["team_manager"], meeting_id).asked[0].who.me
    with pytest.raises(NotHere):
        read(people["practitioner"], meeting_id)


@pytest.mark.parametrize(
    "who",
    [
        MeetingParty(),
        MeetingParty(username="omar", name="Omar"),
        MeetingParty(name="Dr Lee"),
        MeetingParty(username="nobody"),
        MeetingParty(post="police tea holder"),
        MeetingParty(agency="council", name="Dr Lee"),
    ],
)
def test_who_is_asked_is_one_of_an_agency(held: Workspace, mia: Actor, who: MeetingParty) -> None:
    meeting_id = made.open_one(mia, held)
    with pytest.raises((Usage, Refused)):
        ask_to_meeting(session_of(mia), meeting_id=meeting_id, who=who)
    assert made.kinds(meeting_id) == ["chair"]


def test_elected_members_take_no_part(held: Workspace, mia: Actor) -> None:
    councillor = worried.actor("cal", "elected_member", "")
    meeting_id = made.open_one(mia, held)
    with pytest.raises(Refused):
        made.asked(mia, meeting_id, "cal")
    for call in (
        lambda: list_meetings(session_of(councillor)),
        lambda: read(councillor, meeting_id),
        lambda: made.open_one(councillor, held),
    ):
        with pytest.raises(Refused):
            call()


def hide_from_mia(held: Workspace, meeting_id: str, times: int) -> None:
    """Police add their restricted record, and say things that speak of it."""
    omar, secret = made.officer(), made.restricted_police(held)
    add_records(session_of(omar), meeting_id=meeting_id, record_ids=(secret,))
    for number in range(times):
        add_to_agenda(
            session_of(omar),
            meeting_id=meeting_id,
            said=MeetingInput(f"Planted agenda line number {number} about the flat", (secret,), theme="locations"),
        )
        keep_dissent(
            session_of(omar),
            meeting_id=meeting_id,
            said=MeetingInput(f"Planted dissent number {number} about the man there", (secret,)),
        )


def test_two_readers_see_their_own_part_and_no_count_tells_the_rest(
    held: Workspace, mia: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting_id = made.open_one(mia, held)
    made.asked(mia, meeting_id, "omar", "sam")
    before = read(mia, meeting_id)
    hide_from_mia(held, meeting_id, 1)
    once = read(mia, meeting_id)
    assert "Planted" not in str(vars_of(once))
    assert (before.something_hidden, once.something_hidden) == (False, True)
    set_clock(monkeypatch, "2026-12-22T16:31:00Z")
    hide_from_mia(held, meeting_id, 3)
    set_clock(monkeypatch, ENTERED)
    assert read(mia, meeting_id) == once  # one hidden line or four: the page is the same
    theirs = read(made.officer(), meeting_id)
    assert len(theirs.dissents) == 4 and not theirs.something_hidden
    assert {one.record_id for one in theirs.records} - {one.record_id for one in once.records} == {
        made.restricted_police(held)
    }


def vars_of(page: MeetingPage) -> list[object]:
    return [page.agenda, page.dissents, page.decisions, page.actions, page.records, page.why]


def test_a_school_lead_sees_the_pupil_and_not_what_others_wrote(held: Workspace, mia: Actor) -> None:
    intelligence = made.ask(
        held, "SELECT record_id FROM agency_record WHERE layout = 'police_intelligence' AND NOT restricted AND latest"
    )[0]
    meeting_id = made.open_one(mia, held, intelligence)
    made.asked(mia, meeting_id, "sam")
    keep_decision(
        session_of(mia), meeting_id=meeting_id, said=MeetingInput("Planted: stop the blue car", (intelligence,))
    )
    keep_decision(session_of(mia), meeting_id=meeting_id, said=MeetingInput(made.DECIDED))
    page = read(made.school_lead(), meeting_id)
    assert [one.words for one in page.decisions] == [made.DECIDED]
    assert page.something_hidden and page.why == ""
    assert intelligence not in {one.record_id for one in page.records}


def test_an_action_is_read_by_whoever_is_to_do_it(held: Workspace, mia: Actor) -> None:
    omar, secret = made.officer(), made.restricted_police(held)
    meeting_id = made.open_one(omar, held, secret)
    made.asked(omar, meeting_id, "sam", "nia")
    keep_action(
        session_of(omar),
        meeting_id=meeting_id,
        said=MeetingInput(made.DO, (secret,), who=MeetingParty(username="sam"), by_when=date(2026, 12, 24)),
    )
    (action,) = read(made.school_lead(), meeting_id).actions
    assert (action.said.words, action.said.records) == (made.DO, ())
    assert read(made.nurse(), meeting_id).actions == ()
    assert [one.said.words for one in list_meetings(session_of(made.school_lead())).actions] == [made.DO]
    assert list_meetings(session_of(made.nurse())).actions == ()
    assert [one.said.words for one in list_meetings(session_of(omar)).chaired] == [made.DO]


def test_under_offenders_only_records_are_named(held: Workspace, mia: Actor) -> None:
    meeting_id = made.open_one(mia, held)
    visit = made.record(held, "childrens_services_events/visit")
    for said in (
        MeetingInput("Jay Coleman, he drives the van", (visit,), theme="offenders"),
        MeetingInput("", theme="offenders"),
        MeetingInput("Jay Coleman, he drives the van", theme="tea"),
        MeetingInput("", (visit,), theme="victims"),
        MeetingInput("The house in Mill Court is used", (made.record(held, "housing_complaints"),), theme="locations"),
    ):
        with pytest.raises(Usage):
            add_to_agenda(session_of(mia), meeting_id=meeting_id, said=said)
    add_to_agenda(session_of(mia), meeting_id=meeting_id, said=MeetingInput("", (visit,), theme="offenders"))
    agenda = dict(read(mia, meeting_id).agenda)
    assert list(agenda) == ["victims", "offenders", "locations", "themes"]
    assert [[one.record_id for one in line.records] for line in agenda["offenders"]] == [[visit]]


def test_a_correction_stands_beside_what_it_corrects(held: Workspace, mia: Actor) -> None:
    meeting_id = made.open_one(mia, held)
    made.asked(mia, meeting_id, "omar")
    first = keep_decision(session_of(mia), meeting_id=meeting_id, said=MeetingInput(made.DECIDED))
    better = "Police visit the flat tomorrow, and her social worker sees her alone today."
    keep_decision(session_of(mia), meeting_id=meeting_id, said=MeetingInput(better, corrects=first))
    (line,) = read(mia, meeting_id).decisions
    assert (line.entry_id, line.words, [one.words for one in line.before]) == (first, better, [made.DECIDED])
    with pytest.raises(Refused):  # who takes part writes no decision
        keep_decision(
            session_of(made.officer()), meeting_id=meeting_id, said=MeetingInput(made.DECIDED, corrects=first)
        )
    dissent = keep_dissent(
        session_of(made.officer()),
        meeting_id=meeting_id,
        said=MeetingInput("Tomorrow is too late for her", about=first),
    )
    with pytest.raises(Refused):  # nobody mends another's dissent, not the chair either
        keep_dissent(
            session_of(mia), meeting_id=meeting_id, said=MeetingInput("I do agree after all", corrects=dissent)
        )
    assert [(one.by, one.about) for one in read(mia, meeting_id).dissents] == [("omar", first)]


def test_one_plan_stands_with_one_lead_who_writes_too(held: Workspace, mia: Actor) -> None:
    meeting_id = made.open_one(mia, held)
    for lead, plan in (("sam", "School sees her each morning and tells the social worker"),
                       ("omar", "Police watch the flat, school sees her each morning")):  # fmt: skip
        keep_plan(
            session_of(mia), meeting_id=meeting_id,
            said=MeetingInput(plan, who=MeetingParty(username=lead), by_when=date(2027, 1, 8)),
        )  # fmt: skip
    page = read(mia, meeting_id)
    assert page.plan and page.plan.who and page.plan.who.who == "omar"
    assert [one.who.who for one in page.plans_before if one.who] == ["sam"]
    assert read(made.officer(), meeting_id).minutes
    with pytest.raises(NotHere):
        read(made.school_lead(), meeting_id)


def test_what_lacks_a_part_is_no_record_of_a_meeting(
    held: Workspace, mia: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting_id = made.open_one(mia, held)
    mine, omars = made.asked(mia, meeting_id, "mia", "omar")
    set_clock(monkeypatch, NEXT_DAY)

    def missing(held_at: str = made.HELD) -> list[str]:
        with pytest.raises(NotHeld) as refusal:
            keep_held(session_of(mia), meeting_id=meeting_id, held_at=held_at)
        return [one.part for one in refusal.value.missing]

    assert missing() == ["attendance", "decision"]
    keep_attendance(session_of(mia), meeting_id=meeting_id, words={mine: "came", omars: "apologies"})
    keep_decision(session_of(mia), meeting_id=meeting_id, said=MeetingInput(made.DECIDED))
    assert missing() == ["attendance"]  # one agency alone is no meeting
    keep_attendance(session_of(mia), meeting_id=meeting_id, words={omars: "came"})
    assert missing("2026-12-24T10:00:00Z") == ["held_at"]
    assert missing("yesterday") == ["held_at"]
    keep_held(session_of(mia), meeting_id=meeting_id, held_at=made.HELD)
    page = read(mia, meeting_id)
    assert (page.line.held_at, [one.word for one in page.asked]) == (made.HELD, ["came", "came"])
    with pytest.raises(Refused):
        call_off(session_of(mia), meeting_id=meeting_id, words="It rained and nobody could come")


def suspicion(held: Workspace, monkeypatch: pytest.MonkeyPatch, about: str) -> Item:
    """A youth worker's suspicion that nobody answered in time."""
    worried.enter(worried.youth_worker(), about=about)
    set_clock(monkeypatch, OVER)
    tick(session_of(house_actor()))
    return Item.objects.get(rule_id="suspicion_answered", agency="childrens_services")


def test_the_meeting_closes_what_waited_for_it(held: Workspace, mia: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_ladder()
    item = suspicion(held, monkeypatch, made.wren(held))
    meeting_id = made.open_one(mia, held, planned_at="2026-12-30T14:00:00Z")
    made.minuted(mia, meeting_id, "mia", "omar")
    tick(session_of(house_actor()))
    item.refresh_from_db()
    assert item.closed_at is None  # a decision is not yet a meeting
    set_clock(monkeypatch, "2026-12-30T15:00:00Z")
    keep_held(session_of(mia), meeting_id=meeting_id, held_at="2026-12-30T14:10:00Z")
    item.refresh_from_db()
    assert (item.state, item.closed_at) == ("closed", "2026-12-30T15:00:00Z")
    others = Item.objects.exclude(pk=item.pk).filter(source="clock")
    assert others.filter(closed_at=None).exists() or not others.exists()
    tick(session_of(house_actor()))
    assert Item.objects.filter(rule_id="suspicion_answered", closed_at=None).count() == 0, "neither agency's waits"


def test_a_meeting_held_in_time_opens_no_item(held: Workspace, mia: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_ladder()
    worried.enter(worried.youth_worker(), about=made.wren(held))
    meeting_id = made.open_one(mia, held)
    made.minuted(mia, meeting_id, "mia", "omar")
    set_clock(monkeypatch, NEXT_DAY)
    keep_held(session_of(mia), meeting_id=meeting_id, held_at=made.HELD)
    clocks = list_clocks(session_of(mia), person_id=made.wren(held))
    (answered,) = (one for one in clocks.done if one.rule_id == "suspicion_answered")
    assert (answered.answered_at, answered.state) == (made.HELD, "met")
    set_clock(monkeypatch, OVER)
    tick(session_of(house_actor()))
    assert not Item.objects.filter(rule_id="suspicion_answered").exists()


def test_a_meeting_before_the_concern_or_about_another_child_answers_nothing(
    held: Workspace, mia: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_ladder()
    early = made.open_one(mia, held)
    made.minuted(mia, early, "mia", "omar")
    keep_held(session_of(mia), meeting_id=early, held_at="2026-12-22T09:00:00Z")
    (noor,) = made.ask(held, "SELECT person_id FROM person WHERE list_contains(names, 'Noor Elmore')")
    other = made.open_one(mia, held, made.record(held, "school_concerns"), person_id=noor)
    made.minuted(mia, other, "mia", "omar")
    item = suspicion(held, monkeypatch, made.wren(held))
    keep_held(session_of(mia), meeting_id=other, held_at="2026-12-29T09:00:00Z")
    tick(session_of(house_actor()))
    item.refresh_from_db()
    assert item.closed_at is None


@pytest.mark.parametrize(
    ("rule", "kind", "closes"),
    [
        ("worry_answered", "strategy_discussion", True),
        ("worry_answered", "mace", False),  # the rule names no MACE
        ("return_interview", "strategy_discussion", False),
    ],
)
def test_only_what_the_rule_of_a_clock_names_closes_its_item(
    held: Workspace, mia: Actor, monkeypatch: pytest.MonkeyPatch, rule: str, kind: str, closes: bool
) -> None:
    """Hand-made: an item of a clock of an agency's own file, about the child."""
    fill_ladder()
    meeting_id = made.open_one(mia, held, kind=kind)
    mentions = tuple(Meeting.objects.get().mention_ids)
    late = thing(ENTERED, rule_id=rule, mention_ids=mentions, person_id=made.wren(held))
    open_item(session_of(house_actor()), candidate=late, opened_at=ENTERED, now=ENTERED)
    made.minuted(mia, meeting_id, "mia", "omar")
    set_clock(monkeypatch, NEXT_DAY)
    keep_held(session_of(mia), meeting_id=meeting_id, held_at=made.HELD)
    item = Item.objects.get(item_id=late.item_id)
    assert bool(item.closed_at) is closes


def test_a_meeting_is_the_answer_to_an_item_and_goes_up_where_it_is_not_held(
    held: Workspace, mia: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = fill_ladder()
    item = suspicion(held, monkeypatch, made.wren(held))
    offered = offer_for_item(session_of(mia), item_id=item.item_id)
    opening = NewMeeting(
        kind="strategy_discussion", record_ids=offered.chosen, planned_at="2026-12-31T10:00:00Z", why=made.WHY,
        person_id=made.wren(held), item_id=item.item_id,
    )  # fmt: skip
    meeting_id = open_meeting(session_of(mia), opening=opening)
    item.refresh_from_db()
    assert (item.state, item.answered_by) == ("acting", "mia")
    (line,) = list_meetings_of_item(session_of(mia), item_id=item.item_id)
    assert line.meeting_id == meeting_id
    assert list_meetings_of_item(session_of(people["practitioner"]), item_id=item.item_id) == ()
    set_clock(monkeypatch, "2027-01-02T08:00:00Z")
    tick(session_of(house_actor()))
    item.refresh_from_db()
    assert item.state == "waiting"  # the day passed, and nobody wrote down that it was held
    made.minuted(mia, meeting_id, "mia", "omar")
    keep_held(session_of(mia), meeting_id=meeting_id, held_at="2026-12-31T10:00:00Z")
    item.refresh_from_db()
    assert item.state == "closed"


@pytest.mark.parametrize(("kind", "closes"), [("complex_abuse", True), ("mace", False), ("strategy_discussion", False)])
def test_a_pattern_that_waits_for_a_meeting_is_closed_by_one_of_its_kind(
    held: Workspace, mia: Actor, monkeypatch: pytest.MonkeyPatch, kind: str, closes: bool
) -> None:
    """Hand-made: the pattern of a group, resting on a record of children's services."""
    fill_ladder()
    visit = made.record(held, "childrens_services_events/visit")
    group = thing(ENTERED, rule_id="group_around_children", source="pattern", record_id=visit, mention_ids=())
    open_item(session_of(house_actor()), candidate=group, opened_at=ENTERED, now=ENTERED)
    before = made.open_one(mia, held, visit, kind=kind)
    made.minuted(mia, before, "mia", "omar")
    keep_held(session_of(mia), meeting_id=before, held_at="2026-12-22T09:00:00Z")
    item = Item.objects.get(item_id=group.item_id)
    assert item.closed_at is None  # it was held before anybody knew
    set_clock(monkeypatch, NEXT_DAY)
    after = made.open_one(mia, held, visit, kind=kind)
    made.minuted(mia, after, "mia", "omar")
    keep_held(session_of(mia), meeting_id=after, held_at=made.HELD)
    item.refresh_from_db()
    assert bool(item.closed_at) is closes


def test_an_item_that_is_not_answered_opens_no_meeting(
    held: Workspace, mia: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_ladder()
    item = suspicion(held, monkeypatch, made.wren(held))
    offered = offer_for_item(session_of(mia), item_id=item.item_id)
    late = NewMeeting(
        kind="strategy_discussion", record_ids=offered.chosen, planned_at="2027-06-01T10:00:00Z", why=made.WHY,
        person_id=made.wren(held), item_id=item.item_id,
    )  # fmt: skip
    with pytest.raises(NotAnAnswer) as refusal:
        open_meeting(session_of(mia), opening=late)
    assert [one.part for one in refusal.value.missing] == ["by_when"]
    assert not Meeting.objects.exists()
    with pytest.raises(Refused):
        offer_for_item(session_of(made.officer()), item_id=item.item_id)  # police do not answer it


def test_an_action_that_is_not_done_climbs_and_closes_when_another_says_that_it_is(
    held: Workspace, mia: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    police = fill_ladder("police")
    meeting_id = made.open_one(mia, held)
    made.asked(mia, meeting_id, "omar")
    said = MeetingInput(made.DO, who=MeetingParty(username="omar"), by_when=date(2026, 12, 24))
    action = keep_action(session_of(mia), meeting_id=meeting_id, said=said)
    set_clock(monkeypatch, "2026-12-24T23:59:59Z")
    tick(session_of(house_actor()))
    assert not Item.objects.filter(source="meeting_action").exists()
    set_clock(monkeypatch, BOXING_DAY)
    tick(session_of(house_actor()))
    item = Item.objects.get(source="meeting_action")
    assert (item.ladder, item.about_id, item.opened_at) == ("police", action, "2026-12-24T23:59:59Z")
    assert made.DO not in item.about
    assert Step.objects.filter(item=item).first().told == [police["practitioner"].reader.username]
    told = read_action_of_item(session_of(police["practitioner"]), item_id=item.item_id)
    assert told and told.said.words == made.DO and told.overdue
    assert list_meetings_of_item(session_of(police["practitioner"]), item_id=item.item_id) == ()
    assert [one.meeting_id for one in list_meetings_of_item(session_of(mia), item_id=item.item_id)] == [meeting_id]
    (mine,) = list_meetings(session_of(made.officer())).actions
    (chaired,) = list_meetings(session_of(mia)).chaired
    assert mine.overdue and chaired.overdue
    later = MeetingInput(made.DO, who=MeetingParty(username="omar"), by_when=date(2027, 1, 24), corrects=action)
    keep_action(session_of(mia), meeting_id=meeting_id, said=later)  # a later day takes nothing away
    finish_meeting_action(
        session_of(made.officer()),
        meeting_id=meeting_id,
        entry_id=action,
        words="Saw her at school, she spoke of the van",
    )
    tick(session_of(house_actor()))
    item.refresh_from_db()
    assert item.closed_at is None  # the doer alone closes nothing
    finish_meeting_action(
        session_of(mia), meeting_id=meeting_id, entry_id=action, words="Read his note of the talk with her"
    )
    item.refresh_from_db()
    assert item.state == "closed"
    assert list_meetings(session_of(made.officer())).actions == ()


def test_others_do_not_say_that_an_action_is_done(held: Workspace, mia: Actor) -> None:
    meeting_id = made.open_one(mia, held)
    made.asked(mia, meeting_id, "omar", "nia")
    said = MeetingInput(made.DO, who=MeetingParty(username="omar"), by_when=date(2026, 12, 24))
    action = keep_action(session_of(mia), meeting_id=meeting_id, said=said)
    with pytest.raises(Refused):
        finish_meeting_action(
            session_of(made.nurse()), meeting_id=meeting_id, entry_id=action, words="He told me that it is done"
        )


def test_a_meeting_is_about_a_place_and_never_about_a_protected_one(held: Workspace, mia: Actor) -> None:
    complaint = made.record(held, "housing_complaints")
    offered = offer_about_record(session_of(mia), record_id=complaint)
    (place,) = (one for one in offered.about if one.about == "place")
    assert "12 Mill Court" in place.words
    meeting_id = open_meeting(
        session_of(mia),
        opening=NewMeeting("complex_abuse", (complaint,), made.PLANNED, made.WHY, mention_id=place.key),
    )
    assert "12 Mill Court" in read(mia, meeting_id).line.subject.place
    made.asked(mia, meeting_id, "sam")
    hidden = read(made.school_lead(), meeting_id)  # a school lead sees no housing complaint
    assert (hidden.line.subject.shown, hidden.line.subject.place, hidden.something_hidden) == (False, "", True)
    protected = made.ask(held, "SELECT record_id FROM source_row WHERE list_contains(markings, 'PROTECTED ADDRESS')")[0]
    ig = worried.actor("ig", "information_governance", "")
    assert small.PROTECTED not in str(
        [one.words for one in offer_about_record(session_of(ig), record_id=protected).about]
    )


def test_called_off_it_takes_no_more(held: Workspace, mia: Actor) -> None:
    meeting_id = made.open_one(mia, held)
    call_off(session_of(mia), meeting_id=meeting_id, words="Her school rang: another child was meant")
    page = read(mia, meeting_id)
    assert page.line.called_off and not page.minutes
    with pytest.raises(Refused):
        keep_decision(session_of(mia), meeting_id=meeting_id, said=MeetingInput(made.DECIDED))
    (mention,) = Meeting.objects.get().mention_ids
    assert not [kind for kind, _ in list_dependants_of_identity(frozenset({mention})) if kind == "meeting"]


def test_what_a_meeting_rests_on_is_looked_at_again_when_people_change(held: Workspace, mia: Actor) -> None:
    meeting_id = made.open_one(mia, held)
    row = Meeting.objects.get()
    ((_, resting),) = [one for one in list_dependants_of_identity(frozenset(row.mention_ids)) if one[0] == "meeting"]
    assert (resting.key, resting.by, resting.record_ids) == (meeting_id, "mia", tuple(row.record_ids))
    assert small.CHILD not in resting.says
    assert not read(mia, meeting_id).look_again
    person = made.wren(held)
    change = IdentityChange("split", person, person, person, row.mention_ids[0], row.mention_ids[0], (), None,
                    frozenset(row.mention_ids))  # fmt: skip
    write_changes(before="one", after="two", changes=[change], stand_ins={}, on=date(2026, 12, 23))
    assert read(mia, meeting_id).look_again
    (line,) = list_look_again(session_of(mia)).lines
    look_again(session_of(mia), number=line.number, stands=True, why="")
    assert not read(mia, meeting_id).look_again


def test_a_meeting_for_what_is_recognised_no_more_says_so_until_its_opener_has_looked(
    held: Workspace, mia: Actor
) -> None:
    fill_ladder()
    visit = made.record(held, "childrens_services_events/visit")
    seen = Basis(visit, thing(ENTERED).basis[0].seen)
    met, other = (
        thing(ENTERED, source="pattern", about_id=key, nth=key, record_id=visit, basis=(seen,)) for key in ("k1", "k2")
    )
    for one in (met, other):
        open_item(session_of(house_actor()), candidate=one, opened_at=ENTERED, now=ENTERED)
    meeting_id = made.open_one(mia, held, visit, item_id=met.item_id)
    write_gone(actor=house_actor(), before="one", after="two", gone={"k2": met.rule_id})
    assert read(mia, meeting_id).pattern_reviews == ()
    write_gone(actor=house_actor(), before="two", after="three", gone={"k1": met.rule_id})
    (line,) = read(mia, meeting_id).pattern_reviews
    assert (line.kind, line.rule_id, line.mine) == ("meeting", met.rule_id, True)
    assert (
        "The reason for opening this no longer applies"
        in worried.client_of(mia).get(reverse("meeting", args=[meeting_id])).content.decode()
    )
    keep_pattern_review(session_of(mia), decision=line.decision, key=meeting_id, stands=True, why="")
    assert read(mia, meeting_id).pattern_reviews == ()


def test_meetings_are_only_added_to(held: Workspace, mia: Actor) -> None:
    made.open_one(mia, held)
    for table in ("casework_meeting", "casework_meetingentry"):
        replaced = "REPLACE INTO {0} SELECT * FROM {0}" if connection.vendor == "sqlite" else "TRUNCATE {0} CASCADE"
        for statement in ("UPDATE {0} SET decision = 9", "DELETE FROM {0}", replaced):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement.format(table))
    assert set(hash_chain.verify_chains().values()) == {None}
    assert MeetingEntry.objects.count() == 1
