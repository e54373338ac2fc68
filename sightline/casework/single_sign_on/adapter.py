"""Signing in by the directory: who the claims say somebody is, which account that is, and what role it has today.

The role is taken from the claims at each sign-in. Whoever no rule gives a role is refused, and the sign-in is audited.
A privileged role is never given by a claim: two people give it in Sightline, and the claims must then agree.
"""

from collections.abc import Mapping
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from sightline.casework.accounts.pages import SECOND_FACTOR_DONE
from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import Trail, append_entry, audited, write_entry
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor, actor_for_account, nobody
from sightline.casework.core.models import Account, Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.single_sign_on.directory import THEIRS, ClaimRule, Directory
from sightline.model.errors import OurFault, SightlineError
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.sharing.accounts import needs_two_people

NO_ROLE, PRIVILEGED, TAKEN, CLOSED, FAILED = "no_role", "privileged", "name_taken", "closed", "failed"
BY_DIRECTORY = "directory"


def _need_directory() -> Directory:
    """The directory of this workspace: without one no sign-in by it begins."""
    directory: Directory | None = settings.SIGHTLINE_DIRECTORY
    if directory is None:
        raise OurFault("Someone tried to sign in through a directory, but no directory is set up.", code="no_directory")
    return directory


class DirectorySignIn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """allauth's door for accounts of the directory."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse, or bring the account to what the claims say; its tokens and other claims are not kept."""
        extra = sociallogin.account.extra_data
        claims, signed = _claims_of(extra), extra.get("id_token") or extra
        sociallogin.account.extra_data = {}
        directory = _need_directory()
        if not directory.has_issued(signed):
            _refuse(request, FAILED, None)
        rule = directory.rule_for(claims)
        account = sociallogin.user if sociallogin.is_existing else None
        if rule is None:
            _refuse(request, NO_ROLE, account)
            return
        if account is None:
            sociallogin.user = self._new_account(request, claims, rule)
        else:
            _bring_up_to_date(request, account, rule)

    def _new_account(self, request: HttpRequest, claims: Mapping[str, Any], rule: ClaimRule) -> Account:
        username = str(claims.get(_need_directory().username_claim, "")).strip()
        if not username or Account.objects.filter(username__iexact=username).exists():
            _refuse(request, TAKEN, None)
        if needs_two_people(role=rule.role):
            _refuse(request, PRIVILEGED, None)
        return Account(username=username, **rule.work())

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002 - allauth's
        """Yes: whom no rule gives a role was refused before."""
        return True

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        """Yes: there is nothing to fill in."""
        return True

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> Account:  # noqa: ARG002
        """Keep the new account, as a decision of the directory's; it has no password."""
        from sightline.casework.accounts.services.acts import check_account

        account: Account = sociallogin.user
        account.set_unusable_password()
        account.confirmed_on = clock.today()
        try:
            with audited(ReaderSession(_directory(account)), action="account_by_claims") as trail:
                check_account(account)
                sociallogin.save(request)
                _append(account, trail, "account_by_claims")
        except SightlineError:
            _refuse(request, TAKEN, None)
        return account

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_: Any) -> None:  # noqa: ARG002
        """Say in words that the directory did not sign somebody in; what it said is not shown and not kept."""
        _refuse(request, FAILED, None)


def _claims_of(extra: Mapping[str, Any]) -> dict[str, Any]:
    """The claims of the id token and of the user's page, together."""
    return {**(extra.get("id_token") or {}), **(extra.get("userinfo") or {})} or dict(extra)


def _bring_up_to_date(request: HttpRequest, account: Account, rule: ClaimRule) -> None:
    if not account.is_active:
        _refuse(request, CLOSED, account)
    work = {"role": account.role, "agency": account.agency, "organisation": account.organisation, "post": account.post}
    if work == rule.work():
        return
    if needs_two_people(role=rule.role) and account.role != rule.role:
        _refuse(request, PRIVILEGED, account)
    with audited(ReaderSession(_directory(account)), action="account_changed_by_claims") as trail:
        for name, value in rule.work().items():
            setattr(account, name, value)
        account.save(update_fields=list(rule.work()))
        _append(account, trail, "account_changed_by_claims")


def _append(account: Account, trail: Trail, action: str) -> None:
    body = {"account": account.pk, "username": account.username, "role": str(account.role),
            "agency": str(account.agency), "organisation": account.organisation}  # fmt: skip
    decision = hash_chain.append(Decision, kind=action, by=BY_DIRECTORY, body=body)
    trail.add("account", [str(account.pk)])
    trail.add("decision", [str(decision.sequence)])
    append_entry(actor=_directory(account), action=action, trail=trail)


def _directory(account: Account) -> Actor:
    """The directory, which acts on an account at sign-in: it sees nothing."""
    return Actor(Reader(BY_DIRECTORY, Role.ELECTED_MEMBER, ""), "web", "", account.pk)


def _refuse(request: HttpRequest, why: str, account: Account | None) -> None:
    """Audit the refusal, and answer with a page that says what to do."""
    actor = actor_for_account(account) if account is not None and account.pk else nobody()
    write_entry(ReaderSession(actor), action="sign_in", trail=Trail(), outcome=f"refused: directory_{why}")
    page = render(request, "data/not_signed_in.html", {"why": why, "directory": settings.SIGHTLINE_DIRECTORY},
                  status=403)  # fmt: skip
    raise ImmediateHttpResponse(page)


def note_second_factor(*, request: HttpRequest, sociallogin: SocialLogin | None = None, **_: Any) -> None:
    """At a sign-in by the directory: whether the directory has asked for the second step."""
    if sociallogin is not None and _need_directory().second_factor == THEIRS:
        request.session[SECOND_FACTOR_DONE] = True
