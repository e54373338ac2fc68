"""The forms of those who look after posts and rules: who holds a post, and a rule that is switched.

An empty box for the holder empties the post. What a form shows at first is what stands.
"""

from typing import Any

from django import forms

from sightline.casework.posts.selectors import PostView
from sightline.web.core.dates import AnyDate
from sightline.web.core.forms import DAY_EXAMPLE, MOST_NAME, MOST_WORDS, WhyField


class PostForm(forms.Form):
    """Who holds a post, who stands in, and when the holder is away."""

    holder = forms.CharField(
        label="Who holds it?", help_text="The account’s name. Empty: nobody does.", max_length=MOST_NAME, required=False
    )
    deputy = forms.CharField(
        label="Who stands in?",
        help_text="The account’s name. The deputy is told, and answers, while the holder is away.",
        max_length=MOST_NAME,
        required=False,
    )
    absent_from = AnyDate(label="First day away", help_text=f"{DAY_EXAMPLE}. Empty: not away.", required=False)
    absent_to = AnyDate(label="Last day away", help_text="Empty: until further notice.", required=False)
    why = WhyField(
        label="Why?",
        help_text="For example, “began on Monday”, or “on leave”. Those who may change posts read it.",
        max_length=MOST_WORDS,
    )

    def clean(self) -> dict[str, Any]:
        """Days in order, and the first given where the last is."""
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("absent_from"), cleaned.get("absent_to")
        if ends and not begins and "absent_from" not in self.errors:
            self.add_error("absent_from", "Give the first day away")
        elif begins and ends and ends < begins:
            self.add_error("absent_to", "The last day away must not be before the first")
        return cleaned


class BodyForm(PostForm):
    """The same for one school, clinic or other body, which then has a holder of its own."""

    organisation = forms.CharField(
        label="Which school, clinic or body?",
        help_text="Its name as its files write it",
        max_length=200,
        error_messages={"required": "Enter the name of the school, clinic or body"},
    )
    field_order = ("organisation",)


def initial_of(view: PostView) -> dict[str, Any]:
    """What stands now, for the form."""
    line = view.line
    return {"holder": line.holder, "deputy": line.deputy, "absent_from": line.absent_from, "absent_to": line.absent_to}
