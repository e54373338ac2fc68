"""Questions to ask, in a browser: axe is content on a desktop and on a phone, and one is answered by keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from support import browsing, small_partnership
from support.browsing import DESKTOP, follow, follow_by_enter, sign_in

pytestmark = pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason=browsing.MISSING)
WORDS = "She slept at her aunt's and walked home with her cousin in the morning."
EPISODE = "Returned from missing: no interview recorded"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    workspace = small_partnership.build_workspace(tmp_path_factory.mktemp("asked"), roles=("practitioner",))
    with browsing.serving(workspace) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing.open_browser() as opened:
        yield opened


def test_axe_and_the_width_of_a_phone_are_content(browser: Browser, address: str) -> None:
    page = browser.new_context(locale="en-GB").new_page()
    sign_in(page, address, "practitioner")
    for where in ("list", "question", "question with errors", "child"):
        if where == "list":
            page.goto(f"{address}/questions/")
        elif where == "question":
            follow(page, ".sl-people a >> nth=0")
        elif where == "question with errors":
            follow(page, "main form button[type=submit]")
        else:
            follow(page, "text=The child’s chronology")
            follow(page, ".sl-tabs >> text=Patterns and questions")
            expect(page.locator("#unanswered")).to_be_visible()
        browsing.assert_sound(page, where)


def test_a_question_is_answered_by_keyboard(browser: Browser, address: str) -> None:
    page = browser.new_context(locale="en-GB", viewport=DESKTOP).new_page()
    sign_in(page, address, "practitioner")
    page.goto(f"{address}/questions/")
    link = page.locator(".sl-people a", has_text=EPISODE)
    link.focus()
    follow_by_enter(page)
    page.focus("#id_form_0")
    page.keyboard.press("Space")
    for text in ("Her aunt", "24", "11", "2025", WORDS):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.locator("main form button[type=submit]").focus()
    follow_by_enter(page)
    expect(page.locator(".sl-messages")).to_contain_text("Your answer is saved.")
    expect(page.locator("main")).to_contain_text(WORDS)
    page.goto(f"{address}/questions/")
    expect(page.locator(".sl-people a", has_text=EPISODE)).to_have_count(0)
