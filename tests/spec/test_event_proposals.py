"""Records of two agencies about one child, and whether a run proposes them as one event, and why."""

from datetime import date
from typing import Any

import pytest
from support.rows import engine_with

from sightline import chronology
from sightline.chronology.same_events import RULE, read_rule_version
from sightline.model.schema import AGENCY_RECORD, FACT, MENTION, PERSON, RESOLVED, SOURCE_ROW, THING
from sightline.model.visibility import PROTECTED_WORDS

POLICE = {"agency": "police", "layout": "police_occurrences", "kind": "police_occurrences/assault"}
HEALTH = {"agency": "health", "layout": "health_attendances", "kind": "health_attendances/ed"}
SCHOOL = {"agency": "school", "layout": "school_concerns", "kind": "school_concerns"}
REGISTER = {"agency": "school", "layout": "school_attendance", "kind": "school_attendance"}
# Record: agency, when, what it says, who is named beside the child, and where.
Told = tuple[dict[str, str], str, str, tuple[str, ...], str]
AT_NIGHT: Told = (POLICE, "2024-06-01T21:30:00Z", "Assault by Dean, OC24/00012", ("dean",), "park")
IN_HOSPITAL: Told = (HEALTH, "2024-06-02T00:10:00Z", "Seen, police number OC24/00012", ("dean",), "park")


def proposed(*told: Told, born: str = "2010-01-01", **more: Any) -> list[tuple[Any, ...]]:
    """The pairs that a run proposes, each with what is shared and where the records differ."""
    rows, facts, mentions, resolved, records = [], [], [], [], []
    for number, (source, when, what, people, place) in enumerate(told):
        key, seen = f"r{number}", {"agency": source["agency"], "organisation": source["agency"]}
        rows.append({"row_id": key, "record_id": key, "standing": "current", "layout": source["layout"], **seen})
        precision = "exact" if "T" in when else "day"
        facts.append({"row_id": key, "record_id": key, "name": "event", "label": "Event", "what": what,
                      "occurred_from": when, "date_precision": precision})  # fmt: skip
        records.append(
            {
                "record_id": key,
                "latest": True,
                **source,
                **seen,
                "source_key": f"{key} | 7",
                "occurred_from": when,
                "date_precision": precision,
            }
        )
        for who in ("child", *people):
            one = f"{key}-{who}"
            mentions.append({"mention_id": one, "row_id": key, "record_id": key, "slot": "subject",
                             "entity_kind": "person", "name_as_written": who, **more.get(who, {})})  # fmt: skip
            resolved.append({"mention_id": one, "person_id": who})
        if place:
            mentions.append({"mention_id": f"{key}-at", "row_id": key, "record_id": key, "slot": more.get("slot", "place"),
                             "entity_kind": "place", "value_as_written": place})  # fmt: skip
            resolved.append({"mention_id": f"{key}-at", "thing_id": place})
    engine = engine_with(
        {
            SOURCE_ROW: rows,
            FACT: facts,
            MENTION: mentions,
            RESOLVED: resolved,
            AGENCY_RECORD: records,
            THING: [{"thing_id": "park", "entity_kind": "place", "protected": more.get("protected", False)},
                    {"thing_id": "bus", "entity_kind": "place"}],
            PERSON: [{"person_id": "child", "names": ["Annabella Longname"], "birth_dates": [date.fromisoformat(born)] if born else []},
                     {"person_id": "dean"}, {"person_id": "ann"}],
        }
    )  # fmt: skip
    chronology.build(engine=engine)
    number = chronology.propose_events(engine=engine)
    found = engine.query("SELECT * FROM same_event ORDER BY ALL").to_pylist()
    assert number == len(found) and all(
        (one["rule_id"], one["rule_version"]) == (RULE, read_rule_version()) for one in found
    )
    return [(one["record_id_a"], one["record_id_b"], one["shared"], one["differs"]) for one in found]


def test_two_agencies_that_tell_of_one_night_are_proposed_with_what_they_share_and_where_they_differ() -> None:
    assert proposed(AT_NIGHT, IN_HOSPITAL) == [("r0", "r1", ["reference", "person", "thing"], ["day", "time"])]


def test_a_time_is_no_difference_where_only_one_says_it_and_nor_is_what_only_one_names() -> None:
    only_day = (HEALTH, "2024-06-01", "Seen, police number OC24/00012", (), "")
    assert proposed(AT_NIGHT, only_day) == [("r0", "r1", ["reference"], [])]


def test_other_places_and_other_people_are_said_to_differ() -> None:
    elsewhere = (*IN_HOSPITAL[:3], ("ann",), "bus")
    assert proposed(AT_NIGHT, elsewhere) == [("r0", "r1", ["reference"], ["day", "time", "place", "people"])]


@pytest.mark.parametrize(
    "other",
    [
        (POLICE, *IN_HOSPITAL[1:]),
        (REGISTER, *IN_HOSPITAL[1:]),
        (HEALTH, "2024-06-05", *IN_HOSPITAL[2:]),
        (HEALTH, "2024-06-02", "Seen", (), ""),
    ],
    ids=["one agency", "another kind", "four days", "nothing shared"],
)
def test_without_one_of_them_nothing_is_proposed(other: Told) -> None:
    assert proposed(AT_NIGHT, other) == []


@pytest.mark.parametrize("born", ["2006-05-01", ""], ids=["grown up by then", "age not known"])
def test_records_that_share_an_adult_alone_are_not_of_one_event(born: str) -> None:
    assert proposed(AT_NIGHT, IN_HOSPITAL, born=born) == []


def test_nothing_protected_or_sealed_and_no_home_is_what_records_share() -> None:
    no_number = [(*one[:2], "", *one[3:]) for one in (AT_NIGHT, IN_HOSPITAL)]
    assert proposed(*no_number)[0][2] == ["person", "thing"]
    assert proposed(*no_number, protected=True)[0][2] == ["person"]
    assert proposed(*no_number, slot="home")[0][2] == ["person"]
    for hidden in ({"markings": ["SEALED IDENTITY"]}, {"name_as_written": PROTECTED_WORDS}):
        assert proposed(*no_number, dean=hidden)[0][2] == ["thing"]


@pytest.mark.parametrize("kin", [{"slot": "related"}, {"source_role": "Mother"}], ids=["by a list", "by a record"])
def test_a_relative_of_the_child_is_not_what_records_share(kin: dict[str, str]) -> None:
    both = [(*one[:2], "", ("dean",), "") for one in (AT_NIGHT, IN_HOSPITAL)]
    assert proposed(*both)[0][2] == ["person"]
    assert proposed(*both, dean=kin) == []


def test_words_that_both_tell_are_shared_but_not_the_names_of_the_child() -> None:
    both = [(*one[:2], "Annabella Longname was behind the allotments", (), "") for one in (AT_NIGHT, IN_HOSPITAL)]
    assert proposed(*both) == []
    longer = [(*one[:2], f"{one[2]} by strangers", (), "") for one in both]
    assert proposed(*longer)[0][2] == ["words"]


def test_the_number_of_a_person_is_of_no_event() -> None:
    ones = [(*one[:2], "Person N240001 was seen", (), "") for one in (AT_NIGHT, IN_HOSPITAL)]
    assert proposed(*ones)[0][2] == ["reference"]
    assert proposed(*ones, child={"local_id": "N240001"}) == []


def test_three_agencies_are_three_pairs() -> None:
    at_school = (SCHOOL, "2024-06-03", "Child said Dean hurt her, OC24/00012", ("dean",), "")
    assert [one[:2] for one in proposed(AT_NIGHT, IN_HOSPITAL, at_school)] == [("r0", "r1"), ("r0", "r2"), ("r1", "r2")]
