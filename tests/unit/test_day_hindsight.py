"""What made a conclusion of hindsight: a match, a person's answer, a reading, a corrected telling or a changed rule."""

from dataclasses import replace
from datetime import date
from typing import Any

from sightline.casework.earlier_knowledge.day_hindsight import FrozenKnowledge, PersonJoin, find_hindsight
from sightline.casework.reviews.pages.day_conclusions import (
    ConclusionOfDay,
    DayConclusionKind,
    HindsightCause,
    HindsightMaker,
)
from sightline.model.rules import DatedValue, Rule, RuleStatus

DAY, LATER, AS_AT = date(2024, 6, 1), date(2024, 7, 1), date(2024, 12, 1)
ONE = ConclusionOfDay(DayConclusionKind.PATTERN, "repeat_missing", "Missing again", date(2024, 5, 1), "", ("r1", "r2"))
DAYS: dict[str, Any] = {
    record: {"record_id": record, "agency": "police", "happened_on": date(2024, 4, 1), "known_on": date(2024, 4, 2),
             "worded_on": None}
    for record in ("r1", "r2", "r3")
}  # fmt: skip
MENTIONS = {"r1": [("m1", "nell")], "r2": [("m2", "nell")], "r3": [("m3", "nell")]}
APART = {"m1": "nell", "m2": "other"}
FROZEN = FrozenKnowledge(AS_AT, (ONE,), DAYS, MENTIONS, {}, {})


def causes(frozen: FrozenKnowledge, people: dict[str, str], *, replayed: tuple[ConclusionOfDay, ...] = ()) -> Any:
    found = list(find_hindsight(frozen=frozen, replayed=replayed, people=people, on=DAY))
    return [one.causes for one in found]


def join(on: date, one: str, other: str, by: HindsightMaker = HindsightMaker.MATCH) -> PersonJoin:
    return PersonJoin(on, (one, other), HindsightCause(by, on, ("r1", "r3")))


def test_what_the_day_concludes_too_is_no_hindsight() -> None:
    assert causes(FROZEN, APART, replayed=(ONE,)) == []
    assert causes(FROZEN, APART, replayed=(replace(ONE, record_ids=("r2", "r9")),)) == [], "a record in common"
    assert causes(FROZEN, APART, replayed=(replace(ONE, record_ids=("r9",)),)) != []
    assert causes(FROZEN, APART, replayed=(replace(ONE, rule_id="worry_unanswered"),)) != []


def test_a_day_that_a_later_match_makes_earlier_is_hindsight() -> None:
    later = replace(ONE, since=date(2024, 5, 20))
    assert causes(FROZEN, APART, replayed=(later,)) == [(HindsightCause(HindsightMaker.MATCH),)]
    assert causes(FROZEN, {"m1": "nell", "m2": "nell"}, replayed=(later,)) == [], "nothing says that it is earlier"


def test_the_match_is_the_join_with_which_the_people_of_its_records_became_one() -> None:
    joins = {"nell": [join(date(2024, 4, 2), "m1", "m3"), join(LATER, "m2", "m3"), join(AS_AT, "m1", "m2")]}
    assert causes(replace(FROZEN, joins=joins), APART) == [(join(LATER, "m2", "m3").cause,)]
    said = {"nell": [join(LATER, "m1", "m2", HindsightMaker.PERSON)]}
    ((cause,),) = causes(replace(FROZEN, joins=said), APART)
    assert (cause.by, cause.on) == (HindsightMaker.PERSON, LATER)


def test_a_match_whose_joins_the_reader_may_not_see_has_no_day_and_no_record() -> None:
    assert causes(FROZEN, APART) == [(HindsightCause(HindsightMaker.MATCH),)]
    early = {"nell": [join(date(2024, 4, 2), "m1", "m2")]}
    assert causes(replace(FROZEN, joins=early), APART) == [(HindsightCause(HindsightMaker.MATCH),)]


def test_a_reading_that_a_person_confirmed_later_and_a_corrected_telling_are_named() -> None:
    whole = {"m1": "nell", "m2": "nell"}
    assert causes(FROZEN, whole) == [(HindsightCause(HindsightMaker.NOT_KNOWN),)]
    read = replace(FROZEN, readings={"r1": DAY, "r2": LATER})
    assert causes(read, whole) == [(HindsightCause(HindsightMaker.READING, LATER, ("r2",)),)]
    told = replace(FROZEN, days=DAYS | {"r2": DAYS["r2"] | {"worded_on": LATER}})
    assert causes(told, whole) == [(HindsightCause(HindsightMaker.RECORD, LATER, ("r2",)),)]


def rule(status: RuleStatus, decided_on: date | None, *values: date) -> Rule:
    dated = tuple(DatedValue("needs", day, 3) for day in values)
    return Rule("one", "One", "Says.", "Why.", status, "", decided_on, None, dated, (), "v")


def test_a_local_rule_holds_from_its_decision_and_a_value_from_its_day() -> None:
    local = rule(RuleStatus.LOCAL, LATER, date(2000, 1, 1))
    assert (local.made_after(DAY), local.made_after(LATER)) == (LATER, None)
    assert rule(RuleStatus.UNVERIFIED, LATER).made_after(DAY) is None
    changed = rule(RuleStatus.STATUTORY, None, date(2000, 1, 1), LATER, date(2030, 1, 1))
    assert (changed.changed_after(DAY, by=AS_AT), changed.changed_after(LATER, by=AS_AT)) == (LATER, None)
