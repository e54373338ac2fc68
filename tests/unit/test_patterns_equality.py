"""Of which children a pattern was met, beside all who are known: told by cells that no rule reads."""

from collections.abc import Iterator
from datetime import date

import pytest
from support import grouped
from support.patterned import recognise, write_rows

from sightline.patterns.equality import EqualityPart, count_parts
from sightline.store import DuckDBEngine

AS_AT = date(2024, 12, 31)
TOLD = {"Nell": {"Sex": "F", "Ethnicity": "W1"}, "Ivy": {"Sex": "F", "Ethnicity": "NS"},
        "Beth": {"Sex": "X", "Ethnicity": "A2"}, "Tom": {"Sex": "M", "Ethnicity": "A9"},
        "Una": {"Sex": "F", "Ethnicity": ""}}  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDBEngine]:
    rows = [
        row | (TOLD.get(row["Forenames"], {}) if row["layout"] == "police_occurrences" else {}) for row in grouped.ROWS
    ]
    made = recognise(write_rows(rows, tmp_path_factory.mktemp("rows")), as_at=AS_AT)
    yield made
    made.close()


def test_each_part_beside_all_children_known(engine: DuckDBEngine) -> None:
    parts = count_parts(engine=engine, as_at=AS_AT)["group_around_children"]
    by = {(one.what, one.part): (one.met, one.known) for one in parts}
    assert (by["Sex", "F"], by["Sex", "M"], by["Sex", "X"]) == ((2, 3), (0, 1), (1, 1))
    assert (by["Ethnicity", "White"], by["Ethnicity", "Asian"]) == ((1, 1), (1, 2))
    assert by["Ethnicity", "Not recorded"] == (1, 2), "refused, not stated and empty are not known"
    assert by["Disability", "Not recorded"] == (3, 5)
    assert by["A placement", "None recorded"] == (3, 5)
    assert [one for one in parts if one.what == "Age"] == [EqualityPart("Age", "13 to 15", 3, 5)]


def test_who_is_grown_up_by_the_day_is_no_child_in_it(engine: DuckDBEngine) -> None:
    later = count_parts(engine=engine, as_at=date(2028, 1, 1))
    assert later == {}
