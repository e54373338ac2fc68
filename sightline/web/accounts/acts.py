"""What may be done to an account, each with its words, its form and the service that does it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Concatenate

from sightline.casework.accounts.pages import AccountLine, AccountOutcome
from sightline.casework.accounts.services.accounts import (
    ask_to_end,
    change_account,
    close_account,
    end_account,
    reopen_account,
    reset_password,
    reset_second_factor,
    unlock_account,
)
from sightline.casework.accounts.services.breaks import resume_account, suspend_account
from sightline.casework.accounts.services.confirmation import confirm_account
from sightline.casework.core.session import ReaderSession
from sightline.translation.messages import lazy as _
from sightline.web.accounts.forms import AccountEndForm, ChangeForm, ConfirmForm, EndForm, WhyForm
from sightline.web.core.forms import PostedForm

Do = Callable[[ReaderSession, AccountLine, Mapping[str, Any]], AccountOutcome]


@dataclass(frozen=True, slots=True)
class AccountAct:
    """One act: `label` on its button, `says` before it is done, `said` after."""

    label: str
    says: str
    said: str
    form: type[PostedForm]
    do: Do
    starts_with: tuple[str, ...] = ()
    warns: bool = False

    def initial(self, line: AccountLine) -> dict[str, Any]:
        """What the form shows at first."""
        return {name: getattr(line, {"on": "ends_on"}.get(name, name)) for name in self.starts_with}


def _unlock(session: ReaderSession, line: AccountLine, _said: Mapping[str, Any]) -> AccountOutcome:
    unlock_account(session, username=line.username)
    return AccountOutcome(line.username)


def _confirm(session: ReaderSession, line: AccountLine, _said: Mapping[str, Any]) -> AccountOutcome:
    confirm_account(session, username=line.username)
    return AccountOutcome(line.username)


def _by(service: Callable[Concatenate[ReaderSession, ...], AccountOutcome]) -> Do:
    """A service that takes the name of the account and what the form holds."""
    return lambda session, line, said: service(session, username=line.username, **said)


ACTS: dict[str, AccountAct] = {
    "unlock": AccountAct(
        label=_("Unlock"),
        says=_("The person can try to sign in again at once, on any computer. The password stays the same."),
        said=_("Unlocked."),
        form=ConfirmForm,
        do=_unlock,
    ),
    "confirm": AccountAct(
        label=_("Confirm that it is needed"),
        says=_(
            "You confirm that this person still needs this account for their work. You must confirm it again in "
            "three months."
        ),
        said=_("Confirmed."),
        form=ConfirmForm,
        do=_confirm,
    ),
    "change": AccountAct(
        label=_("Change role, agency or job title"),
        says=_("A change takes effect on the next page that the person opens."),
        said=_("Changed."),
        form=ChangeForm,
        do=_by(change_account),
        starts_with=("role", "agency", "organisation", "post"),
    ),
    "reset-password": AccountAct(
        label=_("Reset password"),
        says=_("The old password and every session end at once. You get a one-time link to give to the person."),
        said=_("Reset."),
        form=WhyForm,
        do=_by(reset_password),
        warns=True,
    ),
    "reset-second-step": AccountAct(
        label=_("Reset second step"),
        says=_(
            "Every second step is removed and every session ends. The person sets up a new one at the next sign-in."
        ),
        said=_("The second sign-in step is removed."),
        form=WhyForm,
        do=_by(reset_second_factor),
        warns=True,
    ),
    "end": AccountAct(
        label=_("Set the last day"),
        says=_("The account can be used until the end of that day in London. Leave blank to remove the last day."),
        said=_("The last day is recorded."),
        form=EndForm,
        do=_by(end_account),
        starts_with=("on",),
    ),
    "suspend": AccountAct(
        label=_("Suspend for a break in employment"),
        says=_("The person is signed out at their next page, and cannot sign in. The password stays the same."),
        said=_("Suspended."),
        form=WhyForm,
        do=_by(suspend_account),
        warns=True,
    ),
    "resume": AccountAct(
        label=_("Resume the account"),
        says=_(
            "The person can sign in again with the password that they had. Check their teams and assignments first."
        ),
        said=_("Resumed."),
        form=WhyForm,
        do=_by(resume_account),
    ),
    "close": AccountAct(
        label=_("Close the account"),
        says=_("Every session and every one-time link for the account ends at once."),
        said=_("Closed."),
        form=WhyForm,
        do=_by(close_account),
        warns=True,
    ),
    "reopen": AccountAct(
        label=_("Reopen the account"),
        says=_("You get a one-time link to give to the person, who then chooses a new password."),
        said=_("Reopened."),
        form=WhyForm,
        do=_by(reopen_account),
    ),
    "ask-to-end": AccountAct(
        label=_("Ask to close the account"),
        says=_("Information governance or the operator decides your request."),
        said=_("Your request is sent."),
        form=AccountEndForm,
        do=_by(ask_to_end),
    ),
}
