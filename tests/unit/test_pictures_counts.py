"""The pictures of a count: legible with few lists and many, and no mark, place or word says a number that is hidden."""

import random
from datetime import date
from xml.etree import ElementTree

import numpy as np
import pytest
from support.picture_laws import SVG, check_picture

from sightline.pictures.counts.estimate_range import draw_range
from sightline.pictures.counts.facts import CountGrowth, GrownMonth, RangeStory, ShownMethod
from sightline.pictures.counts.growth import draw_count_growth
from sightline.pictures.counts.list_overlaps import HIDDEN_TALL, draw_overlaps
from sightline.pictures.trend_facts import ShownNumber
from sightline.scale.reports.pictures import tell_overlaps, tell_range
from sightline.scale.results import MethodResult, MethodStatus, Range
from sightline.scale.tables import OverlapTable

UP_TO = date(2026, 3, 20)
NAMES = ("Reported missing", "On a child protection plan for a reason that takes many words to say", "Seen at a clinic")


def table(lists: tuple[str, ...], **cells: float) -> OverlapTable:
    """`_3=12`: twelve are on the first list and the second."""
    counts = np.zeros(1 << len(lists))
    for name, people in cells.items():
        counts[int(name[1:])] = people
    return OverlapTable(lists, counts)


def shown(number: int) -> ShownNumber:
    return ShownNumber("under 5") if 0 < number < 5 else ShownNumber(f"{number:,}", number)


def test_what_is_hidden_is_one_box_last_and_in_the_order_of_the_lists() -> None:
    """2 are on the third list alone, so others are hidden too: whatever they are, the picture is the same."""
    pictures = [
        draw_overlaps(tell_overlaps(found, key="overlaps", about="children", up_to=UP_TO))
        for found in (table(NAMES, _1=40, _4=2, _5=9, _2=12, _3=7), table(NAMES, _1=40, _4=4, _5=6, _2=11, _3=31))
    ]
    assert pictures[0].as_file == pictures[1].as_file
    check_picture(pictures[0])
    said = [tuple(cell.text for cell in row) for row in pictures[0].table.rows]
    assert [number for _, number in said] == ["40", "hidden", "hidden", "under 5", "hidden"]
    assert [lists for lists, _ in said[1:]] == [NAMES[1], "; ".join(NAMES[:2]), NAMES[2], f"{NAMES[0]}; {NAMES[2]}"]
    drawn = pictures[0].as_file
    boxes = [one for one in ElementTree.fromstring(drawn).iter(f"{SVG}rect") if one.get("stroke-dasharray")]
    assert len(boxes) == 5 and {one.get("height") for one in boxes} == {str(HIDDEN_TALL)}, "four columns, and the key"
    assert "The most, 40, are on exactly: Reported missing." in pictures[0].finding


@pytest.mark.parametrize("many", [2, 5, 12])
def test_lists_are_legible_however_many_there_are_and_what_is_not_drawn_is_said(many: int) -> None:
    for seed in range(3):
        drawn = random.Random(seed)
        lists = tuple(f"{drawn.choice(NAMES)} {n}" for n in range(many))
        cells = {f"_{drawn.randrange(1, 1 << many)}": float(drawn.choice((1, 3, 6, 40, 12_345))) for _ in range(60)}
        picture = draw_overlaps(tell_overlaps(table(lists, **cells), key="overlaps", about="children", up_to=None))
        check_picture(picture)
        assert len(picture.table.rows) == len(cells)
        assert ("are drawn, the largest first" in picture.finding) == (many > 2)
    few = draw_overlaps(tell_overlaps(table(lists, _1=3.0), key="overlaps", about="children", up_to=None))
    check_picture(few)
    assert "Each number is under 5" in few.finding


def answer(method: str, n: float, lower: float, upper: float, status: MethodStatus) -> MethodResult:
    return MethodResult(method, n, lower, upper, status, because="It assumes that lists are independent.")


def test_each_method_with_limits_has_a_line_and_each_is_in_the_table() -> None:
    answers = [
        answer("main effects", 2007, 1700, 2400, MethodStatus.ESTIMATE),
        answer("stepwise, chosen again in each resample of the table", 2483, 1900, 3300, MethodStatus.ESTIMATE),
        answer("latent classes", 9000, 345, 1e9, MethodStatus.INDICATION),
        MethodResult("sample coverage", None, None, None, MethodStatus.REFUSED, because="Too few are on two lists."),
    ]
    story = tell_range(answers, key="range", about="people", observed=345, found=Range(1700, 3300), up_to=UP_TO)
    picture = draw_range(story)
    check_picture(picture)
    assert "345 were seen on the lists. In all there may be between 1,700 and 3,300." in picture.finding
    assert "A method without limits has no line" in picture.finding
    assert [row[0].text for row in picture.table.rows] == [one.method for one in answers]
    assert "2,007 (1,700 to 2,400)" in picture.as_file and "9,000 (345 to 1,000,000,000)" in picture.as_file
    assert picture.as_file.count('stroke-dasharray="5 4"') == 2, "the one that does not count, and the key"


def test_the_range_of_few_and_of_many_is_legible() -> None:
    for seed in range(6):
        drawn = random.Random(seed)
        observed = drawn.choice((0, 3, 40, 9_000))
        answers = []
        for n in range(drawn.choice((1, 4, 12))):
            lower = observed + drawn.randrange(5000)
            middle = lower + drawn.randrange(2000)
            status = drawn.choice((MethodStatus.ESTIMATE, MethodStatus.BOUND))
            answers.append(answer(f"method {n}", middle, lower, middle + drawn.randrange(90_000), status))
        found = None if seed % 3 == 0 else Range(observed + 10, observed + 900)
        check_picture(
            draw_range(tell_range(answers, key="range", about="x", observed=observed, found=found, up_to=None))
        )


def growth(numbers: list[tuple[int, int, int]]) -> CountGrowth:
    months = tuple(
        GrownMonth(date(2015 + place // 12, place % 12 + 1, 1), *map(shown, each)) for place, each in enumerate(numbers)
    )
    return CountGrowth("growth", "children", months, UP_TO)


def test_a_small_number_is_dotted_and_never_nought() -> None:
    picture = draw_count_growth(growth([(0, 0, 0), (10, 5, 3), (40, 25, 5)]))
    check_picture(picture)
    assert picture.finding.startswith("At the end of March 2015: 25 known to an agency, 5 of them as harmed. 40 could")
    assert [[cell.text for cell in row] for row in picture.table.rows][1] == ["February 2015", "10", "5", "under 5"]
    assert picture.as_file.count('stroke-dasharray="2 4"') == 1, "one month of one line"
    assert all(f'stroke-dasharray="{dash}"' in picture.as_file for dash in ("7 4", "10 3 2 3")), (
        "each line has its style"
    )


@pytest.mark.parametrize("months", [2, 14, 400])
def test_growth_is_legible_over_any_time(months: int) -> None:
    for seed in range(3):
        drawn = random.Random(seed)
        known = sorted(drawn.randrange(0, 3000, 5) for _ in range(months))
        check_picture(draw_count_growth(growth([(one + 5 * seed, one, one // 10 * 5) for one in known])))


def test_an_answer_without_limits_has_no_line() -> None:
    one = ShownMethod("Chao", 12, None, None, False, "12", "-", "a lower bound", "")
    assert not one.is_drawn and not RangeStory("k", "a", (one,), shown(9), None, None).drawn
