"""Several answers at once, and what is to be looked at again, in a browser: axe, a phone, the keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from support import axe, browsing, small_partnership
from support.browsing import DESKTOP, PHONE, follow, follow_by_enter, sign_in, tab_to
from support.small_partnership import sightline

pytestmark = pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason=browsing.MISSING)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_partnership.build_workspace(
        tmp_path_factory.mktemp("bulk"), roles=("information_governance", "manager")
    )


@pytest.fixture(scope="module")
def address(workspace: Path) -> Iterator[str]:
    with browsing.serving(workspace) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing.open_browser() as opened:
        yield opened


def choose(page: Page, address: str, answer: str) -> None:
    page.goto(f"{address}/same-person/several/")
    page.check("input[name=question]")
    page.check(f"input[value={answer}]")
    page.fill("#id_why", "Looked them up in both registers.")
    follow(page, "text=Show what would change")


def visit_bulk(page: Page, address: str) -> Iterator[str]:
    """Chosen, shown, kept and undone, as information governance: at the end all is as it was."""
    page.goto(f"{address}/same-person/several/")
    yield "choosing"
    follow(page, "text=Show what would change")
    yield "choosing, with errors"
    follow(page, "text=Tick all pairs on this page")
    yield "choosing, all ticked"
    choose(page, address, "not_same")
    yield "the preview"
    follow(page, "main button[type=submit]")
    yield "my answers, together with others"
    follow(page, "text=Undo all of them")
    yield "undoing several"
    page.fill("#id_why", "The wrong list.")
    follow(page, "main form button[type=submit]")
    yield "undone"


@pytest.mark.parametrize("viewport", browsing.JOURNEYS)
def test_several_answers_for_axe_and_on_a_phone(browser: Browser, address: str, viewport: dict[str, int]) -> None:
    found: dict[str, list[str]] = {}
    with browser.new_context(locale="en-GB", viewport=viewport, bypass_csp=True) as context:
        page = context.new_page()
        sign_in(page, address, "information_governance")
        for name in visit_bulk(page, address):
            found[name] = axe.complaints(page)
    assert len(found) == 7 and not {name: said for name, said in found.items() if said}


def test_several_answers_by_keyboard_alone(browser: Browser, address: str) -> None:
    with browser.new_context(locale="en-GB", viewport=DESKTOP) as context:
        page = context.new_page()
        sign_in(page, address, "manager")
        page.goto(f"{address}/same-person/several/")
        tab_to(page, "input[name=question]")
        page.keyboard.press("Space")
        tab_to(page, "input[name=answer]")
        for _ in range(2):
            page.keyboard.press("ArrowDown")
        tab_to(page, "#id_why")
        page.keyboard.type("I know neither.")
        tab_to(page, "main form[method=post] button")
        follow_by_enter(page)
        page.wait_for_selector("text=Nothing is saved yet")
        tab_to(page, "main form button")
        follow_by_enter(page)
        page.wait_for_url("**/same-person/answers/")
        assert "One answer is saved." in page.inner_text("main") and "cannot tell" in page.inner_text("main")


def test_what_is_to_be_looked_at_again(browser: Browser, address: str, workspace: Path) -> None:
    """The manager could not tell (above); governance joins the two, a run, undoes it, a run: the manager is asked."""
    with browser.new_context(locale="en-GB", viewport=DESKTOP) as context:
        page = context.new_page()
        sign_in(page, address, "information_governance")
        choose(page, address, "same")
        follow(page, "main form button[type=submit]")
        sightline("-w", workspace, "run", "--as-at", "2024-12-03")
        follow(page, "text=Undo all of them")
        page.fill("#id_why", "There are two of them.")
        follow(page, "main form button[type=submit]")
        sightline("-w", workspace, "run", "--as-at", "2024-12-03")
    found: dict[str, list[str]] = {}
    for viewport in (DESKTOP, PHONE):
        with browser.new_context(locale="en-GB", viewport=viewport, bypass_csp=True) as context:
            page = context.new_page()
            sign_in(page, address, "manager")
            found["home"] = axe.complaints(page)
            follow(page, "text=1 decision needs review")
            found["the list"] = axe.complaints(page)
            follow(page, ".sl-people a")
            found["one"] = axe.complaints(page)
            follow(page, "main form button[type=submit]")
            found["one, with errors"] = axe.complaints(page)
            follow(page, "main a[href^='/people/']")
            follow(page, ".sl-tabs >> text=Identity")
            assert "shown as two people from this day" in page.inner_text("#together + ul")
            found["a person with a history"] = axe.complaints(page)
    assert len(found) == 5 and not {name: said for name, said in found.items() if said}


def test_looking_again_by_keyboard_alone(browser: Browser, address: str) -> None:
    with browser.new_context(locale="en-GB", viewport=DESKTOP) as context:
        page = context.new_page()
        sign_in(page, address, "manager")
        page.wait_for_url(f"{address}/")
        tab_to(page, "a[href='/look-again/']")
        follow_by_enter(page)
        page.wait_for_url("**/look-again/")
        tab_to(page, ".sl-people a")
        follow_by_enter(page)
        page.wait_for_url("**/look-again/*/")
        tab_to(page, "input[name=answer]")
        page.keyboard.press("Space")
        tab_to(page, "main form button")
        follow_by_enter(page)
        page.wait_for_url(f"{address}/look-again/")
        assert "There is nothing to review." in page.inner_text("main")
