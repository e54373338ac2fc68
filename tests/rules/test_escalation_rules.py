"""Each worked example of the escalation rules, run."""

from datetime import date, timedelta
from typing import Any

import pytest

from sightline.casework.complaints.actions import acknowledge_by, reply_deadline
from sightline.casework.core import clock
from sightline.casework.corrections.actions import ACKNOWLEDGE
from sightline.casework.disputes.actions import REPLY
from sightline.casework.escalation.services import staff_questions
from sightline.casework.journal.state import EntryRows
from sightline.casework.late.delivery import limit_of
from sightline.casework.named_adults.actions import ASK, counts_until
from sightline.casework.restrictions.histories import RestrictionHistory
from sightline.casework.restrictions.models import RestrictionEntry
from sightline.casework.rolls import clinicians
from sightline.casework.subject_access.actions import RETURN
from sightline.casework.subject_access.actions import reply_deadline as request_deadline
from sightline.escalation import (
    Event,
    Happening,
    NotAnAnswer,
    Stage,
    Urgency,
    check_answer,
    late_from,
    passes_ceiling,
    read_escalation_rules,
    read_ladder,
    read_ladders,
    regulator_deadline,
    replay,
    says_harm,
    unowned_from,
)
from sightline.model.calendar import end_of_day
from sightline.model.nouns import Agency
from sightline.model.when import london_day
from sightline.rulebook.calendar import read_calendar
from sightline.rulebook.files import read_toml

FOLDER = ("england", "escalation")
CALENDAR = read_calendar()
LADDER_EXAMPLES = [example for ladder in read_ladders().values() for example in ladder.rule.examples]
LIMIT_EXAMPLES = list(read_ladder("police").limits.examples)


def examples(name: str) -> list[dict[str, Any]]:
    return list(read_toml(*FOLDER, f"{name}.toml")["examples"])


@pytest.mark.parametrize(
    "example", [*LADDER_EXAMPLES, *LIMIT_EXAMPLES], ids=lambda each: f"{each['ladder']}: {each['says']}"
)
def test_silence_climbs_as_the_example_says(example: dict[str, Any]) -> None:
    standing = replay(
        opened_at=example["opened_at"], ladder=read_ladder(example["ladder"]), urgency=Urgency(example["urgency"]),
        calendar=CALENDAR, events=(), until="2027-12-01T00:00:00Z",
    )  # fmt: skip
    assert [[step.stage.value, step.due_at] for step in standing.steps] == example["expected"]


@pytest.mark.parametrize("example", examples("straight"), ids=lambda each: each["says"])
def test_the_straight_line_counts_from_the_arrival(example: dict[str, Any]) -> None:
    standing = replay(
        opened_at=example["opened_at"], ladder=read_ladder(example["ladder"]), urgency=Urgency(example["urgency"]),
        calendar=CALENDAR, events=(), until="2027-12-01T00:00:00Z", arrived_at=example["opened_at"],
    )  # fmt: skip
    assert [[step.stage.value, step.due_at] for step in standing.steps] == example["expected"]


def test_a_stage_that_nobody_holds_delays_no_other_on_the_straight_line() -> None:
    arrived, ladder = "2026-11-23T07:00:00Z", read_ladder("police")
    nobody = Event(kind=Happening.NOBODY, at=arrived, step=1)
    standing = replay(opened_at=arrived, ladder=ladder, urgency=Urgency.URGENT, calendar=CALENDAR, events=(nobody,),
                      until="2026-12-10T00:00:00Z", arrived_at=arrived)  # fmt: skip
    found = {step.stage.value: step.due_at for step in standing.steps}
    assert (found["team_manager"], found["chief_officer"]) == (arrived, "2026-11-26T23:59:59Z")


@pytest.mark.parametrize("example", examples("reasons"), ids=lambda each: each["says"])
def test_what_is_an_answer(example: dict[str, Any]) -> None:
    missing: list[str] = []
    try:
        check_answer(example["form"], today=example["on"])
    except NotAnAnswer as error:
        missing = [each.part for each in error.missing]
    assert missing == example["missing"]


@pytest.mark.parametrize("example", examples("late_extract"), ids=lambda each: each["says"])
def test_when_data_are_late(example: dict[str, Any]) -> None:
    last = late_from(agency=example["agency"], last_received_at=example["last_received_at"], calendar=CALENDAR)
    assert last == example["late_from"]
    assert (london_day(last) < example["on"]) is example["late"]


@pytest.mark.parametrize("example", examples("unowned"), ids=lambda each: each["says"])
def test_how_long_something_may_be_without_an_owner(example: dict[str, Any]) -> None:
    assert unowned_from(from_at=example["from_at"], calendar=CALENDAR) == example["due_at"]


@pytest.mark.parametrize("example", examples("backlog_overdue"), ids=lambda each: each["says"])
def test_how_long_backlog_may_be_without_an_owner(example: dict[str, Any]) -> None:
    due_at = unowned_from(from_at=example["from_at"], calendar=CALENDAR, rule_id="backlog_overdue")
    assert due_at == example["due_at"]


@pytest.mark.parametrize("example", examples("possible_match"), ids=lambda each: each["says"])
def test_how_long_a_possible_match_has_that_a_pattern_depends_on(example: dict[str, Any]) -> None:
    due_at = unowned_from(from_at=example["from_at"], calendar=CALENDAR, rule_id="possible_match")
    assert due_at == example["due_at"]


@pytest.mark.parametrize("example", examples("proposed_match"), ids=lambda each: each["says"])
def test_how_long_a_proposal_of_a_colleague_has(example: dict[str, Any]) -> None:
    due_at = unowned_from(from_at=example["from_at"], calendar=CALENDAR, rule_id="proposed_match")
    assert due_at == example["due_at"]


@pytest.mark.parametrize("example", examples("data_complaint"), ids=lambda each: each["says"])
def test_when_a_complaint_must_be_acknowledged(example: dict[str, Any]) -> None:
    assert acknowledge_by(received_on=example["received_on"]) == example["due_at"]


@pytest.mark.parametrize("example", examples("data_complaint_answer"), ids=lambda each: each["says"])
def test_when_a_complaint_must_be_answered(example: dict[str, Any]) -> None:
    assert reply_deadline(acknowledged_on=example["acknowledged_on"]) == example["due_at"]


@pytest.mark.parametrize("example", examples("correction_acknowledged"), ids=lambda each: each["says"])
def test_when_every_reader_must_know_of_a_correction(example: dict[str, Any]) -> None:
    assert ACKNOWLEDGE.deadline(since=example["corrected_on"]) == example["due_at"]


@pytest.mark.parametrize("example", examples("subject_access_pause"), ids=lambda each: each["says"])
def test_when_somebody_acts_on_a_paused_request(example: dict[str, Any]) -> None:
    assert RETURN.deadline(since=f"{example['back_on']}T00:00:00Z") == example["due_at"]


@pytest.mark.parametrize("example", examples("restriction_ends"), ids=lambda each: each["says"])
def test_when_somebody_decides_about_a_restriction(example: dict[str, Any]) -> None:
    made = RestrictionEntry(entry_id="made", kind="made", on_day=example["until_on"])
    assert RestrictionHistory(made, EntryRows([])).until_at == example["due_at"]


@pytest.mark.parametrize("example", examples("clinician_yes"), ids=lambda each: each["says"])
def test_when_health_says_whether_sealed_rows_may_be_opened(example: dict[str, Any]) -> None:
    assert clinicians.reply_by(asked_at=f"{example['asked_on']}T09:00:00Z") == example["due_at"]


@pytest.mark.parametrize("example", examples("safe_to_tell"), ids=lambda each: each["says"])
def test_when_an_agency_says_whether_it_is_safe_to_tell_an_adult(example: dict[str, Any]) -> None:
    assert ASK.deadline(since=f"{example['asked_on']}T09:00:00Z") == example["due_at"]


@pytest.mark.parametrize("example", examples("staff_question"), ids=lambda each: each["says"])
def test_when_the_designated_officer_says_whether_it_is_a_member_of_staff(example: dict[str, Any]) -> None:
    assert staff_questions.reply_by(asked_at=f"{example['asked_on']}T09:00:00Z") == example["due_at"]


@pytest.mark.parametrize("example", examples("telling_review"), ids=lambda each: each["says"])
def test_when_an_adult_is_looked_at_again(example: dict[str, Any]) -> None:
    assert counts_until(said_at=f"{example['looked_on']}T09:00:00Z") == example["due_at"]


@pytest.mark.parametrize("example", examples("record_dispute"), ids=lambda each: each["says"])
def test_when_a_dispute_needs_a_reply(example: dict[str, Any]) -> None:
    assert REPLY.deadline(since=example["disputed_on"]) == example["due_at"]


@pytest.mark.parametrize("example", examples("subject_access_request"), ids=lambda each: each["says"])
def test_when_a_request_for_data_needs_a_reply(example: dict[str, Any]) -> None:
    asked = {name: example[name] for name in ("received_on", "paused_days", "is_extended")}
    assert request_deadline(**asked) == example["due_at"]


@pytest.mark.parametrize("example", examples("emergency_disclosure"), ids=lambda each: each["says"])
def test_until_when_records_are_shown_that_came_in_an_emergency(example: dict[str, Any]) -> None:
    hours = int(read_escalation_rules()["emergency_disclosure"].value_at("hours", date(2026, 12, 11)))
    assert clock.moved(example["let_in_at"], seconds=hours * 3600) == example["until_at"]


@pytest.mark.parametrize("example", examples("agreement_due"), ids=lambda each: each["says"])
def test_from_when_an_agreement_waits_for_its_review(example: dict[str, Any]) -> None:
    days = int(read_escalation_rules()["agreement_due"].value_at("days", example["since"]))
    assert example["review_on"] - timedelta(days=days) == example["since"]


@pytest.mark.parametrize("example", examples("data_breach"), ids=lambda each: each["says"])
def test_when_the_regulator_must_know_of_a_breach(example: dict[str, Any]) -> None:
    assert regulator_deadline(noticed_at=example["noticed_at"], calendar=CALENDAR) == example["due_at"]


@pytest.mark.parametrize("example", examples("late_delivery"), ids=lambda each: each["says"])
def test_how_long_records_may_take_to_arrive(example: dict[str, Any]) -> None:
    assert (example["days"] > limit_of(agency=example["agency"], on=example["on"])) is example["late"]


@pytest.mark.parametrize(
    "example",
    [
        *examples("restricted_share"),
        *examples("reported_document"),
        *examples("exposed_address"),
        *examples("blind_question"),
        *examples("call_signal"),
        *examples("emergency_review"),
        *examples("two_officers_review"),
        *examples("emergency_holder"),
        *examples("two_officers_holder"),
        *examples("sentence_question"),
    ],
    ids=lambda each: each["says"],
)
def test_how_long_the_first_post_of_a_straight_line_has(example: dict[str, Any]) -> None:
    standing = replay(
        opened_at=example["opened_at"], ladder=read_ladder(example["ladder"]), urgency=Urgency.URGENT,
        calendar=CALENDAR, events=(), until=example["opened_at"], arrived_at=example["opened_at"],
    )  # fmt: skip
    assert standing.answer_by == example["answer_by"]


@pytest.mark.parametrize("example", examples("disagreement"), ids=lambda each: each["says"])
def test_a_disagreement_is_urgent(example: dict[str, Any]) -> None:
    urgency = Urgency(read_toml(*FOLDER, "disagreement.toml")["urgency"])
    standing = replay(
        opened_at=example["opened_at"], ladder=read_ladder("school"), urgency=urgency, calendar=CALENDAR, events=(),
        until="2026-12-01T00:00:00Z",
    )  # fmt: skip
    assert (example["stage"], example["due_at"]) in [(step.stage, step.due_at) for step in standing.steps]


@pytest.mark.parametrize("example", examples("ceilings"), ids=lambda each: each["says"])
def test_how_much_a_post_can_answer(example: dict[str, Any]) -> None:
    rule = read_escalation_rules()["ceilings"]
    passes = passes_ceiling(
        stage=Stage(example["stage"]), items_a_working_day=example["items_a_working_day"],
        day=rule.decided_on or london_day("2026-11-25"),
    )  # fmt: skip
    assert passes is example["passes"]


@pytest.mark.parametrize("example", examples("harmed_later"), ids=lambda each: each["says"])
def test_what_says_that_a_child_was_harmed(example: dict[str, Any]) -> None:
    assert bool(says_harm(**example["entry"])) is example["listed"]


def test_every_agency_has_a_ladder_that_ends_with_the_partnership() -> None:
    ladders = read_ladders()
    assert set(Agency) <= set(ladders)
    for ladder in ladders.values():
        assert [rung.belongs_to for rung in ladder.rungs[-2:]] == ["partnership", "partnership"]
        assert ladder.top is Stage.CHAIR_AND_SCRUTINEER
    assert len(ladders["police"].rung(Stage.LEAD_SAFEGUARDING_PARTNERS).seats) == 3


@pytest.mark.parametrize("example", examples("meeting_action"), ids=lambda each: each["says"])
def test_when_an_action_of_a_meeting_is_over(example: dict[str, Any]) -> None:
    assert end_of_day(example["by_when"]) == example["due_at"]
