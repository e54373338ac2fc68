"""Every example of every kind of missed opportunity: what called for action, of whom, until when, and what became of it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.opportunity_worlds import FILLED, OTHER, build_world, find_all, other_rows
from support.patterned import AS_AT

from sightline.known_facts.holders import NO_HOLDER, RecordHolders, name_holder
from sightline.patterns.holders import find_conditions
from sightline.review.opportunities.closures import find_closures
from sightline.review.opportunities.data_spans import DataSpanRow, DataSpans
from sightline.review.opportunities.findings import (
    MomentOutcome,
    Opportunities,
    OpportunityMoment,
    Unclear,
    find_opportunities,
)
from sightline.review.opportunities.rules import read_calls, read_kinds
from sightline.rulebook.calendar import read_calendar
from sightline.store import DuckDBEngine

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


@pytest.mark.parametrize(("outcome", "is_closed"), [("NFA", True), ("Threshold not met", True), ("ASSESS", False)])
def test_a_decision_in_time_says_whether_it_took_no_further_action(
    tmp_path: Path, outcome: str, is_closed: bool
) -> None:
    referral = {"layout": "childrens_services_events", "Person ID": "P1", **NELL, "Event Type": "REFERRAL",
                "Event Date": "08/03/2024", "Entered On": "08/03/2024"}  # fmt: skip
    found = find_all(build_world(tmp_path, [referral | {"Outcome": outcome, "Decision Date": "11/03/2024"}]))
    (decided,) = of_call(found, "no_answer_in_time/referral_decision")
    assert (decided.outcome, decided.is_closed) == (MomentOutcome.TAKEN, is_closed)
    (tmp_path / "none").mkdir()
    found = find_all(build_world(tmp_path / "none", [referral]))
    assert not any(one.is_closed for one in found.moments), "no decision is recorded"


def test_beside_each_deadline_are_the_time_in_force_and_the_rule_that_gave_it(tmp_path: Path) -> None:
    by_id = {kind.id: kind for kind in read_kinds()}
    for name in ("deadlines", "pattern"):
        (tmp_path / name).mkdir()
    engine = build_world(tmp_path / "deadlines", by_id["no_answer_in_time"].examples[0]["rows"])
    found = [one for one in find_all(engine).moments if one.kind.id == "no_answer_in_time"]
    assert {one.timed.id: one.limit for one in found} == {
        "crime_recorded": "24 hours", "referral_decision": "1 working day", "single_assessment": "45 working days",
    }  # fmt: skip
    assert all(one.timed is one.cited and not one.is_other_edition for one in found)
    engine.make("clock", "SELECT * REPLACE ('other' AS rule_version) FROM clock")
    other = [one for one in find_all(engine).moments if one.kind.id == "no_answer_in_time"]
    assert len(other) == len(found) and all(not one.limit and one.is_other_edition for one in other)
    example = by_id["contacts_judged_alone"].examples[0]
    every = find_all(build_world(tmp_path / "pattern", example["rows"])).of(MomentOutcome.MISSED)
    (by_pattern,) = (one for one in every if one.kind.id == "contacts_judged_alone")
    assert by_pattern.timed is by_pattern.kind is not by_pattern.cited and by_pattern.limit == "10 working days"


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


def test_a_question_needs_the_data_alone_that_could_answer_it(tmp_path: Path) -> None:
    """Return interviews are received from 2025 on. They answer no question about contacts that nobody read together."""
    (kind,) = (one for one in read_kinds() if one.id == "question_left")
    reaching = other_rows([one for one in FILLED if one != "return_interviews"])
    begun = other_rows(["return_interviews"], days=("02/01/2025", "22/12/2025"))
    rows = [*kind.examples[0]["rows"], *reaching, *begun]
    for name in ("begun", "without"):
        (tmp_path / name).mkdir()
    found = find_all(build_world(tmp_path / "begun", rows, reach=False)).moments
    asked = [one for one in found if one.kind.id == "question_left" and one.agency == "childrens_services"]
    assert [(one.outcome, one.unclear) for one in asked] == [(MomentOutcome.MISSED, None)]
    assert asked[0].says.endswith("It is about “Contacts closed separately”.")
    without = [one for one in rows if one.get("Person ID") != "PX" or one["layout"] != "childrens_services_events"]
    found = find_all(build_world(tmp_path / "without", without, reach=False)).moments
    asked = [one for one in found if one.kind.id == "question_left" and one.agency == "childrens_services"]
    assert [(one.outcome, one.unclear) for one in asked] == [(MomentOutcome.CANNOT_TELL, Unclear.NO_DATA)]


def test_a_question_that_is_raised_again_says_so_and_a_sign_that_is_recorded_again_does_not(tmp_path: Path) -> None:
    missing = [
        {"layout": "police_missing", "Misper Ref": f"M{month}", "Surname": "Ashdown", "Forenames": "Nell",
         "DOB": "04/05/2009", "Missing From Date": f"01/0{month}/2024", "Missing From Time": "20:00",
         "Found Date": f"02/0{month}/2024", "Found Time": "07:00", "Entered On": f"02/0{month}/2024"}
        for month in (3, 5)
    ]  # fmt: skip
    found = find_all(build_world(tmp_path, missing)).of(MomentOutcome.MISSED)
    again = {one.kind.id: [after.is_question for after in one.afterwards if after.is_same_sign] for one in found}
    assert again["question_left"] == [True] and again["guidance_step_skipped"] == [False]


def not_brought(place: str, day: str) -> dict[str, str]:
    return {"layout": "health_attendances", "NHS Number": "9434765919", **NELL, "Site": place, "Service": "GP",
            "Attended Date": day, "Outcome": "WAS NOT BROUGHT", "Entered On": day}  # fmt: skip


def by_organisation(engine: DuckDBEngine, *, pattern: str, unknown: str = "") -> Opportunities:
    """The moments where each organisation is a holder of records, and nobody knows who holds those of `unknown`."""
    rows = engine.connection.execute(
        "SELECT record_id, agency, organisation FROM agency_record WHERE latest"
    ).fetchall()
    holders = {
        record: NO_HOLDER if organisation == unknown else name_holder(agency, organisation)
        for record, agency, organisation in rows
    }
    held_by = RecordHolders(holders)
    conditions = find_conditions(
        engine=engine, as_at=AS_AT, calendar=read_calendar(), wanted={pattern}, shown=lambda _: True, held_by=held_by
    )
    people = {one for (one,) in engine.connection.execute("SELECT DISTINCT person_id FROM pattern_person").fetchall()}
    return find_opportunities(
        engine=engine, people=people, as_at=AS_AT, calendar=read_calendar(), held_by=held_by,
        held={pattern: [*conditions]},
    )  # fmt: skip


NOT_BROUGHT = [("02/02/2024", "Elm Surgery"), ("02/04/2024", "Oak Surgery"), ("03/06/2024", "Elm Surgery")]


def test_two_trusts_that_each_saw_a_part_of_a_pattern_are_not_called_by_it(tmp_path: Path) -> None:
    """The child was not brought twice to one trust and once to another: together three, and no trust saw three."""
    engine = build_world(tmp_path, [VICTIM, *(not_brought(place, day) for day, place in NOT_BROUGHT)])
    (together,) = of_call(find_all(engine), "silence_unanswered/appointments")
    assert (together.known_on, together.organisation) == (date(2024, 6, 3), "")
    assert not of_call(by_organisation(engine, pattern="was_not_brought"), "silence_unanswered/appointments")


def test_a_trust_is_called_by_what_it_saw_itself_from_that_day(tmp_path: Path) -> None:
    """Together they could see it from June; Elm Surgery from September, by its own three records and no other."""
    rows = [not_brought(place, day) for day, place in NOT_BROUGHT] + [not_brought("Elm Surgery", "04/09/2024")]
    engine = build_world(tmp_path, [VICTIM, *rows])
    (moment,) = of_call(by_organisation(engine, pattern="was_not_brought"), "silence_unanswered/appointments")
    assert (moment.known_on, moment.organisation) == (date(2024, 9, 4), "Elm Surgery")
    said = engine.connection.execute(
        "SELECT DISTINCT organisation FROM agency_record WHERE list_contains(?, record_id)", [list(moment.record_ids)]
    ).fetchall()
    assert len(moment.record_ids) == 3 and said == [("Elm Surgery",)]
    of_agency = of_call(find_all(engine), "silence_unanswered/appointments")
    assert of_agency[0].known_on == date(2024, 6, 3)
    unknown = by_organisation(engine, pattern="was_not_brought", unknown="Elm Surgery")
    assert not of_call(unknown, "silence_unanswered/appointments"), "nobody knows who held the records"


def test_another_school_holds_the_other_half_as_another_agency_does(tmp_path: Path) -> None:
    """Both schools recorded a sign; the first school's own earlier sign is no other half."""
    rows = [account(), account(**{"School": "Oak School", "Incident ID": "S2", "Incident Date": "08/04/2024",
                                  "Logged On": "08/04/2024"})]  # fmt: skip
    engine = build_world(tmp_path, rows)
    assert not of_call(find_all(engine), "not_shared/sign"), "of one agency there is no other half"
    (moment,) = of_call(by_organisation(engine, pattern="was_not_brought"), "not_shared/sign")
    assert (moment.organisation, moment.known_on) == ("Oak School", date(2024, 4, 8))
    unknown = by_organisation(engine, pattern="was_not_brought", unknown="Elm School")
    assert not of_call(unknown, "not_shared/sign"), "it may be the same school"


def of_call(found: Opportunities, call_id: str) -> list[OpportunityMoment]:
    return [one for one in found.moments if one.call_id == call_id]


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


def closed_as(folder: Path, layout: str, words: list[str]) -> set[str]:
    """Which of these outcomes close a contact or a crime with no further action."""
    rows = []
    for number, outcome in enumerate(words):
        name = {"Surname": f"Fern{number:03}", "DOB": f"{1 + number % 28:02}/05/2010"}
        day = "05/03/2024"
        if layout == "police_occurrences":
            rows.append({"layout": layout, "Occurrence No": f"O{number}", "Occurrence Type": "ASSAULT",
                         "Reported Date": day, "From Date": day, **name, "Forenames": "Kim", "Role": "VICTIM",
                         "Entered On": day, "Outcome": outcome, "Outcome Date": day})  # fmt: skip
        else:
            rows.append({"layout": layout, "Person ID": f"P{number}", **name, "Forename": "Kim", "Event Type": "CONTACT",
                         "Event Date": day, "Entered On": day, "Outcome": outcome, "Decision Date": day})  # fmt: skip
    engine = build_world(folder, rows)
    found = find_all(engine)
    kept = {one.record_ids[0] for one in found.moments if one.kind.id == "closed_without_reason"}
    told = engine.connection.execute(
        "SELECT record_id, json_extract_string(details, '$.outcome.as_written') FROM opportunity_fact"
    ).fetchall()
    return {outcome for record_id, outcome in told if record_id in kept and outcome}


def test_every_outcome_of_the_framework_that_ends_without_action_closes_a_crime(tmp_path: Path) -> None:
    closes = [
        "NFA", "Outcome 14", "outcome 15", "OC16", "Outcome type 18", "HO 21", "Type 9", "Code 10", "Outcome 11", "(12)", "13",
        "17", "18:", "14 - Evidential difficulties: suspect not identified", "16. Victim does not support", "Filed",
        "Evidential difficulties", "Named suspect identified: victim supports police action", "Undetected",
        "Investigation complete - no suspect identified", "Further investigation not in the public interest",
    ]  # fmt: skip
    goes_on = [
        "Charged", "Outcome 1", "Outcome 1A", "Outcome 140", "Outcome 2", "4", "Outcome 5", "Outcome 20", "Outcome 22", "8",
        "14 days to reply", "14/05/2024 charged", "14:30 call back", "16 year old charged", "Filedown charged",
        "Further investigation", "Community resolution", "21.05.2024",
    ]  # fmt: skip
    assert closed_as(tmp_path, "police_occurrences", closes + goes_on) == set(closes)


def test_contacts_are_closed_in_the_words_of_councils(tmp_path: Path) -> None:
    closes = ["NFA", "N.F.A.", "SIGNPOST", "Signposted to a website", "Information and advice", "Advice", "Universal services",
              "Threshold not met", "Closed", "No role for children's services"]  # fmt: skip
    goes_on = ["ASSESS", "S47", "Early help", "Referral", "Advise parents of assessment", "Strategy discussion"]
    assert closed_as(tmp_path, "childrens_services_events", closes + goes_on) == set(closes)


def test_a_sign_of_years_before_makes_a_decision_one_to_take_again(tmp_path: Path) -> None:
    years_before = account(**{"Incident Date": "05/03/2021", "Logged On": "06/03/2021"})
    closed_now = {"layout": "childrens_services_events", "Person ID": "P1", **NELL, "Event Type": "CONTACT",
                  "Event Date": "05/03/2024", "Entered On": "05/03/2024", "Outcome": "SIGNPOST",
                  "Decision Date": "05/03/2024"}  # fmt: skip
    after = VICTIM | {"Reported Date": "03/06/2025", "From Date": "03/06/2025", "Entered On": "03/06/2025"}
    engine = build_world(tmp_path, [years_before, closed_now, after])
    (found,) = find_closures(engine=engine, first=date(2024, 1, 1), last=date(2024, 12, 31))
    assert {str(one.known_from) for one in found.then} == {"2021-03-06"} and not found.now
    assert [str(day) for day, _ in found.harm] == ["2025-06-03"], "what followed is read to the end of the data"
