"""Notices, posts and rule switches in a browser: axe is content on a desktop and a phone, and the keyboard does it all."""

import os
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from support import browsing, small_partnership
from support.browsing import DESKTOP, follow, follow_by_enter, sign_in, tab_to
from support.small_partnership import ROOT, run_python, username

pytestmark = pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason=browsing.MISSING)
FOLDER = ROOT / "docs" / "screenshots"
# The social worker of the small partnership holds the first post; two children's clocks came there, and one is urgent.
BEGIN = """
import sys
from pathlib import Path
sys.path[:0] = ["tests", "."]
from sightline.casework.boot import open_workspace
open_workspace(Path(sys.argv[1]))
from support.climbing import thing
from sightline.casework.core.session import house_session
from sightline.casework.posts.services.posts import set_post
from sightline.casework.timekeeping.scheduler import run_tick
set_post(house_session(), ladder="childrens_services", stage="practitioner", holder=sys.argv[2])
came = [thing("2026-11-23T09:00:00Z", number=number, urgent=number == 2) for number in (1, 2, 3)]
run_tick(house_session(), now="2026-11-23T09:01:00Z", sources=[lambda _session, _now: came])
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    roles = ("practitioner", "information_governance")
    workspace = small_partnership.build_workspace(tmp_path_factory.mktemp("office"), roles=roles)
    run_python("-c", BEGIN, workspace, username("practitioner"))
    with browsing.serving(workspace) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing.open_browser() as opened:
        yield opened


def look(page: Page, where: str, picture: str = "") -> None:
    browsing.assert_sound(page, where)
    if picture and os.environ.get("SIGHTLINE_SCREENSHOTS") == "1":
        page.screenshot(path=str(FOLDER / f"{picture}-desktop.png"))


def test_axe_and_the_width_of_a_phone_are_content(browser: Browser, address: str) -> None:
    with browser.new_context(locale="en-GB", viewport=DESKTOP) as context:
        page = context.new_page()
        sign_in(page, address, "practitioner")
        page.goto(f"{address}/notices/")
        expect(
            page.locator("main .sl-people__person").nth(2)
        ).to_be_visible()  # three were made; rules that are on add theirs
        look(page, "notices", "notices")
        page.goto(f"{address}/posts/")
        look(page, "posts, to be read")
    with browser.new_context(locale="en-GB", viewport=DESKTOP) as context:
        page = context.new_page()
        sign_in(page, address, "information_governance")
        page.goto(f"{address}/posts/")
        look(page, "posts", "posts")
        page.goto(f"{address}/accounts-administration/")
        look(page, "accounts")
        follow(page, "main table a >> nth=0")
        look(page, "an account")
        follow(page, "main ul a >> nth=0")
        look(page, "an act")
        page.goto(f"{address}/accounts-administration/invite/")
        look(page, "an invitation")
        page.goto(f"{address}/posts/")
        follow(page, "main table a >> nth=0")
        look(page, "a post")
        follow(page, "main form button[type=submit]")
        expect(page.locator(".govuk-error-summary")).to_be_visible()
        look(page, "a post with errors")
        follow(page, "text=Name a responsible person for one school, clinic or organisation")
        look(page, "a body's own post")
        page.goto(f"{address}/rules/")
        look(page, "rule switches", "rule-switches")
        follow(page, page.locator("main tbody tr").filter(has_text="who must answer").first.locator("a"))
        expect(page.locator("main table")).to_be_visible()
        look(page, "a rule switch")
        follow(page, "main form button[type=submit]")
        expect(page.locator(".govuk-error-summary")).to_be_visible()
        look(page, "a rule switch with errors")


def test_notices_are_read_by_keyboard_and_the_count_goes(browser: Browser, address: str) -> None:
    with browser.new_context(locale="en-GB", viewport=DESKTOP) as context:
        page = context.new_page()
        sign_in(page, address, "practitioner")
        head = page.locator(".sl-header .sl-who")
        unread = int(re.search(r"(\d+) unread", head.inner_text())[1])  # type: ignore[index]
        assert unread >= 3, "those that were made; rules that are on add theirs"
        page.goto(f"{address}/notices/")
        tab_to(page, "main .sl-people__name a")
        follow_by_enter(page)
        expect(page.locator("h1")).to_be_visible()
        expect(head).to_contain_text(f"{unread - 1} unread notices")
        page.goto(f"{address}/notices/")
        tab_to(page, "main form button")
        follow_by_enter(page)
        expect(page.locator(".sl-messages")).to_contain_text("You must still do the work that needs your answer.")
        expect(head).not_to_contain_text("unread")
        expect(page.locator("main .govuk-tag--blue")).to_have_count(0)


def test_a_post_and_a_rule_are_changed_by_keyboard(browser: Browser, address: str) -> None:
    with browser.new_context(locale="en-GB", viewport=DESKTOP) as context:
        page = context.new_page()
        sign_in(page, address, "information_governance")
        page.goto(f"{address}/posts/")
        tab_to(page, "main table a")
        follow_by_enter(page)
        expect(page.locator("#id_deputy")).to_be_visible()
        tab_to(page, "#id_deputy")
        page.keyboard.type(username("information_governance"))
        tab_to(page, "#id_why")
        page.keyboard.type("Stands in from today, agreed by the head of service.")
        tab_to(page, "main form button")
        follow_by_enter(page)
        expect(page.locator(".sl-messages")).to_contain_text("The change is saved")
        page.goto(f"{address}/rules/late_extract/")
        tab_to(page, "#id_why")
        page.keyboard.type("Agreed by the partnership executive on 3 December.")
        tab_to(page, "main form button")
        follow_by_enter(page)
        expect(page.locator(".sl-messages")).to_contain_text("The rule is off.")
        expect(page.locator("main")).to_contain_text("Switch it on")
