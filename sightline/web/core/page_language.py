"""In which language a page is shown: whole in the language that its reader chose, or whole in English.

A page that changes its language in the middle is hard to read, and a screen reader speaks half of it wrongly. `WHOLE`
names the pages whose every word has Welsh, and a test holds them to it. Any other page says at its top that it is in
English yet, and only what is round it is in Welsh.
"""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils import translation

from sightline.translation.messages import CHECKED

WHOLE: Final = frozenset((
    "account_change_password", "account_inactive", "account_link", "account_login", "account_logout",
    "account_open_link", "account_reauthenticate", "account_reset_password", "account_set_password", "account_signup",
    "concern", "concern_body", "concern_check", "concern_correct", "concern_discard", "concern_feedback",
    "concern_received", "concern_save", "concern_say_again", "concern_start", "concern_write", "concerns",
    "families", "hint_leave", "mfa_activate_totp", "mfa_add_webauthn", "mfa_authenticate", "mfa_deactivate_totp",
    "mfa_download_recovery_codes", "mfa_edit_webauthn", "mfa_generate_recovery_codes", "mfa_index",
    "mfa_list_webauthn", "mfa_login_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn", "mfa_view_recovery_codes", "openid_connect_callback", "openid_connect_login",
    "set_language", "socialaccount_login_cancelled",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageLanguages:
    """The language that the reader chose, that of the page itself, and whether a speaker has checked the chosen one."""

    chosen: str
    shown: str

    @property
    def is_checked(self) -> bool:
        """Whether a speaker has checked the words of the chosen language."""
        return self.chosen in CHECKED

    @property
    def differ(self) -> bool:
        """Whether the page is in another language than what is round it."""
        return self.chosen != self.shown


def is_whole(code: str, page: str) -> bool:
    """Whether every word of a page, by the name of its address, is there in a language."""
    return code == settings.LANGUAGE_CODE or page in WHOLE


def languages_of(chosen: str | None) -> PageLanguages:
    """The languages of the page that is being made now; where nobody asked for it, both are that of now."""
    shown = translation.get_language() or settings.LANGUAGE_CODE
    return PageLanguages(chosen or shown, shown)
