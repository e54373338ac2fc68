"""The words of accounts: how one stands, what was decided, what is asked for."""

from django import template

from sightline.casework.accounts.pages import AccountLine
from sightline.web.core import words
from sightline.web.core.whens import day_in_words

register = template.Library()
STATES = {
    "open": "Open",
    "invited": "The person has not used the link yet",
    "ended": "Its last day has passed",
    "closed": "Closed",
}
DECISIONS = {
    "make_account": "Made",
    "invite_account": "Invited",
    "change_account": "Changed",
    "end_account": "Last day set",
    "close_account": "Closed",
    "reopen_account": "Opened again",
    "unlock_account": "Unlocked",
    "reset_password": "Password reset",
    "reset_second_step": "Second step reset",
    "confirm_account": "Confirmed",
    "recover_account": "Recovered at the machine",
    "answer_recovery": "Recovery reviewed",
    "ask_second_person": "Asked for",
    "approve_request": "Approved",
    "refuse_request": "Refused or withdrawn",
    "set_email": "E-mail address set",
}
KINDS = {
    "invite": "Invitation",
    "change": "Change of role",
    "reopen": "Reopening",
    "reset_password": "Password reset",
    "reset_second_step": "Second step reset",
    "end": "Closing",
}


@register.filter
def account_state(line: AccountLine) -> str:
    """How an account stands."""
    if line.state == "ends" and line.ends_on:
        return f"Ends after {day_in_words(line.ends_on)}"
    return STATES.get(line.state, words.plain(line.state))


@register.filter
def account_decision(kind: str) -> str:
    """A decision about an account."""
    return DECISIONS.get(kind, words.plain(kind))


@register.filter
def request_kind(kind: str) -> str:
    """What is asked for."""
    return KINDS.get(kind, words.plain(kind))
