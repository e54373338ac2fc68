"""What an estimate hangs on: changed tables, with the answers worked out beside them."""

import numpy as np
import pytest

from sightline.scale.checks import check_table, find_links, miss_links, thin_listings
from sightline.scale.results import TableCheck
from sightline.scale.table_reader import read_csv
from sightline.scale.tables import OverlapTable


def table(counts: list[float], lists: str = "abc") -> OverlapTable:
    return OverlapTable(tuple(lists), np.array(counts, dtype=np.float64))


def by_kind(checks: list[TableCheck], kind: str) -> dict[str, TableCheck]:
    return {one.what: one for one in checks if one.kind == kind}


def test_a_table_of_independent_lists_gives_its_truth_from_every_side() -> None:
    """1,000 people, each on each list with a chance of one half: 125 in every cell, the unseen among them."""
    checks = check_table(table=table([0] + [125] * 7))
    (whole,) = by_kind(checks, "as it is").values()
    assert whole.independent == pytest.approx(1000)
    assert whole.stepwise == pytest.approx(1000)
    for one in by_kind(checks, "without a list").values():
        assert (one.observed, one.independent) == (750, pytest.approx(1000))
    for one in by_kind(checks, "within a list").values():
        assert (one.observed, one.truth, one.independent) == (375, 500, pytest.approx(500))
    for one in by_kind(checks, "two lists as one").values():
        assert one.independent == pytest.approx(1000)
    for one in by_kind(checks, "fewer listings").values():
        assert one.independent == pytest.approx(1000)


def test_missed_links_make_two_people_of_one() -> None:
    """Of 40 on both lists a tenth is taken for two: 4 fewer on both, 4 more on each alone; found again they come back."""
    changed = miss_links(table([0, 100, 80, 40], "ab"), 0.1)
    assert list(changed) == [0, 104, 84, 36]
    back = find_links(table(list(changed), "ab"), 0.1)
    assert list(back) == pytest.approx([0, 100, 80, 40])


def test_links_cannot_be_found_where_nobody_is_to_be_joined() -> None:
    assert list(find_links(table([0, 1, 80, 40], "ab"), 0.1)) == pytest.approx([0, 0, 79, 41])


def test_fewer_listings_lose_those_seen_once() -> None:
    """Half of the listings: of 40 on both, 10 stay on both, 10 are on each alone, 10 are lost."""
    assert list(thin_listings(table([0, 0, 0, 40], "ab"), 0.5)) == [0, 10, 10, 10]


def test_a_dated_table_is_looked_at_month_by_month() -> None:
    rows = "".join(
        f"{cell},{month}\n" * people
        for month, counts in (("2024-01", (9, 8, 7)), ("2024-02", (20, 18, 12)), ("2024-04", (3, 2, 1)))
        for cell, people in zip(("1,0", "0,1", "1,1"), counts, strict=True)
    )
    found = read_csv(f"a,b,month\n{rows}", name="t.csv")
    assert isinstance(found, OverlapTable)
    checks = check_table(table=found)
    grown = by_kind(checks, "as data grew")
    assert [one.observed for one in grown.values()] == [24, 74, 80]
    assert grown["up to 2024-04"].independent == pytest.approx(52 * 48 / 20)  # Lincoln and Petersen
    without = by_kind(checks, "without a month")
    assert without["without 2024-02"].observed == 30
    assert without["without 2024-02"].independent == pytest.approx(20 * 18 / 8)


def test_an_undated_table_says_nothing_of_months() -> None:
    kinds = {one.kind for one in check_table(table=table([0, 5, 5, 5], "ab"))}
    assert kinds == {"as it is", "links", "fewer listings"}


def test_a_changed_table_without_an_answer_says_so() -> None:
    checks = check_table(table=table([0, 40, 30, 6, 20, 0, 0, 0]))
    without_a = by_kind(checks, "without a list")["without a"]
    assert (without_a.independent, without_a.stepwise) == (None, None)
