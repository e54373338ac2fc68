"""The forms of accounts: a password of one's own, an invitation, a change, a last day_boxes, and why."""

from typing import Any, ClassVar

from django import forms

from sightline.translation.messages import lazy as _
from sightline.web.core.bounds import asked_tick
from sightline.web.core.fields import MOST_NAME, WhyField, day_boxes, dropdown, radios, text_box
from sightline.web.core.forms import AskedForm, PostedForm
from sightline.web.core.words import AGENCIES, ROLES


def secret(label: str, hint: str = "", *, empty: str) -> forms.CharField:
    """A password that is being chosen."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(
        label=label, help_text=hint, max_length=200, strip=False, widget=widget, error_messages={"required": empty}
    )


class AccountsAsked(AskedForm):
    """Whether closed accounts are listed too."""

    closed = asked_tick()


class AccountForm(PostedForm):
    """A form about an account. Whoever may not do it for their role is told so on a page of its own."""

    own_page: ClassVar = ("not_for_role",)


class PasswordForm(PostedForm):
    """A new password, typed twice."""

    password = secret(
        _("New password"),
        _("Twelve characters or more. Three words that only you would combine are easy to remember."),
        empty=_("Enter a password"),
    )
    again = secret(_("New password again"), empty=_("Enter the password again"))

    def clean(self) -> dict[str, Any]:
        """Both the same."""
        cleaned = super().clean() or {}
        if not self.errors and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("Enter the same password twice"))
        return cleaned


ROLE_CHOICES = [(role, words.capitalize()) for role, words in ROLES.items()]
AGENCY_CHOICES = [("", _("None")), *AGENCIES.items()]


class WorkForm(AccountForm):
    """What an account is for."""

    role = dropdown(_("Role"), ROLE_CHOICES, empty=_("Choose a role"))
    agency = dropdown(_("Agency"), AGENCY_CHOICES)
    organisation = text_box(
        _("Organisation"), _("The school, clinic or body, as named in its files. Leave blank for a whole agency.")
    )
    post = text_box(_("Job title"), _("For example, Social worker"))


class ChangeForm(WorkForm):
    """Other work, and why."""

    why = WhyField(label=_("Why?"), help_text=_("Who asked for it, and since when."))


class InviteForm(WorkForm):
    """A name to sign in with, the work, and who asked for it."""

    username = text_box(
        _("User name"),
        _("For example, ann.lowe. It cannot be changed later."),
        empty=_("Enter the user name"),
        most=MOST_NAME,
    )
    why = WhyField(label=_("Who asked for it?"))
    field_order = ("username",)


class ConfirmForm(AccountForm):
    """Nothing to fill in."""


class WhyForm(AccountForm):
    """Why."""

    why = WhyField(label=_("Why?"), help_text=_("Who asked for it, and how you know it is them."))


class EndForm(WhyForm):
    """A last day_boxes, and why."""

    on = day_boxes(_("Last day"))
    field_order = ("on",)


class AccountEndForm(EndForm):
    """Until when an account is needed, and why no longer."""

    on = day_boxes(_("Last day"), _("For example, 27 3 2027. Leave blank to close it now."))


class DecideForm(AccountForm):
    """Approve, or refuse and say why."""

    answer = radios(
        _("Your decision"), [("approve", _("Approve")), ("refuse", _("Refuse"))], empty=_("Choose a decision")
    )
    why = WhyField(label=_("Why? (if you refuse)"), required=False)

    def clean(self) -> dict[str, Any]:
        """A refusal has its reason."""
        cleaned = super().clean() or {}
        if cleaned.get("answer") == "refuse" and not cleaned.get("why", "").strip():
            self.add_error("why", _("Say why you refuse"))
        return cleaned


class ReviewForm(AccountForm):
    """Whether a recovery was right."""

    answer = radios(
        _("Was this recovery right?"),
        [("right", _("Yes, I have checked that it was them")), ("wrong", _("No, or I cannot tell"))],
        empty=_("Choose an answer"),
    )
    words = WhyField(label=_("How do you know?"), help_text=_("For example, you called them back."))
