"""A served workspace and a browser, for the tests that look at pages as people do.

The browser is closed at the end of each module, because Playwright's loop, left running, would make Django refuse its
database to every test after. And a click does not wait for the page it leads to: what is asked of the page right after
may be answered by the old one. Whatever leads to another page goes by `follow`.
"""

import re
import socket
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright
from support import axe, warm
from support.patience import PATIENCE, PATIENCE_MS, wait_until
from support.small_partnership import PASSWORD, elsewhere_removed, let_each_choose_a_second_step, username

# The shell has no window and half the cost; where it is not installed, the whole browser does the same.
CHROMIUMS = Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium")
CHROMIUM = next((one for one in CHROMIUMS if one.exists()), CHROMIUMS[0])
MISSING = "Chromium is not installed: as root, 'apt-get install chromium-headless-shell', then test again"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
DESKTOP, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=320, height=640)
SIZES = {"desktop": DESKTOP, "phone": PHONE}
# What people hold and what stands on their desks, of which a person's tab takes four at most.
SCREENS = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=900)
MOST_SCREENS, TABS, UNDER = 4, 6, ("Entries", "Timeline", "People", "Family")
# A whole journey is gone on a phone, which is the narrowest; on a desktop with the long tests. The pages of every part are
# looked at by axe in both sizes anyway: `assert_sound`.
JOURNEYS = [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desktop", marks=pytest.mark.soak)]


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        be_patient(browser)
        try:
            yield browser
        finally:
            browser.close()


# Words that are seen in a font that nobody chose: a part of a page that its styles forgot.
IN_ANOTHER_FONT = """() => [...document.querySelectorAll('body *')]
    .filter((one) => one.checkVisibility() && !/arial|mono/i.test(getComputedStyle(one).fontFamily)
        && [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim()))
    .map((one) => one.outerHTML.slice(0, 80))"""


def assert_sound(page: Page, where: str, *, picture: Path | None = None) -> None:
    """Axe is content with a page on a phone and, in turn, on a desktop (`axe.is_in_turn`); neither need be moved sideways.

    `picture`: takes a screenshot of each, "-phone.png" and "-desktop.png" after this name.
    """
    before = page.viewport_size
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        if viewport is PHONE or axe.is_in_turn(page):
            axe.assert_content(page, f"{where}, {size}")
        else:
            assert axe.too_wide(page) == [], f"{where}, {size}"
        assert page.evaluate(IN_ANOTHER_FONT) == [], f"{where}, {size}: text in a font that is not the pages' own"
        if picture:
            page.screenshot(path=f"{picture}-{size}.png")
    page.set_viewport_size(before or DESKTOP)


def be_patient(browser: Browser) -> None:
    """Nothing that is asked of a page is given up because the machine is slow."""
    expect.set_options(timeout=PATIENCE_MS)
    for name in ("new_context", "new_page"):
        setattr(browser, name, _patient(getattr(browser, name)))


def _patient(make: Callable[..., Any]) -> Callable[..., Any]:
    def made(*arguments: Any, **options: Any) -> Any:
        opened = make(*arguments, **options)
        opened.set_default_timeout(PATIENCE_MS)
        return opened

    return made


@contextmanager
def serving(workspace: Path) -> Iterator[str]:
    """The address at which `sightline serve` serves the workspace."""
    let_each_choose_a_second_step(workspace)
    port = free_port()
    words = ["-m", "sightline", "-w", str(workspace), "serve", "--port", str(port)]
    with serving_by(warm.Process(words, env=elsewhere_removed()), port) as at:
        yield at


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def serving_by(process: warm.Process, port: int) -> Iterator[str]:
    """The address at which a process serves pages, until it is ended here."""
    with process:
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/help/", process)
            yield address
        finally:
            process.terminate()


def wait_for(url: str, server: warm.Process | None = None) -> None:
    """Until the server answers."""
    wait_until(lambda: answers(url), what=url, process=server)


def answers(url: str) -> bool:
    """Whether a page comes from there."""
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE):
            return True
    except OSError:
        return False


def sign_in(page: Page, address: str, role: str, *, password: str = PASSWORD, name: str = "") -> None:
    """Sign in by the form."""
    page.goto(f"{address}/accounts/login/")
    page.fill("#id_login", name or username(role))
    page.fill("#id_password", password)
    follow(page, "main form button[type=submit]")


def follow(page: Page, target: str | Locator) -> None:
    """Click what leads to another page, and come back once that page is loaded: a click alone does not wait for it."""
    with page.expect_navigation():
        (page.locator(target).first if isinstance(target, str) else target).click()


def follow_by_enter(page: Page) -> None:
    """Press Enter where it leads to another page, and come back once that page is loaded."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def assert_tabs_are_short(page: Page) -> None:
    """Each tab of the person whose page is open is at most four screens long, on a phone and on a desktop."""
    tabs = links_of(page, ".sl-tabs a")
    address = re.match(r"https?://[^/]+", page.url)
    assert len(tabs) >= TABS and address
    while tabs:
        tab, path = tabs.popitem()
        page.goto(address[0] + path)
        tabs |= links_of(page, ".sl-subtabs a:not([aria-current])") if not tab.startswith(UNDER) else {}
        for size in SCREENS:
            page.set_viewport_size(size)
            height = page.evaluate("document.documentElement.scrollHeight")
            assert height <= MOST_SCREENS * size["height"], f"{tab} is {height} px long at {size['width']}"


def links_of(page: Page, selector: str) -> dict[str, str]:
    """The words of links and where each leads."""
    return {one.inner_text(): one.get_attribute("href") or "" for one in page.locator(selector).all()}


def tab_to(page: Page, selector: str, *, limit: int = 120) -> None:
    """Press Tab until something that the selector means has the focus; everything is reached by the keyboard or fails."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"The keyboard never reached {selector} on {re.sub('[0-9a-f]{20}', '<id>', page.url)}")
