"""A pattern's rule in a browser: axe is content, a phone is wide enough, withdrawn and brought back by keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from support import browsing, small_partnership
from support.browsing import DESKTOP, follow_by_enter, sign_in, tab_to

pytestmark = pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason=browsing.MISSING)
RULE = "what-sightline-looks-for/rules/was_not_brought/"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    workspace = small_partnership.build_workspace(
        tmp_path_factory.mktemp("rules"), roles=("partnership_executive", "manager")
    )
    said = small_partnership.sightline("-w", workspace, "rules", "check", "--shuffles", "2", "--seed", "3")
    assert "2 shuffles, seed 3" in said
    with browsing.serving(workspace) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing.open_browser() as opened:
        yield opened


def test_axe_and_the_width_of_a_phone_are_content(browser: Browser, address: str) -> None:
    page = browser.new_context(locale="en-GB", bypass_csp=True).new_page()
    sign_in(page, address, "partnership_executive")
    page.goto(f"{address}/{RULE}")
    expect(page.locator("h1")).to_contain_text("Was not brought")
    expect(page.locator("main")).to_contain_text("By chance alone")
    browsing.assert_sound(page, "a rule")
    page.goto(f"{address}/{RULE}withdraw/")
    browsing.assert_sound(page, "withdrawing it")


def test_a_supervisors_list_is_content_too(browser: Browser, address: str) -> None:
    page = browser.new_context(locale="en-GB", bypass_csp=True).new_page()
    sign_in(page, address, "manager")
    page.goto(f"{address}/words-we-use/again/")
    expect(page.locator("h1")).to_have_text("Notes to read again")
    browsing.assert_sound(page, "notes to read again")


def test_it_is_withdrawn_and_brought_back_by_keyboard(browser: Browser, address: str) -> None:
    page = browser.new_context(locale="en-GB", viewport=DESKTOP).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    sign_in(page, address, "partnership_executive")
    for words, stands in (("It tells us too little here this year.", "Withdrawn"), ("We read it wrongly.", "Brought")):
        page.goto(f"{address}/{RULE}withdraw/")
        tab_to(page, "textarea")
        page.keyboard.type(f"{words} Decided by the partnership executive on 3 December.")
        tab_to(page, "main button")
        follow_by_enter(page)
        expect(page.locator("main")).to_contain_text(f"{stands}")
    assert not said
