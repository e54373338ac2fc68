"""A planted county: every planted missed opportunity is found, and fewer than 5 in 100 of those found are false.

The large one is a soak test. Without the data of children's services nothing is said to be missed by the others.
"""

from pathlib import Path

import pytest
from support.opportunity_worlds import build_world, find_all
from support.planted_county import STORIES, Child, plant_county

from sightline.review.opportunities.findings import MomentOutcome, Opportunities

Found = set[tuple[str, str, str]]


def missed_of(found: Opportunities, names: dict[str, str]) -> Found:
    return {
        (names[one.person_id], one.call_id, str(one.known_on))
        for one in found.moments
        if one.outcome is MomentOutcome.MISSED
    }


def find_in(folder: Path, county: list[Child], *, without: str = "") -> tuple[Found, Found]:
    """What was planted, and what was found."""
    rows = [row for child in county for row in child.rows if row["layout"] != without]
    engine = build_world(folder, rows, reach=not without)
    names = dict(engine.connection.execute("SELECT DISTINCT person_id, surname FROM mention JOIN resolved USING (mention_id) WHERE surname <> ''").fetchall())  # fmt: skip
    planted = {(child.surname, call, day) for child in county for call, day in child.missed}
    return planted, missed_of(find_all(engine), names)


def check(planted: Found, found: Found) -> None:
    assert planted <= found, f"planted and not found: {sorted(planted - found)[:5]}"
    false = found - planted
    assert len(false) < 0.05 * len(found), f"{len(false)} of {len(found)} are false: {sorted(false)[:5]}"


def test_every_planted_one_is_found_and_few_are_false(tmp_path: Path) -> None:
    county = [*plant_county(children=4 * 2 * len(STORIES), seed=1)]
    planted, found = find_in(tmp_path, county)
    assert len({call for _, call, _ in planted}) == 10, "each story and each of its calls"
    check(planted, found)


def test_what_lacks_the_data_that_would_show_an_action_is_never_missed(tmp_path: Path) -> None:
    county = [*plant_county(children=2 * 2 * len(STORIES), seed=2)]
    _, found = find_in(tmp_path, county, without="childrens_services_events")
    assert not {call for _, call, _ in found} & {
        "account_without_action/told_elsewhere", "not_shared/sign", "silence_unanswered/appointments",
    }  # fmt: skip


@pytest.mark.soak
@pytest.mark.parametrize("seed", [3, 4])
def test_a_county_of_20_000_children_over_three_years(tmp_path: Path, seed: int) -> None:
    planted, found = find_in(tmp_path, [*plant_county(children=20_000, seed=seed)])
    assert len(planted) > 1_000
    check(planted, found)
