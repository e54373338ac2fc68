"""Children missing together, in a browser: axe content, narrow enough, drawn with a line of its own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from support import axe, browsing, patterned, small_partnership, tied
from support.browsing import follow, sign_in

pytestmark = pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason=browsing.MISSING)
SIX = "Missing together 6 times"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("tied")
    (folder / "files").mkdir()
    patterned.write_rows(tied.ROWS, folder / "files")
    workspace = folder / "workspace"
    small_partnership.begin(workspace, folder / "files", received="2024-07-01", as_at="2024-07-01")
    small_partnership.make_accounts(workspace, ["analyst"])
    with browsing.serving(workspace) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing.open_browser() as opened:
        yield opened


@pytest.mark.parametrize("viewport", browsing.JOURNEYS)
def test_ties_are_listed_drawn_and_said_in_words(browser: Browser, address: str, viewport: dict[str, int]) -> None:
    page = browser.new_context(locale="en-GB", viewport=viewport).new_page()  # type: ignore[arg-type]
    complaints: list[str] = []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    sign_in(page, address, "analyst")
    page.goto(f"{address}/networks/list/missing/")
    expect(page.locator("main")).to_contain_text(SIX)
    axe.assert_content(page, "list")
    follow(page, ".sl-people a >> nth=0")
    expect(page.locator("main")).to_contain_text(SIX)
    axe.assert_content(page, "child")
    follow(page, "main >> text=Show the chart")
    fold = page.locator(".sl-drawn-fold > summary")
    if fold.is_visible():  # on a phone
        fold.click()
    page.wait_for_selector("[data-network][data-drawn]")
    expect(page.locator("table")).to_contain_text("missing together 6 times")
    axe.assert_content(page, "picture")
    page.goto(f"{address}/networks/")
    follow(page, ".sl-people a >> nth=0")
    expect(page.locator("main")).to_contain_text("This group is also based on nights")
    axe.assert_content(page, "group")
    assert complaints == []
