"""Takes the pictures of docs/trust.md, when SIGHTLINE_SCREENSHOTS=1 asks for them: a demo where need to know has started."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, ViewportSize
from support import browsing
from support.browsing import DESKTOP, follow, sign_in
from support.small_partnership import ROOT, sightline

pytestmark = [pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason=browsing.MISSING), pytest.mark.pictures]
FOLDER = ROOT / "docs" / "screenshots"
OTHER = "Tyler Stanworth"  # a child of the demo of seed 1, with whom the social worker has nothing to do
PHONE, BEGAN = ViewportSize(width=390, height=844), time.time()


class Demo(NamedTuple):
    """Where it is served, whose page it begins with, and everyone's password."""

    address: str
    child: str
    passwords: dict[str, str]
    others: str


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo") / "demo"
    said = sightline("demo", "--need-to-know", "--children", "300", "--seed", "1", "--no-serve", "--dir", folder)
    passwords = dict(re.findall(r"│ (\w+) +│ ([0-9a-f]{6}-[0-9a-f]{6}-[0-9a-f]{6}) ", said))
    plain = re.sub(r"[│\s]+", " ", said)
    (child,) = re.findall(r"open (.+?): \w+ agencies", plain)
    (others,) = re.findall(r"Everyone else uses the password ([0-9a-f-]+)", plain)
    with browsing.serving(folder) as address:
        yield Demo(address, child.strip(), passwords, others)


@contextmanager
def signed_in(demo: Demo, name: str, viewport: ViewportSize = DESKTOP) -> Iterator[Page]:
    """The pages as this person has them."""
    with browsing.open_browser() as browser, browser.new_context(viewport=viewport, locale="en-GB") as context:
        page = context.new_page()
        sign_in(page, demo.address, name, name=name, password=demo.passwords.get(name, demo.others))
        yield page


def show(page: Page, name: str, *, tall: int = 0) -> None:
    """The page from its top: whole, or so many pixels of it."""
    if tall:
        page.set_viewport_size({"width": page.evaluate("window.innerWidth"), "height": tall})
    page.screenshot(path=str(FOLDER / f"{name}.png"), full_page=not tall)
    assert (FOLDER / f"{name}.png").stat().st_mtime >= BEGAN


def find(page: Page, demo: Demo, name: str) -> None:
    page.goto(f"{demo.address}/find/")
    page.fill("#id_name", name)
    follow(page, "main button[type=submit]")


def test_take_what_a_social_worker_sees_without_a_reason(demo: Demo) -> None:
    with signed_in(demo, "practitioner") as page:
        find(page, demo, OTHER)
        follow(page, page.get_by_role("button", name="Look for other children"))
        follow(page, "main a[href$='/who-knows/']")
        assert page.locator("main tbody tr").count() > 1, "a child of several agencies"
        show(page, "who-knows-child-desktop")
        page.set_viewport_size(PHONE)
        follow(page, "main a[href$='/need-to-see/']")
        show(page, "need-to-see-phone")


def test_take_what_a_nurse_asks(demo: Demo) -> None:
    with signed_in(demo, "grace.obi", PHONE) as page:
        page.goto(f"{demo.address}/ask/who-knows/")
        assert page.locator("main form").count()
        show(page, "ask-who-knows-phone")


def test_take_what_information_governance_sees(demo: Demo) -> None:
    with signed_in(demo, "practitioner") as page:
        find(page, demo, demo.child)
        follow(page, ".sl-people a")
        person = page.url
        page.goto(f"{person}chronology/")
    with signed_in(demo, "information_governance") as page:
        page.goto(demo.address)
        show(page, "governance-home-desktop", tall=1000)
        page.goto(f"{demo.address}/access-requests/enter/")
        show(page, "data-request-desktop")
        page.goto(f"{person}sharing/")
        assert page.locator("main tbody tr").count() > 1, "several agencies saw them"
        show(page, "sharing-child-desktop", tall=1000)
        page.goto(f"{demo.address}/sharing/")
        show(page, "sharing-ledger-desktop", tall=1000)
