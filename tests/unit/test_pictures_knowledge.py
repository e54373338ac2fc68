"""The grid of who knew what, and when: the days that records give, nothing else, and never without the other question."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from django.template.loader import render_to_string
from support.picture_laws import check_picture

from sightline.pictures.knowledge_facts import (
    OF_A_PATTERN,
    OF_A_STATEMENT,
    OF_SIGNS,
    GridWords,
    Knowledge,
    KnownElement,
)
from sightline.pictures.knowledge_grid import draw_knowledge
from sightline.pictures.palette import AGENCIES
from sightline.web.pictures.knowledge_grid import show_grid

JAN, APR, AUG = date(2025, 1, 24), date(2025, 4, 12), date(2025, 8, 5)
FACTS = Knowledge(
    statement="Possible organised abuse",
    about="Nell Ashdown",
    rule="Four of six signs.",
    elements=(
        KnownElement("Two children share an adult", (("police", APR, "/1/"), ("youth_service", JAN, "/2/"), ("police", AUG, "/3/"))),
        KnownElement("A sign with a long name that needs two lines", (("school", date(2024, 12, 9), "/4/"),)),
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
    assert said[0] == [
        "Two children share an adult",
        "12 Apr 2025",
        "not in these records",
        "24 Jan 2025",
        "24 Jan 2025",
    ]
    assert said[2][2:] == ["never alone", "never alone", "24 Jan 2025"]
    assert said[3] == ["Days before the first joint action", "115", "none", "none", "193"]
    assert picture.table.rows[0][4].href == "/2/" and "193 days later" in picture.finding


def test_it_says_when_an_agency_met_it_by_later_records_than_those_of_the_rows() -> None:
    """Police have a day of their own, though no row gives them the second sign."""
    picture = draw_knowledge(FACTS)
    assert "The rows are the records that showed it first." in picture.as_file and "Nell Ashdown" in picture.title
    assert ">from other records<" in picture.as_file
    stated = [cell.text for cell in picture.table.rows[2]]
    assert stated == [
        "Pattern could be seen",
        "12 Apr 2025, from other records",
        "never alone",
        "never alone",
        "24 Jan 2025",
    ]
    own = replace(FACTS, elements=FACTS.elements[:1])
    check_picture(draw_knowledge(own))
    assert (
        "showed it first" not in draw_knowledge(own).as_file
        and "from other records<" not in draw_knowledge(own).as_file
    )


@pytest.mark.parametrize("words", [OF_A_PATTERN, OF_SIGNS, OF_A_STATEMENT])
def test_it_says_what_alone_means(words: GridWords) -> None:
    picture = draw_knowledge(replace(FACTS, words=words))
    assert f"in this chart. {words.alone}<" in picture.as_file
    assert str(OF_SIGNS.alone) == "Alone: the same signs in that agency’s own notes."


def test_without_a_joint_action_no_margin_is_said() -> None:
    picture = draw_knowledge(replace(FACTS, acted_on=None))
    check_picture(picture)
    assert "joint action" not in picture.finding + picture.as_file and FACTS.asked_other_way in picture.finding


def test_each_organisation_of_an_agency_has_its_column_and_a_record_of_nobody_known_counts_for_all_alone() -> None:
    names = ("Elm School", "Oak Grove Academy and Sixth Form College")
    holders = {f"school: {name}": ("school", name) for name in names}
    elm, oak = holders
    known = ((oak, APR, "/1/"), (elm, AUG, "/2/"), ("police", APR, "/3/"), ("", JAN, "/4/"))
    facts = replace(
        FACTS, elements=(KnownElement("A sign", known),), alone=((elm, AUG), (oak, APR), ("police", APR)),
        organisations=holders,
    )  # fmt: skip
    picture = draw_knowledge(facts)
    check_picture(picture)
    assert picture.table.head == ("Sign", "Police", *names, "All together")
    said = [cell.text for cell in picture.table.rows[0]]
    assert said == ["A sign", "12 Apr 2025", "5 Aug 2025", "12 Apr 2025", "24 Jan 2025"]
    assert "Elm School alone: from 5 August 2025." in picture.finding


@pytest.mark.parametrize("many", range(1, len(AGENCIES) + 1))
def test_it_is_legible_with_any_number_of_agencies(many: int) -> None:
    agencies = list(AGENCIES)[:many]
    known = tuple((agency, JAN, "/r/") for agency in agencies)
    elements = tuple(KnownElement(f"{one} and {other}", known) for one, other in combinations(agencies, 2)) or (
        KnownElement("A", known),
    )
    check_picture(draw_knowledge(replace(FACTS, elements=elements, alone=tuple((one, JAN) for one in agencies))))


def test_a_review_shows_its_own_elements_by_the_same_include_with_its_own_words() -> None:
    """No page of a pattern is needed: facts in, a block of HTML out, with the table and a file only if there is one."""
    elements = (KnownElement("Two children were driven to one house", (("police", JAN, ""), ("health", APR, "/4/"))),)
    facts = replace(FACTS, statement="Abuse by a group could be seen", elements=elements, words=OF_A_STATEMENT)
    grid = show_grid(facts)
    check_picture(grid.picture)
    assert grid.picture.table.head[0] == "Element" and grid.picture.table.rows[-2][0].text == "Statement could be true"
    said = render_to_string("pictures/knowledge.html", {"grid": grid})
    assert "Two children were driven to one house" in said and "Asked the other way" in said and "<table" in said
    assert "Download" not in said
    assert "/file/" in render_to_string("pictures/knowledge.html", {"grid": show_grid(facts, file_url="/file/")})


def test_no_grid_is_without_the_question_asked_the_other_way() -> None:
    with pytest.raises(ValueError, match="the other way"):
        replace(FACTS, asked_other_way="")


def test_an_agency_without_a_record_in_a_row_is_not_said_to_have_known_nothing() -> None:
    """Police could state it alone, so they had the second sign in other records: the picture does not deny it."""
    picture = draw_knowledge(FACTS)
    said = " ".join(cell.text for row in picture.table.rows for cell in row)
    assert "not known" not in said + picture.as_file and "first knew" not in picture.as_file
    assert picture.table.rows[1][1].text == "not in these records" and ">none here<" in picture.as_file
    assert "The agency may have known from other records, or in another way." in picture.as_file
    every = KnownElement("All of them", (("police", APR, "/1/"), ("school", JAN, "/2/")))
    whole = draw_knowledge(replace(FACTS, elements=(every,)))
    assert "None here" not in whole.as_file and "none here" not in whole.as_file


def test_a_statement_by_rules_made_later_says_so_in_the_drawing_the_words_and_the_table() -> None:
    says = "With hindsight: read by rules made later."
    plain, later = draw_knowledge(FACTS), draw_knowledge(replace(FACTS, hindsight=says))
    check_picture(later)
    assert says in later.as_file and says in later.finding and says not in plain.as_file + plain.finding
    assert [row[0].text for row in later.table.rows if "(hindsight)" in row[0].text] == [
        "Pattern could be seen (hindsight)"
    ]
    assert not any("hindsight" in row[0].text for row in plain.table.rows)
