"""First pages in a browser: axe and the width of a phone are content with each, and what matters is reached by keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from support import browsing, small_partnership
from support.browsing import DESKTOP, PHONE, follow_by_enter, sign_in, tab_to

pytestmark = pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason=browsing.MISSING)
ROLES = (
    "manager",
    "school_lead",
    "senior_officer",
    "analyst",
    "information_governance",
    "partnership_executive",
    "elected_member",
)
FOLDING, LONGEST = ("manager", "partnership_executive"), 4150


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    workspace = small_partnership.build_workspace(tmp_path_factory.mktemp("homes"), roles=ROLES)
    written = workspace / "sightline.toml"  # as the demo: its banner is on every page that axe reads here
    written.write_text(
        written.read_text(encoding="utf-8").replace("training = false", "training = true"), encoding="utf-8"
    )
    with browsing.serving(workspace) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing.open_browser() as opened:
        yield opened


def opened_as(browser: Browser, address: str, role: str, viewport: dict[str, int]) -> Page:
    page = browser.new_context(locale="en-GB", viewport=viewport).new_page()  # type: ignore[arg-type]
    sign_in(page, address, role)
    page.goto(f"{address}/")
    return page


@pytest.mark.parametrize("role", ROLES)
def test_axe_and_the_width_of_a_phone_are_content(browser: Browser, address: str, role: str) -> None:
    page = opened_as(browser, address, role, DESKTOP)
    for where in ("/", "/told-back/") if role != "elected_member" else ("/",):
        page.goto(f"{address}{where}")
        browsing.assert_sound(page, f"{role} at {where}")
    if role in FOLDING:
        assert_folds(page, address)


def assert_folds(page: Page, address: str) -> None:
    """What is not first stands open on a desktop; a phone folds it behind its count, and the page is short."""
    desktop, phone = browsing.SCREENS[1], browsing.SCREENS[0]
    for size, stands_open in ((desktop, True), (phone, False)):
        page.set_viewport_size(size)
        page.goto(f"{address}/")
        folds = page.locator("details[data-open-wide]")
        assert folds.count() > 2
        assert {one.get_attribute("open") is not None for one in folds.all()} == {stands_open}
    assert all(any(sign.isdigit() for sign in one) for one in folds.locator("> summary").all_text_contents()), (
        "no count"
    )
    assert page.evaluate("document.documentElement.scrollHeight") < LONGEST


def test_adding_a_concern_is_the_first_thing_below_what_waits(browser: Browser, address: str) -> None:
    page = opened_as(browser, address, "school_lead", PHONE)
    button = page.locator("main .govuk-button", has_text="Add a concern")
    expect(button).to_be_visible()
    tab_to(page, "main .sl-add .govuk-button")
    follow_by_enter(page)
    expect(page).to_have_url(f"{address}/concerns/enter/")


def test_what_is_new_is_said_to_be_seen_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="en-GB", viewport=DESKTOP, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, address, "manager")
    page.goto(f"{address}/")
    expect(page.locator("#new")).to_be_visible()
    expect(page.locator("main")).to_contain_text("No new records or answers that you may see.")
