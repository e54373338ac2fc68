"""Whoever signs in, and whoever is signed in at each request, must have an account that is open that day."""

from allauth.account.auth_backends import AuthenticationBackend

from sightline.casework.core.models import Account


class OpenAccounts(AuthenticationBackend):  # type: ignore[misc]
    """allauth's backend, which also asks whether the last day of the account has passed."""

    def user_can_authenticate(self, user: Account) -> bool:
        """Asked at sign-in, and by Django for each request."""
        return user.is_open
