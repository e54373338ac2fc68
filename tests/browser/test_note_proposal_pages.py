"""Mentioned in case notes: are these the same? In a browser: axe, a phone, the keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from support import axe, browsing, note_proposal_files
from support.browsing import DESKTOP, follow, follow_by_enter, sign_in, tab_to
from support.small_partnership import begin, make_accounts

pytestmark = pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason=browsing.MISSING)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("noted")
    note_proposal_files.write_files(folder / "files")
    workspace = folder / "workspace"
    begin(workspace, folder / "files", received="2024-06-02", as_at="2024-06-03")
    make_accounts(workspace, ["information_governance", "manager"])
    return workspace


@pytest.fixture(scope="module")
def address(workspace: Path) -> Iterator[str]:
    with browsing.serving(workspace) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing.open_browser() as opened:
        yield opened


def visit(page: Page, address: str) -> Iterator[str]:
    """Listed, asked, answered and undone: at the end all is as it was."""
    page.goto(f"{address}/same-person/")
    follow(page, "main >> text=Mentioned in case notes: are these the same?")
    yield "the list"
    follow(page, "text=Vehicle: KXB and LD14 KXB")
    yield "a part of a plate beside a record"
    page.go_back()
    follow(page, ".sl-people a")
    yield "a street name in two notes"
    follow(page, "main form button[type=submit]")
    yield "with errors"
    page.check("input[value=cannot_tell]")
    page.fill("#id_why", "I have heard the name twice.")
    follow(page, "main form button[type=submit]")
    yield "answered"
    follow(page, "text=Undo it")
    page.fill("#id_why", "To be asked again.")
    follow(page, "main form button[type=submit]")
    yield "undone"


@pytest.mark.parametrize("viewport", browsing.JOURNEYS)
def test_what_notes_name_for_axe_and_on_a_phone(browser: Browser, address: str, viewport: dict[str, int]) -> None:
    found: dict[str, list[str]] = {}
    with browser.new_context(locale="en-GB", viewport=viewport, bypass_csp=True) as context:
        page = context.new_page()
        sign_in(page, address, "information_governance")
        for name in visit(page, address):
            found[name] = axe.complaints(page)
    assert len(found) == 6 and not {name: said for name, said in found.items() if said}


def test_what_notes_name_by_keyboard_alone(browser: Browser, address: str) -> None:
    with browser.new_context(locale="en-GB", viewport=DESKTOP) as context:
        page = context.new_page()
        sign_in(page, address, "manager")
        page.goto(f"{address}/same-person/notes/")
        tab_to(page, ".sl-people a")
        follow_by_enter(page)
        tab_to(page, "input[name=answer]")
        page.keyboard.press("Space")
        tab_to(page, "#id_why")
        page.keyboard.type("The team knows him by that name.")
        tab_to(page, "main form button")
        follow_by_enter(page)
        assert "the same" in page.inner_text("main") and "It applies from the next update" in page.inner_text("main")
