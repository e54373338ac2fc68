"""Children missing together more often than chance gives: a tie of its own, and at most one strand of a group."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from support.named import UNKNOWN, child, crimes, events
from support.nights import lost
from support.patterned import Run

from sightline.networks.contacts import TOGETHER, Touch
from sightline.networks.ties import find_strand
from sightline.store import DuckDBEngine

TIA, ZARA, NOOR = child("Tia", "Marlow"), child("Zara", "Holm"), child("Noor", "Saidi")
CHILDREN = (TIA, ZARA, NOOR)
DAYS = [date(2024, 3, 5) + timedelta(days=days) for days in (0, 9, 23, 45, 61, 82)]
PAIRS = "SELECT person_id, other_person_id, occasions, expected, record_ids FROM together WHERE view_no = 0"


def away(*children: dict[str, str], days: Iterable[date] = DAYS, **more: str) -> list[dict[str, str]]:
    """Each of these children missing on each of these nights."""
    return [lost(who, day, **more) for day in days for who in children]


MAN = events(TIA, "A man of about thirty in a grey van waited for her.", "10/03/2024")


def groups(engine: DuckDBEngine) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = engine.query("SELECT * FROM grouping").to_pylist()
    return found


def test_two_who_are_missing_on_the_same_nights_are_a_tie_and_no_connection_by_a_record(run: Run) -> None:
    engine = run(away(TIA, ZARA))
    (pair,) = engine.query(PAIRS).to_pylist()
    assert pair["person_id"] < pair["other_person_id"]
    assert pair["occasions"] == len(DAYS) and pair["expected"] < 0.5
    assert len(pair["record_ids"]) == 2 * len(DAYS)
    assert engine.query("SELECT * FROM connection").num_rows == 0 and groups(engine) == []


def test_two_who_are_missing_every_friday_are_none(run: Run) -> None:
    fridays = [date(2024, 1, 5) + timedelta(weeks=week) for week in range(20)]
    engine = run(away(TIA, ZARA, days=fridays))
    assert engine.query(PAIRS).num_rows == 0
    together = "SELECT count(*) FROM pattern WHERE pattern_id = 'missing_together'"
    assert engine.query(together).column(0)[0].as_py() > 0


def test_nights_stand_in_the_place_of_one_thing_and_never_of_two(run: Run) -> None:
    """Three children with one car and one telephone, and a man whom a note describes: two things are too few."""
    nights = away(*CHILDREN)
    assert groups(run([*crimes(*CHILDREN), MAN])) == []
    (group,) = groups(run([*crimes(*CHILDREN), MAN, *nights]))
    assert (group["basis"], group["on_together"], group["on_confirmed"]) == ("all", True, False)
    assert (group["children"], group["adults"]) == (3, 1)
    assert len(group["record_ids"]) == 3 + 1 + 3 * len(DAYS)
    assert groups(run([*crimes(*CHILDREN, suspect=UNKNOWN | {"Telephone": ""}), MAN, *nights])) == []
    assert groups(run([*crimes(*CHILDREN), MAN, *away(TIA, ZARA)])) == []


def test_children_who_are_found_only_with_children_are_no_group(run: Run) -> None:
    engine = run([*crimes(*CHILDREN), *away(*CHILDREN)])
    assert engine.query(PAIRS).num_rows == 3 and groups(engine) == []
    assert engine.query("SELECT DISTINCT entity_kind FROM connection ORDER BY ALL").column(0).to_pylist() == [
        "phone", "vehicle"
    ]  # fmt: skip


def test_what_some_may_not_see_is_counted_anew_for_them(run: Run) -> None:
    """Three of the nights are restricted: among the others there are three, or too few to be more than chance."""
    hidden = {"Sightline Marking": "RESTRICTED"}
    engine = run([*away(TIA, ZARA, days=DAYS[:4]), *away(TIA, ZARA, days=DAYS[4:], **hidden)])
    rows = engine.query("SELECT view_no, occasions, seen_from FROM together ORDER BY view_no").to_pylist()
    assert [(row["view_no"], row["occasions"]) for row in rows] == [(0, 6), (1, 4)]
    assert not set(rows[0]["seen_from"].split("|")) & set(rows[1]["seen_from"].split("|")) - {""}
    counted = "SELECT bool_or(restricted) AS hidden FROM together_basis GROUP BY view_no ORDER BY view_no"
    assert engine.query(counted).column(0).to_pylist() == [True, False]


def test_a_strand_is_of_children_who_hang_together_among_those_who_are_tied_already() -> None:
    def tie(one: str, other: str) -> Touch:
        return Touch(one, True, TOGETHER, other, DAYS[0], (), low=False)

    ties = [tie("a", "b"), tie("b", "c"), tie("x", "y"), tie("c", "z")]
    assert find_strand(ties=ties, among={"a", "b", "c", "x", "y"}, least=3) == ties[:2]
    assert find_strand(ties=ties, among={"a", "b", "x", "y"}, least=3) == []
