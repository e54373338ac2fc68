"""Rules that count contacts: records that people confirmed as one event count once, from the day of the answer on."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from support.curious import tell
from support.named import child, events
from support.patterned import AS_AT, read_notes, write_rows

from sightline import chronology, curiosity, patterns
from sightline.known_facts.event_verdicts import DatedVerdict
from sightline.patterns.rules import read_patterns
from sightline.rulebook.calendar import read_calendar
from sightline.store.engine import DuckDBEngine

NELL = child("Nell", "Ashdown")
EARLY, LATE = date(2024, 1, 1), date(2024, 12, 1)
NFA = "three_nfa_never_read_together"


def contact(day: str, outcome: str = "NFA", source: str = "School") -> dict[str, str]:
    return events(NELL, "A call.", day, **{"Source": source, "Outcome": outcome, "Decision Date": day})


def school(day: str) -> dict[str, str]:
    return {"layout": "school_concerns", "Incident ID": f"S{day}", "School": "Harrow Lane School", "Surname": "Ashdown",
            "Forename": "Nell", "DOB": NELL["DOB"], "Incident Date": day, "Logged On": day, "Text": "Tired."}  # fmt: skip


def missing(number: int, day: int, month: int = 3) -> dict[str, str]:
    return {"layout": "police_missing", "Misper Ref": f"M{number}", "Surname": "Ashdown", "Forenames": "Nell",
            "DOB": NELL["DOB"], "Missing From Date": f"{day:02}/{month:02}/2024", "Missing From Time": "20:00",
            "Entered On": f"{day:02}/{month:02}/2024", "Found Date": f"{day:02}/{month:02}/2024",
            "Found Time": "23:00"}  # fmt: skip


THREE = [contact("01/02/2024"), contact("03/02/2024"), contact("03/06/2024")]


class Told:
    """What was told, with the ids of its records by layout and day, and what a run finds in it."""

    def __init__(self, rows: Sequence[dict[str, str]], folder: Path) -> None:
        self.engine = read_notes(write_rows(rows, folder))

    def record(self, on: str, layout: str = "childrens_services_events") -> str:
        found = self.engine.query(
            "SELECT record_id FROM agency_record WHERE latest AND layout = ? AND starts_with(occurred_from, ?)",
            [layout, on],
        ).column(0)
        return str(found[0])

    def answer(self, *said: tuple[set[str], bool, date]) -> None:
        answers = [DatedVerdict(place, frozenset(ids), same, on) for place, (ids, same, on) in enumerate(said, start=1)]
        chronology.write_verdicts(engine=self.engine, verdicts=answers)

    def first(self, pattern: str, *, view: int = 0) -> list[date]:
        sought = [one for one in read_patterns(day=AS_AT) if one.id == pattern]
        patterns.build(engine=self.engine, as_at=AS_AT, calendar=read_calendar(), patterns=sought)
        rows = self.engine.query(
            "SELECT first_true_on FROM pattern WHERE pattern_id = ? AND view_no = ? ORDER BY ALL", [pattern, view]
        )
        return [one.as_py() for one in rows.column(0)]


def test_contacts_that_people_confirmed_as_one_event_count_once(tmp_path: Path) -> None:
    told = Told(THREE, tmp_path)
    assert told.first("threshold_bouncing") == [date(2024, 6, 3)]
    told.answer(({told.record("2024-02-01"), told.record("2024-02-03")}, True, EARLY))
    assert told.first("threshold_bouncing") == []


def test_an_answer_takes_nothing_from_a_day_before_it(tmp_path: Path) -> None:
    told = Told(THREE, tmp_path)
    told.answer(({told.record("2024-02-01"), told.record("2024-02-03")}, True, LATE))
    assert told.first("threshold_bouncing") == [date(2024, 6, 3)]


def test_records_that_people_part_again_count_again_from_that_day(tmp_path: Path) -> None:
    told = Told(THREE, tmp_path)
    both = {told.record("2024-02-01"), told.record("2024-02-03")}
    told.answer((both, True, EARLY), (both, False, LATE))
    assert told.first("threshold_bouncing") == [LATE]


def test_an_event_joins_two_contacts_through_the_record_of_another_agency(tmp_path: Path) -> None:
    told = Told([*THREE, school("02/02/2024")], tmp_path)
    concern = told.record("2024-02-02", "school_concerns")
    told.answer(
        ({told.record("2024-02-01"), concern}, True, EARLY), ({concern, told.record("2024-02-03")}, True, EARLY)
    )
    assert told.first("threshold_bouncing") == []


def test_one_event_with_two_outcomes_still_counts_as_closed(tmp_path: Path) -> None:
    told = Told([*THREE, contact("04/06/2024", "ASSESS"), contact("05/06/2024", "ASSESS")], tmp_path)
    assert told.first("threshold_bouncing") == [date(2024, 6, 3)]
    told.answer(({told.record("2024-06-03"), told.record("2024-06-04")}, True, EARLY))
    assert told.first("threshold_bouncing") == [date(2024, 6, 3)]


def test_no_later_instance_counts_an_event_of_an_earlier_one(tmp_path: Path) -> None:
    again = [contact("20/06/2024"), contact("05/06/2025"), contact("10/06/2025")]
    told = Told([*THREE, *again], tmp_path)
    with_all = told.first("threshold_bouncing")
    told.answer(({told.record("2024-06-03"), told.record("2024-06-20")}, True, EARLY))
    assert with_all == [date(2024, 6, 3), date(2025, 6, 10)] and told.first("threshold_bouncing") == [date(2024, 6, 3)]


def test_an_answer_counts_for_no_reader_who_does_not_see_all_its_records(tmp_path: Path) -> None:
    told = Told([*THREE, school("02/02/2024")], tmp_path)
    hidden = told.record("2024-02-02", "school_concerns")
    told.engine.query(f"UPDATE agency_record SET restricted = true WHERE record_id = '{hidden}'")
    told.answer(({hidden, told.record("2024-02-01"), told.record("2024-02-03")}, True, EARLY))
    assert told.first("threshold_bouncing") == [], "who sees all of them counts two events"
    rows = told.engine.query("SELECT seen_from FROM pattern WHERE pattern_id = 'threshold_bouncing'").column(0)
    assert len(rows) == 1 and "|all|" not in rows[0].as_py()


def test_an_answer_about_a_record_that_is_not_here_counts_for_nobody(tmp_path: Path) -> None:
    told = Told(THREE, tmp_path)
    told.answer(({"a record that was erased", told.record("2024-02-01"), told.record("2024-02-03")}, True, EARLY))
    assert told.first("threshold_bouncing") == [date(2024, 6, 3)]


def test_reports_of_one_missing_episode_count_once_from_the_first_start_to_the_last_end(tmp_path: Path) -> None:
    told = Told([missing(1, 1), missing(2, 2), missing(3, 1, 5), missing(4, 20, 5)], tmp_path)
    assert told.first("repeat_missing") == [date(2024, 5, 1)] and told.first("escalating_missing") == []
    told.answer(
        ({told.record("2024-03-01", "police_missing"), told.record("2024-03-02", "police_missing")}, True, EARLY)
    )
    assert told.first("repeat_missing") == [date(2024, 5, 20)]


def asked(answers: list[DatedVerdict], *, restricted: bool = False) -> list[date]:
    """The day on which a run asks whether three contacts were read together; the third contact was known late."""
    told = [("a", "2024-02-06"), ("b", "2024-02-08"), ("c", "2024-05-20")]
    engine: DuckDBEngine = tell(
        [
            {"kind": "childrens_services_events/contact", "fact": "decision", "on": on, "says": {"outcome": "NFA"},
             "record": name}
            for name, on in told
        ]
        + [{"kind": "school_concerns", "on": "2024-02-07", "record": "s", "restricted": restricted}]
    )  # fmt: skip
    chronology.write_verdicts(engine=engine, verdicts=answers)
    (rule,) = [one for one in curiosity.read_questions(day=LATE) if one.id == NFA]
    curiosity.build(engine=engine, as_at=date(2025, 1, 1), questions=[rule])
    return [one.as_py() for one in engine.query("SELECT raised_on FROM unanswered").column(0)]


@pytest.mark.parametrize(
    ("said", "restricted", "raised"),
    [
        ([], False, [date(2024, 5, 20)]),
        ([({"a", "b"}, True, EARLY)], False, []),
        ([({"a", "b"}, True, LATE)], False, [date(2024, 5, 20)]),
        ([({"a", "b"}, True, EARLY), ({"a", "b"}, False, LATE)], False, [LATE]),
        ([({"a", "s"}, True, EARLY), ({"s", "b"}, True, EARLY)], False, []),
        ([({"a", "s"}, True, EARLY), ({"s", "b"}, True, EARLY)], True, [date(2024, 5, 20)]),
    ],
)
def test_a_question_about_contacts_counts_events_too(
    said: list[tuple[set[str], bool, date]], *, restricted: bool, raised: list[date]
) -> None:
    answers = [DatedVerdict(place, frozenset(ids), same, on) for place, (ids, same, on) in enumerate(said, start=1)]
    assert asked(answers, restricted=restricted) == raised
