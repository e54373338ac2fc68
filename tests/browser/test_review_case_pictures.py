"""Takes the pictures of docs/review.md, when SIGHTLINE_SCREENSHOTS=1 asks for them: the case of a review, page by page."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Page
from support import browsing
from support.browsing import DESKTOP, sign_in
from support.small_partnership import ROOT, sightline

pytestmark = [pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason=browsing.MISSING), pytest.mark.pictures]
FOLDER = ROOT / "docs" / "screenshots"
DAY = "2021-02-28"  # fifteen months after the first record, three years before the six were discussed together


class Case(NamedTuple):
    address: str
    password: str


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("case") / "demo"
    said = sightline("demo", "--case", "review", "--no-serve", "--dir", folder)
    passwords = dict(re.findall(r"│ (\w+) +│ ([0-9a-f]{6}-[0-9a-f]{6}-[0-9a-f]{6}) ", said))
    with browsing.serving(folder) as address:
        yield Case(address, passwords["reviewer"])


def top_of(page: Page, name: str) -> None:
    top = {"x": 0, "y": 0, "width": 1280, "height": 1500}
    page.screenshot(path=str(FOLDER / f"{name}.png"), clip=top, full_page=True)  # type: ignore[arg-type]


def test_take_the_case_page_by_page(case: Case) -> None:
    with browsing.open_browser() as browser, browser.new_context(viewport=DESKTOP, locale="en-GB") as context:
        page = context.new_page()
        sign_in(page, case.address, "reviewer", password=case.password, name="reviewer")
        page.goto(f"{case.address}/learning-reviews/")
        page.locator("main a[href*='/learning-reviews/']").first.click()
        page.wait_for_url("**/learning-reviews/*/")
        review = page.url
        page.screenshot(
            path=str(FOLDER / "review-terms-desktop.png"),
            clip={"x": 0, "y": 0, "width": 1280, "height": 1300},
            full_page=True,
        )
        page.goto(f"{review}pictures/?on={DAY}")
        for place, name in enumerate(("lanes", "grid", "growth")):
            page.locator("main figure").nth(place).screenshot(path=str(FOLDER / f"review-{name}-desktop.png"))
        page.goto(f"{review}report/")
        page.locator("main a[href*='/report/']").first.click()
        page.wait_for_load_state()
        page.screenshot(
            path=str(FOLDER / "review-report-desktop.png"),
            clip={"x": 0, "y": 0, "width": 1280, "height": 1500},
            full_page=True,
        )
