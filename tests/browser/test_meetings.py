"""A meeting in a browser: opened from a child and minuted by keyboard, axe content on a desktop and a phone, printed.

With SIGHTLINE_SCREENSHOTS=1 it takes the docs' pictures of a meeting.
"""

import os
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from support import axe, browsing, small_partnership
from support.browsing import PHONE, follow, follow_by_enter, sign_in
from support.patience import PATIENCE_MS
from support.small_partnership import ROOT, username

from sightline.casework.core import clock

pytestmark = pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason=browsing.MISSING)
ROLES = ("manager", "senior_officer", "school_lead")
WHY = "A grey van waits for her outside school, and she has a second phone since April."
DECIDED = "Police visit the flat today, and her social worker sees her alone before that."
DO = "See her alone at school and ask about the van"
PLAN = "School sees her each morning; police watch the flat; her social worker tells her what happens."
PICTURES = {("meeting", "desktop"), ("meetings", "phone")}
STEPS = ("ask", "records", "agenda", "attendance", "decision", "action", "dissent", "plan", "chair", "held", "off")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    workspace = small_partnership.build_workspace(tmp_path_factory.mktemp("meeting"), roles=ROLES)
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
    page.locator("main form button[type=submit]").focus()
    follow_by_enter(page)
    expect(page.locator(".sl-messages")).to_be_visible(timeout=PATIENCE_MS)


def open_meeting(page: Page, address: str) -> str:
    """From the child's page; the address of the meeting."""
    page.goto(f"{address}/find/")
    page.fill("#id_name", small_partnership.CHILD)
    follow(page, "main button[type=submit]")
    follow(page, ".sl-people a >> nth=0")
    follow(page, ".sl-child__do >> text=Open a meeting >> visible=true")
    page.check("#id_kind_2")
    fill_day(page, "on", clock.today())
    page.fill("#id_at", "00:05")
    page.fill("#id_why", WHY)
    page.check("#id_records_0")
    keep(page)
    return page.url


def write(page: Page, meeting: str, what: str) -> None:
    page.goto(f"{meeting}add/{what}/")


def minute(page: Page, meeting: str) -> None:
    """Who came, what was decided, who does what, the plan, and that it was held."""
    for role in ROLES[:2]:
        write(page, meeting, "ask")
        page.fill("#id_username", username(role))
        keep(page)
    write(page, meeting, "agenda")
    page.check("#id_theme_1")
    page.check("#id_records_0")
    keep(page)
    write(page, meeting, "decision")
    page.fill("#id_words", DECIDED)
    keep(page)
    tomorrow = clock.today() + timedelta(days=1)
    write(page, meeting, "action")
    page.fill("#id_words", DO)
    page.fill("#id_username", username("senior_officer"))
    fill_day(page, "by_when", tomorrow)
    keep(page)
    write(page, meeting, "plan")
    page.fill("#id_words", PLAN)
    page.fill("#id_username", username("manager"))
    fill_day(page, "by_when", tomorrow)
    keep(page)
    write(page, meeting, "attendance")
    for box in page.locator("main input[value=came]").all():
        box.check()
    keep(page)
    write(page, meeting, "held")
    fill_day(page, "on", clock.today())
    page.fill("#id_at", "00:05")
    keep(page)


@pytest.mark.parametrize("viewport", browsing.JOURNEYS)
def test_a_meeting_is_opened_minuted_and_seen_by_who_was_asked(
    browser: Browser, address: str, viewport: dict[str, int]
) -> None:
    size = "phone" if viewport is PHONE else "desktop"
    context = browser.new_context(locale="en-GB", viewport=viewport)  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page, address, "manager")
    meeting = open_meeting(page, address)
    axe.assert_content(page, "a new meeting")
    minute(page, meeting)
    axe.assert_content(page, "minutes")
    for step in STEPS:
        write(page, meeting, step)
        axe.assert_content(page, step)
        if step not in ("records", "attendance"):
            follow(page, "main form button[type=submit]")
            expect(page.locator(".govuk-error-summary")).to_be_visible()
            axe.assert_content(page, f"{step} with errors")
    page.goto(f"{address}/meetings/")
    axe.assert_content(page, "my meetings")
    page.goto(meeting)
    take(page, "meeting", size)
    page.emulate_media(media="print")
    expect(page.get_by_text("Add to the agenda")).to_be_hidden()
    expect(page.get_by_text(DECIDED)).to_be_visible()
    context.close()
    with browser.new_context(locale="en-GB", viewport=viewport) as theirs:  # type: ignore[arg-type]
        other = theirs.new_page()
        sign_in(other, address, "senior_officer")
        other.goto(f"{address}/meetings/")
        expect(other.locator("#mine + ul").first).to_contain_text(DO)
        take(other, "meetings", size)
        other.goto(meeting)
        expect(other.locator("main")).to_contain_text(DECIDED)
        expect(other.get_by_text("Record a decision")).to_have_count(0)
    with browser.new_context(locale="en-GB", viewport=viewport) as nobodys:  # type: ignore[arg-type]
        school = nobodys.new_page()
        sign_in(school, address, "school_lead")
        school.goto(meeting)
        expect(school.locator("h1")).to_contain_text("Page not found")


def take(page: Page, name: str, size: str) -> None:
    """A picture for the docs, where they are asked for."""
    if os.environ.get("SIGHTLINE_SCREENSHOTS") == "1" and (name, size) in PICTURES:
        page.screenshot(path=str(ROOT / "docs" / "screenshots" / f"{name}-{size}.png"), full_page=True)
