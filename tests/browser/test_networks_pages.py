"""Networks in a browser: axe content, narrow enough, by keyboard, the picture drawn under our policy and moved in time."""

import os
import re
import time
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from support import browsing, grouped, patterned, small_partnership
from support.browsing import DESKTOP, PHONE, follow, follow_by_enter, sign_in, tab_to
from support.patience import wait_until

from sightline.casework.networks.pages.networks import Graph, Link
from sightline.casework.people.pages.nodes import Node
from sightline.web.networks.chart import label_places
from sightline.web.networks.drawing import as_data, draw

pytestmark = pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason=browsing.MISSING)
PICTURES = os.environ.get("SIGHTLINE_PICTURES", "")
FOLDER = small_partnership.ROOT / "docs" / "screenshots"
LISTS = (
    "", "list/adult/", "list/place/", "list/vehicle/", "places-by-month/?until=2024-06", "map/?until=2024-06", "picture/"
)  # fmt: skip
PLACES = """place,postcode,east,north
"Quay Grill, 7 Quay Lane, Tarrowby",ZZ4 1AB,620100,930100
"Mill Garage, 3 Mill Yard, Tarrowby",ZZ4 9QQ,620150,930120
"Salt Grill, 9 Salt Row, Tarrowby",ZZ4 2WW,618000,926000
Old Mill,,here,there
"""
OUTLINE = (
    """{"type": "Polygon", "coordinates": [[[615000, 925000], [625000, 925000], [620000, 936000], [615000, 925000]]]}"""
)
AREA = (
    """{"features": [{"type": "Feature", "properties": {"name": "Old Town"}, "geometry": {"type": "Polygon", """
    """"coordinates": [[[617000, 925000], [625000, 925000], [625000, 936000], [617000, 925000]]]}}]}"""
)
DRAWN = "[data-network][data-drawn]"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("networks")
    (folder / "files").mkdir()
    patterned.write_rows(grouped.ROWS_AT_PREMISES, folder / "files")
    workspace = folder / "workspace"
    small_partnership.begin(workspace, folder / "files", received="2024-07-01", as_at="2024-07-01")
    small_partnership.make_accounts(workspace, ["analyst"])
    (workspace / "map").mkdir()
    (workspace / "map" / "places.csv").write_text(PLACES, encoding="utf-8")
    (workspace / "map" / "boundaries.geojson").write_text(OUTLINE, encoding="utf-8")
    (workspace / "map" / "areas.geojson").write_text(AREA, encoding="utf-8")
    with browsing.serving(workspace) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing.open_browser() as opened:
        yield opened


def open_page(
    browser: Browser, address: str, viewport: dict[str, int], *, scripts: bool = True
) -> tuple[Page, list[str]]:
    """A page, and what the browser complains of on it."""
    page = browser.new_context(locale="en-GB", viewport=viewport, java_script_enabled=scripts).new_page()  # type: ignore[arg-type]
    complaints: list[str] = []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    sign_in(page, address, "analyst")
    return page, complaints


def wait_for_chart(page: Page) -> None:
    """Until it is drawn; on a phone it is folded, and opened here."""
    fold = page.locator(".sl-drawn-fold > summary")
    if fold.is_visible():
        fold.click()
    page.wait_for_selector(DRAWN)


def look(page: Page, where: str) -> None:
    browsing.assert_sound(page, where, picture=Path(PICTURES) / where if PICTURES else None)


def test_lists_and_pages_are_sound_and_narrow(browser: Browser, address: str) -> None:
    page, complaints = open_page(browser, address, DESKTOP)
    for number, part in enumerate(LISTS):
        page.goto(f"{address}/networks/{part}")
        if part == "picture/":
            page.wait_for_selector(DRAWN)
        look(page, f"networks-{number}")
    page.goto(f"{address}/networks/")
    follow(page, ".sl-people a >> nth=0")
    expect(page.locator("h1")).to_contain_text("3 children and 2 adults")
    look(page, "group")
    follow(page, "main >> text=Show the chart")
    page.wait_for_selector(DRAWN)
    look(page, "group-picture")
    for kind in ("adult", "vehicle"):
        page.goto(f"{address}/networks/list/{kind}/")
        follow(page, ".sl-people a >> nth=0")
        look(page, kind)
        follow(page, "text=Add a person or thing not in the records")
        look(page, f"{kind}-add")
    assert complaints == []


def test_each_tab_of_a_child_with_connections_is_at_most_four_screens(browser: Browser, address: str) -> None:
    page, _ = open_page(browser, address, DESKTOP)
    page.goto(f"{address}/find/")
    page.fill("#id_name", grouped.NELL[1])
    follow(page, "main button[type=submit]")
    follow(page, ".sl-people a")
    browsing.assert_tabs_are_short(page)


@pytest.mark.parametrize("viewport", browsing.JOURNEYS)
def test_the_map_works_by_keyboard_without_scripts(browser: Browser, address: str, viewport: dict[str, int]) -> None:
    page, complaints = open_page(browser, address, viewport, scripts=False)
    page.goto(f"{address}/networks/places-by-month/?until=2024-06")
    marks = page.locator("#place-map svg a")
    assert sorted(marks.all_text_contents()) == ["1", "2", "3"]
    if page.locator(".sl-drawn-fold > summary").is_visible():  # folded on a phone
        tab_to(page, ".sl-drawn-fold > summary")
        page.keyboard.press("Enter")
    tab_to(page, "#place-map svg a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/networks/place/**")
    page.goto(f"{address}/networks/places-by-month/?until=2024-06")
    follow(page, ".sl-month-links >> text=Feb 2024")
    expect(marks).to_have_count(1)
    assert "7 Quay Lane" in (marks.get_attribute("aria-label") or "")
    expect(page.locator("ul.sl-month-links [aria-current]")).to_have_text("Feb 2024")
    assert complaints == []


def test_the_picture_is_moved_in_time_and_expanded_by_keyboard(browser: Browser, address: str) -> None:
    page, complaints = open_page(browser, address, DESKTOP)
    page.goto(f"{address}/networks/list/adult/")
    follow(page, ".sl-people a >> nth=0")
    follow(page, "main >> text=Show the chart")
    page.wait_for_selector(DRAWN)
    tab_to(page, "[data-zoom=in]")
    page.keyboard.press("Enter")
    tab_to(page, "#network-month")
    expect(page.locator("[data-month]")).to_have_text("As known today")
    assert page.get_attribute("#network-month", "aria-valuetext") == "Today"
    page.keyboard.press("Home")
    expect(page.locator("[data-month]")).to_have_text("As known at the end of February 2024")
    assert page.get_attribute("#network-month", "aria-valuetext") == "February 2024"
    lines, chart = page.locator("#table ~ table tbody tr").count(), page.url
    page.goto(f"{chart}?known=2024-03")
    page.wait_for_selector(DRAWN)
    expect(page.locator("[data-month]")).to_have_text("As known at the end of March 2024")
    page.goto(chart)
    page.wait_for_selector(DRAWN)
    tab_to(page, "main table a.sl-quiet")
    page.keyboard.press("Enter")
    page.wait_for_url("**also=**")
    page.wait_for_selector(DRAWN)
    assert page.locator("#table ~ table tbody tr").count() >= lines
    assert complaints == []


LABELS = """() => {
    const cy = document.querySelector("[data-canvas]")._cyreg.cy;
    const listed = [...document.querySelectorAll("[data-connections] li strong")].map((one) => one.textContent);
    const said = cy.edges(":visible").filter((one) => one.hasClass("said") && !one.hasClass("unsaid"));
    return { lines: cy.edges(":visible").length, labelled: said.length, listed,
      numbers: said.filter(".numbered").map((one) => one.data("label")),
      told: said.filter((one) => !one.hasClass("numbered")).map((one) => one.data("label")) };
}"""


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
def test_every_line_is_labelled_on_opening_or_has_a_number_that_the_list_below_explains(
    browser: Browser, address: str, viewport: dict[str, int]
) -> None:
    page, complaints = open_page(browser, address, viewport)
    page.goto(f"{address}/networks/list/adult/")
    follow(page, ".sl-people a >> nth=0")
    follow(page, "main >> text=Show the chart")
    chart = page.url
    for where in (chart, f"{address}/networks/picture/"):
        page.goto(where)
        wait_for_chart(page)
        page.wait_for_selector("[data-labels]")
        found = page.evaluate(LABELS)
        assert found["lines"] == found["labelled"] > 3 and found["told"]
        assert sorted(found["numbers"], key=int) == found["listed"]
        assert all("record" in label for label in found["told"])
        assert page.evaluate(NO_LABEL_ON_ANOTHER, 1.0)[1] == 0
        if found["listed"]:
            expect(page.locator("[data-connections] li").first).to_contain_text(
                re.compile(r" and .+: .+ · \d+ records?, ")
            )
    assert complaints == []


LINES_SEEN = """() => document.querySelector("[data-canvas]")._cyreg.cy.edges(":visible").length"""


def test_lines_go_when_the_month_is_moved_back_by_keyboard_and_the_image_says_the_month(
    browser: Browser, address: str
) -> None:
    page, complaints = open_page(browser, address, DESKTOP)
    page.goto(f"{address}/networks/list/adult/")
    follow(page, ".sl-people a >> nth=0")
    follow(page, "main >> text=Show the chart")
    page.wait_for_selector(DRAWN)
    tab_to(page, "#network-month")
    seen = [page.evaluate(LINES_SEEN)]
    for key, month in (("ArrowLeft", "March 2024"), ("Home", "February 2024")):
        page.keyboard.press(key)
        expect(page.locator("[data-month]")).to_have_text(f"As known at the end of {month}")
        seen.append(page.evaluate(LINES_SEEN))
    assert seen == sorted(seen, reverse=True) and 0 < seen[-1] < seen[0]
    page.keyboard.press("End")
    expect(page.locator("[data-month]")).to_have_text("As known today")
    wait_until(lambda: page.evaluate(LINES_SEEN) == seen[0], what="all lines are back")
    assert complaints == []


def test_an_item_is_chosen_pinned_and_hidden_by_keyboard(browser: Browser, address: str) -> None:
    page, complaints = open_page(browser, address, DESKTOP)
    page.goto(f"{address}/networks/list/vehicle/")
    follow(page, ".sl-people a >> nth=0")
    follow(page, "main >> text=Show the chart")
    page.wait_for_selector(DRAWN)
    tab_to(page, ".sl-network__side summary")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Adult: Dean Marlow").press("Enter")
    expect(page.locator("[data-chosen]")).to_contain_text("UA15 KDT")
    expect(page.locator("[data-chosen] li").first).to_contain_text("record")
    page.get_by_role("button", name="Start a path here").press("Enter")
    page.get_by_role("button", name="Child: Beth Cawood").press("Enter")
    expect(page.locator("[data-chosen] a >> text=shortest path from Dean Marlow")).to_be_visible()
    page.click("[data-chosen] button >> text=Pin here")
    expect(page.locator("[data-chosen]")).to_contain_text("Unpin")
    page.click("[data-layout=free]")
    page.click("[data-layout=preset]")
    page.uncheck("[data-kind=adult]")
    look(page, "chart-chosen")
    follow(page, "[data-chosen] a >> text=shortest path from Dean Marlow")
    expect(page.locator("#the-path")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".sl-netchart svg")).to_be_visible()
    expect(page.locator("[data-network]")).to_be_hidden()
    assert complaints == []


def many_items(number: int) -> dict[str, object]:
    """What the server would send of so many, close together, each with a line to the one before."""
    ids = [f"{n:020x}" for n in range(number)]
    nodes = [[one, "adult", "Adult", f"Somebody of a Long Name {n}", 90 * (n % 20), 60 * (n // 20),
              f"/networks/person/{one}/", "adult"] for n, one in enumerate(ids)]  # fmt: skip
    lines = [[one, other, "2024-01", 1, 0, 0, 0, 0] for one, other in pairwise(ids)]
    return {"nodes": nodes, "lines": lines, "same": [], "months": ["2024-01"], "rows": False, "left_out": "",
            "records": {1: "1 record"}, "set_aside": "", "centre": ""}  # fmt: skip


NO_LABEL_ON_ANOTHER = """(zoom) => new Promise((done) => {
    const canvas = document.querySelector("[data-canvas]"), cy = canvas._cyreg.cy;
    cy.zoom(zoom); cy.center();
    setTimeout(() => {
      const only = { includeNodes: false, includeEdges: false, includeOverlays: false, includeUnderlays: false };
      const shown = cy.elements(":visible").filter((one) => (one.isNode() ? one.hasClass("named") : one.hasClass("said"))
        && !one.hasClass("unsaid") && one.style("label")).map((one) => one.boundingBox(only));
      const hits = (a, b) => a.x1 < b.x2 && a.x2 > b.x1 && a.y1 < b.y2 && a.y2 > b.y1;
      done([shown.length, shown.filter((a, n) => shown.some((b, m) => m > n && hits(a, b))).length]);
    }, 400);
})"""


IN_VIEW = """() => {
    const canvas = document.querySelector("[data-canvas]"), wide = canvas.clientWidth;
    return canvas._cyreg.cy.nodes().filter((one) => one.renderedPosition().x > 0 && one.renderedPosition().x < wide).length;
}"""


def test_no_label_lies_on_another_at_any_zoom_and_arrow_keys_move_between_items(browser: Browser, address: str) -> None:
    page, complaints = open_page(browser, address, DESKTOP)
    page.route("**/networks/picture/data/?show=all", lambda route: route.fulfill(json=many_items(300)))
    for where in ("/networks/picture/?show=all", "/networks/picture/"):
        page.goto(f"{address}{where}")
        page.wait_for_selector(DRAWN)
        page.wait_for_selector("[data-labels]")
        said = [page.evaluate(NO_LABEL_ON_ANOTHER, zoom) for zoom in (0.3, 0.7, 1.0, 2.5)]
        assert [overlaps for _, overlaps in said] == [0, 0, 0, 0] and max(shown for shown, _ in said) > 3
        look(page, f"labels-{len(where)}")
    page.click("[data-layout=free]")
    assert page.evaluate(NO_LABEL_ON_ANOTHER, 1.0)[1] == 0
    page.click("[data-zoom=all]")
    page.focus("[data-canvas]")
    chosen = set()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
        chosen.add(page.locator("[data-chosen] p").first.inner_text())
    assert len(chosen) > 2
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/networks/\w+/[0-9a-f]+/"))
    assert complaints == []


def test_on_a_phone_the_chart_is_folded_below_the_table_and_drawn_once_it_is_opened(
    browser: Browser, address: str
) -> None:
    page, complaints = open_page(browser, address, {"width": 390, "height": 844})
    apart, asked = many_items(6) | {"rows": True}, list[str]()
    for node, x in zip(apart["nodes"], (-900, 200, 290, 320, 400, 6400), strict=True):  # type: ignore[call-overload]
        node[4] = x

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(json=apart)

    page.route("**/networks/picture/data/", answer)
    page.goto(f"{address}/networks/picture/")
    page.wait_for_load_state("networkidle")
    picture, fold = page.locator(".sl-drawn-fold > summary"), page.locator(".sl-table-fold > summary")
    expect(page.locator(".sl-drawn svg")).to_be_hidden()
    expect(page.locator("[data-network]")).to_be_hidden()
    assert asked == [], "what is not looked at is not asked for"
    first, second = fold.bounding_box(), picture.bounding_box()
    assert first and second and 0 < second["y"] - first["y"] < 80, "both are folded, the table first"
    picture.press("Enter")
    page.wait_for_selector(DRAWN)
    assert len(asked) == 1
    assert page.evaluate(IN_VIEW) == 4, "a narrow screen opens where most items are"
    expect(page.locator("[data-canvas]")).to_be_visible()
    expect(page.locator("#table ~ table")).to_be_hidden()
    fold.press("Enter")
    expect(page.locator("#table ~ table")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert complaints == []


def many_lines() -> dict[str, object]:
    """What the server sends of a child with nine around her, of whom others are tied to each other by forty lines."""
    kinds = ["child"] * 7 + ["adult"] * 3 + ["vehicle", "phone", "place"] * 2
    nodes = tuple(Node(kind, f"{n:020x}", f"{kind.capitalize()} {n} of Tarrowby") for n, kind in enumerate(kinds))
    pairs = [(0, other) for other in range(7, 16)] + [(one, other) for one in range(1, 7) for other in range(7, 16)][
        :40
    ]
    day = date(2024, 3, 5)
    links = [
        Link(nodes[one].node_id, nodes[other].node_id, day, day, ("r1", "r2"), ("police", "school"), layouts=("police_missing",),
             known_on=("2024-03-06", "2024-04-01"))
        for one, other in pairs
    ]  # fmt: skip
    drawing = draw(Graph(nodes, tuple(links)))
    centre = nodes[0].node_id
    return as_data(drawing, left_out=0, centre=centre, places=label_places(drawing, centre=centre))


WORDS_SHOWN = """() => {
    const cy = document.querySelector("[data-canvas]")._cyreg.cy;
    const only = { includeNodes: false, includeEdges: false, includeOverlays: false, includeUnderlays: false, includeOutlines: false };
    const within = ([x, y], box) => x > box.x1 + 3 && x < box.x2 - 3 && y > box.y1 + 3 && y < box.y2 - 3;
    const seen = cy.edges(".said").filter((one) => !one.hasClass("unsaid"));
    const words = seen.filter((one) => !one.hasClass("numbered"));
    const strong = cy.edges().filter((one) => one.hasClass("chosen") || (cy.$("node:selected").empty() && one.hasClass("said")));
    const along = (edge) => {
      const [one, other] = [edge.source().position(), edge.target().position()];
      const far = edge.data("bend") || 0, share = edge.data("share") || 0.5, across = other.x - one.x, down = other.y - one.y;
      const long = Math.hypot(across, down), x = one.x + across * share - down / long * far, y = one.y + down * share + across / long * far;
      return Array.from({ length: 301 }, (_, nth) => { const t = nth / 300, rest = 1 - t;
        return [rest * rest * one.x + 2 * rest * t * x + t * t * other.x, rest * rest * one.y + 2 * rest * t * y + t * t * other.y]; });
    };
    const boxes = words.map((one) => [one.id(), one.boundingBox(only)]);
    const names = cy.nodes().map((one) => one.boundingBox(only));
    const hits = (a, b) => a.x1 < b.x2 - 1 && a.x2 > b.x1 + 1 && a.y1 < b.y2 - 1 && a.y2 > b.y1 + 1;
    return { words: words.map((one) => one.data("label")), numbers: seen.length - words.length, pale: cy.edges(".pale").length,
      crossed: boxes.filter(([id, box]) => strong.some((edge) => edge.id() !== id && along(edge).some((at) => within(at, box)))).length,
      onNames: boxes.filter(([, box]) => names.some((name) => hits(box, name))).length,
      ends: words.map((one) => one.connectedNodes().map((node) => node.id())) };
}"""


def test_of_many_lines_those_of_the_centre_have_words_and_a_chosen_item_has_its_own(
    browser: Browser, address: str
) -> None:
    page, complaints = open_page(browser, address, DESKTOP)
    page.route("**/networks/picture/data/", lambda route: route.fulfill(json=many_lines()))
    page.goto(f"{address}/networks/picture/")
    wait_for_chart(page)
    page.wait_for_selector("[data-labels]")
    first = page.evaluate(WORDS_SHOWN)
    assert len(first["words"]) >= 8 and first["numbers"] <= 2 and first["pale"] >= 25
    assert all("found" in one or "same" in one for one in first["words"])
    assert (first["crossed"], first["onNames"]) == (0, 0)
    expect(page.locator("[data-pale]")).to_be_visible()
    for chosen in ("Adult 7 of Tarrowby", "Child 2 of Tarrowby"):
        page.locator(".sl-network__side").evaluate("one => { one.open = true; }")
        page.get_by_role("button", name=chosen).press("Enter")
        wait_until(lambda: page.evaluate(WORDS_SHOWN)["words"] != first["words"], what="the words of what is chosen")
        page.wait_for_timeout(400)
        found = page.evaluate(WORDS_SHOWN)
        own = f"{int(chosen.split()[1]):020x}"
        assert len(found["words"]) >= 4 and all(own in ends for ends in found["ends"]), (
            "words of its own lines, no others"
        )
        assert (found["crossed"], found["onNames"]) == (0, 0), (
            "no line of it runs through words, and no words lie on a name"
        )
    assert complaints == []


def test_a_line_says_its_words_while_a_reader_points_to_it(browser: Browser, address: str) -> None:
    page, complaints = open_page(browser, address, DESKTOP)
    page.route("**/networks/picture/data/", lambda route: route.fulfill(json=many_lines()))
    page.goto(f"{address}/networks/picture/")
    wait_for_chart(page)
    page.wait_for_selector("[data-labels]")
    said = """() => { const one = document.querySelector("[data-canvas]")._cyreg.cy.edges(".pale").first();
        return [one.hasClass("said"), one.style("label"), one.numericStyle("text-opacity")]; }"""
    tell = "(what) => { document.querySelector('[data-canvas]')._cyreg.cy.edges('.pale').first().emit(what); }"
    assert page.evaluate(said)[0] is False
    page.evaluate(tell, "mouseover")
    shown = page.evaluate(said)
    assert shown[0] and "· 2 records" in shown[1] and shown[2] == 1
    page.evaluate(tell, "mouseout")
    assert page.evaluate(said)[0] is False
    assert complaints == []


def test_the_months_of_the_map_are_moved_by_a_slider(browser: Browser, address: str) -> None:
    page, complaints = open_page(browser, address, DESKTOP)
    page.goto(f"{address}/networks/map/?until=2024-06")
    said, slider = page.locator("#nth-said"), page.locator("#nth")
    expect(said).to_have_text("All twelve months")
    tab_to(page, "#nth")
    page.keyboard.press("End")
    expect(said).to_have_text("June 2024")
    expect(slider).to_have_attribute("aria-valuetext", "June 2024")
    expect(page.locator("#area-map h2")).to_have_text("June 2024")
    expect(page.locator("#area-map svg")).to_be_visible()
    slider.evaluate("one => { one.value = 11; one.dispatchEvent(new Event('input')); }")
    expect(said).to_have_text("May 2024")
    expect(page.locator("#area-map h2")).to_have_text("June 2024")
    page.goto(f"{address}/networks/places-by-month/?until=2024-06&every=1")
    expect(slider).to_have_attribute("aria-valuetext", "All years")
    assert complaints == []


@pytest.mark.parametrize("part", ["places-by-month/?until=2024-06", "map/?until=2024-06"])
def test_the_tables_of_a_map_are_folded_on_a_phone_and_open_on_a_desk(
    browser: Browser, address: str, part: str
) -> None:
    page, complaints = open_page(browser, address, PHONE)
    page.goto(f"{address}/networks/{part}")
    fold = page.locator(".sl-table-fold")
    expect(fold.locator("table").first).to_be_hidden()
    expect(page.locator(".sl-drawn svg").first).to_be_hidden()
    page.locator(".sl-drawn-fold > summary").press("Enter")
    expect(page.locator(".sl-drawn svg").first).to_be_visible()
    folded, drawn = fold.bounding_box(), page.locator(".sl-drawn").first.bounding_box()
    assert folded and drawn and 0 < drawn["y"] - folded["y"] < 200, "the map begins right after its folded tables"
    fold.locator("summary").press("Enter")
    expect(fold.locator("table").first).to_be_visible()
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    page.reload()
    expect(fold.locator("summary")).to_be_hidden()
    expect(fold.locator("table").first).to_be_visible()
    assert complaints == []


LINES_OF_CHOSEN = """() => {
    const cy = document.querySelector("[data-canvas]")._cyreg.cy, look = (edge) => [edge.numericStyle("z-index"), edge.numericStyle("line-opacity")];
    const touching = cy.$("node:selected").connectedEdges();
    return [touching.map(look), cy.edges().difference(touching).map(look)];
}"""


def test_other_lines_fade_and_lie_under_the_words_of_the_lines_of_a_chosen_item(browser: Browser, address: str) -> None:
    page, complaints = open_page(browser, address, DESKTOP)
    page.goto(f"{address}/networks/picture/")
    page.wait_for_selector(DRAWN)
    page.evaluate(
        """() => { document.querySelector("[data-canvas]")._cyreg.cy.nodes().min((one) => one.degree()).ele.select() }"""
    )
    touching, others = page.evaluate(LINES_OF_CHOSEN)
    assert touching and others
    assert min(z for z, _ in touching) > max(z for z, _ in others)
    assert {faded for _, faded in touching} == {1} and max(faded for _, faded in others) < 1
    page.evaluate("""() => { document.querySelector("[data-canvas]")._cyreg.cy.nodes().unselect() }""")
    assert {faded for _, faded in page.evaluate(LINES_OF_CHOSEN)[1]} == {1}
    assert complaints == []


def test_without_scripts_the_page_says_it_all(browser: Browser, address: str) -> None:
    page, _ = open_page(browser, address, DESKTOP, scripts=False)
    page.goto(f"{address}/networks/list/adult/")
    follow(page, ".sl-people a >> nth=0")
    follow(page, "main >> text=Show the chart")
    expect(page.locator(".sl-netchart svg")).to_be_visible()
    expect(page.locator(".sl-network")).to_be_hidden()
    page.click("text=Choose dates, agencies, kinds or a path")
    page.select_option("#path", label="Child: Beth Cawood")
    page.select_option("#until", label="April 2024")
    follow(page, "main >> text=Show this")
    expect(page.locator("#the-path")).to_be_visible()
    expect(page.locator("main table")).to_contain_text("On the path")
    who = page.locator("#table ~ table tbody td:nth-child(2), #table ~ table tbody td:nth-child(3)").all_inner_texts()
    assert page.locator(".sl-netchart svg a").count() == len({cell.split("Expand")[0] for cell in who})
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / "still.png"), full_page=True)


def test_everything_is_kept_to_months_and_agencies_by_keyboard_on_a_phone(browser: Browser, address: str) -> None:
    page, complaints = open_page(browser, address, PHONE)
    for show in ("", "?show=all"):
        page.goto(f"{address}/networks/picture/{show}")
        tab_to(page, "main details.govuk-details > summary")
        page.keyboard.press("Enter")
        tab_to(page, "#until")
        page.keyboard.type("May 2024")
        tab_to(page, "#agency-police")
        page.keyboard.press("Space")
        tab_to(page, "main form button[type=submit]")
        follow_by_enter(page)
        expect(page.locator("main")).to_contain_text("Only records to the end of May 2024. Only records of Police.")
        expect(page.locator("#until")).to_have_value("2024-05")
    wait_for_chart(page)
    look(page, "everything-chosen")
    assert complaints == []


def test_an_analyst_adds_a_hypothesis_and_it_shows_apart(browser: Browser, address: str) -> None:
    page, complaints = open_page(browser, address, PHONE)
    page.goto(f"{address}/networks/list/vehicle/")
    follow(page, ".sl-people a >> nth=0")
    follow(page, "text=Add a person or thing not in the records")
    page.check("input[name=kind][value=hypothesis]")
    page.fill("textarea[name=words]", "The car is lent from one to the other at weekends, by two neighbours’ accounts.")
    for name, value in (("source_grade", "2"), ("information_grade", "C"), ("handling", "P")):
        page.check(f"input[name={name}][value='{value}']")
    follow(page, "main form >> text=Add it")
    expect(page.locator("#added")).to_be_visible()
    expect(page.locator(".sl-added")).to_contain_text("a hypothesis")
    look(page, "added-320")
    assert complaints == []


@pytest.mark.parametrize("viewport", browsing.JOURNEYS)
def test_two_worlds_are_joined_by_keyboard(browser: Browser, address: str, viewport: dict[str, int]) -> None:
    """What is looked for is found on the same page, what was typed stays, and the line shows in the table of all."""
    page, complaints = open_page(browser, address, viewport)
    page.goto(f"{address}/networks/list/vehicle/")
    follow(page, ".sl-people a >> nth=0")
    follow(page, "text=Add a person or thing not in the records")
    page.check("input[name=kind][value=connection]")
    page.fill("textarea[name=words]", "The car stood at the garage two nights running, by the account of a neighbour.")
    tab_to(page, "input[name=find]")
    page.keyboard.type("mill yard")
    follow_by_enter(page)
    expect(page.locator("main")).to_contain_text("1 found: they come first in the list.")
    expect(page.locator("textarea[name=words]")).to_have_value(re.compile("two nights running"))
    look(page, f"add-found-{viewport['width']}")
    page.select_option("select[name=to]", label="Place: Mill Garage, 3 Mill Yard, Tarrowby, ZZ4 9QQ")
    for box, value in (("day", "3"), ("month", "5"), ("year", "2024")):
        page.fill(f"input[name=from_on_{box}]", value)
    for name, value in (("source_grade", "2"), ("information_grade", "C"), ("handling", "P")):
        page.check(f"input[name={name}][value='{value}']")
    follow(page, "main form >> text=Add it")
    expect(page.locator("#added ~ ul")).to_contain_text("About 3 May 2024.")
    page.goto(f"{address}/networks/picture/")
    expect(page.locator("tr.sl-added").first).to_contain_text("3 May 2024")
    if viewport["width"] < DESKTOP["width"]:  # the table is folded
        tab_to(page, ".sl-table-fold > summary")
        page.keyboard.press("Enter")
    tab_to(page, "main table a")
    follow_by_enter(page)
    expect(page).to_have_url(re.compile("/networks/(vehicle|place|person)/"))
    assert complaints == []


@pytest.mark.pictures
def test_take_screenshots_of_networks(browser: Browser, address: str) -> None:
    began = time.time()
    page, _ = open_page(browser, address, DESKTOP)
    page.goto(f"{address}/networks/")
    follow(page, ".sl-people a >> nth=0")
    page.screenshot(path=str(FOLDER / "group-desktop.png"))
    follow(page, "main >> text=Show the chart")
    wait_for_chart(page)
    page.locator("[data-network]").screenshot(path=str(FOLDER / "group-picture-desktop.png"))
    taken = [FOLDER / f"{name}-desktop.png" for name in ("group", "group-picture")]
    assert [path.name for path in taken if path.stat().st_mtime < began] == [], "each is committed: it is written again"
