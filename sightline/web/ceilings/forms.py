"""The form of a post over its ceiling: what changes, who does it, and by when."""

from typing import Any

from sightline.casework.escalation.pages import Overload
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import MOST_NAME, WhyField, day_boxes, radios, text_box
from sightline.web.core.forms import PostedForm
from sightline.web.escalation.presenters import ladder_in_words

KINDS = (
    ("staffing", _("Staffing: add people to this role, or share its work")),
    ("rule", _("A rule: what it asks for, or who must answer")),
)


class CeilingForm(PostedForm):
    """What changes about one of these posts."""

    post = radios(_("Which role?"), empty=_("Choose the role"))
    kind = radios(_("What will change?"), KINDS, empty=_("Choose what will change"))
    who = text_box(_("Who makes the change?"), empty=_("Enter who makes the change"), most=MOST_NAME)
    by_when = day_boxes(_("By when?"), empty=_("Enter the day by which it will be done"))
    words = WhyField(label=_("What exactly will change, and why?"), help_text=_("We record it with your name"))

    def __init__(self, *given: Any, over: tuple[Overload, ...], **more: Any) -> None:
        super().__init__(*given, **more)
        self.offer("post", [(one.key.id, f"{ladder_in_words(one.key.ladder)}: {one.key.post}") for one in over])
