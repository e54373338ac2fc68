"""A working file in a browser: opened and decided by keyboard, axe content on a desktop and a phone, printed.

With SIGHTLINE_SCREENSHOTS=1 it takes the docs' pictures of it.
"""

import os
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from support import axe, browsing, small_partnership
from support.browsing import PHONE, follow, follow_by_enter, sign_in, tab_to
from support.patience import PATIENCE_MS
from support.small_partnership import ROOT, username

from sightline.casework.core import clock
from sightline.web.core.whens import day_in_words
from sightline.web.subject_files.entry_pages import ABOUT, ENTRY_PAGES
from sightline.web.subject_files.presenters import LEAD

pytestmark = pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason=browsing.MISSING)
KEEPS = "main form button[data-prevent-double-click]"  # others only ask for other records
ROLES = ("manager", "senior_officer", "school_lead", "reviewer")
WHY = "Two agencies name him beside her within six weeks, and the flat is his tenancy."
CHILD_WHY = "She is said to bring other girls to the flat; nobody has asked her who made her."
AS_A_CHILD = "Her social worker sees her alone each week, and asks what was done to her before anything else."
WRONG = "The tenancy is his brother’s; the records named the wrong man."
PICTURES = {("subject-file", "desktop"), ("subject-file-child", "phone")}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    workspace = small_partnership.build_workspace(tmp_path_factory.mktemp("concerned_pages"), roles=ROLES)
    with browsing.serving(workspace) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing.open_browser() as opened:
        yield opened


def fill_day(page: Page, name: str, day: date) -> None:
    for place, part in enumerate((day.day, day.month, day.year)):
        page.fill(f"#id_{name}_{place}", str(part))


def keep(page: Page) -> None:
    """Send the form by the keyboard."""
    page.locator(KEEPS).focus()
    follow_by_enter(page)
    expect(page.locator(".sl-messages")).to_be_visible(timeout=PATIENCE_MS)


def find(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/find/")
    page.fill("#id_name", name)
    follow(page, "main button[type=submit]")
    follow(page, ".sl-people a >> nth=0")


def open_file(page: Page, address: str, name: str, why: str, as_a_child: str = "") -> str:
    """From the person's page; the address of the file."""
    find(page, address, name)
    follow(page, "text=Open a file")
    axe.assert_content(page, "opening a file")
    follow(page, KEEPS)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    axe.assert_content(page, "opening a file with errors")
    page.check("#id_word_1")
    page.fill("#id_why", why)
    if as_a_child:
        page.fill("#id_as_a_child", as_a_child)
    fill_day(page, "on_day", clock.today() + timedelta(days=30))
    page.check("#id_record_ids_0")
    keep(page)
    return page.url


def write_every_step(page: Page, file: str) -> None:
    for step in ENTRY_PAGES:
        if step == "child":
            continue
        page.goto(f"{file}add/{step}/")
        axe.assert_content(page, step)
        follow(page, KEEPS)
        expect(page.locator(".govuk-error-summary")).to_be_visible()
        axe.assert_content(page, f"{step} with errors")
    page.goto(f"{file}add/owner/")
    page.fill("#id_username", username("manager"))
    keep(page)
    page.goto(f"{file}add/capacity/")
    page.check("#id_word_2")
    page.check("#id_record_ids_0")
    keep(page)


def fill_ledger(page: Page, file: str) -> None:
    page.goto(f"{file}consider/sexual_risk_order/")
    axe.assert_content(page, "considering a measure")
    page.fill("#id_who", "MACE meeting")
    fill_day(page, "on_day", clock.today() - timedelta(days=9))
    page.fill("#id_words", "It would keep girls away from the flat at night.")
    keep(page)
    follow(page, "a[href$='/used/']")
    page.fill("#id_words", "The magistrates made it on the application of the police.")
    fill_day(page, "on_day", clock.today() - timedelta(days=8))
    fill_day(page, "to_day", clock.today() - timedelta(days=1))
    keep(page)
    link = page.locator("a[href$='/breach/']").first.get_attribute("href") or ""
    entry = link.removesuffix("/breach/").rpartition("/")[2]
    for step in ABOUT:
        page.goto(f"{file}entries/{entry}/{step}/")
        axe.assert_content(page, step)


@pytest.mark.parametrize("viewport", browsing.JOURNEYS)
def test_a_file_is_opened_written_in_and_taken_off_by_name(
    browser: Browser, address: str, viewport: dict[str, int]
) -> None:
    size = "phone" if viewport is PHONE else "desktop"
    with browser.new_context(locale="en-GB", viewport=viewport) as context:  # type: ignore[arg-type]
        page = context.new_page()
        sign_in(page, address, "manager")
        file = open_file(page, address, "Jay Coleman", WHY)
        write_every_step(page, file)
        fill_ledger(page, file)
        page.goto(file)
        page.locator("summary", has_text="Measures not considered yet").click()
        axe.assert_content(page, "a file")
        expect(page.locator("main")).to_contain_text(LEAD)
        page.locator("summary", has_text="Measures not considered yet").click()
        take(page, "subject-file", size)
        page.goto(f"{address}/people-and-places-of-concern/")
        expect(page.locator("#ledger + ul")).to_contain_text("Its result is not recorded")
        axe.assert_content(page, "the list")
        take(page, "subject-files", size)
        page.goto(f"{address}/people-and-places-of-concern/measures/")
        axe.assert_content(page, "the measures")
        find(page, address, "Jay Coleman")
        follow(page, ".sl-tabs >> text=Deadlines")
        expect(page.locator("#working-files")).to_be_visible()
        page.goto(file)
        page.emulate_media(media="print")
        expect(page.get_by_text("Decide the status")).to_be_hidden()
        expect(page.locator("main").get_by_text(WHY).first).to_be_visible()
        page.emulate_media(media="screen")
        take_off(page, file)
        expect(page.locator("main")).not_to_contain_text("Jay Coleman")
        find(page, address, "Jay Coleman")
        expect(page.locator("main")).to_contain_text(f"Removed: recorded in error on {day_in_words(clock.today())}")
        axe.assert_content(page, "the page of somebody whose file was wrong")
        follow(page, "text=Open a file")
        expect(page.locator("main")).to_contain_text("Removed: recorded in error on")
    with browser.new_context(locale="en-GB", viewport=viewport) as theirs:  # type: ignore[arg-type]
        other = theirs.new_page()
        sign_in(other, address, "reviewer")
        other.goto(f"{address}/people-and-places-of-concern/ended/")
        axe.assert_content(other, "ended files")
        expect(other.locator("main")).to_contain_text("Jay Coleman")
    with browser.new_context(locale="en-GB", viewport=viewport) as schools:  # type: ignore[arg-type]
        school = schools.new_page()
        sign_in(school, address, "school_lead")
        school.goto(file)
        expect(school.locator("main")).not_to_contain_text("Jay Coleman")


def take_off(page: Page, file: str) -> None:
    """By the keyboard alone, from the file to the list without it."""
    page.goto(file)
    tab_to(page, "a[href$='/add/status/']")
    follow_by_enter(page)
    tab_to(page, "#id_word_0")
    for _ in range(10):
        if page.evaluate("document.activeElement.value") == "removed":
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    tab_to(page, "#id_words")
    page.keyboard.type(WRONG)
    tab_to(page, KEEPS)
    follow_by_enter(page)
    expect(page.locator(".sl-messages")).to_contain_text("The decision is recorded")


def test_a_childs_file_says_first_that_they_are_a_child(browser: Browser, address: str) -> None:
    with browser.new_context(locale="en-GB", viewport=PHONE) as context:  # type: ignore[arg-type]
        page = context.new_page()
        sign_in(page, address, "manager")
        file = open_file(page, address, small_partnership.CHILD, CHILD_WHY, AS_A_CHILD)
        axe.assert_content(page, "a child's file")
        expect(page.locator("#a-child h2")).to_contain_text("This is a child")
        choose_others(page, f"{file}add/fact/")
        page.goto(f"{file}add/child/")
        axe.assert_content(page, "as a child")
        page.goto(file)
        take(page, "subject-file-child", "phone")


def choose_others(page: Page, address: str) -> None:
    """By the keyboard: another part of the records, with what is written and ticked."""
    page.goto(address)
    page.fill("#id_words", "The visit found her at the flat.")
    page.check("#id_record_ids_0")
    tab_to(page, "button[name=part]")
    follow_by_enter(page)
    expect(page.locator("#other-records")).to_contain_text("Part 2 of")
    expect(page.locator("#id_words")).to_have_value("The visit found her at the flat.")
    expect(page.locator("#id_record_ids_0")).to_be_checked()
    axe.assert_content(page, "other records")
    page.select_option("#records-agency", "childrens_services")
    follow(page, "button[name=look]")
    axe.assert_content(page, "the records of an agency")
    keep(page)


def take(page: Page, name: str, size: str) -> None:
    """A picture for the docs, where they are asked for."""
    if os.environ.get("SIGHTLINE_SCREENSHOTS") == "1" and (name, size) in PICTURES:
        page.screenshot(path=str(ROOT / "docs" / "screenshots" / f"{name}-{size}.png"), full_page=True)
