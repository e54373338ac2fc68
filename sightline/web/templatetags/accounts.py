"""The words of accounts: how one stands, what was decided, what is asked for."""

from django import template
from django.urls import Resolver404, resolve
from django.utils.translation import gettext

from sightline.casework.accounts.pages import AccountLine, RequestKind
from sightline.translation.messages import lazy as _
from sightline.web.core import words
from sightline.web.core.whens import day_in_words

register = template.Library()
STATES = {
    "open": _("Open"),
    "invited": _("The person has not used the link yet"),
    "ended": _("Its last day has passed"),
    "closed": _("Closed"),
    "suspended": _("Suspended for a break in employment"),
}
DECISIONS = {
    "make_account": _("Made"),
    "invite_account": _("Invited"),
    "change_account": _("Changed"),
    "end_account": _("Last day set"),
    "close_account": _("Closed"),
    "reopen_account": _("Reopened"),
    "suspend_account": _("Suspended"),
    "resume_account": _("Resumed"),
    "unlock_account": _("Unlocked"),
    "reset_password": _("Password reset"),
    "reset_second_step": _("Second sign-in step reset"),
    "confirm_account": _("Confirmed"),
    "recover_account": _("Recovered at the server"),
    "answer_recovery": _("Recovery reviewed"),
    "ask_second_person": _("Asked for"),
    "approve_request": _("Approved"),
    "refuse_request": _("Refused or withdrawn"),
    "set_email": _("E-mail address set"),
}


@register.filter
def account_state(line: AccountLine) -> str:
    """How an account stands."""
    if line.state == "ends" and line.ends_on:
        return gettext("Ends after %(day)s") % {"day": day_in_words(line.ends_on)}
    return STATES.get(line.state, words.plain(line.state))


@register.filter
def account_decision(kind: str) -> str:
    """A decision about an account."""
    return DECISIONS.get(kind, words.plain(kind))


@register.filter
def request_kind(kind: str) -> str:
    """What is asked for."""
    return RequestKind(kind).label


@register.filter
def address_name(path: str | None) -> str:
    """The name of the address of a path, as of the page to which signing in again leads back; empty for any other."""
    try:
        return resolve((path or "").partition("?")[0]).url_name or ""
    except Resolver404:
        return ""
