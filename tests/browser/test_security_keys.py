"""Security keys and passkeys in a browser, with an authenticator that Chromium itself plays."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from support import browsing, small_partnership
from support.browsing import DESKTOP, follow, sign_in

pytestmark = pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason=browsing.MISSING)
PLAYED = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
          "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """By the name localhost: a key belongs to a name, never to a number."""
    workspace = small_partnership.build_workspace(tmp_path_factory.mktemp("keys"), roles=("manager",))
    with browsing.serving(workspace) as served:
        yield served.replace("127.0.0.1", "localhost")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing.open_browser() as opened:
        yield opened


def with_key(page: Page) -> None:
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": PLAYED})


def prove(page: Page) -> None:
    """Give the password once more where that is asked."""
    if "reauthenticate" in page.url:
        page.fill("#id_password", small_partnership.PASSWORD)
        follow(page, "main form button[type=submit]")


def add_passkey(page: Page, address: str) -> None:
    page.goto(f"{address}/accounts/2fa/webauthn/add/")
    prove(page)
    page.fill("#id_name", "work laptop")
    page.check("#id_passwordless")
    follow(page, "#mfa_webauthn_add")


def test_a_passkey_is_added_signs_in_without_a_password_and_is_removed(browser: Browser, address: str) -> None:
    page = browser.new_context(locale="en-GB", viewport=DESKTOP).new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    with_key(page)
    sign_in(page, address, "manager")
    add_passkey(page, address)
    expect(page.locator("h1")).to_contain_text("ecovery codes")
    follow(page, "form[action='/accounts/logout/'] button")
    page.goto(f"{address}/accounts/login/")
    follow(page, "#passkey_login")
    assert page.url.rstrip("/") == address
    page.goto(f"{address}/accounts/2fa/webauthn/")
    expect(page.locator("main dl")).to_contain_text("work laptop")
    expect(page.locator("main dl")).to_contain_text("Passkey")
    follow(page, "form[action='/accounts/logout/'] button")
    sign_in(page, address, "manager")
    expect(page.locator("h1")).to_have_text("Your second sign-in step")
    follow(page, "#mfa_webauthn_authenticate")
    assert page.url.rstrip("/") == address
    page.goto(f"{address}/accounts/2fa/webauthn/")
    follow(page, "a:has-text('Remove')")
    prove(page)
    follow(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("You have no security key or passkey.")
    assert refused == []


def test_a_key_that_is_not_there_is_said(browser: Browser, address: str) -> None:
    page = browser.new_context(locale="en-GB", viewport=DESKTOP).new_page()
    with_key(page)
    page.goto(f"{address}/accounts/login/")
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new DOMException('x', 'NotAllowedError')); }"
    )
    page.click("#passkey_login")
    expect(page.locator("#no-key")).to_be_visible()
