"""How many, in a browser: axe is content, the page keeps the width of a phone, and the definitions open by keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from support import browsing, small_partnership
from support.browsing import DESKTOP, sign_in, tab_to

pytestmark = pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason=browsing.MISSING)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    workspace = small_partnership.build_workspace(tmp_path_factory.mktemp("many"), roles=("partnership_executive",))
    small_partnership.sightline("-w", workspace, "count", "exploited", "--resamples", "100")
    with browsing.serving(workspace) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing.open_browser() as opened:
        yield opened


def test_axe_and_the_width_of_a_phone_are_content(browser: Browser, address: str) -> None:
    page = browser.new_context(locale="en-GB", bypass_csp=True).new_page()
    sign_in(page, address, "partnership_executive")
    page.goto(f"{address}/how-many/")
    expect(page.locator("h1")).to_have_text("How many")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    browsing.assert_sound(page, "how many")


def test_the_definition_is_one_key_away_and_nothing_is_stopped_by_the_policy(browser: Browser, address: str) -> None:
    page = browser.new_context(locale="en-GB", viewport=DESKTOP).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    sign_in(page, address, "partnership_executive")
    page.goto(f"{address}/how-many/")
    tab_to(page, "summary")
    page.keyboard.press("Enter")
    expect(page.locator("text=of this rule. Counted on")).to_be_visible()
    assert not said
