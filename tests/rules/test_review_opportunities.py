"""Every example of every kind of missed opportunity: what called for action, of whom, until when, and what became of it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.opportunity_worlds import FILLED, OTHER, build_world, find_all, other_rows
from support.patterned import AS_AT

from sightline.review.opportunities.calls import DataSpanRow, DataSpans
from sightline.review.opportunities.findings import MomentOutcome, Opportunities, Unclear, find_opportunities
from sightline.review.opportunities.rules import read_calls, read_kinds
from sightline.rulebook.calendar import read_calendar

EXAMPLES = [(kind, example) for kind in read_kinds() for example in kind.examples]
NELL = {"Surname": "Ashdown", "Forename": "Nell", "DOB": "04/05/2009"}
TOLD = "She told me that he hit her and said he would do it again."
KINDS = {
    "no_answer_in_time", "closed_without_reason", "account_without_action", "not_shared", "not_carried_up",
    "guidance_step_skipped", "contacts_judged_alone", "silence_unanswered", "question_left",
}  # fmt: skip


def test_there_are_nine_kinds_and_each_cites_or_says_unverified() -> None:
    assert {kind.id for kind in read_kinds()} == KINDS
    for call in read_calls():
        assert call.cited.citation or call.cited.authority, call.call_id


@pytest.mark.parametrize(("kind", "example"), EXAMPLES, ids=[f"{kind.id} {place}" for place, (kind, _) in enumerate(EXAMPLES)])  # fmt: skip
def test_each_example_has_its_moments(tmp_path: Path, kind: Any, example: dict[str, Any]) -> None:
    found = find_all(build_world(tmp_path, example["rows"]))
    told = [
        {"outcome": str(one.outcome), "agency": one.agency, "known_on": one.known_on, "due_on": one.due_on,
         "call": one.call_id.split("/")[1]}
        for one in found.moments if one.kind.id == kind.id
    ]  # fmt: skip
    assert sorted(told, key=str) == sorted(example["found"], key=str)


def accounts(found: Opportunities) -> list[tuple[MomentOutcome, Unclear | None]]:
    return [
        (one.outcome, one.unclear) for one in found.moments if one.call_id == "account_without_action/told_elsewhere"
    ]


def account(**more: str) -> dict[str, str]:
    return {"layout": "school_concerns", "School": "Elm School", "Incident ID": "S1", **NELL,
            "Incident Date": "05/03/2024", "Logged On": "06/03/2024", "Text": TOLD} | more  # fmt: skip


VICTIM = {"layout": "police_occurrences", "Occurrence No": "O1", "Occurrence Type": "ASSAULT", "Reported Date": "03/06/2024",
          "From Date": "03/06/2024", "Surname": "Ashdown", "Forenames": "Nell", "DOB": "04/05/2009", "Role": "VICTIM",
          "Entered On": "03/06/2024"}  # fmt: skip


def test_what_data_that_were_not_received_would_show_cannot_be_told(tmp_path: Path) -> None:
    found = find_all(build_world(tmp_path, [account(), VICTIM], reach=False))
    assert accounts(found) == [(MomentOutcome.CANNOT_TELL, Unclear.NO_DATA)]


def test_what_has_no_day_of_recording_cannot_be_told(tmp_path: Path) -> None:
    found = find_all(build_world(tmp_path, [account(**{"Logged On": ""}), VICTIM]))
    told = [one for one in found.moments if one.call_id == "account_without_action/told_elsewhere"]
    assert [one.unclear for one in told if one.outcome is MomentOutcome.CANNOT_TELL] == [Unclear.NO_DAY] * len(told)


def test_an_action_that_came_late_is_no_harm_that_followed(tmp_path: Path) -> None:
    late = VICTIM | {"Reported Date": "11/03/2024", "From Date": "11/03/2024", "Entered On": "11/03/2024"}
    found = find_all(build_world(tmp_path, [account(), late]))
    assert accounts(found) == [(MomentOutcome.NOTHING_FOLLOWED, None)]
    (moment,) = (one for one in found.moments if one.call_id == "account_without_action/told_elsewhere")
    assert str(moment.acted_on) == "2024-03-11" and str(moment.due_on) == "2024-03-07"


def test_the_same_lack_where_no_harm_followed_is_counted_over_all_children(tmp_path: Path) -> None:
    others = [
        account(**{"Incident ID": f"S{number}", "Forename": name, "DOB": f"1{number}/05/2009"})
        for number, name in enumerate(("Ava", "Bel", "Cat"), start=2)
    ]
    found = find_all(build_world(tmp_path, [account(), VICTIM, *others]))
    count = found.counts["account_without_action/told_elsewhere"]
    assert (count.lacking_then_harm, count.lacking_no_harm, count.taken, count.cannot_tell) == (1, 3, 0, 0)


def test_children_are_counted_and_not_moments_and_those_of_a_review_are_left_out(tmp_path: Path) -> None:
    twice = [account(**{"Incident ID": f"S{number}", "Forename": "Ava"}) for number in (2, 3)]
    engine = build_world(tmp_path, [account(), VICTIM, *twice])
    call = "account_without_action/told_elsewhere"
    assert find_all(engine).counts[call].lacking_no_harm == 1, "Ava, of whom there are two"
    nell = {one.person_id for one in find_all(engine).moments if one.outcome is MomentOutcome.MISSED}
    left_out = find_opportunities(
        engine=engine, people=(), as_at=AS_AT, calendar=read_calendar(), not_counted=nell
    ).counts[call]
    assert (left_out.lacking_then_harm, left_out.lacking_no_harm) == (0, 1)


def test_data_reach_by_organisation_and_from_the_day_on_which_they_were_recorded() -> None:
    spans = DataSpans((
        DataSpanRow(layout="school_concerns", agency="school", organisation="Elm", first_on=date(2020, 1, 1),
                    through_on=date(2024, 12, 1)),
        DataSpanRow(layout="school_concerns", agency="school", organisation="Oak", first_on=date(2020, 1, 1),
                    through_on=date(2021, 12, 1)),
    ))  # fmt: skip

    def covers(**asked: str) -> bool:
        asked = {"agency": "school", "organisation": ""} | asked
        return spans.covers(layouts=("school_concerns",), since=date(2024, 3, 1), until=date(2024, 3, 5), **asked)

    assert covers(organisation="Elm") and not covers(organisation="Oak") and not covers(organisation="Ash")
    assert covers() and covers(agency="police", organisation="police"), "any school may have sent what another did"


def test_a_late_entry_of_an_old_event_does_not_stretch_what_was_received(tmp_path: Path) -> None:
    """Children's services recorded a visit of 1999 in March 2024: their data begin then, and not in 1999."""
    late = {"layout": "childrens_services_events", "Person ID": "PX", "Event Type": "VISIT",
            "Event Date": "04/05/1999", "Entered On": "20/03/2024", "Surname": OTHER["Surname"],
            "Forename": OTHER["Forename"], "DOB": OTHER["DOB"]}  # fmt: skip
    rows = [account(), VICTIM, late, *other_rows([one for one in FILLED if one != "childrens_services_events"])]
    rows.append(late | {"Event Date": "22/12/2025", "Entered On": "22/12/2025"})
    found = find_all(build_world(tmp_path, rows, reach=False))
    assert accounts(found) == [(MomentOutcome.CANNOT_TELL, Unclear.NO_DATA)]


def test_a_rule_that_is_switched_off_calls_for_nothing() -> None:
    kinds = {call.kind.id for call in read_calls(off={"closed_without_reason", "threshold_bouncing"})}
    assert kinds == KINDS - {"closed_without_reason", "contacts_judged_alone"}


def test_a_record_that_the_reader_does_not_see_calls_for_nothing(tmp_path: Path) -> None:
    engine = build_world(tmp_path, [account(), VICTIM])
    engine.make("visible_record", "SELECT record_id FROM agency_record WHERE latest AND agency <> 'school'")
    assert not accounts(find_all(engine))


TOLD_ON_6 = {"layout": "childrens_services_events", "Person ID": "P1", **NELL, "Event Type": "CONTACT",
             "Event Date": "06/03/2024", "Entered On": "06/03/2024"}  # fmt: skip


def test_an_action_in_a_record_that_is_kept_back_cannot_be_told(tmp_path: Path) -> None:
    engine = build_world(tmp_path, [account(), VICTIM, TOLD_ON_6])
    assert accounts(find_all(engine)) == [(MomentOutcome.TAKEN, None)]
    engine.make("visible_record", "SELECT record_id FROM agency_record WHERE latest AND agency <> 'childrens_services'")
    assert accounts(find_all(engine)) == [(MomentOutcome.CANNOT_TELL, Unclear.NOT_READ)]


def test_an_action_of_an_agency_outside_the_terms_cannot_be_told(tmp_path: Path) -> None:
    engine = build_world(tmp_path, [account(), VICTIM])
    assert accounts(find_all(engine)) == [(MomentOutcome.MISSED, None)]
    told = accounts(find_all(engine, agencies=("police", "school")))
    assert told == [(MomentOutcome.CANNOT_TELL, Unclear.NOT_READ)]
