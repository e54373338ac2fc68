"""The forms of accounts: a password of one's own, an invitation, a change, a last day, and why."""

from typing import Any

from django import forms

from sightline.web.core.dates import AnyDate
from sightline.web.core.forms import MOST_WORDS, WhyField
from sightline.web.core.words import AGENCIES, ROLES


class PasswordForm(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(
        label="New password",
        help_text="Twelve characters or more. Three words that only you would put together are easy to remember.",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter a password"},
    )
    again = forms.CharField(
        label="New password again",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter the password again"},
    )

    def clean(self) -> dict[str, Any]:
        """Both the same."""
        cleaned = super().clean() or {}
        if not self.errors and cleaned["password"] != cleaned["again"]:
            self.add_error("again", "Enter the same password twice")
        return cleaned


ROLE_CHOICES = [(role, words.capitalize()) for role, words in ROLES.items()]
AGENCY_CHOICES = [("", "None"), *AGENCIES.items()]


def line(label: str, hint: str = "", *, required: bool = False, most: int = 200) -> forms.CharField:
    """A line of text."""
    errors = {"required": f"Enter the {label.lower()}"}
    return forms.CharField(label=label, help_text=hint, required=required, max_length=most, error_messages=errors)


class WorkForm(forms.Form):
    """What an account is for."""

    role = forms.ChoiceField(label="Role", choices=ROLE_CHOICES)
    agency = forms.ChoiceField(label="Agency", choices=AGENCY_CHOICES, required=False)
    organisation = line("Organisation", "The school, clinic or body, as its files write it. Empty for a whole agency.")
    post = line("Job title", "For example, Social worker")


class ChangeForm(WorkForm):
    """Other work, and why."""

    why = WhyField(label="Why?", help_text="Who asked for it, and since when.", max_length=MOST_WORDS)


class InviteForm(WorkForm):
    """A name to sign in with, the work, and who asked for it."""

    username = line("User name", "For example, ann.lowe. It cannot be changed later.", required=True, most=150)
    why = WhyField(label="Who asked for it?", max_length=MOST_WORDS)
    field_order = ("username",)


class SureForm(forms.Form):
    """Nothing to fill in."""


class WhyForm(forms.Form):
    """Why."""

    why = WhyField(label="Why?", help_text="Who asked for it, and how you know it is them.", max_length=MOST_WORDS)


class EndForm(WhyForm):
    """A last day, and why."""

    on = AnyDate(label="Last day", help_text="For example, 27 3 2027", required=False)
    field_order = ("on",)


class AccountEndForm(EndForm):
    """Until when an account is needed, and why no longer."""

    on = AnyDate(label="Last day", help_text="For example, 27 3 2027. Empty: close it now.", required=False)


class DecideForm(forms.Form):
    """Approve, or refuse and say why."""

    answer = forms.ChoiceField(
        label="Your decision",
        choices=[("approve", "Approve"), ("refuse", "Refuse")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a decision"},
    )
    why = WhyField(label="Why? (if you refuse)", required=False, max_length=MOST_WORDS)

    def clean(self) -> dict[str, Any]:
        """A refusal has its reason."""
        cleaned = super().clean() or {}
        if cleaned.get("answer") == "refuse" and not cleaned.get("why", "").strip():
            self.add_error("why", "Say why you refuse")
        return cleaned


class ReviewForm(forms.Form):
    """Whether a recovery was right."""

    answer = forms.ChoiceField(
        label="Was this recovery right?",
        choices=[("right", "Yes, I have checked that it was them"), ("wrong", "No, or I cannot tell")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an answer"},
    )
    words = WhyField(label="How do you know?", help_text="For example, you called them back.", max_length=MOST_WORDS)
