"""Answers as a whole: the month's sample, the same words again and again, not proceeded with and harmed later."""

import json
from pathlib import Path

import duckdb
import pytest
from support import small_partnership as small
from support import worried
from support.climbing import LADDER, fill_ladder, person, set_clock, thing
from support.sessions import session_of

from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.response_samples import (
    list_answers_sample,
    list_harmed_later,
    list_repeated_answers,
)
from sightline.casework.escalation.services.responses import answer_item
from sightline.casework.people.pages.people import SearchTerms
from sightline.casework.people.selectors import find_people
from sightline.casework.reappraisal.agency_decisions import list_decisions_harmed_after
from sightline.casework.timekeeping.scheduler import tick
from sightline.escalation import read_answer_rules
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role
from sightline.model.visibility import Visibility
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY = "2026-11-23T09:00:00Z"
NOT_PROCEED = {
    "form": "not_proceed",
    "reason": "explained",
    "words": "The car belongs to her uncle, whom the school has met.",
}


def executive() -> Actor:
    return person("exec", Role.PARTNERSHIP_EXECUTIVE, "")


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty items of one day, all answered with the same words by one worker, but for marks and capitals."""
    set_clock(monkeypatch, "2026-11-23T09:30:00Z")
    people = fill_ladder()
    restricted = Visibility("health", "Clinic", "health_attendances", True)
    things = [thing(MONDAY, number=number, **({"seen": restricted} if number == 7 else {})) for number in range(30)]
    tick(session_of(house_actor()), as_at="2026-11-23T09:20:00Z", sources=[lambda _session, _now: things])
    for number, each in enumerate(things):
        words = NOT_PROCEED["words"].upper() if number % 2 else NOT_PROCEED["words"]
        answer_item(session_of(people["practitioner"]), item_id=each.item_id, form=NOT_PROCEED | {"words": words})


def test_the_months_sample_follows_from_the_numbers_alone(answered: None) -> None:
    scrutineer = person("partnership_chair_and_scrutineer_scrutineer", Role.REVIEWER, "")
    first = list_answers_sample(session_of(scrutineer), month="2026-11")
    assert len(first) == read_answer_rules().value("sample_a_month", small.date(2026, 11, 25)) == 20
    assert first == list_answers_sample(session_of(scrutineer), month="2026-11")
    assert len({line.item_id for line in first}) == 20
    assert {line.repeated for line in first} == {29}
    hidden = [line for line in list_answers_sample(session_of(scrutineer), month="2026-11") if not line.shown]
    assert all(not line.words for line in hidden)
    assert list_answers_sample(session_of(scrutineer), month="2026-12") == ()
    with pytest.raises(Usage):
        list_answers_sample(session_of(scrutineer), month="November")


def test_the_same_words_are_listed_with_how_often_and_by_how_many(answered: None) -> None:
    (line,) = list_repeated_answers(session_of(house_actor()))
    assert (line.times, line.people, len(line.item_ids)) == (30, 1, 30)
    assert line.words == NOT_PROCEED["words"]
    (without,) = list_repeated_answers(session_of(executive()))
    assert (without.times, without.shown, without.words) == (30, False, "")


def test_who_looks_at_answers_as_a_whole(answered: None) -> None:
    for who in (person("m", Role.MANAGER, LADDER), person("c", Role.ELECTED_MEMBER, "")):
        for look in (list_repeated_answers, list_harmed_later):
            with pytest.raises(Refused):
                look(session_of(who))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("harmed"), roles=())


def test_not_proceeded_with_and_harmed_later_is_listed_without_the_child(
    built: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    worried.copy_of(built, workspace)
    people = fill_ladder()
    worker = people["practitioner"]
    found = find_people(session_of(worker), terms=SearchTerms(name="wren ashdown", birth_date=small.CHILD_BORN))
    wren = found.people[0].person_id  # a person's id is that of one of their mentions
    climbing = [
        thing("2024-04-01T09:00:00Z", number=1, mention_ids=(wren,)),
        thing("2024-11-30T09:00:00Z", number=2, mention_ids=(wren,)),
    ]
    set_clock(monkeypatch, "2024-04-01T09:10:00Z")
    tick(session_of(house_actor()), as_at="2024-04-01T09:05:00Z", sources=[lambda _session, _now: climbing[:1]])
    answer_item(session_of(worker), item_id=climbing[0].item_id, form=NOT_PROCEED)
    set_clock(monkeypatch, "2024-11-30T09:10:00Z")
    tick(session_of(house_actor()), as_at="2024-11-30T09:05:00Z", sources=[lambda _session, _now: climbing])
    answer_item(session_of(worker), item_id=climbing[1].item_id, form=NOT_PROCEED)
    (line,) = list_harmed_later(session_of(executive()))
    assert (line.item_id, line.reason) == (climbing[0].item_id, "explained")
    assert line.later_on > "2024-04-01" and line.later_says
    assert wren not in repr(line) and "Wren" not in repr(line)


def test_an_agencys_own_decision_of_no_further_action_is_listed_when_harm_is_recorded_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "analysis.duckdb"
    lines = [
        # person, record, layout, kind, role, day, outcome, own words, markings
        (
            "wren",
            "contact",
            "childrens_services_events",
            "contact",
            "subject",
            "2024-02-06",
            "Threshold not met",
            "",
            [],
        ),
        ("wren", "assault", "police_occurrences", "assault", "VICTIM", "2024-05-01", "", "", []),
        ("wren", "later", "childrens_services_events", "s47 start", "subject", "2024-06-01", "", "", []),
        ("wren", "assessed", "childrens_services_events", "referral", "subject", "2024-03-01", "ASSESS", "", []),
        (
            "robin",
            "closed",
            "childrens_services_events",
            "contact",
            "subject",
            "2024-04-01",
            "No further action",
            "",
            [],
        ),
        ("robin", "before", "childrens_services_events", "s47 start", "subject", "2024-03-01", "", "", []),
        ("jay", "filed", "police_occurrences", "assault", "VICTIM", "2024-01-05", "Outcome 16", "", []),
        ("jay", "said", "school_concerns", "", "subject", "2024-01-09", "", "He did it again.", []),
        (
            "kit",
            "sealed",
            "childrens_services_events",
            "contact",
            "subject",
            "2024-01-01",
            "NFA",
            "",
            ["SEALED IDENTITY"],
        ),
        ("kit", "told", "school_concerns", "", "subject", "2024-01-09", "", "He did.", []),
    ]
    with duckdb.connect(str(path)) as made:
        made.execute(
            "CREATE TABLE chronology (person_id TEXT, record_id TEXT, agency TEXT, organisation TEXT, layout TEXT, "
            "restricted BOOL, markings TEXT[], kind TEXT, as_role TEXT, childs_words TEXT, occurred_from TIMESTAMP, "
            "sort_key TEXT)"
        )
        made.execute("CREATE TABLE fact (record_id TEXT, name TEXT, occurred_from TIMESTAMP, details JSON)")
        for person_id, record_id, layout, kind, role, day, outcome, words, markings in lines:
            agency = layout.removesuffix("_events").removesuffix("_occurrences").removesuffix("_concerns")
            row = [
                person_id,
                record_id,
                agency,
                agency,
                layout,
                False,
                markings,
                f"{layout}/{kind}",
                role,
                words,
                day,
                day,
            ]
            made.execute("INSERT INTO chronology VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            name = "outcome" if layout == "police_occurrences" else "decision"
            told = json.dumps({"outcome": {"value": outcome.lower(), "as_written": outcome}})
            if outcome:
                made.execute("INSERT INTO fact VALUES (?, ?, ?, ?)", [record_id, name, day, told])
    snapshot = type("Snapshot", (), {"analysis": path})()
    monkeypatch.setattr(ReaderSession, "snapshot", snapshot)
    for name in ("_held_in_snapshot", "_filled"):
        monkeypatch.setattr(f"sightline.casework.ledger.writer.{name}", lambda *_: {})  # it has no pages
    found = list_decisions_harmed_after(session_of(executive()))
    assert [(line.agency, line.outcome, line.decided_on, line.later_on) for line in found.lines] == [
        ("childrens_services", "threshold not met", "2024-02-06", "2024-05-01"),
        ("police", "outcome 16", "2024-01-05", "2024-01-09"),
    ]
    assert found.lines[0].later_says == "police recorded the child as a victim"
    assert not any(line.record_id for line in found.lines), "the executive opens nobody"
    scrutineer = list_decisions_harmed_after(session_of(person("scrutineer", Role.REVIEWER, "")))
    assert [line.record_id for line in scrutineer.lines] == ["contact", "filed"]
    monkeypatch.setattr(ReaderSession, "hidden", frozenset({"filed"}))  # somebody restricted it
    kept = list_decisions_harmed_after(session_of(person("reader", Role.REVIEWER, "")))
    assert ([line.record_id for line in kept.lines], kept.count) == (["contact"], 1)
    with pytest.raises(Refused):
        list_decisions_harmed_after(session_of(person("ann", Role.PRACTITIONER, "police")))
