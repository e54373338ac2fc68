"""Takes the docs' screenshots of the demo, when SIGHTLINE_SCREENSHOTS=1 asks for them (`make screenshots`)."""

import re
import time
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Page
from support import browsing
from support.browsing import DESKTOP, PHONE, follow, sign_in
from support.small_partnership import ROOT, sightline

pytestmark = [
    pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason=browsing.MISSING),
    pytest.mark.pictures,
]
FOLDER = ROOT / "docs" / "screenshots"
CHARTS = ("timeline", "family", "map", "who-knew", "ladder")
# What was taken before is committed: a picture counts only where it was written since.
BEGAN = time.time()


class Demo(NamedTuple):
    address: str
    child: str
    passwords: dict[str, str]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo") / "demo"
    said = sightline("demo", "--children", "300", "--seed", "1", "--no-serve", "--dir", folder)
    passwords = dict(re.findall(r"│ (\w+) +│ ([0-9a-f]{6}-[0-9a-f]{6}-[0-9a-f]{6}) ", said))
    plain = re.sub(r"[│\s]+", " ", said)
    (child,) = re.findall(r"open (.+?): \w+ agencies", plain)
    with browsing.serving(folder) as address:
        yield Demo(address, child.strip(), passwords)


def show(page: Page, name: str, *, at: str = "") -> None:
    """A picture of what fits in the window, from the element `at` on."""
    if at:
        page.evaluate("id => document.getElementById(id).scrollIntoView()", at)
    page.screenshot(path=str(FOLDER / f"{name}.png"))


def test_take_a_person_and_their_chronology(demo: Demo) -> None:
    with browsing.open_browser() as browser, browser.new_context(viewport=DESKTOP, locale="en-GB") as context:
        page = context.new_page()
        child = open_child(page, demo, "analyst")
        page.set_viewport_size({"width": DESKTOP["width"], "height": 1800})
        show(page, "person-desktop")
        page.set_viewport_size(DESKTOP)
        page.goto(f"{child}chronology/?words=1")
        show(page, "chronology-desktop", at="chronology")
    assert not_taken("person-desktop", "chronology-desktop") == []


def not_taken(*names: str) -> list[str]:
    """Which of these pictures were not written by this run."""
    paths = [FOLDER / f"{name}.png" for name in names]
    return [path.name for path in paths if not path.is_file() or path.stat().st_mtime < BEGAN]


def draw_out(page: Page, name: str, drawn: str = ".sl-drawn svg") -> None:
    """A chart as it is drawn, without the page around it."""
    page.locator(drawn).first.screenshot(path=str(FOLDER / f"{name}-desktop.png"))


def open_child(page: Page, demo: Demo, role: str) -> str:
    """Sign in, find the demo's child, and give the address of their page."""
    sign_in(page, demo.address, role, name=role, password=demo.passwords[role])
    page.goto(f"{demo.address}/find/")
    page.fill("#id_name", demo.child)
    follow(page, "main button[type=submit]")
    follow(page, ".sl-people a")
    return page.url


def test_take_charts(demo: Demo) -> None:
    """Each chart of a child as docs/charts.md shows it."""
    with browsing.open_browser() as browser, browser.new_context(viewport=DESKTOP, locale="en-GB") as context:
        page = context.new_page()
        child = open_child(page, demo, "practitioner")
        for name in ("timeline", "family"):
            page.goto(f"{child}{name}/")
            draw_out(page, name)
        page.goto(f"{demo.address}/networks/map/")
        draw_out(page, "map")
        page.goto(f"{child}patterns/")
        follow(page, page.get_by_role("link", name="Several signs from several agencies"))
        follow(page, "a[href$='/who-knew/']")
        draw_out(page, "who-knew")
        page.goto(f"{child}deadlines/")
        follow(page, "main a[href*='/clocks/']")
        follow(page, "main a[href*='/items/']")
        follow(page, "main a[href$='/steps/']")
        draw_out(page, "ladder")
    assert not_taken(*(f"{name}-desktop" for name in CHARTS)) == []


def test_take_the_chart_of_connections(demo: Demo) -> None:
    """As it is printed and kept as a file, with its title, key and day: so a browser shows it without scripts."""
    with (
        browsing.open_browser() as browser,
        browser.new_context(viewport=DESKTOP, locale="en-GB", java_script_enabled=False) as context,
    ):
        page = context.new_page()
        child = open_child(page, demo, "practitioner")
        page.goto(child.replace("/people/", "/networks/person/") + "picture/")
        draw_out(page, "network", ".sl-netchart svg")
    assert not_taken("network-desktop") == []


def test_take_how_a_group_grew_and_what_is_overdue(demo: Demo) -> None:
    with browsing.open_browser() as browser, browser.new_context(viewport=DESKTOP, locale="en-GB") as context:
        page = context.new_page()
        sign_in(page, demo.address, "analyst", name="analyst", password=demo.passwords["analyst"])
        page.goto(f"{demo.address}/networks/")
        follow(page, ".sl-people a >> nth=0")
        follow(page, "a[href$='/growth/']")
        draw_out(page, "growth")
    with browsing.open_browser() as browser, browser.new_context(viewport=DESKTOP, locale="en-GB") as context:
        page = context.new_page()
        sign_in(
            page,
            demo.address,
            "partnership_executive",
            name="partnership_executive",
            password=demo.passwords["partnership_executive"],
        )
        page.goto(f"{demo.address}/")
        draw_out(page, "trend", "section[aria-labelledby=by-month] .sl-drawn svg")
    assert not_taken("growth-desktop", "trend-desktop") == []


@pytest.mark.parametrize("name", ["timeline", "family"])
def test_take_charts_on_a_phone(demo: Demo, name: str) -> None:
    with browsing.open_browser() as browser, browser.new_context(viewport=PHONE, locale="en-GB") as context:
        page = context.new_page()
        child = open_child(page, demo, "practitioner")
        page.goto(f"{child}{name}/")
        show(page, f"{name}-phone", at=name)
    assert not_taken(f"{name}-phone") == []


@pytest.mark.parametrize(
    ("role", "name", "viewport"),
    [
        ("manager", "home-manager-desktop", DESKTOP),
        ("school_lead", "home-school-lead-phone", PHONE),
    ],
)
def test_take_first_pages(demo: Demo, role: str, name: str, viewport: dict[str, int]) -> None:
    with browsing.open_browser() as browser, browser.new_context(viewport=viewport, locale="en-GB") as context:
        page = context.new_page()
        sign_in(page, demo.address, role, name=role, password=demo.passwords[role])
        page.goto(f"{demo.address}/")
        page.set_viewport_size({"width": viewport["width"], "height": 1400})
        show(page, name)
    assert not_taken(name) == []
