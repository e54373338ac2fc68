"""Every picture that there is, in grey and by size: kinds are told apart without colour, and none has 150 KB."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
import test_home_leaders as leaders
import test_network_chart_drawing as networks
import test_pictures_counts as counts
import test_pictures_family as families
import test_pictures_growth as groups
import test_pictures_knowledge as knowledge
import test_pictures_ladder as ladders
import test_pictures_life as lives
import test_pictures_linkage as pairs
import test_pictures_timeline as timelines
from support.picture_laws import alike_in_grey, check_picture

import sightline
from sightline.casework.home.pages.leaders import AgencyMonth, Figure
from sightline.casework.networks.pages.maps import AreaMap, AreaOnMap, Journey, MappedPlace, PlacesMap
from sightline.casework.networks.selectors.maps import MOST_PLACES
from sightline.casework.networks.selectors.readable import MOST_READABLE
from sightline.casework.people.pages.nodes import Node
from sightline.pictures.canvas import Canvas
from sightline.pictures.counts.estimate_range import draw_range
from sightline.pictures.counts.growth import draw_count_growth
from sightline.pictures.counts.list_overlaps import draw_overlaps
from sightline.pictures.escalation_ladder import draw_ladder
from sightline.pictures.family.tree import draw_family
from sightline.pictures.growth.daily_counts import draw_daily_counts
from sightline.pictures.growth.drawing import draw_growth
from sightline.pictures.growth.facts import GrownMember, GrownTie, GrowthStory, MemberKind
from sightline.pictures.knowledge_grid import draw_knowledge
from sightline.pictures.life.drawing import draw_life
from sightline.pictures.linkage.count_bars import draw_count_bars
from sightline.pictures.linkage.facts import BarsStory, WeightPartFact, WeightPartsStory
from sightline.pictures.linkage.weight_parts import draw_weight_parts
from sightline.pictures.linkage.weights import draw_weights
from sightline.pictures.picture import Picture
from sightline.pictures.timeline.drawing import draw_timeline
from sightline.scale.reports.pictures import tell_overlaps, tell_range
from sightline.scale.results import MethodStatus, Range
from sightline.web.home.trend_pictures import agency_trends, month_trend
from sightline.web.networks.area_drawing import draw_areas
from sightline.web.networks.chart import draw_chart
from sightline.web.networks.drawing import draw
from sightline.web.networks.map_drawing import draw_places

MANY = (
    402  # events of a person, each of a day of its own or not: as many as a child has had of any in the demo, or more
)
PACKAGE = Path(sightline.__file__).parent


def area_map() -> Picture:
    """Forty areas of forty corners, each joined to the next."""
    ring = tuple((100.0 * n, 100.0 * (n % 7)) for n in range(40))
    areas = tuple(
        AreaOnMap(f"Area {n}", (tuple((x + 5_000 * (n % 8), y + 5_000 * (n // 8)) for x, y in ring),),
                  (2_000.0 + 5_000 * (n % 8), 300.0 + 5_000 * (n // 8)), (None, 0, 3, 7, 15)[n % 5], n % 2)
        for n in range(40)
    )  # fmt: skip
    journeys = tuple(Journey(f"Area {n}", f"Area {n + 1}", 3 + n) for n in range(8))
    read = AreaMap(areas, (), journeys, (), (), 40, 9, 1, 0, 2, date(2025, 12, 31))
    return draw_areas(read, title="From the home area on the police report", sentences=("Words.",))


def places() -> Picture:
    """As many places as a map has, near each other."""
    many = tuple(
        MappedPlace(Node("place", f"{n:020}", f"Number {n}, Mill Lane"), 1, 1, date(2025, 1, 1), date(2025, 1, 1),
                    (430_000.0 + 90 * (n % 15), 250_000.0 + 60 * n))
        for n in range(MOST_PLACES)
    )  # fmt: skip
    drawing = draw_places(PlacesMap(many), title="Places", sentences=("Words.",))
    assert drawing
    return drawing.picture


def network() -> Picture:
    """As many as can be read in one chart."""
    graph = networks.graph_of(MOST_READABLE, 2 * MOST_READABLE, same=((f"{1:020}", f"{9:020}"),))
    return draw_chart(draw(graph), words=networks.WORDS)


def group() -> Picture:
    """A group of every kind over three years."""
    kinds = list(MemberKind)
    members = [
        GrownMember(f"m{n}", f"Member number {n}", kinds[n % len(kinds)], groups.FIRST - timedelta(days=40 * n), "/m/")
        for n in range(30)
    ]
    ties = [GrownTie("m0", f"m{n}", groups.FIRST) for n in range(1, 30)]
    known = [("police" if n % 2 else "school", f"m{n}", groups.FIRST) for n in range(30)]
    return draw_growth(
        GrowthStory(tuple(members), tuple(ties), tuple(known), groups.FIRST, groups.UP_TO, asked_other_way=groups.ASKED)
    )


def trends(*, agencies: bool) -> Picture:
    """Thirteen months, some hidden."""
    months = [leaders.month_figures(leaders.month(f"2026-{n:02}", overdue=n * 9)) for n in range(1, 13)]
    row = (Figure("under 5"), Figure("30", 30))
    part = leaders.leaders(months, tuple(AgencyMonth(one.month, row) for one in months))
    return agency_trends(part) if agencies else month_trend(part)


def overlaps() -> Picture:
    """Twelve lists, on which people are in every way."""
    lists = tuple(f"List {n} with a long name of its own" for n in range(12))
    cells = {f"_{cell}": float(3 + cell % 90) for cell in range(1, 1 << 12, 5)}
    return draw_overlaps(tell_overlaps(counts.table(lists, **cells), key="lists", about="x", up_to=counts.UP_TO))


def methods() -> Picture:
    """A dozen methods."""
    answers = [
        counts.answer(f"method {n}", 900 + n, 800, 1200, MethodStatus.ESTIMATE if n % 2 else MethodStatus.BOUND)
        for n in range(12)
    ]
    found = Range(800, 1200)
    return draw_range(tell_range(answers, key="range", about="x", observed=700, found=found, up_to=counts.UP_TO))


def weights() -> Picture:
    """All bands of weight that a page has, matched and asked."""
    return draw_weights(pairs.weights_story(pairs.bands(40, 0, 12_345), pairs.bands(7, 14, 3)))


def scored() -> Picture:
    """All pairs by four verdicts, and those that people answered."""
    return draw_weights(pairs.weights_story(*(pairs.bands(n, 12_345, 3, 0, 1_234_567) for n in range(6))))


def weight_parts() -> Picture:
    """A dozen comparisons, for and against."""
    parts = tuple(WeightPartFact(f"comparison number {n}", 8.25 - 1.5 * n) for n in range(12))
    return draw_weight_parts(
        WeightPartsStory("pair", -17.6, parts, -17.6 + sum(one.bits for one in parts), 6.0, pairs.UP_TO)
    )


def bars() -> Picture:
    """Twenty named counts, one of them hidden."""
    named = tuple((f"A way to meet, number {n}", pairs.shown(n * 37)) for n in range(19))
    story = BarsStory(
        "rules", "By which rule", "Words.", ("Rule", "Pairs"), (*named, ("A rare way", pairs.shown(3))), pairs.UP_TO
    )
    return draw_count_bars(story)


# Each module that draws a picture, with as much in it as the largest case of the demo, or more.
PICTURES: dict[str, list[Callable[[], Picture]]] = {
    "pictures/timeline/drawing.py": [lambda: draw_timeline(timelines.story_of(5, MANY))],
    "pictures/family/tree.py": [lambda: draw_family(families.family(3, 16))],
    "pictures/knowledge_grid.py": [lambda: draw_knowledge(knowledge.FACTS)],
    "pictures/escalation_ladder.py": [lambda: draw_ladder(ladders.story())],
    "pictures/growth/drawing.py": [group],
    "pictures/growth/daily_counts.py": [lambda: draw_daily_counts(groups.STORY)],
    "pictures/life/drawing.py": [lambda: draw_life(lives.STORY)],
    "pictures/trends.py": [lambda: trends(agencies=False), lambda: trends(agencies=True)],
    "pictures/counts/list_overlaps.py": [overlaps],
    "pictures/counts/estimate_range.py": [methods],
    "pictures/counts/growth.py": [lambda: draw_count_growth(counts.growth([(n, n, n) for n in range(400)]))],
    "pictures/linkage/weights.py": [weights, scored],
    "pictures/linkage/weight_parts.py": [weight_parts],
    "pictures/linkage/count_bars.py": [bars],
    "web/networks/chart.py": [network],
    "web/networks/area_drawing.py": [area_map],
    "web/networks/map_drawing.py": [places],
}


def test_every_picture_is_here() -> None:
    drawing = {
        str(file.relative_to(PACKAGE))
        for folder in ("pictures", "web")
        for file in (PACKAGE / folder).rglob("*.py")
        if re.search(r"^    draw_foot\(", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert drawing == set(PICTURES)


@pytest.mark.parametrize("module", PICTURES)
def test_kinds_are_told_apart_without_colour_and_the_largest_is_small(module: str) -> None:
    for make in PICTURES[module]:
        check_picture(make())  # its laws: in grey, and under 150 KB


def test_the_law_sees_two_marks_that_differ_in_colour_alone() -> None:
    canvas = Canvas(100, 100)
    canvas.key = [
        (lambda sheet, x, y: sheet.circle(x, y, 5, fill="#b3261e"), "late"),
        (lambda sheet, x, y: sheet.circle(x, y, 5, fill="#a03070"), "own words"),
        (lambda sheet, x, y: sheet.circle(x, y, 5, fill="#ffffff", stroke="#00603a"), "open"),
    ]
    assert alike_in_grey(canvas) == [("late", "own words")]
