"""Every example of every statement of a review: the first day by all together, by each agency alone, and by two.

And a planted world of seven children, whose days and counts a second, plain reading gives.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from support.patterned import AS_AT, read_notes, write_rows

from sightline.casework.earlier_knowledge.pages import StatementDays
from sightline.casework.earlier_knowledge.unconfirmed_records import tell_without
from sightline.casework.reviews.pages.day_conclusions import ConcludedWithout, ConclusionOfDay, DayConclusionKind
from sightline.cli.reviewing.earliest_report import print_statement
from sightline.known_facts.holders import BY_AGENCY, NO_HOLDER, RecordHolders, name_holder
from sightline.model.rules import DatedValue
from sightline.networks.holders import find_held_groups
from sightline.networks.rules import read_group_rule
from sightline.patterns import build_together
from sightline.patterns.holders import HeldCondition, find_conditions
from sightline.review.earliest import (
    AfterDay,
    EarliestDays,
    StatementEvidence,
    count_others,
    find_earliest,
    find_others,
    missing_handovers,
)
from sightline.review.notes import NoteOfChildRow, NotesOfChild, find_notes
from sightline.review.statements import ReviewStatement, SeenIn, read_statements
from sightline.rulebook.calendar import read_calendar
from sightline.store import DuckDBEngine

STATEMENTS = {one.rule.id: one for one in read_statements(day=AS_AT)}
EXAMPLES = [(one, example) for one in STATEMENTS.values() for example in one.rule.examples]


def prepared(folder: Path, rows: list[dict[str, str]]) -> DuckDBEngine:
    engine: DuckDBEngine = read_notes(write_rows(rows, folder))
    build_together(engine=engine, as_at=AS_AT)
    engine.make("visible_record", "SELECT DISTINCT record_id FROM agency_record")
    return engine


def evidence_of(engine: DuckDBEngine, statement: ReviewStatement) -> list[StatementEvidence]:
    if statement.of is SeenIn.NOTES:
        return [*find_notes(engine=engine, sign=statement.sign)]
    if statement.of is SeenIn.GROUPS:
        return [*find_held_groups(engine=engine, as_at=AS_AT, shown=lambda _: True)]
    found = find_conditions(
        engine=engine, as_at=AS_AT, calendar=read_calendar(), wanted=statement.patterns, shown=lambda _: True
    )
    return [*found]


@pytest.mark.parametrize(("statement", "example"), EXAMPLES, ids=[one.rule.id for one, _ in EXAMPLES])
def test_each_example_has_its_days(tmp_path: Path, statement: ReviewStatement, example: dict[str, Any]) -> None:
    evidence = evidence_of(prepared(tmp_path, example["rows"]), statement)
    people = {who for one in evidence for who in one.people}
    if example.get("never"):
        assert not people
        return
    assert len(people) == example.get("children", 1)
    for child in people:
        days = find_earliest(evidence=evidence, person_id=child, unsure=())
        assert days is not None and days.together == example["true_on"]
        assert days.alone == example["alone"]
        assert {" ".join(two): day for two, day in days.pairs.items()} == example.get("pairs", {" ".join(two): days.together for two in days.pairs})  # fmt: skip


def test_an_earlier_day_has_the_values_that_were_in_force_on_it() -> None:
    """The open days were 365 until 2024, and are 90 since; before the first value there was none: it is hindsight."""
    (now, *_) = read_statements(day=AS_AT)
    kept = tuple(replace(one, effective_from=date(2000, 1, 1)) for one in now.rule.values if one.name != "open_days")
    changed = (DatedValue("open_days", date(2000, 1, 1), 365), DatedValue("open_days", date(2024, 1, 1), 90))
    said = replace(now, rule=replace(now.rule, values=(*kept, *changed)), values={**now.values, "open_days": 90})
    days = (date(2023, 12, 31), date(2024, 1, 1), date(1999, 1, 1))
    assert [(then.open_days, then.made_on) for then in map(said.on_day, days)] == [
        (365, None),
        (90, None),
        (365, date(2000, 1, 1)),
    ]


def test_no_shipped_statement_was_in_force_before_it_was_decided() -> None:
    for one in STATEMENTS.values():
        decided = one.rule.decided_on
        assert decided is not None and {value.effective_from for value in one.rule.values} == {decided}
        assert one.on_day(decided).made_on is None
        assert one.on_day(decided - timedelta(days=1)).made_on == decided


def test_the_sentence_about_a_group_has_the_numbers_of_its_rule() -> None:
    """It is said in words, beside a rule that another file holds: a change of that rule must change the words."""
    words, rule = STATEMENTS["organised_abuse"].rule.says, read_group_rule(AS_AT)
    number = {2: "two", 3: "three", 4: "four"}
    assert (
        f"Within {rule.within_days} days, {number[rule.entities]} or more adults, vehicles, phones or small places"
        in words
    )
    assert f"each linked to at least {number[rule.members_each]} of the group" in words
    assert "the child, a child of another household, and an adult from outside both" in words and rule.children == 2


def test_a_group_has_its_smallest_sets_and_a_child_who_came_later_a_later_day(tmp_path: Path) -> None:
    """Gus is at both places and with the man, a month after the others."""
    (example,) = (one for statement, one in EXAMPLES if statement.rule.id == "organised_abuse")
    rows = [*example["rows"]]
    gus = {"Surname": "Hallam", "DOB": "05/06/2009", "Entered On": "30/05/2024"}
    rows += [
        one
        | gus
        | {"Occurrence No": "O9", "Forenames": "Gus", "Reported Date": "30/05/2024", "From Date": "30/05/2024"}
        for one in rows[:1]
    ]
    rows += [
        one
        | {"Occurrence No": "O9", "Reported Date": "30/05/2024", "From Date": "30/05/2024", "Entered On": "30/05/2024"}
        for one in rows[1:2]
    ]
    rows += [
        one | gus | {"Contact Ref": "Y9", "Forename": "Gus", "Date": "29/05/2024"}
        for one in rows
        if one.get("Contact Ref") == "Y3"
    ]
    engine = prepared(tmp_path, rows)
    evidence = [*find_held_groups(engine=engine, as_at=AS_AT, shown=lambda _: True)]
    names = dict(engine.connection.execute("SELECT DISTINCT forename, person_id FROM mention JOIN resolved USING (mention_id) WHERE forename <> ''").fetchall())  # fmt: skip
    numbers = dict(engine.connection.execute("SELECT record_id, source_key FROM agency_record WHERE latest").fetchall())
    days = {
        name: find_earliest(evidence=evidence, person_id=names[name], unsure=()) for name in ("Nell", "Beth", "Gus")
    }
    assert {name: found and str(found.together) for name, found in days.items()} == {
        "Nell": "2024-04-21",
        "Beth": "2024-04-21",
        "Gus": "2024-05-30",
    }
    nell = days["Nell"]
    assert nell is not None and nell.sets_in_all == 1
    assert {numbers[one].split(" ")[0] for one in nell.sets[0]} == {"O1", "O2", "O3", "Y1", "Y2", "Y3"}
    without = next(one for one, key in numbers.items() if key.startswith("O3"))
    unsure = find_earliest(evidence=evidence, person_id=names["Nell"], unsure={without})
    assert unsure is not None and str(unsure.sure) == "2024-05-30", "Gus then makes the third"


def test_a_group_that_two_organisations_of_an_agency_have_in_parts_is_seen_by_neither_alone(tmp_path: Path) -> None:
    """The youth service's records are of two teams that are bodies of their own, or all its and the police's are one's."""
    (example,) = (one for statement, one in EXAMPLES if statement.rule.id == "organised_abuse")
    engine = prepared(tmp_path, example["rows"])
    records = engine.connection.execute(
        "SELECT record_id, agency FROM agency_record WHERE latest ORDER BY ALL"
    ).fetchall()
    (one, _), *others = [pair for pair in records if pair[1] == "youth_service"]
    north, south = name_holder("youth_service", "North Team"), name_holder("youth_service", "South Team")

    def days_of(held_by: RecordHolders) -> EarliestDays:
        every = find_held_groups(engine=engine, as_at=AS_AT, shown=lambda _: True, held_by=held_by)
        found = find_earliest(evidence=[*every], person_id=nell, unsure=())
        assert found is not None
        return found

    nell = find_nell(engine)
    agencies, together = days_of(BY_AGENCY), date(2024, 4, 21)
    assert agencies.pairs == {("police", "youth_service"): together}
    apart = days_of(RecordHolders({one: north, **{record: south for record, _ in others}}))
    assert apart.together == together and not apart.alone and not apart.pairs, "three bodies are needed"
    as_one = days_of(RecordHolders({record: south for record, _ in records}))
    assert as_one.alone == {south: together}


def test_a_complaint_about_a_house_makes_its_tenant_no_member_of_the_group(tmp_path: Path) -> None:
    """Housing has the man of the group as tenant of the second place: no day comes earlier by it (decision 0228)."""
    (example,) = (one for statement, one in EXAMPLES if statement.rule.id == "organised_abuse")
    complaint = {
        "layout": "housing_complaints", "Complaint No": "H1", "Received Date": "20/03/2024", "Entered On": "20/03/2024",
        "Premises": "3 Mill Row, Tarrowby", "Postcode": "ZZ4 2CD", "Tenant Surname": "Marlow", "Tenant Forename": "Dean",
        "Tenant DOB": "01/01/1985", "Text": "Cars and shouting at night.",
    }  # fmt: skip
    engine = prepared(tmp_path, [*example["rows"], complaint])
    every = [*find_held_groups(engine=engine, as_at=AS_AT, shown=lambda _: True)]
    found = find_earliest(evidence=every, person_id=find_nell(engine), unsure=())
    assert found is not None and found.together == date(2024, 4, 21)
    sql = "SELECT record_id FROM agency_record WHERE agency = 'housing'"
    ((record,),) = engine.connection.execute(sql).fetchall()
    assert record not in found.records


def find_nell(engine: DuckDBEngine) -> str:
    sql = "SELECT DISTINCT person_id FROM mention JOIN resolved USING (mention_id) WHERE forename = 'Nell'"
    ((person_id,),) = engine.connection.execute(sql).fetchall()
    return str(person_id)


def test_a_reader_who_does_not_see_the_records_is_told_of_no_group(tmp_path: Path) -> None:
    (example,) = (one for statement, one in EXAMPLES if statement.rule.id == "organised_abuse")
    engine = prepared(tmp_path, example["rows"])
    sql = "SELECT record_id FROM agency_record WHERE agency = 'youth_service'"
    hidden = {record for (record,) in engine.connection.execute(sql).fetchall()}
    assert not [*find_held_groups(engine=engine, as_at=AS_AT, shown=lambda record: record not in hidden)]


# The planted world: child, and for each missing episode its day, who alone tells of it, and the day it was recorded.
BEGINS = date(2024, 1, 1)
PLANTED = {
    "Ada": ((0, "police", 1), (20, "police", 21), (40, "police", 41)),
    "Bea": ((0, "police", 1), (20, "police", 21), (30, "interview", 33), (60, "police", 61)),
    "Cleo": ((5, "interview", 6), (25, "police", 26), (45, "interview", 50)),
    "Dora": ((0, "police", 90), (20, "police", 21), (40, "police", 41)),
    "Edie": ((0, "police", 1), (50, "police", 51), (100, "police", 101)),
    "Fern": ((0, "police", 1),),
    "Gwen": ((10, "interview", 11), (30, "interview", 31), (50, "interview", 51)),
}
HOLDER = {"police": "police", "interview": "childrens_services"}
NEEDS, WITHIN = 3, 90


def uk(days: int) -> str:
    return f"{BEGINS + timedelta(days=days):%d/%m/%Y}"


def planted_rows() -> Iterator[dict[str, str]]:
    for number, (name, episodes) in enumerate(PLANTED.items()):
        who = {"Surname": f"Planted{name}", "DOB": f"{10 + number}/05/2009"}
        for place, (day, told_by, recorded) in enumerate(episodes):
            ref = {"Misper Ref": f"M{number}{place}", "Entered On": uk(recorded)}
            if told_by == "police":
                yield {"layout": "police_missing", "Forenames": name, "Missing From Date": uk(day), "Missing From Time": "20:00",
                       "Found Date": uk(day), "Found Time": "23:00", **who, **ref}  # fmt: skip
            else:
                yield {"layout": "return_interviews", "Person ID": f"P{number}", "Forename": name, "Returned Date": uk(day),
                       **who, **ref}  # fmt: skip


def plain_first(name: str, holders: tuple[str, ...]) -> date | None:
    """The second reading: each day in turn, the episodes known by then, and any three of them close enough."""
    for today in range(200):
        known = sorted(day for day, by, recorded in PLANTED[name] if max(day, recorded) <= today and (not holders or HOLDER[by] in holders))  # fmt: skip
        if any(last - first <= WITHIN for first, last in zip(known, known[NEEDS - 1 :], strict=False)):
            return BEGINS + timedelta(days=today)
    return None


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], list[StatementEvidence], dict[str, str]]:
    """Who is who, what was found of repeated absence, and the agency of each record."""
    engine = prepared(tmp_path_factory.mktemp("planted"), list(planted_rows()))
    found = find_conditions(
        engine=engine, as_at=AS_AT, calendar=read_calendar(), wanted=["repeat_missing"], shown=lambda _: True
    )
    evidence: list[StatementEvidence] = [*found]
    names = dict(engine.connection.execute("SELECT DISTINCT forename, person_id FROM mention JOIN resolved USING (mention_id) WHERE forename <> ''").fetchall())  # fmt: skip
    holders = dict(engine.connection.execute("SELECT record_id, agency FROM agency_record WHERE latest").fetchall())
    return names, evidence, holders


Planted = tuple[dict[str, str], list[StatementEvidence], dict[str, str]]


@pytest.mark.parametrize("name", PLANTED)
def test_planted_days_by_agency_by_two_and_together(planted: Planted, name: str) -> None:
    names, evidence, _ = planted
    days = find_earliest(evidence=evidence, person_id=names[name], unsure=())
    if days is None:
        assert plain_first(name, ()) is None
        return
    assert days.together == plain_first(name, ())
    for holder in ("police", "childrens_services"):
        assert days.alone.get(holder) == plain_first(name, (holder,))
    told_by = {HOLDER[by] for _, by, _ in PLANTED[name]}
    for two in permutations(HOLDER.values()):
        of_both = days.pairs.get(two, days.pairs.get(two[::-1]))
        assert of_both == (plain_first(name, two) if told_by.issuperset(two) else None), "two that both hold some"


def test_the_smallest_sets_and_the_missing_handover(planted: Planted) -> None:
    names, evidence, holders = planted
    days = find_earliest(evidence=evidence, person_id=names["Bea"], unsure=())
    assert days is not None and days.sets_in_all == 1 and [len(some) for some in days.sets] == [3]
    missing = missing_handovers(records=days.sets[0], holder_of=holders)
    assert sorted(agency for _, agency in missing) == ["childrens_services", "childrens_services", "police"]


@pytest.mark.parametrize("unknown", [False, True])
def test_an_agency_of_several_organisations_is_several_holders(planted: Planted, *, unknown: bool) -> None:
    """Ada's three reports are of two forces; or nobody knows of which force one of them is."""
    names, evidence, agencies = planted
    days = find_earliest(evidence=evidence, person_id=names["Ada"], unsure=())
    assert days is not None and set(days.alone) == {"police"} and not days.pairs
    (first, *others) = days.sets[0]
    north, south = name_holder("police", "North Force"), name_holder("police", "South Force")
    held_by = RecordHolders({first: NO_HOLDER if unknown else north, **dict.fromkeys(others, south)})
    apart = [replace(one, held_by=held_by) for one in evidence if isinstance(one, HeldCondition)]
    found = find_earliest(evidence=apart, person_id=names["Ada"], unsure=())
    assert found is not None and found.together == days.together and not found.alone
    assert found.pairs == ({} if unknown else {(north, south): days.together})
    holders = {one: held_by.holder_of(record_id=one, agency=agencies[one]) for one in days.sets[0]}
    missing = [] if unknown else [(first, south), *((one, north) for one in others)]
    assert sorted(missing_handovers(records=days.sets[0], holder_of=holders)) == sorted(missing)


def test_a_day_without_readings_that_nobody_confirmed() -> None:
    """Two notes, of which a person confirmed the later one. A pattern of coded rows has nothing to confirm."""
    note: NoteOfChildRow = {
        "record_id": "r1", "person_id": "nell", "agency": "school", "known_from": date(2024, 3, 5),
        "event_on": date(2024, 3, 5), "born": None, "taken_as_child": True, "confirmed": False,
    }  # fmt: skip
    later: NoteOfChildRow = {**note, "record_id": "r2", "known_from": date(2024, 5, 7), "confirmed": True}
    found = find_earliest(evidence=[NotesOfChild(("nell",), (note, later), BY_AGENCY)], person_id="nell", unsure=())
    assert found is not None and (found.together, found.read) == (date(2024, 3, 5), date(2024, 5, 7))
    assert found.behind_read == ("r2",)
    none = find_earliest(evidence=[NotesOfChild(("nell",), (note,), BY_AGENCY)], person_id="nell", unsure=())
    assert none is not None and none.read is None and not none.behind_read


def test_a_pattern_of_a_day_is_asked_again_without_records_that_no_person_confirmed(tmp_path: Path) -> None:
    engine = prepared(tmp_path, list(planted_rows()))
    conditions = [
        one for one in evidence_of(engine, STATEMENTS["response_threshold"]) if isinstance(one, HeldCondition)
    ]
    agency = dict(engine.connection.execute("SELECT record_id, agency FROM agency_record WHERE latest").fetchall())
    named = "SELECT person_id FROM mention JOIN resolved USING (mention_id) WHERE forename = 'Bea' LIMIT 1"
    ((bea,),) = engine.connection.execute(named).fetchall()
    one = next(each for each in conditions if bea in each.people and each.pattern_id == "repeat_missing")
    (day, records), *_ = one.times()
    found = ConclusionOfDay(DayConclusionKind.PATTERN, one.pattern_id, "Missing again", day, "", records)
    interview = frozenset(record for record in records if agency[record] == "childrens_services")
    assert interview and day == plain_first("Bea", ())

    def ask(unsure: frozenset[str], on: date = AS_AT) -> ConclusionOfDay:
        (said,) = tell_without(engine=engine, found=[found], people=[bea], on=on, unsure=unsure)
        return said

    assert ask(frozenset()) == found
    sure = ask(interview).sure
    assert sure and sure.since == plain_first("Bea", ("police",)) and not interview & {*sure.record_ids}
    assert ask(interview, on=day).sure == ConcludedWithout(), "not by that day"
    assert ask(frozenset(records)).sure == ConcludedWithout() and ask(frozenset(records)).without_matches() is None
    shown = ask(interview).without_matches()
    assert shown and (shown.since, shown.record_ids, shown.sure) == (sure.since, sure.record_ids, None)


def test_the_sure_day_is_by_holder_too(planted: Planted) -> None:
    """Bea's police see it in three reports. Without the first they never do, and no two do."""
    names, evidence, holders = planted
    whole = find_earliest(evidence=evidence, person_id=names["Bea"], unsure=())
    assert whole is not None and whole.sure_by == {} and whole.read == whole.together
    own = next(one for one in whole.behind["police",] if holders[one] == "police")
    days = find_earliest(evidence=evidence, person_id=names["Bea"], unsure={own})
    assert days is not None and days.alone == whole.alone and days.sure_by["police",] is None
    assert own not in days.behind_sure and ("police",) not in days.behind_sure_by


@pytest.mark.parametrize("day", [30, 60, 90, 150])
def test_the_reverse_question_leaves_out_of_others_what_is_left_out_of_the_day(planted: Planted, day: int) -> None:
    """Without what children's services tell of each, there is what the police tell."""
    names, evidence, of_agency = planted
    on = BEGINS + timedelta(days=day)

    def told(one: StatementEvidence, who: str) -> frozenset[str]:
        assert who in one.people
        return frozenset(record for record, agency in of_agency.items() if agency != "police")

    others = find_others(evidence=evidence, without={names["Gwen"]}, on=on, open_days=365, left_out=told)
    first = {one: plain_first(one, ("police",)) for one in PLANTED if one != "Gwen"}
    assert set(others) == {names[one] for one, seen in first.items() if seen and seen <= on}


@pytest.mark.parametrize("holders", [("police",), ("childrens_services",), ("childrens_services", "police")])
@pytest.mark.parametrize("day", [30, 60, 90, 150])
def test_the_reverse_question_of_a_holder_counts_their_own_records(
    planted: Planted, holders: tuple[str, ...], day: int
) -> None:
    names, evidence, _ = planted
    on = BEGINS + timedelta(days=day)
    others = find_others(evidence=evidence, without={names["Gwen"]}, on=on, open_days=365, holders=holders)
    first = {one: plain_first(one, holders) for one in PLANTED if one != "Gwen"}
    assert set(others) == {names[one] for one, seen in first.items() if seen and seen <= on}
    assert (
        holders != ("police",)
        or day < 60
        or len(others) != len(find_others(evidence=evidence, without={names["Gwen"]}, on=on, open_days=365))
    ), "some were to be seen jointly alone"


def test_sets_that_are_too_many_to_try_are_told_of(
    planted: Planted, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names, evidence, _ = planted
    whole = find_earliest(evidence=evidence, person_id=names["Bea"], unsure=())
    monkeypatch.setattr("sightline.patterns.holders.MOST_SETS", 1)
    days = find_earliest(evidence=evidence, person_id=names["Bea"], unsure=())
    assert whole is not None and not whole.too_many_to_try
    assert days is not None and days.together == whole.together
    assert days.too_many_to_try and not days.sets and days.needed == whole.behind[()]
    print_statement(StatementDays("repeats", "Repeats", "Three.", days), None)
    assert "too many sets of records to try them. The day depends on 3 records." in capsys.readouterr().out


def test_records_that_likeness_alone_joins_are_left_out_of_the_sure_day(planted: Planted) -> None:
    names, evidence, _ = planted
    whole = find_earliest(evidence=evidence, person_id=names["Bea"], unsure=())
    assert whole is not None
    (interview,) = (record for record in whole.sets[0] if planted[2][record] == "childrens_services")
    days = find_earliest(evidence=evidence, person_id=names["Bea"], unsure={interview})
    assert days is not None and days.sure is not None
    assert days.sure == plain_first("Bea", ("police",)) and days.together < days.sure


@pytest.mark.parametrize("name", ["Bea", "Dora", "Gwen"])
def test_the_reverse_question_counts_as_a_second_reading_does(planted: Planted, name: str) -> None:
    names, evidence, _ = planted
    on = plain_first(name, ())
    assert on is not None
    others = find_others(evidence=evidence, without={names[name]}, on=on, open_days=365)
    expected = {names[one] for one in PLANTED if one != name and (day := plain_first(one, ())) and day <= on}
    assert set(others) == expected
    after = {who: AfterDay(recorded=who != names["Ada"], harmed=who == names["Cleo"]) for who in others}
    counted = count_others(others=others, after=after, on=on)
    harmed, silent = names["Cleo"] in expected, len(expected - {names["Ada"], names["Cleo"]})
    assert (counted.children, counted.harmed_later, counted.nothing_later) == (len(expected), int(harmed), silent)
    assert counted.not_known == int(names["Ada"] in expected) and counted.new_in_year == len(expected)
