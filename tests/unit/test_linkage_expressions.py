"""Conditions in SQL, worked out in Python: as the database works them out, not known included."""

from datetime import date
from typing import Any

import duckdb
import pytest

from sightline.linkage.link_decision import choose_rule, choose_verdict
from sightline.linkage.live.expressions import read_expression
from sightline.linkage.settings import read_settings
from sightline.model.errors import OurFault

VALUES: dict[str, list[Any]] = {"w": ["ann", "anna", "|ann|", None], "n": [2, 3, None]}
CONDITIONS = (
    "w_l = w_r",
    "w_l <> w_r OR n_l = n_r",
    "NOT (w_l = w_r) AND n_l >= n_r",
    "w_l IS NULL OR w_r IS NOT NULL AND n_l < 3",
    "n_l IN (2, 4)",
    "contains(w_l, '|' || w_r || '|')",
    "starts_with(w_l, w_r)",
    "least(w_l, w_r)",
    "greatest(length(w_l), n_r)",
    "coalesce(w_l, w_r)",
    "left(w_l, n_r)",
    "abs(n_l - n_r) + 1 - 2",
    "CAST(n_l = n_r AS INTEGER) + 1",
    "CASE WHEN n_l = n_r THEN 'same' WHEN n_l < n_r THEN 'less' END",
    "CASE WHEN w_l = w_r THEN NULL ELSE false END",
    "-n_l",
    "left(list_min(string_split(trim(replace(w_l || w_r, '||', '|'), '|'), '|')), n_l)",
    "list_max(string_split(w_l, 'n'))",
)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_condition_holds_as_in_the_database(condition: str) -> None:
    engine = duckdb.connect()
    for words in VALUES["w"]:
        for other in VALUES["w"]:
            for number in VALUES["n"]:
                for second in VALUES["n"]:
                    left, right = {"w": words, "n": number}, {"w": other, "n": second}
                    row = engine.execute(
                        f"SELECT {condition} FROM (SELECT ?::VARCHAR AS w_l, ?::VARCHAR AS w_r, ?::INT AS n_l, ?::INT AS n_r)",
                        [words, other, number, second],
                    ).fetchall()
                    assert read_expression(condition)(left, right) == row[0][0], (left, right)


def test_days_are_counted_and_moved() -> None:
    born, seen = date(2010, 3, 4), date(2009, 3, 2)
    row = {"born": born, "seen": seen, "never": None}
    assert read_expression("born - seen")(row, {}) == 367
    assert read_expression("seen < born - 366")(row, {}) is True
    assert read_expression("never < born - 366")(row, {}) is None
    assert read_expression("CAST(born AS VARCHAR)")(row, {}) == "2010-03-04"
    assert [read_expression(f"{part}(born)")(row, {}) for part in ("year", "month", "day")] == [2010, 3, 4]


@pytest.mark.parametrize(
    "unread", ["soundex(w_l) = 'a'", "w_l = ", "w_l ~ w_r", "(w_l = w_r", "CAST(n_l AS BLOB)", "w_l w_r"]
)
def test_what_cannot_be_read_is_refused(unread: str) -> None:
    with pytest.raises(OurFault):
        read_expression(unread)


def test_all_that_the_rules_ship_can_be_read() -> None:
    settings = read_settings()
    for rule in settings.blocking:
        for part in rule.agree_on:
            assert read_expression(part)
    assert read_expression(choose_rule(settings=settings))
    assert read_expression(choose_verdict(settings=settings))
