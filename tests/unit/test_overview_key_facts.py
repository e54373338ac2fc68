"""Where a child lives and what their status is, from the rows of a snapshot: what is open now outweighs what is old."""

from typing import Any

from sightline.casework.overview.facts import status
from sightline.casework.overview.home import home, open_placement
from sightline.model.rows.key_facts import ServedKeyFact
from sightline.model.rows.people import ServedSaidOfPerson
from sightline.rulebook.key_facts import read_key_facts

NONE_ENDED = "Placement started, no end recorded"


def fact(kind: str, value: str, said_on: str | None, **changed: Any) -> ServedKeyFact:
    plain: dict[str, Any] = {
        "person_id": "ana", "fact": kind, "record_id": f"{kind} {said_on}", "value": value, "more": "", "runs": 1,
        "said_on": said_on, "agency": "childrens_services", "organisation": "childrens_services",
        "layout": "childrens_services_events", "restricted": 0, "sealed": 0,
    }  # fmt: skip
    return ServedKeyFact(**(plain | changed))


def address(value: str, last_on: str, agency: str = "health") -> ServedSaidOfPerson:
    return ServedSaidOfPerson(
        person_id="ana", agency=agency, organisation=agency, what="address", value=value, records=1, first_on=last_on,
        last_on=last_on, record_id=f"{agency} {last_on}",
    )  # fmt: skip


SAID = [
    address("62 Hopfield Crescent, ZZ1 1AB", "2026-07-03"),
    address("48 Ironbridge Street, ZZ2 2CD", "2026-08-01", "school"),
]
PLACED = fact("placement", NONE_ENDED, "2026-04-02", more="48 Ironbridge Street")


def test_the_address_of_an_open_placement_comes_before_one_that_was_written_later() -> None:
    shown = home(SAID, open_placement([PLACED]))
    assert (shown.value, shown.record_id, str(shown.said_on), shown.agency) == (
        "48 Ironbridge Street", "placement 2026-04-02", "2026-04-02", "childrens_services",
    )  # fmt: skip
    assert shown.more == f"{NONE_ENDED}. Family home may be: 62 Hopfield Crescent, ZZ1 1AB (3 July 2026)"


def test_a_placement_without_its_address_never_lets_the_family_home_stand_for_it() -> None:
    shown = home(SAID[:1], open_placement([fact("placement", NONE_ENDED, "2026-04-02")]))
    assert shown.value == "Address of placement not recorded" and "62 Hopfield Crescent" in shown.more


def test_of_two_records_of_one_day_the_one_with_an_address_is_taken() -> None:
    bare = fact("placement", NONE_ENDED, "2026-04-02", record_id="a", layout="ofsted_annex_a/list_8")
    assert open_placement([bare, PLACED]) == PLACED


def test_after_a_placement_has_ended_the_address_that_was_written_last_is_the_home() -> None:
    ended = fact("placement", "Placement ended", "2026-06-01", runs=0)
    shown = home(SAID, open_placement([ended, PLACED]))
    assert (shown.value, shown.more, shown.agency) == ("48 Ironbridge Street, ZZ2 2CD", "", "")


def test_a_newer_open_placement_outweighs_an_older_closure() -> None:
    closed = fact("plan", "Case closed", "2025-07-24", runs=0)
    shown = status([PLACED, closed])
    assert (shown.value, shown.more, str(shown.said_on)) == (NONE_ENDED, "", "2026-04-02")


def test_a_child_who_is_said_to_be_looked_after_has_no_second_line_of_the_placement() -> None:
    shown = status([PLACED, fact("care", "Looked after", "2026-04-01")])
    assert (shown.value, shown.more) == ("Looked after", "")


def test_a_conference_is_the_status_until_a_plan_runs() -> None:
    met = fact("conference", "Initial child protection conference", "2026-11-18", more="Plan made", runs=0)
    enquiry = fact("enquiry", "Section 47 enquiry started, no end recorded", "2026-11-01")
    closed = fact("plan", "Case closed", "2025-07-24", runs=0)
    shown = status([met, enquiry, closed])
    assert (shown.value, str(shown.said_on)) == ("Initial child protection conference", "2026-11-18")
    assert shown.more == "Plan made; Section 47 enquiry started, no end recorded (1 November 2026)"
    assert status([met, fact("plan", "Plan started, no end recorded", "2026-11-17")]).value.startswith("Plan started")


def test_what_has_ended_does_not_hide_a_newer_referral_or_assessment() -> None:
    closed = fact("plan", "Case closed", "2025-09-01", runs=0)
    newer = fact("request", "Newer referral", "2026-03-06", runs=0)
    shown = status([closed, newer])
    assert (shown.value, str(shown.said_on), shown.more) == (
        "Case closed",
        "2025-09-01",
        "Newer referral (6 March 2026)",
    )
    assert status([closed, fact("request", "Newer referral", "2025-08-30", runs=0)]).more == ""
    plan = fact("plan", "Plan started, no end recorded", "2025-10-01")
    assert status([plan, newer]).more == "", "a plan that runs is the status"
    assert status([newer]).value == "", "a referral is none"


def test_referrals_and_assessments_are_read_as_the_rules_say() -> None:
    kinds = {kind: one.says for one in read_key_facts().statuses if one.fact == "request" for kind in one.kinds}
    assert kinds["childrens_services_events/referral"] == kinds["ofsted_annex_a/list_3"] == "Newer referral"
    assert kinds["childrens_services_events/assessment start"] == kinds["ofsted_annex_a/list_4"] == "Newer assessment"
