"""The grid of who knew what, and when: the days that records give, nothing else, and never without the other question."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from support.picture_laws import check_picture

from sightline.pictures.knowledge_facts import Knowledge, KnownSign
from sightline.pictures.knowledge_grid import draw_knowledge
from sightline.pictures.palette import AGENCIES

JAN, APR, AUG = date(2025, 1, 24), date(2025, 4, 12), date(2025, 8, 5)
FACTS = Knowledge(
    pattern="Possible organised abuse",
    about="Nell Ashdown",
    rule="Four of six signs.",
    signs=(
        KnownSign("Two children share an adult", (("police", APR, "/1/"), ("youth_service", JAN, "/2/"), ("police", AUG, "/3/"))),
        KnownSign("A sign with a long name that needs two lines", (("school", date(2024, 12, 9), "/4/"),)),
    ),
    alone=(("police", APR), ("school", None)),
    together_on=JAN,
    up_to=date(2025, 9, 1),
    asked_other_way="Asked the other way: 6 other times.",
    acted_on=AUG,
)  # fmt: skip


def test_each_cell_has_the_first_day_of_that_agency_and_together_the_first_of_all() -> None:
    picture = draw_knowledge(FACTS)
    check_picture(picture)
    assert picture.table.head == ("Sign", "Police", "School", "Youth service", "All together")
    said = [[cell.text for cell in row] for row in picture.table.rows]
    assert said[0] == ["Two children share an adult", "12 Apr 2025", "not known", "24 Jan 2025", "24 Jan 2025"]
    assert said[2] == ["Pattern could be stated", "12 Apr 2025", "never alone", "never alone", "24 Jan 2025"]
    assert said[3] == ["Days before the first joint action", "115", "none", "none", "193"]
    assert picture.table.rows[0][4].href == "/2/" and "193 days later" in picture.finding


def test_it_says_when_an_agency_met_it_by_later_records_than_those_of_the_rows() -> None:
    """Police have a day of their own, though no row gives them the second sign."""
    picture = draw_knowledge(FACTS)
    assert "The rows are the records that showed it first." in picture.as_file and "Nell Ashdown" in picture.title
    own = replace(FACTS, signs=FACTS.signs[:1])
    assert "showed it first" not in draw_knowledge(own).as_file


def test_without_a_joint_action_no_margin_is_said() -> None:
    picture = draw_knowledge(replace(FACTS, acted_on=None))
    check_picture(picture)
    assert "joint action" not in picture.finding + picture.as_file and FACTS.asked_other_way in picture.finding


@pytest.mark.parametrize("many", range(1, len(AGENCIES) + 1))
def test_it_is_legible_with_any_number_of_agencies(many: int) -> None:
    agencies = list(AGENCIES)[:many]
    known = tuple((agency, JAN, "/r/") for agency in agencies)
    signs = tuple(KnownSign(f"{one} and {other}", known) for one, other in combinations(agencies, 2)) or (
        KnownSign("A", known),
    )
    check_picture(draw_knowledge(replace(FACTS, signs=signs, alone=tuple((one, JAN) for one in agencies))))
