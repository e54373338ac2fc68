"""A child's first screen says that she is missing and what is overdue, on a desktop and on a phone; and the rest of it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from support import axe, browsing, missing_now
from support.browsing import follow, sign_in

from sightline.casework.boot import CONTROL_ROOM
from sightline.casework.core import clock

pytestmark = pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason=browsing.MISSING)
SIZES = [
    pytest.param({"width": 1280, "height": 900}, id="desktop"),
    pytest.param({"width": 390, "height": 844}, id="phone"),
]
WHOLE_LABEL = """selector => [...document.querySelectorAll(selector)].every(one =>
    [one, ...one.querySelectorAll(':not(.govuk-visually-hidden)')].every(part =>
        getComputedStyle(part).overflowX === 'visible' || part.scrollWidth <= part.clientWidth))"""
SMALLEST = """selector => Math.min(...[...document.querySelectorAll(selector)].filter(one => one.offsetParent)
    .map(one => parseFloat(getComputedStyle(one).fontSize)))"""
TABS = ("Overview", "Chronology", "Patterns and questions", "Deadlines", "Connections", "Identity")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    workspace = missing_now.build_workspace(tmp_path_factory.mktemp("missing_now") / "here")
    written = workspace / "sightline.toml"
    text = written.read_text("utf-8").replace(CONTROL_ROOM, CONTROL_ROOM.lstrip("# "))
    written.write_text(text.replace("training = false", "training = true"), "utf-8")
    with browsing.serving(workspace) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing.open_browser() as opened:
        yield opened


def open_her(page: Page, address: str) -> None:
    sign_in(page, address, "practitioner")
    page.goto(f"{address}/find/")
    page.fill("#id_name", missing_now.NAME)
    follow(page, "main button[type=submit]")
    follow(page, ".sl-people a >> nth=0")


def is_on_the_first_screen(page: Page, selector: str) -> bool:
    """Whether such elements are shown, and the whole of each is to be seen before anybody scrolls."""
    return bool(
        page.evaluate(
            """selector => {
                const boxes = [...document.querySelectorAll(selector)].map(one => one.getBoundingClientRect());
                const shown = boxes.filter(box => box.height > 0);
                const within = box => box.top + window.scrollY >= 0 && box.bottom + window.scrollY <= window.innerHeight;
                return shown.length > 0 && shown.every(within);
            }""",
            selector,
        )
    )


@pytest.mark.parametrize("viewport", SIZES)
def test_missing_overdue_and_what_to_do_are_on_the_first_screen(
    address: str, browser: Browser, viewport: dict[str, int]
) -> None:
    with browser.new_context(viewport=viewport, locale="en-GB") as context:
        page = context.new_page()
        open_her(page, address)
        wide = viewport["width"] > 1000
        late = "#overdue ~ a, .sl-rows--pair > li" if wide else ".sl-late-line a"
        assert page.locator(".sl-training").is_visible()
        parts = (
            ".sl-training",
            ".sl-missing",
            ".sl-badge",
            "main h1",
            ".sl-facts6",
            late,
            ".sl-next > li",
            ".sl-events > li",
        )
        for selector in (*parts, ".sl-next > li .govuk-button"):
            assert is_on_the_first_screen(page, selector), selector
        assert [page.locator(one).count() for one in (".sl-next > li", ".sl-events > li")] == [3, 5]
        for text in (".sl-missing dd", ".sl-facts6 dd", ".sl-next p", ".sl-events strong", late):
            assert page.evaluate(SMALLEST, text) >= 16, f"{text} is too small to read"
        assert page.evaluate(WHOLE_LABEL, late), "the label of an overdue deadline is cut"
        days = page.locator(".sl-fact__day")
        assert days.count() > 3 and is_on_the_first_screen(page, ".sl-fact__day"), "a key fact has no date"
        assert page.evaluate("() => [...document.querySelectorAll('.sl-fact__day')].every(one => one.offsetWidth > 30)")
        banner = page.inner_text(".sl-missing")
        for said in (
            "Missing now",
            "Last seen",
            "8:15pm yesterday",
            "High risk",
            missing_now.SAID,
            missing_now.MORE_SAID,
            "999",
            "01632 960 115",
        ):
            assert banner.count(said) == 1, said
        assert (
            missing_now.CARER in page.inner_text(".sl-facts6") and page.locator(".sl-next .govuk-button").count() == 3
        )
        assert "days overdue" in page.inner_text("main")
        assert "same person?" in page.inner_text(".sl-child")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert not axe.complaints(page)


def test_each_fact_is_from_its_newest_record_and_each_tab_says_that_she_is_missing(
    address: str, browser: Browser
) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB") as context:
        page = context.new_page()
        open_her(page, address)
        overdue = int(page.inner_text("#overdue").split()[0])
        facts = page.inner_text(".sl-facts6")
        for said in (
            missing_now.WORKER,
            "Plan started, no end recorded",
            missing_now.SCHOOL,
            missing_now.HOME,
            missing_now.CARER,
            missing_now.SAFE,
        ):
            assert said in facts, said
        assert f"{missing_now.OTHERS} other records have this name" in page.inner_text(".sl-child")
        for tab in TABS:
            if tab == "Connections":
                continue
            follow(page, f".sl-tabs >> text={tab}")
            if tab == "Deadlines":
                assert page.locator("section[aria-labelledby=clocks] > ul .govuk-tag--red").count() == overdue
                assert page.locator(".sl-with").count() > 0, "a deadline that is counted in another is not listed"
            expect(page.locator(".sl-missing")).to_be_visible()
            assert page.locator(".sl-tabs [aria-current=page]").inner_text().startswith(tab)
            axe.assert_content(page, tab)
        browsing.assert_tabs_are_short(page)


def test_words_are_looked_for_inside_her_notes_and_stand_in_no_address(address: str, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB") as context:
        page = context.new_page()
        open_her(page, address)
        follow(page, ".sl-tabs >> text=Chronology")
        page.fill("#search", "SECOND phone")
        follow(page, ".sl-filter__search button")
        assert page.locator(".sl-entry").count() == 1
        assert page.locator(".sl-entry mark").all_inner_texts() == ["second", "phone"]
        assert "1 entry mentions “SECOND phone”" in page.inner_text(".sl-chronology")
        assert "phone" not in page.url.lower() and not axe.complaints(page)
        follow(page, "text=Clear the search")
        assert page.locator(".sl-entry").count() > 1


def test_a_call_is_recorded_and_said_to_be_one(address: str, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB") as context:
        page = context.new_page()
        open_her(page, address)
        follow(page, "text=Record as found")
        follow(page, "main form button[type=submit]")
        expect(page.locator(".govuk-error-summary")).to_be_visible()
        assert not axe.complaints(page)
        page.check("input[value=found]")
        for place, part in enumerate((clock.today().day, clock.today().month, clock.today().year)):
            page.fill(f"#id_on_{place}", str(part))
        page.fill("#id_at", "00:00")
        page.fill("#id_told_by", "Sergeant Ash, control room")
        follow(page, "main form button[type=submit]")
        assert "Reported found by telephone only" in page.inner_text("main") and "Sergeant Ash" in page.inner_text(
            "main"
        )
        assert "still says missing" in page.inner_text("main")
        assert page.locator(".sl-missing").count() == 0
        assert not axe.complaints(page)
