"""Django's settings, made from one workspace: the environment variable SIGHTLINE_WORKSPACE names its folder.

With no workspace (type checks, tests) the database is in memory and nothing is served: whatever asks for the workspace
is refused.
"""

import os
import secrets
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from sightline.casework.accounts.link_days import read_link_days
from sightline.casework.attachments.settings import read_attachment_settings
from sightline.casework.audit.heads_settings import read_audit_settings
from sightline.casework.boot import read_demo_day
from sightline.casework.core import clock
from sightline.casework.core.databases import database_settings, read_database_url
from sightline.casework.core.logs import logging_settings
from sightline.casework.core.serve_settings import (
    read_log_settings,
    read_metrics_settings,
    read_serve_settings,
    read_web_settings,
)
from sightline.casework.keys.session_keys import read_keys_before
from sightline.casework.missing.telephones import read_telephones
from sightline.casework.notices.settings import read_notice_settings
from sightline.casework.single_sign_on.directory import provider_settings, read_directory
from sightline.store import Workspace

SECRET_FILE, DATABASE_FILE, CACHE_FOLDER = "secret.key", "casework.sqlite3", "cache"
LOCAL_HOSTS = ["127.0.0.1", "localhost"]
IDLE_MINUTES = 30
YEAR = 365 * 24 * 60 * 60

_named = os.environ.get("SIGHTLINE_WORKSPACE", "")
SIGHTLINE_WORKSPACE: Path | None = Path(_named) if _named else None
_written: dict[str, object] = Workspace.find(SIGHTLINE_WORKSPACE).settings() if SIGHTLINE_WORKSPACE else {}
_web = read_web_settings(_written)

# Secrets -------------------------------------------------------------------------------------------------------------
SECRET_KEY = (
    (SIGHTLINE_WORKSPACE / SECRET_FILE).read_text(encoding="ascii").strip()
    if SIGHTLINE_WORKSPACE
    else secrets.token_urlsafe(64)
)
# For some hours after the key was changed, sessions signed with the one before go on.
SECRET_KEY_FALLBACKS = (
    [key for key, until_at in read_keys_before(SIGHTLINE_WORKSPACE) if until_at > clock.now_at()]
    if SIGHTLINE_WORKSPACE
    else []
)
DEBUG = False

# What is served, and where -------------------------------------------------------------------------------------------
SIGHTLINE_HTTPS = _web.https
SIGHTLINE_LINK_DAYS = read_link_days(_written)
SIGHTLINE_TWO_STEP = _web.two_step or ("required" if SIGHTLINE_WORKSPACE else "optional")
SIGHTLINE_TRAINING = _web.training
SIGHTLINE_TRIAL = bool(SIGHTLINE_WORKSPACE and Workspace(SIGHTLINE_WORKSPACE).is_trial)
SIGHTLINE_DEMO_MADE_ON = read_demo_day(SIGHTLINE_WORKSPACE)
SIGHTLINE_TELEPHONES = read_telephones(_written)
SIGHTLINE_ATTACHMENTS = read_attachment_settings(_written)
SIGHTLINE_AUDIT = read_audit_settings(_written)
SIGHTLINE_DIRECTORY = read_directory(_written, folder=SIGHTLINE_WORKSPACE)
ALLOWED_HOSTS = [*LOCAL_HOSTS, *_web.hosts]
ROOT_URLCONF = "sightline.web.urls"
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "/"
# django.contrib.admin is left out by decision: docs/decisions/0066-no-django-admin.md.
INSTALLED_APPS = [
    "sightline.casework",
    "sightline.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
]
MIDDLEWARE = [
    "sightline.casework.operations.request_middleware.ObserveRequests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "sightline.web.core.requests.ReadAsText",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sightline.casework.middleware.CountIdleTime",
    "sightline.casework.middleware.KeepNothing",
    "sightline.web.core.old_addresses.SendOnFromOldAddresses",
    "sightline.web.core.requests.ReadInChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sightline.casework.middleware.AskForSecondFactor",
    "sightline.casework.middleware.OpenSession",
    "sightline.casework.protection.selectors.response_redaction.TakeOutProtected",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # serves the package's own files, so that no collecting step is needed

# Where things are kept -----------------------------------------------------------------------------------------------
DATABASES = {
    "default": database_settings(
        url=os.environ.get("SIGHTLINE_DATABASE_URL", "") or read_database_url(_written),
        sqlite_path=SIGHTLINE_WORKSPACE / DATABASE_FILE if SIGHTLINE_WORKSPACE else None,
        password_file=os.environ.get("SIGHTLINE_DATABASE_PASSWORD_FILE", ""),
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Several server processes count failed sign-ins together, so the counts are kept in files that they share.
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(SIGHTLINE_WORKSPACE / CACHE_FOLDER),
    }
    if SIGHTLINE_WORKSPACE
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# Words and time ------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
LOCALE_PATHS = [Path(__file__).parents[1] / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = "Europe/London"
USE_TZ = True

# Signing in ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "casework.Account"
AUTHENTICATION_BACKENDS = ["sightline.casework.accounts.backends.OpenAccounts"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
ACCOUNT_ADAPTER = "sightline.casework.accounts.sign_ins.NoOpenSignUp"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SIGHTLINE_HTTPS else 0
MFA_ADAPTER = "sightline.casework.accounts.sign_ins.SealedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True  # allauth asks the key itself for a finger, a face or a PIN
SOCIALACCOUNT_ADAPTER = "sightline.casework.single_sign_on.adapter.DirectorySignIn"
SOCIALACCOUNT_PROVIDERS = provider_settings(SIGHTLINE_DIRECTORY)
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_LOGIN_ON_GET = False  # another site cannot begin a sign-in
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
MFA_TOTP_ISSUER = "Sightline"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # nothing of Django's or allauth's is ever mailed

# Notices, which hold counts and no personal data. Off until the environment names a mail server or a webhook ----------
SIGHTLINE_NOTICES = read_notice_settings(os.environ)
SIGHTLINE_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

# Sessions, cookies, headers ------------------------------------------------------------------------------------------
SESSION_COOKIE_AGE = IDLE_MINUTES * 60
SIGHTLINE_LONGEST_SESSION_HOURS = 12
if SIGHTLINE_HTTPS:  # a browser then takes these cookies from this host alone, and only over https
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # a cookie would keep the words
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = SIGHTLINE_HTTPS
SECURE_HSTS_SECONDS = YEAR if SIGHTLINE_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SIGHTLINE_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SIGHTLINE_HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
# Nothing goes to other sites. "no-referrer" would also blank the Origin of our own forms, which the CSRF check needs.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # being on browsers' preload list is the host's owner's decision
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the two-step picture is a data: image
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS = ["sightline.web.core.uploads.InMemory"]  # no file is written anywhere before it was looked at

# How it is served and watched ----------------------------------------------------------------------------------------
SIGHTLINE_SERVE = read_serve_settings(_written)
SIGHTLINE_METRICS = read_metrics_settings(_written, workspace=SIGHTLINE_WORKSPACE) if SIGHTLINE_WORKSPACE else None
SIGHTLINE_LOGS = read_log_settings(_written)
LOGGING = logging_settings(SIGHTLINE_LOGS)
