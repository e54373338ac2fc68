"""Every address of Sightline. Ids in them are opaque; nothing in them is personal.

Allauth's own list of addresses is not taken whole. Only what a partnership needs is open: signing in and out, the
password, the second step. There is no sign-up, and none of its e-mails.
"""

from allauth.account import views as account
from allauth.mfa.webauthn import views as security_keys
from allauth.socialaccount.providers.openid_connect import views as directory
from django.urls import include, path, register_converter

from sightline.web.accounts import link_views
from sightline.web.accounts.language_views import choose_language
from sightline.web.data import views as data_views


class OpaqueId:
    """An id made by `model.ids`."""

    regex = "[0-9a-f]{20}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


class WholeNumber:
    """A whole number that the columns of both databases can hold."""

    regex = "[0-9]{1,15}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """As it is written."""
        return str(value)


register_converter(OpaqueId, "opaque")
register_converter(WholeNumber, "whole")

accounts = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/none/", data_views.no_password, name="account_set_password"),
    path("password/forgotten/", data_views.forgotten_password, name="account_reset_password"),
    path("link/", link_views.choose_password, name="account_link"),
    path("link/<slug:token>/", link_views.open_link, name="account_open_link"),
    path("signup/", data_views.no_sign_up, name="account_signup"),
    path("2fa/", include("allauth.mfa.base.urls")),
    path("2fa/totp/", include("allauth.mfa.totp.urls")),
    path("2fa/recovery-codes/", include("allauth.mfa.recovery_codes.urls")),
    path("2fa/webauthn/", security_keys.list_webauthn, name="mfa_list_webauthn"),
    path("2fa/webauthn/add/", security_keys.add_webauthn, name="mfa_add_webauthn"),
    path("2fa/webauthn/reauthenticate/", security_keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("2fa/webauthn/login/", security_keys.login_webauthn, name="mfa_login_webauthn"),
    path("2fa/webauthn/keys/<whole:pk>/remove/", security_keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("2fa/webauthn/keys/<whole:pk>/edit/", security_keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("directory/cancelled/", data_views.directory_cancelled, name="socialaccount_login_cancelled"),
    path("directory/<slug:provider_id>/login/", directory.login, name="openid_connect_login"),
    path("directory/<slug:provider_id>/login/callback/", directory.callback, name="openid_connect_callback"),
]

urlpatterns = [
    path("language/", choose_language, name="set_language"),
    path("", include("sightline.web.agreements.urls")),
    path("", include("sightline.web.attachments.urls")),
    path("", include("sightline.web.audit.urls")),
    path("", include("sightline.web.ledger.urls")),
    path("", include("sightline.web.readership.urls")),
    path("", include("sightline.web.insiders.urls")),
    path("", include("sightline.web.rolls.urls")),
    path("", include("sightline.web.reviews.urls")),
    path("", include("sightline.web.backlog.urls")),
    path("", include("sightline.web.blind_questions.urls")),
    path("", include("sightline.web.breaches.urls")),
    path("", include("sightline.web.ceilings.urls")),
    path("", include("sightline.web.chronology.urls")),
    path("", include("sightline.web.access.urls")),
    path("", include("sightline.web.comments.urls")),
    path("", include("sightline.web.bulk_exports.urls")),
    path("", include("sightline.web.complaints.urls")),
    path("", include("sightline.web.named_adults.urls")),
    path("", include("sightline.web.restrictions.urls")),
    path("", include("sightline.web.corrections.urls")),
    path("", include("sightline.web.disputes.urls")),
    path("", include("sightline.web.onward_requests.urls")),
    path("", include("sightline.web.subject_access.urls")),
    path("", include("sightline.web.papers.urls")),
    path("", include("sightline.web.retention.urls")),
    path("", include("sightline.web.concerns.urls")),
    path("", include("sightline.web.counts.urls")),
    path("", include("sightline.web.data.urls")),
    path("", include("sightline.web.emergency_access.urls")),
    path("", include("sightline.web.escalation.urls")),
    path("", include("sightline.web.finding.urls")),
    path("", include("sightline.web.home.urls")),
    path("", include("sightline.web.inbox.urls")),
    path("", include("sightline.web.learning.urls")),
    path("", include("sightline.web.meetings.urls")),
    path("", include("sightline.web.networks.urls")),
    path("", include("sightline.web.notes.urls")),
    path("", include("sightline.web.operations.urls")),
    path("", include("sightline.web.pairing.urls")),
    path("", include("sightline.web.patterns.urls")),
    path("", include("sightline.web.posts.urls")),
    path("", include("sightline.web.protection.urls")),
    path("", include("sightline.web.reappraisal.urls")),
    path("", include("sightline.web.recertification.urls")),
    path("", include("sightline.web.rules.urls")),
    path("", include("sightline.web.same_person.urls")),
    path("", include("sightline.web.sight.urls")),
    path("", include("sightline.web.pictures.urls")),
    path("", include("sightline.web.subject_files.urls")),
    path("", include("sightline.web.tour.urls")),
    path("", include("sightline.web.two_officers.urls")),
    path("", include("sightline.web.unanswered.urls")),
    path("", include("sightline.web.unusual_reading.urls")),
    path("", include("sightline.web.worklist.urls")),
    path("accounts/", include(accounts)),
    path("accounts-administration/", include("sightline.web.accounts.urls")),
]
