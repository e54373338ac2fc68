"""The pages in a browser: usable by keyboard, at 320 pixels, without scripts, on paper; axe and the policy are content."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from support import axe, browsing, small_partnership
from support.browsing import DESKTOP, follow, follow_by_enter, sign_in, tab_to

from sightline.web.chronology.forms import PAGE

pytestmark = pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason=browsing.MISSING)
PATHS = (
    "/", "/find/", "/files/", "/files/not-imported/", "/runs/", "/what-sightline-looks-for/", "/help/", "/no/such/page/",
    "/families/",
    "/accounts/2fa/", "/accounts/password/change/", "/accounts/password/forgotten/", "/accounts/signup/",
    "/accounts/logout/", "/accounts/inactive/", "/accounts/reauthenticate/",
)  # fmt: skip
ROLES = ("information_governance", "practitioner", "elected_member", "manager")
FOUR_SCREENS = 4
MANY, PAGES_OF_A_YEAR = 50, 8
FOCUSED = "document.activeElement.id"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    workspace = small_partnership.build_workspace(tmp_path_factory.mktemp("browser"), roles=ROLES)
    with browsing.serving(workspace) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing.open_browser() as opened:
        yield opened


def context_of(browser: Browser, **options: Any) -> BrowserContext:
    options.setdefault("viewport", DESKTOP)
    return browser.new_context(locale="en-GB", **options)


def open_child(page: Page, address: str) -> None:
    page.goto(f"{address}/find/")
    page.fill("#id_name", "wren")
    follow(page, "main button[type=submit]")
    follow(page, ".sl-people a")


def open_chronology(page: Page, address: str) -> None:
    open_child(page, address)
    follow(page, ".sl-tabs >> text=Chronology")


def visit_all(page: Page, address: str) -> Iterator[str]:
    """Every page in turn, each once it is loaded, as information governance."""
    page.goto(f"{address}/accounts/login/")
    yield "signing in"
    follow(page, "main form button[type=submit]")
    yield "signing in, with errors"
    sign_in(page, address, "information_governance")
    for path in PATHS:
        page.goto(address + path)
        yield path
    page.goto(f"{address}/find/")
    page.fill("#id_birth_date_0", "3")
    follow(page, "main button[type=submit]")
    yield "the find form, with errors"
    page.fill("#id_birth_date_0", "")
    page.fill("#id_name", "nobodyofthisname")
    follow(page, "main button[type=submit]")
    yield "no person found"
    follow(page, "form[action='/searches/save/'] button")
    yield "saved searches"
    open_child(page, address)
    yield "a child"
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    yield "a child, everything unfolded"
    child = page.url
    for tab in ("Patterns and questions", "Deadlines", "Identity", "timeline", "family", "Chronology"):
        if tab.islower():
            page.goto(f"{child}{tab}/")
        else:
            follow(page, f".sl-tabs >> text={tab}")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        yield f"a child's tab: {tab}"
    page.goto(f"{child}chronology/?agency=police&words=1&date_from=2024-13-01&order=newest")
    yield "a child's chronology, chosen, with errors"
    page.goto(f"{child}chronology/?words=1")
    follow(page, ".sl-entry__foot a")
    yield "a record"
    yield from visit_same_person(page, address)
    yield from visit_pairing(page, child)


def visit_pairing(page: Page, child: str) -> Iterator[str]:
    """Comparing a child with somebody else, and splitting one: up to the last step, which is not taken."""
    page.goto(f"{child}same-name/")
    yield "who else has a name"
    page.fill("#id_name", "ada")
    follow(page, "main button[type=submit]")
    yield "somebody to compare with"
    follow(page, ".sl-people a[href*=same-person]")
    yield "two people side by side"
    follow(page, "main button[type=submit]")
    yield "two people side by side, with errors"
    page.goto(f"{child}split/")
    yield "splitting a person"
    page.check("#id_part_0")
    page.fill("#id_why", "Records of two girls.")
    follow(page, "main button[type=submit]")
    yield "splitting a person, before it is done"


def visit_same_person(page: Page, address: str) -> Iterator[str]:
    """The question whether two are one, answered so that it is asked again."""
    page.goto(f"{address}/same-person/")
    yield "same person?"
    follow(page, ".sl-people a")
    yield "a question"
    follow(page, "main button[type=submit]")
    yield "a question, with errors"
    page.check("input[value=cannot_tell]")
    page.fill("#id_why", "I know neither.")
    follow(page, "main button[type=submit]")
    yield "a question, answered"
    page.goto(f"{address}/same-person/answers/")
    yield "my answers"
    follow(page, ".sl-people a")
    yield "undoing an answer"


def test_each_page_is_sound_on_a_phone_and_on_a_desktop(browser: Browser, address: str) -> None:
    with context_of(browser, bypass_csp=True) as context:
        page = context.new_page()
        for name in visit_all(page, address):
            browsing.assert_sound(page, name)


def test_the_policy_stops_nothing_and_nothing_is_asked_of_others(browser: Browser, address: str) -> None:
    said: list[str] = []
    asked: set[str] = set()
    with context_of(browser) as context:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.add(urlsplit(request.url).hostname or ""))
        for _ in visit_all(page, address):
            pass
        page.wait_for_load_state("networkidle")
    # Pages that answer 400 and 404 on purpose are noted by the browser itself.
    assert not [text for text in said if "Failed to load resource" not in text]
    assert asked <= {"127.0.0.1", ""}


def test_from_signing_in_to_a_record_by_keyboard_alone(browser: Browser, address: str) -> None:
    with context_of(browser) as context:
        page = context.new_page()
        page.goto(f"{address}/accounts/login/")
        for selector, typed in (("#id_login", small_partnership.username("practitioner")),
                                ("#id_password", small_partnership.PASSWORD)):  # fmt: skip
            tab_to(page, selector)
            page.keyboard.type(typed)
        follow_by_enter(page)
        page.wait_for_url(f"{address}/")
        tab_to(page, "#sl-search")
        page.keyboard.type("wren")
        follow_by_enter(page)
        page.wait_for_url("**/find/results/")
        tab_to(page, ".sl-people a")
        follow_by_enter(page)
        page.wait_for_url("**/people/*/")
        tab_to(page, ".sl-events a")
        follow_by_enter(page)
        page.wait_for_url("**/records/*/")
        assert page.title() == "Record – Sightline"


def test_a_question_is_answered_by_keyboard_alone(browser: Browser, address: str) -> None:
    with context_of(browser) as context:
        page = context.new_page()
        sign_in(page, address, "manager")
        page.goto(f"{address}/same-person/")
        tab_to(page, ".sl-people a")
        follow_by_enter(page)
        page.wait_for_url("**/same-person/*/")
        tab_to(page, "input[name=answer]")
        for key in ("ArrowDown", "ArrowDown"):
            page.keyboard.press(key)
        tab_to(page, "#id_why")
        page.keyboard.type("I know neither.")
        tab_to(page, "main form button")
        follow_by_enter(page)
        expect(page.locator(".sl-messages")).to_contain_text("Your answer is saved")
        expect(page.locator("main")).to_contain_text("you answered: cannot tell")


def test_the_first_tab_skips_to_the_content(browser: Browser, address: str) -> None:
    with context_of(browser) as context:
        page = context.new_page()
        page.goto(f"{address}/help/")
        page.keyboard.press("Tab")
        assert page.inner_text(":focus") == "Skip to main content"
        page.keyboard.press("Enter")
        assert page.evaluate(FOCUSED) == "main-content"


def test_more_entries_come_where_one_reads(browser: Browser, address: str) -> None:
    with context_of(browser) as context:
        page = context.new_page()
        sign_in(page, address, "practitioner")
        open_chronology(page, address)
        assert page.locator(".sl-entry").count() == PAGE
        for size in (ViewportSize(width=390, height=844), ViewportSize(width=1280, height=900)):
            page.set_viewport_size(size)
            assert page.evaluate("document.documentElement.scrollHeight") <= FOUR_SCREENS * size["height"]
        last = page.locator(".sl-entry").last.get_attribute("id")
        page.click("#show-more a")
        expect(page.locator(".sl-entry").nth(PAGE)).to_be_focused()
        assert page.locator(".sl-entry").nth(PAGE).get_attribute("id") != last


def test_each_tab_of_the_child_with_most_entries_is_at_most_four_screens(browser: Browser, address: str) -> None:
    with context_of(browser) as context:
        page = context.new_page()
        sign_in(page, address, "practitioner")
        open_child(page, address)
        browsing.assert_tabs_are_short(page)


def test_without_scripts_everything_can_be_read(browser: Browser, address: str) -> None:
    with context_of(browser, java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page, address, "practitioner")
        open_chronology(page, address)
        seen = {page.locator(".sl-entry").nth(place).get_attribute("id") for place in range(PAGE)}
        follow(page, "#show-more a")
        page.wait_for_url("**after=**")
        more = page.locator(".sl-entry")
        assert more.count() == PAGE
        assert not seen & {more.nth(place).get_attribute("id") for place in range(more.count())}


def test_going_back_from_a_child_shows_who_was_found(browser: Browser, address: str) -> None:
    with context_of(browser) as context:
        page = context.new_page()
        sign_in(page, address, "practitioner")
        open_child(page, address)
        page.go_back()
        assert page.locator(".sl-people a").count() >= 1
        assert "wren" not in page.url.lower()


def test_only_the_childs_words_can_be_chosen_and_taken_back(browser: Browser, address: str) -> None:
    with context_of(browser) as context:
        page = context.new_page()
        sign_in(page, address, "practitioner")
        open_chronology(page, address)
        page.check("#words")
        follow(page, ".sl-fold button")
        assert page.locator(".sl-entry").count() == page.locator(".sl-entry blockquote").count() == 3
        assert (
            page.locator("blockquote").first.text_content()
            == "I like it when somebody asks and then waits.\nMost don’t wait."
        )
        follow(page, ".moj-filter__tag")
        assert page.locator(".sl-entry").count() == PAGE


def test_marks_of_a_timeline_are_reached_by_keyboard_in_the_order_of_time_and_lead_to_their_records(
    browser: Browser, address: str
) -> None:
    with context_of(browser) as context:
        page = context.new_page()
        sign_in(page, address, "practitioner")
        open_child(page, address)
        page.goto(f"{page.url}timeline/?months=all")
        names = page.eval_on_selector_all(".sl-drawn a", "all => all.map(one => one.getAttribute('aria-label'))")
        page.focus(".sl-drawn")
        focused = "document.activeElement.getAttribute('aria-label')"
        for key, name in (("Tab", names[0]), ("ArrowRight", names[1]), ("ArrowRight", names[2]), ("ArrowLeft", names[1]),
                          ("End", names[-1]), ("Home", names[0])):  # fmt: skip
            page.keyboard.press(key)
            assert page.evaluate(focused) == name
        row = "document.activeElement.getBoundingClientRect().y"
        top = page.evaluate(row)
        page.keyboard.press("ArrowDown")
        lower, there = page.evaluate(row), page.evaluate(focused)
        page.keyboard.press("ArrowUp")
        assert page.evaluate(row) < lower > top and there != names[0]
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.matches('.sl-drawn')"), "one entry is a stop of Tab, and no other"
        page.keyboard.press("Tab")
        expect(page.get_by_text("the left and right arrow keys move between entries")).to_be_visible()
        assert (
            page.locator(".sl-drawn a:focus-visible .sl-ring").evaluate("one => getComputedStyle(one).fill")
            == "rgb(255, 221, 0)"
        )
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/(records|concerns|recognised|clocks)/"))
        page.go_back()
        page.get_by_role("link", name="Download this picture").click()
        page.get_by_label("Work on a child’s or an adult’s case").check()
        with page.expect_download() as kept:
            page.get_by_role("button", name="Download as PNG").click()
        with Image.open(kept.value.path()) as picture:
            assert (picture.format, kept.value.suggested_filename) == ("PNG", "timeline.png")
            assert picture.width > 1000 and len(picture.getcolors() or ()) > 8 and picture.getpixel((0, 0)) is not None
        assert kept.value.path().stat().st_size < 150_000
        page.go_back()
        page.emulate_media(media="print")
        drawn, table = page.locator(".sl-drawn").bounding_box(), page.locator(".sl-drawn-table table").bounding_box()
        assert drawn and table and drawn["y"] < table["y"], "on paper the drawing comes first, and its table is open"


def test_a_phone_shows_the_newest_entries_of_a_timeline_before_its_picture_which_is_folded(
    browser: Browser, address: str
) -> None:
    with context_of(browser, bypass_csp=True) as context:
        page = context.new_page()
        sign_in(page, address, "practitioner")
        open_child(page, address)
        page.goto(f"{page.url}timeline/?months=all")
        expect(page.locator(".sl-drawn svg")).to_be_visible()
        expect(page.locator(".sl-newest")).to_be_hidden()
        page.set_viewport_size({"width": 390, "height": 844})
        expect(page.locator(".sl-newest li").first).to_be_visible()
        expect(page.locator(".sl-drawn svg")).to_be_hidden()
        assert not axe.complaints(page)
        page.get_by_text("Show the chart").click()
        expect(page.locator(".sl-drawn svg")).to_be_visible()
        newest, drawn = page.locator(".sl-newest").bounding_box(), page.locator(".sl-drawn").bounding_box()
        assert newest and drawn and newest["y"] < drawn["y"]


def test_on_paper_the_chronology_stands_without_the_menu(browser: Browser, address: str) -> None:
    with context_of(browser) as context:
        page = context.new_page()
        sign_in(page, address, "practitioner")
        open_chronology(page, address)
        page.emulate_media(media="print")
        for hidden in (".govuk-service-navigation", ".sl-filter", "#show-more", ".sl-no-print"):
            assert not page.locator(hidden).first.is_visible(), hidden
        assert page.locator(".sl-entry").first.is_visible()
        assert page.get_by_text("Printed by the_practitioner").is_visible()
        page.goto(f"{page.url.partition('?')[0]}?whole=1")
        assert page.locator(".sl-entry").count() > MANY
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) < PAGES_OF_A_YEAR


def test_a_role_that_sees_counts_only_is_told_so(browser: Browser, address: str) -> None:
    with context_of(browser, bypass_csp=True) as context:
        page = context.new_page()
        sign_in(page, address, "elected_member")
        assert "You can see totals and delays." in page.inner_text("main")
        page.goto(f"{address}/find/")
        assert "You cannot open this" in page.inner_text("h1")
        assert not axe.complaints(page)


def test_a_second_step_is_set_up_and_used(browser: Browser, address: str) -> None:
    with context_of(browser, bypass_csp=True) as context:
        page = context.new_page()
        sign_in(page, address, "manager")
        page.goto(f"{address}/accounts/2fa/")
        follow(page, "text=Set up an app")
        page.fill("#id_password", small_partnership.PASSWORD)
        follow(page, "main form button[type=submit]")
        assert page.locator(".sl-qr").is_visible() and not axe.complaints(page)
        secret = page.input_value("#authenticator_secret")
        page.fill("#id_code", code_for(secret))
        follow(page, "main form button[type=submit]")
        codes = page.locator(".sl-codes li").all_inner_texts()
        assert len(codes) == 10 and not axe.complaints(page)
        page.goto(f"{address}/accounts/2fa/")
        assert "Set up. Sightline asks for a code" in page.inner_text("main") and not axe.complaints(page)
        follow(page, "header >> text=Sign out")
        sign_in(page, address, "manager")
        page.wait_for_url("**/2fa/authenticate/")
        assert not axe.complaints(page)
        page.fill("#id_code", codes[0])
        follow_by_enter(page)
        page.wait_for_url(f"{address}/")


def code_for(secret: str) -> str:
    """What an authenticator app shows now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))
