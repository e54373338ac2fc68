"""Records that name no child of a review, and the days and bounds by which they come in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from support.patterned import AS_AT, read_notes, write_rows

from sightline.networks.holders import HeldGroup, find_held_groups
from sightline.networks.joined_records import Joins
from sightline.patterns import build_together
from sightline.store import DuckDBEngine

FLAT = {"Location": "7 Quay Lane, Tarrowby", "Location Postcode": "ZZ4 1AB"}
NELL = {"Surname": "Ashdown", "Forenames": "Nell", "DOB": "04/05/2009", "Role": "NAMED"}
IVY = {"Surname": "Birchall", "Forenames": "Ivy", "DOB": "11/09/2009", "Role": "NAMED"}
DEAN = {"Surname": "Marlow", "Forenames": "Dean", "DOB": "01/01/1985", "Role": "SUSPECT"}
PAUL = {"Surname": "Norcott", "Forenames": "Paul", "DOB": "02/02/1987", "Role": "NAMED"}
CAR = {"VRM": "UA15 KDT"}


def police(number: str, day: str, who: dict[str, str], **more: str) -> dict[str, str]:
    return {"layout": "police_occurrences", "Occurrence No": number, "Occurrence Type": "CONCERN", "Reported Date": day,
            "From Date": day, "Entered On": day, **who, **more}  # fmt: skip


# By hand. Nell and Dean are at the flat with his car on 1 February, Ivy and Dean at the flat on 1 March: the flat has
# three people, the car and Dean two. A stop of 10 March has Paul at the flat and with the car: the car has three.
# On 15 March Paul is with Dean: Dean has three. Three things have three people only from 15 March.
CHILDRENS = [
    police("O1", "01/02/2024", NELL, **FLAT), police("O1", "01/02/2024", DEAN, **FLAT, **CAR),
    police("O2", "01/03/2024", IVY, **FLAT), police("O2", "01/03/2024", DEAN, **FLAT),
]  # fmt: skip
MET = [police("O3", "15/03/2024", DEAN), police("O3", "15/03/2024", PAUL)]


@contextmanager
def groups_of(rows: list[dict[str, str]], **bounds: Any) -> Iterator[tuple[list[HeldGroup], dict[str, str]]]:
    """What is found around Nell and Ivy, and the number of each record."""
    with TemporaryDirectory() as folder:
        engine: DuckDBEngine = read_notes(write_rows(rows, Path(folder)))
        build_together(engine=engine, as_at=AS_AT)
        sql = "SELECT record_id, split_part(source_key, ' ', 1) FROM agency_record WHERE latest"
        numbers = dict(engine.connection.execute(sql).fetchall())
        sql = (
            "SELECT DISTINCT person_id FROM mention JOIN resolved USING (mention_id) WHERE forename IN ('Nell', 'Ivy')"
        )
        children = {one for (one,) in engine.connection.execute(sql).fetchall()}
        own = {record for record, number in numbers.items() if number in ("O1", "O2")}
        asked: dict[str, Any] = {"within_days": 180, "most_records": 50, "may_join": lambda _: True, **bounds}
        may_join = asked.pop("may_join")
        joins = Joins(children, lambda record: record not in own and may_join(numbers[record]), **asked)
        yield (
            [*find_held_groups(engine=engine, as_at=AS_AT, shown=own.__contains__, joins=joins if bounds else None)],
            numbers,
        )


def joined_of(rows: list[dict[str, str]], **bounds: Any) -> dict[str, tuple[str, str, str]]:
    """By number of the joined record what it has in common, with which record, and since when."""
    with groups_of(rows, **bounds) as (groups, numbers):
        joined = groups[0].joined.values() if groups else ()
        return {
            numbers[one.record_id]: (one.entity_kind, numbers[one.by_record], str(one.known_from)) for one in joined
        }


WHOLE = {"most_records": 50}


def test_records_of_the_house_the_car_and_the_man_complete_the_group() -> None:
    rows = [*CHILDRENS, police("H1", "10/03/2024", PAUL, **FLAT, **CAR), *MET]
    with groups_of(rows) as (alone, _):
        assert not alone, "records that name a child show one thing with three people"
    with groups_of(rows, **WHOLE) as (groups, numbers):
        assert [[str(day) for day in one.days()] for one in groups] == [["2024-03-15"], ["2024-03-15"]]
        (day,) = groups[0].days()
        (some,) = groups[0].smallest(on=day)
        assert [numbers[one] for one in some] == ["O1", "O2", "H1", "O3"]
        assert groups[0].days(holders=["youth_service"]) == []
    assert joined_of(rows, **WHOLE) == {"H1": ("place", "O1", "2024-03-10"), "O3": ("adult", "O1", "2024-03-15")}


def test_a_record_that_came_before_the_childs_counts_from_the_childs() -> None:
    rows = [*CHILDRENS, police("H1", "10/01/2024", PAUL, **FLAT, **CAR), police("O3", "12/01/2024", DEAN), police("O3", "12/01/2024", PAUL)]  # fmt: skip
    assert joined_of(rows, **WHOLE) == {"H1": ("place", "O1", "2024-02-01"), "O3": ("adult", "O1", "2024-02-01")}
    with groups_of(rows, **WHOLE) as (groups, _):
        assert {str(day) for one in groups for day in one.days()} == {"2024-03-01"}, (
            "the flat has Ivy, the second child"
        )


@pytest.mark.parametrize(
    "bounds",
    [
        {"within_days": 13},  # O3 is 14 days after Dean's last record with a child
        {"most_records": 1},  # Dean is on O3 and O4
        {"may_join": lambda number: number == "H1"},
    ],
)
def test_each_bound_keeps_a_record_out(bounds: dict[str, Any]) -> None:
    rows = [*CHILDRENS, police("H1", "10/03/2024", PAUL, **FLAT, **CAR), *MET, police("O4", "16/03/2024", DEAN), police("O4", "16/03/2024", PAUL)]  # fmt: skip
    with groups_of(rows, **WHOLE) as (groups, _):
        assert groups
    with groups_of(rows, **bounds) as (groups, _):
        assert not groups
