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
CHARTS = ("timeline", "family", "network", "map", "who-knew", "ladder")
# What was taken before is committed: a picture counts only where it was written since.
BEGAN = time.time()
FIRST_PAGES = ("manager", "school_lead", "senior_officer", "information_governance", "elected_member")


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


@pytest.mark.parametrize(("size", "viewport"), [("desktop", DESKTOP), ("phone", PHONE)])
def test_take_screenshots(demo: Demo, size: str, viewport: dict[str, int]) -> None:
    FOLDER.mkdir(exist_ok=True)
    with browsing.open_browser() as browser, browser.new_context(viewport=viewport, locale="en-GB") as context:
        page = context.new_page()
        page.goto(f"{demo.address}/accounts/login/")
        show(page, f"sign-in-{size}")
        sign_in(page, demo.address, "analyst", name="analyst", password=demo.passwords["analyst"])
        show(page, f"home-{size}")
        page.goto(f"{demo.address}/find/")
        page.fill("#id_name", demo.child)
        show(page, f"find-{size}")
        follow(page, "main button[type=submit]")
        show(page, f"found-{size}")
        follow(page, ".sl-people a")
        child = page.url
        page.set_viewport_size({"width": viewport["width"], "height": 1800})
        show(page, f"person-{size}")
        page.set_viewport_size(viewport)
        page.goto(f"{child}chronology/?words=1")
        show(page, f"chronology-{size}", at="chronology")
        follow(page, ".sl-entry__foot a")
        show(page, f"record-{size}")
        page.goto(f"{demo.address}/files/")
        show(page, f"files-{size}")
        page.goto(f"{demo.address}/what-sightline-looks-for/")
        show(page, f"looks-for-{size}")
    assert not_taken(*(f"{name}-{size}" for name in ("person", "chronology", "record", "files"))) == []


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
    """Each chart of a child as docs/charts.md shows it; the chart of connections as the script draws it."""
    with browsing.open_browser() as browser, browser.new_context(viewport=DESKTOP, locale="en-GB") as context:
        page = context.new_page()
        child = open_child(page, demo, "practitioner")
        for name in ("timeline", "family"):
            page.goto(f"{child}{name}/")
            draw_out(page, name)
        page.goto(child.replace("/people/", "/networks/person/") + "picture/")
        page.wait_for_selector("[data-network][data-drawn]")
        page.wait_for_selector("[data-labels]")
        draw_out(page, "network", "[data-canvas]")
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


@pytest.mark.parametrize("name", ["timeline", "family"])
def test_take_charts_on_a_phone(demo: Demo, name: str) -> None:
    with browsing.open_browser() as browser, browser.new_context(viewport=PHONE, locale="en-GB") as context:
        page = context.new_page()
        child = open_child(page, demo, "practitioner")
        page.goto(f"{child}{name}/")
        show(page, f"{name}-phone", at=name)
    assert not_taken(f"{name}-phone") == []


@pytest.mark.parametrize(("size", "viewport"), [("desktop", DESKTOP), ("phone", PHONE)])
@pytest.mark.parametrize("role", FIRST_PAGES)
def test_take_first_pages(demo: Demo, role: str, size: str, viewport: dict[str, int]) -> None:
    with browsing.open_browser() as browser, browser.new_context(viewport=viewport, locale="en-GB") as context:
        page = context.new_page()
        sign_in(page, demo.address, role, name=role, password=demo.passwords[role])
        page.goto(f"{demo.address}/")
        page.set_viewport_size({"width": viewport["width"], "height": 1400})
        show(page, f"home-{role.replace('_', '-')}-{size}")
        if role == "manager":
            page.goto(f"{demo.address}/told-back/")
            show(page, f"told-back-{size}")
    assert not_taken(f"home-{role.replace('_', '-')}-{size}") == []
