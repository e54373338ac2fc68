"""The growth of a group day by day: each agency's own count, that of all together, and nothing after the day."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
import test_pictures_growth as groups
from support.picture_laws import check_picture

from sightline.pictures.growth.daily_counts import draw_daily_counts
from sightline.pictures.growth.facts import GrownTie, GrowthStory, MemberKind

JAN = date(2025, 1, 24)


def test_each_day_with_news_is_a_row_with_the_counts_of_its_evening() -> None:
    picture = draw_daily_counts(groups.STORY)
    check_picture(picture)
    said = [[cell.text for cell in row] for row in picture.table.rows]
    assert [row[0] for row in said] == ["8 October 2024", "24 January 2025", "1 February 2025", "12 April 2025"]
    assert [row[2] for row in said] == ["1", "2", "2", "3"]
    assert [row[3] for row in said] == ["Police 1", "Police 2", "Police 2", "Police 2, School 1"]
    assert said[1][1].startswith("3: Amara Ashdown (child); 2: ") or "Amara Ashdown (child)" in said[1][1]
    assert "all records together name 3 children. The most that one agency had recorded is 2." in picture.finding


def test_there_is_a_lane_for_each_agency_that_knew_a_child_and_one_for_all_together() -> None:
    drawn = draw_daily_counts(groups.STORY).as_file
    assert all(f">{label}<" in drawn for label in ("Police", "School", "All together"))
    assert ">Health<" not in drawn


def test_what_one_more_agency_learns_later_is_a_row_of_its_own() -> None:
    later = replace(groups.STORY, known=(*groups.STORY.known, ("school", "nell", date(2025, 11, 3))))
    row = draw_daily_counts(later).table.rows[-1]
    assert [cell.text for cell in row] == ["3 November 2025", "School: Nell Ashdown", "3", "Police 2, School 2"]


def test_nothing_after_the_day_of_the_data_is_drawn_or_listed() -> None:
    early = replace(groups.STORY, up_to=JAN)
    picture = draw_daily_counts(early)
    check_picture(picture)
    assert [row[0].text for row in picture.table.rows] == ["8 October 2024", "24 January 2025"]
    assert "Hasan" not in picture.as_file and all(
        "Hasan" not in cell.text for row in picture.table.rows for cell in row
    )


@pytest.mark.parametrize("many", [1, 8, 40])
def test_it_is_legible_with_any_number_of_members(many: int) -> None:
    for seed in range(4):
        drawn = random.Random(seed)
        days = [groups.FIRST - timedelta(days=drawn.randrange(2000)) for _ in range(many)]
        kinds = [MemberKind.CHILD, *(drawn.choice(list(MemberKind)) for _ in range(many - 1))]
        members = tuple(groups.member(f"m{n}", kinds[n], day) for n, day in enumerate(days))
        ties = tuple(GrownTie(drawn.choice(members).key, drawn.choice(members).key, groups.FIRST) for _ in range(many))
        known = tuple((drawn.choice(("police", "school")), one.key, one.seen_on) for one in members)
        picture = draw_daily_counts(
            GrowthStory(members, ties, known, groups.FIRST, groups.UP_TO, asked_other_way=groups.ASKED)
        )
        check_picture(picture)
        assert (
            picture.as_file
            == draw_daily_counts(
                GrowthStory(members, ties, known, groups.FIRST, groups.UP_TO, asked_other_way=groups.ASKED)
            ).as_file
        )
