"""Signs noted, in a browser: on the child's page and in a record, axe content, narrow enough, opened by keyboard."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from support import axe, browsing, small_partnership
from support.browsing import follow, sign_in

pytestmark = pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason=browsing.MISSING)
PICTURES = os.environ.get("SIGHTLINE_PICTURES", "")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    workspace = small_partnership.build_workspace(tmp_path_factory.mktemp("signs"), roles=("practitioner",))
    with browsing.serving(workspace) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing.open_browser() as opened:
        yield opened


def open_child(browser: Browser, address: str, viewport: dict[str, int]) -> Page:
    page = browser.new_context(locale="en-GB", viewport=viewport).new_page()  # type: ignore[arg-type]
    sign_in(page, address, "practitioner")
    page.goto(f"{address}/find/")
    page.fill("input[name=name]", small_partnership.CHILD)
    follow(page, "main form button[type=submit]")
    follow(page, ".sl-people a >> nth=0")
    follow(page, ".sl-tabs >> text=Patterns and questions")
    return page


def look(page: Page, where: str, part: str) -> None:
    axe.assert_content(page, where)
    if PICTURES:
        page.locator(part).first.screenshot(path=str(Path(PICTURES) / f"{where}.png"))


@pytest.mark.parametrize("viewport", browsing.JOURNEYS)
def test_signs_are_shown_with_their_records_and_reasons(
    browser: Browser, address: str, viewport: dict[str, int]
) -> None:
    page = open_child(browser, address, viewport)
    section = page.locator("section[aria-labelledby=signs]")
    expect(section).to_be_visible()
    summary = section.locator("summary >> nth=0")
    summary.focus()
    page.keyboard.press("Enter")
    expect(section.locator("details[open] li >> nth=0")).to_be_visible()
    look(page, f"signs-{viewport['width']}", "section[aria-labelledby=signs]")
    follow(page, section.locator("details[open] a >> nth=0"))
    expect(page.locator("mark >> nth=0")).to_be_visible()
    why = page.locator("summary", has_text="Reasons for these marks").first
    why.focus()
    page.keyboard.press("Enter")
    look(page, f"record-{viewport['width']}", ".sl-row")
