"""Marks said to be wrong or overlooked, hints on a concern that was sent, and words we use: by keyboard, axe content."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from support import axe, browsing, small_partnership
from support.browsing import PHONE, follow, follow_by_enter, sign_in, tab_to

pytestmark = pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason=browsing.MISSING)
PICTURES = os.environ.get("SIGHTLINE_PICTURES", "")
FOLDER = small_partnership.ROOT / "docs" / "screenshots"
SEEN = "She has absconded again. She got into a grey van with an older man. She is streetwise."
AGAIN = "She went missing again. She knows every driver at the rank by name."
WHY = "It was her uncle, who drives her home on Fridays"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    roles = ("practitioner", "manager", "information_governance")
    workspace = small_partnership.build_workspace(tmp_path_factory.mktemp("marks"), roles=roles)
    with browsing.serving(workspace) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing.open_browser() as opened:
        yield opened


def open_page(browser: Browser, address: str, role: str) -> Page:
    page = browser.new_context(locale="en-GB", viewport=PHONE).new_page()  # type: ignore[arg-type]
    sign_in(page, address, role)
    return page


def look(page: Page, where: str, picture: str = "") -> None:
    axe.assert_content(page, where)
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{where}.png"), full_page=True)
    if picture and os.environ.get("SIGHTLINE_SCREENSHOTS") == "1":
        page.locator(picture).screenshot(path=str(FOLDER / f"{where}-phone.png"))


def open_why(page: Page) -> None:
    """Open the reasons of the first marked cell with the keyboard."""
    why = page.locator("summary", has_text="Reasons for these marks").first
    why.focus()
    page.keyboard.press("Enter")


def test_a_mark_is_said_to_be_wrong_and_words_overlooked_by_keyboard(browser: Browser, address: str) -> None:
    page = open_page(browser, address, "practitioner")
    page.goto(f"{address}/find/")
    page.fill("input[name=name]", small_partnership.CHILD)
    follow(page, "main form button[type=submit]")
    follow(page, ".sl-people a >> nth=0")
    follow(page, ".sl-tabs >> text=Patterns and questions")
    section = page.locator("section[aria-labelledby=signs]")
    section.locator("summary >> nth=0").press("Enter")
    follow(page, section.locator("details[open] a >> nth=0"))
    record = page.url
    open_why(page)
    tab_to(page, "a[href$='/wrong/']")
    follow_by_enter(page)
    look(page, "mark-wrong")
    tab_to(page, "main form button")
    follow_by_enter(page)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page, "mark-wrong-with-errors")
    tab_to(page, "#id_words")
    page.keyboard.type(WHY)
    tab_to(page, "main form button")
    follow_by_enter(page)
    expect(page).to_have_url(record)
    expect(page.locator("main")).to_contain_text(f"Reason: {WHY}")
    look(page, "record-with-what-was-said")

    tab_to(page, "a[href$='/overlooked/']")
    follow_by_enter(page)
    look(page, "overlooked")
    tab_to(page, "#id_sentence")
    page.keyboard.type("never written anywhere")
    tab_to(page, "#id_words")
    page.keyboard.type("Nobody asked her about it")
    tab_to(page, "main form button")
    follow_by_enter(page)
    expect(page.locator(".govuk-error-summary")).to_contain_text("are not in this record")
    look(page, "overlooked-with-errors")
    page.context.close()


def send_concern(page: Page, address: str) -> None:
    page.goto(f"{address}/concerns/enter/")
    follow(page, "main button[type=submit]")
    page.fill("#id_name", "Wren Ashdown")
    page.fill("#id_seen_heard", SEEN)
    page.check("input[name=day] >> nth=0")
    page.check("input[name=referral][value=N]")
    follow(page, "form.sl-concern button[type=submit]")
    page.check("input[name=about] >> nth=0")
    follow(page, "form.sl-concern button[type=submit]")
    follow(page, "main form button[type=submit]")
    expect(page.locator("h1")).to_have_text("Concern sent")


def test_hints_come_after_sending_and_are_answered_by_keyboard(browser: Browser, address: str) -> None:
    page = open_page(browser, address, "practitioner")
    send_concern(page, address)
    receipt, hints = page.url, page.locator("section[aria-labelledby=hints]")
    expect(hints.locator("h3")).to_have_text(["“absconded”", "“streetwise”"])
    expect(page.locator("mark").first).to_be_visible()
    look(page, "concern-hints", "section[aria-labelledby=hints]")
    tab_to(page, "section[aria-labelledby=hints] button")
    follow_by_enter(page)
    expect(page.locator("section[aria-labelledby=hints] h3")).to_have_text(["“streetwise”"])
    tab_to(page, "section[aria-labelledby=hints] a[href$='/wrong/']")
    follow_by_enter(page)
    expect(page.locator("main")).to_contain_text("Only you can see this hint")
    look(page, "hint-wrong")
    page.goto(receipt)
    tab_to(page, "section[aria-labelledby=hints] a[href$='/say-again/']")
    follow_by_enter(page)
    look(page, "say-again")
    tab_to(page, "main form button")
    follow_by_enter(page)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page, "say-again-with-errors")
    tab_to(page, "#id_words")
    page.keyboard.type(AGAIN)
    tab_to(page, "main form button")
    follow_by_enter(page)
    expect(page).to_have_url(receipt)
    expect(page.locator("section[aria-labelledby=hints]")).to_have_count(0)
    expect(page.locator("main")).to_contain_text(AGAIN)
    expect(page.locator("main")).to_contain_text("absconded")
    look(page, "concern-said-again")
    page.context.close()

    reader = open_page(browser, address, "manager")
    reader.goto(receipt)
    expect(reader.locator("section[aria-labelledby=hints]")).to_have_count(0)
    expect(reader.locator("main")).to_contain_text(AGAIN)
    open_why(reader)
    tab_to(reader, "a[href$='/wrong/']")
    follow_by_enter(reader)
    look(reader, "mark-of-a-concern-wrong")
    reader.goto(f"{address}/")
    tab_to(reader, "main a[href='/words-we-use/']")
    follow_by_enter(reader)
    expect(reader.locator("main")).to_contain_text("fewer than 5")
    expect(reader.locator("main")).not_to_contain_text("the_practitioner")
    look(reader, "words-we-use", "main")
    reader.context.close()


def test_a_data_breach_is_reported_by_keyboard_and_decided_about(browser: Browser, address: str) -> None:
    page = open_page(browser, address, "practitioner")
    page.locator(".sl-footer a[href$='/breaches/report/']").press("Enter")
    page.wait_for_url(f"{address}/breaches/report/")
    look(page, "breach-report")
    tab_to(page, "main form button")
    follow_by_enter(page)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page, "breach-report-with-errors")
    for box, words in (("words", "A letter went to the wrong house."), ("whose", "One family’s"), ("on_day_0", "24"),
                       ("on_day_1", "11"), ("on_day_2", "2024"), ("at_time", "4:30pm")):  # fmt: skip
        page.locator(f"#id_{box}").focus()
        page.keyboard.type(words)
    page.locator("#id_address_0").press("Space")
    tab_to(page, "main form button")
    follow_by_enter(page)
    expect(page.locator("main")).to_contain_text("nobody could be told. Call them now")
    look(page, "breach-own-report")
    governance = open_page(browser, address, "information_governance")
    governance.goto(f"{address}/breaches/")
    look(governance, "breaches")
    follow(governance, "main table a >> nth=0")
    look(governance, "breach-to-decide")
    governance.set_viewport_size({"width": 1280, "height": 900})
    look(governance, "breach-to-decide-wide")
    follow(governance, "main a[href$='/regulator_notified/']")
    look(governance, "breach-decide-wide")
    governance.goto(f"{address}/complaints/enter/")
    look(governance, "complaint-enter-wide")
    for box, words in (("who", "His mother"), ("words", "The record is about another boy."), ("on_day_0", "24"),
                       ("on_day_1", "11"), ("on_day_2", "2024")):  # fmt: skip
        governance.locator(f"#id_{box}").fill(words)
    follow(governance, "main form button")
    look(governance, "complaint-wide")
    governance.set_viewport_size(PHONE)  # type: ignore[arg-type]
    governance.goto(f"{address}/complaints/")
    look(governance, "complaints")
    governance.goto(f"{address}/")
    look(governance, "governance-home")
