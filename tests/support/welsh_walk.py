"""The pages that a person meets in Welsh: signing in, a concern by both ways, its receipt, families, and errors."""

import re
from collections.abc import Iterator
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from support import worried
from support.pseudo_language import CLOSE, NO_WELSH, OPEN

from sightline.casework.concerns.models import Concern
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Account

SHORT = ("one_page", "choose", "check")
LONG = ("who", "choose", "seen", "marks", "safe", "referral")
SIGN_IN = (
    "account_login",
    "account_inactive",
    "account_reset_password",
    "account_signup",
    "account_link",
    "account_set_password",
    "socialaccount_login_cancelled",
)
SIGNED_IN = (
    "account_change_password", "account_logout", "account_reauthenticate", "mfa_index", "mfa_activate_totp",
    "mfa_list_webauthn", "mfa_add_webauthn", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
)  # fmt: skip
ERRORS = ("400", "403", "403_csrf", "404", "429", "500", "503")
NO_WELSH_YET = re.compile(f"{OPEN}{NO_WELSH}([^{CLOSE}]*)")
IN_WELSH = {"Content-Language": "cy"}
PASSWORD = "a-long-invented-password-7"
OTHER_VERSION = {"code": "snapshot_of_other_version"}


def pages_in_welsh(who: Actor, child: str) -> Iterator[tuple[str, Any]]:
    """Each page with what was done there."""
    yield from concern_pages(worried.youth_worker(), child)
    yield from error_pages(who)
    yield from sign_in_pages(who)


def without_welsh(page: str) -> set[str]:
    """The messages of a page in the language of brackets that nobody has put into Welsh."""
    return set(NO_WELSH_YET.findall(page))


def in_welsh(who: Actor | None = None) -> Client:
    """A browser that chose Welsh."""
    client = Client(raise_request_exception=False) if who is None else worried.client_of(who)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "cy"
    return client


def sign_in_pages(who: Actor) -> Iterator[tuple[str, Any]]:
    """Each page of signing in, with what it answers to wrong details, then the password and the second step."""
    client, username = in_welsh(), who.reader.username
    for name in SIGN_IN:
        yield name, client.get(reverse(name))
    yield "no details", client.post(reverse("account_login"), {"login": "", "password": ""})
    account = Account.objects.get(username=username)
    account.set_password(PASSWORD)
    account.save()
    details = {"login": username, "password": PASSWORD}
    yield "wrong details", client.post(reverse("account_login"), details | {"password": "wrong"})
    client.post(reverse("account_login"), details)
    yield "again", client.get(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for name in SIGNED_IN:
        yield name, client.get(reverse(name), follow=True)
    wrong = {"oldpassword": "wrong", "password1": "12345678901", "password2": "other"}
    yield "wrong password", client.post(reverse("account_change_password"), wrong)
    yield "wrong again", client.post(reverse("account_reauthenticate"), {"password": "wrong"}, follow=True)
    for code in ("000000", ""):
        yield "wrong code", client.post(reverse("mfa_activate_totp"), {"code": code}, follow=True)
    TOTP.activate(account, "JBSWY3DPEHPK3PXP")
    for name in ("mfa_index", "mfa_generate_recovery_codes", "mfa_deactivate_totp"):
        yield name, client.get(reverse(name))
    yield "codes", client.post(reverse("mfa_generate_recovery_codes"), follow=True)
    yield "signed out", client.post(reverse("account_logout"), follow=True)
    yield "second step", client.post(reverse("account_login"), details, follow=True)
    yield "wrong second step", client.post(reverse("mfa_authenticate"), {"code": "000000"})


def concern_pages(who: Actor, child: str) -> Iterator[tuple[str, Any]]:
    """Both ways of a concern: each page as it opens, with nothing in it and filled in, then its receipt."""
    client = in_welsh(who)
    yield "start", client.get(reverse("concern_start"))
    client.post(reverse("concern_start"))
    yield from _fill_in(client, SHORT)
    yield "sent", _send(client)
    client.post(reverse("concern_start"), {"led": "1"})
    yield from _fill_in(client, LONG)
    yield "check", client.get(reverse("concern_check"))
    yield "body", client.get(reverse("concern_body"))
    yield (
        "body wrong",
        client.post(reverse("concern_body"), _hidden(client, reverse("concern_body")) | {"kind": "bruise"}),
    )
    marked = {"front": ["front_left_shoulder"], "kind": "bruise", "size": "a 10p coin"}
    yield "body", client.post(reverse("concern_body"), _hidden(client, reverse("concern_body")) | marked, follow=True)
    yield "discard", client.get(reverse("concern_discard"))
    yield "sent", _send(client)
    sent = Concern.objects.filter(author=who.reader.username).order_by("-pk")[0]
    for _ in range(2):
        yield "concern", client.get(reverse("concern", args=[sent.concern_id]))
        yield "concerns", client.get(reverse("concerns"))
    yield "correct", client.post(reverse("concern_correct", args=[sent.concern_id]), follow=True)
    yield "concerns with draft", client.get(reverse("concerns"))
    yield "discarded", client.post(reverse("concern_discard"), follow=True)
    client.post(reverse("concern_start"), {"about": child})
    yield "known", client.get("/concerns/enter/one_page_known/")


def _fill_in(client: Client, names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    pages = worried.written()
    whole = {box: typed for page in pages if page != "choose" for box, typed in pages[page].items()}
    for name in names:
        address = reverse("concern_check") if name == "check" else f"/concerns/enter/{name}/"
        yield name, client.get(address)
        if name == "check":
            continue
        hidden = _hidden(client, address) | {"page": name}
        yield f"{name} empty", client.post(address, {**hidden, "birth_date_year": "2010", "day": "other"})
        boxes = {"about": "new"} if name == "choose" else whole if name == "one_page" else pages[name]
        client.post(address, _hidden(client, address) | {"page": name} | boxes)


def _hidden(client: Client, address: str) -> dict[str, Any]:
    page = client.get(address).context
    return {"number": page["draft"].number, "opening": page["opening"].word, "seen": page["opening"].seen}


def _send(client: Client) -> Any:
    page = client.get(reverse("concern_check")).context
    return client.post(reverse("concern_check"), {"number": page["draft"].number}, follow=True)


def error_pages(who: Actor) -> Iterator[tuple[str, Any]]:
    """What is not there, what is not theirs, and each page of errors."""
    client = in_welsh(who)
    yield "not there", client.get("/nothing/here/")
    yield "not theirs", client.get(reverse("accounts_list"))
    yield "families", in_welsh().get(reverse("families"))
    request = client.get(reverse("help")).wsgi_request
    shown: tuple[tuple[str, dict[str, Any]], ...] = (
        *((name, {}) for name in ERRORS),
        ("503", {"error": OTHER_VERSION}),
    )
    with override("cy"):
        for name, context in shown:
            yield name, HttpResponse(render_to_string(f"{name}.html", context, request), headers=IN_WELSH)
