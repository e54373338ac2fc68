"""The second step of a sign-in, repeated: whether a reader did so lately, and where they do. Used once for one act."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest
from django.urls import reverse

from sightline.casework.accounts.pages import SECOND_FACTOR_AGAIN, SECOND_FACTOR_DONE, SECOND_FACTOR_FIRST
from sightline.casework.accounts.rights import is_signed_in_again
from sightline.casework.accounts.selectors import own_second_factors
from sightline.casework.core.session import ReaderSession

CODES = {"totp", "recovery_codes"}
KEYS = {"webauthn"}


@dataclass(frozen=True, slots=True)
class StrongSignIn:
    """`at`: when the second step was repeated; empty where it was not. `is_fresh`: lately enough for an act now.

    `began_strong`: the sign-in began with a second step, here or at the partnership's directory. `code` and `key` lead
    to where it is repeated; both are empty where the account has no second step.
    """

    at: str
    is_fresh: bool
    code: str
    key: str
    began_strong: bool


def read_strong_sign_in(request: HttpRequest, session: ReaderSession, *, minutes: int) -> StrongSignIn:
    """How it stands for the reader, on a page that leads back to itself."""
    at = str(request.session.get(SECOND_FACTOR_AGAIN) or "")
    factors, back = own_second_factors(session), urlencode({REDIRECT_FIELD_NAME: request.path})
    code = f"{reverse('mfa_reauthenticate')}?{back}" if factors & CODES else ""
    key = f"{reverse('mfa_reauthenticate_webauthn')}?{back}" if factors & KEYS else ""
    began_strong = any(request.session.get(one) for one in (SECOND_FACTOR_FIRST, SECOND_FACTOR_DONE))
    return StrongSignIn(at, is_signed_in_again(at=at, minutes=minutes), code, key, began_strong)


def use_strong_sign_in(request: HttpRequest) -> None:
    """Forget it: the next act asks for it again."""
    request.session.pop(SECOND_FACTOR_AGAIN, None)
