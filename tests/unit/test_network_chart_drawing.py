"""A chart as it is drawn: children in the middle, labels beside each other and not on icons, two who may be one."""

import html
import random
import re
from dataclasses import replace
from datetime import date
from itertools import combinations
from math import hypot

import pytest
from support.picture_laws import check_picture

from sightline.casework.networks.pages.networks import Graph, Link, MissingTogether
from sightline.casework.networks.selectors.readable import MOST_READABLE
from sightline.casework.people.pages.nodes import Node
from sightline.pictures.canvas import Box
from sightline.web.networks.chart import ChartWords, draw_chart, label_places
from sightline.web.networks.chart_key import LINE_INK, PALE_INK
from sightline.web.networks.drawing import as_data, draw, says_below
from sightline.web.networks.link_labels import LinkCourse, make_label, place_labels
from sightline.web.networks.link_words import count_in_words, days_in_short
from sightline.web.networks.rows_layout import LABELLED, WIDTH, lay_out_rows

DAY = date(2025, 3, 5)
KINDS = ("child", "adult", "vehicle", "phone", "place", "unidentified", "person", "account")
WORDS = ChartWords("Who and what is around Nell Ashdown", DAY, centre=f"{0:020}")


def graph_of(nodes: int, links: int, *, same: tuple[tuple[str, str], ...] = ()) -> Graph:
    chance = random.Random(nodes)
    made = [
        Node(KINDS[n % len(KINDS)], f"{n:020}", f"Name of number {n}, Ordinary Road, Tarrowby") for n in range(nodes)
    ]
    pairs = chance.sample(list(combinations(range(nodes), 2)), links)
    return Graph(
        tuple(made),
        tuple(
            Link(f"{one:020}", f"{other:020}", DAY, DAY, ("r1", "r2"), ("police", "school"), layouts=("police_missing",),
                 known_on=("2025-03-06", "2025-04-01"), weak=bool(one % 2))
            for one, other in pairs
        ),
        same=same,
    )  # fmt: skip


def overlapping(boxes: list[Box]) -> list[tuple[Box, Box]]:
    return [(one, other) for one, other in combinations(boxes, 2) if one.hits(other)]


@pytest.mark.parametrize("nodes", [1, 5, 17, MOST_READABLE])
def test_children_stand_in_the_middle_and_nobody_on_another(nodes: int) -> None:
    graph = graph_of(nodes, min(nodes, nodes * (nodes - 1) // 2))
    rows = lay_out_rows(graph.nodes, [(link.person_id, link.entity_id) for link in graph.links])
    assert [band.label for band in rows.bands if band.label == "Children"] == ["Children"]
    for node in graph.nodes:
        x, y = rows.points[node.node_id]
        (band,) = (one for one in rows.bands if one.top <= y <= one.bottom)
        assert (band.label == "Children") == (node.kind == "child") and 0 < x < WIDTH - 150
    room = [Box(x - 26, y - 26, x + 182, y + 26) for x, y in rows.points.values()]
    assert overlapping(room) == []


@pytest.mark.parametrize(("nodes", "links"), [(2, 1), (8, 9), (16, 20), (60, 90)])
def test_no_label_lies_on_another_or_on_an_icon_and_the_picture_is_small(nodes: int, links: int) -> None:
    same = ((f"{0:020}", f"{8:020}"),) if nodes > 8 else ()
    chart = draw_chart(draw(graph_of(nodes, links, same=same)), words=WORDS)
    check_picture(chart)
    assert chart.as_file == draw_chart(draw(graph_of(nodes, links, same=same)), words=WORDS).as_file
    assert ("Possible match" in chart.as_file) == bool(same)


def crowded(adults: int, children: int, things: int) -> Graph:
    """Every adult is tied to every thing, and to nobody between."""
    kinds = ["adult"] * adults + ["child"] * children + ["vehicle"] * things
    ids = [f"{n:020}" for n in range(len(kinds))]
    nodes = tuple(Node(kind, one, f"Name {one[-2:]}") for kind, one in zip(kinds, ids, strict=True))
    pairs = [(one, other) for one in ids[:adults] for other in ids[adults + children :]]
    return Graph(nodes, tuple(Link(one, other, DAY, DAY, ("r1",), ("police",)) for one, other in pairs))


def passes_by(svg: str) -> list[float]:
    """How near each line comes to the nearest node that is at neither of its ends."""
    number = r"(-?[\d.]+)"
    nodes = {(float(x), float(y)) for x, y in re.findall(rf"translate\({number} {number}\)", svg)}
    ways = [
        tuple(map(float, one))
        for one in re.findall(rf'd="M{number} {number}Q{number} {number} {number} {number}"', svg)
    ]
    for line in re.findall(r"<line [^>]*>", svg):
        x1, y1, x2, y2 = (float(re.search(rf' {name}="{number}"', line)[1]) for name in ("x1", "y1", "x2", "y2"))  # type: ignore[index]
        ways.append((x1, y1, (x1 + x2) / 2, (y1 + y2) / 2, x2, y2))
    found = []
    for x1, y1, bx, by, x2, y2 in ways:
        if (x1, y1) in nodes and (x2, y2) in nodes:
            course = LinkCourse((x1, y1), (x2, y2), (bx, by))
            points = [course.at(nth / 300) for nth in range(301)]
            others = nodes - {(x1, y1), (x2, y2)}
            found += [min((hypot(x - a, y - b) for x, y in points for a, b in others), default=99)]
    return found


@pytest.mark.parametrize(
    "graph", [crowded(2, 3, 2), crowded(1, 1, 1), crowded(3, 5, 4), graph_of(8, 9), graph_of(16, 20), graph_of(30, 40)]
)
def test_no_line_runs_through_anybody_whom_it_does_not_tie(graph: Graph) -> None:
    found = passes_by(draw_chart(draw(graph), words=WORDS).as_file)
    assert len(found) == len(graph.links) and min(found) >= 20


def test_the_script_is_told_where_the_printed_labels_stand_and_how_lines_run() -> None:
    drawing = draw(graph_of(9, 9, same=((f"{0:020}", f"{8:020}"),)))
    places = label_places(drawing, centre="")
    told = as_data(drawing, left_out=0, places=places)
    assert [line[12] for line in told["lines"]] == list(range(1, 10)) == sorted(places.labels)
    for line in told["lines"]:
        label, course = places.labels[line[12]], places.courses[line[12]]
        assert line[14][:3] == [round(label.middle[0]), round(label.middle[1]), int(label.as_number)]
        assert line[14][3].replace("\n", " ") == drawing.links[line[12] - 1].says
        assert line[13] == ([round(part) for part in course.bend] if course.bend else 0)
    ((_, _, bend, at),) = told["same"]
    assert bend and at


@pytest.mark.parametrize(("nodes", "links"), [(8, 9), (9, 12), (10, 20), (16, 20)])
@pytest.mark.parametrize("alike", [0, *(pytest.param(one, marks=pytest.mark.soak) for one in (1, 2))])
def test_every_line_of_a_small_network_has_its_label_or_a_number_that_the_list_explains(
    nodes: int, links: int, alike: int
) -> None:
    graph = graph_of(nodes, links)
    shuffled = replace(graph, links=(*graph.links[alike * 3 :], *graph.links[: alike * 3]))
    drawing = draw(shuffled)
    places = label_places(drawing, centre=WORDS.centre)
    assert sorted(places.labels) == list(range(1, links + 1))
    assert overlapping([one.box for one in places.labels.values()]) == []
    chart = draw_chart(drawing, words=WORDS)
    check_picture(chart)
    shown = html.unescape(re.sub("<[^>]+>", " ", chart.as_file))
    for number, placed in places.labels.items():
        if placed.as_number:
            link = drawing.links[number - 1]
            assert re.search(rf"\b{number}\s", shown.partition("Lines by number")[2]), number
            assert link.one.node.label.split(",")[0] in shown.partition("Lines by number")[2]


def around_one(children: int, things: int) -> Graph:
    """A child with everything around her, of whom nearly everything else is tied to each other too."""
    kinds = ["child"] * children + ["adult"] * 3 + ["vehicle", "phone", "place"] * things
    ids = [f"{n:020}" for n in range(len(kinds))]
    nodes = tuple(Node(kind, one, f"Name {one[-2:]}") for kind, one in zip(kinds, ids, strict=True))
    hers = [(ids[0], one) for one in ids[children:]]
    others = [(one, other) for one in ids[1:children] for other in ids[children:]][: 50 - len(hers)]
    return Graph(
        nodes,
        tuple(
            Link(one, other, DAY, DAY, tuple(f"r{n}" for n in range(1 + nth % 4)), ("police",), layouts=("police_missing",),
                 known_on=("2025-03-06",))
            for nth, (one, other) in enumerate([*hers, *others])
        ),
    )  # fmt: skip


MANY_LINES = [
    around_one(7, 2),
    around_one(5, 3),
    graph_of(16, 31),
    graph_of(24, 51),
    graph_of(40, 60),
    graph_of(60, 300),
]


@pytest.mark.parametrize(
    ("graph", "centre"),
    [
        *((graph, WORDS.centre) for graph in MANY_LINES),
        *((graph, "") for graph in MANY_LINES[:-1]),
        pytest.param(MANY_LINES[-1], "", marks=pytest.mark.soak),
    ],
)
def test_of_many_lines_those_of_the_centre_have_words_and_most_labels_are_words(graph: Graph, centre: str) -> None:
    """Numbers for half a hundred lines are no chart: a reader finds words, and in the table all of them."""
    drawing = draw(graph)
    assert len(drawing.links) > LABELLED
    places = label_places(drawing, centre=centre)
    hers = {
        n for n, one in enumerate(drawing.links, start=1) if centre in (one.one.node.node_id, one.other.node.node_id)
    }
    numbers = {n for n, one in places.labels.items() if one.as_number}
    assert len(places.labels) <= max(LABELLED, len(hers)) and (set(sorted(hers)[:1]) | numbers) <= set(places.labels)
    assert numbers <= hers, "only the lines of the centre have a number for want of room"
    assert len(places.labels) - len(numbers) >= max(7, 2 * len(numbers)), "words are the rule"
    assert hers <= set(places.labels) or len(hers) > LABELLED
    chart = draw_chart(drawing, words=replace(WORDS, centre=centre))
    check_picture(chart)
    shown = " ".join(html.unescape(re.sub("<[^>]+>", " ", chart.as_file)).split())
    assert "The table has the words of every line." in shown and "paler: words in the table" in shown


@pytest.mark.parametrize("graph", MANY_LINES)
def test_no_line_that_has_words_runs_through_the_words_of_another(graph: Graph) -> None:
    places = label_places(draw(graph), centre=WORDS.centre)
    for number, placed in places.labels.items():
        if placed.as_number:
            continue
        box = placed.box
        for other in set(places.labels) - {number}:
            course = places.courses[other]
            through = [
                (x, y)
                for x, y in (course.at(nth / 400) for nth in range(401))
                if box.left + 2 < x < box.right - 2 and box.top + 2 < y < box.bottom - 2
            ]
            assert not through, f"line {other} runs through the words of line {number}"


def test_lines_without_words_are_paler_and_those_with_words_are_drawn_over_them() -> None:
    drawing = draw(around_one(7, 2))
    drawn = draw_chart(drawing, words=WORDS).as_file.partition(">Adults<")[0]
    pale, dark = ([one.start() for one in re.finditer(f'stroke="{ink}"', drawn)] for ink in (PALE_INK, LINE_INK))
    places = label_places(drawing, centre=WORDS.centre)
    assert (len(dark), len(pale)) == (len(places.labels), len(drawing.links) - len(places.labels))
    assert max(pale) < min(dark)


def test_how_many_records_there_are_is_said_in_one_piece() -> None:
    course = LinkCourse((0, 0), (0, 300))
    label = make_label(course, says="same police occurrence · 1 record")
    assert label.words == ("same police occurrence", "· 1 record")
    assert make_label(course, says="found at · 3 records").words == ("found at · 3 records",)
    assert make_label(course, says="Possible match").words == ("Possible match",)


def test_nights_missing_together_are_said_in_the_same_words_on_the_chart_and_in_its_data() -> None:
    graph = graph_of(2, 1)
    link = replace(graph.links[0], missing=MissingTogether(4, 0.24), layouts=())
    drawing = draw(replace(graph, links=(link,)))
    said = "missing together 4 times · 2 records"
    data = as_data(drawing, left_out=0, places=label_places(drawing, centre=""))
    (line,) = data["lines"]
    assert f"{line[8]} · {data['records'][line[3]]}" == said == drawing.links[0].says
    shown = re.sub("<[^>]+>", " ", draw_chart(drawing, words=WORDS).as_file)
    assert said in " ".join(shown.split())


def test_a_label_without_room_becomes_its_number() -> None:
    course = LinkCourse((100, 100), (100, 220))
    labels = [make_label(course, says="found at · 3 records", days="5 Mar 2025", number=n) for n in range(1, 5)]
    placed = place_labels(labels, taken=[], courses=[course], room=Box(0, 90, 300, 230))
    assert sorted(one.label.number for one in placed) == [1, 2, 3, 4] and any(one.as_number for one in placed)


def test_two_who_may_be_one_are_counted_as_one_or_two() -> None:
    children = tuple(Node("child", str(number), f"Child {number}") for number in range(5))
    assert count_in_words(Graph(children, ())) == "5 children"
    assert count_in_words(Graph(children, (), same=(("0", "1"), ("1", "2")))) == "3 to 5 children"
    with_adult = Graph((*children, Node("adult", "9", "A")), (), same=(("0", "1"),))
    assert count_in_words(with_adult) == "4 or 5 children, 1 adult"


def test_a_child_in_the_middle_of_a_chart_is_not_counted_by_her_second_entry() -> None:
    """Child 0 may be child 1: around her are three or four other children, never surely four."""
    children = tuple(Node("child", str(number), f"Child {number}") for number in range(5))
    assert count_in_words(Graph(children, (), same=(("0", "1"),)), without="0") == "3 or 4 children"
    assert count_in_words(Graph(children, (), same=(("0", "1"), ("2", "3"))), without="0") == "2 to 4 children"
    assert count_in_words(Graph(children[:2], (), same=(("0", "1"),)), without="0") == "0 or 1 child"
    assert count_in_words(Graph(children, ()), without="9") == "5 children"


def test_days_are_said_as_short_as_they_can_be() -> None:
    assert days_in_short(DAY, DAY) == "5 Mar 2025"
    assert days_in_short(date(2025, 1, 24), DAY) == "24 Jan – 5 Mar 2025"
    assert days_in_short(date(2024, 1, 24), DAY) == "24 Jan 2024 – 5 Mar 2025"
    assert days_in_short(None, DAY) == ""


def test_below_a_name_is_an_age_or_that_nobody_knows_it_and_of_an_adult_how_many_records() -> None:
    graph = graph_of(6, 9)
    known = {"child": (15, 16), "adult": (38,)}
    nodes = tuple(replace(node, ages=known.get(node.kind, ())) for node in graph.nodes)
    drawing = draw(replace(graph, nodes=nodes))
    said = {one.shape: says_below(one, drawing) for one in drawing.placed}
    assert said["child"] == "aged 15 or 16" and said["adult"].startswith("aged 38 · ")
    adult = next(one for one in drawing.placed if one.shape == "adult")
    whole = {record for link in drawing.links if adult in (link.one, link.other) for record in link.record_ids}
    assert f"· {len(whole)} record" in said["adult"], "each record once, however many children are on it"
    assert said["vehicle"] == "" and said["unidentified"] == "not identified"
    described = replace(drawing.placed[0], node=Node("unidentified", "n", "Man, not identified (1 May)", said="“man”"))
    assert says_below(described, drawing) == "", "its name says it"
    unknown = draw(graph)
    assert {says_below(one, unknown) for one in unknown.placed if one.shape == "child"} == {"age not known"}
    shown = [node[8:] for node in as_data(drawing, left_out=0, places=label_places(drawing, centre=""))["nodes"]]
    assert ["aged 15 or 16"] in shown and [] in shown
    check_picture(draw_chart(drawing, words=WORDS))


def test_low_grade_and_likeness_have_line_styles_of_their_own() -> None:
    graph = graph_of(4, 2)
    one, other = (replace(link, unsure=n == 0, weak=n == 1) for n, link in enumerate(graph.links[:2]))
    chart = draw_chart(draw(replace(graph, links=(one, other))), words=WORDS)
    assert 'stroke-dasharray="9 6"' in chart.as_file and 'stroke-dasharray="3 3"' in chart.as_file
    words = [word for _mark, word in chart.canvas.key]
    assert "identity based on similar details only, not confirmed" in words and "low-grade intelligence only" in words
    data = as_data(draw(replace(graph, links=(one, other))), left_out=0)
    assert [line[7] for line in data["lines"]] == [1, 2]


def test_what_is_new_is_black_on_the_chart_and_in_its_key() -> None:
    graph = graph_of(4, 2)
    days = ("2024-01-01", "2024-06-01")
    links = tuple(replace(link, known_on=(day,)) for link, day in zip(graph.links, days, strict=True))
    drawing = draw(replace(graph, links=links), new_since=date(2024, 5, 1))
    chart = draw_chart(drawing, words=WORDS)
    check_picture(chart)
    assert "black: new" in [word for _mark, word in chart.canvas.key]
    assert [line[5] for line in as_data(drawing, left_out=0)["lines"]] == [2, 0], "the new one is first"
    assert "black: new" not in [word for _mark, word in draw_chart(draw(graph), words=WORDS).canvas.key]
