"""A real OpenID Connect provider (django-oauth-toolkit) in a process of its own, with invented people. For tests alone."""

import json
import sys
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

CLIENT, SECRET, PASSWORD = "sightline-tests", "a-made-up-secret-of-tests", "a-made-up-password-of-tests"
# Each person's claims, by user name. "x-taken" has the name of an account that Sightline has already.
PEOPLE = {
    "ada.worker": ["sightline-social-workers"],
    "bo.governance": ["sightline-governance"],
    "cy.nobody": ["other-application"],
    "taken": ["sightline-social-workers"],
}
GROUPS = {name: list(groups) for name, groups in PEOPLE.items()}


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


def configure(folder: Path) -> None:
    import django
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from django.conf import settings

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    settings.configure(
        SECRET_KEY="of-the-provider-in-tests",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "oauth2_provider",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "provider.sqlite3")}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        USE_TZ=True,
        PEOPLES_GROUPS=folder / "groups.json",
        LOGIN_URL="/sign-in/",
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_RSA_PRIVATE_KEY": pem.decode(),
            "PKCE_REQUIRED": True,
            "SCOPES": {"openid": "who", "profile": "name", "email": "mail"},
            "OAUTH2_VALIDATOR_CLASS": f"{__name__}.validator",
            "ALLOWED_REDIRECT_URI_SCHEMES": ["http", "https"],
        },
    )
    django.setup()


def __getattr__(name: str) -> Any:
    if name == "validator":
        from oauth2_provider.oauth2_validators import OAuth2Validator

        class Validator(OAuth2Validator):
            oidc_claim_scope = None

            def get_additional_claims(self, request: Any) -> dict[str, Any]:
                groups = read_groups().get(request.user.username, [])
                return {"preferred_username": request.user.username, "groups": groups}

        return Validator
    if name == "urlpatterns":
        from django.contrib.auth import authenticate, login
        from django.http import HttpResponse, HttpResponseRedirect
        from django.urls import include, path

        def sign_in(request: Any) -> Any:
            user = authenticate(request, username=request.POST.get("username"), password=request.POST.get("password"))
            if user is None:
                return HttpResponse("Sign in", status=401)
            login(request, user)
            return HttpResponseRedirect(request.GET.get("next", "/"))

        return [path("sign-in/", sign_in), path("o/", include("oauth2_provider.urls", namespace="oauth2_provider"))]
    raise AttributeError(name)


def read_groups() -> dict[str, list[str]]:
    from django.conf import settings

    path: Path = settings.PEOPLES_GROUPS
    return json.loads(path.read_text()) if path.exists() else GROUPS


def fill(callback: str) -> None:
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from oauth2_provider.models import Application

    call_command("migrate", verbosity=0)
    for name in PEOPLE:
        User.objects.create_user(name, password=PASSWORD)
    Application.objects.create(
        name="Sightline", client_id=CLIENT, client_secret=SECRET, client_type="confidential",
        authorization_grant_type="authorization-code", redirect_uris=callback, algorithm="RS256",
        skip_authorization=True,
    )  # fmt: skip


def main() -> None:
    """Serve until ended: FOLDER PORT CALLBACK on the command line."""
    folder, port, callback = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    configure(folder)
    fill(callback)
    from django.core.wsgi import get_wsgi_application

    with make_server("127.0.0.1", port, get_wsgi_application(), handler_class=QuietHandler) as server:
        server.serve_forever()
