"""The life line of a child: what records say of homes, schools, lead workers and status, and where they say nothing."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from support.picture_laws import check_picture

from sightline.pictures.life.drawing import draw_life
from sightline.pictures.life.facts import LifeLane, LifeSpan, LifeStory, SpanEnd

MARCH, MAY, UP_TO = date(2024, 3, 4), date(2024, 5, 20), date(2025, 2, 1)
SPANS = (
    LifeSpan(LifeLane.HOME, "Home 1", "health", MARCH, MAY, SpanEnd.LAST_RECORD, (MARCH, MAY), "/h/"),
    LifeSpan(LifeLane.SCHOOL, "Elm School", "school", MARCH, MARCH, SpanEnd.LAST_RECORD, (MARCH,)),
    LifeSpan(LifeLane.STATUS, "Plan started", "childrens_services", MARCH, MAY, SpanEnd.ENDED, (MARCH, MAY)),
    LifeSpan(LifeLane.STATUS, "Looked after", "childrens_services", MAY, UP_TO, SpanEnd.NOT_RECORDED, (MAY,)),
)
STORY = LifeStory("Child A", MARCH, UP_TO, SPANS, born_on=date(2010, 2, 28))


def test_the_table_says_what_is_drawn_and_how_sure_its_end_is() -> None:
    picture = draw_life(STORY)
    check_picture(picture)
    assert [[cell.text for cell in row] for row in picture.table.rows] == [
        ["Homes", "Home 1", "Health", "4 March 2024", "20 May 2024, the last record", "2"],
        ["Schools", "Elm School", "School", "4 March 2024", "4 March 2024, the last record", "1"],
        ["Plans and legal status", "Plan started", "Children’s services", "4 March 2024", "20 May 2024", "2"],
        ["Plans and legal status", "Looked after", "Children’s services", "20 May 2024", "no end recorded", "1"],
    ]
    assert picture.finding.endswith("homes 1, schools 1, lead workers 0. No end is recorded of: Looked after.")


def test_what_no_record_says_is_said_and_drawn_as_not_known() -> None:
    picture = draw_life(STORY)
    assert picture.as_file.count(">no record says so<") == 1  # lead workers
    assert (
        ">no record says so<"
        not in draw_life(
            replace(
                STORY, spans=(*SPANS, LifeSpan(LifeLane.WORKER, "Lead worker 1", "health", MAY, MAY, SpanEnd.ENDED))
            )
        ).as_file
    )


def test_birthdays_are_there_where_one_birth_date_is_recorded() -> None:
    story = replace(STORY, first=date(2023, 3, 1))
    assert list(story.birthdays()) == [(date(2024, 2, 28), 14)]
    leap = replace(story, born_on=date(2008, 2, 29))
    assert list(leap.birthdays()) == [(date(2023, 3, 1), 15), (date(2024, 2, 29), 16)]
    without = draw_life(replace(STORY, born_on=None))
    check_picture(without)
    assert "Age on the birthday" not in without.as_file


@pytest.mark.parametrize("many", [1, 12, 40])
def test_it_is_legible_with_any_number_of_spans(many: int) -> None:
    for seed in range(4):
        drawn = random.Random(seed)
        spans = []
        for n in range(many):
            first = MARCH + timedelta(days=drawn.randrange(-1500, 300))
            last = min(first + timedelta(days=drawn.randrange(900)), UP_TO)
            label = f"{'A long name of a school that needs two lines ' * drawn.randrange(2)}{n}"
            lane, ends = drawn.choice(list(LifeLane)), drawn.choice(list(SpanEnd))
            spans.append(LifeSpan(lane, label, "school", first, last, ends, (first, last), f"/{n}/"))
        story = replace(STORY, first=min(one.first_on for one in spans), spans=tuple(spans))
        check_picture(draw_life(story))
        assert draw_life(story).as_file == draw_life(story).as_file
