"""The forms of those who look after posts: who holds a post, and a body that gets a holder of its own.

An empty box for the holder empties the post. What a form shows at first is what stands.
"""

from typing import Any

from sightline.casework.posts.selectors.posts import PostView
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import DAY_EXAMPLE, MOST_NAME, WhyField, day_boxes, text_box
from sightline.web.core.forms import PostedForm


class PostForm(PostedForm):
    """Who holds a post, who stands in, and when the holder is away."""

    holder = text_box(
        _("Who is the responsible person?"), _("Their user name. Leave blank if there is no one."), most=MOST_NAME
    )
    deputy = text_box(
        _("Who covers for them?"),
        _("Their user name. While the responsible person is away, the deputy is told and must answer."),
        most=MOST_NAME,
    )
    absent_from = day_boxes(
        _("First day away"), _("%(day_example)s. Leave blank if they are not away.") % {"day_example": DAY_EXAMPLE}
    )
    absent_to = day_boxes(_("Last day away"), _("Leave blank if they are away until further notice."))
    why = WhyField(
        label=_("Why?"),
        help_text=_("For example, “began on Monday”, or “on leave”. People who may change this role can read this."),
    )

    def clean(self) -> dict[str, Any]:
        """Days in order, and the first given where the last is."""
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("absent_from"), cleaned.get("absent_to")
        if ends and not begins and "absent_from" not in self.errors:
            self.add_error("absent_from", _("Give the first day away"))
        elif begins and ends and ends < begins:
            self.add_error("absent_to", _("The last day away must not be before the first"))
        return cleaned


class BodyForm(PostForm):
    """The same for one school, clinic or other body, which then has a holder of its own."""

    organisation = text_box(
        _("Which school, clinic or body?"),
        _("Its name as it appears in its files"),
        empty=_("Enter the name of the school, clinic or body"),
    )
    field_order = ("organisation",)


def initial_of(view: PostView) -> dict[str, Any]:
    """What stands now, for the form."""
    text_box = view.line
    return {
        "holder": text_box.holder,
        "deputy": text_box.deputy,
        "absent_from": text_box.absent_from,
        "absent_to": text_box.absent_to,
    }
