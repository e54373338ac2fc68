"""Signing in by the partnership's directory, at a real OpenID Connect provider that runs beside the test."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client
from support.browsing import free_port, wait_for
from support.oidc_provider import CLIENT, PASSWORD, SECRET

from sightline.casework.core.models import Account, AuditEntry, Decision
from sightline.casework.single_sign_on.directory import provider_settings, read_directory
from sightline.model.errors import Usage

pytestmark = pytest.mark.django_db
BEGIN, CALLBACK = "/accounts/directory/directory/login/", "/accounts/directory/directory/login/callback/"
ROLES = [
    {"claim": "groups", "value": "sightline-governance", "role": "information_governance"},
    {"claim": "groups", "value": "sightline-managers", "role": "manager", "agency": "childrens_services"},
    {"claim": "groups", "value": "sightline-social-workers", "role": "practitioner", "agency": "childrens_services",
     "post": "Social worker"},
]  # fmt: skip


class Provider(NamedTuple):
    url: str
    folder: Path

    def put_in_groups(self, **groups: list[str]) -> None:
        (self.folder / "groups.json").write_text(json.dumps({k.replace("_", "."): v for k, v in groups.items()}))


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    folder, port = tmp_path_factory.mktemp("provider"), free_port()
    store = "from support.oidc_provider import main; main()"
    command = [sys.executable, "-c", store, str(folder), str(port), f"http://testserver{CALLBACK}"]
    with subprocess.Popen(command, cwd=Path(__file__).parents[1]) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/o/.well-known/openid-configuration/")
            yield Provider(f"http://127.0.0.1:{port}", folder)
        finally:
            process.terminate()


@pytest.fixture(autouse=True)
def directory(provider: Provider, settings: Any, tmp_path: Path) -> None:
    (provider.folder / "groups.json").unlink(missing_ok=True)
    (tmp_path / "oidc.secret").write_text(SECRET)
    use(settings, provider, tmp_path, second_step="directory")


def use(settings: Any, provider: Provider, folder: Path, **changes: str) -> None:
    written = {"name": "Invented Council", "server_url": f"{provider.url}/o/.well-known/openid-configuration/",
               "client_id": CLIENT, "client_secret_file": "oidc.secret", "roles": ROLES, **changes}  # fmt: skip
    settings.SIGHTLINE_DIRECTORY = read_directory({"oidc": written}, folder=folder)
    settings.SOCIALACCOUNT_PROVIDERS = provider_settings(settings.SIGHTLINE_DIRECTORY)


def begin(client: Client) -> str:
    response = client.post(BEGIN)
    assert response.status_code == 302
    return str(response["Location"])


def sign_in(client: Client, username: str) -> Any:
    """Through the provider's own pages, as a browser goes."""
    at_provider = requests.Session()
    asked = begin(client)
    at = at_provider.get(asked)
    signed_in = at_provider.post(at.url, data={"username": username, "password": PASSWORD}, allow_redirects=False)
    back = at_provider.get(f"{asked[: asked.index('/o/')]}{signed_in.headers['Location']}", allow_redirects=False)
    landed = urlsplit(back.headers["Location"])
    assert (landed.hostname, landed.path) == ("testserver", CALLBACK)
    return client.get(f"{landed.path}?{landed.query}")


def test_whoever_a_rule_gives_a_role_is_signed_in_and_a_decision_says_so() -> None:
    client = Client()
    assert sign_in(client, "ada.worker")["Location"] == "/"
    account = Account.objects.get()
    assert (account.username, account.role, account.agency, account.post) == (
        "ada.worker", "practitioner", "childrens_services", "Social worker")  # fmt: skip
    assert not account.has_usable_password()
    assert Decision.objects.get(kind="account_by_claims").by == "directory"
    assert client.get("/help/").wsgi_request.user.is_authenticated
    assert list(AuditEntry.objects.order_by("sequence").values_list("action", "outcome"))[:2] == [
        ("account_by_claims", "done"), ("sign_in", "done")]  # fmt: skip


def test_the_request_carries_pkce_and_state_and_nothing_of_the_directory_is_kept() -> None:
    client = Client()
    asked = parse_qs(urlsplit(begin(client)).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["code_challenge"] and asked["state"]
    sign_in(client, "ada.worker")
    account = Account.objects.get()
    kept = account.socialaccount_set.get()  # type: ignore[attr-defined]
    assert kept.extra_data == {} and not kept.socialtoken_set.exists()
    assert (account.email, account.first_name, account.last_name) == ("", "", "")


def test_a_role_changes_with_the_claims_at_the_next_sign_in(provider: Provider) -> None:
    sign_in(Client(), "ada.worker")
    provider.put_in_groups(ada_worker=["sightline-managers"])
    assert sign_in(Client(), "ada.worker").status_code == 302
    assert Account.objects.get().role == "manager"
    assert Decision.objects.filter(kind="account_changed_by_claims").count() == 1


def test_whoever_lost_the_role_is_signed_in_no_more(provider: Provider) -> None:
    sign_in(Client(), "ada.worker")
    provider.put_in_groups(ada_worker=[])
    client = Client()
    response = sign_in(client, "ada.worker")
    assert response.status_code == 403 and "has no role in Sightline" in response.content.decode()
    assert not client.get("/help/").wsgi_request.user.is_authenticated
    assert AuditEntry.objects.filter(username="ada.worker", outcome="refused: directory_no_role").count() == 1


@pytest.mark.parametrize(
    ("username", "outcome"),
    [("cy.nobody", "no_role"), ("bo.governance", "privileged"), ("taken", "name_taken")],
)
def test_who_gets_no_account_by_a_claim(username: str, outcome: str) -> None:
    Account.objects.create(username="Taken", role="practitioner", agency="police")
    response = sign_in(Client(), username)
    assert response.status_code == 403
    assert AuditEntry.objects.filter(outcome=f"refused: directory_{outcome}").count() == 1
    assert list(Account.objects.values_list("username", flat=True)) == ["Taken"]


def test_a_closed_account_is_not_opened_by_the_directory() -> None:
    sign_in(Client(), "ada.worker")
    Account.objects.update(is_active=False)
    assert sign_in(Client(), "ada.worker").status_code == 403
    assert not Account.objects.get().is_active


def test_the_second_step_is_the_directorys_where_the_settings_say_so(
    provider: Provider, settings: Any, tmp_path: Path
) -> None:
    settings.SIGHTLINE_TWO_STEP = "required"
    client = Client()
    sign_in(client, "ada.worker")
    assert client.get("/notices/").status_code == 200
    use(settings, provider, tmp_path, second_step="sightline")
    client = Client()
    sign_in(client, "ada.worker")
    assert client.get("/notices/")["Location"] == "/accounts/2fa/"


def test_whoever_has_no_password_is_told_whose_it_is_to_change() -> None:
    client = Client()
    sign_in(client, "ada.worker")
    page = client.get("/accounts/password/change/", follow=True)
    assert "Your organisation changes its password" in page.content.decode()


def test_a_forged_or_old_answer_signs_nobody_in() -> None:
    client = Client()
    begin(client)
    for query in ("", "?code=x&state=y", "?error=access_denied&state=y"):
        response = client.get(f"{CALLBACK}{query}")
        assert response.status_code in (302, 403)
    assert not client.get("/help/").wsgi_request.user.is_authenticated


def test_whom_another_issuer_signed_in_is_not_signed_in_here(provider: Provider, settings: Any, tmp_path: Path) -> None:
    use(settings, provider, tmp_path, issuer="https://directory.example")
    assert sign_in(Client(), "ada.worker").status_code == 403
    assert not Account.objects.exists()
    assert AuditEntry.objects.get(action="sign_in").outcome == "refused: directory_failed"
    use(settings, provider, tmp_path, issuer=f"{provider.url}/o/")
    assert sign_in(Client(), "ada.worker")["Location"] == "/"


def test_without_settings_there_is_no_such_door(settings: Any) -> None:
    settings.SIGHTLINE_DIRECTORY, settings.SOCIALACCOUNT_PROVIDERS = None, {}
    assert Client().post(BEGIN).status_code == 404
    assert "Invented Council" not in Client().get("/accounts/login/").content.decode()


def test_the_sign_in_page_names_the_directory() -> None:
    assert "Sign in with Invented Council" in Client().get("/accounts/login/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"server_url": "http://elsewhere.example"}, "'server_url' must begin with https://"),
        ({"client_id": ""}, "'client_id' must be filled in"),
        ({"second_step": "never"}, "'second_step' is 'never'; it must be one of directory, sightline"),
        ({"client_secret_file": "not-there"}, "'client_secret_file' names a file that is not there: not-there"),
        ({"roles": [{"claim": "groups", "value": "x", "role": "king"}]}, "'roles 1, role' is 'king'; it must be one of"),
        ({"roles": [{"claim": "groups", "value": "x", "role": "school_lead"}]}, "must name their agency and organisation"),
        ({"roles": [{"claims": "groups"}]}, "in 'roles 1', 'claims' is not a key that is known here; use one of agency"),
        ({"roles": [{**ROLES[1], "agency": "polic"}]}, "'roles 1, agency' is 'polic'; it must be one of"),
    ],
)  # fmt: skip
def test_settings_that_cannot_stand_are_refused_in_words(
    wrong: dict[str, Any], says: str, provider: Provider, settings: Any, tmp_path: Path
) -> None:
    with pytest.raises(Usage, match=rf"{says}.*sightline\.toml, \[oidc\].*docs/how-to/single-sign-on\.md"):
        use(settings, provider, tmp_path, **wrong)
