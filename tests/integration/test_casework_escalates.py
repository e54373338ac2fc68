"""What climbs of itself: clocks of concerns entered here, clocks and questions of a snapshot, late files, no owner."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support import small_partnership as small
from support import worried
from support.climbing import fill_ladder, set_clock, thing
from support.sessions import session_of

from sightline.casework.clocks.escalates import clocks_of_concerns
from sightline.casework.concerns.clock_cache import build_rows
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.selectors.concerns import read_concern
from sightline.casework.concerns.services.responses import keep_feedback
from sightline.casework.core.actor import house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.core.models import Decision
from sightline.casework.core.session import house_session
from sightline.casework.data.ingest import ingest_files
from sightline.casework.data.runs import run_pipeline
from sightline.casework.escalation.engine import Basis
from sightline.casework.escalation.models import Item, ItemBasis, ItemEvent, LiveClock, Step
from sightline.casework.escalation.selectors import list_items
from sightline.casework.escalation.services.responses import answer_clock, answer_question
from sightline.casework.escalation.sources import finders
from sightline.casework.late.escalates import late_extracts
from sightline.casework.patterns.responses import answers_about
from sightline.casework.people.selectors import find_people
from sightline.casework.rule_switches.models import RuleSwitch
from sightline.casework.rule_switches.switches import rules_switched_on
from sightline.casework.timekeeping import scheduler as escalation_scheduler
from sightline.casework.unanswered.selectors import list_unanswered
from sightline.escalation import NotAnAnswer
from sightline.model.visibility import Visibility
from sightline.store import Workspace
from sightline.store.snapshot_reader import EntryQuery

pytestmark = pytest.mark.django_db(transaction=True)
ENTERED, DUE = "2026-12-22T16:30:00Z", "2026-12-24T23:59:59Z"  # Tuesday; two working days
ACT = {
    "form": "act",
    "what": "Hold a strategy discussion with police",
    "who": "Front door manager",
    "by_when": "2026-12-30",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("climbing"), roles=())


@pytest.fixture
def held(built: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    copy = worried.copy_of(built, workspace)
    set_clock(monkeypatch, ENTERED)
    return copy


def tick(moment: str) -> Any:
    return escalation_scheduler.tick(session_of(house_actor()), as_at=moment)


def of(rule_id: str) -> Item:
    return Item.objects.get(rule_id=rule_id, agency="childrens_services")


def test_a_suspicion_is_told_when_it_is_entered_and_each_stage_counts_from_then(held: Workspace) -> None:
    people = fill_ladder()
    worried.enter(worried.youth_worker())
    concern = Concern.objects.get()
    tick("2026-12-22T16:31:00Z")
    item = of("suspicion_answered")
    assert steps_of_item(item) == [("practitioner", ENTERED)], "told at once, not when its time is over"
    assert (item.known_from, item.arrived_at, item.deadline_at) == (ENTERED, ENTERED, DUE)
    assert tick("2026-12-30T00:00:00Z").went_wrong == 0
    item = of("suspicion_answered")
    assert (item.opened_at, item.record_id, item.urgency, item.ladder) == (
        ENTERED, concern.record_id, "urgent", "childrens_services"
    )  # fmt: skip
    assert steps_of_item(item)[1:] == [
        ("team_manager", "2026-12-23T23:59:59Z"),
        ("head_of_service", "2026-12-24T23:59:59Z"),
        ("chief_officer", "2026-12-29T23:59:59Z"),
    ]
    lines = list_items(session_of(people["chief_officer"])).items
    assert item.item_id in [line.item_id for line in lines]
    assert "Wren" not in item.about and small.CHILD_BORN.isoformat() not in item.about


def test_police_and_childrens_services_have_each_an_item_of_a_suspicion(held: Workspace) -> None:
    fill_ladder()
    fill_ladder("police")
    worried.enter(worried.youth_worker())
    tick("2026-12-22T16:31:00Z")
    items = Item.objects.filter(rule_id="suspicion_answered").order_by("agency")
    assert [(item.agency, item.ladder) for item in items] == [
        ("childrens_services", "childrens_services"), ("police", "police")
    ]  # fmt: skip
    assert {item.about_id for item in items} == {LiveClock.objects.get(rule_id="suspicion_answered").clock_id}


def steps_of_item(item: Item) -> list[tuple[str, str]]:
    return list(Step.objects.filter(item=item).order_by("number").values_list("stage", "due_at"))


def test_the_run_takes_the_concern_in_and_the_item_stands_once(held: Workspace) -> None:
    fill_ladder()
    worried.enter(worried.youth_worker())
    live = {candidate.item_id for candidate in clocks_of_concerns(house_session(), "2027-06-01T00:00:00Z")}
    tick("2026-12-25T08:00:00Z")
    opened = Item.objects.count()
    run_pipeline(session_of(house_actor()), workspace=held)
    from_snapshot = [source for source in finders() if source is not clocks_of_concerns]
    found = {
        candidate.item_id for source in from_snapshot for candidate in source(house_session(), "2027-06-01T00:00:00Z")
    }
    assert live and live <= found
    tick("2026-12-25T09:00:00Z")
    assert Item.objects.filter(rule_id="suspicion_answered").count() == 2, "one of each agency"
    assert Item.objects.count() == opened
    assert LiveClock.objects.count() == len(build_rows(house_session(), Concern.objects.get())[0])


def test_what_is_answered_before_it_is_over_is_seen_by_the_next_stage(held: Workspace) -> None:
    people = fill_ladder()
    worried.enter(worried.youth_worker())
    tick(ENTERED)
    clock_id = LiveClock.objects.get(rule_id="suspicion_answered").clock_id
    worker = people["practitioner"]
    with pytest.raises(NotAnAnswer):
        answer_clock(session_of(worker), clock_id=clock_id, form={"form": "act", "what": "noted"})
    item_id = answer_clock(session_of(worker), clock_id=clock_id, form=ACT)
    assert answer_clock(session_of(worker), clock_id=clock_id, form={
        "form": "not_proceed", "reason": "in_a_plan", "words": "Discussed with police on Tuesday; the plan covers the bus station.",
    }) == item_id  # fmt: skip
    tick("2026-12-23T00:00:00Z")
    item = Item.objects.get(item_id=item_id)
    assert (item.state, item.stage) == ("to_be_seen", "team_manager")
    assert Decision.objects.filter(kind="answered").count() == 2
    tick("2026-12-25T08:00:00Z")
    assert Item.objects.filter(rule_id="suspicion_answered").count() == 2, "one of each agency"


def test_a_pattern_that_waits_is_answered_where_the_clock_of_its_record_is(held: Workspace) -> None:
    worker = fill_ladder()["practitioner"]
    worried.enter(worried.youth_worker())
    tick("2026-12-25T08:00:00Z")
    item = of("suspicion_answered")
    row = {"instance_key": "one", "pattern_id": "suspicion_unanswered", "record_id": item.record_id, "person_id": None}
    before, police = answers_about(session_of(worker), rows=[row])["one"]
    assert police.agency == "police" and police.waits
    assert before.waits and before.item and before.item.item_id == item.item_id
    answer_clock(session_of(worker), clock_id=item.about_id, form=ACT)
    after, police = answers_about(session_of(worker), rows=[row])["one"]
    assert police.waits, "the answer of one agency is not the other's"
    assert (after.waits, after.by) == (False, worker.reader.username)
    elsewhere, _ = answers_about(session_of(worker), rows=[row | {"record_id": "another"}])["one"]
    assert elsewhere.waits and elsewhere.item is None


def test_telling_back_closes_what_waited_for_it(held: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_ladder()
    concern_id = worried.enter(worried.youth_worker())
    later = "2027-02-01T09:00:00Z"
    tick(later)
    items = [of("told_back"), of("referral_acknowledged")]
    manager = worried.actor("mia", "manager", "childrens_services")
    set_clock(monkeypatch, later)
    keep_feedback(
        session_of(manager), concern_id=concern_id, how="in_person", words="Police and we met; Wren has a worker."
    )
    tick("2027-02-01T09:05:00Z")
    for item in items:
        item.refresh_from_db()
        assert (item.state, ItemEvent.objects.filter(item=item, kind="fact").count()) == ("closed", 1)
    assert Item.objects.exclude(pk__in=[item.pk for item in items]).exclude(state="closed").exists(), "the others wait"


def test_whoever_was_told_back_in_time_has_nothing_climbing_for_it(
    held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_ladder()
    concern_id = worried.enter(worried.youth_worker())
    manager = worried.actor("mia", "manager", "childrens_services")
    keep_feedback(session_of(manager), concern_id=concern_id, how="by_phone", words="It arrived, and we visit today.")
    tick("2027-02-01T09:00:00Z")
    assert not Item.objects.filter(rule_id__in=("told_back", "referral_acknowledged")).exists()
    page = read_concern(session_of(manager), concern_id=concern_id)
    assert {one.rule_id: one.state for one in page.clocks}["referral_acknowledged"] == "met"


def test_whoever_was_told_back_in_time_has_nothing_climbing_after_a_run_either(held: Workspace) -> None:
    """The snapshot holds the concern and not that its author was told; an item was opened for it, days after."""
    fill_ladder()
    concern_id = worried.enter(worried.youth_worker())
    manager = worried.actor("mia", "manager", "childrens_services")
    keep_feedback(session_of(manager), concern_id=concern_id, how="by_phone", words="It arrived, and we visit today.")
    run_pipeline(house_session(), workspace=held, as_at=date(2027, 1, 29))
    tick("2027-02-01T09:00:00Z")
    assert Item.objects.filter(rule_id="suspicion_answered").exists(), "what nobody answered waits"
    assert not Item.objects.filter(rule_id__in=("told_back", "referral_acknowledged")).exists()


def test_a_concern_about_a_professional_climbs_outside_their_line(held: Workspace) -> None:
    fill_ladder()
    worried.enter(worried.youth_worker(), about_professional="Y", professional_agency="childrens_services")
    tick("2026-12-28T00:00:00Z")
    assert set(Item.objects.values_list("ladder", flat=True)) == {"lado"}


def test_a_first_load_starts_nothing(held: Workspace) -> None:
    fill_ladder()
    assert tick("2027-01-10T00:00:00Z").opened == 0
    assert not Item.objects.exists()


def test_a_rule_that_is_switched_on_opens_from_then_on_and_not_from_years_ago(held: Workspace) -> None:
    fill_ladder()
    urgent = [
        candidate
        for source in finders()
        for candidate in source(house_session(), "2027-01-10T00:00:00Z")
        if not candidate.always
    ]
    assert urgent, "the snapshot has something that waits to be switched on"
    for rule_id in {candidate.rule_id for candidate in urgent}:
        RuleSwitch.objects.create(rule_id=rule_id, on=True, at="2027-01-04T09:00:00Z", decision=1)
    assert len(rules_switched_on(house_session())) == len({candidate.rule_id for candidate in urgent})
    tick("2027-01-04T09:00:01Z")
    assert {item.opened_at for item in Item.objects.all()} == {"2027-01-04T09:00:00Z"}
    assert ItemBasis.objects.filter(item__source="question").exists()


def test_a_late_extract_climbs_and_closes_when_the_file_comes(held: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    RuleSwitch.objects.create(rule_id="late_extract", on=True, at="2026-12-01T09:00:00Z", decision=1)
    people = fill_ladder("police")
    tick("2026-12-22T16:30:30Z")
    late = Item.objects.get(source="late_extract", agency="police")
    assert (late.record_id, late.mention_ids, late.urgency) == ("", [], "standard")
    assert late.item_id in [
        line.item_id for line in list_items(session_of(people["practitioner"]), scope="reached").items
    ]
    files = held.root / "more"
    files.mkdir()
    newer = [row | {"Misper Ref": f"N{number}"} for number, row in enumerate(small.police_missing())]
    small.sheet(files / "police_missing.csv", newer)
    ingest_files(session_of(house_actor()), workspace=held, paths=[files])
    run_pipeline(session_of(house_actor()), workspace=held)
    assert all(c.due_at > ENTERED for c in late_extracts(house_session(), "") if c.agency == "police")
    tick("2026-12-22T16:31:00Z")
    late.refresh_from_db()
    assert late.state == "closed"


def test_a_question_is_answered_by_what_was_found_or_by_a_new_date(held: Workspace) -> None:
    fill_ladder()
    fill_ladder("police")
    worker = worried.actor("sw", "practitioner", "childrens_services")
    asked = list_unanswered(session_of(worker), person_id=wren_of(worker)).listed
    assert asked, "the small partnership has questions about Wren"
    question_id, rule_id = asked[0].question_id, asked[0].rule_id
    with pytest.raises(NotAnAnswer) as error:
        answer_question(session_of(worker), question_id=question_id, form={"form": "found", "words": "Nothing."})
    assert [each.part for each in error.value.missing] == ["who", "asked_on", "words"]
    form = {"form": "asked_not_known", "who": "The class teacher", "asked_on": "2026-12-21", "by_when": "2027-01-08"}
    item_id = answer_question(session_of(worker), question_id=question_id, form=form)
    assert Item.objects.get(item_id=item_id).state == "acting"
    found = {
        "form": "found",
        "who": "Her aunt",
        "asked_on": "2026-12-22",
        "words": "The aunt fetched her from the bus station that night.",
    }
    assert answer_question(session_of(worker), question_id=question_id, form=found) == item_id
    item = Item.objects.get(item_id=item_id)
    assert (item.state, item.stage, item.rule_id) == ("to_be_seen", "team_manager", rule_id)


def wren_of(who: Any) -> str:
    from sightline.casework.people.pages.people import SearchTerms

    found = find_people(session_of(who), terms=SearchTerms(name="wren ashdown", birth_date=small.CHILD_BORN))
    return found.people[0].person_id


def test_what_may_not_be_seen_may_not_be_answered(held: Workspace) -> None:
    worried.enter(worried.youth_worker(), own_agency_only="Y")
    tick(ENTERED)
    clock_id = LiveClock.objects.get(rule_id="suspicion_answered").clock_id
    with pytest.raises(NotHere):
        answer_clock(session_of(worried.actor("off", "practitioner", "police")), clock_id=clock_id, form=ACT)
    assert not Item.objects.exists()


def test_what_a_run_restricts_is_restricted_with_the_snapshot_and_an_item_is_of_whoever_its_mention_is_of(
    held: Workspace,
) -> None:
    worker = worried.actor("sw", "practitioner", "childrens_services")
    wren = wren_of(worker)
    with house_session().open_current() as opened:
        assert opened is not None
        (record_id,) = {
            row["record_id"]
            for row in opened[1].entries(query=EntryQuery(wren, kinds=("police_missing",)), sight=THE_HOUSE)
            if row["occurred_from"].startswith("2024-04-19")
        }
    seen = Visibility("police", "police", "police_missing", False)
    about = thing(
        DUE, mention_ids=(wren,), record_id=record_id, basis=(Basis(record_id, seen),), person_id="somebody else"
    )
    escalation_scheduler.tick(
        session_of(house_actor()), as_at="2026-12-25T08:00:00Z", sources=[lambda _session, _now: [about]]
    )
    assert [line.item_id for line in list_items(session_of(worker), scope="all").items] == [about.item_id]
    files = held.root / "more"
    files.mkdir()
    marked = [row | {"Sightline Marking": "RESTRICTED"} for row in small.police_missing()]
    small.sheet(files / "police_missing.csv", marked)
    ingest_files(session_of(house_actor()), workspace=held, paths=[files])
    run_pipeline(session_of(house_actor()), workspace=held)
    assert list_items(session_of(worker), scope="all").items == ()
    item = Item.objects.get(item_id=about.item_id)
    assert item.person_id == wren_of(worried.actor("pc", "practitioner", "police"))
